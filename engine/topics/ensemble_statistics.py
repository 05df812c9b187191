"""Statistics of ensembles: the variance that averaging leaves, and what a bootstrap sample contains."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def ensemble_variance(variance: float, correlation: float, models: npt.ArrayLike) -> Array:
    """Variance of the mean of equally correlated predictions.

    ρ·σ² + (1 − ρ)·σ²/k: independent errors are averaged away, the common part stays however many models
    there are.

    Args:
      variance: σ² of one model's prediction.
      correlation: ρ between any two models.
      models: k, any shape.

    Returns:
      Variances of the shape of models.

    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), equation 15.1.
    """
    k = np.asarray(models, dtype=float)
    return np.asarray(correlation * variance + (1 - correlation) * variance / k)


def _draw_variance(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"variance": draw.decimal(1, 9, 1), "k": draw.whole(3, 12)}
    if level == 2:
        return {"variance": draw.decimal(1, 9, 1), "rho": draw.decimal(0.1, 0.7, 1), "k": draw.whole(3, 12)}
    return {"sigma": draw.decimal(1.1, 4, 1), "rho": draw.decimal(0.1, 0.7, 2), "k": draw.whole(3, 20)}


ENSEMBLE_VARIANCE = Exercise(
    id="ensemble_variance",
    title="Variance of an ensemble",
    topic="ensembles",
    seconds=60,
    reference=ensemble_variance,
    terms=(
        "variance of an ensemble",
        "ensembles reduce variance",
        "correlated models",
        "lower variance by averaging",
        "diversity of an ensemble",
    ),
    prompt={
        1: "The predictions of {k} models have a variance of {variance} each and independent errors. Which "
        "variance has their mean?",
        2: "The predictions of {k} models have a variance of {variance} each, and any two of them a "
        "correlation of {rho}. Which variance has their mean, and which would it tend to with ever more such "
        "models?",
        3: "The predictions of {k} models have a standard deviation of {sigma} each, and any two of them a "
        "correlation of {rho}. Which standard deviation has their mean, and how many independent models "
        "would do as well (not rounded to a whole number)?",
    },
    draw=_draw_variance,
    levels={1: ("averaged",), 2: ("averaged", "floor"), 3: ("deviation", "equivalent")},
    parts=(
        Part("averaged", "the variance of the mean"),
        Part("floor", "the limit"),
        Part("deviation", "the standard deviation of the mean"),
        Part("equivalent", "the number of independent models", digits=2),
    ),
    constants={"rho": 0.0},
    steps=(
        Step(
            "variance",
            "Variance of one model: the square of its standard deviation",
            "{sigma}² = {variance}",
            lambda sigma: sigma**2,
        ),
        Step(
            "floor",
            "The common part ρ·σ² of all errors stays",
            "{rho}·{variance} = {floor}",
            lambda rho, variance: rho * variance,
        ),
        Step(
            "own",
            "The part (1 − ρ)·σ² that each model has for itself is divided by their number",
            "(1 − {rho})·{variance} / {k} = {own}",
            lambda rho, variance, k: (1 - rho) * variance / k,
        ),
        Step("averaged", "Add both parts", "{floor} + {own} = {averaged}", lambda floor, own: floor + own),
        Step(
            "deviation",
            "The standard deviation is the root",
            "√{averaged} = {deviation}",
            lambda averaged: np.sqrt(averaged),
        ),
        Step(
            "equivalent",
            "m independent models have the variance σ²/m: divide σ² by the variance of the mean",
            "{variance} / {averaged} = {equivalent}",
            lambda variance, averaged: variance / averaged,
        ),
    ),
    mistakes=(
        Mistake(
            "correlation_ignored",
            "Correlated errors are not averaged away: the part ρ·σ² stays.",
            must=True,
            levels=(2, 3),
            swap={"floor": lambda: 0.0, "own": lambda variance, k: variance / k},
        ),
        Mistake(
            "parts_exchanged",
            "The part that the models share, ρ·σ², stays; their own part is divided by k.",
            must=True,
            levels=(2, 3),
            swap={
                "floor": lambda rho, variance: (1 - rho) * variance,
                "own": lambda rho, variance, k: rho * variance / k,
            },
        ),
        Mistake(
            "divided_by_the_root",
            "The standard deviation falls with √k, the variance with k.",
            must=True,
            swap={"own": lambda rho, variance, k: (1 - rho) * variance / np.sqrt(k)},
        ),
        Mistake(
            "variance_of_the_sum",
            "The predictions are averaged: the variance of a mean is smaller than that of one model.",
            must=True,
            levels=(1,),
            swap={"averaged": lambda variance, k: variance * k},
        ),
        Mistake(
            "own_part_not_divided",
            "Only the common part stays: divide (1 − ρ)·σ² by the number of models.",
            levels=(2, 3),
            swap={"own": lambda rho, variance: (1 - rho) * variance},
        ),
        Mistake(
            "deviation_for_variance",
            "Square the standard deviation first: the formula holds for variances.",
            must=True,
            levels=(3,),
            swap={"variance": lambda sigma: sigma},
        ),
        Mistake(
            "root_forgotten",
            "The standard deviation is the root of the variance.",
            levels=(3,),
            swap={"deviation": lambda averaged: averaged},
        ),
    ),
)


def bootstrap_unique_fraction(n: npt.ArrayLike, draws: npt.ArrayLike | None = None) -> Array:
    """Expected share of different examples in a sample with replacement.

    1 − (1 − 1/n)^m for m draws from n examples. A bootstrap sample has m = n; for large n its share tends to
    1 − 1/e = 0.632, and 36.8 % of the examples are out of the bag.

    Args:
      n: number of examples, any shape.
      draws: m; n when None.

    Returns:
      Shares of the common shape.

    Source: Efron and Tibshirani, Improvements on Cross-Validation: The .632+ Bootstrap Method (1997),
    section 2.
    """
    n = np.asarray(n, dtype=float)
    return np.asarray(1 - (1 - 1 / n) ** (n if draws is None else np.asarray(draws)))


def _draw_bootstrap(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"n": draw.whole(3, 40)}
    if level == 2:
        return {"n": draw.whole(5, 60)}
    return {"n": 5 * draw.whole(2, 18), "share": draw.pick([0.2, 0.4, 0.6, 0.8]), "models": draw.whole(5, 40)}


BOOTSTRAP_UNIQUE_FRACTION = Exercise(
    id="bootstrap_unique_fraction",
    title="Different examples in a bootstrap sample",
    topic="ensembles",
    seconds=60,
    reference=bootstrap_unique_fraction,
    terms=("bootstrap sample", "sample with replacement", "bagging", "out of bag", "63.2 %"),
    prompt={
        1: "A bootstrap sample draws {n} times with replacement from {n} examples. How likely is it that it "
        "contains a given example?",
        2: "A bootstrap sample draws {n} times with replacement from {n} examples. Which share of the "
        "examples does it contain on average, and how many of them does it miss on average?",
        3: "Each of {models} models trains on a sample that is drawn with replacement from {n} examples and "
        "has {share} times their number of draws. How many of the models have not seen a given example, on "
        "average?",
    },
    draw=_draw_bootstrap,
    levels={1: ("fraction",), 2: ("fraction", "missed"), 3: ("fraction", "unseen")},
    parts=(
        Part("fraction", "the share that a sample contains"),
        Part("missed", "the number of missed examples", digits=2),
        Part("unseen", "the number of models", digits=2),
    ),
    constants={"share": 1},
    steps=(
        Step("draws", "Number of draws", "{share}·{n} = {draws}", lambda share, n: round(share * n)),
        Step(
            "out",
            "One draw takes another example with 1 − 1/n, all of them with its power",
            "(1 − 1/{n})^{draws} = {out}",
            lambda n, draws: (1 - 1 / n) ** draws,
        ),
        Step(
            "fraction",
            "Otherwise the example is in the sample",
            "1 − {out} = {fraction}",
            lambda out: 1 - out,
        ),
        Step(
            "missed",
            "The share out of the sample times all examples",
            "{n}·{out} = {missed}",
            lambda n, out: n * out,
        ),
        Step(
            "unseen",
            "The share of models without it",
            "{models}·{out} = {unseen}",
            lambda models, out: models * out,
        ),
    ),
    mistakes=(
        Mistake(
            "out_of_the_bag",
            "This share is left out of the sample: take it away from 1.",
            must=True,
            levels=(1, 2),
            swap={"fraction": lambda out: out},
        ),
        Mistake(
            "one_draw_only",
            "Every draw may take the example: raise 1 − 1/n to the number of draws.",
            must=True,
            levels=(1, 2),
            swap={"out": lambda n: 1 - 1 / n},
        ),
        Mistake(
            "limit_for_the_value",
            "1 − 1/e is the limit for ever more examples: use (1 − 1/n)ⁿ for this number.",
            levels=(1, 2),
            swap={"out": lambda: np.exp(-1)},
        ),
        Mistake(
            "probability_upside_down",
            "A draw takes a given example with 1/n: raise 1 − 1/n to the power, not 1/n.",
            levels=(1, 2),
            swap={"out": lambda n, draws: (1 / n) ** draws},
        ),
        Mistake(
            "contained_for_missed",
            "These are the different examples in the sample: the missed ones are asked.",
            must=True,
            levels=(2,),
            swap={"missed": lambda n, fraction: n * fraction},
        ),
        Mistake(
            "without_replacement",
            "Draws are put back, so some repeat: fewer different examples than draws.",
            must=True,
            levels=(3,),
            swap={"out": lambda share: 1 - share},
        ),
        Mistake(
            "full_bootstrap",
            "The sample is smaller than the data: the power is the number of draws.",
            must=True,
            levels=(3,),
            swap={"draws": lambda n: n},
        ),
        Mistake(
            "seen_for_unseen",
            "These models have seen the example: those that have not are asked.",
            must=True,
            levels=(3,),
            swap={"unseen": lambda models, fraction: models * fraction},
        ),
    ),
)
