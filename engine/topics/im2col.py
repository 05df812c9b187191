"""Convolution as a matrix product: patches laid out as columns, and the memory that this takes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def im2col(x: npt.ArrayLike, kernel: int, stride: int = 1, padding: int = 0) -> Array:
    """Patches of an image as the columns of a matrix, so that a convolution is one matrix product.

    Filters as rows, `[c_out, c·k²]`, times this matrix give all outputs, `[c_out, h_out·w_out]`.

    Args:
      x: `[c, h, w]`.
      kernel: side k of the kernel.
      stride: step s between windows.
      padding: rows and columns of zeros at every side.

    Returns:
      `[c·k², h_out·w_out]`: one column for each output position.

    Source: Chellapilla, Puri and Simard, High Performance Convolutional Neural Networks for Document
    Processing (2006); PyTorch's documentation of Unfold.
    """
    padded = np.pad(np.asarray(x), ((0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel, kernel), axis=(1, 2))
    patches = windows[:, ::stride, ::stride].transpose(0, 3, 4, 1, 2)
    return patches.reshape(len(padded) * kernel**2, -1)


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "x": [draw.sample(range(1, 10), 4) for _ in range(3)],
            "w": [draw.wholes(2, 1, 4) for _ in range(2)],
        }
    k = draw.pick([3, 5])
    drawn = {
        "c": draw.pick([3, 16, 32, 64]),
        "h": draw.whole(14, 60),
        "w_in": draw.whole(14, 60),
        "k": k,
        "p": 1 if level == 3 else (k - 3) // 2,
        "s": 1 if level == 2 else 2,
        "c_out": draw.pick([24, 48, 96, 128]),
    }
    return (
        drawn if level == 2 else {**drawn, "batch": draw.pick([16, 32, 64]), "bytes_each": draw.pick([2, 4])}
    )


IM2COL = Exercise(
    id="im2col",
    title="Convolution as one matrix product (im2col)",
    topic="cost",
    seconds=90,
    reference=im2col,
    terms=("im2col", "convolution as a matrix product", "unfold patches"),
    prompt={
        1: "A 2×2 convolution (stride 1, no padding, kernel not flipped) is done as a matrix product: each "
        "column of the patch matrix holds one window, read row by row, and the columns follow the output "
        "positions row by row.\n\n  x = {x}   kernel = {w}",
        2: "A convolution of {c_out} filters {k}×{k} on {c}×{h}×{w_in} (C×H×W), stride {s}, padding {p}, is "
        "done as one matrix product for one image: filters as rows, times a matrix with one column for each "
        "output position.",
        3: "A convolution of {c_out} filters {k}×{k} on {c}×{h}×{w_in} (C×H×W), stride {s}, padding {p}, is "
        "done as one matrix product: filters as rows, times a matrix with one column for each output "
        "position of each of {batch} images. A number takes {bytes_each} bytes; 1 MB is 10⁶ bytes.",
    },
    draw=_draw,
    levels={1: ("columns", "y"), 2: ("filters", "patches", "blow_up"), 3: ("batch_patches", "megabytes")},
    parts=(
        Part("columns", "the patch matrix", "matrix", digits=0),
        Part("y", "the outputs row by row", "vector", digits=0),
        Part("filters", "the shape of the filter matrix", "shape"),
        Part("patches", "the shape of the patch matrix", "shape"),
        Part("blow_up", "how many times more numbers it has than the input", digits=3),
        Part("batch_patches", "the shape of the patch matrix", "shape"),
        Part("megabytes", "its memory", digits=4, significant=True, unit="MB"),
    ),
    steps=(
        Step(
            "columns",
            "Write each window as a column, one output position after the other",
            "{columns}",
            lambda x: np.lib.stride_tricks.sliding_window_view(x, (2, 2)).reshape(-1, 4).T,
        ),
        Step(
            "y",
            "The kernel, read row by row, times that matrix",
            "{y}",
            lambda w, columns: w.ravel() @ columns,
        ),
        Step(
            "filters",
            "Filter matrix: a row for each filter, as long as a window over all channels (c·k²)",
            "{filters:shape}",
            lambda c_out, c, k: [c_out, c * k**2],
        ),
        Step(
            "positions",
            "Output positions: (⌊(H + 2·p − k)/s⌋ + 1)·(⌊(W + 2·p − k)/s⌋ + 1)",
            "(⌊({h} + 2·{p} − {k})/{s}⌋ + 1)·(⌊({w_in} + 2·{p} − {k})/{s}⌋ + 1) = {positions}",
            lambda h, w_in, p, k, s: ((h + 2 * p - k) // s + 1) * ((w_in + 2 * p - k) // s + 1),
        ),
        Step(
            "patches",
            "Patch matrix: c·k² rows, a column for each output position",
            "{patches:shape}",
            lambda c, k, positions: [c * k**2, positions],
        ),
        Step(
            "blow_up",
            "Its numbers over those of the input: each pixel stands in up to k² columns",
            "{patches:shape} over {c}×{h}×{w_in} = {blow_up}",
            lambda patches, c, h, w_in: patches[0] * patches[1] / (c * h * w_in),
        ),
        Step(
            "batch_patches",
            "Patch matrix: c·k² rows, a column for each output position of each image",
            "{batch_patches:shape}",
            lambda c, k, positions, batch: [c * k**2, positions * batch],
        ),
        Step(
            "megabytes",
            "Rows times columns times bytes, over a million",
            "{batch_patches:shape}·{bytes_each}/10⁶ = {megabytes}",
            lambda batch_patches, bytes_each: batch_patches[0] * batch_patches[1] * bytes_each / 1e6,
        ),
    ),
    mistakes=(
        Mistake(
            "windows_read_by_columns",
            "Read each window row by row, as the question says.",
            levels=(1,),
            must=True,
            swap={
                "columns": lambda x: (
                    np.lib.stride_tricks.sliding_window_view(x.T, (2, 2))
                    .transpose(1, 0, 2, 3)
                    .reshape(-1, 4)
                    .T
                )
            },
        ),
        Mistake(
            "positions_by_columns",
            "The columns follow the output positions row by row: first along the top.",
            levels=(1,),
            must=True,
            swap={
                "columns": lambda x: (
                    np.lib.stride_tricks.sliding_window_view(x, (2, 2)).transpose(1, 0, 2, 3).reshape(-1, 4).T
                )
            },
        ),
        Mistake(
            "kernel_read_by_columns",
            "Read the kernel in the same order as the windows: row by row.",
            levels=(1,),
            must=True,
            swap={"y": lambda w, columns: w.T.ravel() @ columns},
        ),
        Mistake(
            "positions_of_the_input",
            "There is a column for each output position: apply the size formula.",
            levels=(2, 3),
            must=True,
            swap={"positions": lambda h, w_in: h * w_in},
        ),
        Mistake(
            "channels_forgotten",
            "A filter spans all channels: its row has c·k² entries.",
            levels=(2, 3),
            must=True,
            swap={
                "filters": lambda c_out, k: [c_out, k**2],
                "patches": lambda k, positions: [k**2, positions],
                "batch_patches": lambda k, positions, batch: [k**2, positions * batch],
            },
        ),
        Mistake(
            "kernel_not_squared",
            "A window has k·k cells in each channel, not k.",
            levels=(2, 3),
            swap={
                "filters": lambda c_out, c, k: [c_out, c * k],
                "patches": lambda c, k, positions: [c * k, positions],
                "batch_patches": lambda c, k, positions, batch: [c * k, positions * batch],
            },
        ),
        Mistake(
            "transposed",
            "Filters are the rows of the first matrix, so patches are the columns of the second.",
            levels=(2, 3),
            swap={
                "filters": lambda c_out, c, k: [c * k**2, c_out],
                "patches": lambda c, k, positions: [positions, c * k**2],
                "batch_patches": lambda c, k, positions, batch: [positions * batch, c * k**2],
            },
        ),
        Mistake(
            "batch_forgotten",
            "Every image has its own columns: multiply the positions by the batch.",
            levels=(3,),
            must=True,
            swap={"batch_patches": lambda c, k, positions: [c * k**2, positions]},
        ),
    ),
)
