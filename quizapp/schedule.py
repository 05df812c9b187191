"""When an item comes back: study days, learning steps, fuzz and the four outcomes of an answer.

Pure functions over plain numbers: every instant is handed in, chance is a hash of the item and its
number of answers, and nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from hashlib import sha256
from itertools import pairwise
from typing import Literal

from quizapp.memory import LONGEST_INTERVAL, Memory, Model, Rating

Phase = Literal["learning", "review", "relearning"]
"""Where an item stands: in its first steps, in long intervals, or in the steps after a lapse."""

DAY_MS = 86_400_000
_DAY_ZERO = date(1970, 1, 1).toordinal()

_FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""(from days, to days, share): how far an interval may be moved, as in Anki."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns instants into study days, which begin at the rollover hour of local time."""

    rollover_hour: int = 4
    zone: tzinfo | None = None
    """None: the zone of this computer."""

    def day(self, at_ms: int) -> int:
        """The study day number, counted from 1970-01-01, of an instant in UTC milliseconds."""
        local = datetime.fromtimestamp(at_ms / 1000, self.zone).replace(tzinfo=None)
        return (local - timedelta(hours=self.rollover_hour)).toordinal() - _DAY_ZERO

    def start(self, day: int) -> int:
        """The instant, in UTC milliseconds, at which a study day begins."""
        midnight = datetime.fromordinal(day + _DAY_ZERO)
        return int(
            (midnight + timedelta(hours=self.rollover_hour)).replace(tzinfo=self.zone).timestamp() * 1000
        )

    @staticmethod
    def date(day: int) -> date:
        """The calendar date of a study day."""
        return date.fromordinal(day + _DAY_ZERO)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the learner chose about scheduling."""

    retention: float = 0.9
    """Desired probability of recall at the moment of a review."""
    learning_steps: tuple[int, ...] = (60, 600)
    """Seconds, each shorter than a day."""
    relearning_steps: tuple[int, ...] = (600,)
    """Seconds, each shorter than a day."""
    longest: int = LONGEST_INTERVAL
    """Days."""
    fuzz: bool = True
    """Whether intervals are spread, so that items learnt together come apart."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an answer leads to; it is written with the answer, so that later settings change no past."""

    phase: Phase
    step: int
    """Number of the learning step, from 0; 0 in review."""
    interval: int
    """Days until the next review; 0 while in steps."""
    wait: int
    """Seconds until the next step; 0 in review."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of an item after its last answer; always computable again from the log."""

    memory: Memory
    standing: Standing
    reps: int
    """Answers so far."""
    lapses: int
    """Times that it was forgotten in review."""
    due_day: int
    """Study day from which it is due."""
    due_ms: int | None
    """UTC milliseconds at which the next step is due; None in review."""
    answered_ms: int
    """UTC milliseconds of the last answer."""

    @property
    def phase(self) -> Phase:
        return self.standing.phase


@dataclass(frozen=True, slots=True)
class Review:
    """One answer as the log keeps it; `standing` is None where another program scheduled it."""

    at_ms: int
    day: int
    rating: Rating
    standing: Standing | None = None


def after(progress: Progress | None, review: Review, standing: Standing, model: Model) -> Progress:
    """The progress after an answer whose outcome is known."""
    memory = model.advance(progress.memory if progress else None, review.rating, review.day)
    lapsed = progress is not None and progress.phase == "review" and review.rating is Rating.AGAIN
    in_steps = standing.phase != "review"
    return Progress(
        memory=memory,
        standing=standing,
        reps=(progress.reps if progress else 0) + 1,
        lapses=(progress.lapses if progress else 0) + lapsed,
        due_day=review.day + standing.interval,
        due_ms=review.at_ms + 1000 * standing.wait if in_steps else None,
        answered_ms=review.at_ms,
    )


def outcomes(
    progress: Progress | None, key: str, day: int, policy: Policy, model: Model
) -> Mapping[Rating, Standing]:
    """What each of the four grades would lead to; an answer takes one of these, so labels never lie.

    Args:
        progress: the item before the answer; None when it is new.
        key: the item's name, which seeds the fuzz together with the number of answers.
        day: study day of the answer.
    """
    phase = progress.phase if progress else "learning"
    step = progress.standing.step if progress else 0
    steps = policy.learning_steps if phase == "learning" else policy.relearning_steps
    days = _intervals(progress, key, day, policy, model)
    if phase == "review":
        lapse = _at_step("relearning", 0, policy.relearning_steps)
        first = {Rating.AGAIN: lapse} if lapse else {}
    else:
        first = _steps(phase, step, steps)
    return {rating: first.get(rating) or Standing("review", 0, days[rating], 0) for rating in Rating}


def replay(reviews: Iterable[Review], key: str, policy: Policy, model: Model) -> Progress | None:
    """The progress that a log leads to, oldest answer first; None for an empty log."""
    log = list(reviews)
    if log and all(review.standing for review in log):
        return _retold(log, model)
    progress: Progress | None = None
    for review in log:
        standing = review.standing or outcomes(progress, key, review.day, policy, model)[review.rating]
        progress = after(progress, review, standing, model)
    return progress


