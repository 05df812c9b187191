"""Oracle of penalties: scipy's norms, and complex-step gradients of the whole loss."""

from __future__ import annotations

import numpy as np
import scipy.linalg


def weight_penalty(variant):
    p = variant.params
    w = np.array(p["w"])
    found = {"second": p["l2"] / 2 * scipy.linalg.norm(w) ** 2}
    if "l1" in p:
        found["first"] = p["l1"] * scipy.linalg.norm(w, 1)
    if variant.level == 3:
        found["total"] = p["loss"] + found["first"] + found["second"]

        def loss(weights):
            magnitudes = np.where(np.real(weights) > 0, weights, -weights)
            return np.dot(p["g"], weights) + p["l1"] * magnitudes.sum() + p["l2"] / 2 * (weights**2).sum()

        found["gradient"] = [loss(w + 1e-30j * row).imag / 1e-30 for row in np.eye(len(w))]
    return found


ORACLES = {"weight_penalty": ("scipy's norms and complex-step derivatives", weight_penalty)}
