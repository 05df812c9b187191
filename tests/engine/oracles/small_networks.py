"""Oracles of small networks: shapes by ONNX's reference evaluator, weights and uses counted on arrays."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def length(kind, n, k, s, p):
    """Output length of ONNX Conv or MaxPool along one axis."""
    inputs = {"x": np.zeros((1, 1, n), dtype=np.float32)}
    if kind == "conv":
        inputs["w"] = np.zeros((1, 1, k), dtype=np.float32)
    attributes = {"kernel_shape": [k], "strides": [s], "pads": [p, p]}
    node = helper.make_node("Conv" if kind == "conv" else "MaxPool", list(inputs), ["y"], **attributes)
    values = [helper.make_tensor_value_info(n, TensorProto.FLOAT, v.shape) for n, v in inputs.items()]
    result = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    graph = helper.make_graph([node], "g", values, [result])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)])
    return ReferenceEvaluator(model).run(None, inputs)[0].shape[2]


def traced(shape, layers):
    """Output shape and weights of each layer; a pool has none."""
    rows = []
    for kind, *rest in layers:
        if kind == "dense":
            w, shape = np.zeros((rest[0], int(np.prod(shape))), dtype=np.int8), [rest[0]]
        else:
            k, s, p = rest[-3:]
            filters = rest[0] if kind == "conv" else 0
            w = np.zeros((filters, shape[0], k, k), dtype=np.int8)
            shape = [filters or shape[0], *(length(kind, side, k, s, p) for side in shape[1:])]
        rows.append((shape, w))
    return rows


def convnet_shape_trace(variant):
    p = variant.params
    rows = traced(p["shape"], [*p["first"], *p.get("second", [])])
    found = {"middle": rows[1][0]}
    if variant.level > 1:
        found |= {"last": rows[3][0], "flat": np.zeros(rows[3][0]).size}
    if variant.level == 3:
        found["total"] = sum(w.size + len(w) for _, w in rows)
    return found


def small_cnn_cost(variant):
    """Multiplications counted by sending ones through layers of ones."""
    p = variant.params
    rows = [(shape, w) for shape, w in traced(p["shape"], p["layers"]) if w.size]
    weights = np.array([w.size for _, w in rows])
    macs = np.array([w[0].size * np.zeros(shape).size for shape, w in rows])
    return {
        "macs": macs,
        "total": sum(2 * count for count in macs) / 10**6,
        "weight_share": 100 - 100 * weights[-1] / sum(weights),
        "work_share": 100 - 100 * macs[-1] / sum(macs),
    }


def activation_memory(variant):
    """Arrays of the kept maps, and batches tried one after the other."""
    p = variant.params
    dtype = {2: np.float16, 4: np.float32}[p["bytes_each"]]
    shapes = [p["shape"], *(shape for shape, _ in traced(p["shape"], p.get("layers", [])))]
    kept = [np.zeros(shape, dtype=dtype) for shape in shapes]
    found = {"numbers": sum(each.size for each in kept)}
    if variant.level < 3:
        return {**found, "megabytes": p["batch"] * sum(each.nbytes for each in kept) / 10**6}
    batch = 0
    while (batch + 1) * sum(each.nbytes for each in kept) + p["fixed"] * 10**6 <= p["limit"] * 10**9:
        batch += 1
    return {**found, "batch_limit": batch}


ORACLES = {
    "convnet_shape_trace": ("ONNX Conv and MaxPool on zeros, arrays of weights", convnet_shape_trace),
    "small_cnn_cost": ("ONNX shapes; output values times weights of a filter", small_cnn_cost),
    "activation_memory": ("arrays of the kept maps; batches tried one by one", activation_memory),
}
