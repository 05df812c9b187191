"""Transposed convolution by hand: kernels that are added up, and the matrix that gave it its name."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step
from engine.topics.convolution_values import in_brackets

Array = npt.NDArray[np.float64]


def transposed_conv1d(y: npt.ArrayLike, w: npt.ArrayLike, stride: int = 1, padding: int = 0) -> Array:
    """Output of a transposed convolution of one signal.

    Each input y[i] adds y[i]·w to the cells from s·i on; p cells are cut off at both ends.

    Args:
      y: `[n]`.
      w: kernel `[k]`, laid down as it is.
      stride: step s between the places of neighbouring inputs.
      padding: cells p cut off at each end.

    Returns:
      `[(n − 1)·s + k − 2p]`.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), chapter 4.
    """
    values, kernel = np.asarray(y, dtype=float), np.asarray(w, dtype=float)
    full = np.zeros((len(values) - 1) * stride + len(kernel))
    for i, value in enumerate(values):
        full[stride * i : stride * i + len(kernel)] += value * kernel
    return full[padding : len(full) - padding]


def scatter(y: Array, w: Array, s: int) -> tuple[Array, list[str]]:
    """Add the kernel, times each input, from its place on; with a line for each input."""
    full, rows = np.zeros((len(y) - 1) * s + len(w)), []
    for i, value in enumerate(y):
        full[s * i : s * i + len(w)] += value * w
        products = ", ".join(f"{product:g}" for product in value * w)
        rows.append(f"{in_brackets(value)}·w = [{products}] from cell {s * i} on")
    return full, rows


def overwritten(y: Array, w: Array, s: int) -> tuple[Array, list[str]]:
    """The last kernel wins where kernels overlap."""
    full = np.zeros((len(y) - 1) * s + len(w))
    for i, value in enumerate(y):
        full[s * i : s * i + len(w)] = value * w
    return full, []


def averaged(y: Array, w: Array, s: int) -> tuple[Array, list[str]]:
    """The mean where kernels overlap."""
    counts = scatter(np.ones(len(y)), np.ones(len(w)), s)[0]
    return scatter(y, w, s)[0] / counts, []


def _draw_signal(draw: Draw, level: int) -> Params:
    k = {1: 3, 2: 3, 3: 4}[level]
    drawn: dict[str, Any] = {
        "y": [value * draw.sign() if level > 1 else value for value in draw.sample(range(1, 6), 3)],
        "w": [value * draw.sign() if level > 1 else value for value in draw.sample(range(1, 5), k)],
        "s": 1 if level == 1 else 2,
    }
    return {**drawn, "p": 1} if level == 3 else drawn


TRANSPOSED_CONV1D = Exercise(
    id="transposed_conv1d",
    title="Transposed convolution of a signal",
    topic="convolution",
    seconds=75,
    reference=transposed_conv1d,
    terms=("transposed convolution", "up-convolution", "insert zeros", "fractionally strided"),
    prompt={
        1: "A transposed convolution (stride {s}, no padding, no bias; the kernel is laid down as it is) "
        "meets a signal.\n\n  y = {y}\n  w = {w}",
        2: "A transposed convolution (stride {s}, no padding, no bias; the kernel is laid down as it is) "
        "upsamples a signal.\n\n  y = {y}\n  w = {w}",
        3: "A transposed convolution (stride {s}, padding {p}, no bias; the kernel is laid down as it is) "
        "upsamples a signal. Its padding cuts cells off at both ends.\n\n  y = {y}\n  w = {w}",
    },
    draw=_draw_signal,
    levels={1: ("x",), 2: ("x",), 3: ("x",)},
    parts=(Part("x", "the output", "vector", digits=0),),
    constants={"p": 0},
    policies={"cut": lambda full, p: full[p : len(full) - p]},
    steps=(
        Step(
            "full",
            "Each input lays down its value times the kernel, s cells after the one before; overlaps add up",
            "sum: {full}",
            scatter,
            traced=True,
        ),
        Step(
            "x",
            "Cut the padding off at both ends (nothing without padding)",
            "{x}",
            lambda full, p, cut: cut(full, p),
        ),
    ),
    mistakes=(
        Mistake(
            "overlap_overwritten",
            "Where kernels overlap, their values are added; the later one does not replace the earlier.",
            must=True,
            swap={"full": overwritten},
        ),
        Mistake(
            "kernel_reversed",
            "Each input lays the kernel down as it is: first weight first.",
            must=True,
            swap={"w": lambda w: w[::-1]},
        ),
        Mistake(
            "overlap_averaged",
            "Where kernels overlap, add the values; do not average them.",
            swap={"full": averaged},
        ),
        Mistake(
            "cut_at_the_end",
            "The padding is cut off at both ends, not twice at one.",
            must=True,
            levels=(3,),
            swap={"cut": lambda full, p: full[: len(full) - 2 * p]},
        ),
    ),
)


def conv_matrix(w: npt.ArrayLike, size: int, stride: int = 1, padding: int = 0) -> Array:
    """The matrix C with C·x = the convolution of x: its transpose is the transposed convolution.

    Row o holds the kernel from column s·o − p on; what would stand outside is cut off.

    Args:
      w: kernel `[k]`, not flipped.
      size: length n of the input x.
      stride: step s between windows.
      padding: zeros p at each end of the input.

    Returns:
      `[⌊(n + 2p − k)/s⌋ + 1, n]`.

    Source: Dumoulin and Visin (2016), sections 4.1 and 4.2.
    """
    kernel = np.asarray(w)
    rows = (size + 2 * padding - len(kernel)) // stride + 1
    wide = np.zeros((rows, size + 2 * padding))
    for o in range(rows):
        wide[o, stride * o : stride * o + len(kernel)] = kernel
    return wide[:, padding : padding + size]


def rows_apart(w: Array, n: int, s: int, p: int) -> Array:
    """A matrix whose rows move by the whole kernel, so that windows do not overlap."""
    rows = (n + 2 * p - len(w)) // s + 1
    wide = np.zeros((rows, rows * len(w)))
    for o in range(rows):
        wide[o, o * len(w) : (o + 1) * len(w)] = w
    return wide[:, :n]


def wrapped_around(w: Array, n: int, s: int, p: int) -> Array:
    """The matrix of a circular convolution."""
    rows = (n + 2 * p - len(w)) // s + 1
    first = np.zeros(n)
    first[: len(w)] = w
    return np.array([np.roll(first, s * o - p) for o in range(rows)])


def last_window(C: Array, y: Array) -> Array:
    """Each cell receives from the last window over it alone."""
    back = np.zeros(C.shape[1])
    for row, value in zip(C, y, strict=True):
        back[row != 0] = row[row != 0] * value
    return back


def _draw_matrix(draw: Draw, level: int) -> Params:
    k, n, s = {1: (draw.pick([2, 3]), 4, 1), 2: (3, 5, 2), 3: (3, 4, 1)}[level]
    w = [value * draw.sign() for value in draw.sample(range(1, 8), k)]
    drawn: dict[str, Any] = {"w": w, "n": n, "s": s}
    if level >= 2:
        rows = (n + (2 if level == 3 else 0) - k) // s + 1
        drawn["y"] = draw.sample([-3, -2, -1, 1, 2, 3, 4, 5], rows)
    return {**drawn, "p": 1} if level == 3 else drawn


CONV_MATRIX_TRANSPOSE = Exercise(
    id="conv_matrix_transpose",
    title="A convolution as a matrix, and its transpose",
    topic="convolution",
    seconds=90,
    reference=conv_matrix,
    terms=(
        "convolution as a matrix",
        "Toeplitz matrix",
        "transposed convolution matrix",
        "transposed conv matrix",
    ),
    prompt={
        1: "A convolution with the kernel {w} (not flipped), stride {s}, no padding and no bias maps a "
        "signal x of {n} cells to y = C·x. Write down the matrix C.",
        2: "A convolution with the kernel {w} (not flipped), stride {s}, no padding and no bias maps a "
        "signal x of {n} cells to C·x. The transposed convolution with the same weights multiplies by the "
        "transpose of C. Apply it to y = {y}.",
        3: "A convolution with the kernel {w} (not flipped), stride {s}, zero padding {p} at both ends and "
        "no bias maps a signal x of {n} cells to C·x. In the backward pass the gradient by the output is "
        "{y}; multiply it by the transpose of C.",
    },
    draw=_draw_matrix,
    levels={1: ("C",), 2: ("C", "back"), 3: ("C", "back")},
    parts=(
        Part("C", "the matrix C", "matrix", digits=0),
        Part("back", "Cᵀ times that vector", "vector", digits=0),
    ),
    constants={"p": 0},
    steps=(
        Step(
            "C",
            "Each row holds the kernel, s columns further right than the row above; cut what is padding",
            "C = {C}",
            lambda w, n, s, p: conv_matrix(w, n, s, p),
        ),
        Step(
            "back",
            "Multiply by the transpose: column j of C with the vector gives cell j",
            "Cᵀ·y = {back}",
            lambda C, y: C.T @ y,
        ),
    ),
    mistakes=(
        Mistake(
            "rows_move_a_kernel",
            "Each row moves by the stride, not by the length of the kernel: windows overlap.",
            levels=(1, 2),
            must=True,
            swap={"C": rows_apart},
        ),
        Mistake(
            "wrapped_around",
            "The signal does not continue on its other side: what hangs over the end meets padding.",
            levels=(3,),
            must=True,
            swap={"C": wrapped_around},
        ),
        Mistake(
            "padding_ignored",
            "With padding the first window starts one cell outside: the kernel's middle stands on cell 0.",
            levels=(3,),
            swap={"C": lambda w, n: np.array([np.roll([*w, *[0] * (n - len(w))], o) for o in range(n)])},
        ),
        Mistake(
            "overlap_overwritten",
            "A column of C holds a weight for each window over that cell: add all their products.",
            levels=(2, 3),
            must=True,
            swap={"back": last_window},
        ),
        Mistake(
            "kernel_reversed_back",
            "The transpose keeps the weights where they are: read the columns of C from top to bottom.",
            levels=(2,),
            must=True,
            swap={"back": lambda w, n, s, p, y: conv_matrix(w[::-1], n, s, p).T @ y},
        ),
        Mistake(
            "not_transposed",
            "This is C times the vector: multiply by the transpose, whose rows are the columns of C.",
            levels=(3,),
            must=True,
            swap={"back": lambda C, y: C @ y},
        ),
    ),
    conventions=(
        Convention(
            "kernel_flipped",
            "Right for the convolution of mathematics, which flips the kernel; here it is not flipped.",
            swap={
                "C": lambda w, n, s, p: conv_matrix(w[::-1], n, s, p),
                "back": lambda w, n, s, p, y: conv_matrix(w, n, s, p).T @ y,
            },
        ),
    ),
)
