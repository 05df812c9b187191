"""What a chain of sigmoids leaves of a gradient."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.saturating_activations import sigmoid


def sigmoid_chain_gradient(z: npt.ArrayLike, w: npt.ArrayLike = 1.0) -> float:
    """Gradient that is left behind a chain of sigmoid units.

    ∂h_L/∂h_0 = Π_l w_l·σ'(z_l). As σ' ≤ 1/4, weights of size 1 leave at most (1/4)^L.

    Args:
      z: `[L]`, pre-activations, one for each layer.
      w: `[L]`, the weight in front of each layer, or one number for all.

    Returns:
      The derivative of the last output by the input of the chain.

    Source: Hochreiter, The Vanishing Gradient Problem During Learning Recurrent Neural Nets and Problem
    Solutions (1998); Nielsen, Neural Networks and Deep Learning (2015), chapter 5.
    """
    s = sigmoid(z)
    return float(np.prod(np.asarray(w, dtype=float) * s * (1 - s)))


def _draw_chain(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"depth": draw.whole(3, 40)}
    if level == 2:
        return {"z": draw.vector(4, 0.5, 3, 1, signed=True)}
    return {
        "x": draw.decimal(0.5, 1.2, 1),
        "w": draw.vector(3, 0.5, 2, 1, signed=True),
        "b": draw.vector(3, 0.2, 1, 1, signed=True),
    }


SIGMOID_GRADIENT_CHAIN = Exercise(
    id="sigmoid_gradient_chain",
    title="What a chain of sigmoids leaves of a gradient",
    topic="gradients",
    seconds=120,
    reference=sigmoid_chain_gradient,
    terms=("saturated sigmoid", "vanishing gradient of sigmoids", "sigmoid saturates"),
    prompt={
        1: "A gradient passes back through {depth} sigmoid units in a row, joined by weights of 1. "
        "How large is it behind them, as a share of what it was, in the best possible case?",
        2: "A gradient passes back through four sigmoid units in a row, joined by weights of 1. Their "
        "pre-activations in the forward pass were\n\n"
        "  z = {z}\n\nThe product is what is left of a gradient of 1.",
        3: "Three sigmoid units in a row, one in each layer: h₁ = σ(w₁·x + b₁), h₂ = σ(w₂·h₁ + b₂), "
        "h₃ = σ(w₃·h₂ + b₃).\n\n  x = {x}\n  w = {w}\n  b = {b}",
    },
    draw=_draw_chain,
    levels={1: ("bound",), 2: ("slopes", "product"), 3: ("h", "gradient")},
    parts=(
        Part("bound", "the largest share that can be left", digits=3, significant=True),
        Part("slopes", "the slope of each sigmoid", "vector", digits=4),
        Part("product", "the product", digits=3, significant=True),
        Part("h", "the outputs h₁, h₂, h₃", "vector", digits=4),
        Part("gradient", "the derivative of h₃ by x", digits=3, significant=True),
    ),
    steps=(
        Step(
            "bound",
            "A sigmoid is steepest at 0, with slope 1/4: raise it to the number of units",
            "0.25^{depth} = {bound}",
            lambda depth: 0.25**depth,
        ),
        Step("s", "Values of the sigmoids", "σ(z) = {s}", lambda z: sigmoid(z)),
        Step("slopes", "Slope of each: σ·(1 − σ)", "{slopes}", lambda s: s * (1 - s)),
        Step(
            "product",
            "Multiply the slopes",
            "{slopes:product} = {product}",
            lambda slopes: float(np.prod(slopes)),
        ),
        Step(
            "h1",
            "First unit",
            "σ({w[0]}·{x} + {b[0]}) = {h1}",
            lambda w, x, b: float(sigmoid(w[0] * x + b[0])),
        ),
        Step(
            "h2",
            "Second unit, fed with the first",
            "σ({w[1]}·{h1} + {b[1]}) = {h2}",
            lambda w, h1, b: float(sigmoid(w[1] * h1 + b[1])),
        ),
        Step(
            "h3",
            "Third unit, fed with the second",
            "σ({w[2]}·{h2} + {b[2]}) = {h3}",
            lambda w, h2, b: float(sigmoid(w[2] * h2 + b[2])),
        ),
        Step("h", "Their outputs", "{h}", lambda h1, h2, h3: np.array([h1, h2, h3])),
        Step(
            "factors",
            "Each layer multiplies the gradient by w·h·(1 − h)",
            "{factors}",
            lambda w, h: w * h * (1 - h),
        ),
        Step(
            "gradient",
            "Multiply the factors of all layers",
            "{factors:product} = {gradient}",
            lambda factors: float(np.prod(factors)),
        ),
    ),
    mistakes=(
        Mistake(
            "slope_of_one_half",
            "At 0 the sigmoid has the value 1/2 but the slope 1/4.",
            must=True,
            levels=(1,),
            swap={"bound": lambda depth: 0.5**depth},
        ),
        Mistake(
            "divided_by_depth",
            "The slopes multiply: the share shrinks as a power of 1/4, not in proportion to the depth.",
            levels=(1,),
            swap={"bound": lambda depth: 0.25 / depth},
        ),
        Mistake(
            "one_layer_less",
            "Every unit contributes one slope: the power is the number of units.",
            levels=(1,),
            swap={"bound": lambda depth: 0.25 ** (depth - 1)},
        ),
        Mistake(
            "weights_forgotten",
            "The gradient passes the weights too: each layer multiplies by w·h·(1 − h).",
            must=True,
            levels=(3,),
            swap={"factors": lambda h: h * (1 - h)},
        ),
        Mistake(
            "values_for_slopes",
            "Multiply the slopes σ·(1 − σ), not the values σ.",
            must=True,
            levels=(2, 3),
            swap={"slopes": lambda s: s, "factors": lambda w, h: w * h},
        ),
        Mistake(
            "slopes_added",
            "The chain rule multiplies the slopes of layers in a row; it does not add them.",
            must=True,
            levels=(2, 3),
            swap={
                "product": lambda slopes: float(np.sum(slopes)),
                "gradient": lambda factors: float(np.sum(factors)),
            },
        ),
        Mistake(
            "slopes_averaged",
            "Multiply the slopes; their mean says nothing about the whole chain.",
            levels=(2,),
            swap={"product": lambda slopes: float(np.mean(slopes))},
        ),
        Mistake(
            "largest_slope",
            "1/4 is only the largest possible slope: use the slope at each pre-activation.",
            levels=(2,),
            swap={"slopes": lambda z: np.full(len(z), 0.25)},
        ),
        Mistake(
            "first_weight_left_out",
            "The derivative is by x, so it passes the first weight as well.",
            levels=(3,),
            swap={"gradient": lambda w, factors: float(np.prod(factors) / w[0])},
        ),
    ),
)
