"""Backpropagation by hand through networks with one hidden layer of ReLU units."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step
from engine.topics.softmax import softmax

Array = npt.NDArray[np.float64]


def two_layer_gradients(
    x: npt.ArrayLike, w1: npt.ArrayLike, b1: npt.ArrayLike, w2: npt.ArrayLike, target: npt.ArrayLike
) -> tuple[Array, Array, Array]:
    """Gradients of half the squared error of a network with one ReLU layer, averaged over a batch.

    y = ReLU(X·W₁ + b₁)·w₂ and L = mean of ½(y − t)². Backward: δ = (y − t)/n, dw₂ = Hᵀ·δ,
    dZ = δ·w₂ᵀ where Z > 0 and 0 elsewhere, dW₁ = Xᵀ·dZ, db₁ = the sum of the rows of dZ.

    Args:
      x: `[n, d]`, rows are examples.
      w1: `[d, h]`.
      b1: `[h]`.
      w2: `[h]`.
      target: t, `[n]`.

    Returns:
      dW₁ `[d, h]`, db₁ `[h]`, dw₂ `[h]`.

    Source: Rumelhart, Hinton and Williams, Learning Representations by Back-Propagating Errors (1986);
    Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.5.6.
    """
    x, w2 = np.asarray(x, dtype=float), np.asarray(w2, dtype=float)
    z = x @ np.asarray(w1) + np.asarray(b1)
    h = np.maximum(z, 0)
    delta = (h @ w2 - np.asarray(target)) / len(x)
    dz = np.where(z > 0, np.outer(delta, w2), 0)
    return np.asarray(x.T @ dz), dz.sum(axis=0), np.asarray(h.T @ delta)


def _towards(raw: list[float], wanted: list[int]) -> list[float]:
    """Biases that turn sums into the wanted pre-activations."""
    return [round(z - value, 1) for value, z in zip(raw, wanted, strict=True)]


def _hidden(draw: Draw, units: int) -> Params:
    """Input, weights and biases of a hidden layer of which exactly one unit is silent."""
    x = draw.vector(2, 1, 3, 0, signed=True)
    w1 = draw.matrix(2, units, 1, 3, 0, signed=True)
    raw = [x[0] * a + x[1] * c for a, c in zip(*w1, strict=True)]
    wanted = draw.shuffled([-draw.whole(1, 3), *(draw.whole(1, 4) for _ in range(units - 1))])
    return {"x": x, "w1": w1, "b1": _towards(raw, wanted)}


def _draw_regression(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "h": draw.vector(3, 1, 5, 0),
            "w2": draw.vector(3, 1, 4, 0, signed=True),
            "target": draw.whole(2, 9),
        }
    if level == 2:
        return {**_hidden(draw, 3), "w2": draw.vector(3, 1, 4, 0, signed=True), "target": draw.whole(2, 9)}
    return {
        "x": draw.matrix(3, 2, 1, 3, 0, signed=True),
        "w1": draw.matrix(2, 2, 1, 2, 0, signed=True),
        "b1": draw.vector(2, 1, 4, 0),
        "w2": draw.vector(2, 1, 3, 0, signed=True),
        "target": [float(draw.whole(-6, 6)) for _ in range(3)],
    }


def _weak(h: Array, y: Array, target: Array) -> str | None:
    """A draw in which an error of 0 or a silent layer leaves nothing to calculate."""
    if np.abs(y - target).min() < 0.5:
        return "an error is 0"
    return "the layer is silent" if np.count_nonzero(h) < np.size(h) / 2 else None


BACKPROP_TWO_LAYER = Exercise(
    id="backprop_two_layer",
    title="Backpropagation through a two-layer network",
    topic="gradients",
    seconds=210,
    reference=two_layer_gradients,
    terms=("backpropagation", "chain rule in a network", "two-layer network"),
    prompt={
        1: "The hidden layer of a network has put out h. The output is y = w₂·h (linear, no bias), the loss "
        "½(y − t)².\n\n  h  = {h}\n  w₂ = {w2}\n\n  target t = {target}",
        2: "A network computes z = x·W₁ + b₁, h = ReLU(z), y = w₂·h (vectors are rows, the output has no "
        "bias) and the loss ½(y − t)².\n\n"
        "  x = {x}    W₁ = {w1}\n\n  b₁ = {b1}\n  w₂ = {w2}\n\n  target t = {target}",
        3: "A network computes Z = X·W₁ + b₁, H = ReLU(Z), y = H·w₂ for a batch of three examples (rows of "
        "X; the output has no bias). The loss is the mean of ½(y − t)² over the examples.\n\n"
        "  X = {x}    W₁ = {w1}    b₁ = {b1}\n\n  w₂ = {w2}    targets t = {target}",
    },
    draw=_draw_regression,
    levels={1: ("y", "dw2", "dh"), 2: ("y", "dw2", "dz", "dw1"), 3: ("loss", "dw2", "dw1", "db1")},
    parts=(
        Part("y", "the output y", digits=0),
        Part("loss", "the loss", digits=2),
        Part("dw2", "the gradient by w₂", "vector", digits=2),
        Part("dh", "the gradient by h", "vector", digits=0),
        Part("dz", "the gradient by z", "vector", digits=0),
        Part("dw1", "the gradient by W₁", "matrix", digits=2),
        Part("db1", "the gradient by b₁", "vector", digits=2),
    ),
    guard=_weak,
    steps=(
        Step("z", "Forward: x·W₁ + b₁", "z = {z}", lambda x, w1, b1: x @ w1 + b1),
        Step("h", "Forward: ReLU", "h = {h}", lambda z: np.maximum(z, 0)),
        Step("y", "Forward: the output", "y = {y}", lambda h, w2: h @ w2),
        Step("error", "By the output: y − t", "{y} − {target} = {error}", lambda y, target: y - target),
        Step(
            "loss",
            "Half of the square (averaged over the examples)",
            "{loss}",
            lambda error: float(np.mean(error**2) / 2),
        ),
        Step(
            "delta",
            "Divide by the number of examples, where the loss is their mean",
            "{delta}",
            lambda error: error / np.size(error),
        ),
        Step(
            "dw2",
            "By w₂: times the hidden outputs (added over the examples)",
            "{dw2}",
            lambda delta, h: np.dot(delta, h),
        ),
        Step("dh", "By the hidden outputs: times w₂", "{dh}", lambda delta, w2: np.multiply.outer(delta, w2)),
        Step("dz", "Through ReLU: only where z is positive", "{dz}", lambda dh, z: np.where(z > 0, dh, 0.0)),
        Step(
            "dw1",
            "By W₁: inputs times that (added over the examples)",
            "{dw1}",
            lambda x, dz: np.atleast_2d(x).T @ np.atleast_2d(dz),
        ),
        Step("db1", "By b₁: added over the examples", "{db1}", lambda dz: np.atleast_2d(dz).sum(axis=0)),
    ),
    mistakes=(
        Mistake(
            "relu_ignored",
            "A unit with a negative pre-activation lets no gradient through.",
            must=True,
            levels=(2, 3),
            swap={"dz": lambda dh: dh},
        ),
        Mistake(
            "error_reversed",
            "The derivative of ½(y − t)² by y is y − t, with y first.",
            must=True,
            swap={"error": lambda y, target: target - y},
        ),
        Mistake(
            "error_forgotten",
            "Every gradient starts with the error: multiply by y − t.",
            levels=(1, 2),
            swap={"delta": lambda error: np.sign(np.abs(error))},
        ),
        Mistake(
            "weights_and_outputs_exchanged",
            "The gradient by the weights carries the hidden outputs, the one by the outputs the weights.",
            must=True,
            levels=(1,),
            swap={"dw2": lambda delta, w2: delta * w2, "dh": lambda delta, h: delta * h},
        ),
        Mistake(
            "pre_activation_for_output",
            "w₂ was multiplied by h, after ReLU, not by z.",
            levels=(2, 3),
            swap={"dw2": lambda delta, z: np.dot(delta, z)},
        ),
        Mistake(
            "gated_by_gradient",
            "What passes ReLU is decided by the sign of z, not by that of the gradient.",
            levels=(2, 3),
            swap={"dz": lambda dh: np.maximum(dh, 0)},
        ),
        Mistake(
            "second_weights_skipped",
            "On the way to the hidden layer the error is multiplied by w₂.",
            levels=(2, 3),
            swap={"dh": lambda delta, w2: np.multiply.outer(delta, np.ones_like(w2))},
        ),
        Mistake(
            "summed",
            "The loss is a mean: divide the gradients by the number of examples.",
            must=True,
            levels=(3,),
            swap={"loss": lambda error: float(np.sum(error**2) / 2), "delta": lambda error: error},
        ),
    ),
    conventions=(
        Convention(
            "without_half",
            "Right for the loss (y − t)²; here it is ½(y − t)², which takes the factor 2 away.",
            swap={
                "loss": lambda error: float(np.mean(error**2)),
                "delta": lambda error: 2 * error / np.size(error),
            },
        ),
    ),
)


def classifier_gradients(
    x: npt.ArrayLike, w1: npt.ArrayLike, b1: npt.ArrayLike, w2: npt.ArrayLike, label: int
) -> tuple[Array, Array, Array]:
    """Gradients of the cross-entropy of a small classifier: ReLU layer, linear layer, softmax.

    δ = p − onehot(label), dW₂ = hᵀ·δ, dz = δ·W₂ᵀ where z > 0 and 0 elsewhere, dW₁ = xᵀ·dz.

    Args:
      x: `[d]`.
      w1: `[d, h]`, b1: `[h]`.
      w2: `[h, k]`.
      label: the true class, from 0.

    Returns:
      dW₁ `[d, h]`, db₁ `[h]`, dW₂ `[h, k]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), sections 6.2.2.3 and 6.5.6.
    """
    x, w2 = np.asarray(x, dtype=float), np.asarray(w2, dtype=float)
    z = x @ np.asarray(w1) + np.asarray(b1)
    h = np.maximum(z, 0)
    delta = softmax(h @ w2) - np.eye(w2.shape[1])[label]
    dz = np.where(z > 0, w2 @ delta, 0)
    return np.outer(x, dz), np.asarray(dz), np.outer(h, delta)


def _draw_classifier(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "h": draw.vector(2, 0.5, 2.5, 1),
            "w2": draw.matrix(2, 3, 0.2, 1, 1, signed=True),
            "label": draw.whole(0, 2),
        }
    w2 = draw.matrix(3, 3, 0.2, 0.9, 1, signed=True)
    return {**_hidden(draw, 3), "w2": w2, "label": draw.whole(0, 2)}


BACKPROP_CLASSIFIER = Exercise(
    id="backprop_classifier",
    title="Backpropagation from the cross-entropy of a classifier",
    topic="gradients",
    seconds=300,
    reference=classifier_gradients,
    terms=("backpropagation through a classifier", "gradient of a classifier"),
    prompt={
        1: "The hidden layer of a classifier has put out h. Its logits are h·W₂ (vectors are rows, no bias), "
        "the loss is softmax with cross-entropy, and the true class is number {label} (from 0).\n\n"
        "  h = {h}    W₂ = {w2}",
        2: "A classifier computes z = x·W₁ + b₁, h = ReLU(z) and the logits h·W₂ (vectors are rows). The "
        "loss is softmax with cross-entropy, and the true class is number {label} (from 0).\n\n"
        "  x = {x}    W₁ = {w1}    b₁ = {b1}\n\n  W₂ = {w2}",
    },
    draw=_draw_classifier,
    levels={1: ("p", "delta", "dw2"), 2: ("p", "dw2", "dz", "dw1")},
    parts=(
        Part("p", "the probabilities of the classes", "vector"),
        Part("delta", "the gradient by the logits", "vector"),
        Part("dw2", "the gradient by W₂", "matrix"),
        Part("dz", "the gradient by z", "vector"),
        Part("dw1", "the gradient by W₁", "matrix", digits=2),
    ),
    steps=(
        Step("z", "Forward: x·W₁ + b₁", "z = {z}", lambda x, w1, b1: x @ w1 + b1),
        Step("h", "Forward: ReLU", "h = {h}", lambda z: np.maximum(z, 0)),
        Step("logits", "Forward: the logits h·W₂", "{logits}", lambda h, w2: h @ w2),
        Step("p", "Softmax", "p = {p}", lambda logits: softmax(logits)),
        Step(
            "delta",
            "By the logits: p, less 1 at the true class",
            "p − onehot = {delta}",
            lambda p, label: p - np.eye(len(p))[label],
        ),
        Step(
            "dw2", "By W₂: hidden outputs times that, h_i·δ_j", "{dw2}", lambda h, delta: np.outer(h, delta)
        ),
        Step("dh", "By the hidden outputs: δ·W₂ᵀ", "{dh}", lambda w2, delta: w2 @ delta),
        Step("dz", "Through ReLU: only where z is positive", "{dz}", lambda dh, z: np.where(z > 0, dh, 0.0)),
        Step("dw1", "By W₁: inputs times that, x_i·dz_j", "{dw1}", lambda x, dz: np.outer(x, dz)),
    ),
    mistakes=(
        Mistake(
            "target_not_subtracted",
            "The gradient by the logits is p − onehot: subtract 1 from the probability of the true class.",
            must=True,
            swap={"delta": lambda p: p},
        ),
        Mistake(
            "reversed",
            "The gradient by the logits is p − onehot: negative at the true class only.",
            must=True,
            swap={"delta": lambda p, label: np.eye(len(p))[label] - p},
        ),
        Mistake(
            "true_class_only",
            "All logits get a gradient: the wrong ones p, the true one p − 1.",
            swap={"delta": lambda p, label: (p - 1) * np.eye(len(p))[label]},
        ),
        Mistake(
            "relu_ignored",
            "A unit with a negative pre-activation lets no gradient through.",
            must=True,
            levels=(2,),
            swap={"dz": lambda dh: dh},
        ),
        Mistake(
            "weights_not_transposed",
            "Hidden unit i collects Σ_j δ_j·W₂[i, j]: its row of W₂, not its column.",
            must=True,
            levels=(2,),
            swap={"dh": lambda w2, delta: delta @ w2},
        ),
        Mistake(
            "logits_for_probabilities",
            "Put the logits through softmax first.",
            swap={"p": lambda logits: logits},
        ),
        Mistake(
            "hidden_for_input",
            "W₁ was multiplied by the input x.",
            levels=(2,),
            swap={"dw1": lambda h, dz: np.outer(h[:2], dz)},
        ),
        Mistake(
            "pre_activation_for_output",
            "W₂ was multiplied by h, after ReLU, not by z.",
            levels=(2,),
            swap={"dw2": lambda z, delta: np.outer(z, delta)},
        ),
    ),
)
