"""Oracles of convolutions of signals: scipy with zero-stuffed kernels and with moved signals."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import maximum_filter1d
from scipy.signal import correlate


def dilated_conv1d(variant):
    v = variant.params
    d, w = v["d"], np.array(v["w"])
    stuffed = np.zeros(d * (len(w) - 1) + 1)
    stuffed[::d] = w
    full = correlate(v["x"], stuffed, mode="full")
    outside = len(stuffed) - 1
    n = len(v["x"])
    start, count = {1: (outside, n - outside), 2: (outside // 2, n), 3: (0, n)}[variant.level]
    return {"y": full[start : start + count]}


def conv_shift_equivariance(variant):
    v = variant.params
    x, w, s = np.array(v["x"]), v["w"], v.get("s", 1)
    outputs = [correlate(np.roll(x, shift), w, mode="valid") for shift in range(3)]
    # windows of two end at each cell: every second maximum is a pool
    pools = [maximum_filter1d(y, 2, origin=-1)[: len(y) // 2 * 2 : 2] for y in outputs]
    return {
        "y": outputs[0][::s],
        "moved": outputs[1][::s],
        "moved_twice": outputs[2][::s],
        "pooled": pools[0],
        "pooled_moved": pools[1],
    }


ORACLES = {
    "dilated_conv1d": ("scipy's correlation with a zero-stuffed kernel", dilated_conv1d),
    "conv_shift_equivariance": ("scipy on rolled signals that end in zeros", conv_shift_equivariance),
}
