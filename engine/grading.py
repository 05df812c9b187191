"""The only judge: typed answers against one variant.

For each part the verdicts are tried in this order: right; right under another convention; right from
the learner's own earlier number; a named mistake; a near miss; wrong. What cannot be read, or has too
few digits to tell, costs nothing and says what to type.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine import show
from engine.compare import SLACK, VISIBLE, accepted, apart, cells, plain, same, tolerances
from engine.errors import UsageError
from engine.live import Live, satisfies
from engine.model import Part, Run, arrays
from engine.reading import Answer, Digits, Expected, Unreadable, read
from engine.variant import Variant

if TYPE_CHECKING:
    from collections.abc import Iterator

Verdict = Literal["right", "convention", "carried", "mistake", "near", "wrong", "digits", "unreadable"]

FREE: frozenset[Verdict] = frozenset({"digits", "unreadable"})
"""Verdicts that cost no attempt."""

CARRIED_CREDIT = 0.75
"""Credit for a right step from an earlier wrong number."""


@dataclass(frozen=True, slots=True)
class PartResult:
    """The verdict on one part."""

    name: str
    verdict: Verdict
    message: str
    score: float
    read: Any = None
    echo: str = ""
    cells: list[Any] | bool | None = None
    mistakes: tuple[str, ...] = ()
    accepted: Any = None

    @property
    def unclear(self) -> bool:
        """Whether it could not be judged."""
        return self.verdict in FREE


@dataclass(frozen=True, slots=True)
class Result:
    """The verdicts on all parts of a variant."""

    parts: tuple[PartResult, ...]

    @property
    def score(self) -> float:
        """Mean credit of the parts, from 0 to 1."""
        return sum(part.score for part in self.parts) / len(self.parts)

    @property
    def correct(self) -> bool:
        """Every part right, under another convention, or carried from a right number."""
        return all(part.score == 1 for part in self.parts)

    @property
    def free(self) -> bool:
        """Some part could not be judged, so that this was no attempt."""
        return any(part.unclear for part in self.parts)

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The ids of all recognised mistakes, each once."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.mistakes))


def expected(variant: Variant, part: Part) -> Expected:
    """What the reader of answers has to know of a part."""
    layout = np.shape(variant.answer[part.name]) if part.kind in ("vector", "matrix") else ()
    return Expected(part.kind, shape=layout, unit=part.unit, options=part.options, ordered=part.ordered)


def check(variant: Variant, answers: Sequence[str]) -> Result:
    """See `Variant.check`."""
    if len(answers) != len(variant.parts):
        labels = ", ".join(part.label for part in variant.parts)
        raise UsageError(
            f"{variant.exercise.id} asks {len(variant.parts)} answers ({labels}), {len(answers)} were given"
        )
    earlier: dict[str, Any] = {}
    trusted: dict[str, Any] = {}
    results = []
    for part, text in zip(variant.parts, answers, strict=True):
        result = judge(variant, part, text, earlier, trusted)
        results.append(result)
        if result.verdict in ("right", "convention", "carried") and result.score == 1:
            trusted[part.name] = earlier[part.name] = result.read
        elif result.read is not None and plausible(variant, part, result.read):
            earlier[part.name] = result.read
    return Result(tuple(results))


def judge(
    variant: Variant, part: Part, text: str, earlier: Mapping[str, Any], trusted: Mapping[str, Any]
) -> PartResult:
    """The verdict on one part, given the learner's earlier plausible and right numbers."""
    try:
        answer = read(text, expected(variant, part))
    except Unreadable as refusal:
        return PartResult(part.name, "unreadable", str(refusal), 0.0)
    typed = part.options[int(answer.value)] if part.kind == "choice" else plain(answer.value)  # type: ignore[arg-type]
    verdict, message, score, mistakes = next(_verdicts(variant, part, typed, answer, earlier, trusted))
    right = variant.answer[part.name]
    return PartResult(
        part.name,
        verdict,
        message,
        score,
        typed,
        answer.echo,
        _marks(variant, part, typed, right),
        mistakes,
        accepted(part, right),
    )


