"""Penalties on the size of weights, and their gradients."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def weight_penalty(w: npt.ArrayLike, l1: float = 0.0, l2: float = 0.0) -> float:
    """Penalty on the weights that is added to the loss.

    λ₁·Σ|w| + λ₂/2·Σw². Its gradient is λ₁·sign(w) + λ₂·w: the first term pulls every weight alike, the
    second large ones more. Biases are usually left out.

    Args:
      w: weights, any shape.
      l1, l2: λ₁ and λ₂; both positive give the elastic net.

    Returns:
      A number that is not negative.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), sections 7.1.1 and 7.1.2.
    """
    w = np.asarray(w, dtype=float)
    return float(l1 * np.sum(np.abs(w)) + l2 / 2 * np.sum(w**2))


def _draw_penalty(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"w": draw.vector(3, 1, 5, 0, signed=True), "l2": draw.pick([0.1, 0.2, 0.3, 0.5, 0.01, 0.02])}
    w = draw.vector(4 if level == 2 else 3, 0.3, 3, 1, signed=True)
    rates = {"l1": draw.pick([0.1, 0.2, 0.3, 0.4]), "l2": draw.pick([0.1, 0.2, 0.3, 0.5])}
    if level == 2:
        return {"w": w, **rates}
    g = draw.vector(3, 0.2, 1.5, 1, signed=True)
    return {"w": w, "bias": draw.signed(0.8, 3, 1), **rates, "loss": draw.decimal(0.3, 2, 2), "g": g}


WEIGHT_PENALTY = Exercise(
    id="weight_penalty",
    title="L1 and L2 penalty on weights",
    topic="regularization",
    seconds=75,
    reference=weight_penalty,
    terms=("L2 penalty", "L1 penalty", "weight penalty", "parameter norm penalty", "elastic net"),
    aliases={"l2_penalty": Focus(1), "l1_penalty": Focus(2, "first")},
    prompt={
        1: "How large is the L2 penalty λ/2·Σw² of the weights w = {w} with λ = {l2}?",
        2: "How large are the L1 penalty λ₁·Σ|w| and the L2 penalty λ₂/2·Σw² of these weights?\n\n"
        "  w = {w}\n  λ₁ = {l1}, λ₂ = {l2}",
        3: "A unit has the weights w and the bias b. The loss without penalty is {loss}, its gradient by the "
        "weights is g. Added are λ₁·Σ|w| and λ₂/2·Σw² over the weights; the bias is left out.\n\n"
        "  w = {w}, b = {bias}\n  g = {g}\n  λ₁ = {l1}, λ₂ = {l2}",
    },
    draw=_draw_penalty,
    levels={1: ("second",), 2: ("first", "second"), 3: ("total", "gradient")},
    parts=(
        Part("first", "the L1 penalty"),
        Part("second", "the L2 penalty"),
        Part("total", "the loss with both penalties"),
        Part("gradient", "its gradient by the weights", "vector"),
    ),
    steps=(
        Step(
            "first",
            "L1: λ₁ times the sum of magnitudes",
            "{l1}·Σ|w| = {first}",
            lambda l1, w: l1 * np.sum(np.abs(w)),
        ),
        Step(
            "second",
            "L2: half of λ times the sum of squares",
            "{l2}/2·Σw² = {second}",
            lambda l2, w: l2 / 2 * np.sum(w**2),
        ),
        Step(
            "total",
            "Add the penalties to the loss",
            "{loss} + {first} + {second} = {total}",
            lambda loss, first, second: loss + first + second,
        ),
        Step(
            "gradient",
            "The derivative of |w| is its sign, the one of w²/2 is w: g + λ₁·sign(w) + λ₂·w",
            "{g} + {l1}·sign(w) + {l2}·{w} = {gradient}",
            lambda g, l1, l2, w: g + l1 * np.sign(w) + l2 * w,
        ),
    ),
    mistakes=(
        Mistake(
            "norm_not_squared",
            "The L2 penalty takes the sum of squares, without a root.",
            must=True,
            swap={"second": lambda l2, w: l2 / 2 * np.sqrt(np.sum(w**2))},
        ),
        Mistake(
            "signs_kept",
            "The L1 penalty adds magnitudes: weights of opposite sign do not cancel.",
            must=True,
            levels=(2, 3),
            swap={"first": lambda l1, w: l1 * np.sum(w)},
        ),
        Mistake(
            "sum_squared",
            "Square each weight before adding, not the sum.",
            swap={"second": lambda l2, w: l2 / 2 * np.sum(w) ** 2},
        ),
        Mistake(
            "averaged",
            "The penalty is a sum over the weights, not their mean.",
            swap={
                "first": lambda l1, w: l1 * np.mean(np.abs(w)),
                "second": lambda l2, w: l2 / 2 * np.mean(w**2),
            },
        ),
        Mistake(
            "bias_penalised",
            "Leave the bias out of the penalty.",
            must=True,
            levels=(3,),
            swap={
                "first": lambda l1, w, bias: l1 * (np.sum(np.abs(w)) + abs(bias)),
                "second": lambda l2, w, bias: l2 / 2 * (np.sum(w**2) + bias**2),
            },
        ),
        Mistake(
            "sign_forgotten",
            "The L1 part pulls towards 0: its gradient has the sign of the weight.",
            must=True,
            levels=(3,),
            swap={"gradient": lambda g, l1, l2, w: g + l1 + l2 * w},
        ),
        Mistake(
            "two_too_many",
            "The half in λ₂/2·Σw² takes the 2 of the derivative away: its gradient is λ₂·w.",
            levels=(3,),
            swap={"gradient": lambda g, l1, l2, w: g + l1 * np.sign(w) + 2 * l2 * w},
        ),
        Mistake(
            "penalty_gradient_only",
            "Add the gradient of the loss itself.",
            levels=(3,),
            swap={"gradient": lambda l1, l2, w: l1 * np.sign(w) + l2 * w},
        ),
    ),
    conventions=(
        Convention(
            "without_half",
            "Right for λ·Σw² without the half; here the penalty is λ/2·Σw².",
            swap={"second": lambda l2, w: l2 * np.sum(w**2)},
        ),
    ),
)
