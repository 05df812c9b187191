"""Batch normalization in front of a ReLU: how many outputs become zero."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def normal_below(z: float) -> float:
    """Probability that a standard normal variable is at most z.

    Φ(z) = (1 + erf(z/√2))/2. The output γ·x̂ + β of batch normalization with a normal x̂ is negative, so
    that a ReLU makes it 0, with probability Φ(−β/|γ|).

    Args:
      z: any number, in standard deviations.

    Returns:
      A probability.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 3.9.3 (normal distribution).
    """
    return (1 + math.erf(z / math.sqrt(2))) / 2


QUANTILES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0)
PHI = tuple(round(normal_below(z), 4) for z in QUANTILES)


def _lines(quantiles: tuple[float, ...], shares: tuple[float, ...]) -> str:
    above = "  ".join(f"{z:<6g}" for z in quantiles).rstrip()
    return f"  z     {above}\n  Φ(z)  " + "  ".join(f"{share:.4f}" for share in shares)


PHI_TABLE = _lines(QUANTILES[:9], PHI[:9]) + "\n\n" + _lines(QUANTILES[9:], PHI[9:])


def _draw_zeros(draw: Draw, level: int) -> Params:
    z, sign = draw.pick(QUANTILES), draw.sign()
    if level == 1:
        return {"beta": z * sign}
    gamma = draw.pick([0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 3.2])
    if level == 2:
        return {"gamma": gamma, "beta": round(sign * z * gamma, 2), "n": draw.pick([200, 400, 500, 800])}
    share = PHI[QUANTILES.index(z)]
    return {"gamma": gamma, "share": share if sign > 0 else round(1 - share, 4)}


BN_RELU_ZERO_FRACTION = Exercise(
    id="bn_relu_zero_fraction",
    title="Share of zeros after batch norm and ReLU",
    topic="normalization",
    seconds=60,
    reference=normal_below,
    terms=("BN before ReLU", "batch norm before ReLU", "half of a zero-mean signal"),
    prompt={
        1: "Batch normalization (scale γ = 1, shift β = {beta}) is followed by a ReLU. What share of the "
        "outputs is 0, if the normalised values x̂ are normally distributed? Φ(z) is the probability that a "
        "standard normal value is at most z:\n\n" + PHI_TABLE,
        2: "Batch normalization y = γ·x̂ + β with γ = {gamma} and β = {beta} is followed by a ReLU. The "
        "normalised values x̂ are normally distributed. What share of the ReLU's outputs is 0, and "
        "how many of "
        "{n} are 0 on average? Φ(z) is the probability that a standard normal value is at most z:\n\n"
        + PHI_TABLE,
        3: "Batch normalization y = γ·x̂ + β with γ = {gamma} is followed by a ReLU. The normalised "
        "values x̂ "
        "are normally distributed. Which shift β makes a share of {share} of the ReLU's outputs 0? "
        "Φ(z) is the "
        "probability that a standard normal value is at most z:\n\n" + PHI_TABLE,
    },
    draw=_draw_zeros,
    levels={1: ("zeros",), 2: ("zeros", "count"), 3: ("shift",)},
    parts=(
        Part("zeros", "the share of zeros"),
        Part("count", "the mean number of zeros", digits=0),
        Part("shift", "the shift β", digits=2),
    ),
    constants={"gamma": 1.0, "quantiles": list(QUANTILES), "phi": list(PHI)},
    steps=(
        Step(
            "edge",
            "The output is negative where x̂ < −β/γ",
            "−{beta}/{gamma} = {edge}",
            lambda beta, gamma: -beta / gamma,
        ),
        Step(
            "zeros",
            "Share below that: Φ(−β/γ), and Φ(−z) = 1 − Φ(z)",
            "Φ({edge}) = {zeros:4}",
            lambda edge: normal_below(edge),
        ),
        Step("count", "Times the number of outputs", "{n}·{zeros:4} = {count}", lambda n, zeros: n * zeros),
        Step(
            "quantile",
            "Find the z below which this share lies; for a share under one half look up 1 − share and turn "
            "the sign",
            "z = {quantile}",
            lambda share, quantiles, phi: (
                np.sign(share - 0.5) * np.interp(max(share, 1 - share), phi, quantiles)
            ),
        ),
        Step(
            "shift",
            "The edge −β/γ has to lie at z: β = −γ·z",
            "−{gamma}·{quantile} = {shift}",
            lambda gamma, quantile: -gamma * quantile,
        ),
    ),
    mistakes=(
        Mistake(
            "share_that_passes",
            "This is the share that passes: a positive shift leaves fewer than half of the values at 0, a "
            "negative one more.",
            must=True,
            swap={
                "edge": lambda beta, gamma: beta / gamma,
                "shift": lambda gamma, quantile: gamma * quantile,
            },
        ),
        Mistake(
            "always_half",
            "Half of the values are negative only before the shift: move the edge to −β/γ.",
            levels=(1, 2),
            swap={"zeros": lambda: 0.5},
        ),
        Mistake(
            "scale_ignored",
            "The scale stretches the values around 0: compare the shift with γ.",
            levels=(2, 3),
            swap={"edge": lambda beta: -beta, "shift": lambda quantile: -quantile},
        ),
        Mistake(
            "multiplied_by_scale",
            "γ·x̂ + β = 0 lies at x̂ = −β/γ: divide there by γ, and multiply by it on the way back.",
            levels=(2, 3),
            swap={
                "edge": lambda beta, gamma: -beta * gamma,
                "shift": lambda gamma, quantile: -quantile / gamma,
            },
        ),
    ),
)
