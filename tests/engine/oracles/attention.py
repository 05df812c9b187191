"""Oracles of attention: ONNX's Attention operator, and loops over positions."""

from __future__ import annotations

import numpy as np
import scipy.special
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def onnx_attention(queries, keys, values, **attributes):
    arrays = {
        name: np.atleast_2d(np.asarray(value, dtype=float))[None, None]
        for name, value in zip("QKV", (queries, keys, values), strict=True)
    }
    node = helper.make_node("Attention", list(arrays), ["Y"], **attributes)
    inputs = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, v.shape) for k, v in arrays.items()]
    output = helper.make_tensor_value_info("Y", TensorProto.DOUBLE, None)
    graph = helper.make_graph([node], "g", inputs, [output])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 23)])
    return ReferenceEvaluator(model).run(None, arrays)[0][0, 0]


def scaled_dot_product_attention(variant):
    p = variant.params
    eye = np.eye(3)
    weights = onnx_attention(p["Q"], p["K"], eye)
    expected = {"weights": weights[0]}
    if variant.level == 1:
        expected["scores"] = [sum(a * b for a, b in zip(p["Q"], key, strict=True)) / 2 for key in p["K"]]
    else:
        output = onnx_attention(p["Q"], p["K"], p["V"])
        expected |= {"output": output[0], "outputs": output}
    return expected


def causal_attention(variant):
    p = variant.params
    if variant.level == 3:
        return {"outputs": onnx_attention(p["Q"], p["K"], p["V"], is_causal=1)}
    rows = [[*scipy.special.softmax(row[: i + 1]), *[0.0] * (2 - i)] for i, row in enumerate(p["scores"])]
    expected = {"weights": rows}
    if variant.level == 2:
        expected["outputs"] = [
            [sum(w * value[c] for w, value in zip(row, p["V"], strict=True)) for c in range(2)]
            for row in rows
        ]
    return expected


ORACLES = {
    "scaled_dot_product_attention": ("ONNX's Attention operator", scaled_dot_product_attention),
    "causal_attention": (
        "ONNX's Attention with is_causal, and softmax of each visible prefix",
        causal_attention,
    ),
}
