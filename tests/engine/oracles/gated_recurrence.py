"""Oracles of gated recurrence: ONNX's LSTM and GRU, and weights that are counted one by one."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def onnx_unit(op, arrays, outputs, **attributes):
    arrays = {name: np.asarray(value, dtype=float) for name, value in arrays.items()}
    names = ["X", "W", "R", "B", "", "H", "C"][: 7 if "C" in arrays else 6]
    results = [f"Y{i}" for i in range(outputs)]
    node = helper.make_node(op, names, results, hidden_size=1, **attributes)
    inputs = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, v.shape) for k, v in arrays.items()]
    values = [helper.make_tensor_value_info(name, TensorProto.DOUBLE, None) for name in results]
    graph = helper.make_graph([node], "g", inputs, values)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    return [float(result.ravel()[0]) for result in ReferenceEvaluator(model).run(None, arrays)]


def lstm_step(variant):
    """ONNX orders the blocks input, output, forget, candidate and takes the sums as biases."""
    p = variant.params
    if variant.level == 1:
        logit = {name: np.log(p[name] / (1 - p[name])) for name in "fio"}
        sums = [logit["f"], logit["i"], np.arctanh(p["g"]), logit["o"]]
    else:
        sums = p.get("z", [0.0] * 4)
    weights, states = p.get("w", [0.0] * 4), p.get("u", [0.0] * 4)
    biases = p.get("b", sums)
    order = [1, 3, 0, 2]
    arrays = {
        "X": [[[p.get("x", 0.0)]]],
        "W": [[[weights[i]] for i in order]],
        "R": [[[states[i]] for i in order]],
        "B": [[*(biases[i] for i in order), 0, 0, 0, 0]],
        "H": [[[p.get("h0", 0.0)]]],
        "C": [[[p["c0"]]]],
    }
    state = onnx_unit("LSTM", arrays, 2)[1]
    leave = p.get("x", 0.0) * weights[3] + p.get("h0", 0.0) * states[3] + biases[3]
    return {"h": state, "c": np.arctanh(state * (1 + np.exp(-leave)))}


def gru_step(variant):
    p = variant.params
    if variant.level == 3:
        w, u, b, second = p["w"], p["u"], p["b"], p["c_n"]
    else:
        update = p["update"] if variant.level == 2 else np.log(p["z"] / (1 - p["z"]))
        entering = p["entering"] if variant.level == 2 else np.arctanh(p["n"])
        w, u, b = [0.0] * 3, [0.0, 0.0, p.get("u_n", 0.0)], [update, p.get("reset", 0.0), entering]
        second = 0.0
    arrays = {
        "X": [[[p.get("x", 0.0)]]],
        "W": [[[value] for value in w]],
        "R": [[[value] for value in u]],
        "B": [[*b, 0.0, 0.0, second]],
        "H": [[[p["h0"]]]],
    }
    state = onnx_unit("GRU", arrays, 1, linear_before_reset=1)[0]
    # the state lies between the old one and the candidate, in the shares of the update gate
    z = 1 / (1 + np.exp(-(w[0] * p.get("x", 0.0) + u[0] * p["h0"] + b[0])))
    return {"h": state, "n": (state - z * p["h0"]) / (1 - z)}


def connections(inputs, hidden, biases):
    """Pairs that are joined in one block, counted unit by unit."""
    return sum(inputs + hidden + biases for _ in range(hidden))


def rnn_parameters(variant):
    p = variant.params
    layer = connections(p["x"], p["hidden"], 1)
    expected = {"layer": layer}
    if variant.level == 2:
        expected["network"] = layer + sum(p["hidden"] + 1 for _ in range(p["outputs"]))
    if variant.level == 3:
        expected["model"] = layer + sum(p["x"] + p["hidden"] + 1 for _ in range(p["vocabulary"]))
    return expected


def lstm_parameters(variant):
    p = variant.params
    gates = {"lstm": ["forget", "input", "output", "candidate"], "gru": ["update", "reset", "candidate"]}
    expected = {
        name: sum(connections(p["x"], p["hidden"], 1) for _ in blocks) for name, blocks in gates.items()
    }
    layers = [
        sum(connections(inputs, p["hidden"], 2) for _ in gates["lstm"] for _ in ("there", "back"))
        for inputs in (p["x"], 2 * p["hidden"])
    ]
    return expected | {"first": layers[0], "total": sum(layers)}


ORACLES = {
    "lstm_step": ("ONNX's LSTM operator", lstm_step),
    "gru_step": ("ONNX's GRU operator", gru_step),
    "rnn_parameters": ("connections counted unit by unit", rnn_parameters),
    "lstm_parameters": ("connections counted unit by unit", lstm_parameters),
}
