"""A quiz in lines: the questions without a verdict, then how each went with its solution.

Each answer is logged before the next question where the learner has a store, as practice that moves no
schedule.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from quizapp.lines.console import Left, Lines
from quizapp.lines.spoken import spoken

if TYPE_CHECKING:
    from quizapp.quiz import Question, Sheet
    from quizapp.quizgrade import Mark
    from quizapp.sitting import Clock
    from quizapp.workspace import Workspace

Marked = tuple["Question", "Sequence[Mark]"]
"""A question and what each of its places earned."""


def take(lines: Lines, sheet: Sheet, workspace: Workspace | None, clock: Clock, minutes: int = 0) -> float:
    """Ask a quiz and say how it went.

    Args:
        lines: where the learner reads and types.
        sheet: what is asked.
        workspace: where answers are logged, and cards of missed questions are made; nowhere when None.
        clock: gives UTC milliseconds.
        minutes: after which no further question is asked; 0 for no limit.

    Returns:
        The points earned.
    """
    from quizapp.quizgrade import total

    lines.say("(Enter leaves an answer out, q ends the quiz)")
    marked = _ask_all(lines, sheet, workspace, clock, minutes)
    for question, marks in marked:
        _say_verdicts(lines, question, marks)
    earned = total(mark for _, marks in marked for mark in marks)
    lines.say(f"\n{earned:g} of {sheet.points} points")
    if workspace is not None:
        with suppress(Left):
            _offer_cards(lines, workspace, marked, clock())
    return earned


def _ask_all(
    lines: Lines, sheet: Sheet, workspace: Workspace | None, clock: Clock, minutes: int
) -> list[Marked]:
    """Ask all questions, or those until the learner leaves or the time is up."""
    from quizapp.quizlog import log_question

    marked: list[Marked] = []
    end = clock() + 60_000 * minutes if minutes else None
    try:
        for question in sheet.questions:
            began = clock()
            if end is not None and not _time_left(lines, end - began):
                break
            marks = _ask(lines, question, len(sheet.questions))
            if workspace is not None:
                now = clock()
                log_question(workspace, question, marks, now_ms=now, duration_ms=now - began)
            marked.append((question, marks))
    except Left:
        lines.say()
    return marked


def _time_left(lines: Lines, left_ms: int) -> bool:
    """Say how much time is left; whether there is any."""
    seconds = max(0, left_ms // 1000)
    lines.say(f"\n{seconds // 60}:{seconds % 60:02} left" if seconds else "\nThe time is up.")
    return bool(seconds)


def _ask(lines: Lines, question: Question, count: int) -> Sequence[Mark]:
    """Ask a question, and again for what could not be judged.

    Raises:
        Left: the learner left.
    """
    from engine.show import wrapped
    from quizapp.quizgrade import grade_question
    from quizapp.sheets.text import options, points_of

    lines.say(f"\n{question.number}/{count}. {question.title} ({points_of(question)})")
    lines.say(f"\n{wrapped(spoken(question.text), lines.columns)}")
    if question.options:
        lines.say("\n".join(["", *options(question)]))
    typed = [_reply(lines, question, place) for place in range(len(question.blanks))]
    marks = grade_question(question, typed)
    while unclear := [place for place, mark in enumerate(marks) if mark.unclear]:
        for place in unclear:
            lines.say(f"? {marks[place].message}")
            typed[place] = _reply(lines, question, place)
        marks = grade_question(question, typed)
    return marks


def _reply(lines: Lines, question: Question, place: int) -> str:
    """What is typed into one place of a question."""
    return lines.ask(f"{question.blanks[place].wanted} > ")


def _say_verdicts(lines: Lines, question: Question, marks: Sequence[Mark]) -> None:
    """How a question went; the solution where it was not all right."""
    from quizapp.quizgrade import total
    from quizapp.sheets.text import right_answers, solution

    earned = total(marks)
    lines.say(f"\n{question.number}. {question.title}: {earned:g} of {question.points}")
    for mark in marks:
        if mark.score < 1 or mark.message not in ("", "Right."):
            lines.say(f"  {mark.column}: {mark.typed or '(left out)'}: {mark.message or 'no answer.'}")
    if earned < question.points:
        lines.say("\n".join([*right_answers(question), *solution(question)]))


def _offer_cards(lines: Lines, workspace: Workspace, marked: Sequence[Marked], now_ms: int) -> None:
    """Make cards of missed exercises, if the learner wants them.

    Raises:
        Left: the input has ended.
    """
    from quizapp.quizrun import Asked, make_cards

    missed = [
        Asked(question, marks)
        for question, marks in marked
        if question.exercise and any(mark.score < 1 for mark in marks)
    ]
    if missed and lines.yes(f"Make cards of the exercises that you missed ({len(missed)})?"):
        made = make_cards(workspace, missed, now_ms)
        lines.say(f"{made} made; they enter study as new cards.")
