"""Oracles of gradient flow: repeated multiplication layer by layer, and norms of vectors of that length."""

from __future__ import annotations

import numpy as np
import scipy.linalg


def product(variant):
    p = variant.params
    factor = p["factor"] if "factor" in p else p["weight"] * p["slope"]
    if "share" not in p:
        size = 1.0
        for _ in range(p["depth"]):
            size *= factor
        word = "exploding" if size > 1 else "vanishing"
        return {"factor": factor, "product": size, "verdict": f"{word} gradients"}
    size, layers = 1.0, 0
    while (size > p["share"]) if factor < 1 else (size < p["share"]):
        size, layers = size * factor, layers + 1
    return {"layers": layers, "left": size}


def ratios(variant):
    p = variant.params
    rng = np.random.default_rng(variant.seed)
    found = []
    for g, w in zip(p["gradients"], p["weights"], strict=True):
        gradient, weights = rng.normal(size=50), rng.normal(size=50)
        gradient *= g / scipy.linalg.norm(gradient)
        weights *= w / scipy.linalg.norm(weights)
        moved = weights - p["lr"] * gradient
        found.append(scipy.linalg.norm(moved - weights) / scipy.linalg.norm(weights))
    assert sorted(found)[0] < sorted(found)[1] / 10
    return {"ratios": found, "layer": found.index(min(found)) + 1}


ORACLES = {
    "gradient_product_depth": ("multiplication layer by layer", product),
    "layer_gradient_ratio": ("steps of random vectors with these norms", ratios),
}
