"""Multiple-choice options of a variant: the right answer among what its live mistakes give.

Options differ as shown, and their order comes from a stream of its own, so that adding a mistake to
an exercise moves no other draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from engine import show
from engine.compare import VISIBLE, apart
from engine.draw import Draw
from engine.live import satisfies
from engine.model import Part
from engine.variant import Variant

OPTIONS = 4


def shown(part: Part, value: Any) -> str:
    """A value as an option or a solution shows it, with the digits that the part asks for."""
    if part.kind == "choice":
        return str(value)
    if part.kind == "shape":
        return show.shape(value)
    if part.kind == "indices":
        return show.value(value, "list") or "none"
    if part.kind == "integer":
        return show.number(value)
    if part.significant:
        return _significant(value, part.digits)
    nested = isinstance(value, list) and isinstance(value[0], list)
    return show.vector(value, part.digits) if nested else show.value(value, str(part.digits))


def _significant(value: Any, digits: int) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_significant(item, digits) for item in value) + "]"
    return show.significant(float(value), digits)


def choices(variant: Variant) -> dict[str, Any]:
    """For each part its options as texts, the index of the right one, and the mistake behind each.

    Returns:
      `{part: {"options": [...], "correct": index, "mistakes": [[ids], ...]}}`; parts for which
      fewer than three different options can be found are left out.
    """
    result = {}
    for part in variant.parts:
        options = _options(variant, part)
        if len(options) >= 3:
            order = Draw(f"{variant.key}/choices/{part.name}").shuffled(list(options))
            right = shown(part, variant.answer[part.name])
            result[part.name] = {
                "options": order,
                "correct": order.index(right),
                "mistakes": [list(options[text]) for text in order],
            }
    return result


def _options(variant: Variant, part: Part) -> dict[str, tuple[str, ...]]:
    right = variant.answer[part.name]
    if part.kind == "choice":
        behind = {live.values[part.name]: live.ids for live in variant.live if part.name in live.values}
        return {text: behind.get(text, ()) for text in part.options}
    options: dict[str, tuple[str, ...]] = {shown(part, right): ()}
    for value, ids in _wrong(variant, part, right):
        if len(options) == OPTIONS:
            break
        if part.accept is None or not satisfies(part, value, variant.run):
            options.setdefault(shown(part, value), ids)
    return options


def _wrong(variant: Variant, part: Part, right: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Wrong values, the most telling first: live mistakes, then values of the same kind nearby."""
    whole = part.kind in ("integer", "shape", "indices")
    for live in variant.live:
        value = live.values.get(part.name)
        if value is not None and not (whole and np.any(np.mod(value, 1))):
            yield value, live.ids
    if part.kind in ("number", "integer", "vector", "matrix"):
        array = np.asarray(right, dtype=float)
        for other in (array * 2, array / 2, 1 - array, np.sqrt(np.abs(array)), array + 1, array - 1, -array):
            if apart(part, other, array, VISIBLE) and _believable(other, array, whole):
                yield other.tolist(), ()
    elif part.kind == "shape":
        for index in range(len(right)):
            for change in (1, -1):
                yield [n + change if i == index else n for i, n in enumerate(right)], ()
    elif part.kind == "indices" and len(right) > 1:
        if part.ordered:
            yield list(reversed(right)), ()
        yield right[:-1], ()
        yield right[1:], ()


def _believable(other: Any, right: Any, whole: bool) -> bool:
    """Whether a value looks like an answer: whole, not negative, a probability where the right one is."""
    if whole and np.any(np.mod(other, 1)):
        return False
    if np.all(right >= 0) and np.any(other < 0):
        return False
    return not (np.all((right >= 0) & (right <= 1)) and np.any(other > 1))
