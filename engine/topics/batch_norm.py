"""Batch normalization in training: forward and backward through the batch statistics."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def batch_norm_forward(
    x: npt.ArrayLike, gamma: npt.ArrayLike, beta: npt.ArrayLike, eps: float = 1e-5
) -> Array:
    """Normalise each feature over the batch, then scale and shift it.

    y = γ·(x − μ)/√(σ² + ε) + β, with the mean μ and the biased variance σ² of the batch.

    Args:
      x: `[n, d]`, n examples of d features.
      gamma, beta: `[d]`, scale and shift.
      eps: added to the variance, inside the root.

    Returns:
      `[n, d]`.

    Source: Ioffe and Szegedy, Batch Normalization (2015), algorithm 1.
    """
    x = np.asarray(x, dtype=float)
    normalised = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    return np.asarray(gamma * normalised + beta)


def batch_norm_backward(
    dy: npt.ArrayLike, x: npt.ArrayLike, gamma: npt.ArrayLike, eps: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Gradients of batch normalization in training, through the batch statistics.

    dβ = Σ dy, dγ = Σ dy·x̂, dx = γ/√(σ² + ε) · (dy − mean(dy) − x̂·mean(dy·x̂)), all over the batch.

    Args:
      dy: `[n, d]`, gradient of the loss by the output.
      x: `[n, d]`, input of the forward pass.
      gamma: `[d]`, scale.
      eps: as in the forward pass.

    Returns:
      dx `[n, d]`, dgamma `[d]`, dbeta `[d]`.

    Source: Ioffe and Szegedy (2015), section 3, simplified; checked by differentiating the forward pass.
    """
    x, dy = np.asarray(x, dtype=float), np.asarray(dy, dtype=float)
    deviation = np.sqrt(x.var(axis=0) + eps)
    normalised = (x - x.mean(axis=0)) / deviation
    centred = dy - dy.mean(axis=0) - normalised * (dy * normalised).mean(axis=0)
    return np.asarray(gamma * centred / deviation), (dy * normalised).sum(axis=0), dy.sum(axis=0)


def _draw_forward(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"x": [float(value) for value in draw.sample(range(10), 4)]}
    affine = {"gamma": draw.decimal(1.2, 3, 1), "beta": draw.signed(0.3, 2, 1)}
    if level == 2:
        return {"x": draw.spread(4, -4, 6, 1, gap=0.5), **affine}
    gamma, beta = draw.vector(2, 1.2, 3, 1), draw.vector(2, 0.3, 2, 1, signed=True)
    columns = [draw.spread(3, -4, 6, 1, gap=0.8), draw.spread(3, 5, 25, 1, gap=2)]
    return {"x": [list(row) for row in zip(*columns, strict=True)], "gamma": gamma, "beta": beta, "eps": 0.1}


def _standard(x: Any) -> Any:
    """Biased standard deviation along the batch."""
    return x.std(axis=0)


