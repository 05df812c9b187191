"""Sessions in lines: a review, a cram, a drill, or one exercise without a store."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from quizapp.lines import exercise
from quizapp.lines.commands import COMMANDS
from quizapp.lines.console import Left, Lines
from quizapp.lines.desk import Anew, Desk
from quizapp.lines.turns import drilling, practice, practise, run

if TYPE_CHECKING:
    from engine.variant import Variant
    from quizapp.sitting import Clock, Sitting
    from quizapp.workspace import Workspace


def review(lines: Lines, workspace: Workspace, sitting: Sitting) -> int:
    """Ask what is due; returns how many answers were written."""
    return _to_the_end(lines, workspace, sitting)


def cram(
    lines: Lines, workspace: Workspace, items: Sequence[int], *, clock: Clock, seed: int | None = None
) -> int:
    """Go through items until each is known; the schedule is left alone."""
    return _to_the_end(lines, workspace, practice(workspace, items, "cram", clock, seed))


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
    sitting = drilling(workspace, exercises, clock=clock, target=target, level=level, seed=seed)
    practise(Desk(lines, COMMANDS, workspace=workspace, sitting=sitting), count)


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


def _to_the_end(lines: Lines, workspace: Workspace, sitting: Sitting) -> int:
    with suppress(Left):
        run(Desk(lines, COMMANDS, workspace=workspace, sitting=sitting))
    lines.say(f"\n{sitting.done} answered; everything is kept.")
    return sitting.done
