"""Oracles of backpropagation through networks: complex steps through their losses."""

from __future__ import annotations

import numpy as np

STEP = 1e-30


def rectified(z):
    """ReLU that lets the imaginary part of a complex step through where the real part is positive."""
    return np.where(np.real(z) > 0, z, 0)


def derivative(loss, at):
    """Gradient of a function by complex steps, cell by cell."""
    at = np.asarray(at, dtype=complex)
    result = np.zeros(at.shape)
    for cell in np.ndindex(at.shape):
        moved = at.copy()
        moved[cell] += 1j * STEP
        result[cell] = np.imag(loss(moved)) / STEP
    return result


def regression(variant):
    p = variant.params
    w2, target = np.array(p["w2"]), np.array(p["target"])

    def loss(h, weights):
        return (0.5 * (h @ weights - target) ** 2).mean()

    if variant.level == 1:
        h = np.array(p["h"])
        return {
            "y": float(np.einsum("i,i", h, w2)),
            "dw2": derivative(lambda c: loss(h, c), w2),
            "dh": derivative(lambda c: loss(c, w2), h),
        }
    x, w1, b1 = (np.array(p[name]) for name in ("x", "w1", "b1"))
    h = rectified(x @ w1 + b1)
    by_bias = derivative(lambda c: loss(rectified(x @ w1 + c), w2), b1)
    return {
        "y": h @ w2,
        "loss": loss(h, w2),
        "dw2": derivative(lambda c: loss(h, c), w2),
        "dz": by_bias,
        "db1": by_bias,
        "dw1": derivative(lambda c: loss(rectified(x @ c + b1), w2), w1),
    }


def classifier(variant):
    p = variant.params
    w2, label = np.array(p["w2"]), p["label"]

    def loss(h, weights=w2, offset=0.0):
        logits = h @ weights + offset
        return np.log(np.exp(logits).sum()) - logits[label]

    def probabilities(h):
        return derivative(lambda c: np.log(np.exp(c).sum()), h @ w2)

    if variant.level == 1:
        h = np.array(p["h"])
    else:
        x, w1, b1 = (np.array(p[name]) for name in ("x", "w1", "b1"))
        h = rectified(x @ w1 + b1)
    expected = {
        "p": probabilities(h),
        "delta": derivative(lambda c: loss(h, offset=c), np.zeros(w2.shape[1])),
        "dw2": derivative(lambda c: loss(h, c), w2),
    }
    if variant.level == 2:
        expected["dz"] = derivative(lambda c: loss(rectified(x @ w1 + c)), b1)
        expected["dw1"] = derivative(lambda c: loss(rectified(x @ c + b1)), w1)
    return expected


ORACLES = {
    "backprop_two_layer": ("complex steps through the network and its loss", regression),
    "backprop_classifier": ("complex steps through the network and log-sum-exp", classifier),
}
