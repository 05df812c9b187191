"""Oracles of momentum in the long run: iterating, and impulse responses."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter


def terminal_velocity(variant):
    p = variant.params
    velocities = lfilter([1.0], [1.0, -p["mu"]], np.full(3_000, p["g"]))
    found = {"limit": velocities[-1]}
    if variant.level == 2:
        found["velocity"] = velocities[p["k"] - 1]
    if variant.level == 3:
        found["move"] = -p["lr"] * velocities[-1]
        found["steps"] = 1 + int(np.argmax(velocities / velocities[-1] >= p["share"] - 1e-12))
    return found


def variance_factor(variant):
    """Independent noise has the variance times the energy of the impulse response."""
    p = variant.params
    impulse = np.zeros(3_000)
    impulse[0] = 1.0
    response = lfilter([1.0], [1.0, -p["mu"]], impulse)
    average = lfilter([1 - p["mu"]], [1.0, -p["mu"]], impulse)
    found = {
        "summed": p["variance"] * (response**2).sum(),
        "averaged": p["variance"] * (average**2).sum(),
    }
    if variant.level == 3:
        relative = np.sqrt(found["summed"]) / (p["mean"] * response.sum())
        single = np.sqrt(p["variance"]) / p["mean"]
        found |= {"relative": relative, "batches": (single / relative) ** 2}
    return found


ORACLES = {
    "momentum_terminal_velocity": ("scipy's recursive filter, 3,000 steps", terminal_velocity),
    "momentum_variance_factor": ("energy of the impulse response, 3,000 steps", variance_factor),
}
