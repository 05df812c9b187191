"""Oracles of learning-rate limits: iterating until descent diverges, norms by scipy."""

from __future__ import annotations

import numpy as np
import scipy.linalg
from scipy.optimize import brentq, minimize_scalar


def max_stable_lr(variant):
    """Where the contraction of many steps turns into growth, and where it is strongest."""
    p = variant.params
    if variant.level == 1:
        hessian = np.array([[float(p["curvature"])]])
    elif variant.level == 2:
        hessian = np.diag([2 * c for c in p["coefficients"]])
    else:
        hessian = np.array(p["H"])

    def growth(lr):
        """Logarithm of the growth of one step, from 2 to the power of 30 steps."""
        step = np.eye(len(hessian)) - lr * hessian
        total = 0.0
        for _ in range(30):
            step = step @ step
            size = np.linalg.norm(step)
            step, total = step / size, 2 * total + np.log(size)
        return total / 2**30

    bound = brentq(growth, 1.1 / np.trace(hessian), 50, xtol=1e-13)
    found = {"bound": bound, "curvature": 2 / bound}
    if variant.level == 2:
        a, b = p["coefficients"]
        slopes = [((1 + 1j * 1e-30) ** 2 * c).imag / 1e-30 for c in (a, b)]
        found["factors"] = [1 - p["lr"] * slope for slope in slopes]
    if variant.level == 3:
        slowest = minimize_scalar(
            lambda lr: np.abs(np.linalg.eigvals(np.eye(2) - lr * hessian)).max(),
            bounds=(0, bound),
            method="bounded",
            options={"xatol": 1e-12},
        )
        found["best"] = slowest.x
    return found


def update_to_weight_ratio(variant):
    p = variant.params
    w, before = np.array(p["w"]), scipy.linalg.norm(p["w"])
    after = w - p["lr"] * np.array(p["g"])
    ratio = scipy.linalg.norm(after - w) / before
    found = {"ratio": ratio}
    exponent = np.log10(ratio / 0.001)
    found["verdict"] = (
        "keep it" if abs(exponent) < np.log10(3.2) else "lower it" if exponent > 0 else "raise it"
    )
    if "wanted" in p:
        found["better"] = brentq(
            lambda lr: scipy.linalg.norm(lr * np.array(p["g"])) / before - p["wanted"], 0, 100, xtol=1e-15
        )
    return found


ORACLES = {
    "max_stable_lr": ("root of the growth rate over a billion steps", max_stable_lr),
    "update_to_weight_ratio": ("scipy's norms of the weights before and after", update_to_weight_ratio),
}
