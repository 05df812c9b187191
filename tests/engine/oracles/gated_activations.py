"""Oracles of SiLU, hard swish and GELU: scipy and ONNX functions, slopes by a complex step."""

from __future__ import annotations

import numpy as np
import scipy.special
import scipy.stats
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

STEP = 1e-30


def run_node(op, value, **attributes):
    """The output of one ONNX operator under the reference evaluator."""
    x = np.atleast_1d(np.asarray(value, dtype=float))
    node = helper.make_node(op, ["x"], ["y"], **attributes)
    ends = [helper.make_tensor_value_info(name, TensorProto.DOUBLE, x.shape) for name in "xy"]
    graph = helper.make_graph([node], "g", ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)])
    return ReferenceEvaluator(model).run(None, {"x": x})[0]


def silu(variant):
    z = np.asarray(variant.params["z"])
    if variant.level == 3:
        hard = run_node("HardSwish", z)
        return {"hard": hard, "hard_gate": hard / z}
    value = z * scipy.special.expit(z)
    steep = np.imag((z + 1j * STEP) / (1 + np.exp(-(z + 1j * STEP)))) / STEP
    return {"y": value, "value": value, "slope": steep}


def gelu(variant):
    p = variant.params
    z = p["z"]
    if variant.level == 1:
        return {"quick": z * scipy.special.expit(1.702 * z)}
    if variant.level == 3:
        value = run_node("Gelu", z, approximate="tanh")[0]
        return {"approximation": value, "u": np.arctanh(2 * value / z - 1)}
    assert abs(p["below"] - scipy.stats.norm.cdf(z)) <= 0.5001e-4
    np.testing.assert_allclose(run_node("Gelu", z)[0], z * p["below"], atol=2e-4)
    return {"value": z * p["below"], "slope": p["below"] + z * scipy.stats.norm.pdf(z)}


ORACLES = {
    "silu": ("ONNX HardSwish, scipy.special.expit, and complex steps", silu),
    "gelu": ("ONNX Gelu in both forms, and scipy's normal distribution", gelu),
}
