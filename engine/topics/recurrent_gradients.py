"""How gradients fare along a recurrent network."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def rnn_gradient(w: float, slopes: npt.ArrayLike) -> float:
    """Gradient of the last state of a recurrent unit by its first one.

    Every step multiplies by the recurrent weight and the slope of the activation: Π_t w·φ'(a_t). With
    |w·φ'| below 1 it vanishes, above 1 it explodes, exponentially in the number of steps.

    Args:
      w: weight of the state.
      slopes: `[T]`, slope of the activation at each step; for tanh 1 − h_t².

    Returns:
      ∂h_T/∂h_0.

    Source: Pascanu, Mikolov and Bengio, On the Difficulty of Training Recurrent Neural Networks (2013),
    equations 5 and 6.
    """
    return float(np.prod(w * np.asarray(slopes, dtype=float)))


def _draw_gradient(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"w": draw.pick([0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5]), "T": draw.whole(4, 20)}
    if level == 2:
        return {
            "w": draw.decimal(0.7, 0.97, 2),
            "slope": draw.decimal(0.4, 0.9, 2),
            "zeros": draw.whole(4, 9),
        }
    return {"w": draw.signed(0.8, 1.8, 1), "h": draw.spread(3, -0.8, 0.8, 2, gap=0.15)}


def _gradient_guard(w: float, slope: float, zeros: int) -> str | None:
    """A limit that is nearly met leaves the number of steps open."""
    steps = -zeros * np.log(10) / np.log(w * slope) if zeros else 0.5
    return "limit nearly met" if abs(steps - round(steps)) < 0.05 else None


RNN_GRADIENT_FACTOR = Exercise(
    id="rnn_gradient_factor",
    title="Vanishing gradients along a sequence",
    topic="sequences",
    seconds=75,
    reference=rnn_gradient,
    terms=(
        "vanishing gradients in RNNs",
        "backpropagation through time",
        "long sequences",
    ),
    aliases={"vanishing_gradient_steps": Focus(2, "steps"), "backpropagation_through_time": Focus(3)},
    prompt={
        1: "A linear recurrent unit h_t = {w}·h_(t−1) + x_t runs for {T} steps.",
        2: "A recurrent unit multiplies its state by the weight {w}; the slope of its activation is about "
        "{slope} at every step. A gradient counts as vanished once its factor is below 10^(−{zeros}).",
        3: "A recurrent unit h_t = tanh({w}·h_(t−1) + x_t) passed through the states h_1 = {h[0]}, "
        "h_2 = {h[1]}, h_3 = {h[2]}.",
    },
    draw=_draw_gradient,
    guard=_gradient_guard,
    constants={"slope": 1.0, "zeros": 0},
    levels={1: ("linear",), 2: ("step", "steps"), 3: ("slopes", "gradient")},
    parts=(
        Part("linear", "the gradient of the last state by the first, h_0", digits=3, significant=True),
        Part("step", "the factor of one step", digits=4, significant=True),
        Part("steps", "the smallest number of steps after which it has vanished", "integer"),
        Part("slopes", "the slopes of tanh at the three steps", "vector"),
        Part("gradient", "the gradient of h_3 by h_0", digits=3, significant=True),
    ),
    steps=(
        Step(
            "linear",
            "Every step multiplies by the weight of the state",
            "{w}^{T} = {linear}",
            lambda w, T: w**T,
        ),
        Step(
            "step",
            "A step multiplies by the weight and by the slope of the activation",
            "{w}·{slope} = {step}",
            lambda w, slope: w * slope,
        ),
        Step(
            "steps",
            "Solve factor^T = limit with logarithms and round up",
            "⌈−{zeros}·ln 10 / ln {step}⌉ = {steps}",
            lambda step, zeros: int(np.ceil(-zeros * np.log(10) / np.log(step))),
        ),
        Step(
            "slopes",
            "The slope of tanh is one minus the square of its value",
            "1 − {h}² = {slopes}",
            lambda h: 1 - h**2,
        ),
        Step(
            "gradient",
            "Multiply the weight and the slope of every step",
            "{w}³ times the product of {slopes} = {gradient}",
            lambda w, slopes: np.prod(w * slopes),
        ),
    ),
    mistakes=(
        Mistake(
            "added_over_steps",
            "Factors of consecutive steps multiply: take the power, not the multiple.",
            must=True,
            levels=(1, 3),
            swap={"linear": lambda w, T: w * T, "gradient": lambda w, slopes: (w * slopes).sum()},
        ),
        Mistake(
            "one_step_less",
            "From h_0 to h_T there are T steps, each with a factor.",
            must=True,
            levels=(1, 3),
            swap={
                "linear": lambda w, T: w ** (T - 1),
                "gradient": lambda w, slopes: np.prod(w * slopes[1:]),
            },
        ),
        Mistake(
            "slope_forgotten",
            "Multiply with the slope of the activation as well.",
            must=True,
            levels=(2, 3),
            swap={"step": lambda w: w, "gradient": lambda w: w**3},
        ),
        Mistake(
            "weight_forgotten",
            "Multiply with the weight of the state as well.",
            must=True,
            levels=(2, 3),
            swap={"step": lambda slope: slope, "gradient": lambda slopes: np.prod(slopes)},
        ),
        Mistake(
            "weight_once",
            "The weight is used again at every step: it appears three times in the product.",
            levels=(3,),
            swap={"gradient": lambda w, slopes: w * np.prod(slopes)},
        ),
        Mistake(
            "not_squared",
            "The slope of tanh is 1 − h², with the square.",
            levels=(3,),
            must=True,
            swap={"slopes": lambda h: 1 - np.abs(h)},
        ),
        Mistake(
            "slope_of_sigmoid",
            "h·(1 − h) is the slope of a sigmoid: that of tanh is 1 − h².",
            levels=(3,),
            swap={"slopes": lambda h: h * (1 - h)},
        ),
        Mistake(
            "tenth_per_step",
            "Divide the logarithms: each step multiplies by the factor, not by a tenth.",
            levels=(2,),
            swap={"steps": lambda zeros: zeros},
        ),
        Mistake(
            "rounded_down",
            "Round up: after one step less the factor is still above the limit.",
            levels=(2,),
            swap={"steps": lambda step, zeros: int(np.floor(-zeros * np.log(10) / np.log(step)))},
        ),
    ),
)
