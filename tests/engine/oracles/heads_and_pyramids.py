"""Oracles of heads, pyramids and adaptive bins: arrays that are built, windows that are laid out."""

from __future__ import annotations

import itertools

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def run(op, x, **attributes):
    node = helper.make_node(op, ["x"], ["y"], **attributes)
    value = helper.make_tensor_value_info("x", TensorProto.DOUBLE, x.shape)
    result = helper.make_tensor_value_info("y", TensorProto.DOUBLE, None)
    graph = helper.make_graph([node], "g", [value], [result])
    return ReferenceEvaluator(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])).run(
        None, {"x": x}
    )[0]


def global_average_pool(variant):
    p = variant.params
    maps = np.array([p[name] for name in sorted(p) if name.startswith("map")], dtype=float)
    pooled = run("GlobalAveragePool", maps[None])[0, :, 0, 0]
    found = {"pooled": pooled, "pooled3": pooled}
    if variant.level == 3:
        stack = np.array([sum(w * m for w, m in zip(row, maps, strict=True)) for row in p["W"]])
        # the scores are the means of the activation maps, because both are linear
        found |= {"scores": [one.mean() + b for one, b in zip(stack, p["b"], strict=True)]}
        found |= {"activation": stack[0]}
    return found


def adaptive_average_pool(variant):
    """Each cell belongs to the bins whose share of the signal it touches, in exact fractions."""
    p = variant.params
    n, o = len(p["x"]), p["o"]
    bins = [[c for c in range(n) if c * o < (i + 1) * n and (c + 1) * o > i * n] for i in range(o)]
    return {
        "starts": [cells[0] for cells in bins],
        "ends": [cells[-1] + 1 for cells in bins],
        "y": [np.mean([p["x"][c] for c in cells]) for cells in bins],
    }


def spp_output_length(variant):
    """Max pooling with the windows of the paper, concatenated."""
    p = variant.params
    side = p.get("a", 24 * 5)  # without a map given: one that all grids divide
    pieces, windows, strides = [], [], []
    for n in p["grids"]:
        windows.append(int(np.ceil(side / n)))
        strides.append(int(np.floor(side / n)))
        starts = range(0, side - windows[-1] + 1, strides[-1])[:n]
        pieces += [(c, i, j) for c in range(p["c"]) for i in starts for j in starts]
    units = p.get("units", 1)
    return {
        "length": len(pieces),
        "windows": windows,
        "strides": strides,
        "parameters": sum(len(pieces) + 1 for _ in range(units)),
    }


def gap_parameter_saving(variant):
    p = variant.params
    tensor = np.zeros((p["c"], p["h"], p["w"]))
    flat = np.zeros((p["classes"], tensor.ravel().size), dtype=np.int8)
    gap = np.zeros((p["classes"], tensor.mean(axis=(1, 2)).size), dtype=np.int8)
    bias = np.zeros(p["classes"])
    return {
        "flat": flat.size,
        "gap": gap.size,
        "saved": flat.size - gap.size,
        "flat_total": flat.size + bias.size,
        "gap_total": gap.size + bias.size,
        "megabytes": (flat.size - gap.size) * p.get("bytes_each", 1) / 10**6,
    }


def fc_vs_conv_params(variant):
    """Links counted between inputs and outputs: all of them, or those of a window with shared weights."""
    p = variant.params
    h, w, k, c_in, c_out = p["h"], p["w"], p["k"], p["c_in"], p["c_out"]
    places = [(i, j) for i in range(h) for j in range(w)]
    dense = len(places) * c_in * len(places) * c_out
    shared = {(o, c, u, v) for o in range(c_out) for c in range(c_in) for u in range(k) for v in range(k)}
    macs = sum(len(shared) for _ in places)
    return {
        "dense": dense,
        "conv": len(shared),
        "dense_total": dense + len(places) * c_out,
        "conv_total": len(shared) + len({o for o, *_ in shared}),
        "weight_ratio": dense / len(shared),
        "mac_ratio": dense / macs,
    }


def fc_to_conv(variant):
    p = variant.params
    f = p["f"]
    weights = np.zeros((p["units"], p["c"] * f * f), dtype=np.int8).reshape(p["units"], p["c"], f, f)
    found = {"kernel": weights.shape[2], "weights": weights.size}
    if variant.level > 1:
        n = p.get("n") or len(range(0, p["image"], p["factor"]))
        places = np.lib.stride_tricks.sliding_window_view(np.zeros((n, n)), (f, f)).shape[:2]
        found |= {"shape": [p["units"], *places], "scored": places[0] * places[1]}
    return found


def head_replacement_params(variant):
    p = variant.params
    sizes = [p["features"], *([p["hidden"]] if "hidden" in p else []), p["new"]]
    layers = [np.zeros((a + 1, b)) for a, b in itertools.pairwise(sizes)]
    trained = sum(layer.size for layer in layers)
    found = {"trained": trained}
    if variant.level > 1:
        removed = np.zeros((p["features"] + 1, p["old"])).size
        frozen = round(p["before"] * 10**6) - removed
        found |= {"removed": removed, "share": trained / (frozen + trained) * 100}
    return found


ORACLES = {
    "global_average_pool": ("ONNX GlobalAveragePool, and linearity", global_average_pool),
    "adaptive_average_pool": ("cells that touch each share, in exact fractions", adaptive_average_pool),
    "spp_output_length": ("grids laid out window by window", spp_output_length),
    "gap_parameter_saving": ("arrays of weights that are built", gap_parameter_saving),
    "fc_vs_conv_params": ("links counted between inputs and outputs", fc_vs_conv_params),
    "fc_to_conv": ("the dense weights reshaped, windows laid out", fc_to_conv),
    "head_replacement_params": ("arrays of weights that are built", head_replacement_params),
}
