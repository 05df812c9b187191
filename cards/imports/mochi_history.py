"""The answers in a package of Mochi as the review log tells them: remembered is good, forgotten is again.

Intervals are fractions of days there, and may be missing where a day is given on which the card was due.

Source: Mochi's documentation, "Mochi format reference" (`:reviews`) and "Reviewing".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeGuard

from cards.imports import Days
from cards.imports.anki_answers import EARLIEST_MS, LATEST_MS
from cards.model import Review, Schedule

_AGAIN, _GOOD = 1, 3
_DAY_S = 86_400
_STEP_S = 600
_LONGEST_DAYS = 36_500
_SLOWEST_S = 3_600


def history(found: Any, day: Days) -> Sequence[Review]:
    """The answers to a card, oldest first; what is no answer is passed over."""
    rows = {at: one for one in (found if isinstance(found, list) else ()) if (at := _answered(one))}
    reviews: list[Review] = []
    was: Literal["new", "learning", "review", "relearning"] = "new"
    for at in sorted(rows):
        days, wait = _ahead(rows[at], at, day)
        spent = rows[at].get("duration")
        review = Review(
            at_ms=at,
            day=day(at),
            rating=_GOOD if rows[at].get("remembered?") is True else _AGAIN,
            duration_ms=round(min(max(spent, 0), _SLOWEST_S) * 1000) if _number(spent) else 0,
            was=was,
            interval=days,
            wait=wait,
        )
        reviews.append(review)
        was = "review" if days else "learning" if was in ("new", "learning") else "relearning"
    return reviews


def standing(reviews: Sequence[Review], *, suspended: bool) -> Schedule:
    """Where a card stands after its answers."""
    if not reviews:
        return Schedule(suspended=suspended)
    last = reviews[-1]
    lapses = sum(one.was == "review" and one.rating == _AGAIN for one in reviews)
    learning: Literal["learning", "relearning"] = "relearning" if lapses else "learning"
    return Schedule(
        phase="review" if last.interval else learning,
        due_day=last.day + last.interval if last.interval else 0,
        interval=last.interval,
        reps=len(reviews),
        lapses=lapses,
        suspended=suspended,
    )


def instant(value: Any) -> int | None:
    """UTC milliseconds; None where no answer can have been given."""
    return int(value) if _number(value) and EARLIEST_MS <= value <= LATEST_MS else None


def _answered(one: Any) -> int | None:
    return instant(one.get("date")) if isinstance(one, dict) else None


def _ahead(one: dict[str, Any], at: int, day: Days) -> tuple[int, int]:
    """Days until the card came back, or seconds where it was the same day."""
    interval, due = one.get("interval"), instant(one.get("due"))
    if _number(interval):
        days = min(interval, _LONGEST_DAYS)
        return (max(round(days), 1), 0) if days >= 0.5 else (0, max(round(days * _DAY_S), _STEP_S))
    ahead = ((due or at) - at) // 1000
    if due is None or ahead < _DAY_S / 2:
        return 0, max(ahead, _STEP_S)
    return min(max(day(due) - day(at), 1), _LONGEST_DAYS), 0


def _number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
