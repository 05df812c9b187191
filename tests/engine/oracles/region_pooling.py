"""Oracles of region pooling, AP by recalls, and YOLO's grid."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def projection(variant):
    """Exact fractions, rounded by comparing with both neighbours."""
    p = variant.params
    stride = p.get("stride") or int(np.prod(p["strides"]))
    cells = []
    for value in p["box"]:
        exact = Fraction(value, stride)
        cells.append(min((int(exact), int(exact) + 1), key=lambda n, e=exact: abs(e - n)))
    return {"corners": cells, "size": [cells[2] - cells[0], cells[3] - cells[1]]}


def pooling(variant):
    """Every cell votes in all bins whose real interval it touches."""
    p = variant.params
    x = np.array(p["features"])
    out = np.full((p["rows"], p["columns"]), -np.inf)
    for (r, c), value in np.ndenumerate(x):
        for i, j in np.ndindex(out.shape):
            down = i * x.shape[0] < (r + 1) * p["rows"] and (i + 1) * x.shape[0] > r * p["rows"]
            across = j * x.shape[1] < (c + 1) * p["columns"] and (j + 1) * x.shape[1] > c * p["columns"]
            if down and across:
                out[i, j] = max(out[i, j], value)
    if variant.level < 3:  # equal bins are plain max pooling
        kernel = [x.shape[0] // p["rows"], x.shape[1] // p["columns"]]
        node = helper.make_node("MaxPool", ["x"], ["y"], kernel_shape=kernel, strides=kernel)
        value = helper.make_tensor_value_info
        graph = helper.make_graph(
            [node],
            "g",
            [value("x", TensorProto.FLOAT, [1, 1, *x.shape])],
            [value("y", TensorProto.FLOAT, None)],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
        pooled = ReferenceEvaluator(model).run(None, {"x": x[None, None].astype(np.float32)})[0]
        np.testing.assert_array_equal(pooled[0, 0], out)
    return {"pooled": out}


def eleven_points(variant):
    """Plain loops over recalls as whole tenths."""
    p = variant.params
    total = 0.0
    for tenth in range(11):
        heights = [
            h for h, r in zip(p["precision"], p["recall"], strict=True) if round(100 * r) >= 10 * tenth
        ]
        total += max(heights, default=0.0)
    return {"ap": total / 11}


def mean_ap(variant):
    """Exact fractions over all printed values."""
    p = variant.params
    rows = p["table"] if "table" in p else [p["ap"]]
    values = [Fraction(str(value)) for row in rows for value in row]
    return {"mean_ap": float(sum(values) / len(values))}


def v1(variant):
    """Every predicted number of every cell named once."""
    p = variant.params
    names = [
        (r, c, what)
        for r, c in itertools.product(range(p["grid"]), repeat=2)
        for what in [*itertools.product(range(p["boxes"]), "xywhc"), *range(p["classes"])]
    ]
    boxes = {(r, c, what[0]) for r, c, what in names if isinstance(what, tuple)}
    return {"outputs": len(names), "depth": len(names) // p["grid"] ** 2, "boxes_in_all": len(boxes)}


def heads(variant):
    """Boxes listed by scale, cell and anchor; channels as named numbers."""
    p = variant.params
    numbers = list(
        itertools.product(range(p["anchors"]), ["x", "y", "w", "h", "object", *range(p["classes"])])
    )
    boxes = [
        (stride, left, top, anchor)
        for stride in p.get("strides", [])
        for left in range(0, p["image"], stride)
        for top in range(0, p["image"], stride)
        for anchor in range(p["anchors"])
    ]
    return {"channels": len(numbers), "boxes": len(boxes)}


def decode(variant):
    """Edges of the cell on a ruler over the image, then the point between them."""
    p = variant.params
    centre = []
    for n, share, length in zip((p["column"], p["row"]), p["xy"], p["image"], strict=True):
        ruler = np.linspace(0, length, p["grid"] + 1)
        centre.append(np.interp(share, [0, 1], ruler[n : n + 2]))
    size = [
        np.interp(w, [0, 1], [0, length]) for w, length in zip(p.get("wh", [0, 0]), p["image"], strict=True)
    ]
    low = [c - s / 2 for c, s in zip(centre, size, strict=True)]
    return {"centre": centre, "size": size, "corners": [*low, low[0] + size[0], low[1] + size[1]]}


def scores(variant):
    """Products one by one as exact fractions."""
    p = variant.params
    table = [[Fraction(str(c)) * Fraction(str(q)) for q in p["probabilities"]] for c in p["confidences"]]
    limit = Fraction(str(p.get("threshold", 0)))
    return {
        "scores": [[float(value) for value in row] for row in table],
        "kept": [i for i, row in enumerate(table) if any(value > limit for value in row)],
    }


ORACLES = {
    "roi_projection": ("exact fractions against both neighbouring cells", projection),
    "roi_max_pool": ("cells voting in every bin they touch; ONNX MaxPool for equal bins", pooling),
    "average_precision_11pt": ("plain loops over whole tenths", eleven_points),
    "mean_average_precision": ("exact fractions", mean_ap),
    "yolo_v1_output_size": ("every predicted number listed", v1),
    "yolo_multiscale_box_count": ("every box listed by scale, cell and anchor", heads),
    "yolo_box_decode": ("interpolation on a ruler over the image", decode),
    "yolo_class_score": ("exact fractions one by one", scores),
}
