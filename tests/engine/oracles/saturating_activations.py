"""Oracles of sigmoid and tanh: scipy's functions, and slopes by a complex step."""

from __future__ import annotations

import numpy as np
import scipy.special

STEP = 1e-30


def slope(function, z):
    """Derivative of an analytic function by a complex step, cell by cell."""
    return np.imag(function(np.asarray(z, dtype=complex) + 1j * STEP)) / STEP


def sigmoid(variant):
    p = variant.params
    z = np.asarray(p["z"], dtype=float)
    value, d = scipy.special.expit(z), slope(lambda c: 1 / (1 + np.exp(-c)), z)
    return {"s": value, "value": value, "slope": d, "dz": np.asarray(p.get("g", 1.0)) * d}


def tanh(variant):
    p = variant.params
    if "x" not in p:
        z = p["z"]
        value = np.sinh(z) / np.cosh(z)
        return {
            "inner": scipy.special.expit(2 * z),
            "from_sigmoid": value,
            "value": value,
            "slope": slope(np.tanh, z),
        }
    x, w = np.asarray(p["x"], dtype=complex), np.asarray(p["w"], dtype=complex)
    eye = np.eye(2) * 1j * STEP

    def loss(weights, inputs):
        return p["g"] * np.tanh((weights * inputs).sum() + p["b"])

    return {
        "value": loss(w, x).real / p["g"],
        "dw": [loss(w + bump, x).imag / STEP for bump in eye],
        "dx": [loss(w, x + bump).imag / STEP for bump in eye],
    }


ORACLES = {
    "sigmoid": ("scipy.special.expit and complex steps", sigmoid),
    "tanh": ("sinh over cosh, scipy.special.expit, and complex steps", tanh),
}
