"""Weight decay: the step of SGD under an L2 penalty, and what is left of a weight after many."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def l2_sgd_step(w: npt.ArrayLike, g: npt.ArrayLike, lr: float, decay: float) -> Array:
    """Weights after one step of SGD with an L2 penalty, which is weight decay.

    The penalty λ/2·Σw² adds λ·w to the gradient: w ← w − lr·(g + λ·w) = (1 − lr·λ)·w − lr·g. Without the
    half, λ·Σw² adds 2·λ·w.

    Args:
      w: weights, any shape.
      g: gradient of the loss without penalty, of the same shape.
      lr: learning rate.
      decay: λ, such as `weight_decay` of torch.optim.SGD.

    Returns:
      New weights of the same shape.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equations 7.4 and 7.5; PyTorch's
    documentation of torch.optim.SGD.
    """
    w = np.asarray(w, dtype=float)
    return np.asarray(w - lr * (np.asarray(g, dtype=float) + decay * w))


def _draw_l2(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "w": draw.vector(2, 2, 9, 0, signed=True),
            "g": draw.vector(2, 1, 6, 0, signed=True),
            "lr": draw.pick([0.1, 0.2, 0.5]),
            "decay": draw.pick([0.1, 0.2, 0.5]),
        }
    return {
        "w": draw.vector(3, 0.8, 4, 1, signed=True),
        "g": draw.vector(3, 0.2, 2, 1, signed=True),
        "lr": draw.pick([0.1, 0.2, 0.3]),
        "decay": draw.pick([0.1, 0.15, 0.2, 0.25]),
    }


_WEIGHTS = "\n\n  weights    w = {w}\n  gradient   g = {g}   (of the loss without penalty)\n\n"

L2_SGD_STEP = Exercise(
    id="l2_sgd_step",
    title="SGD with weight decay",
    topic="regularization",
    seconds=75,
    reference=l2_sgd_step,
    terms=("weight decay", "SGD with an L2 penalty", "L2 regularization in the update", "weight_decay"),
    aliases={"weight_decay_step": Focus(2), "sgd_weight_decay_step": Focus(3)},
    prompt={
        1: "SGD with the L2 penalty λ/2·Σw² takes a step." + _WEIGHTS + "  learning rate {lr}, λ = {decay}",
        2: "SGD with weight decay adds λ·w to the gradient. Take one step, and say by which factor the decay "
        "alone multiplies the weights." + _WEIGHTS + "  learning rate {lr}, λ = {decay}",
        3: "A training script adds wd·Σw² to the loss, without a half, and lets SGD step on the gradient of "
        "this sum." + _WEIGHTS + "  learning rate {lr}, wd = {decay}",
    },
    draw=_draw_l2,
    levels={1: ("new",), 2: ("factor", "new"), 3: ("slope", "after")},
    parts=(
        Part("factor", "the factor of the decay"),
        Part("new", "the new weights", "vector"),
        Part("slope", "the gradient of the loss with its penalty", "vector"),
        Part("after", "the new weights", "vector"),
    ),
    steps=(
        Step(
            "factor",
            "Without a gradient w becomes w − lr·λ·w: the factor is 1 − lr·λ",
            "1 − {lr}·{decay} = {factor}",
            lambda lr, decay: 1 - lr * decay,
        ),
        Step(
            "pull",
            "The penalty adds its derivative to the gradient: λ·w",
            "{decay}·{w} = {pull}",
            lambda decay, w: decay * w,
        ),
        Step(
            "new",
            "Step against the sum: w − lr·(g + λ·w)",
            "{w} − {lr}·({g} + {pull}) = {new}",
            lambda w, lr, g, pull: w - lr * (g + pull),
        ),
        Step(
            "slope",
            "Add the derivative of the penalty to the gradient; the one of wd·w² is 2·wd·w",
            "{g} + 2·{decay}·{w} = {slope}",
            lambda g, decay, w: g + 2 * decay * w,
        ),
        Step(
            "after",
            "Step against the sum",
            "{w} − {lr}·{slope} = {after}",
            lambda w, lr, slope: w - lr * slope,
        ),
    ),
    mistakes=(
        Mistake(
            "two_too_many",
            "λ·w joins the gradient: the half of the penalty takes the 2 of the derivative away.",
            must=True,
            levels=(1, 2),
            swap={"pull": lambda decay, w: 2 * decay * w},
        ),
        Mistake(
            "two_forgotten",
            "Without the half the derivative of wd·w² is 2·wd·w.",
            must=True,
            levels=(3,),
            swap={"slope": lambda g, decay, w: g + decay * w},
        ),
        Mistake(
            "weights_grow",
            "The penalty pulls towards 0: its part of the step has the opposite sign of w.",
            must=True,
            swap={
                "pull": lambda decay, w: -decay * w,
                "factor": lambda lr, decay: 1 + lr * decay,
                "slope": lambda g, decay, w: g - 2 * decay * w,
            },
        ),
        Mistake(
            "rate_forgotten",
            "The decay is part of the gradient, so the learning rate multiplies it, too.",
            must=True,
            swap={
                "factor": lambda decay: 1 - decay,
                "new": lambda w, lr, g, decay: w - lr * g - decay * w,
                "after": lambda w, lr, g, decay: w - lr * g - 2 * decay * w,
            },
        ),
        Mistake(
            "decay_forgotten",
            "Add the gradient of the penalty: this is the step without decay.",
            swap={"pull": lambda: 0.0, "slope": lambda g: g},
        ),
        Mistake(
            "decay_only",
            "The gradient of the loss acts as well: subtract lr·g.",
            swap={
                "new": lambda w, lr, pull: w - lr * pull,
                "after": lambda w, lr, decay: w - lr * 2 * decay * w,
            },
        ),
        Mistake(
            "constant_pull",
            "The pull of an L2 penalty grows with the weight: λ·w, not λ·sign(w).",
            swap={
                "pull": lambda decay, w: decay * np.sign(w),
                "slope": lambda g, decay, w: g + 2 * decay * np.sign(w),
            },
        ),
    ),
)


def weight_decay_shrink(w: npt.ArrayLike, lr: float, decay: float, steps: npt.ArrayLike) -> Array:
    """A weight that only decays: what is left of it after some steps.

    w·(1 − lr·λ)ᵏ. The weight shrinks geometrically and never reaches 0.

    Args:
      w: the weight at the start, any shape.
      lr: learning rate.
      decay: λ.
      steps: k, steps without a gradient.

    Returns:
      Weights of the common shape.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 7.5, repeated with g = 0.
    """
    return np.asarray(np.asarray(w, dtype=float) * (1 - lr * decay) ** np.asarray(steps))


def _draw_shrink(draw: Draw, level: int) -> Params:
    if level == 1:
        rates = {"lr": draw.pick([0.1, 0.2, 0.5]), "decay": draw.pick([0.1, 0.2, 0.5])}
        return {"w": float(draw.whole(2, 12)), **rates, "k": draw.whole(2, 4)}
    w = draw.signed(1, 6, 1)
    if level == 2:
        rates = {"lr": draw.pick([0.1, 0.2, 0.05]), "decay": draw.pick([0.01, 0.02, 0.05])}
        return {"w": w, **rates, "k": draw.whole(4, 30) * 10}
    high = draw.pick([0.1, 0.2, 0.5])
    rates = {"lr": high, "low": high / 10, "decay": draw.pick([0.01, 0.02, 0.05])}
    return {"w": w, **rates, "k": draw.whole(4, 15) * 10, "later": draw.whole(20, 80) * 10}


_DECAYS = "A weight of {w} gets no gradient from the loss, only weight decay (w ← w − lr·λ·w, λ = {decay}). "

WEIGHT_DECAY_SHRINK = Exercise(
    id="weight_decay_shrink",
    title="A weight that only decays",
    topic="regularization",
    seconds=60,
    reference=weight_decay_shrink,
    terms=(
        "weights decay geometrically",
        "weight decay factor",
        "shrinks the weights",
        "exponential decay of weights",
    ),
    prompt={
        1: _DECAYS + "What is left of it after {k} steps with learning rate {lr}?",
        2: _DECAYS
        + "What is left of it after {k} steps with learning rate {lr}? And after how many steps has it "
        "fallen to at most half of its size for the first time?",
        3: _DECAYS
        + "What is left of it after {k} steps with learning rate {lr}, and what after {later} more steps "
        "with learning rate {low}?",
    },
    draw=_draw_shrink,
    levels={1: ("left",), 2: ("left", "half"), 3: ("left", "end")},
    parts=(
        Part("left", "the weight after these steps", digits=4),
        Part("half", "the steps to half of its size", "integer"),
        Part("end", "the weight in the end", digits=4),
    ),
    steps=(
        Step(
            "factor",
            "One step multiplies the weight by 1 − lr·λ",
            "1 − {lr}·{decay} = {factor}",
            lambda lr, decay: 1 - lr * decay,
        ),
        Step(
            "left",
            "k steps multiply by its k-th power",
            "{w}·{factor}^{k} = {left}",
            lambda w, factor, k: w * factor**k,
        ),
        Step(
            "half",
            "Half is reached at factorᵏ = 1/2: divide the logarithms and round up",
            "⌈ln 0.5 / ln {factor}⌉ = {half}",
            lambda factor: int(np.ceil(np.log(0.5) / np.log(factor))),
        ),
        Step(
            "low_factor",
            "With the lower rate the factor is nearer to 1",
            "1 − {low}·{decay} = {low_factor}",
            lambda low, decay: 1 - low * decay,
        ),
        Step(
            "end",
            "Multiply by its power for the later steps",
            "{left}·{low_factor}^{later} = {end}",
            lambda left, low_factor, later: left * low_factor**later,
        ),
    ),
    mistakes=(
        Mistake(
            "linear",
            "Each step shrinks what is left: the factors multiply, the losses do not add up.",
            must=True,
            swap={
                "left": lambda w, lr, decay, k: w * (1 - k * lr * decay),
                "half": lambda lr, decay: int(np.ceil(0.5 / (lr * decay))),
                "end": lambda left, low, decay, later: left * (1 - later * low * decay),
            },
        ),
        Mistake(
            "rate_forgotten",
            "The decay is multiplied by the learning rate: 1 − lr·λ.",
            must=True,
            swap={"factor": lambda decay: 1 - decay, "low_factor": lambda decay: 1 - decay},
        ),
        Mistake(
            "one_step_only",
            "Raise the factor to the number of steps.",
            must=True,
            swap={"left": lambda w, factor: w * factor, "end": lambda left, low_factor: left * low_factor},
        ),
        Mistake(
            "what_is_lost",
            "This is what the weight has lost: what is left is asked.",
            swap={"left": lambda w, factor, k: w * (1 - factor**k)},
        ),
        Mistake(
            "rounded_down",
            "Round up: one step fewer leaves more than half.",
            must=True,
            levels=(2,),
            swap={"half": lambda factor: int(np.log(0.5) / np.log(factor))},
        ),
        Mistake(
            "same_rate_throughout",
            "The later steps have the lower learning rate and another factor.",
            must=True,
            levels=(3,),
            swap={"low_factor": lambda factor: factor},
        ),
    ),
)
