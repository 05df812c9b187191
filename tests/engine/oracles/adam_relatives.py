"""Oracles of Adam without correction and of AdamW: running the optimiser itself, and ONNX's Adam."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def onnx_adam(g, m, v, t, lr, beta1, beta2, penalty=0.0, after=0.0, x=None):
    """New weights of ONNX Adam; `penalty` is its L2 term in the gradient."""
    node = helper.make_node(
        "Adam",
        ["r", "t", "x", "g", "v", "h"],
        ["new", "m_new", "v_new"],
        domain="ai.onnx.preview.training",
        alpha=beta1,
        beta=beta2,
        epsilon=1e-30,
        norm_coefficient=penalty,
        norm_coefficient_post=after,
    )
    inputs = {"r": lr, "t": t, "x": x, "g": g, "v": m, "h": v}
    arrays = {k: np.asarray(a, dtype=np.int64 if k == "t" else np.float64) for k, a in inputs.items()}
    kinds = {k: TensorProto.INT64 if k == "t" else TensorProto.DOUBLE for k in arrays}
    values = [helper.make_tensor_value_info(k, kinds[k], a.shape) for k, a in arrays.items()]
    outputs = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, None) for k in ("new", "m_new", "v_new")]
    graph = helper.make_graph([node], "g", values, outputs)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.preview.training", 1)]
    return ReferenceEvaluator(helper.make_model(graph, opset_imports=opsets)).run(None, arrays)[0]


def uncorrected(variant):
    """Run both recurrences with a constant gradient and compare with the corrected step, which is lr."""
    p = variant.params
    g, m, v = 1.7, 0.0, 0.0
    for _ in range(p.get("t", 1)):
        m = p["beta1"] * m + (1 - p["beta1"]) * g
        v = p["beta2"] * v + (1 - p["beta2"]) * g * g
    ratio = m / np.sqrt(v)
    return {"first": m / g, "second": v / g**2, "ratio": ratio, "length": p.get("lr", 1.0) * ratio}


def adam_against_adamw(variant):
    """ONNX checks both to single precision; the exact values come from the moments by age."""
    p = variant.params
    w, g = np.array(p["w"]), np.array(p["g"])
    m = np.array(p.get("m0", [0.0, 0.0]))
    v = np.array(p.get("v0", [0.0, 0.0]))
    t, beta1, beta2 = p.get("t", 1), p.get("beta1", 0.9), p.get("beta2", 0.999)

    def exact(gradient):
        numerator = beta1 * m + gradient - beta1 * gradient
        squares = beta2 * v + gradient**2 - beta2 * gradient**2
        correction = np.sqrt(-np.expm1(t * np.log(beta2))) / -np.expm1(t * np.log(beta1))
        return -p["lr"] * correction * numerator / np.sqrt(squares)

    found = {
        "coupled": exact(g + p["decay"] * w),
        "decoupled": exact(g) + w * (1 - p["lr"] * p["decay"]) - w,
    }
    rates = (t, p["lr"], beta1, beta2)
    coupled = onnx_adam(g, m, v, *rates, penalty=p["decay"], x=w) - w
    plain = onnx_adam(g, m, v, *rates, x=w)
    np.testing.assert_allclose(found["coupled"], coupled, rtol=2e-3)
    np.testing.assert_allclose(found["decoupled"], plain - p["lr"] * p["decay"] * w - w, rtol=2e-3)
    return found


ORACLES = {
    "adam_uncorrected_ratio": ("running both recurrences with a constant gradient", uncorrected),
    "adam_l2_vs_adamw_step": ("ONNX Adam with and without its norm coefficient", adam_against_adamw),
}
