"""A quiz in lines: the questions without a verdict, then how each went with its solution.

Each answer is logged before the next question where the learner has a store, as practice that moves no
schedule. A quiz that is cut off can be gone on with, here and on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.errors import InputError
from quizapp.lines.console import Left, Lines
from quizapp.lines.spoken import spoken

if TYPE_CHECKING:
    from quizapp.quiz.grade import Mark
    from quizapp.quiz.model import Question, Sheet
    from quizapp.quiz.run import Asked, QuizRun
    from quizapp.sitting import Clock
    from quizapp.workspace import Workspace


def begun(sheet: Sheet, workspace: Workspace | None, clock: Clock, minutes: int = 0) -> QuizRun:
    """A quiz that is about to ask its first question.

    Args:
        sheet: what is asked.
        workspace: where answers are logged, and cards of missed questions are made; nowhere when None.
        clock: gives UTC milliseconds.
        minutes: after which no further question is asked; 0 for no limit.
    """
    from quizapp.quiz.draft import keep_sheet
    from quizapp.quiz.run import Plan, QuizRun

    run = QuizRun(workspace, sheet, Plan((), len(sheet.questions), minutes), clock())
    keep_sheet(run)
    run.began_ms = clock()  # the time runs when all is written
    return run


def left(lines: Lines, workspace: Workspace | None, now_ms: int) -> QuizRun | None:
    """The quiz that was cut off, here or on the screen, where the learner wants to go on with it.

    Raises:
        Left: the input has ended.
    """
    from quizapp.drafts import Drafts
    from quizapp.quiz import draft as quizdraft

    draft = Drafts(workspace.store.facts).find(quizdraft.NAME) if workspace else None
    if workspace is None or draft is None:
        return None
    if lines.yes(f"{quizdraft.sentence(draft.content)} Go on with it? Else it is dropped."):
        try:
            return quizdraft.resumed(workspace, draft.content, now_ms)
        except InputError as error:
            lines.say(f"{str(error).capitalize()}.")
    quizdraft.drop(workspace)
    return None


def take(lines: Lines, run: QuizRun, clock: Clock) -> bool:
    """Ask a quiz from its next question on and say how it went.

    Args:
        lines: where the learner reads and types.
        run: the quiz.
        clock: gives UTC milliseconds.

    Returns:
        Whether all of it was right.
    """
    from quizapp.quiz.draft import drop
    from quizapp.quiz.grade import total

    lines.say("(Enter leaves an answer out, q ends the quiz)")
    _ask_all(lines, run, clock)
    if run.workspace is not None:
        drop(run.workspace)
    for asked in run.answered:
        _say_verdicts(lines, asked)
    earned = total(mark for asked in run.answered for mark in asked.marks)
    lines.say(f"\n{earned:g} of {run.sheet.points} points")
    if run.workspace is not None:
        with suppress(Left):
            _offer_cards(lines, run.workspace, run.answered, clock())
    return earned == run.sheet.points


def _ask_all(lines: Lines, run: QuizRun, clock: Clock) -> None:
    """Ask all questions, or those until the learner leaves or the time is up."""
    from quizapp.quiz.sitting import hand_in

    try:
        while (asked := run.advance()) is not None:
            start = clock()
            remaining = run.left_ms(start)
            if remaining is not None and not _time_left(lines, remaining):
                break
            typed = _ask(lines, run, asked.question, clock)
            now = clock()
            hand_in(run, typed, now, now - start)
    except Left:
        lines.say()


def _time_left(lines: Lines, left_ms: int) -> bool:
    """Say how much time is left; whether there is any."""
    seconds = max(0, -(-left_ms // 1000))  # a second that has begun counts
    lines.say(f"\n{seconds // 60}:{seconds % 60:02} left" if seconds else "\nThe time is up.")
    return bool(seconds)


def _ask(lines: Lines, run: QuizRun, question: Question, clock: Clock) -> Sequence[str]:
    """Ask a question, and again for what could not be judged; what was typed for its places.

    Raises:
        Left: the learner left.
    """
    from engine.show import wrapped
    from quizapp.quiz.draft import keep_progress
    from quizapp.quiz.grade import grade_question
    from quizapp.sheets.text import options, points_of

    lines.say(f"\n{question.number}/{run.plan.count}. {question.title} ({points_of(question)})")
    lines.say(f"\n{wrapped(spoken(question.text), lines.columns)}")
    if question.options:
        lines.say("\n".join(["", *options(question)]))
    typed, run.written = [*run.written] or [""] * len(question.blanks), ()
    missing = [*range(len(typed))]
    marks: Sequence[Mark] = ()
    while missing:
        for place in missing:
            if marks:
                lines.say(f"? {marks[place].message}")
            typed[place] = _reply(lines, question, place, "" if marks else typed[place])
            keep_progress(run, clock(), typed)
        marks = grade_question(question, typed)
        missing = [place for place, mark in enumerate(marks) if mark.unclear]
    return typed


def _reply(lines: Lines, question: Question, place: int, before: str) -> str:
    """What is typed into one place of a question; Enter takes what was typed before it was cut off."""
    kept = f" [{before}]" if before else ""
    return lines.ask(f"{question.blanks[place].wanted}{kept} > ") or before


def _say_verdicts(lines: Lines, asked: Asked) -> None:
    """How a question went; the solution where it was not all right."""
    from quizapp.quiz.grade import total
    from quizapp.sheets.text import right_answers, solution

    question, earned = asked.question, total(asked.marks)
    lines.say(f"\n{question.number}. {question.title}: {earned:g} of {question.points}")
    for mark in asked.marks:
        if mark.score < 1 or mark.message not in ("", "Right."):
            lines.say(f"  {mark.column}: {mark.typed or '(left out)'}: {mark.message or 'no answer.'}")
    if earned < question.points:
        lines.say("\n".join([*right_answers(question), *solution(question)]))


def _offer_cards(lines: Lines, workspace: Workspace, answered: Sequence[Asked], now_ms: int) -> None:
    """Make cards of missed exercises, if the learner wants them.

    Raises:
        Left: the input has ended.
    """
    from quizapp.quiz.sitting import make_cards

    missed = [asked for asked in answered if asked.question.exercise and not asked.correct]
    if missed and lines.yes(f"Make cards of the exercises that you missed ({len(missed)})?"):
        made = make_cards(workspace, missed, now_ms)
        lines.say(f"{made} made; they enter study as new cards.")
