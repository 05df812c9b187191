"""Oracles of residual connections: ONNX operators forward, complex steps backward."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

STEP = 1e-30


def run(nodes, values, output):
    """An ONNX graph given as (operator, inputs, output)."""
    made = [helper.make_node(op, list(inputs), [name]) for op, inputs, name in nodes]
    ends = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, v.shape) for k, v in values.items()]
    graph = helper.make_graph(
        made, "g", ends, [helper.make_tensor_value_info(output, TensorProto.DOUBLE, None)]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    return ReferenceEvaluator(model).run(None, values)[0]


LAYERS = [("MatMul", ("w1", "a"), "b"), ("Relu", ("b",), "c"), ("MatMul", ("w2", "c"), "f")]


def forward(variant):
    values = {name: np.array(value, dtype=float) for name, value in variant.params.items()}
    total = [("Add", ("x", "f"), "s")]
    if variant.level == 3:
        nodes = [("Relu", ("x",), "a"), *LAYERS]
        return {"pre_branch": run(nodes, values, "f"), "pre_y": run([*nodes, *total], values, "s")}
    nodes = [] if "f" in values else [("Identity", ("x",), "a"), *LAYERS]
    expected = {"y": run([*nodes, *total, ("Relu", ("s",), "y")], values, "y")}
    return expected if "f" in values else {**expected, "branch": run(nodes, values, "f")}


def gradient(variant):
    p = variant.params
    if variant.level < 3:
        slopes = p.get("slopes") or [p["slope"]] * p["depth"]
        signal = alone = 1j * STEP
        for slope in slopes:
            signal, alone = signal + slope * signal, slope * alone
        return {"residual": signal.imag / STEP, "plain": alone.imag / STEP}
    x, w1, w2, g = (np.array(p[name], dtype=complex) for name in ("x", "w1", "w2", "g"))

    def branch(c):
        z = w1 @ c
        return g @ (w2 @ np.where(z.real > 0, z, 0))

    def slopes_of(function):
        return np.array([function(x + 1j * STEP * unit).imag / STEP for unit in np.eye(2)])

    return {"branch": slopes_of(branch), "dx": slopes_of(lambda c: g @ c + branch(c))}


ORACLES = {
    "residual_forward": ("ONNX MatMul, Add and Relu", forward),
    "residual_gradient": ("complex steps through the blocks", gradient),
}
