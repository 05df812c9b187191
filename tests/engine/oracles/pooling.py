"""Oracles of pooling: ONNX's reference evaluator, scipy, differences, cells marked one by one."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator
from scipy.ndimage import shift
from scipy.signal import correlate


def pool(op, x, **attributes):
    """One map through an ONNX pooling operator."""
    x = np.asarray(x, dtype=np.float32)[None, None]
    node = helper.make_node(op, ["x"], ["y"], **attributes)
    value = helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)
    result = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    model = helper.make_model(
        helper.make_graph([node], "g", [value], [result]), opset_imports=[helper.make_opsetid("", 19)]
    )
    return ReferenceEvaluator(model).run(None, {"x": x})[0][0, 0].astype(float)


def settings(variant):
    p = variant.params
    return {
        "kernel_shape": [p["k"]] * 2,
        "strides": [p["s"]] * 2,
        "pads": [p.get("p", 0)] * 4,
    }


def max_pool_2d(variant):
    return {"y": pool("MaxPool", variant.params["x"], **settings(variant))}


def avg_pool_2d(variant):
    x = np.asarray(variant.params["x"])
    y = pool("AveragePool", x, count_include_pad=1, **settings(variant))
    return {"y": np.round(y * 36) / 36}  # single precision: means of 4 or 9 whole numbers


def pool_output_size(variant):
    p = variant.params
    sizes = [int(n) for n in np.atleast_1d(p["n"])]
    x = np.zeros((*sizes, *sizes)[:2])
    shape = pool("MaxPool", x, ceil_mode=int(variant.level == 3), **settings(variant)).shape
    outputs = list(shape[: len(sizes)])
    return {"size": outputs[0], "shape": [p.get("c"), *outputs], "full_shape": [p.get("c"), *outputs]}


def marked(n, k, s, p):
    """How many windows there are, and which cells of a row they cover."""
    seen = np.zeros(n + 2 * p, dtype=bool)
    starts = [start for start in range(0, n + 2 * p, s) if start + k <= n + 2 * p]
    for start in starts:
        seen[start : start + k] = True
    return len(starts), seen[p : p + n]


def pool_coverage(variant):
    p = variant.params
    if variant.level == 3:
        window, padding = map(int, variant.answer["setting"])
        outputs, seen = marked(p["n"], window, p["s"], padding)
        assert seen.all()
        assert outputs == int(np.ceil(p["n"] / p["s"]))
        for n in range(window, 200):  # the rule behind the example holds for any length
            assert marked(n, window, p["s"], padding)[1].all()
        return {"setting": [window, padding]}
    outputs, seen = marked(p["n"], p["k"], p["s"], p.get("p", 0))
    return {"out": outputs, "unseen": int((~seen).sum())}


def max_pool_shift_invariance(variant):
    p = variant.params
    x = np.asarray(p["x"])
    attributes = {"kernel_shape": [p["k"]] * 2, "strides": [p["k"]] * 2}
    before = pool("MaxPool", x, **attributes)
    after = pool("MaxPool", shift(x, (p.get("down", 0), 1), order=0), **attributes)
    return {"y": before, "y_moved": after, "changed": np.count_nonzero(before - after)}


def avg_pool_as_conv(variant):
    """The response of both layers to unit impulses."""
    p = variant.params
    w, m = np.asarray(p["w"], dtype=float), p["m"]

    def both(x):
        hidden = correlate(x, w, mode="valid")
        blocks = [np.arange(side // m * m).reshape(-1, m) for side in hidden.shape]
        for axis, block in enumerate(blocks):
            hidden = np.take(hidden, block, axis=axis).mean(axis=axis + 1)
        return hidden

    shape = tuple(side + m - 1 for side in w.shape)
    impulses = np.eye(int(np.prod(shape))).reshape(-1, *shape)
    kernel = np.array([both(impulse).item() for impulse in impulses]).reshape(shape)
    return {
        "kernel": kernel,
        "square": kernel,
        "y": both(np.asarray(p["x"], dtype=float)) if "x" in p else None,
    }


def pool_backward(variant):
    """Central differences of the forward pass of ONNX or of plain means."""
    p = variant.params
    d_y, k = np.asarray(p["d_y"], dtype=float), p["k"]
    if variant.level == 1:

        def loss(x):
            return sum(
                x[k * i : k * i + k, k * j : k * j + k].mean() * d_y[i, j] for i, j in np.ndindex(2, 2)
            )

        x = np.zeros((4, 4))
    else:
        attributes = {"kernel_shape": [k, k], "strides": [p["s"]] * 2}

        def loss(x):
            return (pool("MaxPool", x, **attributes) * d_y).sum()

        x = np.asarray(p["x"], dtype=float)
    gradient = np.zeros_like(x)
    for place in np.ndindex(*x.shape):
        step = np.zeros_like(x)
        step[place] = 0.25
        gradient[place] = (loss(x + step) - loss(x - step)) / 0.5
    return {"d_average": gradient, "d_x": gradient}


ORACLES = {
    "max_pool_2d": ("ONNX MaxPool", max_pool_2d),
    "avg_pool_2d": ("ONNX AveragePool", avg_pool_2d),
    "pool_output_size": ("shape of ONNX MaxPool", pool_output_size),
    "pool_coverage": ("cells marked window by window", pool_coverage),
    "max_pool_shift_invariance": ("ONNX MaxPool of a map moved by scipy", max_pool_shift_invariance),
    "avg_pool_as_conv": ("responses of both layers to unit impulses", avg_pool_as_conv),
    "pool_backward": ("central differences of ONNX MaxPool and of means", pool_backward),
}
