"""Relatives of dropout that drop single weights or whole feature maps."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def dropconnect(x: npt.ArrayLike, weights: npt.ArrayLike, mask: npt.ArrayLike) -> Array:
    """Linear layer in which single weights are dropped, each with its own mask.

    z = (W∘M)·x. Over the masks, with every weight kept with probability k, z has the mean k·W·x and the
    variance k·(1 − k)·(W∘W)·(x∘x), as the terms are independent.

    Args:
      x: `[d]`, inputs.
      weights: `[n, d]`.
      mask: `[n, d]`, ones and zeros.

    Returns:
      `[n]`.

    Source: Wan et al., Regularization of Neural Networks using DropConnect (2013), section 3.
    """
    return np.asarray((np.asarray(weights) * np.asarray(mask)) @ np.asarray(x, dtype=float))


def _draw_connect(draw: Draw, level: int) -> Params:
    if level == 1:
        weights = draw.matrix(2, 3, 1, 5, 0, signed=True)
        return {"x": draw.wholes(3, 1, 6), "W": weights, "mask": _mask(draw)}
    x, weights = draw.vector(3, 0.5, 3, 1), draw.matrix(2, 3, 0.2, 2, 1, signed=True)
    keep = draw.pick([0.4, 0.6, 0.7, 0.8])
    if level == 2:
        return {"x": x, "W": weights, "mask": _mask(draw), "keep": keep}
    return {"x": x, "W": weights, "keep": keep}


def _mask(draw: Draw) -> list[list[int]]:
    """Two different rows, neither empty nor full."""
    rows = [[0, 1, 1], [1, 0, 1], [1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
    return draw.sample(rows, 2)


DROPCONNECT_FORWARD = Exercise(
    id="dropconnect_forward",
    title="DropConnect: weights that are dropped",
    topic="regularization",
    seconds=90,
    reference=dropconnect,
    terms=("DropConnect", "single connections", "weights are dropped"),
    prompt={
        1: "DropConnect in training: every weight has its own entry in the mask M, and nothing is "
        "rescaled. What does "
        "the linear layer give?\n\n  W = {W}\n\n  M = {mask}\n\n  x = {x}",
        2: "DropConnect in training: every weight has its own entry in the mask M. The weights that "
        "stay are divided by "
        "the keep probability {keep}. What does the linear layer give?\n\n"
        "  W = {W}\n\n  M = {mask}\n\n  x = {x}",
        3: "DropConnect keeps every weight independently with probability {keep} and rescales "
        "nothing. Its test pass "
        "approximates the units of a linear layer by normal variables: with which means and which standard "
        "deviations?\n\n  W = {W}\n\n  x = {x}",
    },
    draw=_draw_connect,
    levels={1: ("products",), 2: ("z",), 3: ("means", "deviations")},
    parts=(
        Part("products", "the output", "vector", digits=0),
        Part("z", "the output", "vector"),
        Part("means", "the means", "vector"),
        Part("deviations", "the standard deviations", "vector"),
    ),
    steps=(
        Step(
            "kept", "Weights that stay: multiply W and M entry by entry", "{kept}", lambda W, mask: W * mask
        ),
        Step("products", "Multiply them with x", "{products}", lambda kept, x: kept @ x),
        Step(
            "z",
            "Divide by the keep probability",
            "{products}/{keep} = {z}",
            lambda products, keep: products / keep,
        ),
        Step("full", "Output with all weights", "W·x = {full}", lambda W, x: W @ x),
        Step("means", "Mean: keep·W·x", "{keep}·{full} = {means}", lambda keep, full: keep * full),
        Step(
            "squares",
            "Squares of the single terms, added up for each unit",
            "{squares}",
            lambda W, x: W**2 @ x**2,
        ),
        Step(
            "deviations",
            "Every term has the variance keep·(1 − keep)·term²; they add up, then take the root",
            "√({keep}·(1 − {keep})·{squares}) = {deviations}",
            lambda keep, squares: np.sqrt(keep * (1 - keep) * squares),
        ),
    ),
    mistakes=(
        Mistake(
            "mask_for_inputs",
            "Every weight has its own mask: dropping an input for all units alike is dropout.",
            must=True,
            levels=(1, 2),
            swap={"kept": lambda W, mask: W * mask[0]},
        ),
        Mistake(
            "mask_turned_over",
            "A 1 in the mask keeps the weight.",
            must=True,
            levels=(1, 2),
            swap={"kept": lambda W, mask: W * (1 - mask)},
        ),
        Mistake(
            "mask_ignored",
            "Set the weights with a 0 in the mask to 0 first.",
            levels=(1, 2),
            swap={"kept": lambda W: W},
        ),
        Mistake(
            "not_rescaled",
            "Divide the weights that stay by the keep probability.",
            must=True,
            levels=(2,),
            swap={"z": lambda products: products},
        ),
        Mistake(
            "rescaled_by_drop",
            "Divide by the probability of staying, not by that of being dropped.",
            levels=(2,),
            swap={"z": lambda products, keep: products / (1 - keep)},
        ),
        Mistake(
            "mean_not_scaled",
            "A weight is there only with the keep probability: multiply W·x by it.",
            must=True,
            levels=(3,),
            swap={"means": lambda full: full},
        ),
        Mistake(
            "square_of_the_sum",
            "The terms vary independently: square each of them, then add.",
            must=True,
            levels=(3,),
            swap={"squares": lambda full: full**2},
        ),
        Mistake(
            "root_forgotten",
            "The standard deviation is asked: take the root of the variance.",
            levels=(3,),
            swap={"deviations": lambda keep, squares: keep * (1 - keep) * squares},
        ),
        Mistake(
            "variance_of_the_kept",
            "A term that is there or not has the variance keep·(1 − keep)·term².",
            levels=(3,),
            swap={"deviations": lambda keep, squares: np.sqrt(keep * squares)},
        ),
    ),
)


def spatial_dropout(x: npt.ArrayLike, mask: npt.ArrayLike, drop: float) -> Array:
    """Training pass that drops whole feature maps and rescales the others.

    Every channel has one mask for all its pixels, as neighbouring pixels say almost the same. What stays
    is divided by 1 − p.

    Args:
      x: `[c, p]`, channels at p pixels.
      mask: `[c]`, ones and zeros.
      drop: probability p of dropping a channel, in [0, 1).

    Returns:
      `[c, p]`.

    Source: Tompson et al., Efficient Object Localization Using Convolutional Networks (2015).
    """
    return np.asarray(np.asarray(x, dtype=float) * np.asarray(mask)[:, None] / (1 - drop))


def _draw_spatial(draw: Draw, level: int) -> Params:
    drop = draw.pick([0.2, 0.6, 0.75])
    if level == 1:
        maps = [draw.sample(range(1, 10), 3) for _ in range(3)]
        return {"x": maps, "mask": draw.shuffled([1, 0, draw.pick([0, 1])]), "drop": drop}
    drop = draw.pick([0.2, 0.3, 0.4])
    keep = 1 - drop
    uniform = [
        draw.decimal(0.03, keep - 0.03, 2),
        draw.decimal(keep + 0.03, 0.97, 2),
        draw.decimal(0.03, keep - 0.03, 2) if draw.chance(0.7) else draw.decimal(keep + 0.03, 0.97, 2),
    ]
    x = draw.matrix(3, 3, 0.2, 4, 1, signed=True)
    return {"x": x, "uniform": draw.shuffled(uniform), "drop": drop}


SPATIAL_DROPOUT_FORWARD = Exercise(
    id="spatial_dropout_forward",
    title="Spatial dropout of feature maps",
    topic="regularization",
    seconds=75,
    reference=spatial_dropout,
    terms=("spatial dropout", "whole feature maps", "channels are dropped"),
    prompt={
        1: "Spatial dropout in training with the drop probability {drop}; what stays is divided by "
        "the keep probability. "
        "Rows of X are channels, columns are three pixels. The mask has a 1 for what stays.\n\n"
        "  X = {x}\n\n  mask = {mask}",
        2: "Spatial dropout in training with the drop probability {drop}; what stays is divided by "
        "the keep probability. "
        "Rows of X are channels, columns are three pixels. A channel stays where its uniform draw u "
        "is less than "
        "the keep probability.\n\n  X = {x}\n\n  u = {uniform}",
        3: "Spatial dropout in training with the drop probability {drop}; what stays is divided by "
        "the keep probability. "
        "Rows of X are channels, columns are three pixels. A channel stays where its uniform draw u "
        "is less than "
        "the keep probability. Give also two probabilities before u is known: that the first two "
        "pixels of channel "
        "1 both stay, and that all three channels are dropped.\n\n  X = {x}\n\n  u = {uniform}",
    },
    draw=_draw_spatial,
    levels={1: ("Y",), 2: ("Y",), 3: ("Y", "both", "none")},
    parts=(
        Part("Y", "the output", "matrix", digits=2),
        Part("both", "the probability that both pixels stay"),
        Part("none", "the probability that no channel stays"),
    ),
    steps=(
        Step("keep", "Keep probability", "1 − {drop} = {keep}", lambda drop: 1 - drop),
        Step(
            "mask", "One mask for each channel", "mask = {mask}", lambda uniform, keep: (uniform < keep) * 1
        ),
        Step(
            "scale",
            "What stays is divided by the keep probability",
            "1/{keep} = {scale}",
            lambda keep: 1 / keep,
        ),
        Step(
            "Y",
            "Every row is kept whole or becomes 0",
            "Y = {Y}",
            lambda x, mask, scale: x * mask[:, None] * scale,
        ),
        Step(
            "both",
            "The pixels of a channel share one draw: both stay if the channel stays",
            "{both}",
            lambda keep: keep,
        ),
        Step(
            "none", "The channels have draws of their own: multiply", "{drop}³ = {none}", lambda drop: drop**3
        ),
    ),
    mistakes=(
        Mistake(
            "pixels_dropped",
            "The mask has one entry for each channel, that is for each row: whole maps are dropped.",
            must=True,
            swap={"Y": lambda x, mask, scale: x * mask * scale},
        ),
        Mistake(
            "not_rescaled",
            "Divide what stays by the keep probability.",
            must=True,
            swap={"scale": lambda: 1.0},
        ),
        Mistake(
            "divided_by_drop",
            "Divide by the keep probability, not by the drop probability.",
            swap={"scale": lambda drop: 1 / drop},
        ),
        Mistake(
            "multiplied_in_training",
            "Divide by the keep probability, so that the mean is kept.",
            swap={"scale": lambda keep: keep},
        ),
        Mistake(
            "mask_turned_over",
            "Channels with a draw below the keep probability stay, and those with a mask of 1.",
            swap={"Y": lambda x, mask, scale: x * (1 - mask)[:, None] * scale},
        ),
        Mistake(
            "pixels_independent",
            "Pixels of one channel share one draw: they stay or go together.",
            must=True,
            levels=(3,),
            swap={"both": lambda keep: keep**2},
        ),
        Mistake(
            "channels_together",
            "Each channel has its own draw: multiply the three drop probabilities.",
            levels=(3,),
            swap={"none": lambda drop: drop},
        ),
        Mistake(
            "all_stay",
            "All three are to be dropped, so the drop probability counts.",
            levels=(3,),
            swap={"none": lambda keep: keep**3},
        ),
    ),
)
