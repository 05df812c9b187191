"""Oracles of averaged weights: exact fractions, small networks unit by unit, explicit weights by age."""

from __future__ import annotations

from fractions import Fraction

import numpy as np


def exact(value):
    return Fraction(str(value))


def weight_average(variant):
    p = variant.params
    if variant.level == 1:
        return {"mean": [float(sum(map(exact, column)) / 3) for column in zip(*p["W"], strict=True)]}
    if variant.level == 2:
        # stand in for the collected models with n copies of their mean
        models = [p["running"]] * p["n"] + [p["w"]]
        columns = zip(*models, strict=True)
        return {"new": [float(sum(map(exact, column)) / len(models)) for column in columns]}

    def network(u, v):
        hidden = [max(exact(0), a * exact(p["x"])) for a in u]
        return sum(b * h for b, h in zip(v, hidden, strict=True))

    a = [list(map(exact, p[name])) for name in ("u_a", "v_a")]
    b = [list(map(exact, p[name])) for name in ("u_b", "v_b")]
    middle = [
        [(x + y) / 2 for x, y in zip(left, right, strict=True)] for left, right in zip(a, b, strict=True)
    ]
    return {"of_average": float(network(*middle)), "average_of": float((network(*a) + network(*b)) / 2)}


def weight_ema(variant):
    """Each weight with the product of the shares that came after it."""
    p = variant.params
    ramp = [Fraction(1 + t, 10 + t) for t in range(1, len(p["weights"]) + 1)]
    decay = exact(p["decay"])
    shares = [min(decay, r) for r in ramp] if variant.level == 3 else [decay] * len(ramp)
    total = exact(p["start"]) * Fraction(np.prod(shares))
    for t, weight in enumerate(p["weights"]):
        later = Fraction(1)
        for share in shares[t + 1 :]:
            later *= share
        total += exact(weight) * (1 - shares[t]) * later
    left = float(np.prod(shares))
    return {"ema": float(total), "warmed_ema": float(total), "left": left, "warmed_left": left}


ORACLES = {
    "weight_average": ("exact fractions, copies of the mean, networks unit by unit", weight_average),
    "weight_ema": ("explicit weights by age in exact fractions", weight_ema),
}
