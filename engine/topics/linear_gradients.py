"""Gradients of linear layers: backward pass, order of the update, and the signs behind positive inputs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def linear_backward(x: npt.ArrayLike, w: npt.ArrayLike, g: npt.ArrayLike) -> tuple[Array, Array, Array]:
    """Gradients of a linear layer Y = X·W + b by its weights, its bias and its input.

    dW = Xᵀ·G, db = Σ over the examples of G, dX = G·Wᵀ, each of the shape of what it belongs to. The
    gradients of the examples add up; a mean over the batch is part of the loss, and so of G.

    Args:
      x: `[n, in]`, input of the forward pass.
      w: `[in, out]`, weights of the forward pass.
      g: `[n, out]`, gradient of the loss by Y.

    Returns:
      dW `[in, out]`, db `[out]`, dX `[n, in]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.5.6.
    """
    x, w, g = (np.asarray(each, dtype=float) for each in (x, w, g))
    return np.asarray(x.T @ g), g.sum(axis=0), np.asarray(g @ w.T)


def _draw_backward(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "x": draw.vector(2, 1, 5, 0, signed=True),
            "w": draw.matrix(2, 2, 1, 5, 0, signed=True),
            "g": draw.vector(2, 1, 5, 0, signed=True),
        }
    if level == 2:
        return {
            "x": draw.matrix(3, 2, 1, 4, 0, signed=True),
            "w": draw.matrix(2, 2, 1, 5, 0, signed=True),
            "g": draw.matrix(3, 2, 0.1, 1, 1, signed=True),
        }
    return {
        "x": draw.matrix(2, 2, 1, 4, 0, signed=True),
        "w": draw.matrix(2, 2, 0.2, 1.5, 1, signed=True),
        "g": draw.matrix(2, 2, 0.3, 1.5, 1, signed=True),
        "lr": draw.pick([0.05, 0.1, 0.2]),
    }


LINEAR_BACKWARD = Exercise(
    id="linear_backward",
    title="Backward pass of a linear layer",
    topic="gradients",
    seconds=150,
    reference=linear_backward,
    terms=("linear layer backward", "backward pass of a linear layer", "gradient of a fully connected layer"),
    aliases={"linear_backward_update_order": Focus(3)},
    prompt={
        1: "A linear layer computed y = x·W + b (vectors are rows). The loss has the gradient g by y.\n\n"
        "  x = {x}    g = {g}\n\n  W = {w}",
        2: "A linear layer computed Y = X·W + b; rows of X are examples, W is [in, out]. The loss of the "
        "batch has the gradient G by Y.\n\n  X = {x}    G = {g}    W = {w}",
        3: "A linear layer computed Y = X·W + b; rows of X are examples, W is [in, out]. The loss of the "
        "batch has the gradient G by Y. One step of gradient descent with learning rate {lr} changes W. The "
        "error is what dX gains if somebody changes W first and calculates dX afterwards (wrong − right).\n\n"
        "  X = {x}    G = {g}    W = {w}",
    },
    draw=_draw_backward,
    levels={1: ("dw", "dx"), 2: ("dW", "db", "dX"), 3: ("dX", "W_new", "error")},
    parts=(
        Part("dw", "the gradient by W", "matrix", digits=0),
        Part("dx", "the gradient by x", "vector", digits=0),
        Part("dW", "the gradient by W", "matrix", digits=2),
        Part("db", "the gradient by b", "vector", digits=2),
        Part("dX", "the gradient by X", "matrix", digits=2),
        Part("W_new", "W after the step", "matrix", digits=3),
        Part("error", "the error of dX", "matrix", digits=3),
    ),
    policies={"of_batch": lambda total, n: total},
    steps=(
        Step(
            "dw",
            "Weight from input i to output j carried x_i to y_j: x_i·g_j",
            "{dw}",
            lambda x, g: np.outer(x, g),
        ),
        Step("dx", "Input i reached every output: Σ_j g_j·W_ij", "{dx}", lambda g, w: w @ g),
        Step(
            "dW",
            "Xᵀ·G: inputs times gradients, added over the examples",
            "dW = {dW}",
            lambda x, g, of_batch: of_batch(x.T @ g, len(x)),
        ),
        Step(
            "db",
            "The bias reached every example: add G over the rows",
            "db = {db}",
            lambda x, g, of_batch: of_batch(g.sum(axis=0), len(x)),
        ),
        Step("dX", "G·Wᵀ, with the W of the forward pass", "dX = {dX}", lambda g, w: g @ w.T),
        Step("W_new", "Only then step: W − learning rate · dW", "{W_new}", lambda w, lr, dW: w - lr * dW),
        Step("wrong", "What the changed W would give: G·Wᵀ", "{wrong}", lambda g, W_new: g @ W_new.T),
        Step(
            "error",
            "Wrong − right (which is −learning rate · G·dWᵀ)",
            "{error}",
            lambda wrong, dX: wrong - dX,
        ),
    ),
    mistakes=(
        Mistake(
            "weights_not_transposed",
            "Going back the weights are used the other way round: input i collects Σ_j g_j·W_ij, so G·Wᵀ.",
            must=True,
            swap={"dx": lambda g, w: g @ w, "dX": lambda g, w: g @ w},
        ),
        Mistake(
            "mean_over_batch",
            "Add over the examples: a mean would stand in the loss and so be part of G already.",
            must=True,
            levels=(2,),
            swap={"of_batch": lambda total, n: total / n},
        ),
        Mistake(
            "weights_for_inputs",
            "The gradient by W carries the inputs, the gradient by X carries the weights.",
            levels=(1,),
            swap={"dw": lambda w, g: w * g},
        ),
        Mistake(
            "updated_first",
            "Calculate dX with the W of the forward pass, before the step changes it.",
            levels=(3,),
            must=True,
            swap={"dX": lambda g, w, x, lr: g @ (w - lr * x.T @ g).T},
        ),
        Mistake(
            "uphill",
            "The step goes against the gradient: subtract learning rate · dW.",
            must=True,
            levels=(3,),
            swap={"W_new": lambda w, lr, dW: w + lr * dW},
        ),
        Mistake(
            "learning_rate_forgotten",
            "Multiply the gradient by the learning rate before subtracting it.",
            levels=(3,),
            swap={"W_new": lambda w, dW: w - dW},
        ),
        Mistake(
            "right_minus_wrong",
            "The error is wrong − right.",
            levels=(3,),
            swap={"error": lambda wrong, dX: dX - wrong},
        ),
    ),
    conventions=(
        Convention(
            "stored_transposed",
            "Right where weights are stored as [out, in], as in PyTorch; here W is [in, out].",
            swap={"dw": lambda x, g: np.outer(g, x), "dW": lambda x, g: g.T @ x},
        ),
    ),
)


def weight_gradients(x: npt.ArrayLike, delta: npt.ArrayLike) -> Array:
    """Gradient of a unit's weights, for each example: its error signal times its inputs.

    dw = δ·x. If all inputs are positive, all weights of the unit get gradients of the sign of δ, and
    only a sum over examples with different δ can mix signs.

    Args:
      x: `[..., d]`, inputs of the unit.
      delta: `[...]`, gradient of the loss by its pre-activation.

    Returns:
      `[..., d]`.

    Source: LeCun, Bottou, Orr and Müller, Efficient BackProp (1998), section 4.3.
    """
    return np.asarray(np.asarray(delta)[..., None] * np.asarray(x, dtype=float))


ALL_UP, ALL_DOWN, MIXED = "all positive", "all negative", "of both signs"


def signs_of(gradient: npt.ArrayLike) -> str:
    """The signs of the components in words."""
    values = np.asarray(gradient)
    return ALL_UP if (values > 0).all() else ALL_DOWN if (values < 0).all() else MIXED


def _draw_signs(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"x": [draw.vector(3, 1, 9, 0)], "delta": [draw.signed(2, 5, 0)]}
    first, second = draw.spread(2, 0.4, 2, 1, gap=0.3)
    sign = draw.sign()
    if draw.chance(0.7):
        examples = [
            sorted(draw.spread(3, 0.3, 3, 1, gap=0.4)),
            sorted(draw.spread(3, 0.3, 3, 1, gap=0.4))[::-1],
        ]
    else:
        small = draw.vector(3, 0.3, 0.8, 1)
        examples = draw.shuffled([small, [round(4 * value, 1) for value in small]])
    return {"x": examples, "delta": [sign * first, -sign * second]}


GRADIENT_SIGN_SHARED = Exercise(
    id="gradient_sign_shared",
    title="Signs of weight gradients behind positive inputs",
    topic="gradients",
    seconds=60,
    reference=weight_gradients,
    terms=("zero-centred", "zero-centered", "all-positive inputs", "zig-zag"),
    prompt={
        1: "A linear unit has the inputs x, which are all positive (raw pixels, or outputs of ReLU). The "
        "loss has the gradient {delta[0]} by its pre-activation.\n\n  x = {x[0]}",
        2: "A linear unit sees two examples (rows of X) with positive inputs. The loss has the gradients δ "
        "by its pre-activation, one for each example; the gradient of the batch is their sum.\n\n"
        "  X = {x}    δ = {delta}",
    },
    draw=_draw_signs,
    levels={1: ("dw", "signs"), 2: ("each", "dw", "signs")},
    parts=(
        Part("each", "the gradient by the weights from each example", "matrix", digits=2),
        Part("dw", "the gradient by the weights, in total", "vector", digits=2),
        Part("signs", "its components are", "choice", options=(ALL_UP, ALL_DOWN, MIXED)),
    ),
    guard=lambda dw: "a component is nearly 0" if np.abs(dw).min() < 0.1 else None,
    steps=(
        Step("each", "For each example: δ times its inputs", "{each}", lambda delta, x: delta[:, None] * x),
        Step("dw", "Add the examples, if there are several", "{dw}", lambda each: each.sum(axis=0)),
        Step("signs", "Look at the signs of the sum", "{signs}", lambda dw: signs_of(dw)),
    ),
    mistakes=(
        Mistake(
            "delta_forgotten",
            "Multiply the inputs by the gradient that arrives at the unit: its sign decides.",
            must=True,
            swap={"each": lambda x: x},
        ),
        Mistake(
            "sign_of_delta_dropped",
            "Keep the sign of the gradient that arrives.",
            levels=(1, 2),
            swap={"each": lambda delta, x: np.abs(delta)[:, None] * x},
        ),
        Mistake(
            "averaged",
            "The batch gradient is asked for as the sum over the examples, not as their mean.",
            must=True,
            levels=(2,),
            swap={"dw": lambda each: each.mean(axis=0)},
        ),
        Mistake(
            "deltas_exchanged",
            "Each row of X goes with its own δ.",
            levels=(2,),
            swap={"each": lambda delta, x: delta[::-1, None] * x},
        ),
        Mistake(
            "one_sign_for_the_batch",
            "The signs agree within one example only; a sum over examples with different δ may mix them.",
            levels=(2,),
            swap={"signs": lambda each: signs_of(each[0])},
        ),
    ),
)