Judgement = tuple[Verdict, str, float, tuple[str, ...]]


def _marks(variant: Variant, part: Part, typed: Any, right: Any) -> list[Any] | bool:
    return satisfies(part, typed, variant.run) if part.accept else cells(part, typed, right)


def _verdicts(
    variant: Variant,
    part: Part,
    typed: Any,
    answer: Answer,
    earlier: Mapping[str, Any],
    trusted: Mapping[str, Any],
) -> Iterator[Judgement]:
    """Verdicts that hold, in the order in which they are tried; the first one counts."""
    right = variant.answer[part.name]
    if satisfies(part, typed, variant.run) if part.accept else same(part, typed, right):
        yield "right", "Right.", 1.0, ()
    for live in _giving(variant.conventions, part, typed):
        yield "convention", live.message, 1.0, ()
    yield from _carried(variant, part, typed, earlier, trusted)
    if too_few_digits(part, typed, answer, right):
        yield "digits", f"Right so far: give {_digits(part)}.", 0.0, ()
    found = list(_giving(variant.live, part, typed))
    share = _share(part, typed, right)
    if found:
        ids = tuple(name for live in found for name in live.ids)
        message = found[0].message if len(found) == 1 else "Either: " + " Or: ".join(f.message for f in found)
        yield "mistake", message, share, ids
    if near := near_miss(part, typed, right):
        yield "near", near, share, ()
    yield "wrong", "Not right.", share, ()


def _giving(lives: Sequence[Live], part: Part, typed: Any) -> Iterator[Live]:
    for live in lives:
        if part.name in live.values and same(part, typed, live.values[part.name]):
            yield live


def _share(part: Part, typed: Any, right: Any) -> float:
    marks = cells(part, typed, right)
    if part.kind not in ("vector", "matrix") or isinstance(marks, bool):
        return 0.0
    return float(np.mean(marks)) if not np.all(marks) else 0.0


def _digits(part: Part) -> str:
    unit = "significant digit" if part.significant else "decimal"
    return f"{part.digits} {unit}{'' if part.digits == 1 else 's'}"


def _carried(
    variant: Variant, part: Part, typed: Any, earlier: Mapping[str, Any], trusted: Mapping[str, Any]
) -> Iterator[Judgement]:
    """Right from the learner's own earlier numbers: the right ones alone, then all of them."""
    if trusted and _follows(variant, part, typed, trusted):
        yield "carried", "Right, from your own earlier numbers.", 1.0, ()
    wrong = {name: value for name, value in earlier.items() if name not in trusted}
    if wrong and _follows(variant, part, typed, earlier):
        labels = show.sentence([each.label for each in variant.parts if each.name in wrong])
        yield "carried", f"Follows from your answer for {labels}, which was not right.", CARRIED_CREDIT, ()


def _follows(variant: Variant, part: Part, typed: Any, put: Mapping[str, Any]) -> bool:
    given = {**variant.exercise.constants, **arrays(variant.params)}
    values = {name: np.array(value) if isinstance(value, list) else value for name, value in put.items()}
    run = Run(variant.exercise, given, put=values)
    try:
        if part.accept:
            return satisfies(part, typed, run)
        return same(part, typed, plain(run[part.name]))
    except (ArithmeticError, ValueError, IndexError, TypeError):
        return False  # from that earlier number no later one follows


def plausible(variant: Variant, part: Part, typed: Any) -> bool:
    """Whether a wrong number may be carried on: not a stock answer, and of the right size.

    0, 1 and numbers that stand in the question would make later parts easy; a number more than ten
    times too large or too small is no slip.
    """
    right = variant.answer[part.name]
    if isinstance(typed, str) or part.kind == "choice":
        return False
    if part.kind in ("shape", "indices"):
        return len(typed) == len(right)
    given = [plain(value) for value in variant.params.values()]
    if typed in given or np.all(np.isin(typed, (0, 1))) or np.shape(typed) != np.shape(right):
        return False
    size, right_size = np.linalg.norm(typed), np.linalg.norm(right)
    return bool(right_size > 0 and 0.1 <= size / right_size <= 10)


