"""Softmax of logits, with and without a temperature."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def softmax(logits: npt.ArrayLike, temperature: float = 1.0, axis: int = -1) -> Array:
    """Probabilities in proportion to the exponentials of logits.

    p_i = exp(z_i / T) / Σ_j exp(z_j / T). The largest logit is subtracted first, which changes no
    probability and keeps the exponentials from overflowing.

    Args:
      logits: z, any shape.
      temperature: T > 0; above 1 it flattens the distribution, below 1 it sharpens it.
      axis: the axis along which the probabilities sum to 1.

    Returns:
      Probabilities of the same shape.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 4.1 and section 6.2.2.3;
    Hinton et al., Distilling the Knowledge in a Neural Network (2015), equation 1, for T.
    """
    scaled = np.asarray(logits, dtype=float) / temperature
    exps = np.exp(scaled - scaled.max(axis=axis, keepdims=True))
    return np.asarray(exps / exps.sum(axis=axis, keepdims=True))


def over_last_axis(values: Any) -> Any:
    """The sum along each row."""
    return values.sum(axis=-1, keepdims=True)


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": [float(value) for value in draw.sample(range(-2, 4), 3)]}
    if level == 2:
        return {"z": draw.spread(4, -2, 3, 1, gap=0.3)}
    rows = [draw.spread(3, -2, 4, 1, gap=0.3) for _ in range(2)]
    return {"z": rows, "temperature": draw.pick([0.5, 2.0, 2.5, 4.0])}


SOFTMAX = Exercise(
    id="softmax",
    title="Softmax of a few logits",
    topic="activations",
    seconds=75,
    reference=softmax,
    terms=("softmax", "softmax function", "softmax layer"),
    aliases={"softmax_probabilities": Focus(2, "p")},
    prompt={
        1: "Turn these logits into probabilities with softmax (temperature 1).\n\n  z = {z}",
        2: "Turn these logits into probabilities with softmax (temperature 1), subtracting the largest "
        "logit from all of them first.\n\n  z = {z}",
        3: "Each row holds the logits of one example. Apply softmax with temperature T = {temperature} to "
        "each row.\n\n  Z = {z}",
    },
    draw=_draw,
    levels={1: ("p",), 2: ("total", "p"), 3: ("rows",)},
    parts=(
        Part("total", "the sum of the exponentials after the subtraction"),
        Part("p", "the probabilities", "vector"),
        Part("rows", "the probabilities", "matrix"),
    ),
    constants={"temperature": 1.0},
    policies={"add": over_last_axis},
    steps=(
        Step(
            "scaled",
            "Divide the logits by the temperature (1 leaves them as they are)",
            "{scaled}",
            lambda z, temperature: z / temperature,
        ),
        Step(
            "shifted",
            "Subtract the largest logit of each example: no probability changes, nothing overflows",
            "{shifted}",
            lambda scaled: scaled - scaled.max(axis=-1, keepdims=True),
        ),
        Step("exps", "Take the exponential of each", "{exps}", lambda shifted: np.exp(shifted)),
        Step("sums", "Add the exponentials of each example", "{sums}", lambda exps, add: add(exps)),
        Step("total", "Add the exponentials", "{exps:sum} = {total}", lambda exps, add: float(add(exps)[0])),
        Step("p", "Divide each exponential by the sum", "p = {p}", lambda exps, total: exps / total),
        Step(
            "rows", "Divide each exponential by the sum of its row", "{rows}", lambda exps, sums: exps / sums
        ),
    ),
    mistakes=(
        Mistake(
            "no_exponential",
            "Take exponentials before normalising: logits may be negative and their ratios mean nothing.",
            must=True,
            swap={"exps": lambda scaled: scaled},
        ),
        Mistake(
            "wrong_axis",
            "Normalise along each row: one row is one example, and its probabilities sum to 1.",
            must=True,
            levels=(3,),
            swap={
                "shifted": lambda scaled: scaled - scaled.max(axis=0, keepdims=True),
                "add": lambda values: values.sum(axis=0, keepdims=True),
            },
        ),
        Mistake(
            "temperature_multiplied",
            "Divide the logits by the temperature: T > 1 flattens the distribution.",
            must=True,
            levels=(3,),
            swap={"scaled": lambda z, temperature: z * temperature},
        ),
        Mistake(
            "temperature_ignored",
            "Divide the logits by the temperature first.",
            levels=(3,),
            swap={"scaled": lambda z: z},
        ),
        Mistake(
            "not_normalised",
            "Divide by the sum of the exponentials: probabilities sum to 1.",
            must=True,
            swap={"p": lambda exps: exps, "rows": lambda exps: exps},
        ),
        Mistake(
            "sigmoid_each",
            "Softmax compares the logits with each other; a sigmoid of each alone does not sum to 1.",
            swap={
                "p": lambda scaled: 1 / (1 + np.exp(-scaled)),
                "rows": lambda scaled: 1 / (1 + np.exp(-scaled)),
            },
        ),
        Mistake(
            "sign_flipped",
            "The largest logit gets the largest probability: exponentiate z, not −z.",
            swap={"scaled": lambda z, temperature: -z / temperature},
        ),
        Mistake(
            "base_two",
            "Use powers of e, not of 2.",
            swap={"exps": lambda shifted: 2.0**shifted},
        ),
        Mistake(
            "whole_matrix",
            "Normalise each row by itself: the whole matrix is not one distribution.",
            levels=(3,),
            swap={
                "shifted": lambda scaled: scaled - scaled.max(),
                "add": lambda values: values.sum(keepdims=True),
            },
        ),
        Mistake(
            "not_shifted",
            "Subtract the largest logit first, as the question asks; the largest exponential is then 1.",
            levels=(2,),
            swap={"shifted": lambda scaled: scaled},
        ),
    ),
)
