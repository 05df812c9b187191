"""A quiz as one HTML file for paper: no network, no script; printed, it is the sheet.

On a screen each question can unfold its solution. Print leaves the solutions out and starts every version on
a new page; a key of its own prints as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from engine.show import blocks_of
from quizapp.quiz.model import Option, Question, Quiz, Sheet, Worked, letter
from quizapp.sheets import Contents
from quizapp.sheets.text import counts, effort_of, mark_of, points_of, wrong_answers

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; }
p { white-space: pre-line; } .card p, li p, .answer p { white-space: normal; }
section + section { margin-top: 2.2rem; }
pre { overflow-x: auto; font: 0.95rem/1.3 ui-monospace, monospace; }
main + main { border-top: 1px solid; margin-top: 3rem; }
ol.options { list-style: upper-alpha; padding: 0; } ol.options li { margin: 0.2rem 0 0.2rem 2rem; }
label.blank { display: block; margin: 0.6rem 0; } input, select { font: inherit; }
label.blank input, input[id] { width: 100%; max-width: 24rem; display: block; box-sizing: border-box; }
label.blank input + input { margin-top: 0.4rem; }
label.term { display: block; margin: 0.3rem 0; } .who { display: flex; gap: 2rem; }
.options span { white-space: pre-wrap; vertical-align: top; } .answer strong p { display: inline; }
.who label { flex: 1; } .who label + label { flex: 0 0 10rem; }
math[display=block] { overflow-x: auto; } .options math { font-size: 1.15em; math-style: normal; }
summary { cursor: pointer; }
@media print {
  :root { color-scheme: light; font-size: 11pt; }
  body { max-width: none; padding: 0; }
  main + main { break-before: page; border: 0; margin: 0; }
  section { break-inside: avoid; } .key section { break-inside: auto; } .key li { break-inside: avoid; }
  h2 { break-after: avoid; } pre { white-space: pre-wrap; }
  details, input[type=radio] { display: none; }
  input[type=text] { border: 0; border-bottom: 1px solid; border-radius: 0; background: none; }
}
"""


def write(quiz: Quiz, contents: Contents = "all") -> str:
    """The sheets with or without folded solutions, or the key alone."""
    body = [
        line
        for sheet in quiz.sheets
        for line in (_key(quiz, sheet) if contents == "key" else _sheet(quiz, sheet, contents == "all"))
    ]
    return "\n".join(
        [*_head(f"{quiz.title}: key" if contents == "key" else quiz.title), *body, "</html>", ""]
    )


def _head(title: str) -> Iterator[str]:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{STYLE}</style>"


def _sheet(quiz: Quiz, sheet: Sheet, keyed: bool) -> Iterator[str]:
    yield "<main>"
    yield f"<h1>{escape(quiz.title)}, version {escape(sheet.version)}</h1>"
    yield f"<p>{effort_of(sheet)}</p>"
    yield f'<div class="who">{_blank("Name")}{_blank("Date")}</div>'
    for question in sheet.questions:
        yield "<section>"
        yield heading(question)
        yield from laid_out(question)
        yield from _answers(question, f"{sheet.version}-{question.number}")
        if keyed:
            yield "<details><summary>Solution</summary>"
            yield from solution(question)
            yield "</details>"
        yield "</section>"
    yield "</main>"


def _key(quiz: Quiz, sheet: Sheet) -> Iterator[str]:
    yield '<main class="key">'
    yield f"<h1>{escape(quiz.title)}, version {escape(sheet.version)}: key</h1>"
    yield f"<p>seed {quiz.seed}, level {quiz.level}</p>"
    for question in sheet.questions:
        yield "<section>"
        yield heading(question)
        yield from solution(question)
        yield "</section>"
    yield "</main>"


def heading(question: Question, anchor: str = "") -> str:
    """The number, the title and the points."""
    place = f' id="{escape(anchor)}"' if anchor else ""
    return f"<h2{place}>{question.number}. {escape(question.title)} ({points_of(question)})</h2>"


def _blank(label: str, rows: int = 1) -> str:
    fields = '<input type="text" autocomplete="off">' * rows
    return f'<label class="blank">{escape(label)} {fields}</label>'


def laid_out(question: Question) -> Iterator[str]:
    """What is asked: a card with its formulas, an exercise with its matrices as they stand."""
    if question.markdown:
        yield f'<div class="card">{_typeset(question.markdown)}</div>'
        return
    for fixed, block in blocks_of(question.text):
        yield f"<pre>{escape(block)}</pre>" if fixed else f"<p>{escape(block)}</p>"


def _typeset(markdown: str) -> str:
    from cards.exports.booklet import typeset

    return typeset(markdown)


def typeset_option(option: Option) -> str:
    """An option with its formulas, or as it is laid out."""
    return _typeset(option.markdown) if option.markdown else f"<span>{escape(option.text)}</span>"


def _answers(question: Question, group: str) -> Iterator[str]:
    if question.kind == "choice":
        yield f"<p>Choose {escape(question.blanks[0].wanted)}.</p>"
    if question.options:
        radio = f'<input type="radio" name="{escape(group)}"> ' if question.kind == "choice" else ""
        yield '<ol class="options">'
        yield from (f"<li><label>{radio}{typeset_option(option)}</label></li>" for option in question.options)
        yield "</ol>"
    if question.kind == "matching":
        yield from (
            f'<label class="term"><input type="text" size="3" autocomplete="off"> '
            f"{escape(mark_of(question, blank) + blank.label)}</label>"
            for blank in question.blanks
        )
    elif question.kind != "choice":
        yield from (_blank(mark_of(question, blank) + blank.wanted, blank.rows) for blank in question.blanks)


def solution(question: Question) -> Iterator[str]:
    """The right answers, the worked solution, and what is behind wrong answers."""
    for blank in question.blanks:
        option = next((o for i, o in enumerate(question.options) if letter(i) == blank.answer), None)
        right = f"{blank.answer}) {typeset_option(option)}" if option else escape(blank.answer)
        shown = f"<strong>{right}</strong>{escape(counts(blank))}"
        yield f'<div class="answer">{escape(blank.label)} = {shown}</div>'
    if question.kind != "matching":
        yield "<ul>"
        yield from (_step(step) for step in question.solution)
        yield "</ul>"
    found = list(wrong_answers(question))
    if found:
        yield "<p>Wrong answers and what is behind them:</p>"
        yield "<ul>"
        yield from (f"<li>{escape(answer)}: {escape(message)}</li>" for answer, message in found)
        yield "</ul>"


def _step(step: Worked) -> str:
    lines = "\n".join(step.lines)
    shown = f"<div>{_typeset(step.markdown)}</div>" if step.markdown else f"<pre>{escape(lines)}</pre>"
    return f"<li>{escape(step.rule)}{shown}</li>"
