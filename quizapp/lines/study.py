"""A session in lines: one question after the other, until nothing is due or the learner leaves.

Each answer is on the disk before the next question is given out.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.errors import QuizappError
from quizapp.lines import exercise
from quizapp.lines.card import grade, turn
from quizapp.lines.commands import COMMANDS
from quizapp.lines.console import Ended, Left, Lines
from quizapp.lines.desk import Anew, Desk, Moment
from quizapp.lines.words import rewrite
from quizapp.question import Answered, Finished, Pause
from quizapp.sitting import Sitting

if TYPE_CHECKING:
    from engine.variant import Variant
    from quizapp.practice import PracticeMode
    from quizapp.sitting import Clock, Shown
    from quizapp.workspace import Workspace


def review(lines: Lines, workspace: Workspace, sitting: Sitting) -> int:
    """Ask what is due; returns how many answers were written."""
    return _to_the_end(lines, workspace, sitting, None)


def cram(
    lines: Lines, workspace: Workspace, items: Sequence[int], *, clock: Clock, seed: int | None = None
) -> int:
    """Go through items until each is known; the schedule is left alone."""
    return _to_the_end(lines, workspace, _practice(workspace, items, "cram", clock, seed), None)


def drill(
    lines: Lines,
    workspace: Workspace,
    exercises: Sequence[str],
    *,
    clock: Clock,
    target: str | None = None,
    level: int | None = None,
    count: int | None = None,
    seed: int | None = None,
) -> None:
    """Ask exercises in turn until the learner leaves; the schedule is left alone.

    Args:
        lines: where the learner reads and types.
        workspace: the learner's.
        exercises: their ids.
        clock: gives UTC milliseconds.
        target: a mistake that the questions make visible; the one last made when None.
        level: of the exercises that have it; the learner's own when None.
        count: questions after which it ends.
        seed: of the questions drawn; another one each time when None.

    Raises:
        Ended: the input has ended.
    """
    items = workspace.store.library.ensure_exercises(exercises)
    numbers = [items[name] for name in exercises]
    sitting = _practice(workspace, numbers, "drill", clock, seed, target, level)
    try:
        _run(Desk(lines, COMMANDS, workspace=workspace, sitting=sitting), count)
    except Left as left:
        if isinstance(left, Ended):
            raise
    finally:
        lines.say(f"\n{sitting.done} practised.")


def _practice(
    workspace: Workspace,
    items: Sequence[int],
    mode: PracticeMode,
    clock: Clock,
    seed: int | None,
    target: str | None = None,
    level: int | None = None,
) -> Sitting:
    from quizapp.practice import Practice

    drawn = secrets.randbits(31) if seed is None else seed
    practice = Practice(workspace.store.study, workspace.scheduling, items, mode=mode, seed=drawn)
    facts = workspace.store.facts if seed is None else None
    return Sitting(practice, clock, mode, target, level, facts)


def ask_one(lines: Lines, variant: Variant) -> None:
    """Ask one exercise, and others like it as long as the learner wants; nothing is kept."""
    desk = Desk(lines, COMMANDS)
    desk.turn_to(variant)
    while True:
        try:
            exercise.work(desk)
            desk.choose("Enter leaves, ? lists commands > ", ())
            return
        except Anew:
            continue
        except Left:
            return


def _to_the_end(lines: Lines, workspace: Workspace, sitting: Sitting, count: int | None) -> int:
    with suppress(Left):
        _run(Desk(lines, COMMANDS, workspace=workspace, sitting=sitting), count)
    lines.say(f"\n{sitting.done} answered; everything is kept.")
    return sitting.done


def _run(desk: Desk, count: int | None) -> None:
    while count is None or desk.sitting.done < count:
        try:
            _one(desk)
        except Anew:
            continue


def _one(desk: Desk) -> None:
    """Ask the next question and write the answer, or say why there is none."""
    shown = desk.sitting.advance()
    if isinstance(shown.what, (Finished, Pause)):
        _say_end(desk, shown.what)
        return
    desk.say(_heading(desk, shown))
    desk.sitting.hold()
    if shown.round is None:
        turn(desk)
    else:
        exercise.work(desk)
    answered = _graded(desk)
    desk.sitting.begun.write(desk.sitting.now_ms)
    if desk.workspace.settings.show_time:
        desk.say(f"{desk.sitting.spent_ms // 1000} seconds.")
    if answered.leech:
        _offer_help(desk)


def _heading(desk: Desk, shown: Shown) -> str:
    if desk.sitting.mode == "drill":
        return ""
    left = shown.remaining.total - (desk.sitting.mode == "cram")
    return f"\n[{left:,} more]" if left else "\n[the last one]"


def _graded(desk: Desk) -> Answered:
    """The answer as it was written; what is not graded by the learner is written before they go on."""
    if desk.sitting.graded:
        return _written(desk)
    answered = desk.sitting.grade(desk.sitting.proposed())
    desk.choose("Enter goes on, ? lists commands > ", ())
    return answered


def _written(desk: Desk) -> Answered:
    """The answer with the learner's grade; a store that refuses it says so, and the grade is asked again."""
    while True:
        rating = grade(desk)
        try:
            return desk.sitting.grade(rating)
        except QuizappError as error:
            desk.say(f"{error} The answer is not kept yet: grade it again.")


def _offer_help(desk: Desk) -> None:
    """Name what is forgotten again and again; let a card be written anew, or read an exercise up."""
    again = "was forgotten again and again."
    if desk.card is not None:
        if desk.lines.yes(f"This card {again} Write it in other words now?"):
            try:
                rewrite(desk)
            except QuizappError as error:
                desk.say(str(error))
    elif desk.lines.yes(f"This exercise {again} Read how its function is defined now?"):
        exercise.say_reference(desk)


def _say_end(desk: Desk, what: Finished | Pause) -> None:
    """Say that nothing is left, or not yet; Enter leaves, or looks again.

    Raises:
        Left: the learner leaves.
    """
    desk.moment = Moment.OVER
    if isinstance(what, Pause):
        minutes = max(1, round((what.until_ms - desk.sitting.now_ms) / 60_000))
        desk.say(f"Nothing more for now; the next step is due in {minutes} min.")
        desk.choose("Enter looks again, q leaves > ", ())
        return
    desk.say(_done(desk, what))
    desk.choose("Enter leaves, u takes the last answer back > ", ())
    desk.leave()


def _done(desk: Desk, what: Finished) -> str:
    if desk.sitting.mode == "review":
        if not what.counts.reviews:
            return "Nothing is due, and nothing new is on the paths that you study."
        return f"Done for today: {what.counts.reviews:,} answered, {what.counts.new:,} of them new."
    if desk.sitting.mode == "cram" and desk.sitting.done:
        return "All of them are known now."
    return "There is nothing to practise."
