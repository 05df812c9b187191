"""Oracles of L1: one-sided differences, the loop of single steps, and minimising the proximal problem."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar


def l1_sgd_step(variant):
    p = variant.params
    if variant.level == 3:
        constant = geometric = p["w"]
        for _ in range(p["k"]):
            constant -= p["lr"] * p["l1"] * (1 if constant > 0 else -1)
            geometric -= p["lr"] * p["l1"] * geometric
        return {"constant": constant, "geometric": geometric}

    def loss(weight, slope):
        return slope * weight + p["l1"] * abs(weight)

    step = 2.0**-10
    pairs = list(zip(p["w"], p["g"], strict=True))
    slope = np.array([(loss(w + step, g) - loss(w - step, g)) / (2 * step) for w, g in pairs])
    return {"slope": slope, "new": np.array(p["w"]) - p["lr"] * slope}


def l1_soft_threshold(variant):
    """The proximal step minimises ½·(x − w)² + t·|x|: minimise on either side of 0 and keep the better."""
    p = variant.params
    t = p["t"] if "t" in p else p["l1"] / (1 / p["lr"])
    w = [a - p["lr"] * b for a, b in zip(p["start"], p["g"], strict=True)] if "start" in p else p["w"]

    def proximal(value):
        def objective(x):
            return 0.5 * (x - value) ** 2 + t * abs(x)

        sides = [(0.0, 20.0), (-20.0, 0.0)]
        options = {"xatol": 1e-11, "maxiter": 2_000}
        found = [minimize_scalar(objective, bounds=s, method="bounded", options=options).x for s in sides]
        return min([0.0, *found], key=objective)

    new = [proximal(value) for value in w]
    return {"t": t, "w": w, "new": np.round(new, 6)}


ORACLES = {
    "l1_sgd_step": ("central differences, and the loop of single steps", l1_sgd_step),
    "l1_soft_threshold": ("scipy minimising the proximal problem", l1_soft_threshold),
}
