"""Adam changed: its step without bias correction, and weight decay inside or beside the moments."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.adaptive_optimizers import adam_step

Array = npt.NDArray[np.float64]


def adam_uncorrected_ratio(t: npt.ArrayLike, beta1: float = 0.9, beta2: float = 0.999) -> Array:
    """How many times too large Adam's step is without bias correction, under a constant gradient.

    m is too small by 1 − β₁ᵗ and √v by √(1 − β₂ᵗ), so the step is (1 − β₁ᵗ)/√(1 − β₂ᵗ) times the corrected
    one, which is lr itself. For 0.9 and 0.999 this is 3.16 in step 1 and at most 6.57, in step 12.

    Args:
      t: number of the step, from 1, any shape.
      beta1, beta2: decay of the moments.

    Returns:
      Ratios of the same shape.

    Source: Kingma and Ba, Adam (2015), section 3, equation 4.
    """
    t = np.asarray(t, dtype=float)
    return np.asarray((1 - beta1**t) / np.sqrt(1 - beta2**t))


def _draw_uncorrected(draw: Draw, level: int) -> Params:
    betas = {
        "beta1": draw.pick([0.7, 0.75, 0.8, 0.85, 0.9, 0.95]),
        "beta2": draw.pick([0.96, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995]),
    }
    if level == 1:
        return betas
    return {**betas, "t": draw.whole(3, 40), "lr": draw.pick([0.001, 0.002, 0.003, 0.0005])}


ADAM_UNCORRECTED_RATIO = Exercise(
    id="adam_uncorrected_ratio",
    title="Adam's step without bias correction",
    topic="optimizers",
    seconds=75,
    reference=adam_uncorrected_ratio,
    terms=("without bias correction", "omitting bias correction", "uncorrected moments"),
    prompt={
        1: "Adam with β₁ = {beta1} and β₂ = {beta2} (moments start at 0, ε is negligible) forgets the bias "
        "correction. How many times as large as the right one is its very first step?",
        2: "Adam with β₁ = {beta1}, β₂ = {beta2} and learning rate {lr} (moments start at 0, ε is "
        "negligible) meets the same gradient g in every step. At step {t}, counted from 1: which share of g "
        "is in m, and which share of g² in v? And how long is this step without bias correction?",
    },
    draw=_draw_uncorrected,
    levels={1: ("ratio",), 2: ("first", "second", "length")},
    parts=(
        Part("first", "the share m / g", digits=4),
        Part("second", "the share v / g²", digits=4),
        Part("ratio", "the uncorrected over the corrected step"),
        Part("length", "the length of the uncorrected step", digits=3, significant=True),
    ),
    constants={"t": 1},
    steps=(
        Step(
            "first",
            "Share of the gradient in m after t steps: 1 − β₁ᵗ",
            "1 − {beta1}^{t} = {first}",
            lambda beta1, t: 1 - beta1**t,
        ),
        Step(
            "second",
            "Share of the squared gradient in v: 1 − β₂ᵗ",
            "1 − {beta2}^{t} = {second}",
            lambda beta2, t: 1 - beta2**t,
        ),
        Step(
            "ratio",
            "m stands above, √v below: divide the first share by the root of the second",
            "{first} / √{second} = {ratio}",
            lambda first, second: first / np.sqrt(second),
        ),
        Step(
            "length",
            "With a constant gradient the corrected step is lr·g/√(g²) = lr",
            "{lr}·{ratio} = {length}",
            lambda lr, ratio: lr * ratio,
        ),
    ),
    mistakes=(
        Mistake(
            "no_root",
            "v enters the step through its root: take the root of its share as well.",
            must=True,
            swap={"ratio": lambda first, second: first / second},
        ),
        Mistake(
            "upside_down",
            "The uncorrected step is m/√v: the share of m stands above.",
            must=True,
            swap={"ratio": lambda first, second: np.sqrt(second) / first},
        ),
        Mistake(
            "betas_exchanged",
            "β₁ belongs to m, β₂ to v.",
            must=True,
            swap={"beta1": lambda beta2: beta2, "beta2": lambda beta1: beta1},
        ),
        Mistake(
            "first_share_only",
            "v is too small as well, which makes the step longer: divide by the root of its share.",
            swap={"ratio": lambda first: first},
        ),
        Mistake(
            "remainder_for_share",
            "βᵗ is what is missing: the moment holds the share 1 − βᵗ.",
            swap={"first": lambda beta1, t: beta1**t, "second": lambda beta2, t: beta2**t},
        ),
        Mistake(
            "powers_forgotten",
            "After t steps the missing share is βᵗ: raise β to the number of the step.",
            levels=(2,),
            swap={"first": lambda beta1: 1 - beta1, "second": lambda beta2: 1 - beta2},
        ),
    ),
)


def adam_l2_step(
    w: npt.ArrayLike, g: npt.ArrayLike, m: npt.ArrayLike, v: npt.ArrayLike, t: int, lr: float, decay: float
) -> tuple[Array, Array]:
    """One step of Adam with an L2 penalty and one of AdamW: both updates of the weights.

    The penalty changes the gradient, g + λ·w, and passes through both moments, so its pull is divided by √v̂.
    AdamW leaves the gradient alone and shrinks the weights directly: Δw = −lr·(m̂/√v̂ + λ·w).

    Args:
      w, g: weights and gradient of the loss without penalty, any shape.
      m, v: moments before this step, of the same shape.
      t: number of this step, from 1.
      lr: learning rate.
      decay: λ.

    Returns:
      The update with the L2 penalty and the update of AdamW, with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.

    Source: Loshchilov and Hutter, Decoupled Weight Decay Regularization (2019), algorithm 2; PyTorch
    multiplies λ by lr as here, the paper by its schedule only.
    """
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    coupled, _, _ = adam_step(g + decay * w, m, v, t, lr)
    plain, _, _ = adam_step(g, m, v, t, lr)
    return coupled, plain - lr * decay * w


def first_moment(g: Array, m0: Array, t: int, beta1: float) -> Array:
    """First moment after a gradient, corrected: m̂."""
    return (beta1 * m0 + (1 - beta1) * g) / (1 - beta1**t)


def second_moment(g: Array, v0: Array, t: int, beta2: float) -> Array:
    """Second moment after a gradient, corrected: v̂."""
    return (beta2 * v0 + (1 - beta2) * g**2) / (1 - beta2**t)


def _draw_decay(draw: Draw, level: int) -> Params:
    rates = {"lr": draw.pick([0.01, 0.02, 0.05]), "decay": draw.pick([0.1, 0.2])}
    if level == 1:
        return {"w": draw.vector(2, 1, 4, 0, signed=True), "g": draw.vector(2, 2, 9, 0, signed=True), **rates}
    return {
        "w": draw.vector(2, 1, 4, 1, signed=True),
        "g": [draw.signed(0.1, 0.4, 1), draw.signed(1, 3, 1)],
        "m0": [draw.signed(0.02, 0.1, 2), draw.signed(0.1, 0.5, 2)],
        "v0": [draw.decimal(0.002, 0.009, 3), draw.decimal(0.05, 0.4, 2)],
        "t": draw.whole(3, 9),
        "beta1": 0.9,
        "beta2": draw.pick([0.98, 0.99]),
        **rates,
    }


def _too_small(lr: float, *updates: Array) -> str | None:
    smallest = min(float(np.min(np.abs(update))) for update in updates)
    return "pull and gradient cancel" if smallest < 0.02 * lr else None


ADAM_L2_VS_ADAMW_STEP = Exercise(
    id="adam_l2_vs_adamw_step",
    title="L2 penalty in Adam against AdamW",
    topic="optimizers",
    seconds=240,
    reference=adam_l2_step,
    terms=("AdamW", "decoupled weight decay", "L2 penalty with Adam", "weight decay in Adam"),
    prompt={
        1: "The first step of Adam (moments start at 0, with bias correction, ε is negligible) from weights "
        "w = {w} whose loss has the gradient g = {g}, learning rate {lr} and λ = {decay}. Compare an L2 "
        "penalty, which adds λ·w to the gradient, with AdamW, which adds −lr·λ·w to the update.",
        2: "Step t = {t} of Adam (with bias correction, ε is negligible). Compare an L2 penalty, which adds "
        "λ·w to the gradient, with AdamW, which adds −lr·λ·w to the update. Both start from the same "
        "moments.\n\n  weights         w = {w}\n  gradient        g = {g}\n  first moment    m = {m0}\n"
        "  second moment   v = {v0}\n\n  β₁ = {beta1}, β₂ = {beta2}, learning rate {lr}, λ = {decay}",
    },
    draw=_draw_decay,
    guard=lambda lr, coupled, decoupled: _too_small(lr, coupled, decoupled),
    levels={1: ("coupled", "decoupled"), 2: ("coupled", "decoupled")},
    parts=(
        Part("coupled", "the update with the L2 penalty", "vector", digits=3, significant=True),
        Part("decoupled", "the update of AdamW", "vector", digits=3, significant=True),
    ),
    constants={"t": 1, "m0": 0.0, "v0": 0.0, "beta1": 0.9, "beta2": 0.99},
    steps=(
        Step(
            "penalised",
            "L2: the penalty joins the gradient before the moments, g + λ·w",
            "{g} + {decay}·{w} = {penalised}",
            lambda g, decay, w: g + decay * w,
        ),
        Step(
            "m_l2",
            "Its corrected first moment: (β₁·m + (1 − β₁)·(g + λ·w)) / (1 − β₁ᵗ)",
            "m̂ = {m_l2}",
            lambda penalised, m0, t, beta1: first_moment(penalised, m0, t, beta1),
        ),
        Step(
            "v_l2",
            "Its corrected second moment: (β₂·v + (1 − β₂)·(g + λ·w)²) / (1 − β₂ᵗ)",
            "v̂ = {v_l2}",
            lambda penalised, v0, t, beta2: second_moment(penalised, v0, t, beta2),
        ),
        Step(
            "coupled",
            "Update with the L2 penalty: −lr·m̂/√v̂; in the first step only the sign is left",
            "−{lr}·{m_l2} / √{v_l2} = {coupled}",
            lambda lr, m_l2, v_l2: -lr * m_l2 / np.sqrt(v_l2),
        ),
        Step(
            "m_plain",
            "AdamW: the corrected first moment of the bare gradient",
            "m̂ = {m_plain}",
            lambda g, m0, t, beta1: first_moment(g, m0, t, beta1),
        ),
        Step(
            "v_plain",
            "And its corrected second moment",
            "v̂ = {v_plain}",
            lambda g, v0, t, beta2: second_moment(g, v0, t, beta2),
        ),
        Step(
            "decoupled",
            "Update of AdamW: −lr·(m̂/√v̂ + λ·w)",
            "−{lr}·({m_plain} / √{v_plain} + {decay}·{w}) = {decoupled}",
            lambda lr, m_plain, v_plain, decay, w: -lr * (m_plain / np.sqrt(v_plain) + decay * w),
        ),
    ),
    mistakes=(
        Mistake(
            "forms_exchanged",
            "L2 changes the gradient that the moments average; AdamW shrinks the weights beside them.",
            must=True,
            swap={
                "coupled": lambda lr, m_plain, v_plain, decay, w: (
                    -lr * (m_plain / np.sqrt(v_plain) + decay * w)
                ),
                "decoupled": lambda lr, m_l2, v_l2: -lr * m_l2 / np.sqrt(v_l2),
            },
        ),
        Mistake(
            "decay_without_rate",
            "The decay of AdamW is multiplied by the learning rate, too: −lr·λ·w.",
            must=True,
            swap={
                "decoupled": lambda lr, m_plain, v_plain, decay, w: (
                    -lr * m_plain / np.sqrt(v_plain) - decay * w
                ),
            },
        ),
        Mistake(
            "weights_grow",
            "Decay pulls the weights towards 0: its part of the update has the opposite sign of w.",
            must=True,
            swap={
                "penalised": lambda g, decay, w: g - decay * w,
                "decoupled": lambda lr, m_plain, v_plain, decay, w: (
                    -lr * (m_plain / np.sqrt(v_plain) - decay * w)
                ),
            },
        ),
        Mistake(
            "penalty_missed_the_second_moment",
            "The penalised gradient enters both moments: square it for v as well.",
            levels=(2,),
            swap={"v_l2": lambda v_plain: v_plain},
        ),
        Mistake(
            "decay_forgotten",
            "Add the decay: this is Adam alone.",
            swap={
                "penalised": lambda g: g,
                "decoupled": lambda lr, m_plain, v_plain: -lr * m_plain / np.sqrt(v_plain),
            },
        ),
        Mistake(
            "decayed_twice",
            "AdamW leaves the gradient alone: λ·w acts once, beside the moments.",
            levels=(2,),
            swap={"m_plain": lambda m_l2: m_l2, "v_plain": lambda v_l2: v_l2},
        ),
        Mistake(
            "no_bias_correction",
            "Divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ: both averages started at 0 and are too small.",
            levels=(2,),
            swap={
                "m_l2": lambda penalised, m0, beta1: beta1 * m0 + (1 - beta1) * penalised,
                "v_l2": lambda penalised, v0, beta2: beta2 * v0 + (1 - beta2) * penalised**2,
                "m_plain": lambda g, m0, beta1: beta1 * m0 + (1 - beta1) * g,
                "v_plain": lambda g, v0, beta2: beta2 * v0 + (1 - beta2) * g**2,
            },
        ),
        Mistake(
            "raw_gradient",
            "Adam divides by the root of the second moment: the step uses m̂/√v̂, not the gradient.",
            swap={
                "coupled": lambda lr, penalised: -lr * penalised,
                "decoupled": lambda lr, g, decay, w: -lr * (g + decay * w),
            },
        ),
    ),
)
