"""Oracles of ELU, SELU, softplus and Mish: ONNX and numpy functions, slopes by a complex step."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

STEP = 1e-30


def run_node(op, value, **attributes):
    """The output of one ONNX operator under the reference evaluator."""
    x = np.atleast_1d(np.asarray(value, dtype=float))
    node = helper.make_node(op, ["x"], ["y"], **attributes)
    ends = [helper.make_tensor_value_info(name, TensorProto.DOUBLE, x.shape) for name in "xy"]
    graph = helper.make_graph([node], "g", ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    return ReferenceEvaluator(model).run(None, {"x": x})[0]


def slope(function, z):
    """Derivative of an analytic function by a complex step, cell by cell."""
    return np.imag(function(np.asarray(z, dtype=complex) + 1j * STEP)) / STEP


def elu(variant):
    p = variant.params
    z, alpha, scale = np.asarray(p["z"]), p.get("alpha", 1.0), p.get("scale", 1.0)
    values = scale * run_node("Elu", z, alpha=1.0)
    values = np.where(z < 0, alpha * values, values)
    if variant.level == 3:  # attributes of an ONNX model are single precision
        np.testing.assert_allclose(run_node("Selu", z), values, atol=1e-4)
    slopes = [scale * (1.0 if v > 0 else slope(lambda c: alpha * (np.exp(c) - 1), v)) for v in z]
    return {"y": values, "slope": slopes}


def softplus(variant):
    p = variant.params
    z, beta = np.asarray(p["z"]), p.get("beta", 1)
    value = np.logaddexp(0, beta * z) / beta
    np.testing.assert_allclose(run_node("Softplus", beta * z) / beta, np.atleast_1d(value), atol=1e-9)
    return {
        "y": value,
        "value": value,
        "sharp": value,
        "slope": slope(lambda c: np.log(1 + np.exp(beta * c)) / beta, z),
    }


def mish(variant):
    z = np.asarray(variant.params["z"])
    values = run_node("Mish", z)
    return {
        "y": values,
        "value": values[0],
        "s": np.logaddexp(0, z),
        "slope": slope(lambda c: c * np.tanh(np.log(1 + np.exp(c))), z),
    }


ORACLES = {
    "elu": ("ONNX Elu and Selu, and complex steps", elu),
    "softplus": ("numpy's logaddexp, ONNX Softplus, and complex steps", softplus),
    "mish": ("ONNX Mish and complex steps", mish),
}
