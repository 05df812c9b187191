"""What momentum does in the long run: steady gradients are amplified, noise is averaged."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def momentum_velocity(g: npt.ArrayLike, mu: float, steps: float = np.inf) -> Array:
    """Velocity that momentum gains from a constant gradient.

    v_k = g·(1 − μᵏ)/(1 − μ) after k steps of v ← μ·v + g from 0; it tends to g/(1 − μ), which is 10 times
    the gradient for μ = 0.9.

    Args:
      g: the constant gradient, any shape.
      mu: momentum, in [0, 1).
      steps: k; infinite for the terminal velocity.

    Returns:
      Velocities of the shape of g.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.3.2, equation 8.17.
    """
    return np.asarray(np.asarray(g, dtype=float) * (1 - mu**steps) / (1 - mu))


def _draw_terminal(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"g": float(draw.whole(2, 12)), "mu": draw.pick([0.5, 0.6, 0.75, 0.8, 0.9, 0.95])}
    mu, g = draw.pick([0.6, 0.7, 0.8, 0.85, 0.9, 0.95]), draw.signed(0.3, 3, 1)
    if level == 2:
        return {"g": g, "mu": mu, "k": draw.whole(3, 12)}
    return {"g": g, "mu": mu, "lr": draw.pick([0.01, 0.02, 0.05]), "share": draw.pick([0.8, 0.9, 0.95, 0.99])}


_CONSTANT = "Momentum v ← μ·v + g starts at v = 0 with μ = {mu}, and the gradient is {g} in every step."

MOMENTUM_TERMINAL_VELOCITY = Exercise(
    id="momentum_terminal_velocity",
    title="Velocity of momentum under a constant gradient",
    topic="optimizers",
    seconds=60,
    reference=momentum_velocity,
    terms=("terminal velocity", "momentum speeds up", "amplified by 1/(1-mu)", "inertia of momentum"),
    aliases={"momentum_terminal_gain": Focus(2)},
    prompt={
        1: _CONSTANT + " Which velocity does it tend to?",
        2: _CONSTANT + " Which velocity does it have after {k} steps, and which does it tend to?",
        3: _CONSTANT
        + " The learning rate is {lr} and the weight moves by −lr·v. Which step does the weight make "
        "in the long run, and after how many steps has the velocity reached at least the share {share} of "
        "its limit?",
    },
    draw=_draw_terminal,
    levels={1: ("limit",), 2: ("velocity", "limit"), 3: ("move", "steps")},
    parts=(
        Part("velocity", "the velocity after these steps"),
        Part("limit", "the terminal velocity"),
        Part("move", "the change of the weight in one step", digits=4),
        Part("steps", "the number of steps", "integer"),
    ),
    steps=(
        Step(
            "remaining",
            "Share of the limit that is still missing after k steps: μᵏ",
            "{mu}^{k} = {remaining}",
            lambda mu, k: mu**k,
        ),
        Step(
            "velocity",
            "The sum g·(1 + μ + … + μᵏ⁻¹) is geometric: g·(1 − μᵏ)/(1 − μ)",
            "{g}·(1 − {remaining}) / (1 − {mu}) = {velocity}",
            lambda g, remaining, mu: g * (1 - remaining) / (1 - mu),
        ),
        Step(
            "limit",
            "In the limit v = μ·v + g, so v = g/(1 − μ)",
            "{g} / (1 − {mu}) = {limit}",
            lambda g, mu: g / (1 - mu),
        ),
        Step("move", "The weight moves by −lr·v", "−{lr}·{limit} = {move}", lambda lr, limit: -lr * limit),
        Step(
            "steps",
            "The share 1 − μᵏ is reached once μᵏ ≤ 1 − share: divide the logarithms and round up",
            "⌈ln(1 − {share}) / ln {mu}⌉ = {steps}",
            lambda share, mu: int(np.ceil(np.log(1 - share) / np.log(mu))),
        ),
    ),
    mistakes=(
        Mistake(
            "no_gain",
            "Gradients are summed here, so the velocity outgrows a single one: divide by 1 − μ.",
            must=True,
            swap={"limit": lambda g: g, "velocity": lambda g, remaining: g * (1 - remaining)},
        ),
        Mistake(
            "momentum_for_its_complement",
            "Divide by 1 − μ: the part of the velocity that each step takes away.",
            must=True,
            swap={"limit": lambda g, mu: g / mu},
        ),
        Mistake(
            "multiplied",
            "The velocity grows beyond the gradient: divide by 1 − μ.",
            must=True,
            swap={
                "limit": lambda g, mu: g * (1 - mu),
                "velocity": lambda g, remaining, mu: g * (1 - remaining) * (1 - mu),
            },
        ),
        Mistake(
            "no_fading",
            "Old gradients fade: the sum is geometric, not k times the gradient.",
            must=True,
            levels=(2,),
            swap={"velocity": lambda g, k: g * k},
        ),
        Mistake(
            "one_step_short",
            "The first step already gives v = g: k steps have the terms from 1 to μᵏ⁻¹.",
            must=True,
            levels=(2,),
            swap={"remaining": lambda mu, k: mu ** (k - 1)},
        ),
        Mistake(
            "faded_away",
            "μᵏ is what is missing of the limit: the velocity holds the share 1 − μᵏ.",
            levels=(2,),
            swap={"velocity": lambda g, remaining, mu: g * remaining / (1 - mu)},
        ),
        Mistake(
            "velocity_kept_for_the_move",
            "The weight moves by the velocity times the learning rate, downhill.",
            levels=(3,),
            swap={"move": lambda limit: -limit},
        ),
        Mistake(
            "rounded_down",
            "Round up: one step fewer does not reach the share.",
            must=True,
            levels=(3,),
            swap={"steps": lambda share, mu: int(np.log(1 - share) / np.log(mu))},
        ),
        Mistake(
            "share_for_the_rest",
            "μᵏ is the missing part: put it equal to 1 − share.",
            levels=(3,),
            swap={"steps": lambda share, mu: int(np.ceil(np.log(share) / np.log(mu)))},
        ),
    ),
)


def momentum_variance_factor(mu: npt.ArrayLike, average: bool = False) -> Array:
    """Variance of the velocity in terms of the variance of a single gradient.

    Independent noise of variance σ² gives Var[v] = σ²·Σ μ²ⁱ = σ²/(1 − μ²) for v ← μ·v + g, and
    σ²·(1 − μ)²/(1 − μ²) = σ²·(1 − μ)/(1 + μ) for v ← μ·v + (1 − μ)·g. Relative to the squared mean both
    fall by (1 − μ)/(1 + μ), as with a batch (1 + μ)/(1 − μ) times as large.

    Args:
      mu: momentum, in [0, 1), any shape.
      average: whether gradients are averaged instead of summed.

    Returns:
      Factors of the same shape.

    Source: variance of a first-order autoregressive process; Box and Jenkins, Time Series Analysis,
    section 3.2.3.
    """
    mu = np.asarray(mu, dtype=float)
    return np.asarray((1 - mu) / (1 + mu) if average else 1 / (1 - mu**2))


def _draw_variance(draw: Draw, level: int) -> Params:
    mu = draw.pick([0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95])
    if level == 1:
        return {"mu": mu, "variance": float(draw.whole(2, 12))}
    if level == 2:
        return {"mu": mu, "variance": draw.decimal(0.5, 8, 1)}
    return {"mu": mu, "mean": draw.decimal(0.5, 3, 1), "variance": draw.decimal(2, 9, 1)}


MOMENTUM_VARIANCE_FACTOR = Exercise(
    id="momentum_variance_factor",
    title="Noise of the momentum velocity",
    topic="optimizers",
    seconds=90,
    reference=momentum_variance_factor,
    terms=(
        "momentum averages noise",
        "variance of the velocity",
        "momentum reduces the noise",
        "momentum variance",
    ),
    prompt={
        1: "Successive gradients carry independent noise of variance {variance}. Which variance has their "
        "moving average v ← μ·v + (1 − μ)·g in the long run, with μ = {mu}?",
        2: "Successive gradients carry independent noise of variance {variance}. Which variance has the "
        "velocity in the long run with μ = {mu}, if it sums gradients (v ← μ·v + g) and if it averages them "
        "(v ← μ·v + (1 − μ)·g)?",
        3: "Successive gradients have the mean {mean} and independent noise of variance {variance}. Momentum "
        "v ← μ·v + g runs with μ = {mu} for a long time. How large is the noise of the velocity in relation "
        "to its mean (standard deviation / mean)? And how many times larger would the batch have to be "
        "without momentum for the same relation?",
    },
    draw=_draw_variance,
    levels={1: ("averaged",), 2: ("summed", "averaged"), 3: ("summed", "relative", "batches")},
    parts=(
        Part("summed", "the variance of the sum"),
        Part("averaged", "the variance of the average"),
        Part("relative", "the standard deviation of v over its mean"),
        Part("batches", "the factor of the batch size", digits=2),
    ),
    steps=(
        Step(
            "squares",
            "A gradient from i steps ago enters with μⁱ, its variance with μ²ⁱ: Σ μ²ⁱ = 1/(1 − μ²)",
            "1 / (1 − {mu}²) = {squares}",
            lambda mu: 1 / (1 - mu**2),
        ),
        Step(
            "summed",
            "Variance of the sum: σ²·Σ μ²ⁱ",
            "{variance}·{squares} = {summed}",
            lambda variance, squares: variance * squares,
        ),
        Step(
            "averaged",
            "In the average each gradient enters with 1 − μ in addition, its variance with (1 − μ)²",
            "(1 − {mu})²·{variance}·{squares} = {averaged}",
            lambda mu, variance, squares: (1 - mu) ** 2 * variance * squares,
        ),
        Step(
            "drift",
            "Mean of the velocity: mean gradient / (1 − μ)",
            "{mean} / (1 − {mu}) = {drift}",
            lambda mean, mu: mean / (1 - mu),
        ),
        Step(
            "relative",
            "Standard deviation over mean",
            "√{summed} / {drift} = {relative}",
            lambda summed, drift: np.sqrt(summed) / drift,
        ),
        Step(
            "batches",
            "A batch k times as large divides the variance by k: k = (σ/mean)² / relation², which is (1 + "
            "μ)/(1 − μ)",
            "{variance} / {mean}² / {relative}² = {batches}",
            lambda variance, mean, relative: variance / mean**2 / relative**2,
        ),
    ),
    mistakes=(
        Mistake(
            "weights_not_squared",
            "Variances add with the squares of the weights: Σ μ²ⁱ = 1/(1 − μ²), not 1/(1 − μ).",
            must=True,
            swap={"squares": lambda mu: 1 / (1 - mu)},
        ),
        Mistake(
            "as_if_all_alike",
            "Independent noise partly cancels: add variances, not standard deviations.",
            must=True,
            levels=(2, 3),
            swap={"squares": lambda mu: 1 / (1 - mu) ** 2},
        ),
        Mistake(
            "newest_only",
            "Earlier gradients leave their noise behind as well: sum over all of them.",
            must=True,
            swap={"squares": lambda: 1.0},
        ),
        Mistake(
            "share_not_squared",
            "A factor 1 − μ on the gradient is a factor (1 − μ)² on its variance.",
            must=True,
            levels=(1, 2),
            swap={"averaged": lambda mu, variance, squares: (1 - mu) * variance * squares},
        ),
        Mistake(
            "drift_forgotten",
            "The mean of the velocity grows as well: divide the mean gradient by 1 − μ.",
            must=True,
            levels=(3,),
            swap={"drift": lambda mean: mean},
        ),
        Mistake(
            "variance_over_mean",
            "Compare the standard deviation with the mean: take the root of the variance.",
            levels=(3,),
            swap={"relative": lambda summed, drift: summed / drift},
        ),
    ),
)
