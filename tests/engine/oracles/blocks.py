"""Oracles of blocks of convolutional networks: arrays of weights that are built, shapes by slicing."""

from __future__ import annotations

import itertools

import numpy as np


def conv(c_in, c_out, k, groups=1, bias=False):
    """Numbers of a convolution layer, from arrays laid out as PyTorch does."""
    weight = np.zeros((c_out, c_in // groups, k, k), dtype=np.int8)
    return weight.size + (np.zeros(c_out).size if bias else 0)


def norm(channels):
    return np.stack([np.ones(channels), np.zeros(channels)]).size


def stacked_conv_params(variant):
    """Layers added until the field is as large."""
    p = variant.params
    field, layers = 1, 0
    while field < p["k"]:
        field, layers = field + 2, layers + 1
    stack = sum(conv(p["c"], p["c"], 3) for _ in range(layers))
    single = conv(p["c"], p["c"], p["k"])
    found = {"layers": layers, "stack": stack, "single": single, "ratio": stack / single}
    if variant.level == 3:
        channels = [p["c_in"], *[p["c"]] * layers]
        found["stack_total"] = sum(conv(a, b, 3, bias=True) for a, b in itertools.pairwise(channels))
        found["single_total"] = conv(p["c_in"], p["c"], p["k"], bias=True)
    return found


def conv1x1_output(variant):
    p = variant.params
    x = np.ones((p["c_in"], p["h"], p["w"]), dtype=np.int32)
    if variant.level < 3:
        w = np.ones((p["c_out"], p["c_in"]), dtype=np.int32)
        y = np.einsum("oc,chw->ohw", w, x)  # with ones every output counts its own multiplications
        return {"shape": list(y.shape), "weights": w.size, "macs": float(y.sum()) / 1e6}
    behind = conv(p["c_in"], p["r"], 1) + conv(p["r"], p["c_out"], p["k"])
    direct = conv(p["c_in"], p["c_out"], p["k"])
    return {"behind": behind, "direct": direct, "factor": direct / behind}


def bottleneck_params(variant):
    p = variant.params
    if variant.level == 3:
        wide = p["t"] * p["c"]
        depthwise = conv(wide, wide, p["k"], groups=wide)
        weights = conv(p["c"], wide, 1) + depthwise + conv(wide, p["c_out"], 1)
        return {
            "depthwise": depthwise,
            "weights": weights,
            "total": weights + norm(wide) + norm(wide) + norm(p["c_out"]),
        }
    down, middle, up = conv(p["c"], p["r"], 1), conv(p["r"], p["r"], p["k"]), conv(p["r"], p["c"], 1)
    plain = conv(p["c"], p["c"], p["k"])
    block = down + middle + up
    return {
        "down": down,
        "middle": middle,
        "up": up,
        "block": block,
        "plain": plain,
        "ratio": block / plain,
    }


def convolved(shape, c_out, s):
    """Shape behind a 3×3 convolution with padding 1: windows slid over zeros."""
    padded = np.pad(np.zeros(shape[1:]), 1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))[::s, ::s]
    return [c_out, *windows.shape[:2]]


def residual_block_shapes(variant):
    p = variant.params
    if variant.level == 3:
        shape, count = p["shape"], 0
        for c_out, s in p["blocks"]:
            before, shape = shape, convolved(convolved(shape, c_out, s), c_out, 1)
            count += not np.array_equal(before, shape)
        return {"last": shape, "count": count}
    out = convolved(convolved(p["shape"], p["c_out"], p["s"]), p["c_out"], 1)
    x = np.zeros(p["shape"])
    read = x[0, :: p["s"], :: p["s"]].size
    addable = x.shape == tuple(out)
    return {
        "out": out,
        "shortcut": "the identity fits" if addable else "a projection is needed",
        "weights": conv(p["shape"][0], p["c_out"], 1),
        "lost": x[0].size - read,
    }


def residual_block_params(variant):
    p = variant.params
    c, c_out, k = p["c"], p["c_out"], p["k"]
    convs = conv(c, c_out, k) + conv(c_out, c_out, k)
    main = convs + norm(c_out) + norm(c_out)
    shortcut = conv(c, c_out, 1) + norm(c_out)
    with_biases = conv(c, c_out, k, bias=True) + conv(c_out, c_out, k, bias=True)
    with_biases += norm(c_out) + norm(c_out) + conv(c, c_out, 1, bias=True)
    return {
        "convs": convs,
        "main": main,
        "shortcut": shortcut,
        "block": main + shortcut,
        "biased": with_biases,
        "useless": conv(c, c_out, k, bias=True) - conv(c, c_out, k) + c_out,
    }


ORACLES = {
    "stacked_conv_params": ("layers added until the field is as large", stacked_conv_params),
    "conv1x1_output": ("einsum over ones counts multiplications", conv1x1_output),
    "bottleneck_params": ("arrays of weights that are built", bottleneck_params),
    "residual_block_shapes": ("windows slid over zeros", residual_block_shapes),
    "residual_block_params": ("arrays of weights that are built", residual_block_params),
}
