"""ReLU and pooling: where their order matters, and what it saves."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def pool(x: npt.ArrayLike, k: int, reduce: Any = np.max) -> Array:
    """Non-overlapping k×k pooling of a map `[h, w]`; `reduce` is np.max or np.mean.

    ReLU (every non-decreasing function) may stand before or after max pooling with the same result,
    and after it acts on k² times fewer cells. With mean pooling the order matters.

    Args:
      x: `[h, w]`, both divisible by k.
      k: side and stride of the windows.
      reduce: what becomes of the cells of a window, called with `axis`.

    Returns:
      `[h/k, w/k]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.3.
    """
    x = np.asarray(x, dtype=float)
    windows = x.reshape(x.shape[0] // k, k, x.shape[1] // k, k)
    return np.asarray(reduce(windows, axis=(1, 3)))


def _draw_pooling(draw: Draw, level: int) -> Params:
    if level == 1:
        k = draw.whole(2, 4)
        return {
            "channels": draw.pick([3, 8, 16, 32, 64]),
            "height": k * draw.whole(4, 16),
            "width": k * draw.whole(4, 16),
            "k": k,
        }
    signs = [[1, -1, -1, -1], [1, -1, -1, draw.sign()], [-1, -1, -1, -1]]
    blocks = [[s * n for s, n in zip(each, draw.sample(range(1, 10), 4), strict=True)] for each in signs]
    least, *larger = sorted(draw.sample(range(1, 10), 4))
    a, b, c, d = (draw.shuffled(block) for block in draw.shuffled([*blocks, [-least, *larger]]))
    rows = [[*a[:2], *b[:2]], [*a[2:], *b[2:]], [*c[:2], *d[:2]], [*c[2:], *d[2:]]]
    drawn: Params = {"x": [[float(value) for value in row] for row in rows]}
    return drawn if level == 2 else {**drawn, "slope": -draw.pick([0.25, 0.5, 0.75, 1.25, 1.5])}


RELU_MAXPOOL_COMMUTE = Exercise(
    id="relu_maxpool_commute",
    title="ReLU before or after pooling",
    topic="activations",
    seconds=90,
    reference=pool,
    terms=("ReLU after pooling", "ReLU and max pooling", "ReLU before or after pooling"),
    aliases={"relu_evaluations_saved": Focus(1)},
    prompt={
        1: "A map of {channels}×{height}×{width} (C×H×W) passes ReLU and then max pooling with {k}×{k} "
        "windows and stride {k}. Moving ReLU behind the pooling changes no result.",
        2: "The map X meets ReLU and 2×2 pooling with stride 2, in either order. Max pooling gives the same "
        "both times; mean pooling does not.\n\n  X = {x}",
        3: "PReLU with the (learnt) negative slope {slope} and 2×2 max pooling with stride 2 are applied to "
        "X, in either order.\n\n  X = {x}",
    },
    draw=_draw_pooling,
    levels={
        1: ("after", "saved"),
        2: ("max_pooled", "relu_then_mean", "mean_then_relu"),
        3: ("first", "last"),
    },
    parts=(
        Part("after", "the evaluations of ReLU after the move", "integer"),
        Part("saved", "the evaluations that it saves", "integer"),
        Part("max_pooled", "ReLU with max pooling", "matrix", digits=2),
        Part("relu_then_mean", "ReLU, then mean pooling", "matrix", digits=2),
        Part("mean_then_relu", "mean pooling, then ReLU", "matrix", digits=2),
        Part("first", "PReLU, then max pooling", "matrix", digits=2),
        Part("last", "max pooling, then PReLU", "matrix", digits=2),
    ),
    steps=(
        Step(
            "before",
            "Before the move ReLU acts on every cell: C·H·W",
            "{channels}·{height}·{width} = {before}",
            lambda channels, height, width: channels * height * width,
        ),
        Step(
            "after",
            "Behind the pooling only one cell of each window is left: C·(H/k)·(W/k)",
            "{channels}·({height}/{k})·({width}/{k}) = {after}",
            lambda channels, height, width, k: channels * (height // k) * (width // k),
        ),
        Step("saved", "Subtract", "{before} − {after} = {saved}", lambda before, after: before - after),
        Step(
            "max_pooled",
            "Largest cell of each window, 0 where it is negative",
            "{max_pooled}",
            lambda x: np.maximum(pool(x, 2), 0),
        ),
        Step("rectified", "ReLU of X", "{rectified}", lambda x: np.maximum(x, 0)),
        Step(
            "relu_then_mean",
            "Mean of the four cells of each window, the zeros included",
            "{relu_then_mean}",
            lambda rectified: pool(rectified, 2, np.mean),
        ),
        Step("means", "Mean of each window of X itself", "{means}", lambda x: pool(x, 2, np.mean)),
        Step("mean_then_relu", "ReLU of the means", "{mean_then_relu}", lambda means: np.maximum(means, 0)),
        Step(
            "bent",
            "PReLU of X: a negative slope makes negative cells positive",
            "{bent}",
            lambda x, slope: np.where(x > 0, x, slope * x),
        ),
        Step("first", "Largest cell of each window of it", "{first}", lambda bent: pool(bent, 2)),
        Step("largest", "Largest cell of each window of X itself", "{largest}", lambda x: pool(x, 2)),
        Step(
            "last",
            "PReLU of these",
            "{last}",
            lambda largest, slope: np.where(largest > 0, largest, slope * largest),
        ),
    ),
    mistakes=(
        Mistake(
            "one_side_divided",
            "The pooling shrinks the height and the width: divide both by k.",
            must=True,
            levels=(1,),
            swap={"after": lambda channels, height, width, k: channels * (height // k) * width},
        ),
        Mistake(
            "channels_pooled",
            "Pooling keeps the number of channels.",
            levels=(1,),
            swap={"after": lambda channels, height, width, k: channels * (height // k) * (width // k) // k},
        ),
        Mistake(
            "channels_forgotten",
            "Count the cells of all channels.",
            levels=(1,),
            swap={
                "before": lambda height, width: height * width,
                "after": lambda height, width, k: (height // k) * (width // k),
            },
        ),
        Mistake(
            "zeros_not_counted",
            "The mean divides by the four cells of the window, whether ReLU made some of them 0 or not.",
            must=True,
            levels=(2,),
            swap={
                "relu_then_mean": lambda rectified: (
                    pool(rectified, 2, np.sum) / np.maximum(pool(rectified > 0, 2, np.sum), 1)
                )
            },
        ),
        Mistake(
            "orders_exchanged",
            "First apply what stands first: negative cells count in the mean only if ReLU comes after it.",
            must=True,
            levels=(2, 3),
            swap={
                "relu_then_mean": lambda x: np.maximum(pool(x, 2, np.mean), 0),
                "mean_then_relu": lambda rectified: pool(rectified, 2, np.mean),
                "first": lambda largest, slope: np.where(largest > 0, largest, slope * largest),
                "last": lambda bent: pool(bent, 2),
            },
        ),
        Mistake(
            "not_rectified",
            "ReLU replaces what is negative by 0.",
            levels=(2,),
            swap={"max_pooled": lambda x: pool(x, 2), "mean_then_relu": lambda means: means},
        ),
        Mistake(
            "largest_size",
            "Max pooling takes the largest number, not the largest absolute value.",
            levels=(2,),
            swap={"max_pooled": lambda x: pool(np.abs(x), 2)},
        ),
        Mistake(
            "slope_as_positive",
            "The slope is negative: a negative number times it is positive.",
            levels=(3,),
            swap={"slope": lambda slope: -slope},
        ),
    ),
)
