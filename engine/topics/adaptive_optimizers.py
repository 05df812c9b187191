"""Optimizers that scale each parameter's step by its own gradients."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def adam_step(
    g: npt.ArrayLike,
    m: npt.ArrayLike,
    v: npt.ArrayLike,
    t: int,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[Array, Array, Array]:
    """One step of Adam: the update of the weights and both new moments.

    m ← β₁·m + (1 − β₁)·g and v ← β₂·v + (1 − β₂)·g² start at zero, so they are too small by the
    factors 1 − β₁ᵗ and 1 − β₂ᵗ: m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ). Then Δw = −lr·m̂/(√v̂ + ε).

    Args:
      g: gradient of the loss, any shape.
      m, v: first and second moment before this step, of the same shape.
      t: number of this step, from 1.
      lr: step size.
      beta1, beta2: decay of the moments.
      eps: added to the root against division by zero.

    Returns:
      The update to add to the weights, and the new m and v.

    Source: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015), algorithm 1. The short
    form at the end of its section 2 scales lr instead and leaves ε uncorrected, which differs.
    """
    g = np.asarray(g, dtype=float)
    m = beta1 * np.asarray(m, dtype=float) + (1 - beta1) * g
    v = beta2 * np.asarray(v, dtype=float) + (1 - beta2) * g**2
    update = -lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return update, m, v


def _draw(draw: Draw, level: int) -> Params:
    rates: Params = {"lr": draw.pick([0.1, 0.01, 0.001]), "beta1": 0.9, "beta2": draw.pick([0.99, 0.999])}
    if level == 3:
        first, second = draw.vector(2, 0.3, 2.5, 1, signed=True), draw.vector(2, 0.3, 2.5, 1, signed=True)
        return {"g1": first, "g": second, **rates}
    if level == 1:
        return {
            "g": draw.vector(2, 1, 9, 0, signed=True),
            "m0": draw.vector(2, 0.2, 2, 1, signed=True),
            "beta1": 0.9,
            "t": draw.whole(2, 5),
        }
    return {
        "g": draw.vector(2, 0.3, 2.5, 1, signed=True),
        "m0": draw.vector(2, 0.05, 0.4, 2, signed=True),
        "v0": draw.vector(2, 0.01, 0.06, 2),
        "t": draw.whole(2, 6),
        **rates,
    }


ADAM_STEP = Exercise(
    id="adam_step",
    title="One step of Adam",
    topic="optimizers",
    seconds=150,
    reference=adam_step,
    terms=("Adam", "Adam optimizer", "bias correction", "adaptive moment estimation"),
    aliases={"adam_bias_correction": Focus(1)},
    prompt={
        1: "At step t = {t} of Adam the gradient is g = {g}, the first moment before the step is "
        "m = {m0}, and β₁ = {beta1}. Moments started at 0 and steps count from 1.",
        2: "Step t = {t} of Adam (steps count from 1, moments started at 0, ε is negligible).\n\n"
        "  gradient        g = {g}\n  first moment    m = {m0}\n  second moment   v = {v0}\n\n"
        "  β₁ = {beta1}, β₂ = {beta2}, learning rate {lr}",
        3: "Adam starts with both moments at 0 (steps count from 1, ε is negligible).\n\n"
        "  gradient of step 1   {g1}\n  gradient of step 2   {g}\n\n"
        "  β₁ = {beta1}, β₂ = {beta2}, learning rate {lr}\n\n"
        "What is asked belongs to step 2; the update is what is added to the weights.",
    },
    draw=_draw,
    levels={1: ("m", "m_hat"), 2: ("m_hat", "v_hat", "update"), 3: ("m_hat", "v_hat", "update")},
    parts=(
        Part("m", "the new first moment m", "vector", digits=4, significant=True),
        Part("m_hat", "the corrected first moment m̂", "vector", digits=4, significant=True),
        Part("v_hat", "the corrected second moment v̂", "vector", digits=4, significant=True),
        Part("update", "the update Δw that is added to the weights", "vector", digits=3, significant=True),
    ),
    constants={"t": 2, "eps": 1e-8},
    steps=(
        Step(
            "m0",
            "First moment after step 1, from 0: (1 − β₁)·g₁",
            "(1 − {beta1})·{g1} = {m0}",
            lambda beta1, g1: (1 - beta1) * g1,
        ),
        Step(
            "v0",
            "Second moment after step 1, from 0: (1 − β₂)·g₁²",
            "(1 − {beta2})·{g1}² = {v0}",
            lambda beta2, g1: (1 - beta2) * g1**2,
        ),
        Step(
            "m",
            "Average the gradient: m ← β₁·m + (1 − β₁)·g",
            "m = {beta1}·{m0} + (1 − {beta1})·{g} = {m}",
            lambda beta1, m0, g: beta1 * m0 + (1 - beta1) * g,
        ),
        Step(
            "v",
            "Average its square: v ← β₂·v + (1 − β₂)·g²",
            "v = {beta2}·{v0} + (1 − {beta2})·{g}² = {v}",
            lambda beta2, v0, g: beta2 * v0 + (1 - beta2) * g**2,
        ),
        Step(
            "m_hat",
            "Correct the start at 0: m̂ = m/(1 − β₁ᵗ)",
            "m̂ = {m} / (1 − {beta1}^{t}) = {m_hat}",
            lambda m, beta1, t: m / (1 - beta1**t),
        ),
        Step(
            "v_hat",
            "Likewise v̂ = v/(1 − β₂ᵗ)",
            "v̂ = {v} / (1 − {beta2}^{t}) = {v_hat}",
            lambda v, beta2, t: v / (1 - beta2**t),
        ),
        Step(
            "update",
            "Step against m̂, scaled by the root of v̂: Δw = −lr·m̂/(√v̂ + ε)",
            "Δw = −{lr}·{m_hat} / √{v_hat} = {update}",
            lambda lr, m_hat, v_hat, eps: -lr * m_hat / (np.sqrt(v_hat) + eps),
        ),
    ),
    mistakes=(
        Mistake(
            "no_bias_correction",
            "Divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ: both averages started at 0 and are too small.",
            must=True,
            swap={"m_hat": lambda m: m, "v_hat": lambda v: v},
        ),
        Mistake(
            "only_first_corrected",
            "Correct the second moment as well: v̂ = v/(1 − β₂ᵗ).",
            must=True,
            levels=(2, 3),
            swap={"v_hat": lambda v: v},
        ),
        Mistake(
            "gradient_not_squared",
            "The second moment averages g², not g.",
            must=True,
            levels=(2, 3),
            swap={
                "v0": lambda beta2, g1: (1 - beta2) * np.abs(g1),
                "v": lambda beta2, v0, g: beta2 * v0 + (1 - beta2) * np.abs(g),
            },
        ),
        Mistake(
            "betas_exchanged",
            "β₁ belongs to the first moment, β₂ to the second.",
            must=True,
            levels=(2, 3),
            swap={"beta1": lambda beta2: beta2, "beta2": lambda beta1: beta1},
        ),
        Mistake(
            "no_root",
            "Divide by the square root of v̂, not by v̂ itself.",
            must=True,
            levels=(2, 3),
            swap={"update": lambda lr, m_hat, v_hat, eps: -lr * m_hat / (v_hat + eps)},
        ),
        Mistake(
            "weights_exchanged",
            "The old moment keeps the share β, the new gradient gets 1 − β.",
            swap={
                "m": lambda beta1, m0, g: (1 - beta1) * m0 + beta1 * g,
                "v": lambda beta2, v0, g: (1 - beta2) * v0 + beta2 * g**2,
            },
        ),
        Mistake(
            "step_counted_from_zero",
            "Steps count from 1: the power is t, not t − 1.",
            swap={
                "m_hat": lambda m, beta1, t: m / (1 - beta1 ** (t - 1)),
                "v_hat": lambda v, beta2, t: v / (1 - beta2 ** (t - 1)),
            },
        ),
        Mistake(
            "uphill",
            "The update goes against the moment: it carries a minus sign.",
            levels=(2, 3),
            swap={"update": lambda lr, m_hat, v_hat, eps: lr * m_hat / (np.sqrt(v_hat) + eps)},
        ),
        Mistake(
            "plain_gradient",
            "The step uses the averaged gradient m̂, not g itself.",
            levels=(2, 3),
            swap={"update": lambda lr, g, v_hat, eps: -lr * g / (np.sqrt(v_hat) + eps)},
        ),
    ),
)
