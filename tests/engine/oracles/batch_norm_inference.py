"""Oracles of batch normalization at test time: ONNX, the weights of a sum, high precision."""

from __future__ import annotations

import importlib.util
from decimal import Decimal, getcontext
from pathlib import Path

import numpy as np

spec = importlib.util.spec_from_file_location("oracle_onnx", Path(__file__).with_name("first.py"))
first = importlib.util.module_from_spec(spec)
spec.loader.exec_module(first)


def batch_norm_eval(variant):
    p = variant.params
    one = np.ones(1)

    def layer(x, gamma=p["gamma"], beta=p["beta"]):
        inputs = {
            "x": np.atleast_1d(np.asarray(x, dtype=float))[:, None],
            "s": gamma * one,
            "b": beta * one,
            "m": p["running_mean"] * one,
            "v": p["running_var"] * one,
        }
        return first.run_node(
            "BatchNormalization", inputs, epsilon=p.get("eps", 1e-12), training_mode=0, opset=15
        )[0][:, 0]

    y = layer(p["x"])
    found = {"out": y[0], "y": y, "offset": layer(0.0)[0], "factor": layer(1.0)[0] - layer(0.0)[0]}
    if "dy" in p:  # the map is affine, so that differences of 1 are exact
        dy = np.array(p["dy"])
        found["dx"] = dy * (layer(np.array(p["x"]) + 1) - y)
        found["d_gamma"] = np.dot(dy, layer(p["x"], gamma=p["gamma"] + 1) - y)
    return found


def running_stats(variant):
    """ONNX's training mode (whose momentum weighs the old value), and the geometric weights of a sum."""
    p = variant.params
    if variant.level == 3:
        keep, values = p["keep"], [p["start"], *p["variances"]]
        n = len(values) - 1
        weights = [keep**n, *[(1 - keep) * keep ** (n - k) for k in range(1, n + 1)]]
        assert np.isclose(sum(weights), 1)
        return {"after": np.dot(weights, values), "left": 1 - sum(weights[1:])}
    x = np.atleast_1d(np.asarray(p.get("x", p.get("mean")), dtype=float))[:, None]
    n = len(x)
    inputs = {
        "x": x,
        "s": np.ones(1),
        "b": np.zeros(1),
        "m": np.array([float(p["running_mean"])]),
        "v": np.array([float(p.get("running_var", 1.0))]),
    }
    _, mean, variance = first.run_node(
        "BatchNormalization", inputs, 3, momentum=1 - p["momentum"], training_mode=1, opset=15
    )
    biased = (variance[0] - (1 - p["momentum"]) * inputs["v"][0]) / p["momentum"]
    unbiased = biased * n / max(n - 1, 1)
    return {
        "new_mean": mean[0],
        "new_var": (1 - p["momentum"]) * inputs["v"][0] + p["momentum"] * unbiased,
    }


def eps_placement(variant):
    """The same in decimal arithmetic, and the limit of a vanishing variance."""
    getcontext().prec = 40
    p = {key: Decimal(str(value)) for key, value in variant.params.items()}
    variance = p["variance"] if "variance" in p else p["deviation"] * p["deviation"]
    gain = 1 / (variance + p["eps"]).sqrt()
    found = {"inside": gain, "most": 1 / (Decimal("1e-30") + p["eps"]).sqrt()}
    if "difference" in p:
        found["x_hat"] = p["difference"] * gain
    else:
        found["outside"] = 1 / (p["deviation"] + p["eps"])
        # two values, σ above and below their mean, have that standard deviation
        high, low = gain * p["deviation"], -gain * p["deviation"]
        found["spread"] = (high - low) / 2
    return {key: float(value) for key, value in found.items()}


ORACLES = {
    "batch_norm_eval": ("ONNX BatchNormalization in evaluation mode, and its differences", batch_norm_eval),
    "batch_norm_running_stats": ("ONNX BatchNormalization in training mode; weights of a sum", running_stats),
    "norm_eps_placement": ("decimal arithmetic with 40 digits", eps_placement),
}
