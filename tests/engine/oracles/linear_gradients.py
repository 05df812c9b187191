"""Oracles of linear gradients: complex steps through the forward pass of a linear loss."""

from __future__ import annotations

import numpy as np

STEP = 1e-30


def derivative(loss, at):
    """Gradient of an analytic function by complex steps, cell by cell."""
    at = np.asarray(at, dtype=complex)
    result = np.zeros(at.shape)
    for cell in np.ndindex(at.shape):
        moved = at.copy()
        moved[cell] += 1j * STEP
        result[cell] = loss(moved).imag / STEP
    return result


def backward(variant):
    p = variant.params
    x, w, g = (np.atleast_2d(p[name]) for name in ("x", "w", "g"))
    dw = derivative(lambda c: (g * (x @ c)).sum(), w)
    dx = derivative(lambda c: (g * (c @ w)).sum(), x)
    lr = p.get("lr", 0.1)
    late = derivative(lambda c: (g * (c @ (w - lr * dw))).sum(), x)
    return {
        "dw": dw,
        "dW": dw,
        "dx": dx[0],
        "dX": dx,
        "db": derivative(lambda c: (g * (x @ w + c)).sum(), np.zeros(2)),
        "W_new": w - lr * dw,
        "error": late - dx,
    }


def signs(variant):
    p = variant.params
    each = [
        derivative(lambda c, x=x, delta=delta: delta * (c * np.array(x)).sum(), np.zeros(3))
        for x, delta in zip(p["x"], p["delta"], strict=True)
    ]
    total = [sum(column) for column in zip(*each, strict=True)]
    words = {(True,): "all positive", (False,): "all negative"}
    return {"each": each, "dw": total, "signs": words.get(tuple({v > 0 for v in total}), "of both signs")}


ORACLES = {
    "linear_backward": ("complex steps through X·W + b", backward),
    "gradient_sign_shared": ("complex steps through the unit, one example at a time", signs),
}
