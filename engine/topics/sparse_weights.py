"""How an L1 penalty shrinks weights: by a constant amount, down to exact zeros."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def l1_sgd_step(w: npt.ArrayLike, g: npt.ArrayLike, lr: float, l1: float) -> Array:
    """Weights after one step of SGD with an L1 penalty.

    The penalty λ·Σ|w| adds λ·sign(w) to the gradient: w ← w − lr·(g + λ·sign(w)). The pull is the same for
    small and large weights, so a weight that is no use reaches 0; a subgradient step jumps over it.

    Args:
      w: weights, any shape.
      g: gradient of the loss without penalty, of the same shape.
      lr: learning rate.
      l1: λ.

    Returns:
      New weights of the same shape.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 7.20.
    """
    w = np.asarray(w, dtype=float)
    return np.asarray(w - lr * (np.asarray(g, dtype=float) + l1 * np.sign(w)))


def _draw_l1(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "w": [float(draw.whole(2, 9)), float(-draw.whole(2, 9))],
            "g": draw.vector(2, 1, 6, 0, signed=True),
            "lr": draw.pick([0.1, 0.2, 0.5]),
            "l1": draw.pick([0.5, 2.0, 3.0]),
        }
    rates = {"lr": draw.pick([0.1, 0.2]), "l1": draw.pick([0.3, 0.4, 0.5, 0.6])}
    w = [draw.decimal(0.8, 3, 1), -draw.decimal(0.8, 3, 1), draw.sign() * draw.pick([0.01, 0.02])]
    if level == 2:
        return {"w": draw.shuffled(w), "g": draw.vector(3, 0.2, 1.5, 1, signed=True), **rates}
    return {"w": draw.signed(1.5, 3, 1), **rates, "k": draw.whole(5, 10)}


L1_SGD_STEP = Exercise(
    id="l1_sgd_step",
    title="SGD with an L1 penalty",
    topic="regularization",
    seconds=75,
    reference=l1_sgd_step,
    terms=("L1 penalty in SGD", "L1 regularization", "constant pull towards zero", "L1 shrinks"),
    prompt={
        1: "SGD with learning rate {lr} and the L1 penalty λ·Σ|w|, λ = {l1}, takes a step.\n\n"
        "  weights    w = {w}\n  gradient   g = {g}   (of the loss without penalty)",
        2: "SGD with learning rate {lr} and the L1 penalty λ·Σ|w|, λ = {l1}, takes a plain subgradient step: "
        "a weight may jump over 0.\n\n  weights    w = {w}\n  gradient   g = {g}   (of the loss without "
        "penalty)",
        3: "A weight of {w} gets no gradient from the loss. What is left of it after {k} steps of SGD with "
        "learning rate {lr}, under the L1 penalty λ·|w|, and what under the L2 penalty λ/2·w², both with λ = "
        "{l1}? It does not reach 0 in these steps.",
    },
    draw=_draw_l1,
    levels={1: ("new",), 2: ("slope", "new"), 3: ("constant", "geometric")},
    parts=(
        Part("slope", "the gradient of the loss with its penalty", "vector"),
        Part("new", "the new weights", "vector"),
        Part("constant", "the weight under L1"),
        Part("geometric", "the weight under L2"),
    ),
    policies={"pull": lambda w: np.sign(w)},
    steps=(
        Step(
            "slope",
            "The penalty adds λ·sign(w) to the gradient, whatever the size of the weight",
            "{g} + {l1}·sign(w) = {slope}",
            lambda g, l1, w, pull: g + l1 * pull(w),
        ),
        Step(
            "new",
            "Step against the sum",
            "{w} − {lr}·{slope} = {new}",
            lambda w, lr, slope: w - lr * slope,
        ),
        Step(
            "constant",
            "L1: every step takes lr·λ off the magnitude",
            "{w} − sign(w)·{k}·{lr}·{l1} = {constant}",
            lambda w, k, lr, l1: w - np.sign(w) * k * lr * l1,
        ),
        Step(
            "geometric",
            "L2: every step multiplies by 1 − lr·λ",
            "{w}·(1 − {lr}·{l1})^{k} = {geometric}",
            lambda w, k, lr, l1: w * (1 - lr * l1) ** k,
        ),
    ),
    mistakes=(
        Mistake(
            "proportional_pull",
            "λ·w is the pull of an L2 penalty: under L1 it is λ·sign(w), the same for all weights.",
            must=True,
            levels=(1, 2),
            swap={"pull": lambda w: w},
        ),
        Mistake(
            "sign_forgotten",
            "L1 pulls towards 0: a negative weight is pushed up, so the pull has the sign of the weight.",
            must=True,
            swap={
                "pull": lambda w: np.ones(len(w)),
                "constant": lambda w, k, lr, l1: w + np.sign(w) * k * lr * l1,
            },
        ),
        Mistake(
            "rate_forgotten",
            "The penalty is part of the gradient: the learning rate multiplies λ as well.",
            must=True,
            swap={
                "new": lambda w, lr, g, l1, pull: w - lr * g - l1 * pull(w),
                "constant": lambda w, k, l1: w - np.sign(w) * k * l1,
                "geometric": lambda w, k, l1: w * (1 - l1) ** k,
            },
        ),
        Mistake(
            "penalty_forgotten",
            "Add λ·sign(w) to the gradient: this is the step without penalty.",
            levels=(1, 2),
            swap={"slope": lambda g: g},
        ),
        Mistake(
            "sign_of_the_gradient",
            "The pull depends on the sign of the weight, not of its gradient.",
            levels=(1, 2),
            swap={"slope": lambda g, l1: g + l1 * np.sign(g)},
        ),
        Mistake(
            "penalties_exchanged",
            "L1 takes a constant amount off in each step, L2 a constant share.",
            must=True,
            levels=(3,),
            swap={
                "constant": lambda w, k, lr, l1: w * (1 - lr * l1) ** k,
                "geometric": lambda w, k, lr, l1: w - np.sign(w) * k * lr * l1,
            },
        ),
        Mistake(
            "one_step_only",
            "This is one step: the weight shrinks in every one of them.",
            levels=(3,),
            swap={
                "constant": lambda w, lr, l1: w - np.sign(w) * lr * l1,
                "geometric": lambda w, lr, l1: w * (1 - lr * l1),
            },
        ),
    ),
)


def soft_threshold(w: npt.ArrayLike, threshold: float) -> Array:
    """Soft threshold: magnitudes reduced by a threshold, and 0 where they do not exceed it.

    sign(w)·max(|w| − t, 0), the proximal step of an L1 penalty with t = lr·λ. It is what makes weights
    exactly 0.

    Args:
      w: weights, any shape.
      threshold: t, not negative.

    Returns:
      Weights of the same shape.

    Source: Parikh and Boyd, Proximal Algorithms (2014), section 6.5.2; Beck and Teboulle, A Fast
    Iterative Shrinkage-Thresholding Algorithm (2009), equation 1.5.
    """
    w = np.asarray(w, dtype=float)
    return np.asarray(np.sign(w) * np.maximum(np.abs(w) - threshold, 0))


def shrunk(w: Any, threshold: float) -> Any:
    """The soft threshold."""
    return np.sign(w) * np.maximum(np.abs(w) - threshold, 0)


def _draw_threshold(draw: Draw, level: int) -> Params:
    if level == 1:
        whole = draw.whole(2, 4)
        large = [whole + draw.whole(1, 5), -whole - draw.whole(1, 5)]
        shuffled = draw.shuffled([*large, draw.sign() * (whole - 1)])
        return {"w": [float(value) for value in shuffled], "t": whole}
    lr, l1 = draw.pick([0.1, 0.2, 0.25]), draw.pick([0.8, 1.0, 1.2, 1.5, 2.0])
    t = lr * l1
    w = [
        t + draw.decimal(0.3, 2, 1),
        -t - draw.decimal(0.3, 2, 1),
        draw.sign() * t * draw.decimal(0.3, 0.7, 1),
    ]
    moved = draw.shuffled([round(value, 2) for value in w])
    if level == 2:
        return {"w": moved, "lr": lr, "l1": l1}
    g = draw.vector(3, 0.4, 2, 1, signed=True)
    start = [round(value + lr * slope, 3) for value, slope in zip(moved, g, strict=True)]
    return {"start": start, "g": g, "lr": lr, "l1": l1}


L1_SOFT_THRESHOLD = Exercise(
    id="l1_soft_threshold",
    title="Soft threshold: how L1 makes exact zeros",
    topic="regularization",
    seconds=75,
    reference=soft_threshold,
    terms=("soft threshold", "soft thresholding", "proximal step", "exact zeros", "sparse weights"),
    prompt={
        1: "Apply the soft threshold {t} to the weights w = {w}.",
        2: "After the gradient step of a loss the weights are w = {w}. The L1 penalty λ·Σ|w| with λ = {l1} "
        "is applied as a proximal step (soft threshold) with learning rate {lr}.",
        3: "One step of proximal gradient descent (ISTA): a step on the loss alone, then the proximal step "
        "of the L1 penalty λ·Σ|w|.\n\n  weights    w = {start}\n  gradient   g = {g}   (of the loss without "
        "penalty)\n\n  learning rate {lr}, λ = {l1}",
    },
    draw=_draw_threshold,
    levels={1: ("new",), 2: ("t", "new"), 3: ("w", "new")},
    parts=(
        Part("w", "the weights before the proximal step", "vector"),
        Part("t", "the threshold"),
        Part("new", "the weights after it", "vector"),
    ),
    policies={"shrink": shrunk},
    steps=(
        Step(
            "w",
            "Step on the loss alone: w − lr·g",
            "{start} − {lr}·{g} = {w}",
            lambda start, lr, g: start - lr * g,
        ),
        Step("t", "The threshold is lr·λ", "{lr}·{l1} = {t}", lambda lr, l1: lr * l1),
        Step(
            "new",
            "Reduce every magnitude by the threshold; what does not exceed it becomes 0",
            "sign(w)·max(|w| − {t}, 0) = {new}",
            lambda w, t, shrink: shrink(w, t),
        ),
    ),
    mistakes=(
        Mistake(
            "hard_threshold",
            "The soft threshold reduces the large weights as well: subtract t from every magnitude.",
            must=True,
            swap={"shrink": lambda w, threshold: np.where(np.abs(w) > threshold, w, 0.0)},
        ),
        Mistake(
            "no_clamp",
            "A weight never crosses 0: where the magnitude is below the threshold the result is 0.",
            must=True,
            swap={"shrink": lambda w, threshold: w - np.sign(w) * threshold},
        ),
        Mistake(
            "sign_ignored",
            "Negative weights move up towards 0: reduce the magnitude and keep the sign.",
            must=True,
            swap={"shrink": lambda w, threshold: np.maximum(w - threshold, 0)},
        ),
        Mistake(
            "cut_off",
            "The threshold is taken off; it is no cap on the magnitudes.",
            swap={"shrink": lambda w, threshold: np.clip(w, -threshold, threshold)},
        ),
        Mistake(
            "rate_forgotten",
            "The threshold is lr·λ: the penalty acts for one step only.",
            must=True,
            levels=(2, 3),
            swap={"t": lambda l1: l1},
        ),
        Mistake(
            "gradient_forgotten",
            "Step on the loss first: the threshold applies to w − lr·g.",
            levels=(3,),
            swap={"w": lambda start: start},
        ),
        Mistake(
            "thresholded_first",
            "First the step on the loss, then the threshold: the other order leaves no exact zeros.",
            levels=(3,),
            swap={"new": lambda start, lr, g, t, shrink: shrink(start, t) - lr * g},
        ),
    ),
)
