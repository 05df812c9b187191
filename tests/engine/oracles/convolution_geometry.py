"""Oracles of kernel extents, strided "same" padding and settings that fit: windows laid out one by one."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def spread(k, d):
    """A dilated kernel of ones with its skipped cells."""
    return np.kron(np.eye(1, k) * 0 + 1, np.eye(1, d))[0, : k * d - (d - 1)]


def dilated_kernel_extent(variant):
    p = variant.params
    if variant.level < 3:
        kernel = spread(p["k"], p["d"])
        return {"extent": kernel.size, "share": np.outer(kernel, kernel).mean()}
    dilation = next(d for d in range(1, 60) if spread(p["k"], d).size == p["wanted"])
    lost = 200 - np.convolve(np.ones(200), spread(p["k"], dilation), mode="valid").size
    return {"dilation": dilation, "padding": lost / 2}


def strided_same_padding(variant):
    """Zeros whose presence ONNX's SAME_UPPER convolution shows: sums of windows over ones."""
    p = variant.params
    n, k, s, d = p["n"], p["k"], p["s"], p.get("d", 1)
    x = np.arange(1, n + 1, dtype=np.float32).reshape(1, 1, n)
    kernel = np.zeros((1, 1, k), dtype=np.float32)
    found = {}
    for name, tap in (("first", 0), ("last", k - 1)):
        kernel[:] = 0
        kernel[0, 0, tap] = 1
        attributes = {"auto_pad": "SAME_UPPER", "strides": [s], "dilations": [d], "kernel_shape": [k]}
        node = helper.make_node("Conv", ["x", "w"], ["y"], **attributes)
        values = [
            helper.make_tensor_value_info(a, TensorProto.FLOAT, v.shape) for a, v in (("x", x), ("w", kernel))
        ]
        result = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
        graph = helper.make_graph([node], "g", values, [result])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)])
        found[name] = ReferenceEvaluator(model).run(None, {"x": x, "w": kernel})[0][0, 0]
    # the first tap of an inner window stands on cell number y, which tells where window 0 starts
    inner = int(np.flatnonzero(found["first"])[0])
    start = int(found["first"][inner]) - 1 - s * inner
    end = start + s * (len(found["first"]) - 1) + d * (k - 1)
    before, after = -start, end - (n - 1)
    return {"out": len(found["first"]), "split": [before, after], "total": before + after}


def count(n, k, s, p):
    return sum(1 for start in range(-p, n + p, s) if start + k <= n + p)


def find_convolution(variant):
    """Any answer that is right when windows are counted; the variant's own example must be one."""
    v = variant.params
    if variant.level == 3:
        k, s, p = variant.answer["setting"]
        assert p < k > 1
        assert count(v["n"], k, s, p) == v["target"]
        return {"setting": [k, s, p]}
    s, p = v.get("s", 1), v.get("p", 0)
    return {"k": max(k for k in range(1, 60) if count(v["n"], k, s, p) == v["target"])}


ORACLES = {
    "dilated_kernel_extent": ("a kernel built with its gaps", dilated_kernel_extent),
    "strided_same_padding": ("ONNX Conv with auto_pad SAME_UPPER", strided_same_padding),
    "find_convolution": ("windows counted one by one", find_convolution),
}
