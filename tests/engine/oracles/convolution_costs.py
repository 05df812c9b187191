"""Oracles of the cost of convolutions and small networks: multiplications and numbers, counted."""

from __future__ import annotations

import numpy as np
from scipy.signal import correlate2d


def layer(channels, h, w, c_out, k, stride=1, groups=1):
    """Output shape and multiplications of a convolution with padding (k − 1)/2: windows counted."""
    pad = (k - 1) // 2
    rows, columns = (len(range(-pad, n + pad - k + 1, stride)) for n in (h, w))
    weights_seen = np.zeros((channels // groups, k, k)).size
    return (c_out, rows, columns), np.zeros((c_out, rows, columns), dtype=np.int8).size * weights_seen


def conv_macs(variant):
    p = variant.params
    h, w = p.get("n_h", p.get("h")), p.get("n_w", p.get("w"))
    shape, macs = layer(p["c_in"], h, w, p["c_out"], p["k"], p.get("s", 1), p.get("g", 1))
    return {
        "macs": macs,
        "shape": list(shape),
        "mega": macs / 10**6,
        "flops": (macs + macs) / 10**6,
        "flops_all": (macs + macs + int(np.prod(shape))) / 10**6,
    }


def stride_channel_ops(variant):
    """Two layers of real sizes, counted and compared."""
    p = variant.params
    if variant.level == 3:
        depth, width, resolution = (round(100 * p[name]) for name in ("depth", "width", "resolution"))
        small = [layer(100, 100, 100, 100, 1)] * 100
        large = [layer(width, resolution, resolution, width, 1)] * depth
        weights = width * width * depth / (100 * 100 * 100)
        return {
            "macs_factor": sum(m for _, m in large) / sum(m for _, m in small),
            "weight_factor": weights,
            "activation_factor": sum(np.prod(s) for s, _ in large) / sum(np.prod(s) for s, _ in small),
        }
    a, m = p.get("a", 2), p.get("m", 2)
    k, c, side = p.get("k", 3), p["c"], p["side"]
    (old, before), (new, after) = (
        layer(c, side, side, c, k),
        layer(int(m * c), side // a, side // a, int(m * c), k),
    )
    return {
        "before": before,
        "after": after,
        "macs_ratio": after / before,
        "weight_ratio": np.zeros((int(m * c), int(m * c))).size / np.zeros((c, c)).size,
        "activation_ratio": np.prod(new) / np.prod(old),
    }


def im2col(variant):
    """Windows cut out of an image one by one."""
    p = variant.params
    if variant.level == 1:
        x, w = np.array(p["x"]), np.array(p["w"])
        windows = [x[i : i + 2, j : j + 2] for i in (0, 1) for j in (0, 1, 2)]
        return {
            "columns": np.column_stack([window.flatten() for window in windows]),
            "y": correlate2d(x, w, mode="valid").flatten(),
        }
    pad, k, s = p["p"], p["k"], p["s"]
    image = np.zeros((p["c"], p["h"] + 2 * pad, p["w_in"] + 2 * pad), dtype=np.float16)
    columns = [
        image[:, i : i + k, j : j + k].size
        for i in range(0, image.shape[1] - k + 1, s)
        for j in range(0, image.shape[2] - k + 1, s)
    ]
    batch = p.get("batch", 1)
    return {
        "filters": [p["c_out"], columns[0]],
        "patches": [columns[0], len(columns)],
        "blow_up": sum(columns) / (p["c"] * p["h"] * p["w_in"]),
        "batch_patches": [columns[0], len(columns * batch)],
        "megabytes": sum(columns * batch) * p.get("bytes_each", 1) / 10**6,
    }


ORACLES = {
    "im2col": ("windows cut out one by one", im2col),
    "conv_macs": ("windows and weights counted", conv_macs),
    "stride_channel_ops": ("two layers of real sizes, counted", stride_channel_ops),
}
