"""Losses of regression: squared error with its gradient, and the Huber loss."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def mse_loss(predictions: npt.ArrayLike, targets: npt.ArrayLike) -> tuple[float, Array]:
    """Mean squared error and its gradient by the predictions.

    L = (1/N)·Σ (p − y)², and its gradient is 2·(p − y)/N.

    Args:
      predictions: p, any shape with N elements.
      targets: y, of the same shape.

    Returns:
      The loss, and the gradient in the shape of the predictions.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 5.4; PyTorch's
    documentation of MSELoss for the mean over all elements.
    """
    error = np.asarray(predictions, dtype=float) - np.asarray(targets, dtype=float)
    return float(np.mean(error**2)), 2 * error / error.size


def _draw_mse(draw: Draw, level: int) -> Params:
    if level == 1:
        y = draw.wholes(4, 1, 9)
        p = [
            a + d
            for a, d in zip(y, draw.shuffled([draw.pick([-3, 3]), 2, -1, draw.pick([1, 2])]), strict=True)
        ]
        return {"p": p, "y": y}
    if level == 2:
        return {"p": draw.vector(4, -2, 4, 1), "y": draw.vector(4, -2, 4, 1)}
    return {"p": draw.matrix(3, 2, -2, 4, 1), "y": draw.matrix(3, 2, -2, 4, 1)}


MSE_LOSS = Exercise(
    id="mse_loss",
    title="Mean squared error and its gradient",
    topic="losses",
    seconds=75,
    reference=mse_loss,
    terms=("mean squared error", "MSE loss", "MSE", "L2 loss", "squared error"),
    aliases={"mse_backward": Focus(2, "gradient")},
    prompt={
        1: "The loss is the mean squared error of these predictions p for the targets y.\n\n"
        "  p = {p}\n  y = {y}",
        2: "The loss is the mean squared error of these predictions p for the targets y.\n\n"
        "  p = {p}\n  y = {y}",
        3: "A network with two outputs predicts P for three examples (rows) with targets Y. The loss is the "
        "mean squared error over all six elements.\n\n  P = {p}   Y = {y}",
    },
    draw=_draw_mse,
    levels={1: ("mse",), 2: ("mse", "gradient"), 3: ("mse", "gradients")},
    parts=(
        Part("mse", "the mean squared error"),
        Part("gradient", "the gradient of the loss by p", "vector"),
        Part("gradients", "the gradient of the loss by P", "matrix"),
    ),
    steps=(
        Step("error", "Errors: prediction − target", "p − y = {error}", lambda p, y: p - y),
        Step("squares", "Square each of them", "{squares}", lambda error: error**2),
        Step("count", "Count the elements", "N = {count}", lambda error: error.size),
        Step(
            "mse",
            "Average: add and divide by the number of elements",
            "{mse}",
            lambda squares, count: squares.sum() / count,
        ),
        Step(
            "gradient",
            "The gradient is 2·(p − y)/N",
            "2·{error:plain}/{count} = {gradient}",
            lambda error, count: 2 * error / count,
        ),
        Step(
            "gradients",
            "The gradient is 2·(P − Y)/N, with all elements counted",
            "2·(P − Y)/{count} = {gradients}",
            lambda error, count: 2 * error / count,
        ),
    ),
    mistakes=(
        Mistake(
            "sum_for_mean",
            "Divide by the number of elements, in the loss and in its gradient.",
            must=True,
            swap={"count": lambda: 1},
        ),
        Mistake(
            "gradient_turned",
            "The gradient is 2·(p − y)/N: positive where the prediction is too large.",
            must=True,
            levels=(2, 3),
            swap={
                "gradient": lambda error, count: -2 * error / count,
                "gradients": lambda error, count: -2 * error / count,
            },
        ),
        Mistake(
            "absolute",
            "Square the errors: their mean without a square is the absolute error.",
            swap={"squares": lambda error: np.abs(error)},
        ),
        Mistake(
            "square_of_mean",
            "Square each error before averaging, or errors of both signs cancel.",
            swap={"mse": lambda error: error.mean() ** 2},
        ),
        Mistake(
            "root_taken",
            "The mean squared error has no root; with it, it is the RMSE.",
            swap={"mse": lambda squares, count: np.sqrt(squares.sum() / count)},
        ),
        Mistake(
            "loss_in_gradient",
            "The derivative of a square is twice the error, not the square.",
            levels=(2, 3),
            swap={
                "gradient": lambda squares, count: squares / count,
                "gradients": lambda squares, count: squares / count,
            },
        ),
    ),
    conventions=(
        Convention(
            "half",
            "Right for the loss with a factor ½; here it is the plain mean of the squares.",
            swap={
                "mse": lambda squares, count: squares.sum() / count / 2,
                "gradient": lambda error, count: error / count,
                "gradients": lambda error, count: error / count,
            },
        ),
        Convention(
            "mean_over_examples",
            "Right where outputs are added and only examples averaged; here all elements are averaged.",
            swap={"count": lambda error: len(error)},
        ),
    ),
)


def huber_loss(errors: npt.ArrayLike, delta: float = 1.0) -> Array:
    """Huber loss: quadratic for small errors, linear for large ones.

    ½·e² where |e| ≤ δ, and δ·(|e| − ½·δ) beyond; its slope is e cut to [−δ, δ].

    Args:
      errors: e = prediction − target, any shape.
      delta: δ > 0, in the unit of the errors.

    Returns:
      Losses of the same shape.

    Source: Huber, Robust Estimation of a Location Parameter (1964). PyTorch's SmoothL1Loss with
    beta = δ is this divided by δ (Girshick, Fast R-CNN (2015), equation 3, has δ = 1).
    """
    size = np.abs(np.asarray(errors, dtype=float))
    return np.asarray(np.where(size <= delta, 0.5 * size**2, delta * (size - 0.5 * delta)))


def _draw_huber(draw: Draw, level: int) -> Params:
    delta = 2 if level == 1 else draw.pick([0.4, 0.5, 0.8, 1.5, 2.0])
    if level == 1:
        return {"error": draw.shuffled([draw.sign(), draw.whole(3, 5), -draw.whole(3, 6)]), "delta": delta}
    small = [round(delta * share / 100, 1) for share in draw.sample([25, 45, 65, 80], 2)]
    large = [round(delta * share / 100, 1) for share in draw.sample([130, 160, 200, 250, 320], 2)]
    errors = [draw.sign() * max(value, 0.1) for value in draw.shuffled(small + large)]
    y = draw.vector(4, -3, 6, 1)
    return {"p": [round(a + e, 1) for a, e in zip(y, errors, strict=True)], "y": y, "delta": delta}


def _edge(error: Array, delta: float) -> str | None:
    return "an error is close to the threshold" if np.any(np.abs(np.abs(error) - delta) < 0.05) else None


HUBER_LOSS = Exercise(
    id="huber_loss",
    title="Huber loss: quadratic near, linear far",
    topic="losses",
    seconds=90,
    reference=huber_loss,
    terms=("Huber loss", "smooth L1"),
    prompt={
        1: "Three predictions have the errors e = {error}. The loss is the Huber loss with δ = {delta}: ½·e² "
        "up to δ, and beyond it a line that continues with the same slope.",
        2: "Predictions p for the targets y are scored with the mean Huber loss, δ = {delta}: ½·e² up to δ, "
        "and beyond it a line that continues with the same slope.\n\n  p = {p}\n  y = {y}",
        3: "Predictions p for the targets y are scored with the mean Huber loss, δ = {delta}: ½·e² up to δ, "
        "and beyond it a line that continues with the same slope.\n\n  p = {p}\n  y = {y}",
    },
    draw=_draw_huber,
    levels={1: ("losses",), 2: ("losses", "mean"), 3: ("mean", "gradient")},
    parts=(
        Part("losses", "the loss of each error", "vector"),
        Part("mean", "the mean loss"),
        Part("gradient", "the gradient of the mean loss by p", "vector"),
    ),
    guard=_edge,
    steps=(
        Step("error", "Errors: prediction − target", "e = {error}", lambda p, y: p - y),
        Step(
            "losses",
            "½·e² where |e| ≤ δ, δ·(|e| − ½·δ) beyond",
            "{losses}",
            lambda error, delta: np.where(
                np.abs(error) <= delta, 0.5 * error**2, delta * (np.abs(error) - 0.5 * delta)
            ),
        ),
        Step("mean", "Average", "{mean}", lambda losses: losses.mean()),
        Step(
            "slope",
            "Slope of each loss: the error, cut to −δ and δ",
            "{slope}",
            lambda error, delta: np.clip(error, -delta, delta),
        ),
        Step("gradient", "Divide by the number of errors", "{gradient}", lambda slope: slope / len(slope)),
    ),
    mistakes=(
        Mistake(
            "jump",
            "The line starts where the parabola ends: δ·(|e| − ½·δ), or the loss jumps at δ.",
            must=True,
            swap={
                "losses": lambda error, delta: np.where(
                    np.abs(error) <= delta, 0.5 * error**2, delta * np.abs(error)
                )
            },
        ),
        Mistake(
            "always_quadratic",
            "Beyond δ the loss grows only linearly: δ·(|e| − ½·δ), with slope δ.",
            must=True,
            swap={"losses": lambda error: 0.5 * error**2, "slope": lambda error: error},
        ),
        Mistake(
            "no_half",
            "The quadratic part is ½·e².",
            swap={
                "losses": lambda error, delta: np.where(
                    np.abs(error) <= delta, error**2, delta * (np.abs(error) - 0.5 * delta)
                ),
            },
        ),
        Mistake(
            "always_linear",
            "Up to δ the loss is quadratic: ½·e².",
            swap={
                "losses": lambda error, delta: delta * (np.abs(error) - 0.5 * delta),
                "slope": lambda error, delta: delta * np.sign(error),
            },
        ),
        Mistake(
            "slope_not_delta",
            "The line has the slope δ, not 1: it continues the parabola.",
            swap={
                "losses": lambda error, delta: np.where(
                    np.abs(error) <= delta, 0.5 * error**2, np.abs(error) - 0.5 * delta
                ),
                "slope": lambda error, delta: np.where(np.abs(error) <= delta, error, np.sign(error)),
            },
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the number of errors.",
            must=True,
            levels=(2, 3),
            swap={"mean": lambda losses: losses.sum(), "gradient": lambda slope: slope},
        ),
        Mistake(
            "error_turned",
            "The gradient by the prediction has the sign of prediction − target.",
            levels=(3,),
            swap={"slope": lambda error, delta: -np.clip(error, -delta, delta)},
        ),
    ),
    conventions=(
        Convention(
            "smooth_l1",
            "Right for smooth L1, which is the Huber loss divided by δ; here it is not divided.",
            swap={
                "losses": lambda error, delta: np.where(
                    np.abs(error) <= delta, 0.5 * error**2 / delta, np.abs(error) - 0.5 * delta
                ),
                "slope": lambda error, delta: np.clip(error / delta, -1, 1),
            },
        ),
    ),
)
