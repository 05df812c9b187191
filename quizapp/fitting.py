"""The memory model fitted to the learner's own answers, by the optimizer that Anki uses.

It is an extra, because it is compiled code; without it the published parameters do well. The newest fifth of
the answers judges the fit, which is then made from all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.errors import UsageError

if TYPE_CHECKING:
    from quizapp.records import LogRow

LEAST = 400
"""Answers in review, below which a fit says more about chance than about the learner."""

HELD_OUT = 0.2
"""The share of the answers, the newest, that judges."""

History = Sequence[tuple[int, int]]
"""Rating and study day of each answer to one item, oldest first."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a fit gave."""

    answers: int
    """Answers on later days, from which there is something to learn."""
    before: float
    """Log loss of the parameters in force on the newest answers, which no fit has seen."""
    after: float
    """That of parameters fitted to the older answers."""
    parameters: tuple[float, ...]
    """Fitted to all answers."""

    @property
    def better(self) -> bool:
        """Whether the fit foretold the newest answers better."""
        return self.after < self.before


def history_of(rows: Iterable[LogRow]) -> History:
    """The answers of one item that the memory model counts."""
    return [
        (int(row.answer.rating), row.answer.day)
        for row in rows
        if row.answer.mode == "review" and row.answer.rating is not None and not row.voided
    ]


def fit(histories: Sequence[History], parameters: Sequence[float]) -> Fit:
    """Fits the parameters of the model.

    Args:
      histories: of all items.
      parameters: those in force, 21 of FSRS-6.

    Raises:
      UsageError: the extra is not installed, there are too few answers, or the optimizer gives up.

    Source: fsrs-rs, `compute_parameters` and `evaluate`.
    """
    samples = sorted(
        (sample for history in histories for sample in _samples(history)), key=lambda one: one[0]
    )
    if len(samples) < LEAST:
        raise UsageError(
            f"{len(samples)} answers are too few to fit the model to; from {LEAST} on it is worth it, "
            "until then the published parameters do well"
        )
    cut = round(len(samples) * (1 - HELD_OUT))
    older, newer = [item for _, item in samples[:cut]], [item for _, item in samples[cut:]]
    return Fit(
        answers=len(samples),
        before=_loss(parameters, newer),
        after=_loss(_fitted(older), newer),
        parameters=tuple(_fitted([item for _, item in samples])),
    )


def _samples(history: History) -> Iterable[tuple[int, Any]]:
    """For each answer on a later day, the day and the answers up to it."""
    library = _library()
    reviews = []
    before = history[0][1] if history else 0
    for rating, day in history:
        elapsed = max(0, day - before)
        before = max(before, day)
        reviews.append(library.FSRSReview(rating, elapsed))
        if elapsed:
            yield day, library.FSRSItem(list(reviews))


def _library() -> Any:
    try:
        import fsrs_rs_python
    except ImportError:
        raise UsageError("the optimizer is not installed: pip install 'quizapp[fit]'") from None
    return fsrs_rs_python


def _fitted(items: Sequence[Any]) -> list[float]:
    library = _library()
    return list(_guarded(lambda: library.FSRS(library.DEFAULT_PARAMETERS).compute_parameters(list(items))))


def _loss(parameters: Sequence[float], items: Sequence[Any]) -> float:
    return float(_guarded(lambda: _library().FSRS(list(parameters)).evaluate(list(items))).log_loss)


def _guarded(work: Any) -> Any:
    """The optimizer answers what it cannot do with a panic, which is no ordinary exception."""
    try:
        return work()
    except BaseException as error:
        if isinstance(error, ValueError) or type(error).__name__ == "PanicException":
            raise UsageError(f"the optimizer gave up ({error}); the parameters stay as they are") from None
        raise
