"""Oracles of pooling: ONNX's reference evaluator, scipy, differences, cells marked one by one."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def pool(op, x, **attributes):
    """One map through an ONNX pooling operator."""
    x = np.asarray(x, dtype=np.float32)[None, None]
    node = helper.make_node(op, ["x"], ["y"], **attributes)
    value = helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)
    result = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    model = helper.make_model(
        helper.make_graph([node], "g", [value], [result]), opset_imports=[helper.make_opsetid("", 19)]
    )
    return ReferenceEvaluator(model).run(None, {"x": x})[0][0, 0].astype(float)


def settings(variant):
    p = variant.params
    return {
        "kernel_shape": [p["k"]] * 2,
        "strides": [p["s"]] * 2,
        "pads": [p.get("p", 0)] * 4,
    }


def max_pool_2d(variant):
    return {"y": pool("MaxPool", variant.params["x"], **settings(variant))}


def avg_pool_2d(variant):
    x = np.asarray(variant.params["x"])
    y = pool("AveragePool", x, count_include_pad=1, **settings(variant))
    return {"y": np.round(y * 36) / 36}  # single precision: means of 4 or 9 whole numbers


ORACLES = {
    "max_pool_2d": ("ONNX MaxPool", max_pool_2d),
    "avg_pool_2d": ("ONNX AveragePool", avg_pool_2d),
}
