"""One question after the other in lines, until nothing is due or the learner leaves.

Each answer is on the disk before the next question is given out.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.errors import QuizappError
from quizapp.lines import exercise
from quizapp.lines.card import grade, turn
from quizapp.lines.console import Ended, Left
from quizapp.lines.desk import Anew, Desk, Moment
from quizapp.lines.words import rewrite
from quizapp.question import Answered, Finished, Pause
from quizapp.sitting import Sitting

if TYPE_CHECKING:
    from quizapp.practice import PracticeMode
    from quizapp.sitting import Clock, Shown
    from quizapp.workspace import Workspace


def practice(
    workspace: Workspace,
    items: Sequence[int],
    mode: PracticeMode,
    clock: Clock,
    seed: int | None = None,
    target: str | None = None,
    level: int | None = None,
) -> Sitting:
    """Practice of items, which leaves the schedule alone; other questions each time without a seed."""
    from quizapp.practice import Practice

    drawn = secrets.randbits(31) if seed is None else seed
    what = Practice(workspace.store.study, workspace.scheduling, items, mode=mode, seed=drawn)
    facts = workspace.store.facts if seed is None else None
    return Sitting(what, clock, mode, target, level, facts)


def drilling(
    workspace: Workspace,
    exercises: Sequence[str],
    *,
    clock: Clock,
    target: str | None = None,
    level: int | None = None,
    seed: int | None = None,
) -> Sitting:
    """Practice of exercises by their ids; a target is the mistake that the questions make visible."""
    items = workspace.store.library.ensure_exercises(exercises)
    return practice(workspace, [items[name] for name in exercises], "drill", clock, seed, target, level)


def practise(desk: Desk, count: int | None = None) -> None:
    """Ask until the learner leaves, and say how much was practised.

    Raises:
        Ended: the input has ended.
    """
    try:
        run(desk, count)
    except Left as left:
        if isinstance(left, Ended):
            raise
    finally:
        desk.say(f"\n{desk.sitting.done} practised.")


def run(desk: Desk, count: int | None = None) -> None:
    """Ask until the learner leaves.

    Args:
        desk: of a session.
        count: questions after which it ends.

    Raises:
        Left: the learner left.
    """
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
