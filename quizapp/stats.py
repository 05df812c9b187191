"""What the log says about learning: streak, retention, mistakes, accuracy, calibration.

Pure functions over rows of the log and counts of days; nothing is read here, and nothing is rounded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.memory import Memory, Model, Rating
from quizapp.records import DayCounts, LogRow

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
class Mistake:
    """A named mistake and how often it was made."""

    exercise: str
    mistake: str
    times: int
    tries: int
    """Tries at the exercise."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How an exercise goes at one level."""

    exercise: str
    level: int
    right: int
    tries: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Reviews whose recall was predicted to be about the same."""

    predicted: float
    """Mean prediction, from 0 to 1."""
    recalled: int
    reviews: int


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


def retention_by_maturity(rows: Iterable[LogRow]) -> dict[str, Share]:
    """True retention of `young` and `mature` items, by the interval that a due review ended.

    Args:
        rows: all answers in review, oldest first, undone ones left out.
    """
    intervals: dict[int, int] = {}
    counts = {"young": [0, 0], "mature": [0, 0]}
    for row in rows:
        answer = row.answer
        if answer.was == "review" and row.owner in intervals:
            count = counts["mature" if intervals[row.owner] >= MATURE else "young"]
            count[0] += answer.rating is not Rating.AGAIN
            count[1] += 1
        if answer.standing is not None:
            intervals[row.owner] = answer.standing.interval
    return {name: Share(*count) for name, count in counts.items()}


def mistakes(rows: Iterable[LogRow]) -> list[Mistake]:
    """The learner's own mistakes, the most frequent first.

    Args:
        rows: answers to exercises, undone ones left out.
    """
    tries: Counter[str] = Counter()
    times: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.answer.attempt is not None:
            exercise = row.key.removeprefix("exercise:")
            tries[exercise] += 1
            times.update((exercise, name) for name in set(row.answer.attempt.mistakes))
    found = [Mistake(exercise, name, count, tries[exercise]) for (exercise, name), count in times.items()]
    return sorted(found, key=lambda one: (-one.times, one.tries, one.exercise, one.mistake))


def accuracy(rows: Iterable[LogRow]) -> list[Accuracy]:
    """How often each exercise was right at each level, by exercise and level."""
    counts: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        attempt = row.answer.attempt
        if attempt is not None:
            count = counts[row.key.removeprefix("exercise:"), attempt.level]
            count[0] += attempt.correct
            count[1] += 1
    return [Accuracy(*place, *count) for place, count in sorted(counts.items())]


def predictions(rows: Iterable[LogRow], model: Model) -> list[tuple[float, bool]]:
    """For each review on a later day than the last: the predicted probability of recall, and the fact.

    Args:
        rows: all answers in review, oldest first, undone ones left out.
        model: replays them; about ten microseconds a row.
    """
    memories: dict[int, Memory] = {}
    found = []
    for row in rows:
        answer = row.answer
        if answer.rating is None or answer.mode != "review":
            continue
        before = memories.get(row.owner)
        if before is not None and answer.day > before.day:
            found.append((model.retrievability(before, answer.day), answer.rating is not Rating.AGAIN))
        memories[row.owner] = model.advance(before, answer.rating, answer.day)
    return found


def calibration(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Predicted against actual recall, in bins that hold equally many reviews.

    Args:
        pairs: prediction from 0 to 1, and whether it was recalled.
        bins: how many at most.
    """
    ordered = sorted(pairs)
    size = -(-len(ordered) // bins)
    found = []
    for start in range(0, len(ordered), size or 1):
        chunk = ordered[start : start + size]
        mean = sum(predicted for predicted, _ in chunk) / len(chunk)
        found.append(Bin(mean, sum(recalled for _, recalled in chunk), len(chunk)))
    return found
