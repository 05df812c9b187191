"""One exercise being worked on: hints shown, tries made, and what counts of them.

The first graded try is the attempt that is kept; what cannot be read costs nothing. Knows neither
screen nor store nor clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quizapp.memory import Rating
from quizapp.skill import Attempt, proposed_rating

if TYPE_CHECKING:
    from engine.grading import Result
    from engine.variant import Variant


Step = Sequence[str] | None
"""A hint as None, a graded try as what was typed for each part, the giving up as nothing typed."""


class Round:
    """A question until it is solved or given up."""

    def __init__(self, variant: Variant, steps: Iterable[Step] = ()) -> None:
        """
        Args:
            variant: what is asked.
            steps: what was done before, where it was left.
        """
        self.variant = variant
        self.steps: list[Step] = []
        """All that counts of what was done, in its order."""
        self.hints: list[str] = []
        self.tries: list[Result] = []
        self.given_up = False
        self.attempt: Attempt | None = None
        """The first graded try, or the giving up; None before."""
        for step in steps:
            self._again(step)

    def _again(self, step: Step) -> None:
        if step is None:
            self.hint()
        elif step:
            self.submit(step)
        else:
            self.give_up()

    @property
    def solved(self) -> bool:
        """Whether the last try was right in every part."""
        return bool(self.tries) and self.tries[-1].correct

    @property
    def over(self) -> bool:
        """Whether it was solved or given up."""
        return self.solved or self.given_up

    def hint(self) -> str | None:
        """One more hint; None when all have been shown."""
        if len(self.hints) == len(self.variant.hints):
            return None
        self.steps.append(None)
        self.hints.append(self.variant.hints[len(self.hints)])
        return self.hints[-1]

    def submit(self, typed: Sequence[str]) -> Result:
        """Judge one answer for each part; the first one that can be judged is the attempt."""
        result = self.variant.check(*typed)
        if result.free:
            return result
        self.steps.append([*typed])
        self.tries.append(result)
        if self.attempt is None:
            verdicts = tuple(part.verdict for part in result.parts)
            self.attempt = self._attempt(typed, verdicts, result.mistakes, result.correct, result.score)
        return result

    def give_up(self) -> None:
        """End the round without an answer; it counts as a miss if nothing was graded before."""
        self.steps.append([])
        self.given_up = True
        if self.attempt is None:
            self.attempt = self._attempt((), (), (), False, 0.0)

    def _attempt(
        self,
        typed: Sequence[str],
        verdicts: Sequence[str],
        mistakes: Sequence[str],
        correct: bool,
        score: float,
    ) -> Attempt:
        return Attempt(
            variant=self.variant.key,
            level=self.variant.level,
            correct=correct,
            score=score,
            typed=tuple(typed),
            verdicts=tuple(verdicts),
            mistakes=tuple(mistakes),
            hints=len(self.hints),
            params=dict(self.variant.params),
        )

    def proposed(self, seconds: float) -> Rating:
        """The grade that the attempt deserves, for the time that it took."""
        attempt = self.attempt
        return proposed_rating(
            correct=attempt is not None and attempt.correct,
            hints=attempt.hints if attempt else 0,
            hints_available=len(self.variant.hints),
            seconds=seconds,
            expected_seconds=self.variant.exercise.seconds,
        )
