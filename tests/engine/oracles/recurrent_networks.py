"""Oracles of recurrent networks: ONNX's RNN, complex steps through time, brute counting of steps."""

from __future__ import annotations

import itertools

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def onnx_recurrent(op, x, weights, recurrence, bias=None, h0=None, c0=None, **attributes):
    """States of ONNX's RNN, LSTM or GRU for one sequence; weights are stacked as ONNX stacks them."""
    arrays = {
        "X": np.asarray(x, dtype=float)[:, None, :],
        "W": np.asarray(weights, dtype=float)[None],
        "R": np.asarray(recurrence, dtype=float)[None],
    }
    hidden = arrays["R"].shape[-1]
    if bias is not None:
        arrays["B"] = np.asarray(bias, dtype=float)[None]
    else:
        arrays["B"] = np.zeros((1, 2 * arrays["W"].shape[1]))
    arrays["H"] = np.asarray(h0 if h0 is not None else np.zeros(hidden), dtype=float).reshape(1, 1, hidden)
    names = ["X", "W", "R", "B", "", "H"]
    if c0 is not None:
        arrays["C"] = np.asarray(c0, dtype=float).reshape(1, 1, hidden)
        names.append("C")
    results = ["Y", "Y_h"]
    node = helper.make_node(op, names, results, hidden_size=hidden, **attributes)
    inputs = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, v.shape) for k, v in arrays.items()]
    outputs = [helper.make_tensor_value_info(name, TensorProto.DOUBLE, None) for name in results]
    graph = helper.make_graph([node], "g", inputs, outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    states = ReferenceEvaluator(model).run(None, arrays)[0]
    return states.reshape(len(arrays["X"]), -1)


def rnn_step(variant):
    p = variant.params
    if variant.level == 3:
        states = onnx_recurrent(
            "RNN", [[x] for x in p["inputs"]], [[p["w_x"]]], [[p["w_h"]]], [p["b"], 0.0], [0.0]
        )
        return {"states": states[:, 0]}
    if variant.level == 2:
        state = onnx_recurrent("RNN", [p["x"]], p["W_x"], p["W_h"], [*p["b"], 0, 0], p["h0"])[0]
        return {"state": state, "y": sum(a * b for a, b in zip(p["v"], state, strict=True))}
    state = onnx_recurrent("RNN", [[p["x"]]], [[p["w_x"]]], [[p["w_h"]]], [p["b"], 0.0], [p["h0"]])[0, 0]
    return {"h": state, "total": np.arctanh(state)}


def rnn_gradient_factor(variant):
    p, eps = variant.params, 1e-30
    if variant.level == 1:
        h = 1j * eps
        for _ in range(p["T"]):
            h = p["w"] * h
        return {"linear": h.imag / eps}
    if variant.level == 2:
        factor, steps = 1.0, 0
        while factor >= 10.0 ** -p["zeros"]:
            factor, steps = factor * p["w"] * p["slope"], steps + 1
        return {"step": factor ** (1 / steps), "steps": steps}
    # inputs that lead through the given states, then a complex step through all of them
    states = [0.0, *p["h"]]
    inputs = [np.arctanh(b) - p["w"] * a for a, b in itertools.pairwise(states)]
    h = 1j * eps
    for x in inputs:
        h = np.tanh(p["w"] * h + x)
    slopes = [np.tanh(np.arctanh(value) + 1j * eps).imag / eps for value in p["h"]]
    return {"slopes": slopes, "gradient": h.imag / eps}


def rnn_identity_init(variant):
    """Unit by unit, as two networks that never meet."""
    p = variant.params
    scale, state = p.get("scale", 1.0), []
    for unit in range(2):
        h = p["h0"][unit]
        for row in p["u"]:
            h = scale * h + row[unit]
            h = h if h > 0 else 0.0
        state.append(h)
    kept = 1.0
    for _ in range(p.get("T", 0)):
        kept *= scale
    return {"state": state, "kept": kept}


ORACLES = {
    "rnn_step": ("ONNX's RNN operator", rnn_step),
    "rnn_gradient_factor": ("complex step through the unrolled network", rnn_gradient_factor),
    "rnn_identity_init": ("two units that never meet", rnn_identity_init),
}
