"""Noise of stochastic gradients: how large it is, and how it falls with the batch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def gradient_variance(gradients: npt.ArrayLike) -> float:
    """Variance of a stochastic gradient: mean squared distance of single gradients from their mean.

    Var = 1/N · Σ_i ‖g_i − ḡ‖², with the full gradient ḡ = 1/N · Σ_i g_i. Divided by ‖ḡ‖² it is the
    simple noise scale: about the batch size from which on larger batches bring little.

    Args:
      gradients: `[N, ...]`, one gradient for each example.

    Returns:
      A number that is not negative, summed over the components.

    Source: Bottou, Curtis and Nocedal, Optimization Methods for Large-Scale Machine Learning (2018),
    equation 4.6; McCandlish et al., An Empirical Model of Large-Batch Training (2018), equation 2.9.
    """
    g = np.asarray(gradients, dtype=float)
    return float(np.sum((g - g.mean(axis=0)) ** 2) / len(g))


def _draw_variance(draw: Draw, level: int) -> Params:
    if level == 1:
        columns = [[float(g) for g in draw.sample(range(-4, 8), 3)] for _ in range(2)]
        return {"gradients": [list(row) for row in zip(*columns, strict=True)]}
    lean = [draw.signed(0.6, 1.2, 1), draw.signed(0.6, 1.2, 1)]
    rows = [draw.vector(2, 0.2, 2, 1, signed=True) for _ in range(4)]
    return {"gradients": [[round(g + shift, 1) for g, shift in zip(row, lean, strict=True)] for row in rows]}


_SPREAD = (
    "Each row is the gradient that one example of the training set gives for two weights.\n\n"
    "  {gradients}\n\nThe variance of the stochastic gradient is the mean over all N examples of the "
    "squared Euclidean distance from the full gradient."
)
_NOISE_SCALE = " The simple noise scale is this variance divided by the squared norm of the full gradient."

GRADIENT_VARIANCE = Exercise(
    id="gradient_variance",
    title="Variance of a stochastic gradient",
    topic="optimizers",
    seconds=120,
    reference=gradient_variance,
    terms=("gradient variance", "variance of the gradient", "gradient noise", "gradient noise scale"),
    prompt={1: _SPREAD, 2: _SPREAD, 3: _SPREAD + _NOISE_SCALE},
    draw=_draw_variance,
    levels={1: ("full", "variance"), 2: ("full", "variance"), 3: ("variance", "noise_scale")},
    parts=(
        Part("full", "the full gradient", "vector"),
        Part("variance", "the variance of the gradient"),
        Part("noise_scale", "the noise scale", digits=3, significant=True),
    ),
    steps=(
        Step(
            "full",
            "Full gradient: average over the examples",
            "ḡ = {full}",
            lambda gradients: gradients.mean(axis=0),
        ),
        Step(
            "distances",
            "Squared distance of each gradient from it, added over the weights",
            "{distances}",
            lambda gradients, full: ((gradients - full) ** 2).sum(axis=1),
        ),
        Step(
            "variance",
            "Average these distances",
            "mean of {distances} = {variance}",
            lambda distances: distances.mean(),
        ),
        Step(
            "noise_scale",
            "Divide by the squared norm of the full gradient",
            "{variance} / ‖{full}‖² = {noise_scale}",
            lambda variance, full: variance / np.sum(full**2),
        ),
    ),
    mistakes=(
        Mistake(
            "sample_variance",
            "Divide by the number N of examples: they are the whole training set, not a sample of it.",
            must=True,
            swap={"variance": lambda distances: distances.sum() / (len(distances) - 1)},
        ),
        Mistake(
            "not_centred",
            "Subtract the full gradient first: this is the mean squared norm of the gradients.",
            must=True,
            swap={
                "distances": lambda gradients: (gradients**2).sum(axis=1),
            },
        ),
        Mistake(
            "averaged_over_weights",
            "Add the squared differences of all weights: a squared distance is no average over components.",
            must=True,
            swap={"distances": lambda gradients, full: ((gradients - full) ** 2).mean(axis=1)},
        ),
        Mistake(
            "distances_not_squared",
            "Square the distances before averaging them.",
            swap={
                "distances": lambda gradients, full: np.sqrt(((gradients - full) ** 2).sum(axis=1)),
            },
        ),
        Mistake(
            "deviation_for_variance",
            "The variance is asked for, not its root.",
            levels=(1, 2),
            swap={"variance": lambda distances: np.sqrt(distances.mean())},
        ),
        Mistake(
            "norm_not_squared",
            "Divide by the squared norm of the full gradient, so that the ratio has no unit.",
            must=True,
            levels=(3,),
            swap={"noise_scale": lambda variance, full: variance / np.sqrt(np.sum(full**2))},
        ),
    ),
)


def minibatch_variance(variance: float, batch: npt.ArrayLike) -> Array:
    """Variance of the averaged gradient of a mini-batch.

    Var/B for B independent examples, so the standard deviation falls with √B only: four times the batch
    for half the noise.

    Args:
      variance: of the gradient of a single example.
      batch: B, examples per mini-batch, any shape.

    Returns:
      Variances of the same shape.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.1.3, equation 5.46.
    """
    return np.asarray(variance / np.asarray(batch, dtype=float))


def _draw_noise(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"sigma": draw.decimal(1.5, 9.5, 1), "batch": draw.pick([4, 9, 16, 25, 36, 64, 100])}
    if level == 2:
        return {"variance": draw.decimal(0.5, 9.5, 1), "batch": draw.pick([8, 12, 20, 24, 32, 48, 64])}
    known = draw.pick([16, 32, 64, 128])
    noise = draw.decimal(0.4, 2.5, 2)
    levels = [hundredth / 100 for hundredth in range(int(20 * noise), int(75 * noise))]
    clear = [level for level in levels if 0.1 < known * (noise / level) ** 2 % 1 < 0.9]
    return {"known": known, "noise": noise, "wanted": draw.pick(clear)}


MINIBATCH_VARIANCE = Exercise(
    id="minibatch_variance",
    title="Gradient noise and batch size",
    topic="optimizers",
    seconds=50,
    reference=minibatch_variance,
    terms=(
        "gradient noise",
        "noise of a mini-batch",
        "variance of a mini-batch gradient",
        "batch size and variance",
    ),
    aliases={"gradient_noise_std": Focus(1)},
    prompt={
        1: "The gradient of a single random example has a standard deviation of {sigma}. Which standard "
        "deviation has the averaged gradient of {batch} independent examples?",
        2: "The gradient of a single random example has a variance of {variance}. How noisy is the averaged "
        "gradient of a mini-batch of {batch} independent examples?",
        3: "With mini-batches of {known} independent examples the averaged gradient has a standard deviation "
        "of {noise}. How large must a mini-batch be at least for a standard deviation of at most {wanted}?",
    },
    draw=_draw_noise,
    levels={1: ("deviation",), 2: ("batch_variance", "deviation"), 3: ("needed",)},
    parts=(
        Part("batch_variance", "the variance", digits=4),
        Part("deviation", "the standard deviation"),
        Part("needed", "the batch size", "integer"),
    ),
    steps=(
        Step(
            "variance",
            "Variance of a single example: the square of its standard deviation",
            "{sigma}² = {variance}",
            lambda sigma: sigma**2,
        ),
        Step(
            "batch_variance",
            "An average of B independent examples has a B-th of the variance",
            "{variance} / {batch} = {batch_variance}",
            lambda variance, batch: variance / batch,
        ),
        Step(
            "deviation",
            "The standard deviation is its root, so it falls with √B",
            "√{batch_variance} = {deviation}",
            lambda batch_variance: np.sqrt(batch_variance),
        ),
        Step(
            "reduction",
            "By which factor the noise has to fall",
            "{noise} / {wanted} = {reduction}",
            lambda noise, wanted: noise / wanted,
        ),
        Step(
            "needed",
            "The batch grows with the square of this factor; round up",
            "⌈{known}·{reduction}²⌉ = {needed}",
            lambda known, reduction: int(np.ceil(known * reduction**2)),
        ),
    ),
    mistakes=(
        Mistake(
            "linear_in_the_batch",
            "The variance falls with B, the standard deviation with √B only.",
            must=True,
            swap={
                "deviation": lambda variance, batch: np.sqrt(variance) / batch,
                "needed": lambda known, reduction: int(np.ceil(known * reduction)),
            },
        ),
        Mistake(
            "root_forgotten",
            "This is the variance: its root is the standard deviation.",
            must=True,
            levels=(1, 2),
            swap={"deviation": lambda batch_variance: batch_variance},
        ),
        Mistake(
            "sum_for_mean",
            "The gradients are averaged, so noise falls: the variance of a sum would grow with B.",
            must=True,
            levels=(1, 2),
            swap={"batch_variance": lambda variance, batch: variance * batch},
        ),
        Mistake(
            "variance_over_root",
            "The variance falls with B itself, not with √B.",
            levels=(2,),
            swap={"batch_variance": lambda variance, batch: variance / np.sqrt(batch)},
        ),
        Mistake(
            "rounded_down",
            "Round up: a smaller batch is still too noisy.",
            must=True,
            levels=(3,),
            swap={"needed": lambda known, reduction: int(known * reduction**2)},
        ),
        Mistake(
            "smaller_batch",
            "Less noise takes a larger batch: multiply by the squared factor.",
            levels=(3,),
            swap={"needed": lambda known, reduction: int(np.ceil(known / reduction**2))},
        ),
    ),
)
