"""Oracles of normalization statistics: loops over pixels, arrays really averaged, parameters really built."""

from __future__ import annotations

import statistics as plain

import numpy as np


def channel_stats(variant):
    p = variant.params
    images = [p["image_1"], p["image_2"]]
    values = [[float(v) for image in images for v in image[c]] for c in range(2)]
    found = {
        "means": [plain.fmean(each) for each in values],
        "normalised": [
            [(v - plain.fmean(each)) / plain.pstdev(each) for v in images[1][c]]
            for c, each in enumerate(values)
        ],
    }
    if "c" in p:
        found["mean"] = plain.fmean(values[p["c"] - 1])
        found["variance"] = plain.pvariance(values[p["c"] - 1])
    return found


def statistics_count(variant):
    """Average an array of that shape and count the means that come out."""
    p = variant.params
    n, c = p["n"], p["c"]
    h, w = p.get("h", p.get("side")), p.get("w", p.get("side"))
    x = np.zeros((n, c, h, w), dtype=np.int8)
    axes = {"batch": (0, 2, 3), "layer": (1, 2, 3), "instance": (2, 3)}
    means = {kind: x.mean(axis=over).size for kind, over in axes.items()}
    found = {kind: x.size // count for kind, count in means.items()}
    if variant.level == 1:
        found |= {"means": means[p["kind"]], "values": found[p["kind"]]}
    if variant.level == 3:
        grouped = x.reshape(n, p["groups"], -1)
        found["means"], found["values"] = grouped[..., 0].size, grouped[0, 0].size
        found["vector_values"] = x[:, :, 0, 0].size // x[:, :, 0, 0].mean(axis=0).size
    return found


def parameters(variant):
    p = variant.params
    widths = p.get("widths", [1, p.get("c")])
    outputs = widths[1:]
    trained = [np.zeros(c) for c in outputs for _ in ("scale", "shift")]
    stored = [np.zeros(c) for c in outputs for _ in ("mean", "variance")]
    kernels = [np.zeros((b, a, p.get("k", 1), p.get("k", 1))) for a, b in zip(widths, outputs, strict=False)]

    def count(arrays):
        return sum(array.size for array in arrays)

    return {
        "affine": count(trained),
        "statistics": count(stored),
        "trained": count(trained + kernels),
        "saved": count(trained + kernels + stored),
    }


ORACLES = {
    "batchnorm_channel_stats": ("Python's statistics over pixels in loops", channel_stats),
    "norm_statistics_count": ("counting the means of arrays of that shape", statistics_count),
    "batchnorm_param_count": ("counting the cells of the arrays of the network", parameters),
}
