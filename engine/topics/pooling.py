"""Maximum and average pooling of one map, forwards and backwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.convolution_values import with_zeros

Array = npt.NDArray[np.float64]


def max_pool(x: npt.ArrayLike, window: int, stride: int, padding: int = 0) -> Array:
    """Largest value of each window of a map.

    y[i, j] = max over u, v of x[s·i + u, s·j + v]. Padding is −∞, so that it never wins.

    Args:
      x: `[h, w]`.
      window: side k of the square window.
      stride: step s between windows.
      padding: rows and columns at every side, at most half of the window.

    Returns:
      `[h_out, w_out]`; windows that do not fit are left out.

    Source: PyTorch's documentation of MaxPool2d; ONNX operator MaxPool.
    """
    padded = np.pad(np.asarray(x, dtype=float), padding, constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (window, window))
    return np.asarray(windows[::stride, ::stride].max(axis=(2, 3)))


def average_pool(
    x: npt.ArrayLike, window: int, stride: int, padding: int = 0, count_padding: bool = True
) -> Array:
    """Mean of each window of a map.

    Args:
      x: `[h, w]`.
      window: side k of the square window.
      stride: step s between windows.
      padding: rows and columns of zeros at every side.
      count_padding: divide by k² everywhere (PyTorch's default); otherwise only by the number of
        cells of the map in the window (the default of ONNX and TensorFlow).

    Returns:
      `[h_out, w_out]`; windows that do not fit are left out.

    Source: PyTorch's documentation of AvgPool2d (count_include_pad); ONNX operator AveragePool.
    """
    values = np.asarray(x, dtype=float)
    cells = np.ones_like(values)
    sums, counts = (
        np.lib.stride_tricks.sliding_window_view(np.pad(each, padding), (window, window))[
            ::stride, ::stride
        ].sum(axis=(2, 3))
        for each in (values, cells)
    )
    return np.asarray(sums / (window**2 if count_padding else counts))


def largest(window: Array) -> Any:
    """The maximum of a window."""
    return window.max()


def mean_of_all(window: Array) -> Any:
    """The mean over all cells of a window, padding included."""
    return window.mean()


def with_nothing(x: Array, p: int) -> Array:
    """The map with −∞ around it, which never wins."""
    return np.pad(x.astype(float), p, constant_values=-np.inf)


def pooled(
    x: Array, k: int, s: int, p: int, pool: Callable[..., Any], surround: Callable[..., Any]
) -> tuple[Array, list[str]]:
    """Pool every window of the padded map, row by row, with a line for each output cell."""
    padded = surround(x, p)
    height, width = ((np.array(padded.shape) - k) // s + 1).tolist()
    y, rows = np.zeros((height, width)), []
    for i, j in np.ndindex(height, width):
        window = padded[s * i : s * i + k, s * j : s * j + k]
        y[i, j] = pool(window)
        seen = ", ".join(f"{value:g}" for value in window[np.isfinite(window)])
        rows.append(f"row {i}, column {j}: {seen} → {y[i, j]:g}")
    return y, rows


def neighbouring(
    x: Array, k: int, s: int, p: int, pool: Callable[..., Any], surround: Callable[..., Any]
) -> tuple[Array, list[str]]:
    """As many outputs as there should be, but from windows one cell apart."""
    height, width = ((np.array(x.shape) + 2 * p - k) // s + 1).tolist()
    return pooled(x, k, 1, p, pool, surround)[0][:height, :width], []


def _draw_max(draw: Draw, level: int) -> Params:
    if level == 1:
        values = draw.sample(range(40), 16)
        return {"x": [values[4 * i : 4 * i + 4] for i in range(4)], "k": 2, "s": 2}
    values = [value - 25 if level == 3 else value for value in draw.sample(range(50), 25)]
    if level == 3:  # the upper left corner is negative, so that padding with zeros would win there
        for i in (0, 1, 5, 6):
            values[i] = -draw.whole(1, 6) - 6 * i
    x = [values[5 * i : 5 * i + 5] for i in range(5)]
    return {"x": x, "k": 3, "s": 2, "p": 1} if level == 3 else {"x": x, "k": 3, "s": 2}


MAX_POOL_2D = Exercise(
    id="max_pool_2d",
    title="Max-pool a small map",
    topic="pooling",
    seconds=45,
    reference=max_pool,
    aliases={"max_pool_values": Focus(1)},
    terms=("max pooling", "max-pooling", "max pool", "MaxPool", "overlapping pooling"),
    prompt={
        1: "Max-pool this map with a {k}×{k} window, stride {s}, without padding.\n\n  x = {x}",
        2: "Max-pool this map with a {k}×{k} window, stride {s}, without padding.\n\n  x = {x}",
        3: "Max-pool this map with a {k}×{k} window, stride {s} and padding {p} at every side, as libraries "
        "pad for a maximum: the padding never wins.\n\n  x = {x}",
    },
    draw=_draw_max,
    levels={1: ("y",), 2: ("y",), 3: ("y",)},
    parts=(Part("y", "the pooled map", "matrix", digits=0, may_repeat=True),),
    constants={"p": 0},
    policies={"pool": largest, "surround": with_nothing},
    steps=(
        Step(
            "y",
            "Take the largest value of each window, padding left out; the window moves by the stride",
            "y = {y}",
            pooled,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "stride_one",
            "Move the window by the whole stride, to the right and down.",
            must=True,
            swap={"y": neighbouring},
        ),
        Mistake(
            "averaged",
            "Max pooling keeps the largest value of a window, not the mean.",
            must=True,
            swap={"pool": lambda window: window[np.isfinite(window)].mean()},
        ),
        Mistake(
            "zero_padding",
            "Padding never wins: with zeros it would beat negative values.",
            must=True,
            levels=(3,),
            swap={"surround": lambda x, p: np.pad(x, p)},
        ),
        Mistake(
            "smallest",
            "Take the largest value of a window, not the smallest.",
            swap={"pool": lambda window: window[np.isfinite(window)].min()},
        ),
        Mistake(
            "largest_magnitude",
            "The maximum compares values with their signs: −9 is less than 2.",
            levels=(3,),
            swap={"pool": lambda window: max(window[np.isfinite(window)], key=abs)},
        ),
        Mistake(
            "corner_of_the_window",
            "Compare all cells of the window; pooling does not just pick every second cell.",
            swap={"pool": lambda window: window[np.isfinite(window)][0]},
        ),
    ),
)


def _draw_average(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"x": [draw.sample(range(20), 4) for _ in range(4)], "k": 2, "s": 2}
    if level == 2:
        return {"x": [draw.sample(range(20), 5) for _ in range(5)], "k": 3, "s": 2}
    return {"x": [draw.sample(range(2, 20), 3) for _ in range(3)], "k": 3, "s": 2, "p": 1}


AVG_POOL_2D = Exercise(
    id="avg_pool_2d",
    title="Average-pool a small map",
    topic="pooling",
    seconds=75,
    reference=average_pool,
    aliases={"avg_pool_values": Focus(1)},
    terms=("average pooling", "mean pooling", "avg pool", "AvgPool", "count_include_pad"),
    prompt={
        1: "Average-pool this map with a {k}×{k} window, stride {s}, without padding.\n\n  x = {x}",
        2: "Average-pool this map with a {k}×{k} window, stride {s}, without padding.\n\n  x = {x}",
        3: "Average-pool this map with a {k}×{k} window, stride {s} and zero padding {p} at every side. The "
        "padding counts in the mean, as PyTorch does by default.\n\n  x = {x}",
    },
    draw=_draw_average,
    levels={1: ("y",), 2: ("y",), 3: ("y",)},
    parts=(Part("y", "the pooled map", "matrix", digits=2),),
    constants={"p": 0},
    policies={"pool": mean_of_all, "surround": with_zeros},
    steps=(
        Step(
            "y",
            "Take the mean of each window: its sum over k² cells, padding included; it moves by the stride",
            "y = {y}",
            pooled,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "stride_one",
            "Move the window by the whole stride, to the right and down.",
            must=True,
            swap={"y": neighbouring},
        ),
        Mistake(
            "summed",
            "Divide the sum of a window by its k² cells.",
            must=True,
            swap={"pool": lambda window: window.sum()},
        ),
        Mistake(
            "maximum",
            "Average pooling takes the mean of a window, not its largest value.",
            swap={"pool": lambda window: window.max()},
        ),
        Mistake(
            "divided_by_side",
            "A window has k² cells: divide by k², not by k.",
            swap={"pool": lambda window: window.sum() / len(window)},
        ),
        Mistake(
            "median",
            "Take the mean, not the middle value.",
            swap={"pool": lambda window: np.median(window)},
        ),
    ),
    conventions=(
        Convention(
            "padding_not_counted",
            "Right where padding does not count in the mean (ONNX, TensorFlow); here it does.",
            swap={
                "surround": lambda x, p: np.pad(x.astype(float), p, constant_values=-np.inf),
                "pool": lambda window: window[np.isfinite(window)].mean(),
            },
        ),
    ),
)
