"""Oracles of positions: complex rotations, ONNX's RotaryEmbedding, attention on tokens that change places."""

from __future__ import annotations

import cmath
import math

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def sinusoidal_position(variant):
    p = variant.params
    base, width = p.get("base", 10000), p["width"]

    def wave(position, pair):
        return cmath.exp(1j * position * math.exp(-2 * pair / width * math.log(base)))

    if variant.level == 1:
        turned = wave(p["position"], p["pair"])
        angle = p["position"] / base ** (p["pair"] / (width / 2))
        return {"angle": angle, "sine": turned.imag, "cosine": turned.real}
    if variant.level == 2:
        waves = [wave(p["position"], pair) for pair in range(width // 2)]
        return {"encoding": [part for each in waves for part in (each.imag, each.real)]}
    here, there = ([wave(position, pair) for pair in range(width // 2)] for position in (7, 7 + p["offset"]))
    similarity = sum(a.imag * b.imag + a.real * b.real for a, b in zip(here, there, strict=True))
    slowest = cmath.phase(wave(1, width // 2 - 1))
    return {"similarity": similarity, "wavelength": math.tau / slowest}


def onnx_rotary(x, position, frequencies):
    x = np.asarray(x, dtype=float).reshape(1, 1, 1, -1)
    angles = (position * np.asarray(frequencies, dtype=float)).reshape(1, 1, -1)
    arrays = {"x": x, "cos": np.cos(angles), "sin": np.sin(angles)}
    node = helper.make_node("RotaryEmbedding", list(arrays), ["Y"], interleaved=1)
    inputs = [helper.make_tensor_value_info(k, TensorProto.DOUBLE, v.shape) for k, v in arrays.items()]
    output = helper.make_tensor_value_info("Y", TensorProto.DOUBLE, None)
    graph = helper.make_graph([node], "g", inputs, [output])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 23)])
    return ReferenceEvaluator(model).run(None, arrays)[0].reshape(-1)


def rotary_position(variant):
    p = variant.params
    if variant.level == 1:
        return {"angle": p["position"] * p["theta"], "pair": onnx_rotary(p["x"], p["position"], [p["theta"]])}
    frequencies = [1.0, 1 / math.sqrt(p["base"])]
    if variant.level == 2:
        return {"rotated": onnx_rotary(p["x"], p["position"], frequencies)}
    shifted = onnx_rotary(p["q"], p["m"] - p["n"], frequencies)
    return {"score": shifted @ np.asarray(p["k"])}


def attention_permutation(variant):
    """Attention that returns what is asked: tokens find their old row or score by looking themselves up."""
    p = variant.params
    if variant.level == 3:
        scores, order = p["S"], p["order"]
        return {"scores": [[scores[a][b] for b in order] for a in order]}
    n = len(p["order"])
    tokens = 30 * np.eye(n)  # so far apart that each attends to itself alone
    permuted = tokens[p["order"]]
    weights = np.exp(permuted @ permuted.T - 900)
    weights /= weights.sum(axis=1, keepdims=True)
    outputs = weights @ (permuted / 30) @ np.asarray(p["Y"])
    return {"outputs": outputs, "pooled": np.mean(p["Y"], axis=0)}


ORACLES = {
    "sinusoidal_position": ("complex exponentials", sinusoidal_position),
    "rotary_position": ("ONNX's RotaryEmbedding", rotary_position),
    "attention_permutation": ("attention run on tokens in the new order", attention_permutation),
}
