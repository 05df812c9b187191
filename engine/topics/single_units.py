"""Single units that learn from an example: the delta rule and the logistic neuron."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step
from engine.topics.saturating_activations import sigmoid

Array = npt.NDArray[np.float64]


def delta_rule_step(x: npt.ArrayLike, w: npt.ArrayLike, target: float, lr: float) -> Array:
    """Change of a linear unit's weights after one example (delta rule, least mean squares).

    Δw = −lr·(y − t)·x with y = w·x: a step down the gradient of ½(y − t)².

    Args:
      x: `[d]`, inputs.
      w: `[d]`, weights.
      target: t, the wanted output.
      lr: learning rate.

    Returns:
      `[d]`, to be added to w.

    Source: Widrow and Hoff, Adaptive Switching Circuits (1960); Bishop, Pattern Recognition and Machine
    Learning (2006), equation 3.23.
    """
    x = np.asarray(x, dtype=float)
    return np.asarray(-lr * (np.asarray(w) @ x - target) * x)


def _draw_delta(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "x": draw.vector(2, 1, 5, 0, signed=True),
            "w": draw.vector(2, 1, 4, 0, signed=True),
            "target": draw.whole(2, 9),
            "lr": 0.1,
        }
    drawn: Params = {
        "x": draw.vector(2, 0.5, 3, 1, signed=True),
        "w": draw.vector(2, 0.2, 1.5, 1, signed=True),
        "target": draw.signed(0.5, 3, 1),
        "lr": draw.pick([0.05, 0.1, 0.2]),
    }
    if level == 2:
        return drawn
    return {**drawn, "x2": draw.vector(2, 0.5, 3, 1, signed=True), "target2": draw.signed(0.5, 3, 1)}


DELTA_RULE_STEP = Exercise(
    id="delta_rule_step",
    title="A step of the delta rule",
    topic="gradients",
    seconds=75,
    reference=delta_rule_step,
    terms=("delta rule", "least mean squares", "Widrow-Hoff", "LMS rule"),
    prompt={
        1: "A linear unit without bias, y = w·x, learns by gradient descent on ½(y − t)², one example at a "
        "time.\n\n  x = {x}\n  w = {w}\n\n  target t = {target}, learning rate {lr}",
        2: "A linear unit without bias, y = w·x, takes one step of gradient descent on ½(y − t)².\n\n"
        "  x = {x}\n  w = {w}\n\n  target t = {target}, learning rate {lr}",
        3: "A linear unit without bias, y = w·x, learns online by gradient descent on ½(y − t)²: a step "
        "after each example, A first, then B.\n\n"
        "  A: x = {x}, t = {target}\n  B: x = {x2}, t = {target2}\n\n"
        "  weights at the start w = {w}, learning rate {lr}",
    },
    draw=_draw_delta,
    levels={1: ("error", "update"), 2: ("y", "update"), 3: ("w_new", "y2", "w_last")},
    parts=(
        Part("y", "the output y"),
        Part("error", "the error y − t", digits=1),
        Part("update", "what is added to the weights", "vector", digits=3),
        Part("w_new", "the weights after A", "vector"),
        Part("y2", "the output for B, before its step"),
        Part("w_last", "the weights after B", "vector"),
    ),
    steps=(
        Step("y", "Output: w·x", "{w}·{x} = {y}", lambda w, x: float(w @ x)),
        Step("error", "Error: y − t", "{y} − {target} = {error}", lambda y, target: y - target),
        Step(
            "update",
            "Update: −learning rate · error · x",
            "−{lr}·{error}·{x} = {update}",
            lambda lr, error, x: -lr * error * x,
        ),
        Step("w_new", "Add it to the weights", "{w} + {update} = {w_new}", lambda w, update: w + update),
        Step(
            "y2",
            "Output for B with the new weights",
            "{w_new}·{x2} = {y2}",
            lambda w_new, x2: float(w_new @ x2),
        ),
        Step("error2", "Its error", "{y2} − {target2} = {error2}", lambda y2, target2: y2 - target2),
        Step(
            "w_last",
            "Second step from there",
            "{w_new} − {lr}·{error2}·{x2} = {w_last}",
            lambda w_new, lr, error2, x2: w_new - lr * error2 * x2,
        ),
    ),
    mistakes=(
        Mistake(
            "wrong_direction",
            "The update is −learning rate · (y − t) · x: it takes the output towards the target.",
            must=True,
            swap={"update": lambda lr, error, x: lr * error * x},
        ),
        Mistake(
            "input_forgotten",
            "Each weight moves in proportion to its input: multiply the error by x.",
            must=True,
            swap={"update": lambda lr, error, x: np.full(len(x), -lr * error)},
        ),
        Mistake(
            "learning_rate_forgotten",
            "Multiply by the learning rate.",
            levels=(1, 2),
            swap={"update": lambda error, x: -error * x},
        ),
        Mistake(
            "weights_for_inputs",
            "The derivative of w·x by w is x: the update follows the inputs, not the weights.",
            levels=(1, 2),
            swap={"update": lambda lr, error, w: -lr * error * w},
        ),
        Mistake(
            "target_alone",
            "The step follows the error y − t, not the target.",
            levels=(1, 2),
            swap={"update": lambda lr, target, x: lr * target * x},
        ),
        Mistake(
            "old_weights_for_second",
            "Online learning uses the weights after the first step for the second example.",
            must=True,
            levels=(3,),
            swap={"y2": lambda w, x2: float(w @ x2)},
        ),
        Mistake(
            "second_step_from_start",
            "The second step starts from the weights after the first one: both updates count.",
            levels=(3,),
            swap={"w_last": lambda w, lr, error2, x2: w - lr * error2 * x2},
        ),
    ),
    conventions=(
        Convention(
            "without_half",
            "Right for the loss (y − t)²; here it is ½(y − t)², which takes the factor 2 away.",
            swap={
                "update": lambda lr, error, x: -2 * lr * error * x,
                "w_last": lambda w_new, lr, error2, x2: w_new - 2 * lr * error2 * x2,
            },
        ),
    ),
)


def logistic_gradient(
    x: npt.ArrayLike, w: npt.ArrayLike, b: float, label: npt.ArrayLike
) -> tuple[Array, float]:
    """Gradient of the binary cross-entropy of a logistic neuron by its weights and bias.

    With z = w·x + b, p = σ(z) and L = −y·ln p − (1 − y)·ln(1 − p): dL/dz = p − y, so dw = (p − y)·x and
    db = p − y; over a batch both are averaged.

    Args:
      x: `[n, d]` or `[d]`, inputs.
      w: `[d]`, weights.
      b: bias.
      label: y, `[n]` or a number, 0 or 1.

    Returns:
      dw `[d]` and db.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 4.91.
    """
    rows = np.atleast_2d(np.asarray(x, dtype=float))
    delta = sigmoid(rows @ np.asarray(w) + b) - np.asarray(label)
    return np.asarray(delta @ rows / len(rows)), float(delta.mean())


def _draw_neuron(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "x": draw.vector(2, 1, 3, 0, signed=True),
            "w": draw.vector(2, 0.2, 0.9, 1, signed=True),
            "b": draw.signed(0.2, 1, 1),
            "y": draw.whole(0, 1),
        }
    weights: Params = {
        "w": draw.vector(2, 0.2, 1, 1, signed=True),
        "b": draw.signed(0.2, 0.9, 1),
        "lr": draw.pick([0.1, 0.2, 0.5]),
    }
    if level == 2:
        return {"x": draw.vector(2, 0.5, 2, 1, signed=True), "y": draw.whole(0, 1), **weights}
    return {"x": draw.matrix(2, 2, 0.5, 2, 1, signed=True), "y": draw.shuffled([0, 1]), **weights}


LOGISTIC_NEURON = Exercise(
    id="logistic_neuron",
    title="A logistic neuron: forward, loss, one update",
    topic="gradients",
    seconds=180,
    reference=logistic_gradient,
    terms=("logistic regression", "logistic neuron", "logistic unit"),
    prompt={
        1: "A logistic neuron computes p = σ(w·x + b). Its loss is the binary cross-entropy (natural "
        "logarithm).\n\n  x = {x}, label {y}\n  w = {w}, b = {b}",
        2: "A logistic neuron computes p = σ(w·x + b) and takes one step of gradient descent on its binary "
        "cross-entropy (natural logarithm).\n\n"
        "  x = {x}, label {y}\n  w = {w}, b = {b}, learning rate {lr}",
        3: "A logistic neuron computes p = σ(w·x + b) for a batch of two examples (rows of X) and takes one "
        "step of gradient descent on the mean of their binary cross-entropies (natural logarithm).\n\n"
        "  X = {x}    labels {y}\n\n  w = {w}, b = {b}, learning rate {lr}",
    },
    draw=_draw_neuron,
    levels={1: ("z", "p", "loss"), 2: ("p", "loss", "dw", "w_new"), 3: ("dz", "loss", "dw", "db", "w_new")},
    parts=(
        Part("dz", "the gradient of each loss by its z", "vector"),
        Part("z", "the pre-activation z", digits=1),
        Part("p", "the output p"),
        Part("loss", "the loss"),
        Part("dw", "the gradient of the loss by w", "vector"),
        Part("db", "the gradient of the loss by b"),
        Part("w_new", "w after the step", "vector"),
    ),
    steps=(
        Step("z", "Pre-activation: w·x + b", "{x}·{w} + {b} = {z}", lambda x, w, b: x @ w + b),
        Step("p", "Output: σ(z) = 1/(1 + e^−z)", "σ({z}) = {p}", lambda z: 1 / (1 + np.exp(-z))),
        Step(
            "right",
            "Probability of the right label: p for label 1, 1 − p for label 0",
            "{right}",
            lambda p, y: np.where(y == 1, p, 1 - p),
        ),
        Step(
            "loss",
            "Loss: its negative natural logarithm (averaged over the examples, if there are several)",
            "−ln {right} → {loss}",
            lambda right: float(np.mean(-np.log(right))),
        ),
        Step("dz", "Gradient by the pre-activation: p − y", "{p} − {y} = {dz}", lambda p, y: p - y),
        Step(
            "dw",
            "Gradient by w: (p − y)·x, averaged over the examples",
            "{dz}·{x} → {dw}",
            lambda dz, x: np.dot(dz, x) / np.size(dz),
        ),
        Step("db", "Gradient by b: p − y, averaged over the examples", "{db}", lambda dz: float(np.mean(dz))),
        Step(
            "w_new",
            "Step: w − learning rate · gradient",
            "{w} − {lr}·{dw} = {w_new}",
            lambda w, lr, dw: w - lr * dw,
        ),
    ),
    mistakes=(
        Mistake(
            "gradient_reversed",
            "The gradient by z is p − y, not y − p: a label of 1 calls for a larger z.",
            must=True,
            levels=(2, 3),
            swap={"dz": lambda p, y: y - p},
        ),
        Mistake(
            "slope_of_sigmoid_kept",
            "With the cross-entropy the slope p·(1 − p) cancels: the gradient by z is just p − y.",
            must=True,
            levels=(2, 3),
            swap={"dz": lambda p, y: (p - y) * p * (1 - p)},
        ),
        Mistake(
            "other_label",
            "Take the probability that the neuron gives to the true label: p for 1, 1 − p for 0.",
            must=True,
            swap={"right": lambda p, y: np.where(y == 1, 1 - p, p)},
        ),
        Mistake(
            "output_whatever_the_label",
            "For label 0 the loss is −ln(1 − p).",
            swap={"right": lambda p: p},
        ),
        Mistake(
            "bias_forgotten",
            "Add the bias to w·x.",
            must=True,
            levels=(1,),
            swap={"z": lambda x, w: x @ w},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            levels=(1, 2),
            swap={"loss": lambda right: float(np.mean(-np.log10(right)))},
        ),
        Mistake(
            "input_forgotten",
            "By the chain rule each weight's gradient carries its input: (p − y)·x.",
            levels=(2, 3),
            swap={"dw": lambda dz, w: np.full(len(w), np.mean(dz))},
        ),
        Mistake(
            "summed",
            "The loss is the mean over the batch: divide by the number of examples.",
            must=True,
            levels=(3,),
            swap={
                "loss": lambda right: float(np.sum(-np.log(right))),
                "dw": lambda dz, x: np.dot(dz, x),
                "db": lambda dz: float(np.sum(dz)),
            },
        ),
        Mistake(
            "uphill",
            "The step goes against the gradient: subtract learning rate · gradient.",
            levels=(2, 3),
            swap={"w_new": lambda w, lr, dw: w + lr * dw},
        ),
        Mistake(
            "learning_rate_forgotten",
            "Multiply the gradient by the learning rate.",
            levels=(2, 3),
            swap={"w_new": lambda w, dw: w - dw},
        ),
    ),
)
