"""Oracles of averaging: exact fractions, and the eyes found again in the mirrored image."""

from __future__ import annotations

from fractions import Fraction

import numpy as np


def exact(value):
    return Fraction(str(value))


def ensemble_average(variant):
    """Repeat each model as often as its weight says, and average in exact fractions."""
    p = variant.params
    weights = p.get("weights", [1] * len(p["P"]))
    repeated = [row for row, weight in zip(p["P"], weights, strict=True) for _ in range(weight)]
    mean = [sum(map(exact, column)) / len(repeated) for column in zip(*repeated, strict=True)]
    return {"mean": [float(value) for value in mean], "label": mean.index(max(mean))}


def tta_average(variant):
    p = variant.params
    if variant.level < 3:
        copies = [sum(map(exact, c)) / (len(p["P"]) - 1) for c in zip(*p["P"][1:], strict=True)]
        beta = exact(p["beta"])
        blend = [beta * exact(a) + (1 - beta) * b for a, b in zip(p["P"][0], copies, strict=True)]
        return {"copies": [float(c) for c in copies], "blend": [float(b) for b in blend]}
    average = np.zeros((2, 5))
    for eye in range(2):
        for column in range(5):
            # what lies at this column lies at 4 − column in the mirror, where the other eye is named
            seen_in_mirror = p["mirrored"][1 - eye][4 - column]
            average[eye, column] = 0.5 * p["heat"][eye][column] + 0.5 * seen_in_mirror
    return {"average": average}


ORACLES = {
    "ensemble_average": ("exact fractions with repeated models", ensemble_average),
    "tta_average": ("exact fractions; position by position in the mirror", tta_average),
}
