"""Drawing a question: redraws of one key until the checks pass.

No tie and no trivial answer, every `must` mistake visible, and a calculation by hand with rounded
steps still right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine import show
from engine.compare import apart, finite, plain, same
from engine.draw import Draw
from engine.errors import QuizappError, UsageError
from engine.live import Live, hidden_must, joined, live_convention, live_values, satisfies
from engine.model import Exercise, Nodes, Params, Part, Run, arrays, call
from engine.variant import Variant, variant_key

CAP = 200
"""Redraws of one key before `NoVariant`."""


class NoVariant(QuizappError):
    """No draw of a key passed the checks; `reasons` counts why each was refused."""

    def __init__(self, key: str, reasons: Counter[str]) -> None:
        counted = ", ".join(f"{reason}: {count}" for reason, count in reasons.most_common(5))
        super().__init__(f"{key}: none of {sum(reasons.values())} draws passed ({counted})")
        self.reasons = reasons


def draw_variant(exercise: Exercise, seed: int, level: int, target: str | None, part: str | None) -> Variant:
    """See `Exercise.variant`."""
    _known(exercise, level, target, part)
    drawn = _draw(exercise, seed, level, target)
    if drawn is None and target is not None:
        drawn = _draw(exercise, seed, level, None)
    if drawn is None:
        raise NoVariant(variant_key(exercise, seed, level, target), _reasons(exercise, seed, level))
    params, run, live, conventions, attempts = drawn
    met = target is None or any(target in group.ids for group in live)
    parts = exercise.asked(level, part)
    return Variant(exercise, seed, level, target, parts, params, run, live, conventions, attempts, met)


def _known(exercise: Exercise, level: int, target: str | None, part: str | None) -> None:
    if level not in exercise.levels:
        levels = show.sentence([str(each) for each in exercise.levels])
        raise UsageError(f"{exercise.id} has no level {level}: choose {levels}")
    if target is not None and exercise.mistake(target) is None:
        known = ", ".join(mistake.id for mistake in exercise.mistakes)
        raise UsageError(f"{exercise.id} knows no mistake {target!r}: choose one of {known}")
    if part is not None and part not in {each.name for each in exercise.parts}:
        known = ", ".join(each.name for each in exercise.parts)
        raise UsageError(f"{exercise.id} asks no part {part!r}: choose one of {known}")


Drawn = tuple[Params, Run, tuple[Live, ...], tuple[Live, ...], int]


def _draw(exercise: Exercise, seed: int, level: int, target: str | None) -> Drawn | None:
    key = variant_key(exercise, seed, level, target)
    for attempt in range(CAP):
        outcome = attempt_draw(exercise, f"{key}/{attempt}", level, target)
        if not isinstance(outcome, str):
            return *outcome, attempt + 1
    return None


def _reasons(exercise: Exercise, seed: int, level: int) -> Counter[str]:
    key = variant_key(exercise, seed, level, None)
    outcomes = (attempt_draw(exercise, f"{key}/{attempt}", level, None) for attempt in range(CAP))
    return Counter(outcome for outcome in outcomes if isinstance(outcome, str))


def attempt_draw(
    exercise: Exercise, key: str, level: int, target: str | None
) -> tuple[Params, Run, tuple[Live, ...], tuple[Live, ...]] | str:
    """One draw with all its checks; the reason where it is refused."""
    params = exercise.draw(Draw(key), level)
    given = {**exercise.constants, **arrays(params)}
    run = Run(exercise, given)
    parts = exercise.asked(level)
    if exercise.guard is not None and (reason := call(exercise.guard, run)):
        return str(reason)
    for part in parts:
        if reason := trivial(part, run[part.name], params):
            return f"{part.name} {reason}"
    if not survives_rounding(exercise, given, run, parts):
        return "rounded steps miss the answer"
    with np.errstate(all="ignore"):
        conventions = tuple(
            live_convention(exercise, given, run, parts, each) for each in exercise.conventions
        )
        shown = [each for each in conventions if each.values]
        groups = [
            (mistake, live_values(exercise, given, run, parts, mistake, shown))
            for mistake in exercise.mistakes
            if level in mistake.levels
        ]
    if reason := hidden_must(parts, groups, target):
        return reason
    return params, run, joined(parts, groups), tuple(shown)


def trivial(part: Part, right: Any, params: Params) -> str | None:
    """Why a right value needs no calculation: it is 0 or 1, or it stands in the question."""
    if not finite(plain(right)):
        return "is not finite"
    if part.may_repeat or part.accept is not None or part.kind == "choice":
        return None
    if part.kind in ("number", "integer"):
        given = [value for value in params.values() if isinstance(value, (int, float))]
        if any(not apart(part, value, right, 1.0) for value in (0, 1, *given)):
            return "is 0, 1 or stands in the question"
        return None
    lists = [value for value in arrays(params).values() if isinstance(value, np.ndarray)]
    same_layout = [value.tolist() for value in lists if value.shape == np.shape(plain(right))]
    if any(not apart(part, value, plain(right), 1.0) for value in same_layout):
        return "is unchanged by the operation"
    return None


def hand_rounder(digits: int) -> Callable[[Any], Any]:
    """Round floats as somebody does by hand: to `digits` decimals, and to no fewer significant ones."""

    def rounder(value: Any) -> Any:
        array = np.asarray(value)
        if array.dtype.kind != "f":
            return value
        magnitude = np.floor(np.log10(np.where(array == 0, 1.0, np.abs(array))))
        places = np.maximum(digits, digits - 1 - magnitude)
        scale = 10.0 ** np.minimum(places, 200)
        rounded = np.round(array * scale) / scale
        rounded = np.where(np.isfinite(rounded), rounded, array)
        return float(rounded) if rounded.ndim == 0 else rounded

    return rounder


def survives_rounding(exercise: Exercise, given: Nodes, run: Run, parts: Sequence[Part]) -> bool:
    """Whether steps rounded to one digit more than asked still lead to right answers."""
    asked = [part for part in parts if part.kind in ("number", "vector", "matrix")]
    if not asked:
        return True
    rounded = Run(exercise, given, rounder=hand_rounder(max(part.digits for part in asked) + 1))
    return all(_accepts(part, plain(rounded[part.name]), run) for part in parts)


def _accepts(part: Part, value: Any, run: Run) -> bool:
    return satisfies(part, value, run) if part.accept else same(part, value, plain(run[part.name]))
