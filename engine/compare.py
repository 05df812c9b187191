"""When two values of a part count as the same, and when they are plainly apart.

The tolerance of a part is one unit of the last digit that the prompt asks for, so that a rounded and
a truncated answer both count. Cells are compared one by one: no norm over a vector, and no
broadcasting of one number over a matrix.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.model import Part

SLACK = 1e-6
"""Share of a tolerance that is forgiven, because 0.73 - 0.731 is not exactly -0.001 in binary."""

VISIBLE = 3.0
"""Tolerances between a right and a mistaken answer from which on the mistake can be recognised."""

DISTINCT = 2.0
"""Tolerances between two mistaken answers from which on they can be told apart."""

WHOLE = 0.1
"""Tolerance of a cell that is a whole number and asked as one: its neighbours are wrong."""

Floats = npt.NDArray[np.float64]


def tolerances(part: Part, right: Any) -> Floats:
    """One unit of the last asked digit, for each cell of the right value; 0 for exact kinds.

    Where no decimals are asked and the right value is whole, nothing was rounded: then `WHOLE`.
    """
    values = np.asarray(right, dtype=float)
    if part.exact:
        return np.zeros_like(values)
    if not part.significant and part.digits:
        return np.full(values.shape, 10.0**-part.digits)
    if not part.significant:
        return np.where(np.abs(values - np.round(values)) < 1e-9, WHOLE, 1.0)
    magnitude = np.floor(np.log10(np.where(values == 0, 1.0, np.abs(values))))
    return np.asarray(10.0 ** (magnitude - part.digits + 1))


def plain(value: Any) -> Any:
    """A step's value without numpy: float, int, text, or lists of them."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def finite(value: Any) -> bool:
    """Whether every number in the value is finite (texts are)."""
    try:
        return bool(np.isfinite(np.asarray(value, dtype=float)).all())
    except (TypeError, ValueError):
        return isinstance(value, (str, list))


def comes_out_even(part: Part, right: Any) -> bool:
    """Whether a right value of floats has no more decimals than the digits that are asked."""
    exact = np.asarray(right, dtype=float)
    return bool(np.allclose(np.round(exact, part.digits), exact, rtol=0, atol=1e-9))


def cells(part: Part, typed: Any, right: Any) -> list[Any] | bool:
    """Which cells of a typed value are right; one bool for a single value or another layout."""
    if part.exact:
        return _same_exactly(part, typed, right)
    given, wanted = np.asarray(typed, dtype=float), np.asarray(right, dtype=float)
    if given.shape != wanted.shape:
        return False
    near = np.abs(given - wanted) <= tolerances(part, wanted) * (1 + SLACK)
    result: list[Any] | bool = near.tolist()
    return result


def _same_exactly(part: Part, typed: Any, right: Any) -> bool:
    if part.kind == "indices" and not part.ordered:
        return sorted(typed) == sorted(right)
    if isinstance(typed, (list, tuple)) or isinstance(right, (list, tuple)):
        same_kind = isinstance(typed, (list, tuple)) and isinstance(right, (list, tuple))
        return same_kind and list(typed) == list(right)
    return bool(typed == right)


def same(part: Part, typed: Any, right: Any) -> bool:
    """Whether the whole value counts as the right one."""
    marks = cells(part, typed, right)
    return marks if isinstance(marks, bool) else bool(np.all(marks))


def apart(part: Part, other: Any, right: Any, units: float) -> bool:
    """Whether `other` is at least `units` tolerances from `right` in its most distant cell.

    Values of another layout than the right one can never be typed and so are not apart; those of
    exact kinds are apart as soon as they differ.
    """
    if part.exact:
        return not same(part, other, right)
    a, b = np.asarray(other, dtype=float), np.asarray(right, dtype=float)
    if a.shape != b.shape:
        return False
    distance = np.abs(a - b) / tolerances(part, b)
    return bool(distance.size and distance.max() >= units * (1 - SLACK))


def accepted(part: Part, right: Any) -> Any:
    """The interval that counts, `[low, high]`, for each cell; for exact kinds the value itself."""
    if part.exact:
        return right
    values = np.asarray(right, dtype=float)
    tolerance = tolerances(part, values)
    return np.round(np.stack([values - tolerance, values + tolerance], axis=-1), 12).tolist()
