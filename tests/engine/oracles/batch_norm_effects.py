"""Oracles of batch norm's effects: scipy's z-scores, complex steps, a scale-invariant loss, scipy's "
"normal."""

from __future__ import annotations

import numpy as np
import scipy.stats


def invariance(variant):
    p = variant.params
    if variant.level < 3:
        values = np.array([p.get("a", 1) * x + p["b"] for x in p["x"]], dtype=float)
        return {
            "mean": scipy.stats.tmean(values),
            "deviation": np.sqrt(scipy.stats.moment(values, 2)),
            "x_hat": scipy.stats.zscore(values),
        }
    w, g, a = np.array(p["w"]), np.array(p["g"]), p["a"]
    pull = g * np.sqrt(w @ w)

    def loss(weights):  # depends on the direction alone; its gradient at w is g, as g is perpendicular to w
        return (pull @ weights) / np.sqrt(weights @ weights)

    def gradient(at):
        return np.array([loss(at + 1e-30j * row).imag / 1e-30 for row in np.eye(2)])

    np.testing.assert_allclose(gradient(w), g, atol=1e-12)
    moved = p["rate"] * gradient(a * w)
    return {"gradient": gradient(a * w), "relative": np.linalg.norm(moved) / np.linalg.norm(a * w)}


def coupling(variant):
    p = variant.params
    x = np.array(p["x"]) if "x" in p else np.array(p["x_hat"]) * p["deviation"]

    def normalised(values):
        centred = values - values.sum() / len(values)
        return centred / np.sqrt((centred**2).sum() / len(values))

    column = normalised(x + 1e-30j * np.eye(4)[p["j"] - 1]).imag / 1e-30
    found = {"column": column}
    if "i" in p:
        found["cross"] = column[p["i"] - 1]
        found["own"] = normalised(x + 1e-30j * np.eye(4)[p["i"] - 1]).imag[p["i"] - 1] / 1e-30
    return found


def zeros(variant):
    p = variant.params
    if variant.level == 3:
        tabled = round(scipy.stats.norm.isf(p["share"]), 1)  # the table goes in tenths
        assert abs(scipy.stats.norm.sf(tabled) - p["share"]) < 6e-5
        return {"shift": tabled * p["gamma"]}
    share = scipy.stats.norm(loc=p["beta"], scale=p.get("gamma", 1)).cdf(0)
    return {"zeros": share, "count": share * p.get("n", 1)}


ORACLES = {
    "bn_scale_invariance": ("scipy's z-scores; complex steps through a loss of the direction", invariance),
    "batch_norm_sample_coupling": ("complex-step derivatives of normalising", coupling),
    "bn_relu_zero_fraction": ("scipy's normal distribution", zeros),
}
