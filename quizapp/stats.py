"""What the log says about learning: streak, retention, calibration.

Pure functions over rows of the log and counts of days; nothing is read here, and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from quizapp.memory import Model
from quizapp.records import DayCounts, Reviewed

MATURE = 21
"""Days; a card whose last interval was at least that long counts as mature, as in Anki."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Reviews whose recall was predicted to be about the same."""

    predicted: float
    """Mean prediction, from 0 to 1."""
    recalled: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the whole log says when it is gone through."""

    retention: dict[str, Share]
    """True retention of `young` and `mature` items, by the interval that a due review ended."""
    calibration: tuple[Bin, ...]


def streak(days: Iterable[int], today: int) -> int:
    """How many study days in a row had answers, up to today, or to yesterday while today has none yet."""
    answered = set(days)
    day = today if today in answered else today - 1
    length = 0
    while day in answered:
        length, day = length + 1, day - 1
    return length


def retention(days: Iterable[DayCounts]) -> Share:
    """Due reviews that were not forgotten, over all the days."""
    counted = list(days)
    return Share(sum(day.recalled for day in counted), sum(day.due for day in counted))


def retention_by_day(days: Iterable[DayCounts]) -> list[tuple[int, Share]]:
    """Due reviews that were not forgotten, day by day; days without a due review are left out."""
    return [(day.day, Share(day.recalled, day.due)) for day in days if day.due]


def replayed(rows: Iterable[Reviewed], model: Model) -> Replayed:
    """What the whole log says of memory; about two microseconds an answer.

    Args:
        rows: all answers in review, item by item and for each of them oldest first, undone ones left out.
        model: foretells them.
    """
    young, mature = [0, 0], [0, 0]
    pairs: list[tuple[float, bool]] = []
    for _, answers in groupby(rows, itemgetter(0)):
        history = []
        last = None
        for _, day, rating, due, interval in answers:
            if due and last is not None:
                count = mature if last >= MATURE else young
                count[0] += rating != 1
                count[1] += 1
            if interval is not None:
                last = interval
            if rating is not None:
                history.append((rating, day))
        pairs += model.foretold(history)
    retention = {"young": Share(*young), "mature": Share(*mature)}
    return Replayed(retention, tuple(calibration(pairs)))


def calibration(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Predicted against actual recall, in bins that hold equally many reviews.

    Args:
        pairs: prediction from 0 to 1, and whether it was recalled.
        bins: how many at most.
    """
    ordered = sorted(sorted(pairs, key=itemgetter(1)), key=itemgetter(0))  # faster than by both at once
    size = -(-len(ordered) // bins)
    found = []
    for start in range(0, len(ordered), size or 1):
        chunk = ordered[start : start + size]
        mean = sum(predicted for predicted, _ in chunk) / len(chunk)
        found.append(Bin(mean, sum(recalled for _, recalled in chunk), len(chunk)))
    return found
