"""What an outlier does to squared and absolute errors, and which constant minimises either."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.losses_regression import huber_loss

Array = npt.NDArray[np.float64]


def loss_shares(errors: npt.ArrayLike, power: float) -> Array:
    """Share of each error in the sum of |e| to some power.

    |e_i|^k / Σ_j |e_j|^k, with k = 1 for absolute and k = 2 for squared errors.

    Args:
      errors: `[n]`.
      power: k.

    Returns:
      `[n]`, summing to 1.

    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 10.6,
    on how losses react to large errors.
    """
    sizes = np.abs(np.asarray(errors, dtype=float)) ** power
    return np.asarray(sizes / sizes.sum())


def _draw_outlier(draw: Draw, level: int) -> Params:
    if level == 1:
        errors = [float(draw.sign() * v) for v in draw.sample([1, 2, 3, 4], 3)]
        errors.append(float(draw.sign() * draw.whole(6, 10)))
    else:
        errors = [*draw.vector(4, 0.3, 2, 1, signed=True), draw.signed(5, 12, 1)]
    drawn: dict[str, object] = {"errors": draw.shuffled(errors)}
    return drawn if level < 3 else {**drawn, "delta": draw.pick([0.5, 1.0, 1.5])}


OUTLIER_SENSITIVITY = Exercise(
    id="outlier_sensitivity",
    title="How much of the loss one outlier makes up",
    topic="losses",
    seconds=90,
    reference=loss_shares,
    terms=("robust to outliers", "sensitive to outliers", "outliers dominate"),
    prompt={
        1: "A regression leaves the errors {errors}. One of them is much larger than the others. Which share "
        "of the squared (L2) loss is due to it?",
        2: "A regression leaves the errors {errors}. One of them is much larger than the others. Which share "
        "of the loss is due to it?",
        3: "A regression leaves the errors {errors}. One of them is much larger than the others. Which share "
        "of the loss is due to it? The Huber loss (δ = {delta}) is ½·e² up to δ and δ·(|e| − ½·δ) beyond.",
    },
    draw=_draw_outlier,
    levels={1: ("l2_share",), 2: ("l1_share", "l2_share"), 3: ("l2_share", "huber_share")},
    parts=(
        Part("l1_share", "its share of the absolute (L1) loss"),
        Part("l2_share", "its share of the squared (L2) loss"),
        Part("huber_share", "its share of the Huber loss"),
    ),
    steps=(
        Step("sizes", "Sizes of the errors", "|e| = {sizes}", lambda errors: np.abs(errors)),
        Step(
            "l1_share",
            "L1: the largest size over the sum of sizes",
            "{l1_share}",
            lambda sizes: sizes.max() / sizes.sum(),
        ),
        Step("squares", "Square them", "e² = {squares}", lambda errors: errors**2),
        Step(
            "l2_share",
            "L2: the largest square over the sum of squares",
            "{l2_share}",
            lambda squares: squares.max() / squares.sum(),
        ),
        Step("huber", "Huber loss of each", "{huber}", lambda errors, delta: huber_loss(errors, delta)),
        Step(
            "huber_share",
            "The largest of them over their sum",
            "{huber_share}",
            lambda huber: huber.max() / huber.sum(),
        ),
    ),
    mistakes=(
        Mistake(
            "against_the_rest",
            "Divide by the whole loss, the outlier's own part included.",
            must=True,
            swap={
                "l1_share": lambda sizes: sizes.max() / (sizes.sum() - sizes.max()),
                "l2_share": lambda squares: squares.max() / (squares.sum() - squares.max()),
                "huber_share": lambda huber: huber.max() / (huber.sum() - huber.max()),
            },
        ),
        Mistake(
            "not_squared",
            "Square the errors for the L2 loss: the outlier weighs far more.",
            must=True,
            swap={"squares": lambda errors: np.abs(errors)},
        ),
        Mistake(
            "square_of_sum",
            "Square each error before adding them.",
            levels=(1, 2),
            swap={"l2_share": lambda sizes: (sizes.max() / sizes.sum()) ** 2},
        ),
        Mistake(
            "signed_sum",
            "Add sizes, not signed errors, which cancel each other.",
            levels=(2,),
            swap={"l1_share": lambda sizes, errors: sizes.max() / abs(errors.sum())},
        ),
        Mistake(
            "rest",
            "This is the share of all the other errors: subtract it from 1.",
            swap={
                "l1_share": lambda sizes: 1 - sizes.max() / sizes.sum(),
                "l2_share": lambda squares: 1 - squares.max() / squares.sum(),
                "huber_share": lambda huber: 1 - huber.max() / huber.sum(),
            },
        ),
        Mistake(
            "huber_quadratic",
            "Beyond δ the Huber loss is linear: δ·(|e| − ½·δ).",
            must=True,
            levels=(3,),
            swap={"huber": lambda errors: 0.5 * errors**2},
        ),
        Mistake(
            "huber_linear",
            "Up to δ the Huber loss is quadratic: ½·e².",
            levels=(3,),
            swap={"huber": lambda errors: np.abs(errors)},
        ),
    ),
)


def l1_minimisers(values: npt.ArrayLike) -> tuple[float, float]:
    """All constants that minimise the sum of absolute differences: an interval, often a single point.

    Σ |y_i − c| is least at the median. For an even number of values every c between the two middle
    ones does equally well. (Σ (y_i − c)² is least at the mean alone.)

    Args:
      values: `[n]`.

    Returns:
      The lower and the upper end.

    Source: Hastie, Tibshirani and Friedman (2009), section 2.4.
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    n = len(ordered)
    return float(ordered[(n - 1) // 2]), float(ordered[n // 2])


def _draw_minimiser(draw: Draw, level: int) -> Params:
    if level == 1:
        values = [float(v) for v in draw.sample(range(1, 10), 4)]
        return {"y": draw.shuffled([*values, float(draw.whole(15, 30))])}
    count = 4 if level == 2 else 5
    values = draw.spread(count, 1, 6, 1, gap=0.3)
    return {"y": draw.shuffled([*values, draw.decimal(12, 30, 1)])}


def _plain_sight(y: Array) -> str | None:
    middle = y[(len(y) - 1) // 2 : len(y) // 2 + 1]
    return "the median stands in the middle" if np.isin(np.median(y), [*middle, y.mean()]) else None


L1_L2_MINIMISER = Exercise(
    id="l1_l2_minimiser",
    title="Which constant minimises the L1 and the L2 loss?",
    topic="losses",
    seconds=75,
    reference=l1_minimisers,
    terms=("median minimises", "mean minimises", "best constant", "least absolute deviations"),
    prompt={
        1: "A model may only predict one constant for the targets y = {y}. The L1 loss is the mean absolute "
        "error, the L2 loss the mean squared error.",
        2: "A model may only predict one constant for the targets y = {y}. The L1 loss is the mean absolute "
        "error, the L2 loss the mean squared error.",
        3: "A model may only predict one constant for the targets y = {y}. The L1 loss is the mean absolute "
        "error, the L2 loss the mean squared error. More than one constant minimises the L1 loss.",
    },
    draw=_draw_minimiser,
    levels={
        1: ("best_l1", "best_l2"),
        2: ("best_l1", "least_l1", "best_l2", "least_l2"),
        3: ("all_l1", "best_l2"),
    },
    parts=(
        Part("best_l1", "the constant with the least L1 loss", digits=2, may_repeat=True),
        Part("least_l1", "that L1 loss", digits=2),
        Part("best_l2", "the constant with the least L2 loss", digits=2),
        Part("least_l2", "that L2 loss", digits=2),
        Part("all_l1", "all constants with the least L1 loss", "interval", digits=1),
    ),
    guard=_plain_sight,
    steps=(
        Step("ordered", "Sort the targets", "{ordered}", lambda y: np.sort(y)),
        Step(
            "best_l1",
            "The median minimises the L1 loss: the middle one of the sorted targets",
            "{best_l1}",
            lambda ordered: ordered[len(ordered) // 2],
        ),
        Step(
            "least_l1",
            "Mean distance from it",
            "{least_l1}",
            lambda y, best_l1: np.abs(y - best_l1).mean(),
        ),
        Step(
            "all_l1",
            "With an even number of targets, every constant from one middle value to the other does",
            "{all_l1:plain}",
            lambda ordered: sorted(ordered[len(ordered) // 2 - 1 : len(ordered) // 2 + 1].tolist()),
        ),
        Step("best_l2", "The mean minimises the L2 loss", "{best_l2}", lambda y: y.mean()),
        Step(
            "least_l2",
            "Mean squared distance from it",
            "{least_l2}",
            lambda y, best_l2: ((y - best_l2) ** 2).mean(),
        ),
    ),
    mistakes=(
        Mistake(
            "exchanged",
            "The median minimises absolute errors, the mean squared ones.",
            must=True,
            levels=(1, 2),
            swap={"best_l1": lambda y: y.mean(), "best_l2": lambda y: np.median(y)},
        ),
        Mistake(
            "median_for_both",
            "Squared errors are least at the mean.",
            must=True,
            levels=(3,),
            swap={"best_l2": lambda y: np.median(y)},
        ),
        Mistake(
            "not_sorted",
            "Sort the targets before taking the middle one.",
            must=True,
            swap={"ordered": lambda y: y},
        ),
        Mistake(
            "midrange",
            "Take the median, not the middle between the smallest and the largest target.",
            levels=(1, 2),
            swap={"best_l1": lambda y: (y.min() + y.max()) / 2},
        ),
        Mistake(
            "sum_for_mean",
            "Both losses are means: divide by the number of targets.",
            must=True,
            levels=(2,),
            swap={
                "least_l1": lambda y, best_l1: np.abs(y - best_l1).sum(),
                "least_l2": lambda y, best_l2: ((y - best_l2) ** 2).sum(),
            },
        ),
        Mistake(
            "sample_variance",
            "The loss divides by the number of targets n, not by n − 1.",
            levels=(2,),
            swap={"least_l2": lambda y, best_l2: ((y - best_l2) ** 2).sum() / (len(y) - 1)},
        ),
        Mistake(
            "whole_range",
            "Only between the two middle targets are as many above as below the constant.",
            levels=(3,),
            swap={"all_l1": lambda y: [float(y.min()), float(y.max())]},
        ),
        Mistake(
            "around_mean",
            "The interval lies between the two middle targets: the mean plays no part in it.",
            levels=(3,),
            swap={"all_l1": lambda y: [float(np.median(y)), float(y.mean())]},
        ),
    ),
)
