"""Oracles of gradient checks: relative errors in exact decimals, and losses that count their calls."""

from __future__ import annotations

import itertools
from decimal import Decimal

import numpy as np
from scipy.optimize import approx_fprime

from engine.topics.finite_differences import central_difference


def relative(variant):
    p = dict(variant.params)

    def exact(value):
        return Decimal(str(value))

    if variant.level == 3:
        p["numeric"] = (exact(p["above"]) - exact(p["below"])) / (exact(p["h"]) + exact(p["h"]))
    pairs = list(
        zip(np.atleast_1d(p["analytic"]).tolist(), np.atleast_1d(p["numeric"]).tolist(), strict=True)
    )
    errors = []
    for a, n in pairs:
        low, high = sorted([abs(exact(a)), abs(exact(n))])
        same_side = (exact(a) > 0) == (exact(n) > 0)
        errors.append(float((high - low if same_side else high + low) / high))
    worst = max(range(len(errors)), key=errors.__getitem__)
    return {"error": errors[0], "errors": errors, "worst": worst, "numeric": float(pairs[0][1])}


class Loss:
    """A loss that counts how often it is evaluated."""

    def __init__(self):
        self.calls = 0

    def __call__(self, x):
        self.calls += 1
        return float(np.sum(x))


def cost(variant):
    p = variant.params
    widths = p.get("widths", [])
    n = p.get("n") or sum(np.zeros((a, b)).size + b for a, b in itertools.pairwise(widths))
    central, forward = Loss(), Loss()
    central_difference(central, np.zeros(n))
    approx_fprime(np.zeros(n), forward)
    ms = p.get("ms", 1)
    return {
        "n": n,
        "central": central.calls,
        "forward": forward.calls,
        "factor": central.calls / (1 + 2),
        "seconds": central.calls * ms / 1000,
        "backprop": ms + 2 * ms,
    }


ORACLES = {
    "gradient_check_relative_error": ("exact decimals", relative),
    "gradient_eval_cost": ("losses that count their calls, under scipy's approx_fprime", cost),
}
