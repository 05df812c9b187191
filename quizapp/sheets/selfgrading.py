"""A quiz as one HTML file that grades itself: no network, one inline script, a policy that allows only it.

What counts, what each mistake gives and the solutions travel encoded, so that they cannot be read at a
glance; they are no secret. Not carried: credit for what follows from one's own earlier wrong number, and
answers that are judged by a rule, which the learner compares with the solution.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cards.exports import pagejudge
from cards.exports.pagejudge import verdict, wanted
from quizapp.quiz.grade import drawn_again
from quizapp.quiz.model import Blank, Question, Quiz, Sheet, letter
from quizapp.sheets import Contents
from quizapp.sheets.page import STYLE, heading, laid_out, solution, typeset_option
from quizapp.sheets.text import effort_of, mark_of

if TYPE_CHECKING:
    from engine.model import Part

OWN_STYLE = """
form { margin: 0.6rem 0; } fieldset { border: 0; padding: 0; margin: 0; }
textarea { font: 0.95rem/1.3 ui-monospace, monospace; display: block; width: 100%; max-width: 24rem; }
button { font: inherit; padding: 0.3rem 0.8rem; margin: 0.4rem 0.4rem 0 0; min-height: 2.2rem; }
.said { display: block; min-height: 1.5em; } .said.right { color: #136c2e; }
.said.wrong, .said.mistake, .said.near { color: #b3261e; }
.score { position: sticky; bottom: 0; padding: 0.5rem 0; background: Canvas; border-top: 1px solid; }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  .said.right { color: #7fd99a; } .said.wrong, .said.mistake, .said.near { color: #ffb4ab; }
}
@media print { button, .score, .said, .solution { display: none; } }
"""


def write(quiz: Quiz, contents: Contents = "all") -> str:
    """All versions with everything that grading needs, whatever is asked for."""
    return "\n".join(_lines(quiz)) + "\n"


@lru_cache(maxsize=1)
def script() -> str:
    """The one script of the page."""
    grading = files("quizapp.sheets").joinpath("grading.js").read_text("utf-8")
    return f"\n{pagejudge.script()}\n{grading}"


def _lines(quiz: Quiz) -> Iterator[str]:
    digest = b64encode(sha256(script().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(quiz.title)}</title>"
    yield f"<style>{STYLE}{OWN_STYLE}</style>"
    yield "<main>"
    if len(quiz.sheets) > 1:
        links = (f'<a href="#{escape(sheet.version)}">{escape(sheet.version)}</a>' for sheet in quiz.sheets)
        yield f"<nav>Version {' '.join(links)}</nav>"
    for sheet in quiz.sheets:
        yield from _sheet(quiz, sheet)
    yield "</main>"
    yield "<noscript><p>Grading needs scripts to be switched on.</p></noscript>"
    yield f"<script>{script()}</script>"
    yield "</html>"


def _sheet(quiz: Quiz, sheet: Sheet) -> Iterator[str]:
    yield f'<article id="{escape(sheet.version)}" data-points="{sheet.points}">'
    yield f"<h1>{escape(quiz.title)}, version {escape(sheet.version)}</h1>"
    yield f"<p>{effort_of(sheet)}. First answers count.</p>"
    for question in sheet.questions:
        yield from _question(sheet, question)
    yield '<p><button type="button" class="all">Check all answers</button></p>'
    yield '<p class="score" role="status" aria-live="polite"></p>'
    yield "</article>"


def _question(sheet: Sheet, question: Question) -> Iterator[str]:
    name = f"{sheet.version}-{question.number}"
    yield f'<section aria-labelledby="{name}-h" data-key="{_encoded(sheet, question)}">'
    yield heading(question, f"{name}-h")
    yield from laid_out(question)
    yield '<form autocomplete="off">'
    if question.kind == "choice":
        yield from _letters(sheet, question)
    else:
        if question.options:
            yield '<ol class="options">'
            yield from (f"<li>{typeset_option(option)}</li>" for option in question.options)
            yield "</ol>"
        yield from (_field(sheet, question, blank) for blank in question.blanks)
    yield "<button>Check</button>"
    yield '<button type="button" class="reveal" aria-expanded="false">Show the solution</button>'
    yield '</form><div class="solution" aria-live="polite" hidden></div>'
    yield "</section>"


def _name(sheet: Sheet, blank: Blank) -> str:
    """The name of a field; it begins with a letter, since it serves as an id."""
    return f"q-{sheet.version}-{blank.column}"


def _letters(sheet: Sheet, question: Question) -> Iterator[str]:
    (blank,) = question.blanks
    name = _name(sheet, blank)
    yield f"<fieldset><legend>Choose {escape(blank.wanted)}.</legend>"
    yield '<ol class="options">'
    for index, option in enumerate(question.options):
        button = f'<input type="radio" name="{name}" value="{index}">'
        yield f"<li><label>{button} {typeset_option(option)}</label></li>"
    yield f"</ol></fieldset>{_said(name)}"


def _field(sheet: Sheet, question: Question, blank: Blank) -> str:
    name, mark = _name(sheet, blank), mark_of(question, blank)
    part = _part(question, blank)
    if question.kind == "matching":
        field = _select(name, [letter(index) for index in range(len(question.options))])
        label = blank.label
    elif part is not None and part.kind == "choice":
        field, label = _select(name, part.options), blank.wanted
    elif part is not None and part.kind == "matrix":
        field, label = f'<textarea id="{name}" name="{name}" rows="4"></textarea>', blank.wanted
    else:
        field, label = f'<input type="text" id="{name}" name="{name}" spellcheck="false">', blank.wanted
    return f'<div><label class="blank" for="{name}">{escape(mark + label)}</label>{field}{_said(name)}</div>'


def _select(name: str, options: tuple[str, ...] | list[str]) -> str:
    shown = "".join(f'<option value="{index}">{escape(text)}</option>' for index, text in enumerate(options))
    return f'<select id="{name}" name="{name}"><option value=""></option>{shown}</select>'


def _said(name: str) -> str:
    return f'<output class="said" id="{name}-said" for="{name}" aria-live="polite"></output>'


def _encoded(sheet: Sheet, question: Question) -> str:
    """What grading needs of a question, as JSON in base 64."""
    places = [{"name": _name(sheet, blank), **_wanted(question, blank)} for blank in question.blanks]
    shape = {"points": question.points, "places": places, "solution": "".join(solution(question))}
    return b64encode(json.dumps(shape, ensure_ascii=False).encode()).decode()


def _part(question: Question, blank: Blank) -> Part | None:
    """The exercise's part behind a place for numbers."""
    if question.kind != "numeric":
        return None
    return next(part for part in drawn_again(question).parts if part.name == blank.part)


def _wanted(question: Question, blank: Blank) -> dict[str, Any]:
    if question.kind == "short":
        return {"kind": "words", "words": [blank.answer, *blank.also]}
    part = _part(question, blank)
    if part is None:
        return {"kind": "option", "digits": None, "known": list(_options(question, blank))}
    return wanted(drawn_again(question), part)


def _options(question: Question, blank: Blank) -> Iterator[dict[str, Any]]:
    """The verdict on each letter."""
    for index, option in enumerate(question.options):
        if letter(index) == blank.answer:
            yield verdict("right", "Right.", [[index, index]])
        elif question.kind == "choice":
            kind = "mistake" if option.ids else "wrong"
            yield verdict(kind, option.message or "Not right.", [[index, index]])
        else:
            other = next((each.label for each in question.blanks if each.answer == letter(index)), "")
            message = f"That explains {other}." if other else option.message or "Not right."
            yield verdict("wrong", message, [[index, index]])
