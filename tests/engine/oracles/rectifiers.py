"""Oracles of the rectifiers: ONNX operators, and slopes by central differences."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

STEP = 1e-6


def run_node(op, *inputs, **attributes):
    """The output of one ONNX operator under the reference evaluator."""
    arrays = {f"in{i}": np.asarray(value, dtype=float) for i, value in enumerate(inputs)}
    node = helper.make_node(op, list(arrays), ["out"], **attributes)
    values = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, v.shape) for k, v in arrays.items()]
    graph = helper.make_graph(
        [node], "g", values, [helper.make_tensor_value_info("out", TensorProto.DOUBLE, None)]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)])
    return ReferenceEvaluator(model).run(None, arrays)[0]


def slope(op, z, *rest):
    """Slope of an ONNX operator by central differences; no input lies near its kink."""
    z = np.asarray(z, dtype=float)
    return (run_node(op, z + STEP, *rest) - run_node(op, z - STEP, *rest)) / (2 * STEP)


def relu(variant):
    p = variant.params
    z = p["z"]
    local = np.round(slope("Relu", z), 6)
    flat = sum(value < 0 for row in np.atleast_2d(z) for value in row)
    return {
        "y": run_node("Relu", z),
        "slope": local,
        "dz": np.asarray(p.get("g", 1.0)) * local,
        "share": flat / np.size(z),
    }


def leaky(variant):
    p = variant.params
    local = np.round(slope("PRelu", p["z"], [p["a"]]), 6)
    return {"y": run_node("PRelu", p["z"], [p["a"]]), "dz": np.asarray(p.get("g", 1.0)) * local}


ORACLES = {
    "relu": ("ONNX Relu and its central differences", relu),
    "leaky_relu": ("ONNX PRelu and its central differences", leaky),
}
