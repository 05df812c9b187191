"""Oracles of gradient clipping: ONNX Clip, and scaling until the norm meets the cap."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator
from scipy.optimize import brentq
from scipy.spatial.distance import cosine


def onnx_clip(g, cap):
    node = helper.make_node("Clip", ["x", "low", "high"], ["y"])
    inputs = {"x": np.asarray(g, dtype=float), "low": np.array(-float(cap)), "high": np.array(float(cap))}
    values = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, a.shape) for k, a in inputs.items()]
    graph = helper.make_graph(
        [node], "g", values, [helper.make_tensor_value_info("y", TensorProto.DOUBLE, None)]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    return ReferenceEvaluator(model).run(None, inputs)[0]


def clip_by_norm(variant):
    p = variant.params
    parts = [np.array(p[name]) for name in ("g", "g_w", "g_b") if name in p]
    norm = np.hypot.reduce(np.concatenate(parts))

    def excess(scale):
        return np.hypot.reduce(np.concatenate([scale * part for part in parts])) - p["cap"]

    scale = 1.0 if norm <= p["cap"] else brentq(excess, 0, 1, xtol=1e-15)
    found = {"norm": norm, "clipped": scale * parts[0], "clipped_w": scale * parts[0]}
    return found | {"clipped_b": scale * parts[-1]}


def clip_by_value(variant):
    p = variant.params
    clipped = onnx_clip(p["g"], p["cap"])
    return {"clipped": clipped, "norm": np.hypot.reduce(clipped), "turn": 1 - cosine(p["g"], clipped)}


ORACLES = {
    "gradient_clip_by_norm": ("scaling by bisection until the norm meets the cap", clip_by_norm),
    "gradient_clip_by_value": ("ONNX Clip, and scipy's cosine distance", clip_by_value),
}
