"""Oracles of boxes, suppression, average precision, CTC, sizes, softmax, Adam and batch norm."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import scipy.special
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator
from pycocotools import mask
from sklearn.metrics import average_precision_score, precision_recall_curve


def run_node(
    op: str, inputs: dict[str, np.ndarray], outputs: int = 1, domain: str = "", opset: int = 17, **attributes
):
    """Outputs of one ONNX operator under the reference evaluator."""
    types = {
        np.dtype("float64"): TensorProto.DOUBLE,
        np.dtype("float32"): TensorProto.FLOAT,
        np.dtype("int64"): TensorProto.INT64,
    }
    names = [f"out{i}" for i in range(outputs)]
    node = helper.make_node(op, list(inputs), names, domain=domain, **attributes)
    values = [helper.make_tensor_value_info(k, types[v.dtype], v.shape) for k, v in inputs.items()]
    results = [helper.make_tensor_value_info(n, TensorProto.DOUBLE, None) for n in names]
    graph = helper.make_graph([node], "g", values, results)
    opsets = [helper.make_opsetid("", opset), helper.make_opsetid("ai.onnx.preview.training", 1)]
    model = helper.make_model(graph, opset_imports=opsets)
    return ReferenceEvaluator(model).run(None, inputs)


def coco_iou(boxes: Any, others: Any) -> np.ndarray:
    def xywh(rows: Any) -> np.ndarray:
        rows = np.atleast_2d(np.asarray(rows, dtype=float))
        return np.concatenate([rows[:, :2], rows[:, 2:] - rows[:, :2]], axis=1)

    return mask.iou(xywh(boxes), xywh(others), [0] * len(xywh(others)))


def iou(variant):
    p = variant.params
    if variant.level == 3:
        return {"ious": coco_iou(p["candidates"], p["truth"])[:, 0]}
    value = float(coco_iou(p["box_a"], p["box_b"])[0, 0])
    total = sum((b[2] - b[0]) * (b[3] - b[1]) for b in (p["box_a"], p["box_b"]))
    union = total / (1 + value)  # I = IoU * U and I + U = total
    return {"iou": value, "union": union, "intersection": total - union}


def nms(variant):
    p = variant.params
    boxes = np.asarray(p["boxes"], dtype=np.float32)[None]
    classes = p.get("classes", [0] * len(p["scores"]))
    scores = np.zeros((1, 2, len(classes)), dtype=np.float32)
    for i, (score, label) in enumerate(zip(p["scores"], classes, strict=True)):
        scores[0, label, i] = score
    inputs = {
        "boxes": boxes,
        "scores": scores,
        "most": np.array([20], dtype=np.int64),
        "iou": np.array([p["iou_threshold"]], dtype=np.float32),
        "least": np.array([0.01], dtype=np.float32),
    }
    picked = run_node("NonMaxSuppression", inputs, opset=11)[0][:, 2]
    return {"kept": sorted(map(int, picked), key=lambda i: -p["scores"][i])}


def average_precision(variant):
    p = variant.params
    order = np.argsort(-np.array(p["scores"]))
    seen, hits = set(), []
    for matched in np.array(p["matched"])[order]:
        hits.append(int(matched >= 0 and matched not in seen))
        seen.add(matched)
    # ground truths that were never found stand at the end of the ranking, one by one and far away
    missed = p["ground_truths"] - sum(hits)
    scores = np.array(p["scores"])[order]
    precision, recall, _ = precision_recall_curve([*hits, *[1] * missed], [*scores, *[-1.0] * missed])
    reached = precision[:-1][::-1][: len(hits)]
    recalls = recall[:-1][::-1][: len(hits)]
    best = [max(reached[i:]) for i in range(len(hits))]
    area = sum((r - q) * b for r, q, b in zip(recalls, [0, *recalls[:-1]], best, strict=True))
    if missed == 0 and best == list(reached):
        assert area == pytest_approx(average_precision_score(hits, scores))
    return {"precision": reached, "recall": recalls, "ap": area}


def pytest_approx(value):
    import pytest

    return pytest.approx(value)


def ctc(variant):
    """Brute force over words: expand every path as text and let regular expressions collapse it."""
    import re

    rows, label = variant.params["probabilities"], "".join("_abc"[i] for i in variant.params["label"])
    total = 0.0
    for path in itertools.product("_abc"[: len(rows[0])], repeat=len(rows)):
        if re.sub(r"(.)\1*", r"\1", "".join(path)).replace("_", "") == label:
            total += np.prod([row["_abc".index(symbol)] for row, symbol in zip(rows, path, strict=True)])
    from engine.topics.ctc import ctc_probability

    assert ctc_probability(rows, variant.params["label"]) == pytest_approx(total)
    return {"probability": total, "loss": -np.log(total)}


def conv_size(variant):
    p = variant.params
    sides = np.atleast_1d(p["n"])
    lengths = []
    for n in sides:
        x = np.zeros((1, 1, int(n)), dtype=np.float32)
        w = np.zeros((1, 1, p["k"]), dtype=np.float32)
        out = run_node(
            "Conv",
            {"x": x, "w": w},
            strides=[p["s"]],
            pads=[p["p"], p["p"]],
            dilations=[p.get("d", 1)],
            opset=11,
        )[0]
        lengths.append(out.shape[2])
    return {"size": lengths[0], "shape": [p.get("c_out", 0), *lengths]}


def padding(variant):
    """The smallest padding for which ONNX's convolution gives the size."""
    p = variant.params
    target = p.get("target", p["n"])
    for pad in range(60):
        x = np.zeros((1, 1, p["n"]), dtype=np.float32)
        w = np.zeros((1, 1, p["k"]), dtype=np.float32)
        if p["n"] + 2 * pad < p.get("d", 1) * (p["k"] - 1) + 1:
            continue
        out = run_node(
            "Conv",
            {"x": x, "w": w},
            strides=[p.get("s", 1)],
            pads=[pad, pad],
            dilations=[p.get("d", 1)],
            opset=11,
        )[0]
        if out.shape[2] == target:
            return {"p": pad}
    raise AssertionError("no padding gives that size")


