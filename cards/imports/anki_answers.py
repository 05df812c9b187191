"""Answers of Anki's review log: which of them drive the memory model, and on which study day they fell.

Source: Anki's rslib, `scheduler/fsrs/params.rs` (`reviews_for_fsrs`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from cards.imports import Days
from cards.model import Phase, Review, Schedule

_LEARN, _REVIEW, _RELEARN, _FILTERED = 0, 1, 2, 3
_PHASES: Mapping[int, Phase] = {
    _LEARN: "learning",
    _REVIEW: "review",
    _RELEARN: "relearning",
    _FILTERED: "review",
}
DAY = 86_400
_QUARTER = 900_000
LATEST_MS = 4_102_444_800_000
"""The year 2100: an answer after that, or before 2000, was never given."""
EARLIEST_MS = 946_684_800_000

_ANSWERS = """
    SELECT cid, id, ease, ivl, factor, time, type FROM revlog WHERE id BETWEEN ? AND ? ORDER BY cid, id
"""


def answers(database: sqlite3.Connection, day: Days) -> dict[int, list[Review]]:
    """The answers of each card, by its number, oldest first."""
    found: dict[int, list[Review]] = {}
    rows = database.execute(_ANSWERS, (EARLIEST_MS, LATEST_MS))
    for card, group in groupby(rows, key=itemgetter(0)):
        reviews = list(_reviews(list(group), day))
        if reviews:
            found[card] = reviews
    return found


def by_quarters(day: Days) -> Days:
    """The study day of answers as Anki counts it: the second in which a day begins belongs to the day before.

    Many answers are given within a quarter of an hour, and in no zone does a day begin within one.
    """

    @cache
    def of_quarter(quarter: int) -> int:
        return day(quarter * _QUARTER)

    return lambda at_ms: of_quarter((at_ms // 1000 * 1000 - 1) // _QUARTER)


def _reviews(rows: Sequence[Sequence[Any]], day: Days) -> Iterator[Review]:
    """Graded answers; those before the last time that learning began do not count."""
    first = _first_counting(rows)
    seen = False
    for at, (_, at_ms, ease, ivl, factor, spent, kind) in enumerate(rows):
        if ease not in (1, 2, 3, 4):
            continue
        counts = at >= first and not (kind == _FILTERED and factor == 0)
        yield Review(
            at_ms=at_ms,
            day=day(at_ms),
            rating=ease,
            duration_ms=min(max(int(spent), 0), 3_600_000),
            was=_PHASES.get(kind, "review") if seen or not counts else "new",
            interval=min(ivl, 36_500) if ivl > 0 else 0,
            wait=min(-ivl, DAY) if ivl < 0 else 0,
            counts=counts,
        )
        seen = seen or counts


def _first_counting(rows: Sequence[Sequence[Any]]) -> int:
    """Where the answers begin that the memory model counts: at the last run of learning answers."""
    first = 0
    in_run = False
    for at in range(len(rows) - 1, -1, -1):
        _, _, ease, ivl, factor, _, kind = rows[at]
        graded = ease in (1, 2, 3, 4)
        if kind == _FILTERED and factor == 0:
            continue
        if graded and kind == _LEARN:
            first, in_run = at, True
        elif in_run:
            break
        elif not graded and ivl == 0 and factor == 0:  # the card was made new again
            return at + 1
    return first


def ending(reviews: Sequence[Review], schedule: Schedule) -> Sequence[Review]:
    """The answers, with the last one leading to the day on which the card is due now."""
    last = max((at for at, one in enumerate(reviews) if one.counts), default=None)
    if last is None or schedule.phase != "review" or not schedule.due_day:
        return reviews
    days = min(max(schedule.due_day - reviews[last].day, 1), 36_500)
    ended = Review(
        at_ms=reviews[last].at_ms,
        day=reviews[last].day,
        rating=reviews[last].rating,
        duration_ms=reviews[last].duration_ms,
        was=reviews[last].was,
        interval=days,
    )
    return [*reviews[:last], ended, *reviews[last + 1 :]]
