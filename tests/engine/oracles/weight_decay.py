"""Oracles of weight decay: complex-step gradients, and the loop of single steps."""

from __future__ import annotations

import numpy as np


def descend(w, g, lr, penalty):
    """One step on the linear loss g·w plus a penalty, with a complex-step gradient."""
    slopes = [
        (np.dot(g, w + 1e-30j * row) + penalty(w + 1e-30j * row)).imag / 1e-30 for row in np.eye(len(w))
    ]
    return np.array(slopes), w - lr * np.array(slopes)


def l2_sgd_step(variant):
    p = variant.params
    half = 1.0 if variant.level == 3 else 0.5
    w, g = np.array(p["w"]), np.array(p["g"])
    slope, new = descend(w, g, p["lr"], lambda weights: half * p["decay"] * (weights**2).sum())
    _, alone = descend(w, 0 * g, p["lr"], lambda weights: half * p["decay"] * (weights**2).sum())
    return {"slope": slope, "new": new, "after": new, "factor": (alone / w)[0]}


def weight_decay_shrink(variant):
    p = variant.params

    def after(w, lr, steps):
        for _ in range(steps):
            w = w - lr * p["decay"] * w
        return w

    found = {"left": after(p["w"], p["lr"], p["k"])}
    if variant.level == 2:
        steps, w = 0, 1.0
        while w > 0.5:
            steps, w = steps + 1, after(w, p["lr"], 1)
        found["half"] = steps
    if variant.level == 3:
        found["end"] = after(found["left"], p["low"], p["later"])
    return found


ORACLES = {
    "l2_sgd_step": ("complex-step gradient of loss and penalty", l2_sgd_step),
    "weight_decay_shrink": ("the loop of single steps", weight_decay_shrink),
}
