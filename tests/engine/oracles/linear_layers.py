"""Oracles of linear layers: ONNX Gemm, and outputs of both layers at points that determine a map."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def gemm(a, b, c, **attributes):
    """a·b + c by ONNX Gemm under the reference evaluator."""
    values = {"a": np.atleast_2d(a), "b": np.asarray(b), "c": np.asarray(c)}
    node = helper.make_node("Gemm", list(values), ["y"], **attributes)
    ends = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, v.shape) for k, v in values.items()]
    graph = helper.make_graph(
        [node], "g", ends, [helper.make_tensor_value_info("y", TensorProto.DOUBLE, None)]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    return ReferenceEvaluator(model).run(None, values)[0]


def forward(variant):
    p = variant.params
    rows = gemm(p["x"], p["weight"], p["b"], transB=1) if "weight" in p else gemm(p["x"], p["w"], p["b"])
    return {"y": rows[0], "Y": rows}


def collapse(variant):
    p = variant.params
    if variant.level == 1:

        def both(x):
            return p["w2"] * (p["w1"] * x + p["b1"]) + p["b2"]

        return {"slope": both(1) - both(0), "offset": both(0)}

    def layers(x, bend=lambda h: h):
        return gemm(bend(gemm(x, p["w1"], p["b1"], transB=1)), p["w2"], p["b2"], transB=1)[0]

    offset = layers([0.0, 0.0])
    return {
        "W": np.array([layers(unit) - offset for unit in np.eye(2)]).T,
        "b": offset,
        "linear": layers(p.get("x", [0.0, 0.0])),
        "bent": layers(p.get("x", [0.0, 0.0]), lambda h: np.where(h < 0, 0, h)),
    }


ORACLES = {
    "linear_forward": ("ONNX Gemm under the reference evaluator", forward),
    "linear_layers_collapse": ("both layers applied to the origin and the unit vectors", collapse),
}
