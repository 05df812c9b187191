"""Layer, instance and group normalization: statistics of one example alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def layer_norm(x: npt.ArrayLike, gamma: npt.ArrayLike, beta: npt.ArrayLike, eps: float = 1e-5) -> Array:
    """Normalise each example over its own features, then scale and shift feature by feature.

    y = γ·(x − μ)/√(σ² + ε) + β, with the mean μ and the biased variance σ² of one example. It needs no
    batch and no running statistics, and does the same in training and at test time.

    Args:
      x: `[..., d]`, for instance tokens of d features.
      gamma, beta: `[d]`, scale and shift of each feature.
      eps: added to the variance, inside the root.

    Returns:
      The shape of x.

    Source: Ba, Kiros and Hinton, Layer Normalization (2016), section 3.
    """
    x = np.asarray(x, dtype=float)
    centred = x - x.mean(axis=-1, keepdims=True)
    return np.asarray(gamma * centred / np.sqrt(x.var(axis=-1, keepdims=True) + eps) + beta)


def _draw_layer(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"x": draw.sample(range(10), 4)}
    if level == 2:
        gamma, beta = draw.vector(4, 0.5, 2.5, 1), draw.vector(4, 0.2, 1.5, 1, signed=True)
        return {"x": draw.spread(4, -4, 8, 1, gap=0.6), "gamma": gamma, "beta": beta}
    rows = [draw.spread(3, -3, 4, 1, gap=0.8), draw.spread(3, 2, 20, 1, gap=2)]
    gamma, beta = draw.vector(3, 0.5, 2.5, 1), draw.vector(3, 0.2, 1.5, 1, signed=True)
    return {"x": draw.shuffled(rows), "gamma": gamma, "beta": beta, "eps": draw.pick([0.1, 0.2, 0.5])}


LAYER_NORM_FORWARD = Exercise(
    id="layer_norm_forward",
    title="Layer normalization of a token",
    topic="normalization",
    seconds=150,
    reference=layer_norm,
    terms=("layer norm", "layer normalization", "layer normalisation", "LayerNorm"),
    aliases={"layernorm_forward": Focus(2)},
    prompt={
        1: "Layer normalization (scale 1, shift 0, ε negligible) of one token with four features. "
        "The variance "
        "divides by the number of features.\n\n  x = {x}",
        2: "Layer normalization (ε negligible) of one token with four features; scale and shift are "
        "given for "
        "each feature. The variance divides by the number of features.\n\n"
        "  x = {x}\n  γ = {gamma}\n  β = {beta}",
        3: "Layer normalization of two tokens with three features each: rows are tokens, columns "
        "features. The "
        "variance divides by the number of values, and ε = {eps} is added to it inside the root.\n\n"
        "  X = {x}\n\n  γ = {gamma}\n  β = {beta}",
    },
    draw=_draw_layer,
    levels={1: ("mean", "x_hat"), 2: ("mean", "variance", "y"), 3: ("Y",)},
    parts=(
        Part("mean", "the mean"),
        Part("variance", "the variance"),
        Part("x_hat", "the normalised values", "vector", digits=2),
        Part("y", "the output y", "vector", digits=2),
        Part("Y", "the output Y", "matrix", digits=2),
    ),
    constants={"eps": 0.0},
    steps=(
        Step(
            "mean",
            "Mean of each token over its own features",
            "μ = {mean}",
            lambda x: x.mean(axis=-1),
        ),
        Step(
            "centred",
            "Subtract it from the features of that token",
            "{centred}",
            lambda x, mean: x - np.expand_dims(mean, -1),
        ),
        Step(
            "variance",
            "Variance of each token: mean of the squared differences",
            "σ² = {variance}",
            lambda centred: (centred**2).mean(axis=-1),
        ),
        Step(
            "x_hat",
            "Divide by √(σ² + ε) of the token",
            "x̂ = {x_hat}",
            lambda centred, variance, eps: centred / np.expand_dims(np.sqrt(variance + eps), -1),
        ),
        Step(
            "y",
            "Scale and shift feature by feature: y = γ·x̂ + β",
            "y = {y}",
            lambda gamma, x_hat, beta: gamma * x_hat + beta,
        ),
        Step(
            "Y",
            "Scale and shift feature by feature, that is column by column: Y = γ·X̂ + β",
            "Y = {Y}",
            lambda gamma, x_hat, beta: gamma * x_hat + beta,
        ),
    ),
    mistakes=(
        Mistake(
            "sample_variance",
            "Divide the squared differences by the number of features d, not by d − 1.",
            must=True,
            swap={"variance": lambda centred: (centred**2).sum(axis=-1) / (centred.shape[-1] - 1)},
        ),
        Mistake(
            "over_batch",
            "Take mean and variance over the features of each token, row by row: down a column it would be "
            "batch norm.",
            must=True,
            levels=(3,),
            swap={
                "x_hat": lambda x, eps: (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps),
            },
        ),
        Mistake(
            "all_values_together",
            "Each token has its own mean and variance: do not pool the tokens.",
            levels=(3,),
            swap={"x_hat": lambda x, eps: (x - x.mean()) / np.sqrt(x.var() + eps)},
        ),
        Mistake(
            "no_root",
            "Divide by the standard deviation: take the root of the variance.",
            must=True,
            swap={"x_hat": lambda centred, variance, eps: centred / np.expand_dims(variance + eps, -1)},
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
            levels=(2, 3),
            swap={"gamma": lambda beta: beta, "beta": lambda gamma: gamma},
        ),
        Mistake(
            "not_centred",
            "Subtract the mean before dividing.",
            swap={"x_hat": lambda x, variance, eps: x / np.expand_dims(np.sqrt(variance + eps), -1)},
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
            "epsilon_forgotten",
            "Add ε to the variance before taking the root.",
            levels=(3,),
            swap={"x_hat": lambda centred, variance: centred / np.expand_dims(np.sqrt(variance), -1)},
        ),
    ),
)


def group_norm(
    x: npt.ArrayLike, groups: int, gamma: npt.ArrayLike, beta: npt.ArrayLike, eps: float = 1e-5
) -> Array:
    """Normalise each group of neighbouring channels of one example over channels and positions.

    One group is layer normalization over C×H×W, one channel in each group is instance normalization.
    Scale and shift belong to channels, not to groups.

    Args:
      x: `[c, p]`, c channels of one example at p positions (height and width laid flat).
      groups: number of groups, a divisor of c.
      gamma, beta: `[c]`, scale and shift of each channel.
      eps: added to the variance, inside the root.

    Returns:
      `[c, p]`.

    Source: Wu and He, Group Normalization (2018), section 3.1.
    """
    x = np.asarray(x, dtype=float)
    grouped = x.reshape(groups, -1)
    centred = grouped - grouped.mean(axis=1, keepdims=True)
    x_hat = (centred / np.sqrt(grouped.var(axis=1, keepdims=True) + eps)).reshape(x.shape)
    return np.asarray(np.asarray(gamma)[:, None] * x_hat + np.asarray(beta)[:, None])


def _draw_group(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"x": [draw.sample(range(base, base + 10), 4) for base in (0, draw.pick([5, 10, 20]))]}
    rows = [draw.sample(range(low, low + 9), 2) for low in draw.shuffled([-6, 0, 5, 12])]
    if level == 2:
        return {"x": rows, "groups": 2}
    gamma, beta = draw.vector(4, 1.2, 3, 1), draw.vector(4, 0.2, 1.5, 1, signed=True)
    return {"x": rows, "groups": 2, "gamma": gamma, "beta": beta}


def _standard_groups(x: Any, groups: int) -> Any:
    grouped = x.reshape(groups, -1)
    return ((grouped - grouped.mean(axis=1)[:, None]) / grouped.std(axis=1)[:, None]).reshape(x.shape)


GROUP_NORM_FORWARD = Exercise(
    id="group_norm_forward",
    title="Instance and group normalization of small maps",
    topic="normalization",
    seconds=240,
    reference=group_norm,
    terms=(
        "group norm",
        "group normalization",
        "group normalisation",
        "instance norm",
        "instance normalization",
        "instance normalisation",
    ),
    aliases={"instance_norm_forward": Focus(1), "instancenorm_forward": Focus(1, "x_hat")},
    prompt={
        1: "One image has two channels of 2×2 pixels. Rows of X are channels, columns the four "
        "pixels. Instance "
        "normalization (scale 1, shift 0, ε negligible) is applied; variances divide by the number "
        "of values.\n\n"
        "  X = {x}",
        2: "One image has four channels of 1×2 pixels. Rows of X are channels, columns pixels. Group "
        "normalization with {groups} groups (neighbouring channels belong together; scale 1, shift 0, ε "
        "negligible) is applied; variances divide by the number of values.\n\n  X = {x}",
        3: "One image has four channels of 1×2 pixels. Rows of X are channels, columns pixels. Group "
        "normalization with {groups} groups (neighbouring channels belong together; ε negligible) is "
        "applied, "
        "with a scale γ and a shift β for each channel; variances divide by the number of values.\n\n"
        "  X = {x}\n\n  γ = {gamma}\n  β = {beta}",
    },
    draw=_draw_group,
    levels={1: ("means", "x_hat"), 2: ("means", "variances", "x_hat"), 3: ("Y",)},
    parts=(
        Part("means", "the means, in order", "vector"),
        Part("variances", "the variances, in order", "vector"),
        Part("x_hat", "the normalised values", "matrix", digits=2),
        Part("Y", "the output", "matrix", digits=2),
    ),
    constants={"groups": 2},
    steps=(
        Step(
            "grouped",
            "Lay out the values that share statistics, one group in a row",
            "{grouped}",
            lambda x, groups: x.reshape(groups, -1) * 1.0,
        ),
        Step("means", "Mean of each row", "{means}", lambda grouped: grouped.mean(axis=1)),
        Step(
            "variances",
            "Variance of each row: mean of the squared differences",
            "{variances}",
            lambda grouped, means: ((grouped - means[:, None]) ** 2).mean(axis=1),
        ),
        Step(
            "normalised",
            "Subtract the mean of the row and divide by its standard deviation",
            "{normalised}",
            lambda grouped, means, variances: (grouped - means[:, None]) / np.sqrt(variances)[:, None],
        ),
        Step(
            "x_hat",
            "Lay the values out as channels again",
            "X̂ = {x_hat}",
            lambda normalised, x: normalised.reshape(x.shape),
        ),
        Step(
            "Y",
            "Scale and shift channel by channel, that is row by row",
            "Y = {Y}",
            lambda gamma, x_hat, beta: gamma[:, None] * x_hat + beta[:, None],
        ),
    ),
    mistakes=(
        Mistake(
            "one_group",
            "Each group has its own mean and variance: over all channels together it would be layer norm.",
            must=True,
            swap={
                "means": lambda grouped: grouped.mean() + 0 * grouped[:, 0],
                "variances": lambda grouped: grouped.var() + 0 * grouped[:, 0],
            },
        ),
        Mistake(
            "each_channel_alone",
            "The channels of a group share their statistics: one by one it would be instance norm.",
            must=True,
            levels=(2, 3),
            swap={"x_hat": lambda x: _standard_groups(x, len(x))},
        ),
        Mistake(
            "over_channels",
            "Statistics run over the pixels of a channel or a group, not over the channels at one pixel.",
            levels=(1,),
            swap={"x_hat": lambda x: (x - x.mean(axis=0)) / x.std(axis=0)},
        ),
        Mistake(
            "channels_interleaved",
            "Neighbouring channels form a group: the first ones the first group, not every other one.",
            levels=(2, 3),
            swap={
                "grouped": lambda x, groups: (x.reshape(-1, groups, x.shape[1]).swapaxes(0, 1)).reshape(
                    groups, -1
                ),
                "x_hat": lambda normalised, x, groups: (
                    normalised.reshape(groups, -1, x.shape[1]).swapaxes(0, 1).reshape(x.shape)
                ),
            },
        ),
        Mistake(
            "sample_variance",
            "Divide the squared differences by the number of values, not by one less.",
            swap={
                "variances": lambda grouped, means: (
                    ((grouped - means[:, None]) ** 2).sum(axis=1) / (grouped.shape[1] - 1)
                )
            },
        ),
        Mistake(
            "no_root",
            "Divide by the standard deviation: take the root of the variance.",
            swap={
                "normalised": lambda grouped, means, variances: (
                    (grouped - means[:, None]) / variances[:, None]
                )
            },
        ),
        Mistake(
            "affine_by_group",
            "Scale and shift belong to channels: every row has its own, also within a group.",
            must=True,
            levels=(3,),
            swap={
                "Y": lambda gamma, x_hat, beta: gamma[[0, 0, 1, 1], None] * x_hat + beta[[0, 0, 1, 1], None]
            },
        ),
        Mistake(
            "no_affine",
            "Scale with γ and shift by β after normalising.",
            levels=(3,),
            swap={"Y": lambda x_hat: x_hat},
        ),
    ),
)
