"""A card in lines: its front, an answer that is typed where the card asks for that, its back, the grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp import schedule
from quizapp.lines.desk import Desk, Moment
from quizapp.memory import Rating

if TYPE_CHECKING:
    from quizapp.typed import Judgement

GRADES = {rating.name.lower(): rating for rating in Rating} | {str(int(rating)): rating for rating in Rating}
"""What is typed for each grade."""


def say_card(desk: Desk) -> None:
    """The front of the card at hand, and its back where that is known already."""
    _say_side(desk, front=True)
    if desk.moment is Moment.BACK:
        _say_side(desk, front=False)


def _say_side(desk: Desk, *, front: bool) -> None:
    from cards.terminal import render

    card = desk.card
    assert card is not None
    side = render(card.front if front else card.back, desk.lines.columns, spoken=True)
    desk.say(side if front else f"\n{side}\n")


def turn(desk: Desk) -> None:
    """Show the front, and the back when the learner wants it.

    Raises:
        Left: the learner left before that.
        Anew: what is at hand has changed.
    """
    card = desk.card
    assert card is not None
    if card.kind == "typed":
        _have_typed(desk)
    else:
        desk.moment = Moment.FRONT
        say_card(desk)
        desk.choose("Enter shows the answer, ? lists commands > ", ())
    desk.moment = Moment.BACK
    _say_side(desk, front=False)


def _have_typed(desk: Desk) -> None:
    from quizapp.typed import judge

    desk.moment = Moment.TYPED
    say_card(desk)
    typed = desk.ask("Your answer, ? lists commands > ")
    assert desk.card is not None
    desk.sitting.judgement = judge(typed, desk.card.back)
    desk.say(verdict(desk.sitting.judgement))


def verdict(judgement: Judgement) -> str:
    """What is said about a typed answer."""
    if judgement.verdict == "right":
        return "Right."
    if judgement.verdict == "slip":
        return f"Right, but for a slip: {judgement.answer}"
    return "Not right."


def grade(desk: Desk) -> Rating:
    """The learner's grade for the question at hand, or the one that is proposed."""
    assert desk.question is not None
    proposed = desk.sitting.proposed()
    words = []
    for rating in Rating:
        standing = desk.question.standings.get(rating)
        wait = f" ({schedule.interval_text(standing)})" if standing else ""
        words.append(f"{int(rating)} {rating.name.lower()}{wait}")
    typed = desk.choose(f"{', '.join(words)}, ? lists commands [{int(proposed)}] > ", tuple(GRADES))
    return GRADES.get(typed, proposed)
