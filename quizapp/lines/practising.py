"""Practice on the side, in lines: another one like this, one that shows a mistake, a card's exercises.

The schedule is left alone; leaving leads back to what was at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizapp.lines.desk import Anew, Desk
from quizapp.lines.turns import drilling, practise

if TYPE_CHECKING:
    from engine.variant import Variant


def another(desk: Desk) -> None:
    """Practise another question of the exercise."""
    _like(desk, None)


def mine(desk: Desk) -> None:
    """Practise a question that shows the mistake just made."""
    assert desk.round is not None
    assert desk.round.attempt is not None
    _like(desk, desk.round.attempt.mistakes[0])


def of_card(desk: Desk) -> None:
    """Practise the exercises of the card at hand."""
    assert desk.card is not None
    _aside(desk, desk.card.exercises, None)


def _like(desk: Desk, target: str | None) -> None:
    assert desk.round is not None
    variant = desk.round.variant
    if desk.studying:
        _aside(desk, [variant.exercise.id], target)
    else:
        desk.turn_to(_next(variant, target))
        raise Anew


def _next(variant: Variant, target: str | None) -> Variant:
    """The question of the next seed."""
    part = variant.parts[0].name if len(variant.parts) < len(variant.exercise.asked(variant.level)) else None
    return variant.exercise.variant(variant.seed + 1, variant.level, target, part)


def _aside(desk: Desk, exercises: Sequence[str], target: str | None) -> None:
    """Practise until the learner comes back."""
    desk.say("Practice, which moves no schedule; q leads back.")
    desk.sitting.rest()
    sitting = drilling(desk.workspace, exercises, clock=desk.sitting.clock, target=target)
    practise(Desk(desk.lines, desk.commands, workspace=desk.workspace, sitting=sitting))
    desk.sitting.resume()
    desk.say("Back to the question before; r says it again.")
