"""A quiz as Markdown: prose as prose, matrices and tables as they are laid out; no text becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.show import blocks_of
from quizapp.quiz.model import Question, Quiz, Sheet, letter
from quizapp.sheets import Contents
from quizapp.sheets.text import chosen, counts, effort_of, mark_of, points_of, wrong_answers

MARKUP = re.compile(r"([\\`*_\[\]<>#|~$&])")
LIST = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))(?=\s|[.)]\s)")


def write(quiz: Quiz, contents: Contents = "all") -> str:
    """The sheets, the key, or both, a rule between the versions."""
    pages = [_sheet(quiz, sheet) for sheet in quiz.sheets] if contents != "key" else []
    if contents != "sheets":
        pages += [_key(quiz, sheet) for sheet in quiz.sheets]
    return "\n\n---\n\n".join("\n\n".join(page) for page in pages) + "\n"


def prose(text: str) -> str:
    """A line of text that Markdown shows as it stands."""
    return LIST.sub(_unlisted, MARKUP.sub(r"\\\1", text))


def _unlisted(mark: re.Match[str]) -> str:
    """The backslash goes before a dash, and after a number, which no backslash can hide."""
    indent, sign = mark.groups()
    return f"{indent}{sign}\\" if sign.isdigit() else f"{indent}\\{sign}"


def blocks(text: str) -> Iterator[str]:
    """Paragraphs as prose, and what is laid out as code."""
    for laid_out, block in blocks_of(text):
        yield fenced(block) if laid_out else "\n".join(prose(line) for line in block.split("\n"))


def fenced(text: str) -> str:
    """A text exactly as it is laid out."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}"


def _sheet(quiz: Quiz, sheet: Sheet) -> Iterator[str]:
    yield f"# {prose(quiz.title)}, version {prose(sheet.version)}"
    yield effort_of(sheet)
    yield "Name: " + r"\_" * 30
    for question in sheet.questions:
        yield _heading(question)
        yield question.markdown or "\n\n".join(blocks(question.text))
        yield from _answers(question)


def _heading(question: Question) -> str:
    return f"## {question.number}. {prose(question.title)} ({points_of(question)})"


def _answers(question: Question) -> Iterator[str]:
    if question.kind == "choice":
        yield f"Choose {prose(question.blanks[0].wanted)}."
    if question.options:
        box = "[ ] " if question.kind == "choice" else ""
        yield "\n".join(
            f"- {box}{letter(index)}) {option.markdown or prose(option.text)}"
            for index, option in enumerate(question.options)
        )
    if question.kind == "matching":
        places = (f"{mark_of(question, blank)}{prose(blank.label)}" for blank in question.blanks)
        yield "\n".join("- " + r"\_" * 4 + f" {place}" for place in places)
    elif question.kind != "choice":
        for blank in question.blanks:
            lines = "\\\n".join([r"\_" * 20] * blank.rows)
            yield f"{mark_of(question, blank)}{prose(blank.wanted)} = {lines}"


def _key(quiz: Quiz, sheet: Sheet) -> Iterator[str]:
    yield f"# {prose(quiz.title)}, version {prose(sheet.version)}: key"
    yield f"seed {quiz.seed}, level {quiz.level}"
    for question in sheet.questions:
        yield _heading(question)
        yield "\n".join(_right(question))
        for step in question.solution:
            yield prose(step.rule)
            yield step.markdown or fenced("\n".join(step.lines))
        found = [f"- {prose(answer)}: {prose(message)}" for answer, message in wrong_answers(question)]
        if found:
            yield "Wrong answers and what is behind them:"
            yield "\n".join(found)


def _right(question: Question) -> Iterator[str]:
    for blank in question.blanks:
        right = prose(chosen(question, blank))
        yield f"- {prose(blank.label)} = **{right}**{prose(counts(blank))}"
