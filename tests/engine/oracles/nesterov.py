"""Oracle of Nesterov momentum: complex-step gradients at the look-ahead point."""

from __future__ import annotations

import numpy as np


def nesterov_step(variant):
    p = variant.params
    a, w, v = (np.atleast_1d(np.array(p[name], dtype=float)) for name in ("a", "w", "v"))

    def loss_after_coasting(shift):
        """The loss as a function of a shift of the weights, after the velocity alone has acted."""
        return (0.5 * a * (w + p["mu"] * v + shift) ** 2).sum()

    step = 1e-30j
    g = np.array([loss_after_coasting(step * row).imag / 1e-30 for row in np.eye(len(w))])
    found = {"ahead": (g / a)[0], "g": g[0]}
    if variant.level > 1:
        coasted = w + p["mu"] * v
        new = coasted - p["lr"] * g  # the same step written as coasting, then descending
        found |= {"velocity": (new - w)[0], "new": new[0], "velocities": new - w, "weights": new}
    return found


ORACLES = {"nesterov_step": ("complex-step gradient, coasting and then descending", nesterov_step)}
