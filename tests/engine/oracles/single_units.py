"""Oracles of single units: complex steps through their losses, scikit-learn's log loss."""

from __future__ import annotations

import numpy as np
import scipy.special
from sklearn.metrics import log_loss

STEP = 1e-30


def derivative(loss, at):
    """Gradient of an analytic function by complex steps, cell by cell."""
    at = np.asarray(at, dtype=complex)
    result = np.zeros(at.shape)
    for cell in np.ndindex(at.shape):
        moved = at.copy()
        moved[cell] += 1j * STEP
        result[cell] = np.imag(loss(moved)) / STEP
    return result


def delta_rule(variant):
    p = variant.params

    def update(w, x, target):
        return -p["lr"] * derivative(lambda c: 0.5 * ((c * np.array(x)).sum() - target) ** 2, w)

    def output(w, x):
        return sum(a * b for a, b in zip(w, x, strict=True))

    w = np.array(p["w"])
    change = update(w, p["x"], p["target"])
    x2, target2 = p.get("x2", p["x"]), p.get("target2", 0.0)
    return {
        "y": output(w, p["x"]),
        "error": output(w, p["x"]) - p["target"],
        "update": change,
        "w_new": w + change,
        "y2": output(w + change, x2),
        "w_last": w + change + update(w + change, x2, target2),
    }


def neuron(variant):
    p = variant.params
    rows, labels = np.atleast_2d(p["x"]), np.atleast_1d(p["y"])
    w, b = np.array(p["w"]), p["b"]

    def loss(weights, bias, by_example=False):
        z = rows @ weights + bias
        each = np.log(1 + np.exp(z)) - labels * z  # the same loss, written with logits
        return each if by_example else each.mean()

    z = rows @ w + b
    probabilities = scipy.special.expit(z)
    dw = derivative(lambda c: loss(c, b), w)
    return {
        "z": z[0],
        "p": probabilities[0],
        "loss": log_loss(labels, np.column_stack([1 - probabilities, probabilities]), labels=[0, 1]),
        "dz": [derivative(lambda c, i=i: loss(w, c, True)[i], b) for i in range(len(labels))],
        "dw": dw,
        "db": derivative(lambda c: loss(w, c), b),
        "w_new": w - p.get("lr", 0) * dw,
    }


ORACLES = {
    "delta_rule_step": ("complex steps through half the squared error", delta_rule),
    "logistic_neuron": ("complex steps through the loss of logits, and scikit-learn's log loss", neuron),
}