BATCH_NORM_FORWARD = Exercise(
    id="batch_norm_forward",
    title="Batch normalization of a small batch",
    topic="normalization",
    seconds=120,
    reference=batch_norm_forward,
    terms=("batch norm", "batch normalization", "batchnorm"),
    aliases={"batchnorm_forward": Focus(2)},
    prompt={
        1: "Batch normalization (training, scale 1, shift 0, ε negligible) of one feature over four "
        "examples. The variance divides by the batch size.\n\n  x = {x}",
        2: "Batch normalization (training, ε negligible) of one feature over four examples. "
        "The variance divides by the batch size.\n\n  x = {x}\n\n  scale γ = {gamma}, shift β = {beta}",
        3: "Batch normalization in training: rows are examples, columns are features. The variance divides "
        "by the batch size, and ε = {eps} is added to it inside the root.\n\n"
        "  X = {x}\n\n  scale γ = {gamma}, shift β = {beta}",
    },
    draw=_draw_forward,
    levels={1: ("mean", "x_hat"), 2: ("mean", "variance", "y"), 3: ("Y",)},
    parts=(
        Part("mean", "the mean", digits=3),
        Part("variance", "the variance", digits=3),
        Part("x_hat", "the normalised values", "vector", digits=2),
        Part("y", "the output y", "vector", digits=2),
        Part("Y", "the output Y", "matrix", digits=2),
    ),
    constants={"eps": 0.0},
    steps=(
        Step("mean", "Mean of each feature over the batch", "μ = {mean}", lambda x: x.mean(axis=0)),
        Step("centred", "Subtract it", "x − μ = {centred}", lambda x, mean: x - mean),
        Step(
            "variance",
            "Variance over the batch: mean of the squared differences (divide by the batch size)",
            "σ² = {variance}",
            lambda centred: (centred**2).mean(axis=0),
        ),
        Step(
            "x_hat",
            "Divide by √(σ² + ε)",
            "x̂ = {x_hat}",
            lambda centred, variance, eps: centred / np.sqrt(variance + eps),
        ),
        Step("y", "Scale and shift: y = γ·x̂ + β", "y = {y}", lambda gamma, x_hat, beta: gamma * x_hat + beta),
        Step(
            "Y",
            "Scale and shift: Y = γ·X̂ + β, column by column",
            "Y = {Y}",
            lambda gamma, x_hat, beta: gamma * x_hat + beta,
        ),
    ),
    mistakes=(
        Mistake(
            "sample_variance",
            "Divide the squared differences by the batch size n, not by n − 1.",
            must=True,
            swap={"variance": lambda centred: (centred**2).sum(axis=0) / (len(centred) - 1)},
        ),
        Mistake(
            "no_root",
            "Divide by the standard deviation: take the root of the variance.",
            must=True,
            swap={"x_hat": lambda centred, variance, eps: centred / (variance + eps)},
        ),
        Mistake(
            "no_affine",
            "Scale with γ and shift by β after normalising.",
            must=True,
            levels=(2, 3),
            swap={"y": lambda x_hat: x_hat, "Y": lambda x_hat: x_hat},
        ),
        Mistake(
            "gamma_beta_exchanged",
            "γ scales and β shifts: y = γ·x̂ + β.",
            must=True,
            levels=(2, 3),
            swap={"gamma": lambda beta: beta, "beta": lambda gamma: gamma},
        ),
        Mistake(
            "over_features",
            "Take mean and variance over the batch, column by column: along a row it would be layer norm.",
            must=True,
            levels=(3,),
            swap={
                "mean": lambda x: x.mean(axis=1, keepdims=True),
                "variance": lambda centred: (centred**2).mean(axis=1, keepdims=True),
            },
        ),
        Mistake(
            "not_centred",
            "Subtract the mean before dividing.",
            swap={"x_hat": lambda x, variance, eps: x / np.sqrt(variance + eps)},
        ),
        Mistake(
            "shift_inside",
            "Add β after scaling with γ, not before.",
            levels=(2, 3),
            swap={
                "y": lambda gamma, x_hat, beta: gamma * (x_hat + beta),
                "Y": lambda gamma, x_hat, beta: gamma * (x_hat + beta),
            },
        ),
        Mistake(
            "epsilon_outside",
            "ε is added to the variance, inside the root.",
            levels=(3,),
            swap={"x_hat": lambda centred, variance, eps: centred / (np.sqrt(variance) + eps)},
        ),
        Mistake(
            "minmax",
            "Batch norm divides by the standard deviation, not by the range.",
            swap={"x_hat": lambda x, centred: centred / (x.max(axis=0) - x.min(axis=0))},
        ),
    ),
)


def _draw_backward(draw: Draw, level: int) -> Params:
    if level == 1:
        x_hat = draw.pick([[1.0, -1.0, 1.0, -1.0], [-1.0, 1.0, 1.0, -1.0], [1.0, 1.0, -1.0, -1.0]])
        return {"dy": [float(v) for v in draw.sample([-4, -3, -2, 2, 3, 4, 5, 6], 4)], "x_hat": x_hat}
    gamma, dy = draw.decimal(1.2, 3, 1), draw.vector(4, 0.2, 2.5, 1, signed=True)
    if level == 3:
        return {"dy": dy, "x": [float(v) for v in draw.sample(range(-4, 9), 4)], "gamma": gamma}
    ratio = draw.pick([0.2, 0.6, 1.0, 1.4])
    high = [1.0, ratio]
    scale = np.sqrt(np.mean(np.square(high)))
    a, b = (round(float(value / scale), 2) for value in high)
    return {
        "dy": dy,
        "x_hat": draw.shuffled([a, -a, b, -b]),
        "deviation": draw.decimal(1.3, 4, 1),
        "gamma": gamma,
    }


