"""A quiz in GIFT, the text format that most learning platforms import.

GIFT has one answer to a question: parts and cells become questions of their own with a common text. Not
carried: points, time, credit for what follows from an earlier wrong number, solutions, the layout of
formulas, and answers that are judged by a condition, which become essays.

Source: Moodle documentation, "GIFT format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.quiz.model import Question, Quiz, Sheet
from quizapp.sheets import Contents
from quizapp.sheets.places import Place, places, without_letters

_SPECIAL = re.compile(r"([~=#{}:\\])")


def write(quiz: Quiz, contents: Contents = "all") -> str:
    """All versions with their answers and feedback, whatever is asked for."""
    return "\n\n".join(_blocks(quiz)) + "\n"


def _blocks(quiz: Quiz) -> Iterator[str]:
    for sheet in quiz.sheets:
        title = quiz.title.replace("/", "//").replace("\n", " ")
        yield f"$CATEGORY: $course$/{title}/version {sheet.version}"
        for question in sheet.questions:
            yield from _questions(sheet, question)


def _questions(sheet: Sheet, question: Question) -> Iterator[str]:
    name = f"{sheet.version} {question.number:02} {question.title}"
    fields = places(question)
    if question.kind == "matching":
        taken = {place.answer for place in fields}
        asked = [(place.label, place.answer) for place in fields]
        asked += [("", text) for text in fields[0].options if text not in taken]
        pairs = [f"={_shielded(label)} -> {_shielded(text)}" for label, text in asked]
        yield _block(name, without_letters(question).text, "", pairs)
        return
    for place in fields:
        mark = f" {place.column}" if len(fields) > 1 else ""
        yield _block(f"{name}{mark}", question.text, place.label, list(_answers(place)))


def _block(name: str, text: str, label: str, answers: list[str]) -> str:
    """Preformatted text keeps the layout of matrices; a blank line would end the question."""
    body = "\n\n".join(part for part in (text, label) if part)
    shown = "<br>".join(_laid(line) for line in body.split("\n"))
    return f"::{_shielded(name)}::[html]<pre>{shown}</pre>{{{chr(10).join(['', *answers, ''])}}}"


def _laid(line: str) -> str:
    html = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", html)


def _answers(place: Place) -> Iterator[str]:
    if place.sort == "open":
        return
    if place.sort == "number":
        yield f"#=%100%{place.answer}:{place.width}"
        for wrong in place.wrong:
            yield f"=%0%{wrong.answer}:{place.width}#{_shielded(wrong.message)}"
        return
    told = {wrong.answer: wrong.message for wrong in place.wrong}
    if place.sort == "option":
        for text in place.options:
            sign = "=" if text == place.answer else "~"
            feedback = f"#{_shielded(told[text])}" if told.get(text) else ""
            yield f"{sign}{_shielded(text)}{feedback}"
        return
    for text in (place.answer, *place.also):
        yield f"=%100%{_shielded(text)}"
    for text, message in told.items():
        yield f"=%0%{_shielded(text)}#{_shielded(message)}"


def _shielded(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