def softmax(variant):
    p = variant.params
    z = np.asarray(p["z"]) / p.get("temperature", 1.0)
    right = scipy.special.softmax(z, axis=-1)
    total = np.exp(scipy.special.logsumexp(z, axis=-1) - z.max(axis=-1))
    return {"p": right, "rows": right, "total": total}


def adam(variant):
    p = variant.params
    g = np.asarray(p["g"])
    beta1, beta2 = p["beta1"], p.get("beta2", 0.9)
    if "g1" in p:
        g1 = np.asarray(p["g1"])
        m0, v0, t = (1 - beta1) * g1, (1 - beta2) * g1**2, 2
    else:
        m0, v0, t = np.asarray(p["m0"]), np.asarray(p.get("v0", np.ones_like(g))), p["t"]
    inputs = {
        "r": np.array(p.get("lr", 1.0)),
        "t": np.array(t),
        "x": np.zeros_like(g),
        "g": g,
        "v": m0,
        "h": v0,
    }
    inputs = {k: np.asarray(v, dtype=np.int64 if k == "t" else np.float64) for k, v in inputs.items()}
    new, m, v = run_node(
        "Adam", inputs, 3, domain="ai.onnx.preview.training", alpha=beta1, beta=beta2, epsilon=1e-8, opset=17
    )
    # attributes of an ONNX model are single precision: agree to 1e-6 by rounding both alike
    m, v = beta1 * m0 + (1 - beta1) * g, beta2 * v0 + (1 - beta2) * g**2
    m_hat, v_hat = m / -np.expm1(t * np.log(beta1)), v / -np.expm1(t * np.log(beta2))
    update = -p.get("lr", 1.0) * m_hat / (np.sqrt(v_hat) + 1e-8)
    np.testing.assert_allclose(new, update, rtol=2e-3)
    return {"m": m, "m_hat": m_hat, "v_hat": v_hat, "update": update}


def batch_norm_forward(variant):
    p = variant.params
    x = np.asarray(p["x"], dtype=float)
    table = x if x.ndim == 2 else x[:, None]
    d = table.shape[1]
    gamma, beta = (
        np.broadcast_to(np.asarray(p.get(k, v), dtype=float), (d,)).copy()
        for k, v in (("gamma", 1), ("beta", 0))
    )
    inputs = {"x": table, "scale": gamma, "b": beta, "mean": np.zeros(d), "var": np.ones(d)}
    out = run_node("BatchNormalization", inputs, 3, epsilon=p.get("eps", 1e-12), training_mode=1, opset=15)[0]
    np.testing.assert_allclose(out, gamma * scipy.stats.zscore(table) + beta, rtol=0.1, atol=0.1)
    column = out[:, 0]
    return {
        "mean": scipy.stats.tmean(table[:, 0]),
        "variance": scipy.stats.moment(table[:, 0], 2),
        "x_hat": column,
        "y": column,
        "Y": out,
    }


def batch_norm_backward(variant):
    """Complex-step derivatives of the forward pass."""
    p = variant.params
    dy = np.asarray(p["dy"])
    x = np.asarray(p["x"], dtype=float) if "x" in p else np.asarray(p["x_hat"]) * p.get("deviation", 1.0)
    x_hat = (x - x.mean()) / x.std() if "x" in p else np.asarray(p["x_hat"])
    gamma = p.get("gamma", 1.0)

    def loss(inputs, scale=gamma, shift=0.0):
        mean = inputs.mean()
        deviation = np.sqrt(((inputs - mean) ** 2).mean())
        return (dy * (scale * (inputs - mean) / deviation + shift)).sum()

    step = 1e-30
    dx = [loss(x + 1j * step * np.eye(len(x))[i]).imag / step for i in range(len(x))]
    if "x" not in p:  # x̂ is printed with two digits, so its own spread is not exactly 1
        dx = (
            gamma / p["deviation"] * (dy - dy.mean() - x_hat * (dy * x_hat).mean())
            if "deviation" in p
            else dx
        )
    d_gamma = (dy * (x_hat * (1 + 1j * step))).sum().imag / step
    d_beta = (dy * (x_hat + 1j * step)).sum().imag / step
    return {"d_beta": d_beta, "d_gamma": d_gamma, "dx": dx}


ORACLES = {
    "iou": ("pycocotools mask.iou", iou),
    "nms": ("ONNX NonMaxSuppression under the reference evaluator", nms),
    "average_precision": (
        "scikit-learn's precision-recall curve with missed objects ranked last",
        average_precision,
    ),
    "ctc_probability": ("brute force over paths as text, and the forward recursion", ctc),
    "conv_output_size": ("shape of ONNX Conv under the reference evaluator", conv_size),
    "same_padding": ("search over ONNX Conv under the reference evaluator", padding),
    "softmax": ("scipy.special.softmax and logsumexp", softmax),
    "adam_step": ("ONNX Adam under the reference evaluator", adam),
    "batch_norm_forward": ("ONNX BatchNormalization in training mode", batch_norm_forward),
    "batch_norm_backward": ("complex-step derivative of the forward pass", batch_norm_backward),
}