BATCH_NORM_BACKWARD = Exercise(
    id="batch_norm_backward",
    title="Gradients through batch normalization",
    topic="normalization",
    seconds=240,
    reference=batch_norm_backward,
    terms=("batch norm backward", "batch normalization gradient", "backpropagation through batch norm"),
    aliases={"batchnorm_backward": Focus(3), "batchnorm_param_grads": Focus(1)},
    prompt={
        1: "One feature of a batch of four was normalised to x̂ and became y = γ·x̂ + β. "
        "The loss has these gradients by y:\n\n  x̂  = {x_hat}\n  dy = {dy}",
        2: "One feature of a batch of four was normalised with the statistics of the batch and became "
        "y = γ·x̂ + β. ε is negligible, and the variance divides by the batch size.\n\n"
        "  x̂  = {x_hat}\n  dy = {dy}\n\n  σ = {deviation}, γ = {gamma}",
        3: "One feature of a batch of four goes through batch normalization in training: y = γ·x̂ + β, where "
        "x̂ uses mean and variance of the batch (dividing by its size; ε negligible).\n\n"
        "  x  = {x}\n  dy = {dy}\n\n  γ = {gamma}",
    },
    draw=_draw_backward,
    levels={1: ("d_beta", "d_gamma"), 2: ("d_beta", "d_gamma", "dx"), 3: ("d_gamma", "dx")},
    parts=(
        Part("d_beta", "the gradient by β", digits=2),
        Part("d_gamma", "the gradient by γ", digits=2),
        Part("dx", "the gradient by x", "vector", digits=2),
    ),
    steps=(
        Step(
            "deviation", "Standard deviation of the batch (divide by n)", "σ = {deviation}", lambda x: x.std()
        ),
        Step(
            "x_hat",
            "Normalised input: x̂ = (x − mean)/σ",
            "x̂ = {x_hat}",
            lambda x, deviation: (x - x.mean()) / deviation,
        ),
        Step("d_beta", "β reaches every output: dβ = Σ dy", "dβ = {dy:sum} = {d_beta}", lambda dy: dy.sum()),
        Step("d_gamma", "γ scales x̂: dγ = Σ dy·x̂", "dγ = {d_gamma}", lambda dy, x_hat: (dy * x_hat).sum()),
        Step("mean_dy", "The mean of x depends on every input: mean(dy)", "{mean_dy}", lambda dy: dy.mean()),
        Step(
            "mean_dy_x_hat",
            "So does the variance: mean(dy·x̂)",
            "{mean_dy_x_hat}",
            lambda dy, x_hat: (dy * x_hat).mean(),
        ),
        Step(
            "inner",
            "Take both out of the gradient: dy − mean(dy) − x̂·mean(dy·x̂)",
            "{inner}",
            lambda dy, mean_dy, x_hat, mean_dy_x_hat: dy - mean_dy - x_hat * mean_dy_x_hat,
        ),
        Step(
            "dx",
            "Scale: dx = γ/σ · that",
            "dx = {gamma}/{deviation}·{inner} = {dx}",
            lambda gamma, deviation, inner: gamma / deviation * inner,
        ),
    ),
    mistakes=(
        Mistake(
            "statistics_constant",
            "Mean and variance depend on x too: subtract mean(dy) and x̂·mean(dy·x̂).",
            must=True,
            levels=(2, 3),
            swap={"inner": lambda dy: dy},
        ),
        Mistake(
            "variance_constant",
            "The variance depends on x too: subtract x̂·mean(dy·x̂).",
            must=True,
            levels=(2, 3),
            swap={"inner": lambda dy, mean_dy: dy - mean_dy},
        ),
        Mistake(
            "mean_constant",
            "The mean depends on x too: subtract mean(dy).",
            levels=(2, 3),
            swap={"inner": lambda dy, x_hat, mean_dy_x_hat: dy - x_hat * mean_dy_x_hat},
        ),
        Mistake(
            "means_for_sums",
            "Gradients of γ and β are sums over the batch, not means.",
            must=True,
            swap={"d_beta": lambda dy: dy.mean(), "d_gamma": lambda dy, x_hat: (dy * x_hat).mean()},
        ),
        Mistake(
            "sums_for_means",
            "Inside dx the batch is averaged: mean(dy) and mean(dy·x̂), not their sums.",
            levels=(2, 3),
            swap={"mean_dy": lambda dy: dy.sum(), "mean_dy_x_hat": lambda dy, x_hat: (dy * x_hat).sum()},
        ),
        Mistake(
            "gamma_forgotten",
            "The gradient passes through the scale: multiply by γ.",
            levels=(2, 3),
            swap={"dx": lambda deviation, inner: inner / deviation},
        ),
        Mistake(
            "multiplied_by_deviation",
            "Normalising divides by σ, so its gradient does too.",
            levels=(2, 3),
            swap={"dx": lambda gamma, deviation, inner: gamma * deviation * inner},
        ),
        Mistake(
            "x_for_x_hat",
            "γ multiplies the normalised x̂, not x.",
            levels=(3,),
            swap={"d_gamma": lambda dy, x: (dy * x).sum()},
        ),
    ),
)
