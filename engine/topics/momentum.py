"""Momentum: steps along a running sum or a running average of the gradients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def momentum_step(v: npt.ArrayLike, g: npt.ArrayLike, lr: float, mu: float = 0.9) -> tuple[Array, Array]:
    """One step of SGD with momentum: the update and the new velocity.

    v ← μ·v + g and Δw = −lr·v. With the rate inside, v ← μ·v − lr·g and Δw = v, the updates are the same
    as long as the rate does not change.

    Args:
      v: velocity before this step, any shape; 0 at the start.
      g: gradient of the loss, of the same shape.
      lr: learning rate.
      mu: momentum, in [0, 1).

    Returns:
      The update to add to the weights, and the new velocity.

    Source: PyTorch's documentation of torch.optim.SGD; Sutskever et al., On the Importance of
    Initialization and Momentum in Deep Learning (2013), equations 1 and 2, for the rate inside.
    """
    velocity = mu * np.asarray(v, dtype=float) + np.asarray(g, dtype=float)
    return -lr * velocity, velocity


def summed(mu: float, v: Array, g: Array) -> Array:
    """Velocity as a decaying sum of gradients."""
    return mu * v + g


def _draw_momentum(draw: Draw, level: int) -> Params:
    if level == 1:
        v, g = draw.vector(2, 1, 6, 0, signed=True), draw.vector(2, 1, 6, 0, signed=True)
        return {"v0": v, "g": g, "mu": draw.pick([0.5, 0.8, 0.9]), "lr": draw.pick([0.1, 0.2])}
    mu, rate = draw.pick([0.7, 0.8, 0.85, 0.9, 0.95]), draw.pick([0.05, 0.1, 0.2])
    gradients = {
        "g1": draw.vector(2, 0.4, 2.5, 1, signed=True),
        "g": draw.vector(2, 0.4, 2.5, 1, signed=True),
    }
    if level == 2:
        return {**gradients, "mu": mu, "lr": rate}
    return {**gradients, "mu": mu, "lr1": rate, "lr": draw.pick([rate / 10, rate / 5, rate / 2])}


_TWO_GRADIENTS = "  gradient of step 1   {g1}\n  gradient of step 2   {g}\n\n"

MOMENTUM_STEP = Exercise(
    id="momentum_step",
    title="SGD with momentum: velocity and update",
    topic="optimizers",
    seconds=75,
    reference=momentum_step,
    terms=("SGD with momentum", "momentum update", "momentum velocity", "heavy ball"),
    aliases={"momentum_velocity_step": Focus(1)},
    prompt={
        1: "SGD with momentum sums gradients, v ← μ·v + g, and adds −lr·v to the weights.\n\n"
        "  velocity   v = {v0}\n  gradient   g = {g}\n\n  μ = {mu}, learning rate {lr}",
        2: "SGD with momentum sums gradients, v ← μ·v + g, and adds −lr·v to the weights. The velocity "
        "starts at 0.\n\n" + _TWO_GRADIENTS + "  μ = {mu}, learning rate {lr}",
        3: "The learning rate falls from {lr1} in step 1 to {lr} in step 2. Momentum starts at 0 and is "
        "written in two ways: with the rate outside (v ← μ·v + g, then w ← w − lr·v) or inside (v ← μ·v − "
        "lr·g, then w ← w + v). Which update does each make in step 2?\n\n" + _TWO_GRADIENTS + "  μ = {mu}",
    },
    draw=_draw_momentum,
    levels={1: ("v", "update"), 2: ("v", "update"), 3: ("update", "inside")},
    parts=(
        Part("v", "the new velocity v", "vector"),
        Part("update", "the update −lr·v (rate outside)", "vector", digits=4),
        Part("inside", "the update with the rate inside", "vector", digits=4),
    ),
    policies={"accumulate": summed},
    steps=(
        Step(
            "v0",
            "Velocity after step 1, from 0: the first gradient",
            "{v0}",
            lambda accumulate, mu, g1: accumulate(mu, 0 * g1, g1),
        ),
        Step(
            "v",
            "Keep the share μ of the velocity and add the gradient",
            "v = {mu}·{v0} + {g} = {v}",
            lambda accumulate, mu, v0, g: accumulate(mu, v0, g),
        ),
        Step(
            "update",
            "Step against the velocity: −lr·v",
            "−{lr}·{v} = {update}",
            lambda lr, v: -lr * v,
        ),
        Step(
            "earlier",
            "With the rate inside, step 1 leaves the velocity −lr₁·g₁ behind",
            "−{lr1}·{g1} = {earlier}",
            lambda lr1, g1: -lr1 * g1,
        ),
        Step(
            "inside",
            "It keeps the old rate: μ·v − lr·g",
            "{mu}·{earlier} − {lr}·{g} = {inside}",
            lambda mu, earlier, lr, g: mu * earlier - lr * g,
        ),
    ),
    mistakes=(
        Mistake(
            "no_momentum",
            "Add μ times the old velocity to the gradient.",
            must=True,
            swap={"accumulate": lambda mu, v, g: g, "inside": lambda lr, g: -lr * g},
        ),
        Mistake(
            "momentum_on_the_gradient",
            "μ multiplies the old velocity, not the new gradient.",
            must=True,
            swap={
                "accumulate": lambda mu, v, g: v + mu * g,
                "inside": lambda mu, earlier, lr, g: earlier - mu * lr * g,
            },
        ),
        Mistake(
            "undamped",
            "The old velocity fades: multiply it by μ before adding the gradient.",
            swap={
                "accumulate": lambda mu, v, g: v + g,
                "inside": lambda earlier, lr, g: earlier - lr * g,
            },
        ),
        Mistake(
            "one_rate_for_both_steps",
            "With the rate inside the velocity holds the step that was taken at the old rate.",
            must=True,
            levels=(3,),
            swap={"earlier": lambda lr, g1: -lr * g1},
        ),
        Mistake(
            "forms_exchanged",
            "Outside, the new rate multiplies the whole velocity; inside, only the new gradient.",
            must=True,
            levels=(3,),
            swap={
                "update": lambda mu, earlier, lr, g: mu * earlier - lr * g,
                "inside": lambda lr, v: -lr * v,
            },
        ),
        Mistake(
            "uphill",
            "The update goes against the velocity: it carries a minus sign.",
            levels=(1, 2),
            swap={"update": lambda lr, v: lr * v},
        ),
        Mistake(
            "gradient_for_velocity",
            "The update follows the velocity, not the gradient of this step alone.",
            levels=(1, 2),
            swap={"update": lambda lr, g: -lr * g},
        ),
    ),
    conventions=(
        Convention(
            "averaged",
            "Right for a running average, v ← μ·v + (1 − μ)·g; here the gradients are summed.",
            swap={"accumulate": lambda mu, v, g: mu * v + (1 - mu) * g},
        ),
    ),
)


def momentum_ema_step(
    v: npt.ArrayLike, g: npt.ArrayLike, lr: float, beta: float = 0.9
) -> tuple[Array, Array]:
    """One step along the exponential moving average of the gradients: the update and the new average.

    v ← β·v + (1 − β)·g and Δw = −lr·v. The updates are those of the summing form with the learning rate
    lr·(1 − β).

    Args:
      v: average before this step, any shape; 0 at the start.
      g: gradient of the loss, of the same shape.
      lr: learning rate.
      beta: share that the old average keeps, in [0, 1).

    Returns:
      The update to add to the weights, and the new average.

    Source: Kingma and Ba, Adam (2015), algorithm 1, first moment without its correction.
    """
    average = beta * np.asarray(v, dtype=float) + (1 - beta) * np.asarray(g, dtype=float)
    return -lr * average, average


def averaged(v: float, g: float, beta: float) -> float:
    """The old average keeps the share β."""
    return beta * v + (1 - beta) * g


def run_average(
    gradients: Array, start: float, beta: float, mix: Callable[[float, float, float], float]
) -> tuple[float, list[str]]:
    """Average gradients one after the other, with a line for each."""
    v, rows = float(start), []
    for t, g in enumerate(gradients, 1):
        new = float(mix(v, float(g), beta))
        rows.append(f"step {t}: old average {v:.6g}, gradient {g:g}, new average {new:.6g}")
        v = new
    return v, rows


def _draw_average(draw: Draw, level: int) -> Params:
    if level == 1:
        v, g = draw.signed(2, 9, 0), draw.signed(2, 9, 0)
        return {"start": v, "gradients": [g], "beta": draw.pick([0.5, 0.8, 0.9])}
    rates = {"beta": draw.pick([0.7, 0.8, 0.9]), "lr": draw.pick([0.1, 0.2, 0.5])}
    return {"gradients": draw.vector(level, 0.8, 4, 1, signed=True), **rates}


MOMENTUM_EMA_STEP = Exercise(
    id="momentum_ema_step",
    title="Momentum as a moving average of gradients",
    topic="optimizers",
    seconds=75,
    reference=momentum_ema_step,
    terms=("EMA momentum", "exponential moving average of gradients", "running average of gradients"),
    prompt={
        1: "Momentum averages gradients: v ← β·v + (1 − β)·g with β = {beta}. The average is v = {start}, "
        "then comes the gradient {gradients[0]}.",
        2: "Momentum averages gradients: v ← β·v + (1 − β)·g with β = {beta}, from v = 0. The gradients of a "
        "weight in the first two steps are {gradients:list}. The learning rate is {lr}.",
        3: "Momentum averages gradients: v ← β·v + (1 − β)·g with β = {beta}, from v = 0. The gradients of a "
        "weight in the first three steps are {gradients:list}. The learning rate is {lr}. Which learning "
        "rate would make the same updates, if gradients were summed instead (v ← β·v + g)?",
    },
    draw=_draw_average,
    levels={1: ("v",), 2: ("v", "update"), 3: ("v", "update", "rate")},
    parts=(
        Part("v", "the average v", digits=4),
        Part("update", "the last update of the weight", digits=4),
        Part("rate", "the learning rate of the summing form", digits=4),
    ),
    constants={"start": 0.0},
    policies={"mix": averaged},
    steps=(
        Step(
            "v",
            "Each step keeps the share β of the average and adds the share 1 − β of the gradient",
            "v = {v}",
            run_average,
            traced=True,
        ),
        Step("update", "Step against the average: −lr·v", "−{lr}·{v} = {update}", lambda lr, v: -lr * v),
        Step(
            "rate",
            "Each summed gradient is 1/(1 − β) times as large, so the rate is multiplied by 1 − β",
            "{lr}·(1 − {beta}) = {rate}",
            lambda lr, beta: lr * (1 - beta),
        ),
    ),
    mistakes=(
        Mistake(
            "shares_exchanged",
            "The old average keeps the share β, the new gradient gets 1 − β.",
            must=True,
            swap={"mix": lambda v, g, beta: (1 - beta) * v + beta * g},
        ),
        Mistake(
            "old_average_kept_whole",
            "The shares add up to 1: what the gradient gets is taken from the old average.",
            swap={"mix": lambda v, g, beta: v + (1 - beta) * g},
        ),
        Mistake(
            "starts_at_first_gradient",
            "The average starts at 0: the first gradient, too, gets only the share 1 − β.",
            must=True,
            levels=(2, 3),
            swap={"start": lambda gradients: gradients[0]},
        ),
        Mistake(
            "plain_mean",
            "Later gradients weigh more than earlier ones: go step by step.",
            levels=(2, 3),
            swap={"v": lambda gradients: (float(np.mean(gradients)), [])},
        ),
        Mistake(
            "uphill",
            "The update goes against the average: it carries a minus sign.",
            levels=(2, 3),
            swap={"update": lambda lr, v: lr * v},
        ),
        Mistake(
            "rate_divided",
            "The summed velocity is larger, so its rate has to be smaller: multiply by 1 − β.",
            must=True,
            levels=(3,),
            swap={"rate": lambda lr, beta: lr / (1 - beta)},
        ),
    ),
    conventions=(
        Convention(
            "summed",
            "Right for a running sum, v ← β·v + g; here the gradients are averaged.",
            swap={"mix": lambda v, g, beta: beta * v + g},
        ),
    ),
)
