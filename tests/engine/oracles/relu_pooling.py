"""Oracles of ReLU with pooling: ONNX operators, and cells counted in arrays that are built."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def run_node(op, x, *rest, **attributes):
    """The output of one ONNX operator under the reference evaluator."""
    values = dict(zip("xs", [x, *map(np.asarray, rest)], strict=False))
    node = helper.make_node(op, list(values), ["y"], **attributes)
    ends = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, v.shape) for k, v in values.items()]
    graph = helper.make_graph(
        [node], "g", ends, [helper.make_tensor_value_info("y", TensorProto.DOUBLE, None)]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)])
    return ReferenceEvaluator(model).run(None, values)[0]


def pooled(op, x, k=2):
    return run_node(op, x, kernel_shape=[k, k], strides=[k, k])


def commute(variant):
    p = variant.params
    if variant.level == 1:
        x = np.zeros((1, p["channels"], p["height"], p["width"]))
        after = pooled("MaxPool", x, p["k"]).size
        return {"after": after, "saved": x.size - after}
    x = np.array(p["x"])[None, None]
    relu = run_node("Relu", x)
    bent = run_node("PRelu", x, [p.get("slope", 0.0)])
    np.testing.assert_allclose(pooled("MaxPool", relu), run_node("Relu", pooled("MaxPool", x)))
    return {
        "max_pooled": pooled("MaxPool", relu)[0, 0],
        "relu_then_mean": pooled("AveragePool", relu)[0, 0],
        "mean_then_relu": run_node("Relu", pooled("AveragePool", x))[0, 0],
        "first": pooled("MaxPool", bent)[0, 0],
        "last": run_node("PRelu", pooled("MaxPool", x), [p.get("slope", 0.0)])[0, 0],
    }


ORACLES = {"relu_maxpool_commute": ("ONNX Relu, PRelu, MaxPool and AveragePool", commute)}
