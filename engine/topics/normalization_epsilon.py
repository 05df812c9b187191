"""The ε of a normalization layer, and where it stands."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def normalizer_gain(variance: npt.ArrayLike, eps: float) -> Array:
    """Factor by which a normalization layer multiplies a deviation from the mean.

    1/√(σ² + ε). It stays below 1/√ε, however small the variance is; the standard deviation after
    normalising is σ/√(σ² + ε), a little less than 1.

    Args:
      variance: biased variance σ², any shape.
      eps: ε > 0, in the units of a variance.

    Returns:
      Positive factors, shape of `variance`.

    Source: Ioffe and Szegedy, Batch Normalization (2015), algorithm 1.
    """
    return np.asarray(1 / np.sqrt(np.asarray(variance, dtype=float) + eps))


TRIPLES = ((0.09, 0.16), (0.16, 0.09), (0.36, 0.64), (0.64, 0.36), (1.44, 0.81), (0.25, 1.44), (2.25, 4.0))
"""Variances and ε whose sum has a simple root."""


def _draw_eps(draw: Draw, level: int) -> Params:
    if level == 1:
        variance, eps = draw.pick(TRIPLES)
        return {"variance": variance, "eps": eps, "difference": draw.pick([1, 2, 3, 4, 6]) * draw.sign()}
    eps = draw.pick([1e-3, 1e-4, 1e-5])
    ratio = draw.decimal(0.5, 3, 1)
    deviation = float(f"{ratio * eps**0.5:.2g}")
    return {"deviation": deviation, "eps": eps}


NORM_EPS_PLACEMENT = Exercise(
    id="norm_eps_placement",
    title="Where ε stands in a normalization layer",
    topic="normalization",
    seconds=75,
    reference=normalizer_gain,
    terms=("eps inside the root", "epsilon inside the root", "epsilon in batch norm"),
    prompt={
        1: "A normalization layer adds ε = {eps} to the variance {variance}, inside the root. What "
        "becomes of a "
        "value that differs from the mean by {difference} (scale 1, shift 0)?",
        2: "A channel that hardly varies has the standard deviation σ = {deviation}; ε = {eps}. A "
        "normalization layer multiplies deviations from the mean by 1/√(σ² + ε). A careless program divides "
        "by σ + ε instead. By how much does each multiply?",
        3: "A channel that hardly varies has the standard deviation σ = {deviation}. A normalization layer "
        "adds ε = {eps} to the variance, inside the root (scale 1, shift 0). What standard deviation has the "
        "channel afterwards, and what is the largest factor by which this layer could multiply the "
        "deviations "
        "of any channel?",
    },
    draw=_draw_eps,
    levels={1: ("x_hat",), 2: ("inside", "outside"), 3: ("spread", "most")},
    parts=(
        Part("x_hat", "the normalised value"),
        Part("inside", "the factor with ε inside the root", significant=True),
        Part("outside", "the factor with ε outside", significant=True),
        Part("spread", "the standard deviation afterwards"),
        Part("most", "the largest factor", significant=True),
    ),
    steps=(
        Step("variance", "Variance: σ²", "{deviation}² = {variance}", lambda deviation: deviation**2),
        Step(
            "divisor",
            "Add ε to the variance, then take the root",
            "√({variance} + {eps}) = {divisor}",
            lambda variance, eps: np.sqrt(variance + eps),
        ),
        Step(
            "x_hat",
            "Divide the difference by it",
            "{difference}/{divisor} = {x_hat}",
            lambda difference, divisor: difference / divisor,
        ),
        Step(
            "inside",
            "The factor is one over that root",
            "1/{divisor} = {inside}",
            lambda divisor: 1 / divisor,
        ),
        Step(
            "outside",
            "Outside: one over σ + ε",
            "1/({deviation} + {eps}) = {outside}",
            lambda deviation, eps: 1 / (deviation + eps),
        ),
        Step(
            "spread",
            "Standard deviation afterwards: σ over the divisor",
            "{deviation}/{divisor} = {spread}",
            lambda deviation, divisor: deviation / divisor,
        ),
        Step(
            "most",
            "A channel that does not vary at all has σ = 0: the factor is 1/√ε",
            "1/√{eps} = {most}",
            lambda eps: 1 / np.sqrt(eps),
        ),
    ),
    mistakes=(
        Mistake(
            "epsilon_outside",
            "ε is added to the variance, inside the root: √(σ² + ε), not σ + ε.",
            must=True,
            swap={
                "divisor": lambda variance, eps: np.sqrt(variance) + eps,
                "most": lambda eps: 1 / eps,
            },
        ),
        Mistake(
            "epsilon_forgotten",
            "ε is not negligible beside this variance: add it before the root.",
            must=True,
            levels=(1, 2),
            swap={"divisor": lambda variance: np.sqrt(variance), "outside": lambda deviation: 1 / deviation},
        ),
        Mistake(
            "roots_taken_apart",
            "The root of a sum is not the sum of the roots: add first.",
            swap={
                "divisor": lambda variance, eps: np.sqrt(variance) + np.sqrt(eps),
                "outside": lambda deviation, eps: 1 / (deviation + np.sqrt(eps)),
            },
        ),
        Mistake(
            "no_root",
            "Take the root of variance and ε together.",
            swap={"divisor": lambda variance, eps: variance + eps},
        ),
        Mistake(
            "variance_not_squared",
            "ε is added to σ², so square the standard deviation first.",
            levels=(2, 3),
            swap={"variance": lambda deviation: deviation},
        ),
    ),
)
