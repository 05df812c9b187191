"""A quiz for Moodle's question bank: one category for each version, every mistake with its feedback.

A single number becomes a numerical question, several become one with embedded answers; the right answer
stands first, because Moodle takes the first that fits. Not carried: credit for what follows from one's own
earlier wrong number, and answers that are judged by a condition, which become essays.

Source: Moodle documentation, "Moodle XML format" and "Embedded Answers (Cloze) question type".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizapp.quiz.model import Question, Quiz, Sheet
from quizapp.sheets import Contents
from quizapp.sheets.page import laid_out, solution, typeset_option
from quizapp.sheets.places import Place, places, without_letters

_CLOZE = re.compile(r"([}#~/\"\\])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(quiz: Quiz, contents: Contents = "all") -> str:
    """All versions with their solutions as feedback, whatever is asked for."""
    root = Element("quiz")
    for sheet in quiz.sheets:
        category = SubElement(root, "question", type="category")
        _text(
            SubElement(category, "category"), f"$course$/{_plain(quiz.title)}/version {_plain(sheet.version)}"
        )
        for question in sheet.questions:
            root.append(_question(sheet, question))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _plain(name: str) -> str:
    """A name in which a slash does not begin another category."""
    return name.replace("/", "//")


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = _CONTROL.sub("", text)


def _html(parent: Element, tag: str, lines: Iterator[str] | str) -> Element:
    element = SubElement(parent, tag, format="html")
    _text(element, lines if isinstance(lines, str) else "\n".join(lines))
    return element


def _question(sheet: Sheet, question: Question) -> Element:
    fields = places(question)
    sort = _sort(question, fields)
    element = Element("question", type=sort)
    _text(SubElement(element, "name"), f"{sheet.version} {question.number:02} {question.title}")
    body = "\n".join(laid_out(without_letters(question)))
    if sort == "cloze":
        body += "".join(f"<p>{escape(place.label)}: {_embedded(place)}</p>" for place in fields)
    elif sort in ("numerical", "essay", "multichoice"):
        body += f"<p>{escape(fields[0].label)}</p>"
    _html(element, "questiontext", body)
    _html(element, "generalfeedback", solution(question))
    if sort != "cloze":
        SubElement(element, "defaultgrade").text = str(question.points)
    _ANSWERS[sort](element, question, fields)
    return element


def _sort(question: Question, fields: list[Place]) -> str:
    if question.kind == "matching":
        return "matching"
    if len(fields) > 1:
        return "cloze"
    return {"number": "numerical", "words": "shortanswer", "option": "multichoice", "open": "essay"}[
        fields[0].sort
    ]


def _answer(element: Element, fraction: int, text: str, feedback: str, html: str = "") -> Element:
    answer = SubElement(
        element, "answer", fraction=str(fraction), format="html" if html else "moodle_auto_format"
    )
    _text(answer, html or text)
    _html(answer, "feedback", f"<p>{escape(feedback)}</p>" if feedback else "")
    return answer


def _numerical(element: Element, question: Question, fields: list[Place]) -> None:
    (place,) = fields
    answers = [(100, place.answer, ""), *((0, wrong.answer, wrong.message) for wrong in place.wrong)]
    for fraction, text, feedback in answers:
        answer = _answer(element, fraction, text, feedback)
        SubElement(answer, "tolerance").text = place.width


def _words(element: Element, question: Question, fields: list[Place]) -> None:
    (place,) = fields
    SubElement(element, "usecase").text = "0"
    for text in (place.answer, *place.also):
        _answer(element, 100, text.replace("*", r"\*"), "")
    for wrong in place.wrong:
        _answer(element, 0, wrong.answer.replace("*", r"\*"), wrong.message)


def _options(element: Element, question: Question, fields: list[Place]) -> None:
    (place,) = fields
    SubElement(element, "single").text = "true"
    SubElement(element, "shuffleanswers").text = "false"
    SubElement(element, "answernumbering").text = "ABCD"
    told = {wrong.answer: wrong.message for wrong in place.wrong}
    shown = {option.text: typeset_option(option) for option in question.options}
    for text in place.options:
        right = 100 if text == place.answer else 0
        _answer(element, right, text, told.get(text, ""), shown.get(text) or f"<span>{escape(text)}</span>")


def _matching(element: Element, question: Question, fields: list[Place]) -> None:
    SubElement(element, "shuffleanswers").text = "true"
    for place in fields:
        pair = _html(element, "subquestion", f"<p>{escape(place.label)}</p>")
        _text(SubElement(pair, "answer"), place.answer)
    for text in fields[0].options:
        if all(place.answer != text for place in fields):
            spare = _html(element, "subquestion", "")
            _text(SubElement(spare, "answer"), text)


def _essay(element: Element, question: Question, fields: list[Place]) -> None:
    _html(element, "graderinfo", f"<p>For example {escape(fields[0].answer)}.</p>")


def _nothing(element: Element, question: Question, fields: list[Place]) -> None:
    """The answers stand in the text."""


_ANSWERS = {
    "numerical": _numerical,
    "shortanswer": _words,
    "multichoice": _options,
    "matching": _matching,
    "essay": _essay,
    "cloze": _nothing,
}


def _embedded(place: Place) -> str:
    """A field inside of the text; an answer that only a person can judge takes no points."""
    if place.sort == "open":
        return f"<em>for example {escape(place.answer)}, which a person has to judge</em>"
    if place.sort == "number":
        right = f"={place.answer}:{place.width}"
        wrong = [f"%0%{one.answer}:{place.width}#{_shielded(one.message)}" for one in place.wrong]
        return f"{{1:NUMERICAL:{'~'.join([right, *wrong])}}}"
    told = {wrong.answer: wrong.message for wrong in place.wrong}
    if place.sort == "option":
        listed = [
            f"{'=' if text == place.answer else '%0%'}{_shielded(text)}#{_shielded(told.get(text, ''))}"
            for text in place.options
        ]
        return f"{{1:MULTICHOICE:{'~'.join(listed)}}}"
    right_words = [f"={_shielded(text)}" for text in (place.answer, *place.also)]
    wrong_words = [f"%0%{_shielded(text)}#{_shielded(message)}" for text, message in told.items()]
    return f"{{1:SHORTANSWER:{'~'.join([*right_words, *wrong_words])}}}"


def _shielded(text: str) -> str:
    """Words inside of an embedded answer, where five signs mean something and HTML is read."""
    return _CLOZE.sub(r"\\\1", escape(text, quote=False))
