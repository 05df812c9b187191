"""Oracles of smooth decay: integrating the differential equations that the schedules solve."""

from __future__ import annotations

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq


def integrate(slope, t):
    """The solution of y' = slope(y) with y(0) = 1, at t."""
    return solve_ivp(lambda _, y: slope(y), (0, t), [1.0], method="DOP853", rtol=1e-12, atol=1e-14).y[0, -1]


def exponential(variant):
    """Exponential decay solves y' = −k·y."""
    p = variant.params
    k = p.get("k")
    if k is None:
        k = brentq(lambda c: integrate(lambda y: -c * y, p["horizon"]) - 1 / p["ratio"], 1e-4, 1, xtol=1e-14)
    return {
        "k": k,
        "gamma": integrate(lambda y: -k * y, 1),
        "rate": p["lr"] * integrate(lambda y: -k * y, p["t"]),
    }


def inverse_time(variant):
    """Decay with the inverse of time solves y' = −k·y²."""
    p = variant.params
    k = p.get("k")
    if k is None:
        k = brentq(
            lambda c: integrate(lambda y: -c * y**2, p["horizon"]) - 1 / p["ratio"], 1e-4, 2, xtol=1e-14
        )
    found = {"k": k, "rate": p["lr"] * integrate(lambda y: -k * y**2, p["t"])}
    if variant.level == 2:
        found["tenth"] = brentq(lambda t: integrate(lambda y: -k * y**2, t) - 0.1, 1, 1000, xtol=1e-10)
    assert np.isfinite(found["rate"])
    return found


ORACLES = {
    "lr_exponential_decay": ("scipy integrating y' = −k·y", exponential),
    "lr_inverse_time_decay": ("scipy integrating y' = −k·y²", inverse_time),
}
