"""Oracles of weight sizes: singular values, and the nearest point within the cap."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize


def weight_rms(variant):
    """The squared singular values of a matrix add up to its squared entries."""
    p = variant.params
    if variant.level == 3:
        rows, columns = p["size"]
        filled = np.full((rows, columns), p["frobenius"] / np.sqrt(rows * columns))
        assert np.isclose(np.linalg.norm(filled), p["frobenius"])
        return {"rms": filled[0, 0], "target": np.linalg.norm(np.full((rows, columns), p["wanted"]))}
    values = np.linalg.svd(np.array(p["W"]), compute_uv=False)
    size = np.array(p["W"]).size
    return {"frobenius": np.hypot.reduce(values), "rms": (np.dot(values, values) / size) ** 0.5}


def max_norm_projection(variant):
    """Project by optimisation: the nearest point whose norm is at most the cap."""
    p = variant.params
    if "w" in p:
        moved = np.array([a - p["lr"] * b for a, b in zip(p["w"], p["g"], strict=True)])
    else:
        moved = np.array(p["moved"])

    def nearest(row):
        inside = {"type": "ineq", "fun": lambda x: p["cap"] ** 2 - x @ x, "jac": lambda x: -2 * x}
        found = minimize(
            lambda x: ((x - row) ** 2).sum(),
            row * 0.4,
            jac=lambda x: 2 * (x - row),
            constraints=[inside],
            method="SLSQP",
            options={"ftol": 1e-15, "maxiter": 500},
        )
        return found.x

    projected = np.array([nearest(row) for row in np.atleast_2d(moved)])
    return {"norm": np.hypot.reduce(np.ravel(moved)), "new": projected[0], "capped": projected}


ORACLES = {
    "weight_rms": ("singular values", weight_rms),
    "max_norm_projection": ("scipy's projection onto the ball", max_norm_projection),
}
