"""Features on one scale: standardization with the statistics of the training data, and min-max scaling."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def standardize(values: npt.ArrayLike, training: npt.ArrayLike) -> Array:
    """Values in standard deviations from the mean, both taken from the training data.

    z = (x − μ)/σ, with the mean and the standard deviation of each column of the training data
    (dividing by their number). Validation and test data are scaled with the same two numbers.

    Args:
      values: x, `[..., d]` or `[n]`.
      training: `[N, d]` or `[N]`.

    Returns:
      The shape of the values.

    Source: LeCun, Bottou, Orr and Müller, Efficient BackProp (1998), section 4.3; scikit-learn's
    documentation of StandardScaler.
    """
    known = np.asarray(training, dtype=float)
    return np.asarray((np.asarray(values, dtype=float) - known.mean(axis=0)) / known.std(axis=0))


def _draw_standardize(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"x": [float(v) for v in draw.sample(range(1, 20), 4)]}
    if level == 2:
        train = draw.spread(4, 2, 12, 1, gap=0.6)
        return {"x": train, "value": round(max(train) + draw.decimal(0.5, 5, 1), 1)}
    columns = [draw.spread(4, 0, 4, 1, gap=0.4), [float(v) for v in draw.sample(range(20, 90), 4)]]
    return {"x": [list(row) for row in zip(*columns, strict=True)]}


def own_number(centred: Array) -> int:
    """What the sum of squares is divided by: the number of values."""
    return len(centred)


STANDARDIZE = Exercise(
    id="standardize",
    title="Standardization with training statistics",
    topic="data",
    seconds=100,
    reference=standardize,
    terms=("standardize", "standardization", "zero mean and unit variance", "mean subtraction", "z-score"),
    aliases={
        "mean_subtract": Focus(1, "centred"),
        "standardize_with_train_stats": Focus(2, "z"),
        "train_stats_only": Focus(2),
        "standardize_columns": Focus(3),
    },
    prompt={
        1: "A feature has these values in the training data. Move it to mean 0.\n\n  x = {x}",
        2: "A feature has these values in the training data, and {value} for an example of the validation "
        "set. Both sets are standardized (the standard deviation divides by the number of values).\n\n  x "
        "= {x}",
        3: "Standardize this training data: rows are examples, columns are features (the standard deviation "
        "divides by the number of values).\n\n  X = {x}",
    },
    draw=_draw_standardize,
    levels={1: ("mean", "centred"), 2: ("mean", "deviation", "z"), 3: ("Z",)},
    parts=(
        Part("mean", "the mean of the training data"),
        Part("centred", "the centred values", "vector", digits=2),
        Part("deviation", "the standard deviation of the training data"),
        Part("z", "the standardized value of the validation example", digits=2),
        Part("Z", "the standardized data", "matrix", digits=2),
    ),
    policies={"number": own_number},
    steps=(
        Step("mean", "Mean of each feature over the training data", "μ = {mean}", lambda x: x.mean(axis=0)),
        Step("centred", "Subtract it", "x − μ = {centred}", lambda x, mean: x - mean),
        Step(
            "variance",
            "Variance: mean of the squared differences",
            "σ² = {variance}",
            lambda centred, number: (centred**2).sum(axis=0) / number(centred),
        ),
        Step(
            "deviation", "Standard deviation: its root", "σ = {deviation}", lambda variance: np.sqrt(variance)
        ),
        Step(
            "z",
            "Subtract the training mean from the validation value and divide by the training deviation",
            "({value} − {mean})/{deviation} = {z}",
            lambda value, mean, deviation: (value - mean) / deviation,
        ),
        Step(
            "Z",
            "Divide each column by its own standard deviation",
            "{Z}",
            lambda centred, deviation: centred / deviation,
        ),
    ),
    mistakes=(
        Mistake(
            "validation_included",
            "Take mean and deviation from the training data alone: the validation set must stay unseen.",
            must=True,
            levels=(2,),
            swap={
                "mean": lambda x, value: np.append(x, value).mean(),
                "variance": lambda x, value: np.append(x, value).var(),
            },
        ),
        Mistake(
            "no_root",
            "Divide by the standard deviation: take the root of the variance.",
            must=True,
            levels=(2, 3),
            swap={"deviation": lambda variance: variance},
        ),
        Mistake(
            "not_centred",
            "Subtract the mean first.",
            levels=(2, 3),
            swap={
                "z": lambda value, deviation: value / deviation,
                "Z": lambda x, deviation: x / deviation,
            },
        ),
        Mistake(
            "difference_turned",
            "Subtract the mean from the value: values above it stay positive.",
            must=True,
            swap={
                "centred": lambda x, mean: mean - x,
                "z": lambda value, mean, deviation: (mean - value) / deviation,
            },
        ),
        Mistake(
            "median",
            "Subtract the mean, not the median.",
            levels=(1,),
            swap={"mean": lambda x: np.median(x)},
        ),
        Mistake(
            "smallest_subtracted",
            "Subtract the mean: moving the smallest value to 0 is another scaling.",
            must=True,
            levels=(1,),
            swap={"centred": lambda x: x - x.min()},
        ),
        Mistake(
            "one_scale_for_all",
            "Each feature has its own mean and deviation: work column by column.",
            must=True,
            levels=(3,),
            swap={"mean": lambda x: x.mean(), "deviation": lambda centred: np.sqrt((centred**2).mean())},
        ),
        Mistake(
            "along_rows",
            "Standardize each feature over the examples: along the columns, not along the rows.",
            levels=(3,),
            swap={
                "mean": lambda x: x.mean(axis=1, keepdims=True),
                "deviation": lambda centred: np.sqrt((centred**2).mean(axis=1, keepdims=True)),
            },
        ),
        Mistake(
            "range",
            "Divide by the standard deviation, not by the range.",
            levels=(2, 3),
            swap={"deviation": lambda x: x.max(axis=0) - x.min(axis=0)},
        ),
    ),
    conventions=(
        Convention(
            "sample",
            "Right for the sample deviation, which divides by n − 1; here it divides by n.",
            swap={"number": lambda centred: len(centred) - 1},
        ),
    ),
)


def minmax(values: npt.ArrayLike, training: npt.ArrayLike, low: float = 0.0, high: float = 1.0) -> Array:
    """Values mapped so that the training data fills an interval.

    low + (high − low)·(x − min)/(max − min), with the smallest and the largest training value. Other
    data may leave the interval.

    Args:
      values: x, `[..., d]` or `[n]`.
      training: `[N, d]` or `[N]`.
      low, high: ends of the interval.

    Returns:
      The shape of the values.

    Source: scikit-learn's documentation of MinMaxScaler.
    """
    known = np.asarray(training, dtype=float)
    share = (np.asarray(values, dtype=float) - known.min(axis=0)) / (known.max(axis=0) - known.min(axis=0))
    return np.asarray(low + (high - low) * share)


def within(share: Any) -> Any:
    """A share of the range as it is, even outside of the range."""
    return share


def _draw_minmax(draw: Draw, level: int) -> Params:
    if level == 1:
        column = [float(v) for v in draw.sample(range(2, 30), 4)]
        inside = sorted(column)
        return {"x": column, "value": float(draw.whole(int(inside[0]) + 1, int(inside[-1]) - 1))}
    column = draw.spread(4, 3, 30, 1, gap=2)
    low, high = min(column), max(column)
    if level == 2:
        return {"x": column, "value": draw.decimal(low + 0.15 * (high - low), high - 0.15 * (high - low), 1)}
    return {
        "x": column,
        "value": round(high + draw.decimal(0.1, 0.4, 2) * (high - low), 1),
        "scaled_other": draw.signed(0.2, 0.9, 2),
    }


MINMAX_SCALING = Exercise(
    id="minmax_scaling",
    title="Min-max scaling to [0, 1] and to [−1, 1]",
    topic="data",
    seconds=60,
    reference=minmax,
    terms=("min-max", "rescale to [-1, 1]", "rescaled to [0, 1]", "feature scaling"),
    aliases={"minmax_to_pm1": Focus(2), "minmax_inverse": Focus(3, "back")},
    prompt={
        1: "A feature has these values in the training data. Min-max scaling maps the training data onto "
        "[0, 1]. What becomes of the value {value}?\n\n  x = {x}",
        2: "A feature has these values in the training data. Min-max scaling maps the training data onto "
        "[−1, 1]. What becomes of the value {value}?\n\n  x = {x}",
        3: "A feature has these values in the training data. Min-max scaling maps the training data onto "
        "[−1, 1]; nothing is clipped. What becomes of the test value {value}, and which value was scaled to "
        "{scaled_other}?\n\n  x = {x}",
    },
    draw=_draw_minmax,
    levels={1: ("share",), 2: ("scaled",), 3: ("scaled", "back")},
    parts=(
        Part("share", "the scaled value"),
        Part("scaled", "the scaled value"),
        Part("back", "the value that was scaled", digits=2),
    ),
    policies={"limit": within},
    steps=(
        Step("low", "Smallest training value", "min = {low}", lambda x: x.min()),
        Step("high", "Largest training value", "max = {high}", lambda x: x.max()),
        Step(
            "share",
            "Share of the range: (x − min)/(max − min)",
            "({value} − {low})/({high} − {low}) = {share}",
            lambda value, low, high, limit: limit((value - low) / (high - low)),
        ),
        Step(
            "scaled",
            "Stretch [0, 1] to [−1, 1]: 2·share − 1",
            "2·{share} − 1 = {scaled}",
            lambda share: 2 * share - 1,
        ),
        Step(
            "back",
            "Backwards: min + (scaled + 1)/2·(max − min)",
            "{low} + ({scaled_other} + 1)/2·({high} − {low}) = {back}",
            lambda scaled_other, low, high: low + (scaled_other + 1) / 2 * (high - low),
        ),
    ),
    mistakes=(
        Mistake(
            "zero_to_one",
            "The target is [−1, 1]: multiply the share by 2 and subtract 1.",
            must=True,
            levels=(2, 3),
            swap={
                "scaled": lambda share: share,
                "back": lambda scaled_other, low, high: low + scaled_other * (high - low),
            },
        ),
        Mistake(
            "divided_by_largest",
            "Subtract the smallest value and divide by the range, not by the largest value.",
            must=True,
            swap={"share": lambda value, high: value / high},
        ),
        Mistake(
            "smallest_not_subtracted",
            "Subtract the smallest value before dividing by the range.",
            swap={"share": lambda value, low, high: value / (high - low)},
        ),
        Mistake(
            "range_is_largest",
            "The range is max − min.",
            swap={"share": lambda value, low, high: (value - low) / high},
        ),
        Mistake(
            "centred_on_mean",
            "Min-max scaling measures from the smallest value, not from the mean.",
            levels=(1, 2),
            swap={"share": lambda value, x, low, high: (value - x.mean()) / (high - low)},
        ),
        Mistake(
            "not_shifted",
            "Subtract 1 after doubling: the middle of the range goes to 0.",
            levels=(2, 3),
            swap={"scaled": lambda share: 2 * share},
        ),
        Mistake(
            "clipped",
            "Nothing is clipped: a test value beyond the training data leaves the interval.",
            must=True,
            levels=(3,),
            swap={"limit": lambda share: float(np.clip(share, 0, 1))},
        ),
        Mistake(
            "test_included",
            "The range comes from the training data alone: the test value does not widen it.",
            levels=(3,),
            swap={"high": lambda value: value},
        ),
        Mistake(
            "half_forgotten",
            "Add 1 and halve to get the share of the range back.",
            levels=(3,),
            swap={"back": lambda scaled_other, low, high: low + (scaled_other + 1) * (high - low)},
        ),
    ),
)
