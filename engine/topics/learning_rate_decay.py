"""Learning rates that fall smoothly: exponentially, and with the inverse of time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def lr_exponential_decay(lr: float, k: float, t: npt.ArrayLike) -> Array:
    """Learning rate that falls by the same share in every epoch.

    lr·e^(−k·t), that is lr·γᵗ with the factor γ = e^(−k) of an epoch. It halves every ln 2/k epochs.

    Args:
      lr: rate at t = 0.
      k: decay constant per epoch, positive.
      t: epochs, any shape.

    Returns:
      Rates of the shape of t.

    Source: Stanford CS231n course notes, Neural Networks part 3, "Annealing the learning rate"; PyTorch's
    documentation of ExponentialLR for γ.
    """
    return np.asarray(lr * np.exp(-k * np.asarray(t, dtype=float)))


def _draw_exponential(draw: Draw, level: int) -> Params:
    lr = draw.pick([0.01, 0.02, 0.05, 0.1, 0.2, 0.5])
    if level == 1:
        return {"lr": lr, "k": draw.pick([0.05, 0.1]), "t": draw.whole(3, 9)}
    if level == 2:
        k = draw.decimal(0.02, 0.15, 2)
        return {"lr": lr, "k": k, "t": draw.whole(4, int(0.95 / k))}
    ratio, horizon = draw.pick([10, 20, 50, 100]), draw.whole(30, 120)
    t = draw.whole(3, int(0.95 * horizon / np.log(ratio)))  # so early that even a straight line is above 0
    return {"lr": lr, "ratio": ratio, "horizon": horizon, "t": t}


LR_EXPONENTIAL_DECAY = Exercise(
    id="lr_exponential_decay",
    title="Learning rate with exponential decay",
    topic="learning rates",
    seconds=50,
    reference=lr_exponential_decay,
    terms=(
        "exponential decay of the learning rate",
        "ExponentialLR",
        "exponential learning rate decay",
        "exponential annealing",
    ),
    prompt={
        1: "A learning rate starts at {lr} and falls as lr·e^(−k·t) with k = {k} per epoch. How large is it "
        "after {t} epochs?",
        2: "A learning rate starts at {lr} and falls as lr·e^(−k·t) with k = {k} per epoch. By which factor "
        "does it fall in one epoch, and how large is it after {t} epochs?",
        3: "A learning rate starts at {lr} and falls as lr·e^(−k·t). After {horizon} epochs it is to be "
        "{ratio} times smaller than at the start. Which k does that take, and how large is the rate after "
        "{t} epochs?",
    },
    draw=_draw_exponential,
    levels={1: ("rate",), 2: ("gamma", "rate"), 3: ("k", "rate")},
    parts=(
        Part("k", "the decay constant k", digits=4, significant=True),
        Part("gamma", "the factor of one epoch", digits=4),
        Part("rate", "the learning rate", digits=3, significant=True),
    ),
    steps=(
        Step(
            "k",
            "e^(k·t) is to reach the ratio: k = ln(ratio)/t",
            "ln({ratio}) / {horizon} = {k}",
            lambda ratio, horizon: np.log(ratio) / horizon,
        ),
        Step("gamma", "One epoch multiplies by e^(−k)", "e^(−{k}) = {gamma}", lambda k: np.exp(-k)),
        Step(
            "left",
            "After t epochs the share e^(−k·t) is left",
            "e^(−{k}·{t}) = {left}",
            lambda k, t: np.exp(-k * t),
        ),
        Step("rate", "Multiply the first rate by it", "{lr}·{left} = {rate}", lambda lr, left: lr * left),
    ),
    mistakes=(
        Mistake(
            "linear",
            "Each epoch takes a share of what is left: e^(−k·t), not 1 − k·t.",
            must=True,
            swap={"left": lambda k, t: 1 - k * t, "gamma": lambda k: 1 - k},
        ),
        Mistake(
            "base_ten",
            "The base is e, not 10.",
            swap={
                "left": lambda k, t: 10 ** (-k * t),
                "gamma": lambda k: 10**-k,
            },
        ),
        Mistake(
            "base_two",
            "The base is e, not 2: k is no number of halvings.",
            must=True,
            swap={"left": lambda k, t: 2 ** (-k * t), "gamma": lambda k: 2**-k},
        ),
        Mistake(
            "inverse_time",
            "This is decay with the inverse of time, 1/(1 + k·t); exponential decay is e^(−k·t).",
            must=True,
            swap={"left": lambda k, t: 1 / (1 + k * t)},
        ),
        Mistake(
            "growing",
            "The exponent is negative: the rate falls.",
            swap={"left": lambda k, t: np.exp(k * t), "gamma": lambda k: np.exp(k)},
        ),
        Mistake(
            "constant_for_factor",
            "k is the decay constant: the factor of an epoch is e^(−k).",
            levels=(2,),
            swap={"gamma": lambda k: k, "left": lambda k, t: k**t},
        ),
        Mistake(
            "ratio_not_logged",
            "Take the logarithm of the ratio before dividing by the epochs.",
            levels=(3,),
            swap={"k": lambda ratio, horizon: ratio / horizon},
        ),
        Mistake(
            "decimal_logarithm",
            "With the base e the natural logarithm undoes the power.",
            must=True,
            levels=(3,),
            swap={"k": lambda ratio, horizon: np.log10(ratio) / horizon},
        ),
    ),
)


def lr_inverse_time_decay(lr: float, k: float, t: npt.ArrayLike) -> Array:
    """Learning rate that falls with the inverse of time.

    lr/(1 + k·t). It is half of the first rate at t = 1/k and falls ever more slowly after that.

    Args:
      lr: rate at t = 0.
      k: decay per epoch, positive.
      t: epochs, any shape.

    Returns:
      Rates of the shape of t.

    Source: Stanford CS231n course notes, Neural Networks part 3, "Annealing the learning rate"; TensorFlow's
    documentation of InverseTimeDecay.
    """
    return np.asarray(lr / (1 + k * np.asarray(t, dtype=float)))


def _draw_inverse(draw: Draw, level: int) -> Params:
    lr = draw.pick([0.01, 0.02, 0.05, 0.1, 0.2, 0.5])
    if level == 1:
        return {"lr": lr, "k": draw.pick([0.5, 1, 2]), "t": draw.whole(2, 12)}
    if level == 2:
        return {"lr": lr, "k": draw.decimal(0.02, 0.4, 2), "t": draw.whole(4, 40)}
    return {
        "lr": lr,
        "ratio": draw.pick([4, 5, 8, 10, 20]),
        "horizon": draw.whole(30, 120),
        "t": draw.whole(8, 28),
    }


LR_INVERSE_TIME_DECAY = Exercise(
    id="lr_inverse_time_decay",
    title="Learning rate with inverse time decay",
    topic="learning rates",
    seconds=50,
    reference=lr_inverse_time_decay,
    terms=("inverse time decay", "1/t decay", "InverseTimeDecay", "lr/(1+kt)"),
    prompt={
        1: "A learning rate starts at {lr} and falls as lr/(1 + k·t) with k = {k} per epoch. How large is it "
        "after {t} epochs?",
        2: "A learning rate starts at {lr} and falls as lr/(1 + k·t) with k = {k} per epoch. How large is it "
        "after {t} epochs? And after how many epochs (not rounded to whole ones) is it a tenth of the first "
        "rate?",
        3: "A learning rate starts at {lr} and falls as lr/(1 + k·t). After {horizon} epochs it is to be "
        "{ratio} times smaller than at the start. Which k does that take, and how large is the rate after "
        "{t} epochs?",
    },
    draw=_draw_inverse,
    levels={1: ("rate",), 2: ("rate", "tenth"), 3: ("k", "rate")},
    parts=(
        Part("k", "the decay k", digits=4, significant=True),
        Part("rate", "the learning rate", digits=3, significant=True),
        Part("tenth", "the epochs to a tenth", digits=1),
    ),
    steps=(
        Step(
            "k",
            "1 + k·t is to reach the ratio: k = (ratio − 1)/t",
            "({ratio} − 1) / {horizon} = {k}",
            lambda ratio, horizon: (ratio - 1) / horizon,
        ),
        Step(
            "divisor",
            "After t epochs the rate is divided by 1 + k·t",
            "1 + {k}·{t} = {divisor}",
            lambda k, t: 1 + k * t,
        ),
        Step(
            "rate",
            "Divide the first rate by it",
            "{lr} / {divisor} = {rate}",
            lambda lr, divisor: lr / divisor,
        ),
        Step("tenth", "A tenth is reached at 1 + k·t = 10: t = 9/k", "9 / {k} = {tenth}", lambda k: 9 / k),
    ),
    mistakes=(
        Mistake(
            "one_missing",
            "The divisor is 1 + k·t: at t = 0 the rate is the first one.",
            must=True,
            swap={"divisor": lambda k, t: k * t},
        ),
        Mistake(
            "exponential",
            "This is exponential decay, e^(−k·t); here the rate is divided by 1 + k·t.",
            must=True,
            swap={"divisor": lambda k, t: np.exp(k * t), "tenth": lambda k: np.log(10) / k},
        ),
        Mistake(
            "compounded",
            "Divide once by 1 + k·t: (1 + k) to the power of t is another schedule.",
            must=True,
            levels=(1, 2),
            swap={"divisor": lambda k, t: (1 + k) ** t},
        ),
        Mistake(
            "subtracted",
            "Divide by 1 + k·t: multiplying by 1 − k·t would fall below 0.",
            swap={"rate": lambda lr, k, t: lr * (1 - k * t)},
        ),
        Mistake(
            "ten_over_k",
            "1 + k·t has to be 10: take the 1 away before dividing by k.",
            must=True,
            levels=(2,),
            swap={"tenth": lambda k: 10 / k},
        ),
        Mistake(
            "ratio_over_time",
            "1 + k·t has to reach the ratio: take the 1 away before dividing by the epochs.",
            must=True,
            levels=(3,),
            swap={"k": lambda ratio, horizon: ratio / horizon},
        ),
    ),
)
