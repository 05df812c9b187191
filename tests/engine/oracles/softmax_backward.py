"""Oracle of the backward pass of softmax: complex steps, at logits that are the logarithms of p."""

from __future__ import annotations

import numpy as np
import scipy.special

STEP = 1e-30


def carried(z, g, scale=1.0):
    """Gradient of g·softmax(z·scale) by z, by complex steps."""

    def loss(c):
        exps = np.exp(c * scale)
        return (np.array(g) * exps / exps.sum()).sum()

    return [np.imag(loss(np.asarray(z) + 1j * STEP * unit)) / STEP for unit in np.eye(len(z))]


def softmax(variant):
    params = variant.params
    if variant.level == 3:
        scale = 1 / params["d"] ** 0.5
        rows = list(zip(params["p"], params["g"], strict=True))
        return {
            "means": [np.average(g, weights=p) for p, g in rows],
            "dS": [carried(np.log(p) / scale, g, scale) for p, g in rows],
        }
    z = params["z"] if "z" in params else np.log(params["p"])
    p = scipy.special.softmax(z)
    return {"p": p, "mean": np.average(params["g"], weights=p), "dz": carried(z, params["g"])}


ORACLES = {"softmax_backward": ("complex steps through softmax, and numpy's weighted average", softmax)}
