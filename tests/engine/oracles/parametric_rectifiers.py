"""Oracles of PReLU and RReLU: ONNX's PRelu, and its central differences."""

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


def prelu(variant):
    p = variant.params
    z, g = np.asarray(p["z"]), np.asarray(p["g"])
    a = np.asarray(p.get("a", 0.25), dtype=float)

    def loss(inputs, slopes):
        return (g * run_node("PRelu", inputs, np.broadcast_to(slopes, inputs.shape))).sum()

    def bumped(of, *at):
        bump = np.zeros_like(of)
        bump[at] = STEP
        return bump

    dz = np.zeros_like(z)
    for at in np.ndindex(z.shape):
        dz[at] = (loss(z + bumped(z, *at), a) - loss(z - bumped(z, *at), a)) / (2 * STEP)
    das = [
        (loss(z, a + bumped(a, *at)) - loss(z, a - bumped(a, *at))) / (2 * STEP) for at in np.ndindex(a.shape)
    ]
    return {
        "y": run_node("PRelu", z, np.broadcast_to(a, z.shape)),
        "dz": np.round(dz, 7),
        "dZ": np.round(dz, 7),
        "da": round(das[0], 7),
        "das": np.round(das, 7),
    }


def rrelu(variant):
    p = variant.params
    drawn = np.linspace(p["low"], p["high"], 100_001)  # at test time: the mean of the drawn slopes
    return {
        "y_train": run_node("PRelu", p["z"], p.get("sampled", np.zeros(len(p["z"])))),
        "y_test": run_node("PRelu", p["z"], [drawn.mean()]),
    }


ORACLES = {
    "prelu": ("ONNX PRelu and central differences by input and slope", prelu),
    "rrelu": ("ONNX PRelu with the drawn slopes and with the mean of an even range", rrelu),
}