def too_few_digits(part: Part, value: Any, answer: Answer, right: Any) -> bool:
    """Whether the typed digits are right as far as they go, but some cell has fewer than asked for.

    A cell with too few digits is right if it lies within half a unit of its own last digit. Zeros tell
    nothing and are graded.
    """
    if part.exact or part.accept is not None:
        return False
    typed, wanted = np.ravel(np.asarray(value, dtype=float)), np.ravel(np.asarray(right, dtype=float))
    if typed.shape != wanted.shape or len(answer.digits) != len(typed) or not np.any(typed):
        return False
    tolerance = np.ravel(tolerances(part, right))
    short = [digits is not None and _short(part, digits) for digits in answer.digits]
    reach = [
        max(unit, 0.5 * 10.0**-digits.places) if digits and less else unit
        for digits, less, unit in zip(answer.digits, short, tolerance, strict=True)
    ]
    return any(short) and bool(np.all(np.abs(typed - wanted) <= np.array(reach) * (1 + SLACK)))


def _short(part: Part, digits: Digits) -> bool:
    return digits.significant < part.digits if part.significant else digits.places < part.digits


NEAR: tuple[tuple[str, Any], ...] = (
    ("The sign is the wrong way round.", lambda right: -right),
    ("Ten times too large: check the decimal point.", lambda right: right * 10),
    ("Ten times too small: check the decimal point.", lambda right: right / 10),
    ("A hundred times too large: is it a share or a percentage?", lambda right: right * 100),
    ("A hundred times too small: is it a percentage or a share?", lambda right: right / 100),
    ("This is the reciprocal: turn the fraction over.", lambda right: 1 / right),
    ("This is the complement: subtract it from 1.", lambda right: 1 - right),
    ("The matrix is transposed: exchange rows and columns.", lambda right: right.T),
)
"""Near misses: what is said, and what the right value becomes under it."""


def near_miss(part: Part, typed: Any, right: Any) -> str | None:
    """What an answer that fits no named mistake comes close to, or None."""
    if part.kind in ("shape", "indices"):
        same_values = sorted(typed) == sorted(right) and len(right) > 1
        return "The right numbers in another order." if same_values else None
    if part.kind not in ("number", "integer", "vector", "matrix"):
        return None
    for message, other in near_values(part, right):
        if same(part, typed, other):
            return message
    return "The right numbers in another order." if _reordered(part, typed, right) else None


def near_values(part: Part, right: Any) -> list[tuple[str, Any]]:
    """What is said of each near miss of a number, vector or matrix, with the value that it gives."""
    if part.kind not in ("number", "integer", "vector", "matrix"):
        return []
    value = np.asarray(right, dtype=float)
    with np.errstate(all="ignore"):
        others = [(message, change(value)) for message, change in NEAR]
        return [
            (message, other)
            for message, other in others
            if np.isfinite(other).all() and apart(part, other, value, VISIBLE)
        ]


def _reordered(part: Part, typed: Any, right: Any) -> bool:
    if part.kind not in ("vector", "matrix"):
        return False
    a, b = np.sort(np.ravel(typed)), np.sort(np.ravel(right))
    return a.shape == b.shape and len(set(b)) > 1 and same(part, a, b)


def interval_text(part: Part, right: Any) -> str:
    """`between 0.730 and 0.732 counts`, for a single number; empty for everything else."""
    if part.kind != "number" or not math.isfinite(right):
        return ""
    low, high = accepted(part, right)
    digits = None if part.significant else part.digits
    return f"between {show.number(low, digits)} and {show.number(high, digits)} counts"
