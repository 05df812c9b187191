"""Oracles of convolutions by hand and of their parameter counts: scipy, and arrays that are built."""

from __future__ import annotations

import numpy as np
from scipy.signal import correlate2d


def conv2d_forward(variant):
    p = variant.params
    padded = np.pad(p["x"], p.get("p", 0))
    s = p.get("s", 1)
    return {"y": correlate2d(padded, p["w"], mode="valid")[::s, ::s] + p.get("b", 0)}


def conv2d_channels(variant):
    p = variant.params
    y = sum(correlate2d(p[f"x{c}"], p[f"w{c}"], mode="valid") for c in (0, 1)) + p.get("b", 0)
    return {"y": y, "pooled": np.where(y > 0, y, 0).sum() / y.size}


def depthwise_conv2d_forward(variant):
    """The two steps folded into one ordinary convolution for each output channel."""
    p = variant.params
    x, w = (np.array([p[name + "0"], p[name + "1"]]) for name in "xw")

    def output(weights):
        kernels = np.asarray(weights)[:, None, None] * w
        return sum(correlate2d(one, kernel, mode="valid") for one, kernel in zip(x, kernels, strict=True))

    found = {"d0": output([1, 0]), "d1": output([0, 1])}
    if variant.level == 2:
        found["y"] = output(p["mix"])
    if variant.level == 3:
        found |= {"y0": output(p["mix"][0]), "y1": output(p["mix"][1])}
    return found


def layer(c_in, c_out, k_h, k_w, groups=1):
    """Weights and biases of a layer as PyTorch lays them out."""
    return np.zeros((c_out, c_in // groups, k_h, k_w)), np.zeros(c_out)


def conv_param_count(variant):
    p = variant.params
    w, b = layer(p["c_in"], p["c_out"], p.get("k_h", p.get("k")), p.get("k_w", p.get("k")))
    gamma, beta = np.ones_like(b), np.zeros_like(b)
    return {"weights": w.size, "total": w.size + b.size, "both": sum(a.size for a in (w, b, gamma, beta))}


def connections(c_in, c_out, k, groups):
    """`[output channel, input channel, row, column]`: whether a weight stands there."""
    linked = np.zeros((c_out, c_in, k, k), dtype=bool)
    for o in range(c_out):
        for i in range(c_in):
            linked[o, i] = o // (c_out // groups) == i // (c_in // groups)
    return linked


def grouped_conv_params(variant):
    p = variant.params
    g = p.get("g", p["c_in"])
    c_out = p.get("c_out", p["c_in"] * p.get("multiplier", 1))
    weights = int(connections(p["c_in"], c_out, p["k"], g).sum())
    return {"c_out": c_out, "weights": weights, "total": weights + c_out}


def conv_fan_in(variant):
    p = variant.params
    linked = connections(p["c_in"], p["c_out"], p["k"], p.get("g", 1))
    fan_in, fan_out = int(linked[0].sum()), int(linked[:, 0].sum())
    # variance that keeps the mean square of ReLU outputs: fan_in * var * 1/2 = 1
    return {"fan_in": fan_in, "fan_out": fan_out, "std": np.exp(-np.log(fan_in / 2) / 2)}


def depthwise_separable_params(variant):
    p = variant.params
    c_in, c_out, k = p["c_in"], p["c_out"], p["k"]
    depthwise, pointwise = int(connections(c_in, c_in, k, c_in).sum()), layer(c_in, c_out, 1, 1)[0].size
    standard = layer(c_in, c_out, k, k)[0].size
    positions = np.zeros((p.get("h", 1), p.get("w", 1))).size
    return {
        "depthwise": depthwise,
        "pointwise": pointwise,
        "separable": depthwise + pointwise,
        "standard": standard,
        "ratio": 1 / c_out + 1 / k**2,
        "macs": (depthwise * positions + pointwise * positions) / 1e6,
        "saving": 1 / (1 / c_out + 1 / k**2),
    }


ORACLES = {
    "conv2d_forward": ("scipy.signal.correlate2d", conv2d_forward),
    "conv2d_channels": ("scipy.signal.correlate2d for each channel", conv2d_channels),
    "depthwise_conv2d_forward": ("one folded convolution by scipy", depthwise_conv2d_forward),
    "conv_param_count": ("arrays of weights and biases that are built", conv_param_count),
    "grouped_conv_params": ("the links between channels, enumerated", grouped_conv_params),
    "conv_fan_in": ("the links between channels, enumerated", conv_fan_in),
    "depthwise_separable_params": ("arrays that are built, and 1/c_out + 1/k²", depthwise_separable_params),
}
