"""Plain gradient descent: its step on a loss with known gradient, and the step of a mini-batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def gradient_descent_step(w: npt.ArrayLike, gradient: npt.ArrayLike, lr: float) -> Array:
    """Weights after one step against the gradient.

    w ← w − lr·∇L(w). The gradient points where the loss rises fastest, so the step goes the other way.
    Stochastic gradient descent takes the same step with the gradient of one example or mini-batch.

    Args:
      w: weights, any shape.
      gradient: of the loss at w, of the same shape.
      lr: learning rate, positive.

    Returns:
      New weights of the same shape.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 4.5 and algorithm 8.1.
    """
    return np.asarray(w, dtype=float) - lr * np.asarray(gradient, dtype=float)


def slope(w: Array, a: float, b: float, c: float) -> Array:
    """Gradient of a·w₁² + b·w₁·w₂ + c·w₂²."""
    return np.array([2 * a * w[0] + b * w[1], b * w[0] + 2 * c * w[1]])


def one_after_the_other(w: Array, a: float, b: float, c: float, lr: float) -> Array:
    """The second weight moved with a gradient that has seen the first one move."""
    first = w[0] - lr * (2 * a * w[0] + b * w[1])
    return np.array([first, w[1] - lr * (b * first + 2 * c * w[1])])


COEFFICIENTS = [0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.4, 1.5]
"""Of the quadratic loss; without 1, so that each one shows in the derivatives."""


def _draw_step(draw: Draw, level: int) -> Params:
    if level == 1:
        w, g = draw.vector(2, 1, 6, 0, signed=True), draw.vector(2, 2, 9, 0, signed=True)
        return {"w": w, "g": g, "lr": draw.pick([0.1, 0.2, 0.5])}
    return {
        "a": draw.pick(COEFFICIENTS),
        "b": draw.sign() * draw.pick(COEFFICIENTS),
        "c": draw.pick(COEFFICIENTS),
        "w": draw.vector(2, 0.5, 3, 1, signed=True),
        "lr": draw.pick([0.1, 0.2, 0.3]),
    }


def _surface(params: Params, steps: str) -> str:
    a, b, c = params["a"], params["b"], params["c"]
    return (
        f"Gradient descent with learning rate {params['lr']} minimises\n\n"
        f"  L(w) = {a}·w₁² {'+' if b > 0 else '−'} {abs(b)}·w₁·w₂ + {c}·w₂²\n\n"
        f"Take {steps} from w = {show.value(params['w'])}."
    )


GRADIENT_DESCENT_STEP = Exercise(
    id="gradient_descent_step",
    title="Steps of gradient descent",
    topic="optimizers",
    seconds=75,
    reference=gradient_descent_step,
    terms=("gradient descent", "SGD update", "plain SGD", "stochastic gradient descent"),
    aliases={"sgd_step": Focus(1)},
    prompt={
        1: "At the weights w = {w} the gradient of the loss is {g}. Take one step of gradient descent with "
        "learning rate {lr}.",
        2: lambda params: _surface(params, "one step"),
        3: lambda params: _surface(params, "two steps"),
    },
    draw=_draw_step,
    levels={1: ("new",), 2: ("g", "new"), 3: ("new", "final")},
    parts=(
        Part("g", "the gradient", "vector"),
        Part("new", "the weights after one step", "vector"),
        Part("final", "the weights after two steps", "vector"),
    ),
    steps=(
        Step(
            "g",
            "Gradient: differentiate by each weight, holding the other: [2·a·w₁ + b·w₂, b·w₁ + 2·c·w₂]",
            "[2·{a}·{w[0]} + {b}·{w[1]}, {b}·{w[0]} + 2·{c}·{w[1]}] = {g}",
            lambda w, a, b, c: slope(w, a, b, c),
        ),
        Step(
            "new",
            "Step against the gradient: w ← w − lr·∇L",
            "{w} − {lr}·{g} = {new}",
            lambda w, g, lr: w - lr * g,
        ),
        Step(
            "g2",
            "Gradient again, at the new weights",
            "[2·{a}·{new[0]} + {b}·{new[1]}, {b}·{new[0]} + 2·{c}·{new[1]}] = {g2}",
            lambda new, a, b, c: slope(new, a, b, c),
        ),
        Step(
            "final",
            "Step against that gradient",
            "{new} − {lr}·{g2} = {final}",
            lambda new, g2, lr: new - lr * g2,
        ),
    ),
    mistakes=(
        Mistake(
            "uphill",
            "Subtract lr times the gradient: it points uphill.",
            must=True,
            swap={"new": lambda w, g, lr: w + lr * g, "final": lambda new, g2, lr: new + lr * g2},
        ),
        Mistake(
            "gradient_kept",
            "Compute the gradient again at the new weights before the second step.",
            must=True,
            levels=(3,),
            swap={"g2": lambda g: g},
        ),
        Mistake(
            "no_rate",
            "Multiply the gradient by the learning rate before subtracting it.",
            must=True,
            swap={"new": lambda w, g: w - g, "final": lambda new, g2: new - g2},
        ),
        Mistake(
            "change_only",
            "This is only the change −lr·∇L: add it to the weights.",
            swap={"new": lambda g, lr: -lr * g, "final": lambda g2, lr: -lr * g2},
        ),
        Mistake(
            "mixed_term_ignored",
            "The product w₁·w₂ depends on both weights: it adds b·w₂ to the first derivative and b·w₁ to "
            "the second.",
            must=True,
            levels=(2, 3),
            swap={
                "g": lambda w, a, c: np.array([2 * a * w[0], 2 * c * w[1]]),
                "g2": lambda new, a, c: np.array([2 * a * new[0], 2 * c * new[1]]),
            },
        ),
        Mistake(
            "two_forgotten",
            "The derivative of a·w² is 2·a·w: write the 2.",
            levels=(2, 3),
            swap={
                "g": lambda w, a, b, c: slope(w, a / 2, b, c / 2),
                "g2": lambda new, a, b, c: slope(new, a / 2, b, c / 2),
            },
        ),
        Mistake(
            "one_after_the_other",
            "Take both components of the gradient at the same point, and only then move both weights.",
            levels=(2, 3),
            swap={
                "new": lambda w, a, b, c, lr: one_after_the_other(w, a, b, c, lr),
                "final": lambda new, a, b, c, lr: one_after_the_other(new, a, b, c, lr),
            },
        ),
    ),
)


def minibatch_average_gradient(gradients: npt.ArrayLike) -> Array:
    """Gradient of a mini-batch: the mean of its examples' gradients.

    ∇L = 1/B · Σ_i ∇L_i. With the mean the size of a step does not grow with the batch.

    Args:
      gradients: `[B, ...]`, one gradient for each example.

    Returns:
      An array of the shape of one gradient.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 8.1.
    """
    return np.asarray(np.mean(np.asarray(gradients, dtype=float), axis=0))


def residuals(w: Array, x: Array, y: Array) -> Any:
    """Prediction minus target of the line w₁·x + w₂."""
    return w[0] * x + w[1] - y


def _draw_batch(draw: Draw, level: int) -> Params:
    if level == 1:
        single = [float(g) for g in draw.sample([-6, -4, -3, -2, 2, 3, 4, 5, 7, 8], 4)]
        return {"gradients": single, "w": draw.signed(1, 5, 0), "lr": draw.pick([0.1, 0.2, 0.4])}
    rate = draw.pick([0.05, 0.1, 0.2])
    if level == 2:
        gradients = [draw.vector(2, 0.3, 2.5, 1, signed=True) for _ in range(draw.whole(3, 4))]
        return {"gradients": gradients, "w": draw.vector(2, 0.3, 2, 1, signed=True), "lr": rate}
    return {
        "x": [float(x) for x in draw.sample([-3, -2, 2, 3, 4, 5], 3)],
        "y": [float(y) for y in draw.sample(range(-4, 7), 3)],
        "w": [draw.signed(0.5, 2, 1), draw.signed(0.5, 2, 1)],
        "lr": rate,
    }


def _examples(params: Params) -> str:
    lr, w = params["lr"], params["w"]
    return (
        "The line w₁·x + w₂ is fitted with the loss ½·(w₁·x + w₂ − y)² of each example, averaged over the "
        f"mini-batch. The weights are w = {show.value(w)}, the learning rate is {lr}. Take one step with "
        "this mini-batch.\n\n" + show.table(["x", "y"], zip(params["x"], params["y"], strict=True))
    )


MINIBATCH_AVERAGE_GRADIENT = Exercise(
    id="minibatch_average_gradient",
    title="Gradient step of a mini-batch",
    topic="optimizers",
    seconds=90,
    reference=minibatch_average_gradient,
    terms=("mini-batch gradient", "mini-batch update", "average the gradients", "mini-batch SGD"),
    prompt={
        1: "The examples of a mini-batch give these gradients of the weight w = {w}: {gradients:list}. The "
        "loss is averaged over the mini-batch, the learning rate is {lr}. Take one step of gradient descent.",
        2: "Each row is the gradient that one example of a mini-batch gives for two weights.\n\n"
        "  {gradients}\n\nThe loss is averaged over the mini-batch, the weights are w = {w}, the learning "
        "rate is {lr}. Take one step of gradient descent.",
        3: _examples,
    },
    draw=_draw_batch,
    levels={1: ("mean", "new"), 2: ("mean_gradient", "weights"), 3: ("mean_gradient", "weights")},
    parts=(
        Part("mean", "the gradient of the mini-batch"),
        Part("new", "the new weight"),
        Part("mean_gradient", "the gradient of the mini-batch", "vector"),
        Part("weights", "the new weights", "vector"),
    ),
    steps=(
        Step(
            "errors",
            "Error of each example: prediction − target",
            "w₁·x + w₂ − y = {errors}",
            lambda w, x, y: residuals(w, x, y),
        ),
        Step(
            "gradients",
            "Gradient of each example: [error·x, error]",
            "{gradients}",
            lambda errors, x: np.stack([errors * x, errors], axis=1),
        ),
        Step("mean", "Average over the examples", "mean = {mean}", lambda gradients: gradients.mean()),
        Step("new", "w ← w − lr·mean", "{w} − {lr}·{mean} = {new}", lambda w, lr, mean: w - lr * mean),
        Step(
            "mean_gradient",
            "Average over the examples, each column by itself",
            "mean = {mean_gradient}",
            lambda gradients: gradients.mean(axis=0),
        ),
        Step(
            "weights",
            "w ← w − lr·mean",
            "{w} − {lr}·{mean_gradient} = {weights}",
            lambda w, lr, mean_gradient: w - lr * mean_gradient,
        ),
    ),
    mistakes=(
        Mistake(
            "sum_for_mean",
            "Divide the sum of the gradients by the number of examples: the loss is averaged.",
            must=True,
            swap={
                "mean": lambda gradients: gradients.sum(),
                "mean_gradient": lambda gradients: gradients.sum(axis=0),
            },
        ),
        Mistake(
            "uphill",
            "Subtract lr times the gradient: it points uphill.",
            must=True,
            swap={
                "new": lambda w, lr, mean: w + lr * mean,
                "weights": lambda w, lr, mean_gradient: w + lr * mean_gradient,
            },
        ),
        Mistake(
            "input_forgotten",
            "The prediction changes by x when w₁ changes by 1: multiply the error by x.",
            must=True,
            levels=(3,),
            swap={"gradients": lambda errors: np.stack([errors, errors], axis=1)},
        ),
        Mistake(
            "two_too_many",
            "The derivative of ½·e² is e: the ½ takes the 2 away.",
            levels=(3,),
            swap={"gradients": lambda errors, x: 2 * np.stack([errors * x, errors], axis=1)},
        ),
        Mistake(
            "target_minus_prediction",
            "The error is prediction − target, not the other way round: the sign decides the direction.",
            levels=(3,),
            swap={"errors": lambda w, x, y: -residuals(w, x, y)},
        ),
        Mistake(
            "no_rate",
            "Multiply the gradient by the learning rate before subtracting it.",
            swap={
                "new": lambda w, mean: w - mean,
                "weights": lambda w, mean_gradient: w - mean_gradient,
            },
        ),
        Mistake(
            "last_example_only",
            "Average over all examples: this is the gradient of the last one alone.",
            swap={
                "mean": lambda gradients: gradients[-1],
                "mean_gradient": lambda gradients: gradients[-1],
            },
        ),
    ),
)
