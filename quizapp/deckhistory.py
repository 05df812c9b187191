"""The history that a deck brings: answers that the log does not have, and cards that were put to rest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cards.model import Deck, Review
from quizapp import schedule
from quizapp.memory import Rating
from quizapp.records import Answer
from quizapp.schedule import Standing

if TYPE_CHECKING:
    from quizapp.store.store import Store

MOVED_MS = 1000
"""In Anki no two answers share a millisecond; nobody answers the same card twice within so many."""

AT_ONCE = 20_000
"""Answers that are written together; more only take memory."""

_RATINGS = {int(rating): rating for rating in Rating}


@dataclass(frozen=True, slots=True)
class Touched:
    """Items that got answers."""

    answers: int
    """That are new."""
    first: Mapping[int, Sequence[schedule.Review]]
    """Those that never had any, with all that count."""
    more: Sequence[int]


def write_history(store: Store, deck: Deck, items: Mapping[str, int]) -> Touched:
    """Appends the answers that the log does not have."""
    numbers = _by_item(deck.reviews, items)
    had, joined = store.log.times(numbers), store.items.joined(numbers)
    written: list[Answer] = []
    count = 0
    first: dict[int, Sequence[schedule.Review]] = {}
    more: list[int] = []
    for item, reviews in numbers.items():
        answers = list(_answers(item, reviews, had.get(item, frozenset())))
        written += answers
        count += len(answers)
        if len(written) >= AT_ONCE:
            store.log.append(written)
            written = []
        if item in joined:
            more.append(joined[item])
        elif item not in had:
            first[item] = [
                schedule.Review(one.at_ms, one.day, one.rating, one.standing)
                for one in answers
                if one.mode == "review" and one.rating is not None
            ]
        elif answers:
            more.append(item)
    store.log.append(written)
    return Touched(count, first, more)


def _by_item(
    reviews: Mapping[str, Sequence[Review]], items: Mapping[str, int]
) -> dict[int, Sequence[Review]]:
    """The answers of each item; an exercise has them from each of its levels."""
    found: dict[int, Sequence[Review]] = {}
    for name, some in reviews.items():
        item = items.get(name)
        if item is not None:
            found[item] = some if item not in found else _united(found[item], some)
    return found


def _united(some: Sequence[Review], others: Sequence[Review]) -> list[Review]:
    return sorted({one.at_ms: one for one in (*some, *others)}.values(), key=lambda one: one.at_ms)


def _answers(item: int, reviews: Sequence[Review], had: frozenset[int]) -> Iterator[Answer]:
    times = sorted(had)
    for one in reviews:
        if one.at_ms in had or _moved(one.at_ms, times):
            continue
        yield Answer(
            item=item,
            at_ms=one.at_ms,
            day=one.day,
            mode="review" if one.counts else "cram",
            rating=_RATINGS[one.rating],
            duration_ms=one.duration_ms,
            was=one.was if one.counts else None,
            standing=_standing(one.was, one.interval, one.wait) if one.counts else None,
        )


def _moved(at_ms: int, times: Sequence[int]) -> bool:
    """Whether an answer is one of those times, later by what a package of Anki had to move it."""
    at = bisect_left(times, at_ms)
    return at > 0 and at_ms - times[at - 1] <= MOVED_MS


@lru_cache(maxsize=4096)
def _standing(was: str, interval: int, wait: int) -> Standing:
    if interval or not wait:
        return Standing("review", 0, max(1, interval), 0)
    return Standing("learning" if was in ("new", "learning") else "relearning", 0, 0, wait)


def write_decisions(store: Store, deck: Deck, items: Mapping[str, int], today: int) -> None:
    """Suspended, buried and flagged cards; nothing that the learner decided here is taken back."""
    found = [(items[card], schedule) for card, schedule in deck.schedules.items() if card in items]
    store.items.suspend(item for item, schedule in found if schedule.suspended)
    store.items.bury((item for item, schedule in found if schedule.buried), today + 1)
    flags = {schedule.flag for _, schedule in found if schedule.flag}
    for flag in sorted(flags):
        store.items.flag((item for item, schedule in found if schedule.flag == flag), flag)
