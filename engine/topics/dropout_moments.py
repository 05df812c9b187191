"""The noise that dropout adds: means, variances, and its Gaussian twin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def dropout_moments(x: npt.ArrayLike, drop: float) -> tuple[Array, Array]:
    """Mean and variance of the outputs of inverted dropout.

    E[y] = x and Var[y] = x²·p/(1 − p): the noise is multiplicative, and larger values get more of it.

    Args:
      x: activations, any shape.
      drop: probability p of dropping one, in [0, 1).

    Returns:
      Means and variances, the shape of x.

    Source: Srivastava et al., Dropout (2014), section 10 (noise of the same mean and variance).
    """
    x = np.asarray(x, dtype=float)
    return x, x**2 * drop / (1 - drop)


def _draw_moments(draw: Draw, level: int) -> Params:
    drop = draw.pick([0.2, 0.3, 0.4, 0.6, 0.75])
    if level == 1:
        return {"x": draw.whole(2, 9), "drop": drop}
    if level == 2:
        return {"x": draw.decimal(1.2, 6, 1), "drop": drop}
    return {"h": draw.vector(3, 0.5, 4, 1), "w": draw.vector(3, 0.3, 2, 1, signed=True), "drop": drop}


DROPOUT_EXPECTATION = Exercise(
    id="dropout_expectation",
    title="Mean and variance that dropout gives a value",
    topic="regularization",
    seconds=75,
    reference=dropout_moments,
    terms=("multiplicative noise", "variance of dropout", "noise injected during training"),
    prompt={
        1: "A unit has the activation {x}. Inverted dropout drops it with probability {drop}. What "
        "value has it if it "
        "stays, and what is the variance of the output?",
        2: "A unit has the activation {x}. Dropout drops it with probability {drop}. What standard "
        "deviation has the "
        "output with inverted dropout, and what mean and standard deviation with plain dropout, "
        "which does not "
        "rescale in training?",
        3: "A unit computes w·h, where inverted dropout drops every entry of h independently with "
        "probability "
        "{drop}. What are the mean and the standard deviation of its value?\n\n  h = {h}\n  w = {w}",
    },
    draw=_draw_moments,
    levels={
        1: ("kept", "variance"),
        2: ("deviation", "plain_mean", "plain_deviation"),
        3: ("mean", "spread"),
    },
    parts=(
        Part("kept", "the value if it stays"),
        Part("variance", "the variance of the output", digits=2),
        Part("deviation", "the standard deviation with inverted dropout"),
        Part("plain_mean", "the mean with plain dropout"),
        Part("plain_deviation", "the standard deviation with plain dropout"),
        Part("mean", "the mean"),
        Part("spread", "the standard deviation"),
    ),
    steps=(
        Step("keep", "Keep probability", "1 − {drop} = {keep}", lambda drop: 1 - drop),
        Step(
            "kept",
            "If it stays it is divided by the keep probability",
            "{x}/{keep} = {kept}",
            lambda x, keep: x / keep,
        ),
        Step(
            "variance",
            "The output is that with probability keep, else 0, and its mean is x: keep·kept² − x²",
            "{keep}·{kept}² − {x}² = {variance}",
            lambda keep, kept, x: keep * kept**2 - x**2,
        ),
        Step(
            "deviation",
            "Standard deviation: the root",
            "√{variance} = {deviation}",
            lambda variance: np.sqrt(variance),
        ),
        Step(
            "plain_mean",
            "Plain dropout keeps x as it is: the mean is keep·x",
            "{keep}·{x} = {plain_mean}",
            lambda keep, x: keep * x,
        ),
        Step(
            "plain_deviation",
            "A value that is x or 0 has the standard deviation x·√(keep·drop)",
            "{x}·√({keep}·{drop}) = {plain_deviation}",
            lambda x, keep, drop: x * np.sqrt(keep * drop),
        ),
        Step("terms", "Terms of the sum without dropout", "{w} · {h} = {terms}", lambda w, h: w * h),
        Step(
            "mean",
            "Inverted dropout keeps the mean of every term: add them",
            "{mean}",
            lambda terms: terms.sum(),
        ),
        Step(
            "variances",
            "Variance of each term: its square times drop/keep",
            "{variances}",
            lambda terms, drop, keep: terms**2 * drop / keep,
        ),
        Step(
            "spread",
            "Terms are dropped independently, so variances add; then take the root",
            "{spread}",
            lambda variances: np.sqrt(variances.sum()),
        ),
    ),
    mistakes=(
        Mistake(
            "not_rescaled",
            "Inverted dropout divides what stays by the keep probability.",
            must=True,
            swap={
                "kept": lambda x: x * 1.0,
                "variance": lambda x, keep, drop: x**2 * keep * drop,
                "variances": lambda terms, drop, keep: terms**2 * drop * keep,
            },
        ),
        Mistake(
            "drop_and_keep_exchanged",
            "The value stays with probability 1 − drop.",
            must=True,
            swap={"keep": lambda drop: drop, "variances": lambda terms, drop: terms**2 * (1 - drop) / drop},
        ),
        Mistake(
            "square_of_mean_forgotten",
            "Subtract the square of the mean from the mean of the squares.",
            levels=(1, 2),
            swap={"variance": lambda keep, kept: keep * kept**2},
        ),
        Mistake(
            "rescaled_twice",
            "Only inverted dropout divides by the keep probability; plain dropout leaves what stays "
            "as it is.",
            levels=(2,),
            swap={"plain_mean": lambda x: x, "plain_deviation": lambda deviation: deviation},
        ),
        Mistake(
            "root_forgotten",
            "The standard deviation is asked: take the root of the variance.",
            levels=(2, 3),
            swap={
                "deviation": lambda variance: variance,
                "plain_deviation": lambda x, keep, drop: x**2 * keep * drop,
                "spread": lambda variances: variances.sum(),
            },
        ),
        Mistake(
            "deviations_added",
            "Independent terms add their variances, not their standard deviations.",
            must=True,
            levels=(3,),
            swap={"spread": lambda variances: np.sum(np.sqrt(variances))},
        ),
        Mistake(
            "mean_shrunk",
            "Inverted dropout keeps the mean: no factor is left.",
            levels=(3,),
            swap={"mean": lambda terms, keep: keep * terms.sum()},
        ),
        Mistake(
            "one_mask_for_all",
            "Every entry has its own mask: square the terms one by one, not their sum.",
            levels=(3,),
            swap={"variances": lambda terms, drop, keep: terms.sum() ** 2 * drop / keep},
        ),
    ),
)
