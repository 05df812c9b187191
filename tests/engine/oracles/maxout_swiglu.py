"""Oracles of SwiGLU and maxout: scalar loops over cells, scipy's sigmoid, central differences."""

from __future__ import annotations

import numpy as np
import scipy.special

STEP = 1e-6


def product(x, matrix):
    return [sum(x[i] * matrix[i][j] for i in range(len(x))) for j in range(len(matrix[0]))]


def swiglu(variant):
    p = variant.params
    a = p.get("a") or product(p["x"], p["w"])
    b = p.get("b") or product(p["x"], p["v"])
    h = [u * scipy.special.expit(u) * v for u, v in zip(a, b, strict=True)]
    return {"a": a, "b": b, "h": h, "y": product(h, p.get("w2", [[1, 1], [1, 1]]))}


def maxout(variant):
    p = variant.params
    w, x, b = np.asarray(p["w"]), np.asarray(p["x"]), p["b"]

    def pieces(weights, inputs):
        return [sum(a * c for a, c in zip(weights[j], inputs, strict=True)) + b[j] for j in range(len(b))]

    def change(of, at, function):
        bump = np.zeros_like(of)
        bump[at] = STEP
        slope = (max(function(of + bump)) - max(function(of - bump))) / (2 * STEP)
        return round(p.get("g", 1.0) * slope, 7)

    values = pieces(w, x)
    return {
        "y": max(values),
        "winner": values.index(max(values)),
        "dw": [[change(w, (j, i), lambda c: pieces(c, x)) for i in range(2)] for j in range(len(w))],
        "dx": [change(x, i, lambda c: pieces(w, c)) for i in range(2)],
    }


ORACLES = {
    "swiglu": ("products cell by cell and scipy.special.expit", swiglu),
    "maxout": ("a loop over the pieces and central differences of its largest", maxout),
}
