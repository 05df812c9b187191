"""Running mean and variance that batch normalization keeps for test time."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def running_average(start: float, values: npt.ArrayLike, momentum: float = 0.1) -> float:
    """Running statistic after the batches whose statistics are given.

    r ← (1 − m)·r + m·b for each batch, where m is the weight of the new value (PyTorch). Keras and ONNX
    call 1 − m the momentum.

    Args:
      start: value r before the first batch.
      values: `[n]`, mean or variance of each batch, in order.
      momentum: weight m of the new value, in (0, 1).

    Returns:
      The value after the last batch.

    Source: PyTorch documentation, torch.nn.BatchNorm2d.
    """
    value = float(start)
    for each in np.asarray(values, dtype=float):
        value = (1 - momentum) * value + momentum * float(each)
    return value


def _draw_running(draw: Draw, level: int) -> Params:
    if level == 1:
        before, new = draw.sample(range(2, 20), 2)
        return {"running_mean": before, "mean": new, "momentum": draw.pick([0.1, 0.2, 0.3])}
    if level == 2:
        x = draw.spread(4, -3, 9, 1, gap=1)
        old = {"running_mean": draw.decimal(0, 4, 1), "running_var": draw.decimal(1, 6, 1)}
        return {"x": x, **old, "momentum": draw.pick([0.1, 0.2, 0.3])}
    values = draw.spread(3, 2, 9, 1, gap=0.8)
    return {"start": 1.0, "variances": values, "keep": draw.pick([0.9, 0.8, 0.7])}


def _after(start: float, variances: Any, keep: float) -> tuple[float, list[str]]:
    value, rows = start, []
    for each in variances:
        old, value = value, keep * value + (1 - keep) * each
        rows.append(f"{keep:g}·{old:.6g} + {1 - keep:g}·{each:g} = {value:.6g}")
    return value, rows


BATCH_NORM_RUNNING_STATS = Exercise(
    id="batch_norm_running_stats",
    title="Running statistics of batch normalization",
    topic="normalization",
    seconds=120,
    reference=running_average,
    terms=("running mean and variance", "running statistics", "running averages of mean and variance"),
    aliases={"batchnorm_running_update": Focus(1)},
    prompt={
        1: "A batch normalization layer has the running mean {running_mean}. A training batch with the mean "
        "{mean} arrives; the momentum {momentum} is the weight of the new value, as in PyTorch.",
        2: "A batch normalization layer is in training mode and sees this batch of one feature. The momentum "
        "{momentum} is the weight of the new value. As in PyTorch, the running variance takes the unbiased "
        "variance of the batch (dividing by n − 1).\n\n"
        "  x = {x}\n  running mean {running_mean}, running variance {running_var}",
        3: "The running variance of a batch normalization layer starts at {start}. The momentum "
        "{keep} is the "
        "weight of the old value, as in Keras. Three training batches have these variances, in order:\n\n"
        "  {variances}",
    },
    draw=_draw_running,
    levels={1: ("new_mean",), 2: ("new_mean", "new_var"), 3: ("after", "left")},
    parts=(
        Part("new_mean", "the new running mean"),
        Part("new_var", "the new running variance"),
        Part("after", "the running variance after the three batches"),
        Part("left", "the weight that the starting value still has in it"),
    ),
    steps=(
        Step("mean", "Mean of the batch", "{mean}", lambda x: x.mean()),
        Step(
            "new_mean",
            "Running mean: (1 − m)·old + m·new",
            "(1 − {momentum})·{running_mean} + {momentum}·{mean} = {new_mean}",
            lambda momentum, running_mean, mean: (1 - momentum) * running_mean + momentum * mean,
        ),
        Step(
            "variance",
            "Unbiased variance of the batch: squared differences, divided by n − 1",
            "{variance}",
            lambda x, mean: np.sum((x - mean) ** 2) / (len(x) - 1),
        ),
        Step(
            "new_var",
            "Running variance: (1 − m)·old + m·new",
            "(1 − {momentum})·{running_var} + {momentum}·{variance} = {new_var}",
            lambda momentum, running_var, variance: (1 - momentum) * running_var + momentum * variance,
        ),
        Step(
            "after",
            "For each batch: momentum·old + (1 − momentum)·new",
            "after the last batch: {after}",
            _after,
            traced=True,
        ),
        Step(
            "left",
            "Every batch multiplies what was there before by the momentum",
            "{keep} to the power of the number of batches = {left}",
            lambda keep, variances: keep ** len(variances),
        ),
    ),
    mistakes=(
        Mistake(
            "weights_exchanged",
            "Look at which value the momentum weighs: PyTorch's weighs the new one, Keras's the old one.",
            must=True,
            swap={"momentum": lambda momentum: 1 - momentum, "keep": lambda keep: 1 - keep},
        ),
        Mistake(
            "added",
            "Shrink the old value too: the two weights add up to 1.",
            must=True,
            levels=(1, 2),
            swap={
                "new_mean": lambda momentum, running_mean, mean: running_mean + momentum * mean,
                "new_var": lambda momentum, running_var, variance: running_var + momentum * variance,
            },
        ),
        Mistake(
            "replaced",
            "The running value moves a little towards the batch; it is not replaced by it.",
            levels=(2,),
            swap={"new_mean": lambda mean: mean, "new_var": lambda variance: variance},
        ),
        Mistake(
            "plain_average",
            "Old and new value do not weigh alike: use the momentum.",
            swap={
                "new_mean": lambda running_mean, mean: (running_mean + mean) / 2,
                "new_var": lambda running_var, variance: (running_var + variance) / 2,
                "after": lambda variances: (np.mean(variances), ["the mean of the three"]),
            },
        ),
        Mistake(
            "started_with_the_first_batch",
            "The first batch too is only mixed into the starting value.",
            must=True,
            levels=(3,),
            swap={"after": lambda variances, keep: _after(variances[0], variances[1:], keep)},
        ),
        Mistake(
            "deviation_averaged",
            "Average variances, not standard deviations.",
            levels=(2,),
            swap={
                "new_var": lambda momentum, running_var, variance: (
                    (1 - momentum) * running_var + momentum * np.sqrt(variance)
                )
            },
        ),
        Mistake(
            "last_batch_only",
            "Update once for every batch.",
            levels=(3,),
            swap={
                "after": lambda start, variances, keep: _after(start, variances[-1:], keep),
                "left": lambda keep: keep,
            },
        ),
        Mistake(
            "share_lost",
            "What is left of the start is momentum to the number of batches, not one minus it.",
            levels=(3,),
            swap={"left": lambda keep, variances: 1 - keep ** len(variances)},
        ),
    ),
    conventions=(
        Convention(
            "biased_variance",
            "Right where the running variance takes the biased variance (ONNX); here it divides by n − 1.",
            swap={"variance": lambda x, mean: np.mean((x - mean) ** 2)},
        ),
    ),
)
