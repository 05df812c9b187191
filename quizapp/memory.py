"""The memory model behind one narrow door: FSRS-6 as py-fsrs computes it, for the memory state alone.

Learning steps, fuzz and due dates are `quizapp.schedule`'s business. Time reaches the model as study
day numbers only: each study day is one logical instant, so elapsed days are rollovers that the learner
passed, never spans of 24 hours. No clock and no random number is used here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from engine.errors import UsageError

if TYPE_CHECKING:
    from fsrs import Card as FsrsCard
    from fsrs import Scheduler
    from numpy.typing import NDArray

LONGEST_INTERVAL = 36_500
"""Days; a hundred years, as in Anki."""

LEAST_STABILITY = 0.001
"""Days; py-fsrs's `STABILITY_MIN`."""

_DAY_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


class Rating(IntEnum):
    """The learner's four grades."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """What the model knows of one item after its last review."""

    stability: float
    """Days after which recall has fallen to 90 %."""
    difficulty: float
    """From 1 (easy) to 10 (hard)."""
    day: int
    """Study day of the last review."""


def _default_parameters() -> tuple[float, ...]:
    from fsrs.scheduler import DEFAULT_PARAMETERS  # 23 ms, and most commands schedule nothing

    return DEFAULT_PARAMETERS


@dataclass(frozen=True)
class Model:
    """FSRS-6 with 21 parameters, the published defaults when none are given.

    Raises:
        UsageError: the parameters are not 21 numbers within FSRS-6's bounds.
    """

    parameters: tuple[float, ...] = field(default_factory=_default_parameters)

    def __post_init__(self) -> None:
        self._scheduler  # noqa: B018  parameters out of bounds are refused here, not at the first answer

    @cached_property
    def version(self) -> str:
        """Names model and parameters; a memory state is comparable only within one version."""
        numbers = ",".join(format(parameter, ".6g") for parameter in self.parameters)
        return f"fsrs-6:{sha256(numbers.encode()).hexdigest()[:12]}"

    def advance(self, memory: Memory | None, rating: Rating, day: int) -> Memory:
        """The state after an answer.

        Args:
            memory: state before the answer; None for the first one.
            rating: the grade given.
            day: study day of the answer. A day before the last review (a clock set back) counts as
                the day of the last review.

        Source: FSRS-6, https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm.
        """
        from fsrs import Rating as Grade

        day = day if memory is None else max(day, memory.day)
        instant = _DAY_ZERO + timedelta(days=day)
        card, _ = self._scheduler.review_card(_card(memory), Grade(int(rating)), instant)
        assert card.stability is not None
        assert card.difficulty is not None
        return Memory(card.stability, card.difficulty, day)

    def replay(self, reviews: Iterable[tuple[int, int]]) -> Memory | None:
        """The state after a whole log of (rating, study day), oldest first; None for an empty log.

        The result is that of `advance`, answer by answer, to the last bit.
        """
        return self._replay(reviews, [])

    def replay_many(
        self, ratings: NDArray[Any], days: NDArray[Any], starts: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """The states after the logs of many items, a turn of all of them at once.

        The powers are numpy's, so that a state may differ from that of `replay` in its last digits.

        Args:
            ratings: (answers,) those of an item one after another, oldest first.
            days: (answers,) study days.
            starts: (items,) the first answer of each, in rising order.

        Returns (items,) stabilities, difficulties and the study days of the last reviews.
        """
        import numpy as np

        lengths = np.diff(starts, append=len(ratings))
        order = np.argsort(-lengths, kind="stable")
        first, lengths = starts[order], lengths[order]
        stability, difficulty = np.array(self._beginnings)[ratings[first]].T.copy()
        last = days[first].copy()
        for turn in range(1, int(lengths.max(initial=0))):
            going = slice(0, int(np.searchsorted(-lengths, -turn)))
            at = first[going] + turn
            waits = np.maximum(days[at] - last[going], 0)
            state = self._next(stability[going], difficulty[going], ratings[at], waits)
            stability[going], difficulty[going] = state
            last[going] += waits
        back = np.argsort(order)
        return stability[back], difficulty[back], last[back]

    def _next(
        self, stability: NDArray[Any], difficulty: NDArray[Any], rating: NDArray[Any], waits: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """What `_replay` does with one answer, for many items: all arrays are (items,)."""
        import numpy as np

        e, w = math.e, self.parameters
        rises, steps, bonus, factor, growth, short_loss, target, kept = self._constants
        rise = np.array(rises)[rating] * stability ** -w[19]
        again = rating == 1
        same_day = stability * np.where(again, rise, np.maximum(rise, 1.0))
        forgotten = 1 - (1 + factor * waits / stability) ** -w[20]
        grown = (stability + 1) ** w[13] - 1
        loss = w[11] * difficulty ** -w[12] * grown * e ** (forgotten * w[14])
        lapsed = np.minimum(loss, stability / short_loss)
        gain = growth * (11 - difficulty) * stability ** -w[9] * (e ** (forgotten * w[10]) - 1)
        recalled = stability * (1 + gain * np.array(bonus)[rating])
        stability = np.where(waits == 0, same_day, np.where(again, lapsed, recalled))
        step = (10.0 - difficulty) * np.array(steps)[rating] / 9.0
        return (
            np.maximum(stability, LEAST_STABILITY),
            np.clip(target + kept * (difficulty + step), 1.0, 10.0),
        )

    def foretold(self, reviews: Iterable[tuple[int, int]]) -> list[tuple[float, bool]]:
        """For each answer on a later day than the last: the predicted probability of recall, and the fact.

        Args:
            reviews: rating and study day of all answers to one item, oldest first.
        """
        found: list[tuple[float, bool]] = []
        self._replay(reviews, found)
        return found

    def _replay(
        self, reviews: Iterable[tuple[int, int]], foretold: list[tuple[float, bool]]
    ) -> Memory | None:
        """`advance` again and again, without an object for each answer: a collection has a million.

        The operations and their order are py-fsrs's, in `Scheduler.review_card`; what was foretold of an
        answer is put down on the way, as `retrievability` gives it.
        """
        log = iter(reviews)
        first = next(log, None)
        if first is None:
            return None
        stability, difficulty = self._beginnings[first[0]]
        last = first[1]
        e, w = math.e, self.parameters
        decay = -w[20]
        rises, steps, bonus, factor, growth, short_loss, target, kept = self._constants
        for rating, day in log:
            if day <= last:
                rise = rises[rating] * stability ** -w[19]
                stability *= rise if rating == 1 or rise > 1.0 else 1.0
            else:
                recall = (1 + factor * (day - last) / stability) ** decay
                foretold.append((recall, rating != 1))
                last = day
                if rating == 1:
                    grown = (stability + 1) ** w[13] - 1
                    loss = w[11] * difficulty ** -w[12] * grown * e ** ((1 - recall) * w[14])
                    stability = min(loss, stability / short_loss)
                else:
                    surprise = e ** ((1 - recall) * w[10]) - 1
                    gain = growth * (11 - difficulty) * stability ** -w[9] * surprise
                    stability *= 1 + gain * bonus[rating]
            if stability < LEAST_STABILITY:
                stability = LEAST_STABILITY
            step = (10.0 - difficulty) * steps[rating] / 9.0
            difficulty = min(max(target + kept * (difficulty + step), 1.0), 10.0)
        return Memory(stability, difficulty, last)

    @cached_property
    def _beginnings(self) -> Sequence[tuple[float, float]]:
        """Stability and difficulty after a first answer, by its rating."""
        first = [self.advance(None, rating, 0) for rating in Rating]
        return [(0.0, 0.0), *((one.stability, one.difficulty) for one in first)]

    @cached_property
    def _constants(self) -> tuple[list[float], list[float], list[float], float, float, float, float, float]:
        """What a replay computes of the parameters once; the lists are by rating."""
        e, w = math.e, self.parameters
        return (
            [e ** (w[17] * (rating - 3 + w[18])) for rating in range(5)],
            [-(w[6] * (rating - 3)) for rating in range(5)],
            [0, 1, w[15], 1, w[16]],
            0.9 ** (1 / -w[20]) - 1,
            e ** w[8],
            e ** (w[17] * w[18]),
            w[7] * (w[4] - e ** (w[5] * 3) + 1),
            1 - w[7],
        )

    def retrievability(self, memory: Memory, day: int) -> float:
        """The predicted probability of recall on a study day."""
        return self._scheduler.get_card_retrievability(_card(memory), _DAY_ZERO + timedelta(days=day))

    def interval(self, stability: float, retention: float) -> float:
        """Days, not rounded, until recall falls to the desired retention.

        Args:
            stability: days, above 0.
            retention: desired probability of recall, between 0 and 1, both excluded.

        Source: the inverse of FSRS-6's forgetting curve R(t) = (1 + F t/S)^-w20 with F = 0.9^(-1/w20) - 1.
        py-fsrs offers it only rounded to whole days, half to even, which would come before the fuzz.
        """
        if not 0 < retention < 1:
            raise UsageError(f"the desired retention must lie between 0 and 1, not {retention}")
        decay = -self.parameters[20]
        factor = 0.9 ** (1 / decay) - 1
        return float(stability / factor * (retention ** (1 / decay) - 1))

    @cached_property
    def _scheduler(self) -> Scheduler:
        from fsrs import Scheduler

        try:
            return Scheduler(self.parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        except ValueError as error:
            reason = " ".join(str(error).split())
            raise UsageError(f"these are no FSRS-6 parameters: {reason}") from None


def _card(memory: Memory | None) -> FsrsCard:
    """py-fsrs's card; it is given an id because without one its constructor sleeps."""
    from fsrs import Card, State

    if memory is None:
        return Card(card_id=0, state=State.Learning, due=_DAY_ZERO)
    return Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_DAY_ZERO,
        last_review=_DAY_ZERO + timedelta(days=memory.day),
    )


def model(parameters: Sequence[float] = ()) -> Model:
    """The model with the parameters given, or with the published defaults."""
    return Model(tuple(parameters)) if parameters else Model()
