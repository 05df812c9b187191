"""Focal loss: cross entropy that turns away from examples that are already right."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def focal_loss(
    probabilities: npt.ArrayLike, targets: npt.ArrayLike, gamma: float = 2.0, alpha: float | None = None
) -> Array:
    """Binary cross entropy, weighted down where the prediction is already good.

    FL = −α_t·(1 − p_t)^γ·ln p_t, with p_t = p and α_t = α for y = 1, p_t = 1 − p and α_t = 1 − α
    for y = 0.

    Args:
      probabilities: p of class 1, any shape.
      targets: y, 0 or 1, of the same shape.
      gamma: γ ≥ 0; 0 gives cross entropy back.
      alpha: weight of class 1 in [0, 1]; None weighs both classes with 1.

    Returns:
      Losses in nats, of the same shape.

    Source: Lin et al., Focal Loss for Dense Object Detection (2017), equations 4 and 5.
    """
    p, y = np.asarray(probabilities, dtype=float), np.asarray(targets)
    p_t = np.where(y == 1, p, 1 - p)
    weight = 1.0 if alpha is None else np.where(y == 1, alpha, 1 - alpha)
    return np.asarray(-weight * (1 - p_t) ** gamma * np.log(p_t))


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"p_t": draw.whole(3, 19) / 20, "gamma": draw.pick([1, 2, 2, 3])}
    gamma = draw.pick([0.5, 1, 1.5, 2, 2, 3, 5])
    if level == 2:
        p = draw.decimal(0.05, 0.95, 2)
        return {
            "p": p,
            "y": draw.pick([0, 0, 0, 1]),
            "gamma": gamma,
            "alpha": draw.pick([0.2, 0.25, 0.3, 0.75]),
        }
    easy, hard = draw.decimal(0.85, 0.98, 2), draw.decimal(0.1, 0.45, 2)
    return {"easy": easy, "hard": hard, "gamma": gamma}


FOCAL_LOSS = Exercise(
    id="focal_loss",
    title="Focal loss against cross entropy",
    topic="losses",
    seconds=75,
    reference=focal_loss,
    terms=("focal loss",),
    prompt={
        1: "A detector gives the true class the probability p_t = {p_t}. Compare its cross entropy with its "
        "focal loss for γ = {gamma} (no class weight; nats).",
        2: "A detector gives an anchor the probability p = {p} of being an object (y = 1); in truth y = {y}. "
        "The focal loss has γ = {gamma} and the class weight α = {alpha} for y = 1, 1 − α for y = 0 (nats).",
        3: "An easy example gives its true class the probability {easy}, a hard one {hard}. How many times "
        "larger is the loss of the hard one? Compare cross entropy with the focal loss for γ = {gamma} "
        "(no class weight).",
    },
    draw=_draw,
    levels={1: ("cross_entropy", "focal"), 2: ("factor", "weighted"), 3: ("plain_ratio", "focal_ratio")},
    parts=(
        Part("cross_entropy", "the cross entropy", significant=True),
        Part("focal", "the focal loss", significant=True),
        Part("factor", "the modulating factor", significant=True),
        Part("weighted", "the focal loss", significant=True),
        Part("plain_ratio", "how many times larger with cross entropy", significant=True),
        Part("focal_ratio", "how many times larger with the focal loss", significant=True),
    ),
    steps=(
        Step(
            "p_t",
            "Probability of the true class: p for y = 1, 1 − p for y = 0",
            "p_t = {p_t}",
            lambda p, y: p if y == 1 else 1 - p,
        ),
        Step(
            "cross_entropy",
            "Cross entropy = −ln p_t",
            "−ln {p_t} = {cross_entropy}",
            lambda p_t: -np.log(p_t),
        ),
        Step(
            "factor",
            "Modulating factor = (1 − p_t)^γ",
            "(1 − {p_t})^{gamma} = {factor}",
            lambda p_t, gamma: (1 - p_t) ** gamma,
        ),
        Step(
            "focal",
            "Focal loss = factor · cross entropy",
            "{factor}·{cross_entropy} = {focal}",
            lambda factor, cross_entropy: factor * cross_entropy,
        ),
        Step(
            "weight",
            "Class weight: α for y = 1, 1 − α for y = 0",
            "α_t = {weight}",
            lambda alpha, y: alpha if y == 1 else 1 - alpha,
        ),
        Step(
            "weighted",
            "Focal loss = class weight · factor · cross entropy",
            "{weight}·{factor}·{cross_entropy} = {weighted}",
            lambda weight, factor, cross_entropy: weight * factor * cross_entropy,
        ),
        Step(
            "plain_ratio",
            "Cross entropy: ln p of the hard one over ln p of the easy one",
            "ln {hard} / ln {easy} = {plain_ratio}",
            lambda easy, hard: np.log(hard) / np.log(easy),
        ),
        Step(
            "factor_ratio",
            "The modulating factors add their own ratio: ((1 − hard)/(1 − easy))^γ",
            "((1 − {hard})/(1 − {easy}))^{gamma} = {factor_ratio}",
            lambda easy, hard, gamma: ((1 - hard) / (1 - easy)) ** gamma,
        ),
        Step(
            "focal_ratio",
            "Multiply both ratios",
            "{plain_ratio}·{factor_ratio} = {focal_ratio}",
            lambda plain_ratio, factor_ratio: plain_ratio * factor_ratio,
        ),
    ),
    mistakes=(
        Mistake(
            "power_of_p",
            "Weigh with (1 − p_t)^γ, which is small where the prediction is good; not with p_t^γ.",
            must=True,
            swap={
                "factor": lambda p_t, gamma: p_t**gamma,
                "factor_ratio": lambda easy, hard, gamma: (hard / easy) ** gamma,
            },
        ),
        Mistake(
            "gamma_as_factor",
            "γ is the exponent of 1 − p_t, not a factor.",
            swap={
                "factor": lambda p_t, gamma: gamma * (1 - p_t),
                "factor_ratio": lambda easy, hard: (1 - hard) / (1 - easy),
            },
        ),
        Mistake(
            "no_factor",
            "Multiply the cross entropy by the modulating factor (1 − p_t)^γ.",
            must=True,
            levels=(1, 3),
            swap={"factor": lambda: 1.0, "factor_ratio": lambda: 1.0},
        ),
        Mistake(
            "no_logarithm",
            "The modulating factor multiplies −ln p_t: do not leave the logarithm out.",
            swap={
                "cross_entropy": lambda p_t: 1 - p_t,
                "plain_ratio": lambda easy, hard: (1 - hard) / (1 - easy),
            },
        ),
        Mistake(
            "label_ignored",
            "For y = 0 the true class has the probability p_t = 1 − p.",
            levels=(2,),
            swap={"p_t": lambda p: p},
        ),
        Mistake(
            "same_weight",
            "For y = 0 the class weight is 1 − α.",
            levels=(2,),
            swap={"weight": lambda alpha: alpha},
        ),
        Mistake(
            "no_weight",
            "Multiply by the class weight: α for y = 1, 1 − α for y = 0.",
            levels=(2,),
            swap={"weight": lambda: 1.0},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            levels=(1, 2),
            swap={"cross_entropy": lambda p_t: -np.log10(p_t)},
        ),
        Mistake(
            "ratio_turned",
            "Divide the loss of the hard example by that of the easy one.",
            levels=(3,),
            swap={
                "plain_ratio": lambda easy, hard: np.log(easy) / np.log(hard),
                "factor_ratio": lambda easy, hard, gamma: ((1 - easy) / (1 - hard)) ** gamma,
            },
        ),
    ),
)
