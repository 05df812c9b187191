"""Oracles of sums of ReLUs and dead units: numeric slopes on a grid, loops over examples and units."""

from __future__ import annotations

import itertools

import numpy as np


def pieces(variant):
    p = variant.params

    def f(x):
        return p.get("c", 0) + sum(
            v * max(0.0, w * x + b) for w, b, v in zip(p["w"], p["b"], p["v"], strict=True)
        )

    def steepness(x):
        return round((f(x + 1e-5) - f(x - 1e-5)) / 2e-5, 6)

    # f is linear except at its kinks, so the second difference on a fine grid finds them
    grid = np.arange(-40, 41) / 8
    bends = [x for x in grid if abs(f(x + 0.125) - 2 * f(x) + f(x - 0.125)) > 1e-9]
    expected = {"kinks": bends}
    if "x" in p:
        return {**expected, "value": f(p["x"]), "slope": steepness(p["x"])}
    middles = [bends[0] - 1, *((a + b) / 2 for a, b in itertools.pairwise(bends)), bends[-1] + 1]
    return {**expected, "slopes": [steepness(x) for x in middles]}


def dead(variant):
    p = variant.params
    if variant.level == 3:
        w = [a - p["lr"] * b for a, b in zip(p["w_old"], p["dw"], strict=True)]
        rows, biases = [w], [p["b_old"] - p["lr"] * p["db"]]
    elif variant.level == 1:
        rows, biases = [p["w"]], [p["b"]]
    else:
        rows, biases = p["w"], p["b"]
    sums = [
        [sum(a * c for a, c in zip(w, x, strict=True)) + b for x in p["x"]]
        for w, b in zip(rows, biases, strict=True)
    ]
    silent = [j for j, unit in enumerate(sums) if max(unit) <= 0]
    return {
        "z": sums[0],
        "active": sum(z > 0 for z in sums[0]),
        "dead": silent,
        "verdict": "it is dead on these data" if silent == [0] else "it is not dead on these data",
    }


ORACLES = {
    "relu_piecewise_linear": ("second differences and slopes of f on a grid", pieces),
    "dead_relu_check": ("the largest pre-activation of each unit, in loops", dead),
}
