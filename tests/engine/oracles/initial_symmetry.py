"""Oracles of first gradients: complex steps through the network, with the step taken in between."""

from __future__ import annotations

import numpy as np

STEP = 1e-30


def activated(z, kind):
    if kind == "ReLU":
        return np.where(np.real(z) > 0, z, 0)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)) if kind == "tanh" else 1 / (1 + np.exp(-z))


def derivative(loss, at):
    """Gradient of a function by complex steps, cell by cell."""
    at = np.asarray(at, dtype=complex)
    result = np.zeros(at.shape)
    for cell in np.ndindex(at.shape):
        moved = at.copy()
        moved[cell] += 1j * STEP
        result[cell] = np.imag(loss(moved)) / STEP
    return result


def zero(variant):
    p = variant.params
    x, kind = np.array(p["x"]), p.get("activation", "ReLU")
    w1, w2 = np.array(p.get("w1", np.zeros((2, 2)))), np.zeros(2)

    def loss(first=w1, second=w2, bias=0.0):
        return 0.5 * (activated(first @ x, kind) @ second + bias - p["target"]) ** 2

    dw2 = derivative(lambda c: loss(second=c), w2)
    moved = w2 - p.get("lr", 0.1) * dw2
    return {
        "dw2": dw2,
        "db": derivative(lambda c: loss(bias=c), 0.0),
        "dw1": derivative(lambda c: loss(first=c), w1),
        "w2_new": moved,
        "dw1_next": derivative(lambda c: loss(first=c, second=moved), w1),
    }


def constant(variant):
    p = variant.params
    x, units = np.array(p["x"]), p["units"]
    w1, w2 = np.full((units, 2), p["c"]), np.full(units, p["c"])

    def output(first, second):
        return activated(first @ x, "ReLU") @ second

    def loss(first, second):
        return 0.5 * (output(first, second) - p["target"]) ** 2

    dw1 = derivative(lambda c: loss(c, w2), w1)
    moved = w1 - p.get("lr", 0.1) * dw1
    return {
        "y": output(w1, w2),
        "dw2": derivative(lambda c: loss(w1, c), w2),
        "dw1": dw1,
        "w1_new": moved,
        "different": len({tuple(np.round(row, 12)) for row in moved}),
    }


ORACLES = {
    "zero_init_gradients": ("complex steps through the network before and after the step", zero),
    "constant_init_symmetry": ("complex steps through the network", constant),
}
