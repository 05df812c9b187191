"""Oracles of transposed convolutions: ONNX's reference evaluator, scipy, brute force over sizes."""

from __future__ import annotations

import itertools

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator
from scipy.signal import correlate, upfirdn


def conv_transpose_shape(n, c_out, k, **attributes):
    """Output shape of ONNX ConvTranspose on zeros along one axis, with one input channel."""
    x, w = np.zeros((1, 1, n), dtype=np.float32), np.zeros((1, c_out, k), dtype=np.float32)
    node = helper.make_node("ConvTranspose", ["x", "w"], ["y"], **attributes)
    values = [helper.make_tensor_value_info(n, TensorProto.FLOAT, v.shape) for n, v in (("x", x), ("w", w))]
    result = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    model = helper.make_model(
        helper.make_graph([node], "g", values, [result]), opset_imports=[helper.make_opsetid("", 11)]
    )
    return ReferenceEvaluator(model).run(None, {"x": x, "w": w})[0].shape[1:]


def conv_transpose_output_size(variant):
    p = variant.params
    shapes = [
        conv_transpose_shape(
            int(n),
            p.get("c_out", 1),
            p["k"],
            strides=[p["s"]],
            pads=[p.get("p", 0)] * 2,
            output_padding=[p.get("op", 0)],
            dilations=[p.get("d", 1)],
        )
        for n in np.atleast_1d(p["n"])
    ]
    return {"size": shapes[0][1], "shape": [shapes[0][0], *(length for _, length in shapes)]}


def windows(n, k, s, p):
    """How many windows fit, counted one by one."""
    return sum(1 for start in range(-p, n + p, s) if start + k <= n + p)


def stride_rounding_ambiguity(variant):
    v = variant.params
    k, s, p = v["k"], v["s"], v.get("p", 0)
    if variant.level == 1:
        fitting = [n for n in range(1, 400) if windows(n, k, s, p) == v["o"]]
        return {"smallest": min(fitting), "largest": max(fitting)}
    sizes = [v["n"]]
    for _ in range(variant.level - 1):
        sizes.append(windows(sizes[-1], k, s, p))

    def back(size):
        return conv_transpose_shape(size, 1, k, strides=[s], pads=[p, p])[1]

    missing = [wanted - back(size) for wanted, size in itertools.pairwise(sizes)]
    if variant.level == 2:
        return {"o": sizes[1], "back": back(sizes[1]), "output_padding": missing[0]}
    return {"sizes": sizes[1:], "output_paddings": missing[::-1]}


def transposed_conv1d(variant):
    """Zeros inserted between the inputs, then a full convolution (which flips the kernel back)."""
    v = variant.params
    full = upfirdn(v["w"], v["y"], up=v["s"])
    p = v.get("p", 0)
    return {"x": full[p : len(full) - p]}


def conv_matrix_transpose(variant):
    """Columns of C: the convolution of each unit vector."""
    v = variant.params
    columns = [
        correlate(np.pad(unit, v.get("p", 0)), v["w"], mode="valid")[:: v["s"]] for unit in np.eye(v["n"])
    ]
    found = {"C": np.array(columns).T}
    if "y" in v:
        found["back"] = [float(np.dot(column, v["y"])) for column in columns]
    return found


ORACLES = {
    "conv_transpose_output_size": ("shape of ONNX ConvTranspose", conv_transpose_output_size),
    "stride_rounding_ambiguity": (
        "windows counted one by one, and ONNX ConvTranspose",
        stride_rounding_ambiguity,
    ),
    "transposed_conv1d": ("scipy.signal.upfirdn", transposed_conv1d),
    "conv_matrix_transpose": ("scipy's convolution of unit vectors", conv_matrix_transpose),
}
