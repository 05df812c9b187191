"""Oracles of signal spread: enumerated signs of weights, and scipy's distributions."""

from __future__ import annotations

import itertools

import numpy as np
from scipy import integrate, stats


def output(variant):
    p = variant.params
    if variant.level == 1:
        # weights of ±σ have mean 0 and deviation σ: enumerate all of them
        signs = itertools.product([-1, 1], repeat=len(p["x"]))
        sums = [sum(s * p["sigma"] * x for s, x in zip(each, p["x"], strict=True)) for each in signs]
        return {"projected": np.std(sums)}
    if variant.level == 2:
        square = stats.norm(p["mean"], p["deviation"]).moment(2)
        one = stats.norm(0, p["sigma"]).moment(2) * square  # of a product of independent factors
        return {"mean_square": square, "variance": one * p["n"], "std": (one * p["n"]) ** 0.5}
    before = stats.norm(0, p["before"])
    square = integrate.quad(lambda z: z**2 * before.pdf(z), 0, 12 * p["before"])[0]
    weight = stats.uniform(-p["reach"], 2 * p["reach"]).var()
    return {"behind_relu": square, "of_weights": weight, "output": (p["n"] * weight * square) ** 0.5}


ORACLES = {"linear_output_variance": ("enumerated weights, and moments of scipy's distributions", output)}
