"""What a script needs to judge answers on a page: one script, and for each part the answers that it knows.

The script (`pagejudge.js`) reads what is typed as the program does and compares it with intervals. Not
carried: credit for what follows from one's own earlier wrong number, and answers that are judged by a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.model import Part
    from engine.variant import Variant

WIDEST = 1 + 1e-9
"""By so much the intervals are wider than the tolerance, for the last bit of a floating-point number."""


@lru_cache(maxsize=1)
def script() -> str:
    """The judge: `judge(text, wanted)` gives a verdict and a message, `decoded` what is in base 64."""
    return files("cards.exports").joinpath("pagejudge.js").read_text("utf-8")


def wanted(variant: Variant, part: Part) -> dict[str, Any]:
    """What the script has to know of a part: how it is read, and the answers that have a verdict."""
    return {
        "kind": "option" if part.kind == "choice" else part.kind,
        "unit": part.unit,
        "shape": _shape(variant, part),
        "sorted": part.kind == "indices" and not part.ordered,
        "digits": None if part.exact or part.accept else part.digits,
        "figures": part.significant,
        "open": part.accept is not None,
        "known": list(_known(variant, part)),
    }


def verdict(name: str, message: str, cells: list[list[float]]) -> dict[str, Any]:
    """An answer that is known, by the interval that counts for each of its cells."""
    return {"verdict": name, "message": message, "cells": cells}


def _known(variant: Variant, part: Part) -> Iterator[dict[str, Any]]:
    """The answers that have a verdict of their own, in the order in which they are tried."""
    from engine.compare import same
    from engine.grading import near_values
    from engine.live import either

    right = variant.answer[part.name]
    yield verdict("right", "Right.", _cells(part, right))
    for live in variant.conventions:
        if part.name in live.values:
            yield verdict("right", live.message, _cells(part, live.values[part.name]))
    giving = [live for live in variant.live if part.name in live.values]
    while giving:
        value = giving[0].values[part.name]
        alike = [live for live in giving if same(part, value, live.values[part.name])] or giving[:1]
        yield verdict("mistake", either([live.message for live in alike]), _cells(part, value))
        giving = [live for live in giving if live not in alike]
    for message, value in near_values(part, right):
        yield verdict("near", message, _cells(part, value))


def _shape(variant: Variant, part: Part) -> list[int]:
    import numpy as np

    return list(np.shape(variant.answer[part.name])) if part.kind in ("vector", "matrix") else []


def _cells(part: Part, value: Any) -> list[list[float]]:
    """The interval that counts for each cell, row by row; a choice by the place of its option."""
    import numpy as np

    from engine.compare import tolerances

    if part.kind == "choice":
        place = part.options.index(value)
        return [[place, place]]
    values = np.asarray(value, dtype=float)
    if part.kind == "indices" and not part.ordered:
        values = np.sort(values)
    reach = tolerances(part, values) * WIDEST
    return np.stack([np.ravel(values - reach), np.ravel(values + reach)], axis=-1).tolist()  # type: ignore[no-any-return]
