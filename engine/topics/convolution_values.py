"""Two-dimensional convolutions by hand: one map, and several channels.

Every kernel is laid over its window as it is (cross-correlation), as deep-learning libraries do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def conv2d(
    x: npt.ArrayLike, w: npt.ArrayLike, bias: npt.ArrayLike = 0.0, stride: int = 1, padding: int = 0
) -> Array:
    """Output maps of a convolution layer: each filter sums over all input channels.

    y[o, i, j] = b[o] + Σ_{c, u, v} w[o, c, u, v] · x[c, s·i + u, s·j + v], with x zero-padded.

    Args:
      x: `[c_in, h, w]`.
      w: filters `[c_out, c_in, k_h, k_w]`; they are not flipped.
      bias: `[c_out]`, or one number for all.
      stride: step s between windows.
      padding: rows and columns of zeros at every side.

    Returns:
      `[c_out, h_out, w_out]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 9.8; PyTorch's
    documentation of Conv2d.
    """
    maps, filters = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    padded = np.pad(maps, ((0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, filters.shape[2:], axis=(1, 2))
    y = np.einsum("cijuv,ocuv->oij", windows[:, ::stride, ::stride], filters)
    return np.asarray(y + np.broadcast_to(bias, len(filters))[:, None, None])


def conv_map(x: npt.ArrayLike, w: npt.ArrayLike, bias: float = 0, stride: int = 1, padding: int = 0) -> Array:
    """Output of one kernel on one map (cross-correlation).

    y[i, j] = b + Σ_{u, v} w[u, v] · x[s·i + u, s·j + v], with x zero-padded.

    Args:
      x: `[h, w]`.
      w: kernel `[k_h, k_w]`; it is not flipped.
      bias: added to every output cell.
      stride: step s between windows.
      padding: rows and columns of zeros at every side.

    Returns:
      `[h_out, w_out]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 9.6.
    """
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(np.asarray(x), padding), np.shape(w))
    return np.asarray((windows[::stride, ::stride] * w).sum(axis=(2, 3)) + bias)


def in_brackets(value: float) -> str:
    """A factor as text, in brackets where it is negative."""
    return f"({value:g})" if value < 0 else f"{value:g}"


def cell_products(window: Array, kernel: Array) -> Any:
    """Cell times cell, all added up."""
    return (window * kernel).sum()


def slide(
    x: Array, w: Array, s: int, p: int, b: int, combine: Callable[..., Any], surround: Callable[..., Any]
) -> tuple[Array, list[str]]:
    """Lay the kernel over every window of the padded map, with a line for each output cell."""
    padded = surround(x, p)
    height, width = ((np.array(padded.shape) - w.shape) // s + 1).tolist()
    y, rows = np.zeros((height, width)), []
    for i, j in np.ndindex(height, width):
        window = padded[s * i : s * i + w.shape[0], s * j : s * j + w.shape[1]]
        y[i, j] = combine(window, w) + b
        pairs = zip(window.ravel(), w.ravel(), strict=True)
        terms = " + ".join(f"{in_brackets(a)}·{in_brackets(c)}" for a, c in pairs)
        bias = f" + {in_brackets(b)}" if b else ""
        rows.append(f"row {i}, column {j}: {terms}{bias} = {y[i, j]:g}")
    return y, rows


def first_windows(
    x: Array, w: Array, s: int, p: int, b: int, combine: Callable[..., Any], surround: Callable[..., Any]
) -> tuple[Array, list[str]]:
    """As many outputs as there should be, but from neighbouring windows."""
    height, width = ((np.array(x.shape) + 2 * p - w.shape) // s + 1).tolist()
    return slide(x, w, 1, p, b, combine, surround)[0][:height, :width], []


def with_zeros(x: Array, p: int) -> Array:
    """The map with zeros around it."""
    return np.pad(x, p)


def _draw_map(draw: Draw, level: int) -> Params:
    side, k = {1: (3, 2), 2: (4, 3), 3: (4, 3)}[level]
    x = [draw.wholes(side, 0, 9 if level == 1 else 5) for _ in range(side)]
    w = [draw.wholes(k, -2, 3) for _ in range(k)]
    drawn: dict[str, Any] = {"x": x, "w": w}
    if level >= 2:
        drawn["b"] = draw.whole(2, 5) * draw.sign()
    if level == 3:
        drawn |= {"s": 2, "p": 1}
    return drawn


CONV2D_FORWARD = Exercise(
    id="conv2d_forward",
    title="Convolve a small map by hand",
    topic="convolution",
    seconds=150,
    reference=conv_map,
    aliases={"conv2d_valid": Focus(1)},
    terms=("cross-correlation", "2-D convolution", "2D convolution", "conv2d", "convolution by hand"),
    prompt={
        1: "A convolution layer as libraries compute it (the kernel is not flipped) has one kernel, "
        "stride 1, no padding and no bias.\n\n  x = {x}   kernel = {w}",
        2: "A convolution layer as libraries compute it (the kernel is not flipped) has one kernel, "
        "stride 1, no padding and the bias {b}.\n\n  x = {x}   kernel = {w}",
        3: "A convolution layer as libraries compute it (the kernel is not flipped) has one kernel, "
        "stride {s}, zero padding {p} at every side and the bias {b}.\n\n  x = {x}   kernel = {w}",
    },
    draw=_draw_map,
    levels={1: ("y",), 2: ("y",), 3: ("y",)},
    parts=(Part("y", "the output", "matrix", digits=0),),
    constants={"b": 0, "s": 1, "p": 0},
    policies={"combine": cell_products, "surround": with_zeros},
    steps=(
        Step(
            "y",
            "For each window (0 outside of the map) multiply cell by cell, add up, and add the bias",
            "y = {y}",
            slide,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "kernel_transposed",
            "Lay the kernel over the window as it is, row on row: its rows are not columns.",
            must=True,
            swap={"w": lambda w: w.T},
        ),
        Mistake(
            "matrix_product",
            "Multiply cell by cell and add everything up; this is no matrix product of window and kernel.",
            must=True,
            swap={"combine": lambda window, kernel: (window @ kernel).sum()},
        ),
        Mistake(
            "bias_forgotten",
            "Add the bias to every output cell.",
            must=True,
            levels=(2, 3),
            swap={"b": lambda: 0},
        ),
        Mistake(
            "stride_ignored",
            "Move the window by the whole stride, to the right and down.",
            must=True,
            levels=(3,),
            swap={"y": first_windows},
        ),
        Mistake(
            "bias_per_product",
            "Add the bias once for each output cell, not once for each product.",
            levels=(2, 3),
            swap={"b": lambda b, w: b * w.size},
        ),
        Mistake(
            "averaged",
            "Add the products; only average pooling divides by the number of cells.",
            swap={"combine": lambda window, kernel: (window * kernel).mean()},
        ),
        Mistake(
            "edge_repeated",
            "Zero padding adds cells of 0, not copies of the border.",
            levels=(3,),
            swap={"surround": lambda x, p: np.pad(x, p, mode="edge")},
        ),
        Mistake(
            "padding_at_one_end",
            "Pad all four sides: the first window starts one cell outside of the map.",
            levels=(3,),
            swap={"surround": lambda x, p: np.pad(x, ((0, 2 * p), (0, 2 * p)))},
        ),
    ),
    conventions=(
        Convention(
            "kernel_flipped",
            "Right for the convolution of mathematics, which flips the kernel; here it is not flipped.",
            swap={"w": lambda w: w[::-1, ::-1]},
        ),
    ),
)


def _draw_channels(draw: Draw, level: int) -> Params:
    def maps(count: int, side: int, low: int, high: int) -> list[list[list[int]]]:
        return [[draw.wholes(side, low, high) for _ in range(side)] for _ in range(count)]

    x0, x1 = maps(2, 2 if level == 1 else 3, 0, 5)
    w0, w1 = maps(2, 1 if level == 1 else 2, -2, 3 if level < 3 else 2)
    drawn = {"x0": x0, "x1": x1, "w0": w0, "w1": w1}
    return drawn if level == 1 else {**drawn, "b": draw.whole(1, 4) * draw.sign()}


TWO_CHANNELS = "\n\n  channel 0: x = {x0}   kernel = {w0}\n\n  channel 1: x = {x1}   kernel = {w1}"

CONV2DTWO_CHANNELS = Exercise(
    id="conv2d_channels",
    title="Convolve a map with two channels",
    topic="convolution",
    seconds=150,
    reference=conv2d,
    terms=("input channels", "filter spans all channels", "sum over channels", "pointwise convolution"),
    prompt={
        1: "One 1×1 filter without bias meets an input of two channels." + TWO_CHANNELS,
        2: "One filter with the bias {b} meets an input of two channels; stride 1, no padding, kernels are "
        "not flipped." + TWO_CHANNELS,
        3: "One filter with the bias {b} meets an input of two channels; stride 1, no padding, kernels are "
        "not flipped. ReLU and global average pooling follow." + TWO_CHANNELS,
    },
    draw=_draw_channels,
    levels={1: ("y",), 2: ("y",), 3: ("y", "pooled")},
    parts=(
        Part("y", "the output map of the filter", "matrix", digits=0),
        Part("pooled", "the mean of the map after ReLU", digits=2),
    ),
    constants={"b": 0},
    steps=(
        Step(
            "y0",
            "Slide the first kernel over channel 0",
            "{x0} ⋆ {w0} = {y0}",
            lambda x0, w0: conv_map(x0, w0),
        ),
        Step(
            "y1",
            "Slide the second kernel over channel 1",
            "{x1} ⋆ {w1} = {y1}",
            lambda x1, w1: conv_map(x1, w1),
        ),
        Step(
            "y",
            "Add the channels cell by cell, then the bias once (nothing without one)",
            "{y0} + {y1} + {b} = {y}",
            lambda y0, y1, b: y0 + y1 + b,
        ),
        Step("active", "ReLU: negative cells become 0", "{active}", lambda y: np.maximum(y, 0)),
        Step("pooled", "Mean of all cells", "{pooled}", lambda active: active.mean()),
    ),
    mistakes=(
        Mistake(
            "first_channel_only",
            "A filter spans all input channels: add what the kernels of both give.",
            must=True,
            swap={"y": lambda y0, b: y0 + b},
        ),
        Mistake(
            "one_kernel_for_all",
            "A filter has a kernel of its own for each input channel.",
            must=True,
            swap={"w1": lambda w0: w0},
        ),
        Mistake(
            "channels_averaged",
            "Add the channels; a convolution does not average them.",
            swap={"y": lambda y0, y1, b: (y0 + y1) / 2 + b},
        ),
        Mistake(
            "channels_multiplied",
            "Add the two maps; they are not multiplied with each other.",
            swap={"y": lambda y0, y1, b: y0 * y1 + b},
        ),
        Mistake(
            "bias_per_channel",
            "A filter has one bias: add it once, not for each input channel.",
            must=True,
            levels=(2, 3),
            swap={"b": lambda b: 2 * b},
        ),
        Mistake(
            "bias_forgotten",
            "Add the bias of the filter to every cell.",
            levels=(2, 3),
            swap={"b": lambda: 0},
        ),
        Mistake(
            "relu_forgotten",
            "Set negative cells to 0 before you take the mean.",
            must=True,
            levels=(3,),
            swap={"active": lambda y: y},
        ),
        Mistake(
            "relu_per_channel",
            "The activation follows the sum over the channels; it does not come before it.",
            levels=(3,),
            swap={"y": lambda y0, y1, b: np.maximum(y0, 0) + np.maximum(y1, 0) + b},
        ),
        Mistake(
            "mean_of_positive",
            "Divide by the number of all cells, those that ReLU set to 0 included.",
            levels=(3,),
            swap={"pooled": lambda active: active.sum() / np.count_nonzero(active)},
        ),
    ),
    conventions=(
        Convention(
            "kernel_flipped",
            "Right for the convolution of mathematics, which flips the kernels; here they are not flipped.",
            swap={"w0": lambda w0: w0[::-1, ::-1], "w1": lambda w1: w1[::-1, ::-1]},
        ),
    ),
)
