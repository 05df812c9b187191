"""The command that asks a quiz in the terminal; answers are logged where the learner has a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.delivery import printable

if TYPE_CHECKING:
    from quizapp.lines.console import Lines
    from quizapp.quiz import Question, Sheet
    from quizapp.quizgrade import Mark
    from quizapp.workspace import Workspace


@click.command(short_help="Ask a JSON quiz in the terminal.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--version", "version", help="Which version; default: the first.")
@click.pass_obj
def take(obj: dict[str, Any], file: Path, version: str | None) -> int:
    """Ask a JSON quiz in the terminal; verdicts come at the end.

    Each answer is kept in the store, if there is one, as practice that moves no schedule.
    """
    from quizapp.lines.console import Lines
    from quizapp.quizgrade import drawn_again, total
    from quizapp.sheets.lossless import read

    made = read(file)
    sheet = made.sheet(version) if version else made.sheets[0]
    for question in sheet.questions:
        if question.kind == "numeric":
            drawn_again(question)  # what cannot be graded is refused before the first question is asked
    lines = Lines(sys.stdin, sys.stdout)
    said(
        lines, f"{made.title}, version {sheet.version}: {sheet.points} points, about {sheet.minutes} minutes"
    )
    said(lines, "(Enter leaves an answer out, q ends the quiz)")
    with learner(obj["store"]) as workspace:
        marks = answered(lines, sheet, workspace)
    earned = total(mark for _, own in marks for mark in own)
    for question, own in marks:
        verdicts(lines, question, own)
    said(lines, f"\n{earned:g} of {sheet.points} points")
    return 0 if earned == sheet.points else 1


@contextmanager
def learner(store: str | None) -> Iterator[Workspace | None]:
    """The learner's workspace; None where there is no store yet."""
    from quizapp.quizstock import has_store
    from quizapp.workspace import Workspace

    if not has_store(store):
        yield None
        return
    with Workspace.open(store) as workspace:
        yield workspace


def answered(
    lines: Lines, sheet: Sheet, workspace: Workspace | None
) -> list[tuple[Question, Sequence[Mark]]]:
    """Ask all questions, or those until the learner leaves; each is logged before the next."""
    from quizapp.lines.console import Left
    from quizapp.quizlog import log_question
    from quizapp.workspace import now_ms

    marks: list[tuple[Question, Sequence[Mark]]] = []
    try:
        for question in sheet.questions:
            began = now_ms()
            own = asked(lines, question, len(sheet.questions))
            if workspace is not None:
                now = now_ms()
                log_question(workspace, question, own, now_ms=now, duration_ms=now - began)
            marks.append((question, own))
    except Left:
        said(lines, "")
    return marks


def said(lines: Lines, text: str) -> None:
    lines.say(printable(text))


def asked(lines: Lines, question: Question, count: int) -> list[Mark]:
    """Ask a question, and again for what could not be judged.

    Raises:
      Left: the learner left.
    """
    from engine.show import wrapped
    from quizapp.quizgrade import grade_question
    from quizapp.sheets.text import heading, options

    said(lines, "\n".join(["", *heading(question, count), "", wrapped(question.text, lines.columns)]))
    if question.options:
        said(lines, "\n".join(["", *options(question)]))
    typed = [reply(lines, question, index) for index in range(len(question.blanks))]
    marks = grade_question(question, typed)
    while unclear := [index for index, mark in enumerate(marks) if mark.unclear]:
        for index in unclear:
            said(lines, f"? {marks[index].message}")
            typed[index] = reply(lines, question, index)
        marks = grade_question(question, typed)
    return marks


def reply(lines: Lines, question: Question, index: int) -> str:
    """What is typed into one place of a question."""
    blank = question.blanks[index]
    return lines.ask(printable(f"{blank.wanted} > "))


def verdicts(lines: Lines, question: Question, marks: Sequence[Mark]) -> None:
    """How a question went; the solution where it was not all right."""
    from quizapp.quizgrade import total
    from quizapp.sheets.text import right_answers, solution

    earned = total(marks)
    said(lines, f"\n{question.number}. {question.title}: {earned:g} of {question.points}")
    for mark in marks:
        if mark.score < 1 or mark.message not in ("", "Right."):
            said(lines, f"  {mark.column}: {mark.typed or '(left out)'}: {mark.message or 'no answer.'}")
    if earned < question.points:
        said(lines, "\n".join([*right_answers(question), *solution(question)]))
