"""Oracles of finite differences: exact fractions and numpy's polynomials."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.polynomial import Polynomial


def check(variant):
    p = {name: value for name, value in variant.params.items() if name != "w"}
    x, h = Fraction(p["x"]), Fraction(str(p["h"]))
    if variant.level == 3:
        y, (first, second) = p["y"], variant.params["w"]

        def f(at):
            return Fraction(first) * at**3 * y + Fraction(second) * at * y**2

        slope = Polynomial([0, second * y**2, 0, first * y]).deriv()(p["x"])
    else:
        curve = Polynomial([0, p["linear"], p.get("square", 0), p.get("cubic", 0)])
        slope = curve.deriv()(p["x"])

        def f(at):
            return sum(Fraction(float(c)) * at**n for n, c in enumerate(curve.coef))

    forward, central = (f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (2 * h)
    exact = Fraction(float(np.round(slope)))
    assert float(exact) == slope
    return {
        "forward": float(forward),
        "central": float(central),
        "partial": float(central),
        "exact": slope,
        "forward_error": float(forward - exact),
        "central_error": float(central - exact),
        "partial_error": float(central - exact),
        "plus": float(f(x + h)),
        "minus": float(f(x - h)),
    }


ORACLES = {"gradient_check": ("exact fractions and derivatives of numpy's Polynomial", check)}
