"""Oracle of Adadelta: the loop of its paper with lists of past squares instead of running averages."""

from __future__ import annotations

import math


def decayed(squares, rho):
    """Sum of squares by age, newest last, each with the weight (1 − ρ)·ρ^age."""
    return sum((1 - rho) * rho**age * value for age, value in enumerate(reversed(squares)))


def adadelta_step(variant):
    p = variant.params
    g, eps = p["g"], p.get("eps", 0.0)
    if variant.level == 1:
        return {"update": -g * math.sqrt(p["u0"] / p["s"])}
    rho = p["decay"]
    s = decayed([g * g], rho) + rho * p.get("s0", 0.0)
    # the ratio RMS[Δw]/RMS[g] of equation 14, by logarithms
    update = -math.copysign(
        math.exp(0.5 * math.log(p.get("u0", 0.0) + eps) - 0.5 * math.log(s + eps) + math.log(abs(g))), g
    )
    return {"s": s, "update": update, "u": decayed([update * update], rho) + rho * p.get("u0", 0.0)}


ORACLES = {"adadelta_step": ("averages as explicit sums by age, the ratio by logarithms", adadelta_step)}
