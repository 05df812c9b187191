"""Oracles of cross entropy on logits, log-softmax, the derivatives of softmax and label smoothing."""

from __future__ import annotations

import numpy as np
import scipy.optimize
import scipy.special
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def complex_gradient(function, at, step=1e-30):
    """Derivatives of a number by each entry of an array."""
    at = np.asarray(at, dtype=float)
    result = np.zeros(at.shape)
    for index in np.ndindex(at.shape):
        moved = at.astype(complex)
        moved[index] += 1j * step
        result[index] = function(moved).imag / step
    return result


def mean_loss(logits, labels):
    rows = np.atleast_2d(logits)
    losses = [
        np.log(sum(np.exp(z) for z in row)) - row[label]
        for row, label in zip(rows, np.atleast_1d(labels), strict=True)
    ]
    return sum(losses) / len(losses)


def cross_entropy(variant):
    z, labels = np.atleast_2d(variant.params["z"]), np.atleast_1d(variant.params["label"])
    node = helper.make_node("SoftmaxCrossEntropyLoss", ["z", "y"], ["loss"], reduction="mean")
    graph = helper.make_graph(
        [node],
        "g",
        [
            helper.make_tensor_value_info("z", TensorProto.DOUBLE, z.shape),
            helper.make_tensor_value_info("y", TensorProto.INT64, labels.shape),
        ],
        [helper.make_tensor_value_info("loss", TensorProto.DOUBLE, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    loss = ReferenceEvaluator(model).run(None, {"z": z, "y": labels.astype(np.int64)})[0]
    gradient = complex_gradient(lambda at: mean_loss(at, labels), z)
    return {"loss": loss, "mean_loss": loss, "gradient": gradient[0], "gradients": gradient}


def run_float32(logits, index):
    """exp, sum, division and logarithm as ONNX operators in single precision."""
    nodes = [
        helper.make_node("Exp", ["z"], ["e"]),
        helper.make_node("ReduceSum", ["e"], ["s"]),
        helper.make_node("Div", ["e", "s"], ["p"]),
        helper.make_node("Log", ["p"], ["out"]),
    ]
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("z", TensorProto.FLOAT, [None])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    with np.errstate(all="ignore"):
        return ReferenceEvaluator(model).run(None, {"z": np.array(logits, dtype=np.float32)})[0][index]


def log_softmax(variant):
    p = variant.params
    result = {"lse": scipy.special.logsumexp(p["z"]), "log_p": scipy.special.log_softmax(p["z"])}
    if "index" in p:
        value = run_float32(p["z"], p["index"])
        if np.isfinite(value):
            np.testing.assert_allclose(value, result["log_p"][p["index"]], rtol=1e-3)
        result["naive"] = {True: "not a number", False: "minus infinity"}.get(np.isnan(value))
        if np.isfinite(value):
            result["naive"] = "the right value"
    return result


def saturation(variant):
    p = variant.params

    def probability(i):
        return lambda z: np.exp(z[i]) / np.exp(z).sum()

    if variant.level == 1:
        logits = np.log([p["p_i"], p["p_j"], 1 - p["p_i"] - p["p_j"] + 1e-300])
        own, cross, _ = complex_gradient(probability(0), logits)
        return {"own": own, "cross": cross}
    z = np.array(p["z"])
    if variant.level == 3:
        return {"jacobian": [complex_gradient(probability(i), z) for i in range(3)]}
    best = int(z.argmax())
    scaled = p["factor"] * z
    return {
        "p_max": scipy.special.softmax(z).max(),
        "slope": complex_gradient(probability(best), z)[best],
        "p_scaled": scipy.special.softmax(scaled).max(),
        "slope_scaled": complex_gradient(probability(best), scaled)[best],
    }


def smoothing(variant):
    """A blend of a one-hot and an even distribution, and the least cross entropy by a numerical search."""
    p = variant.params
    classes = p.get("classes") or len(p["p"])
    label = p.get("label", 0)
    even, sure = [1 / classes] * classes, [float(k == label) for k in range(classes)]
    q = [p["eps"] * a + (1 - p["eps"]) * b for a, b in zip(even, sure, strict=True)]
    result = {"targets": q}
    if "p" in p:
        # as a mean over what the label may be: the true one, or any one with the share eps
        result["loss"] = (1 - p["eps"]) * -np.log(p["p"][label]) + p["eps"] * np.mean(-np.log(p["p"]))
    if variant.level == 3:

        def loss(gap):
            log_sum = np.log(np.exp(gap) + classes - 1)
            return log_sum - q[0] * gap

        best = scipy.optimize.minimize_scalar(
            loss, bounds=(0, 20), options={"xatol": 1e-11}, method="bounded"
        )
        exact = scipy.optimize.brentq(lambda gap: np.exp(gap) / (np.exp(gap) + classes - 1) - q[0], 0, 30)
        np.testing.assert_allclose(best.x, exact, atol=1e-5)
        result |= {"gap": exact, "floor": best.fun}
    return result


ORACLES = {
    "softmax_cross_entropy": ("ONNX SoftmaxCrossEntropyLoss and complex-step derivatives", cross_entropy),
    "log_softmax": ("scipy.special, and ONNX operators in single precision", log_softmax),
    "softmax_saturation": ("complex-step derivatives", saturation),
    "label_smoothing": ("mixture of two cross entropies, and numerical minimisation", smoothing),
}
