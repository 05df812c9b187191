"""Oracles of gradient descent: derivatives by complex steps."""

from __future__ import annotations

import numpy as np


def derivative(function, at):
    """Gradient of an analytic function by complex steps."""
    at = np.asarray(at, dtype=complex)
    step = 1e-30
    directions = np.eye(at.size).reshape(at.size, *at.shape)
    flat = [function(at + 1j * step * direction).imag / step for direction in directions]
    return np.array(flat).reshape(at.shape)


def gradient_descent_step(variant):
    p = variant.params
    if variant.level == 1:
        return {"new": [w - p["lr"] * g for w, g in zip(p["w"], p["g"], strict=True)]}

    def loss(w):
        return p["a"] * w[0] ** 2 + p["b"] * w[0] * w[1] + p["c"] * w[1] ** 2

    start = np.array(p["w"])
    first = start - p["lr"] * derivative(loss, start)
    return {
        "g": derivative(loss, start),
        "new": first,
        "final": first - p["lr"] * derivative(loss, first),
    }


def minibatch(variant):
    """Differentiate the loss of the whole batch at once; given gradients are those of linear losses."""
    p = variant.params
    w = np.atleast_1d(np.array(p["w"], dtype=float))

    def loss(weights):
        if variant.level == 3:
            x, y = np.array(p["x"]), np.array(p["y"])
            return (0.5 * (weights[0] * x + weights[1] - y) ** 2).mean()
        rows = np.array(p["gradients"]).reshape(len(p["gradients"]), -1)
        return np.mean([row @ weights for row in rows])

    gradient = derivative(loss, w)
    new = w - p["lr"] * gradient
    return {"mean": gradient[0], "new": new[0], "mean_gradient": gradient, "weights": new}


ORACLES = {
    "gradient_descent_step": ("complex-step derivatives of the loss", gradient_descent_step),
    "minibatch_average_gradient": ("complex-step derivative of the averaged loss", minibatch),
}
