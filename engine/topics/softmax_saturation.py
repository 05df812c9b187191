"""Derivatives of softmax, and how they vanish when logits grow."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.softmax import softmax

Array = npt.NDArray[np.float64]


def softmax_jacobian(logits: npt.ArrayLike) -> Array:
    """Derivatives of softmax probabilities by the logits.

    ∂p_i/∂z_j = p_i·(1 − p_i) for i = j and −p_i·p_j otherwise: diag(p) − p·pᵀ. All of them vanish
    as one probability nears 1.

    Args:
      logits: z, `[K]`.

    Returns:
      `[K, K]`, symmetric, rows summing to 0.

    Source: Goodfellow, Bengio and Courville (2016), section 6.2.2.3; Vaswani et al., Attention Is All
    You Need (2017), section 3.2.1, on why attention scores are scaled.
    """
    p = softmax(logits)
    return np.asarray(np.diag(p) - np.outer(p, p))


def _draw_saturation(draw: Draw, level: int) -> Params:
    if level == 1:
        largest = draw.whole(35, 80)
        return {"p_i": largest / 100, "p_j": draw.whole(10, 95 - largest) / 100}
    z = draw.spread(3, -1, 1.5, 1, gap=0.4)
    return {"z": z, "factor": draw.whole(3, 5)} if level == 2 else {"z": z}


SOFTMAX_SATURATION = Exercise(
    id="softmax_saturation",
    title="The derivatives of softmax, and how they vanish",
    topic="gradients",
    seconds=120,
    reference=softmax_jacobian,
    terms=("softmax saturates", "softmax saturation", "gradient of softmax", "derivative of softmax"),
    aliases={"softmax_temperature_saturation": Focus(2), "softmax_jacobian": Focus(3)},
    prompt={
        1: "Among the probabilities that a softmax gives are p_i = {p_i} and p_j = {p_j}. How does p_i "
        "change with the logits?",
        2: "Softmax is applied to the logits z, and then to the same logits multiplied by {factor}, as "
        "happens to attention scores that are not scaled down. The slope of a probability is its "
        "derivative by its own logit (the one that enters the softmax).\n\n  z = {z}",
        3: "Softmax turns these logits into probabilities. Row i and column j of the Jacobian hold the "
        "derivative of probability i by logit j.\n\n  z = {z}",
    },
    draw=_draw_saturation,
    levels={1: ("own", "cross"), 2: ("p_max", "slope", "p_scaled", "slope_scaled"), 3: ("jacobian",)},
    parts=(
        Part("own", "the derivative of p_i by its own logit z_i"),
        Part("cross", "the derivative of p_i by the other logit z_j"),
        Part("p_max", "the largest probability for z"),
        Part("slope", "its slope"),
        Part("p_scaled", "the largest probability for the multiplied logits"),
        Part("slope_scaled", "its slope"),
        Part("jacobian", "the Jacobian", "matrix"),
    ),
    steps=(
        Step(
            "own", "By its own logit: p_i·(1 − p_i)", "{p_i}·(1 − {p_i}) = {own}", lambda p_i: p_i * (1 - p_i)
        ),
        Step("cross", "By another logit: −p_i·p_j", "−{p_i}·{p_j} = {cross}", lambda p_i, p_j: -p_i * p_j),
        Step("p", "Softmax of the logits", "p = {p}", lambda z: softmax(z)),
        Step("p_max", "Its largest entry", "{p_max}", lambda p: p.max()),
        Step(
            "slope", "Slope p·(1 − p)", "{p_max}·(1 − {p_max}) = {slope}", lambda p_max: p_max * (1 - p_max)
        ),
        Step("scaled", "Multiply the logits", "{factor}·z = {scaled}", lambda z, factor: factor * z),
        Step(
            "p_scaled", "Largest entry of their softmax", "{p_scaled}", lambda scaled: softmax(scaled).max()
        ),
        Step(
            "slope_scaled",
            "Slope p·(1 − p): the closer p is to 1, the smaller",
            "{p_scaled}·(1 − {p_scaled}) = {slope_scaled}",
            lambda p_scaled: p_scaled * (1 - p_scaled),
        ),
        Step(
            "jacobian",
            "p_i·(1 − p_i) on the diagonal, −p_i·p_j elsewhere: diag(p) − p·pᵀ",
            "{jacobian}",
            lambda p: np.diag(p) - np.outer(p, p),
        ),
    ),
    mistakes=(
        Mistake(
            "no_cross_terms",
            "Every probability depends on every logit through the sum: off the diagonal stands −p_i·p_j.",
            must=True,
            levels=(3,),
            swap={"jacobian": lambda p: np.diag(p * (1 - p))},
        ),
        Mistake(
            "probability_for_slope",
            "Multiply by 1 − p: the derivative by the own logit is p·(1 − p).",
            must=True,
            swap={
                "own": lambda p_i: p_i,
                "slope": lambda p_max: p_max,
                "slope_scaled": lambda p_scaled: p_scaled,
                "jacobian": lambda p: np.diag(p),
            },
        ),
        Mistake(
            "cross_sign",
            "Raising another logit takes probability away: −p_i·p_j is negative.",
            must=True,
            levels=(1, 3),
            swap={
                "cross": lambda p_i, p_j: p_i * p_j,
                "jacobian": lambda p: np.outer(p, p) + np.diag(p - 2 * p * p),
            },
        ),
        Mistake(
            "divided_by_factor",
            "Multiply the logits by the factor: they move apart and the softmax sharpens.",
            must=True,
            levels=(2,),
            swap={"scaled": lambda z, factor: z / factor},
        ),
        Mistake(
            "chained_to_z",
            "The slope is asked by the logit that enters the softmax: do not multiply by the factor.",
            levels=(2,),
            swap={"slope_scaled": lambda p_scaled, factor: factor * p_scaled * (1 - p_scaled)},
        ),
        Mistake(
            "squared",
            "p·(1 − p), not p²: a probability near 1 hardly changes.",
            swap={
                "own": lambda p_i: p_i**2,
                "slope": lambda p_max: p_max**2,
                "slope_scaled": lambda p_scaled: p_scaled**2,
                "jacobian": lambda p: np.outer(p, p),
            },
        ),
        Mistake(
            "cross_as_sigmoid",
            "By another logit the derivative is −p_i·p_j; p_j·(1 − p_j) is the slope of p_j itself.",
            levels=(1,),
            swap={"cross": lambda p_j: -p_j * (1 - p_j)},
        ),
    ),
)
