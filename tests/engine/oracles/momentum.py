"""Oracles of momentum: ONNX's Momentum operator, and sums with explicit weights."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def onnx_momentum(x, g, v, lr, mu):
    """New weights and velocity of ONNX Momentum in standard mode, in the second and later steps."""
    attributes = {"alpha": mu, "beta": 1.0, "mode": "standard", "norm_coefficient": 0.0}
    node = helper.make_node(
        "Momentum",
        ["r", "t", "x", "g", "v"],
        ["new", "v_new"],
        domain="ai.onnx.preview.training",
        **attributes,
    )
    inputs = {"r": lr, "t": 1, "x": x, "g": g, "v": v}
    arrays = {k: np.asarray(a, dtype=np.int64 if k == "t" else np.float64) for k, a in inputs.items()}
    kinds = {k: TensorProto.INT64 if k == "t" else TensorProto.DOUBLE for k in arrays}
    values = [helper.make_tensor_value_info(k, kinds[k], a.shape) for k, a in arrays.items()]
    outputs = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, None) for k in ("new", "v_new")]
    graph = helper.make_graph([node], "g", values, outputs)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.preview.training", 1)]
    return ReferenceEvaluator(helper.make_model(graph, opset_imports=opsets)).run(None, arrays)


def momentum_step(variant):
    """ONNX's attributes are single precision: it checks the recurrence, weights are written out beside it."""
    p = variant.params
    g = np.array(p["g"])
    v = np.array(p.get("v0", p.get("g1")))
    x = np.zeros(2)
    new, velocity = onnx_momentum(x, g, v, p["lr"], p["mu"])
    exact = sum(p["mu"] ** age * part for age, part in ((0, g), (1, v)))
    np.testing.assert_allclose(velocity, exact, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(new - x, -p["lr"] * exact, rtol=1e-5, atol=1e-6)
    found = {"v": exact, "update": x - p["lr"] * exact}
    if variant.level == 3:
        # weights after two steps from 0, each written as its own sum over gradients, and their difference
        first = -p["lr1"] * v
        second = -(p["lr1"] * (1 + p["mu"]) * v + p["lr"] * g)
        found["inside"] = second - first
    return found


def momentum_ema_step(variant):
    """Each gradient with its weight (1 − β)·β^age, and both forms run side by side for the rate."""
    p = variant.params
    beta, gradients = p["beta"], p["gradients"]
    n = len(gradients)
    v = p.get("start", 0.0) * beta**n + sum(
        (1 - beta) * beta ** (n - 1 - i) * g for i, g in enumerate(gradients)
    )
    found = {"v": v}
    if "lr" in p:
        found["update"] = -p["lr"] * v
        summed = np.polyval(gradients, beta)
        found["rate"] = found["update"] / -summed
    return found


ORACLES = {
    "momentum_step": ("ONNX Momentum, and explicit weights of the gradients", momentum_step),
    "momentum_ema_step": ("explicit weights of the gradients by age", momentum_ema_step),
}
