"""Answers and schedules as Anki's tables hold them.

Source: Anki's rslib, `revlog/mod.rs` (kinds of answers), `storage/card/data.rs` (memory state),
`scheduler/fsrs/params.rs`: the first answer of a card must be one of learning, and a card with a memory state
needs its whole log, from which Anki computes the state anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cards.bulk.answers import PHASES, Answers, opening
from cards.model import Card, Deck, Practice, Schedule

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEARN, _REVIEW, _RELEARN, _CRAM = 0, 1, 2, 3
_KINDS = {"new": _LEARN, "learning": _LEARN, "review": _REVIEW, "relearning": _RELEARN}
_TYPES = {"new": 0, "learning": 1, "review": 2, "relearning": 3}
_QUEUES = {"new": 0, "learning": 1, "review": 2, "relearning": 1}
_SUSPENDED, _BURIED = -1, -3
"""Queues of what a learner put to rest by hand; what its scheduler buries Anki holds in another."""
EASE = 2500
"""Permille; what Anki gives to every card, and no longer uses."""
STEPS_LEFT = 1001
"""One learning step, to be done today."""

AT_ONCE = 10_000
"""Answers that are made rows together."""


def first_day(deck: Deck) -> int:
    """The study day from which due days are counted: no later than that of the earliest answer or card."""
    days = [deck.first_day] if deck.first_day is not None else _first_days(deck)
    return min([*days, *(one.changed_ms // 86_400_000 for one in deck.notes)], default=0)


def _first_days(deck: Deck) -> list[int]:
    return [reviews[0].day for reviews in deck.reviews.values() if reviews]


def standing(
    deck: Deck, card: str, place: int, created: int
) -> tuple[int, int, int, int, int, int, int, int, int, str]:
    """The columns of a card from its type to its data, without those of filtered decks.

    Args:
      deck: with the card's schedule; a card without one is new.
      card: its id.
      place: in the order of new cards.
      created: the day from which due days are counted.
    """
    now = deck.schedules.get(card)
    if now is None:
        return 0, 0, place, 0, 0, 0, 0, 0, 0, ""
    learnt = now.phase != "new"
    queue = _SUSPENDED if now.suspended else _BURIED if now.buried else _QUEUES[now.phase]
    due = place
    if now.phase == "review":
        due = now.due_day - created
    elif learnt:
        due = (now.due_ms or 0) // 1000
    left = STEPS_LEFT if now.phase in ("learning", "relearning") else 0
    ease = EASE if learnt else 0
    return (
        _TYPES[now.phase],
        queue,
        due,
        now.interval,
        ease,
        now.reps,
        now.lapses,
        left,
        now.flag,
        _data(deck, now),
    )


def _data(deck: Deck, now: Schedule) -> str:
    """The memory state, in the precision that Anki itself keeps."""
    if not now.stability:
        return ""
    decay = f',"decay":{round(deck.parameters[20], 3)}' if len(deck.parameters) == 21 else ""
    state = f'"s":{round(now.stability, 4)},"d":{round(now.difficulty, 3)},"dr":{deck.retention}{decay}'
    return f'{{{state},"lrt":{now.answered_ms // 1000}}}'


def answers(deck: Deck, numbers: Iterable[tuple[int, Card | Practice]]) -> Iterator[NDArray[Any]]:
    """The rows of the review log, oldest first, some by some; each answer has a millisecond of its own."""
    if not deck.reviews:
        return
    import numpy as np

    given = Answers.of(deck.reviews)
    card, rows = given.of_cards((number, one.id) for number, one in numbers)
    counts = rows["counts"]
    kind = np.where(counts, np.array([_KINDS[phase] for phase in PHASES])[rows["was"]], _CRAM)
    led = np.where(rows["interval"] != 0, rows["interval"], -rows["wait"])
    before = np.where(opening(card), 0, np.roll(led, 1))
    columns = (
        card,
        rows["rating"],
        np.where(counts, led, before),
        before,
        np.where((kind == _LEARN) | (kind == _CRAM), 0, EASE),
        np.minimum(rows["duration_ms"], 3_600_000),
        kind,
    )
    order = np.argsort(rows["at_ms"], kind="stable")
    numbered = np.arange(len(order))
    own = np.maximum.accumulate(rows["at_ms"][order] - numbered) + numbered
    for start in range(0, len(order), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        yield np.column_stack([own[some], *(column[order[some]] for column in columns)])