def _retold(log: Sequence[Review], model: Model) -> Progress:
    """The same for a log that says itself what each answer led to."""
    memory, last = model.replay((review.rating, review.day) for review in log), log[-1]
    standing = last.standing
    assert memory is not None
    assert standing is not None
    in_steps = standing.phase != "review"
    return Progress(
        memory=memory,
        standing=standing,
        reps=len(log),
        lapses=_lapses(log),
        due_day=last.day + standing.interval,
        due_ms=last.at_ms + 1000 * standing.wait if in_steps else None,
        answered_ms=last.at_ms,
    )


def _lapses(log: Sequence[Review]) -> int:
    """How often an item was forgotten in review."""
    return sum(
        later.rating is Rating.AGAIN and earlier.standing is not None and earlier.standing.phase == "review"
        for earlier, later in pairwise(log)
    )


def is_leech(lapses: int, threshold: int) -> bool:
    """Whether this lapse makes an item a leech: at the threshold and at each half of it after that."""
    return lapses >= threshold > 0 and (lapses - threshold) % ((threshold + 1) // 2) == 0


def interval_text(standing: Standing) -> str:
    """The wait in a few characters, such as `10m`, `4d`, `1.5mo`."""
    if standing.phase != "review":
        if standing.wait < 60:
            return f"{standing.wait}s"
        minutes = standing.wait / 60
        return f"{minutes:.2g}m" if minutes < 60 else f"{minutes / 60:.2g}h"
    days = standing.interval
    if days < 31:
        return f"{days}d"
    return f"{days / 30.4375:.2g}mo" if days < 365 else f"{round(days / 365.25, 1):g}y"


def _at_step(phase: Phase, step: int, steps: tuple[int, ...]) -> Standing | None:
    return Standing(phase, step, 0, steps[step]) if step < len(steps) else None


def _steps(phase: Phase, step: int, steps: tuple[int, ...]) -> dict[Rating, Standing]:
    """The grades that keep an item in its steps; a grade that is absent ends them."""
    if not steps:
        return {}
    step = min(step, len(steps) - 1)
    hard_wait = steps[step]
    if step == 0:
        hard_wait = (steps[0] + steps[1]) // 2 if len(steps) > 1 else steps[0] * 3 // 2
    kept = {
        Rating.AGAIN: Standing(phase, 0, 0, steps[0]),
        Rating.HARD: Standing(phase, step, 0, hard_wait),
    }
    following = _at_step(phase, step + 1, steps)
    return kept | {Rating.GOOD: following} if following else kept


def _intervals(
    progress: Progress | None, key: str, day: int, policy: Policy, model: Model
) -> dict[Rating, int]:
    """Days for each grade, such that a better grade of a passed answer waits longer.

    A passed review whose interval grows waits at least a day longer than the last time.

    Source: Anki, rslib/src/scheduler/states/review.rs, `passing_fsrs_review_intervals`.
    """
    memory = progress.memory if progress else None
    last = progress.standing.interval if progress else 0
    chance = fuzz_factor(key, progress.reps if progress else 0) if policy.fuzz else None
    days: dict[Rating, int] = {}
    least = 1
    for rating in Rating:
        ideal = model.interval(model.advance(memory, rating, day).stability, policy.retention)
        grown = last + 1 if rating is not Rating.AGAIN and round(ideal) > last > 0 else 1
        days[rating] = spread(ideal, max(least, grown), policy.longest, chance)
        if rating is not Rating.AGAIN:
            least = days[rating] + 1
    return days


def fuzz_factor(key: str, reps: int) -> float:
    """A number in [0, 1) that depends on the item and its number of answers alone."""
    digest = sha256(f"{key}\n{reps}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def spread(interval: float, least: int, longest: int, chance: float | None) -> int:
    """An interval as whole days, moved within its fuzz range.

    Args:
        interval: days, as the memory model gives them.
        least: days, the lower bound.
        longest: days, the upper bound; it wins over `least`.
        chance: in [0, 1), the place within the range; None for no fuzz.

    Source: Anki, rslib/src/scheduler/states/fuzz.rs (the drawn day is floored; py-fsrs rounds it and so
    leaves its own bounds).
    """
    least = min(least, longest)
    interval = min(max(interval, least), longest)
    if chance is None:
        return min(max(round(interval), least), longest)
    delta = 0.0
    if interval >= 2.5:
        delta = 1.0 + sum(share * max(0.0, min(interval, end) - start) for start, end, share in _FUZZ_RANGES)
    low = min(max(round(interval - delta), least), longest)
    high = min(max(round(interval + delta), least), longest)
    if high == low and 2 < high < longest:
        high = low + 1
    return int(low + chance * (1 + high - low))
