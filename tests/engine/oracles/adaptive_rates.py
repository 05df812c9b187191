"""Oracles of Adagrad and RMSprop: ONNX's Adagrad operator, and sums with explicit weights."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def onnx_adagrad(x, g, h, lr):
    """New weights and sum of squares of ONNX Adagrad without decay and with ε near 0."""
    node = helper.make_node(
        "Adagrad",
        ["r", "t", "x", "g", "h"],
        ["new", "h_new"],
        domain="ai.onnx.preview.training",
        epsilon=1e-30,
        decay_factor=0.0,
        norm_coefficient=0.0,
    )
    inputs = {"r": lr, "t": 0, "x": x, "g": g, "h": h}
    arrays = {k: np.asarray(a, dtype=np.int64 if k == "t" else np.float64) for k, a in inputs.items()}
    kinds = {k: TensorProto.INT64 if k == "t" else TensorProto.DOUBLE for k in arrays}
    values = [helper.make_tensor_value_info(k, kinds[k], a.shape) for k, a in arrays.items()]
    outputs = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, None) for k in ("new", "h_new")]
    graph = helper.make_graph([node], "g", values, outputs)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.preview.training", 1)]
    return ReferenceEvaluator(helper.make_model(graph, opset_imports=opsets)).run(None, arrays)


def adagrad_step(variant):
    """Step by step through ONNX; at level 1 from the given sum."""
    p = variant.params
    h = np.array(p.get("cache0", [0.0, 0.0]))
    x = np.zeros(2)
    for g in [*p.get("past", []), p["g"]]:
        before = x
        x, h = onnx_adagrad(x, np.array(g), h, p["lr"])
    update = x - before
    return {"cache": h, "update": update, "rates": -update / np.array(p["g"])}


def rmsprop_step(variant):
    """Each squared gradient with its weight (1 − ρ)·ρ^age; the update solves its defining equation."""
    p = variant.params
    rho, g = p["decay"], np.array(p["g"])
    terms = [(0, g)] + ([(1, np.array(p["g1"]))] if "g1" in p else [])
    s = sum((1 - rho) * rho**age * each * each for age, each in terms)
    if "s0" in p:
        s = s + rho * np.array(p["s0"])
    found = {"s": s}
    if "lr" in p:
        deviation = np.exp(0.5 * np.log(s)) + p.get("eps", 0.0)
        found["update"] = np.linalg.solve(np.diag(deviation), -p["lr"] * g)
    return found


ORACLES = {
    "adagrad_step": ("ONNX Adagrad under the reference evaluator, step by step", adagrad_step),
    "rmsprop_step": ("explicit weights of the squared gradients by age", rmsprop_step),
}
