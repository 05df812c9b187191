"""Adagrad and RMSprop: steps divided by the root of summed or averaged squared gradients."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def adagrad_step(
    g: npt.ArrayLike, cache: npt.ArrayLike, lr: float = 0.01, eps: float = 1e-10
) -> tuple[Array, Array]:
    """One step of Adagrad: the update and the new sum of squared gradients.

    G ← G + g² and Δw = −lr·g/(√G + ε). The sum never forgets, so the rate of a parameter only shrinks,
    fastest where gradients are large or frequent.

    Args:
      g: gradient of the loss, any shape.
      cache: G, sum of the squared gradients of all earlier steps, of the same shape.
      lr: learning rate.
      eps: added to the root against division by zero.

    Returns:
      The update to add to the weights, and the new sum.

    Source: Duchi, Hazan and Singer, Adaptive Subgradient Methods (2011), diagonal form; PyTorch's
    documentation of torch.optim.Adagrad.
    """
    g = np.asarray(g, dtype=float)
    total = np.asarray(cache, dtype=float) + g**2
    return -lr * g / (np.sqrt(total) + eps), total


WHOLE_ROOTS = [(3, 16), (4, 9), (5, 144), (12, 25), (6, 64), (8, 36), (9, 144), (12, 81), (8, 225), (15, 64)]
"""Gradient and earlier sum of squares whose new sum is a square number."""


def _draw_adagrad(draw: Draw, level: int) -> Params:
    if level == 1:
        (g1, cache1), (g2, cache2) = draw.sample(WHOLE_ROOTS, 2)
        rate = draw.pick([0.1, 0.2, 0.5])
        return {"g": [float(g1), float(-g2)], "cache0": [float(cache1), float(cache2)], "lr": rate}
    rate = draw.pick([0.05, 0.1, 0.2, 0.5])
    now = draw.vector(2, 0.4, 2.5, 1, signed=True)
    if level == 2:
        return {"past": [draw.vector(2, 0.4, 2.5, 1, signed=True)], "g": now, "lr": rate}
    steps = draw.whole(3, 4)
    rare = [0.0] * steps
    rare[draw.whole(0, steps - 1)] = draw.signed(0.3, 0.9, 1)
    common = draw.vector(steps, 0.8, 2.5, 1, signed=True)
    return {"past": [[a, b] for a, b in zip(common, rare, strict=True)], "g": now, "lr": rate}


_ADAGRAD = "Adagrad with learning rate {lr} (ε is negligible). "

ADAGRAD_STEP = Exercise(
    id="adagrad_step",
    title="A step of Adagrad",
    topic="optimizers",
    seconds=90,
    reference=adagrad_step,
    terms=("Adagrad", "Adagrad update", "sum of squared gradients"),
    prompt={
        1: _ADAGRAD + "The squared gradients of two weights have summed to {cache0} so far; now their "
        "gradient is {g}.",
        2: _ADAGRAD + "Its sum of squared gradients starts at 0. What is asked belongs to step 2.\n\n"
        "  gradient of step 1   {past[0]}\n  gradient of step 2   {g}",
        3: _ADAGRAD + "Its sum of squared gradients starts at 0. Rows are the gradients of past steps, "
        "columns two weights, the second of which is rarely used.\n\n  {past}\n\nNow the gradient is {g}. "
        "The effective rate of a weight in this step is what its gradient is multiplied by.",
    },
    draw=_draw_adagrad,
    levels={1: ("cache", "update"), 2: ("cache", "update"), 3: ("rates", "update")},
    parts=(
        Part("cache", "the new sums of squares", "vector"),
        Part("rates", "the effective rates of both weights", "vector", digits=4),
        Part("update", "the update that is added to the weights", "vector", digits=4),
    ),
    policies={"size": lambda g: g**2},
    steps=(
        Step(
            "cache0",
            "Add up the squared gradients of the past steps, each weight by itself",
            "{cache0}",
            lambda size, past: size(past).sum(axis=0),
        ),
        Step(
            "cache",
            "Add the square of the present gradient before using the sum",
            "G = {cache0} + {g}² = {cache}",
            lambda size, cache0, g: cache0 + size(g),
        ),
        Step(
            "rates",
            "Divide the learning rate by the root of the sum: lr/√G",
            "{lr} / √{cache} = {rates}",
            lambda lr, cache: lr / np.sqrt(cache),
        ),
        Step(
            "update",
            "Step against the gradient, each weight with its own rate",
            "−{rates}·{g} = {update}",
            lambda rates, g: -rates * g,
        ),
    ),
    mistakes=(
        Mistake(
            "present_gradient_left_out",
            "Add the square of the present gradient before dividing by the root of the sum.",
            must=True,
            swap={"cache": lambda cache0: cache0},
        ),
        Mistake(
            "last_gradient_only",
            "The sum runs over the squared gradients of all steps, not only the present one.",
            must=True,
            swap={"cache": lambda size, g: size(g)},
        ),
        Mistake(
            "no_root",
            "Divide by the root of the sum, not by the sum itself.",
            must=True,
            swap={"rates": lambda lr, cache: lr / cache},
        ),
        Mistake(
            "not_squared",
            "Add up squared gradients; magnitudes are another norm.",
            swap={"size": lambda g: np.abs(g)},
        ),
        Mistake(
            "mean_for_sum",
            "Adagrad adds the squares up and never averages, so the rate only shrinks.",
            must=True,
            levels=(2, 3),
            swap={"cache": lambda size, cache0, g, past: (cache0 + size(g)) / (len(past) + 1)},
        ),
        Mistake(
            "one_rate_for_all",
            "Every weight has a sum of its own: do not add the squares of different weights.",
            levels=(2, 3),
            swap={"rates": lambda lr, cache: lr / np.sqrt(cache.sum()) * np.ones(len(cache))},
        ),
        Mistake(
            "plain_gradient",
            "Divide the learning rate by the root of the summed squares.",
            swap={"rates": lambda lr, cache: lr * np.ones(len(cache))},
        ),
        Mistake(
            "uphill",
            "The update goes against the gradient: it carries a minus sign.",
            swap={"update": lambda rates, g: rates * g},
        ),
    ),
)


def rmsprop_step(
    g: npt.ArrayLike, cache: npt.ArrayLike, lr: float = 0.01, decay: float = 0.9, eps: float = 1e-8
) -> tuple[Array, Array]:
    """One step of RMSprop: the update and the new average of squared gradients.

    s ← ρ·s + (1 − ρ)·g² and Δw = −lr·g/(√s + ε). Unlike Adagrad's sum the average forgets, so steps do
    not die out.

    Args:
      g: gradient of the loss, any shape.
      cache: s, average of squared gradients before this step, of the same shape; 0 at the start.
      lr: learning rate.
      decay: ρ, share that the old average keeps.
      eps: added to the root against division by zero.

    Returns:
      The update to add to the weights, and the new average.

    Source: Tieleman and Hinton, Lecture 6.5 of Neural Networks for Machine Learning (2012); PyTorch's
    documentation of torch.optim.RMSprop. Keras adds ε inside the root.
    """
    g = np.asarray(g, dtype=float)
    average = decay * np.asarray(cache, dtype=float) + (1 - decay) * g**2
    return -lr * g / (np.sqrt(average) + eps), average


def _draw_rmsprop(draw: Draw, level: int) -> Params:
    if level == 1:
        old, g = draw.vector(2, 1, 9, 0), draw.vector(2, 1, 6, 0, signed=True)
        return {"s0": old, "g": g, "decay": draw.pick([0.5, 0.8, 0.9])}
    rates = {"decay": draw.pick([0.7, 0.8, 0.9]), "lr": draw.pick([0.05, 0.1, 0.2])}
    g = draw.vector(2, 0.4, 2.5, 1, signed=True)
    if level == 2:
        return {"s0": draw.vector(2, 0.2, 4, 1), "g": g, **rates}
    first = draw.vector(2, 0.4, 2.5, 1, signed=True)
    return {"g1": first, "g": g, **rates, "eps": draw.pick([0.1, 0.2])}


RMSPROP_STEP = Exercise(
    id="rmsprop_step",
    title="A step of RMSprop",
    topic="optimizers",
    seconds=100,
    reference=rmsprop_step,
    terms=(
        "RMSprop",
        "RMSProp update",
        "running average of squared gradients",
        "root mean square propagation",
    ),
    prompt={
        1: "RMSprop keeps the average s of squared gradients with ρ = {decay}: the old average has the "
        "weight ρ. The average is {s0}, now the gradient is {g}.",
        2: "RMSprop with learning rate {lr} and ρ = {decay}, the weight of the old average (ε is "
        "negligible).\n\n  average of squares   s = {s0}\n  gradient             g = {g}",
        3: "RMSprop with learning rate {lr} and ρ = {decay}, the weight of the old average, which starts at "
        "0. ε = {eps} is added outside of the root, to √s. What is asked belongs to step 2.\n\n"
        "  gradient of step 1   {g1}\n  gradient of step 2   {g}",
    },
    draw=_draw_rmsprop,
    levels={1: ("s",), 2: ("s", "update"), 3: ("s", "update")},
    parts=(
        Part("s", "the new average s", "vector"),
        Part("update", "the update that is added to the weights", "vector", digits=4),
    ),
    constants={"eps": 0.0},
    policies={"mix": lambda old, new, decay: decay * old + (1 - decay) * new, "size": lambda g: g**2},
    steps=(
        Step(
            "s0",
            "Average after step 1, from 0: (1 − ρ)·g₁²",
            "(1 − {decay})·{g1}² = {s0}",
            lambda mix, size, g1, decay: mix(0.0, size(g1), decay),
        ),
        Step(
            "s",
            "Average the squared gradient in: s ← ρ·s + (1 − ρ)·g²",
            "{decay}·{s0} + (1 − {decay})·{g}² = {s}",
            lambda mix, size, s0, g, decay: mix(s0, size(g), decay),
        ),
        Step(
            "scale",
            "Root of the average, and ε added to it",
            "√{s} + {eps} = {scale}",
            lambda s, eps: np.sqrt(s) + eps,
        ),
        Step(
            "update",
            "Step against the gradient, divided by this size: −lr·g/(√s + ε)",
            "−{lr}·{g} / {scale} = {update}",
            lambda lr, g, scale: -lr * g / scale,
        ),
    ),
    mistakes=(
        Mistake(
            "weights_exchanged",
            "The old average keeps the share ρ, the new square gets 1 − ρ.",
            must=True,
            swap={"mix": lambda old, new, decay: (1 - decay) * old + decay * new},
        ),
        Mistake(
            "no_root",
            "Divide by the root of the average, not by the average itself.",
            must=True,
            levels=(2, 3),
            swap={"scale": lambda s, eps: s + eps},
        ),
        Mistake(
            "summed_like_adagrad",
            "RMSprop averages: the old squares fade with ρ and the new one gets 1 − ρ.",
            must=True,
            swap={"mix": lambda old, new, decay: old + new},
        ),
        Mistake(
            "not_squared",
            "Average the squared gradients, not their magnitudes.",
            swap={"size": lambda g: np.abs(g)},
        ),
        Mistake(
            "old_average_used",
            "Divide by the root of the average that already holds the present gradient.",
            levels=(2, 3),
            swap={"scale": lambda s0, eps: np.sqrt(s0) + eps},
        ),
        Mistake(
            "plain_gradient",
            "Divide the step by the root of the average.",
            levels=(2, 3),
            swap={"scale": lambda g: np.ones(len(g))},
        ),
        Mistake(
            "epsilon_forgotten",
            "ε is not negligible here: add it to the root.",
            levels=(3,),
            swap={"scale": lambda s: np.sqrt(s)},
        ),
        Mistake(
            "uphill",
            "The update goes against the gradient: it carries a minus sign.",
            levels=(2, 3),
            swap={"update": lambda lr, g, scale: lr * g / scale},
        ),
    ),
    conventions=(
        Convention(
            "epsilon_inside",
            "Right with ε inside the root (Keras); here it is added outside.",
            swap={"scale": lambda s, eps: np.sqrt(s + eps)},
        ),
    ),
)
