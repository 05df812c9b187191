"""A quiz as one HTML file: no network, no script; printed, it is the paper sheet.

On a screen each question can unfold its solution. Print leaves the solutions out and starts every version on
a new page; a key of its own prints as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from quizapp.quiz import Question, Quiz, Sheet
from quizapp.sheets import Contents
from quizapp.sheets.markdown import blocks_of
from quizapp.sheets.text import chosen, counts, points_of, wrong_answers

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; }
p { white-space: pre-line; }
pre { overflow-x: auto; font: 0.95rem/1.3 ui-monospace, monospace; }
main + main { border-top: 1px solid; margin-top: 3rem; }
ol.options { list-style: upper-alpha; padding: 0; } ol.options li { margin: 0.2rem 0 0.2rem 2rem; }
label.blank { display: block; margin: 0.6rem 0; } input { font: inherit; }
input[type=text] { width: 100%; max-width: 20rem; display: block; }
summary { cursor: pointer; }
@media print {
  :root { color-scheme: light; font-size: 11pt; }
  body { max-width: none; padding: 0; }
  main + main { break-before: page; border: 0; margin: 0; }
  section { break-inside: avoid; } h2 { break-after: avoid; } pre { white-space: pre-wrap; }
  details, input[type=radio] { display: none; }
  input[type=text] { border: 0; border-bottom: 1px solid; border-radius: 0; }
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
    yield f"<p>{sheet.points} points, about {sheet.minutes} minutes</p>"
    yield _blank("Name")
    for question in sheet.questions:
        yield "<section>"
        yield _heading(question)
        yield from _laid_out(question.text)
        yield from _answers(question, f"{sheet.version}-{question.number}")
        if keyed:
            yield "<details><summary>Solution</summary>"
            yield from _solution(question)
            yield "</details>"
        yield "</section>"
    yield "</main>"


def _key(quiz: Quiz, sheet: Sheet) -> Iterator[str]:
    yield "<main>"
    yield f"<h1>{escape(quiz.title)}, version {escape(sheet.version)}: key</h1>"
    yield f"<p>seed {quiz.seed}, level {quiz.level}</p>"
    for question in sheet.questions:
        yield "<section>"
        yield _heading(question)
        yield from _solution(question)
        yield "</section>"
    yield "</main>"


def _heading(question: Question) -> str:
    return f"<h2>{question.number}. {escape(question.title)} ({points_of(question)})</h2>"


def _blank(label: str) -> str:
    return f'<label class="blank">{escape(label)} <input type="text" autocomplete="off"></label>'


def _laid_out(text: str) -> Iterator[str]:
    for laid_out, block in blocks_of(text):
        yield f"<pre>{escape(block)}</pre>" if laid_out else f"<p>{escape(block)}</p>"


def _answers(question: Question, group: str) -> Iterator[str]:
    if question.kind in ("numeric", "short"):
        for blank in question.blanks:
            mark = f"{blank.column[-1]}) " if len(question.blanks) > 1 else ""
            yield _blank(f"{mark}{blank.wanted}")
        return
    yield f"<p>Choose {escape(question.blanks[0].wanted)}.</p>"
    yield '<ol class="options">'
    for option in question.options:
        button = f'<input type="radio" name="{escape(group)}">'
        yield f"<li><label>{button} {escape(option.text)}</label></li>"
    yield "</ol>"


def _solution(question: Question) -> Iterator[str]:
    for blank in question.blanks:
        right = chosen(question, blank)
        yield f"<p>{escape(blank.label)} = <strong>{escape(right)}</strong>{escape(counts(blank))}</p>"
    yield "<ul>"
    for step in question.solution:
        lines = "\n".join(step.lines)
        yield f"<li>{escape(step.rule)}<pre>{escape(lines)}</pre></li>"
    yield "</ul>"
    found = list(wrong_answers(question))
    if found:
        yield "<p>Wrong answers and what is behind them:</p>"
        yield "<ul>"
        yield from (f"<li>{escape(answer)}: {escape(message)}</li>" for answer, message in found)
        yield "</ul>"
