"""Sizes of transposed convolutions, and why a strided convolution cannot tell which size it came from."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.convolution_sizes import conv_output_size


def conv_transpose_output_size(
    size: npt.ArrayLike,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
) -> npt.NDArray[np.int64]:
    """Output length of a transposed convolution along each axis.

    O = (i − 1)·s − 2p + d·(k − 1) + output padding + 1

    Args:
      size: input lengths i, any shape.
      kernel: taps k along the axis.
      stride: step s between the places where neighbouring inputs put their kernels.
      padding: cells p cut off at each of the two ends.
      output_padding: cells added at one end, fewer than the stride.
      dilation: distance d between taps.

    Returns:
      Output lengths of the same shape.

    Source: PyTorch's documentation of ConvTranspose2d; Dumoulin and Visin, A guide to convolution
    arithmetic for deep learning (2016), relationship 14, for d = 1.
    """
    return (np.asarray(size) - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1


def _draw_size(draw: Draw, level: int) -> Params:
    s = 2 if level == 1 else draw.whole(2, 4)
    if level == 1:
        return {"n": draw.whole(3, 14), "k": draw.pick([3, 4, 5]), "s": s}
    drawn: dict[str, Any] = {"s": s, "p": draw.whole(1, 2), "op": draw.whole(1, s - 1)}
    if level == 2:
        return {"n": draw.whole(7, 40), "k": draw.whole(4, 7), **drawn}
    sizes = {"n": [draw.whole(7, 40), draw.whole(7, 40)], "c_in": 2 * draw.pick([16, 32, 48])}
    return {**sizes, "c_out": draw.pick([8, 12, 16, 24]), "k": draw.pick([3, 4]), **drawn, "d": 2}


CONV_TRANSPOSE_OUTPUT_SIZE = Exercise(
    id="conv_transpose_output_size",
    title="Output size of a transposed convolution",
    topic="convolution",
    seconds=50,
    reference=conv_transpose_output_size,
    aliases={"transposed_conv_output_size": Focus(2)},
    terms=(
        "transposed convolution",
        "ConvTranspose2d",
        "up-convolution",
        "deconvolution",
        "fractionally strided convolution",
        "output padding",
    ),
    prompt={
        1: "A transposed convolution with a kernel of {k} and stride {s} (no padding, no output padding) "
        "upsamples {n} cells. How many cells has its output?",
        2: "A transposed convolution {k}×{k} with stride {s}, padding {p} and output padding {op} upsamples "
        "a map of {n}×{n}. As in PyTorch, the padding cuts cells off at every side and the output padding "
        "adds them at one side of each axis. How long is a side of the output?",
        3: "A transposed convolution takes {c_in}×{n:shape} (C×H×W) to {c_out} channels: kernel {k}×{k}, "
        "stride {s}, padding {p}, output padding {op}, dilation {d}, as PyTorch defines them.",
    },
    draw=_draw_size,
    levels={1: ("size",), 2: ("size",), 3: ("shape",)},
    parts=(
        Part("size", "the output size", "integer"),
        Part("shape", "the output shape C×H×W", "shape"),
    ),
    constants={"p": 0, "op": 0, "d": 1},
    steps=(
        Step(
            "offset",
            "Where the kernel of the last input starts: (i − 1)·s",
            "({n} − 1)·{s} = {offset}",
            lambda n, s: (n - 1) * s,
        ),
        Step(
            "extent",
            "Extent of a kernel: d·(k − 1) + 1 (just k without dilation)",
            "{d}·({k} − 1) + 1 = {extent}",
            lambda d, k: d * (k - 1) + 1,
        ),
        Step(
            "full",
            "All that is written: offset + extent",
            "{offset} + {extent} = {full}",
            lambda offset, extent: offset + extent,
        ),
        Step(
            "size",
            "Cut the padding off at both ends and add the output padding",
            "{full} − 2·{p} + {op} = {size}",
            lambda full, p, op: full - 2 * p + op,
        ),
        Step(
            "shape",
            "One output channel for each filter",
            "{shape:shape}",
            lambda c_out, size: [c_out, *size],
        ),
    ),
    mistakes=(
        Mistake(
            "inputs_not_gaps",
            "There are i − 1 strides between i inputs: multiply i − 1 by the stride.",
            must=True,
            swap={"offset": lambda n, s: n * s},
        ),
        Mistake(
            "forward_formula",
            "This is an ordinary convolution, which shrinks; a transposed one enlarges by about the stride.",
            swap={"size": lambda n, k, s, p, d: conv_output_size(n, k, s, p, d)},
        ),
        Mistake(
            "kernel_forgotten",
            "The kernel of the last input reaches beyond its start: add its extent.",
            must=True,
            swap={"extent": lambda: 1},
        ),
        Mistake(
            "times_stride",
            "n·s holds only for certain kernels and paddings, such as k = 2 with s = 2: use the formula.",
            swap={"size": lambda n, s: n * s},
        ),
        Mistake(
            "padding_added",
            "Padding of a transposed convolution is cut off: subtract it.",
            must=True,
            levels=(2, 3),
            swap={"size": lambda full, p, op: full + 2 * p + op},
        ),
        Mistake(
            "padding_once",
            "Padding is cut off at both ends: subtract 2·p.",
            levels=(2, 3),
            swap={"size": lambda full, p, op: full - p + op},
        ),
        Mistake(
            "output_padding_forgotten",
            "Add the output padding; it counts once, at one end.",
            must=True,
            levels=(2, 3),
            swap={"op": lambda: 0},
        ),
        Mistake(
            "output_padding_twice",
            "Output padding is added at one end only.",
            levels=(2, 3),
            swap={"op": lambda op: 2 * op},
        ),
        Mistake(
            "dilation_ignored",
            "A dilated kernel reaches over d·(k − 1) + 1 cells.",
            must=True,
            levels=(3,),
            swap={"d": lambda: 1},
        ),
        Mistake(
            "channels_kept",
            "The output has as many channels as the layer has filters.",
            levels=(3,),
            swap={"shape": lambda c_in, size: [c_in, *size]},
        ),
    ),
)


def input_sizes(output: int, kernel: int, stride: int, padding: int = 0) -> list[int]:
    """All input lengths for which a strided convolution gives the same output length.

    The smallest is (O − 1)·s + k − 2p; up to s − 1 further cells change nothing, because a window
    that does not fit is dropped.

    Args:
      output: length O of the output.
      kernel: taps k along the axis.
      stride: step s between windows.
      padding: cells p added at each of the two ends.

    Returns:
      s lengths in a row.

    Source: Dumoulin and Visin (2016), section 4.6 and relationship 14.
    """
    smallest = (output - 1) * stride + kernel - 2 * padding
    return list(range(smallest, smallest + stride))


def rounded_up(size: int, kernel: int, stride: int, padding: int) -> int:
    """Output length if a last incomplete window counted."""
    return -(-(size + 2 * padding - kernel) // stride) + 1


def _draw_ambiguity(draw: Draw, level: int) -> Params:
    s = draw.whole(2, 3) if level == 1 else draw.whole(3, 4)
    k = draw.whole(max(3, s), 7)
    if level == 1:
        return {"o": draw.whole(5, 20), "k": k, "s": s}
    p = draw.whole(1, 2)
    if level == 2:
        return {"n": draw.whole(30, 120), "k": k, "s": s, "p": p}
    return {"n": draw.whole(60, 250), "k": 3, "s": 2, "p": 1}


STRIDE_ROUNDING_AMBIGUITY = Exercise(
    id="stride_rounding_ambiguity",
    title="Which sizes a strided convolution cannot tell apart",
    topic="convolution",
    seconds=75,
    reference=input_sizes,
    terms=("output_padding", "output padding", "rounding of strided convolutions", "sizes do not match"),
    prompt={
        1: "A convolution with a kernel of {k}, stride {s} and no padding gave {o} cells. Windows that do "
        "not fit are left out, so several inputs are possible.",
        2: "A convolution {k}×{k} with stride {s} and padding {p} shrinks a side of {n} cells; windows that "
        "do not fit are left out. A transposed convolution with the same kernel, stride and padding is to "
        "bring back exactly {n}.",
        3: "An encoder shrinks a side of {n} cells with two convolutions {k}×{k}, stride {s}, padding {p}. "
        "The decoder has two transposed convolutions with the same settings, and is to pass through exactly "
        "the same sizes on its way back.",
    },
    draw=_draw_ambiguity,
    levels={
        1: ("smallest", "largest"),
        2: ("o", "back", "output_padding"),
        3: ("sizes", "output_paddings"),
    },
    parts=(
        Part("smallest", "the smallest possible input", "integer"),
        Part("largest", "the largest possible input", "integer"),
        Part("o", "the size after the convolution", "integer"),
        Part("back", "the size that comes back without output padding", "integer"),
        Part("output_padding", "the output padding that it needs", "integer", may_repeat=True),
        Part("sizes", "the sizes after the first and the second convolution", "vector", digits=0),
        Part(
            "output_paddings",
            "the output paddings on the way back, the deepest first",
            "vector",
            digits=0,
            may_repeat=True,
        ),
    ),
    constants={"p": 0},
    steps=(
        Step(
            "o",
            "Output of the convolution: ⌊(n + 2·p − k)/s⌋ + 1",
            "⌊({n} + 2·{p} − {k})/{s}⌋ + 1 = {o}",
            lambda n, p, k, s: (n + 2 * p - k) // s + 1,
        ),
        Step(
            "smallest",
            "The smallest input just holds all windows: (O − 1)·s + k − 2·p",
            "({o} − 1)·{s} + {k} − 2·{p} = {smallest}",
            lambda o, s, k, p: (o - 1) * s + k - 2 * p,
        ),
        Step(
            "largest",
            "With s more cells one more window would fit: s − 1 more change nothing",
            "{smallest} + {s} − 1 = {largest}",
            lambda smallest, s: smallest + s - 1,
        ),
        Step(
            "back",
            "The transposed convolution gives that smallest size",
            "{back}",
            lambda smallest: smallest,
        ),
        Step(
            "output_padding",
            "Output padding adds the cells that are missing",
            "{n} − {back} = {output_padding}",
            lambda n, back: n - back,
        ),
        Step(
            "sizes",
            "Apply ⌊(n + 2·p − k)/s⌋ + 1 twice",
            "{sizes}",
            lambda n, k, s, p: np.array(
                [conv_output_size(n, k, s, p), conv_output_size(conv_output_size(n, k, s, p), k, s, p)]
            ),
        ),
        Step(
            "returned",
            "Without output padding each transposed convolution gives (O − 1)·s + k − 2·p, the deepest first",
            "{returned}",
            lambda sizes, s, k, p: (sizes[::-1] - 1) * s + k - 2 * p,
        ),
        Step(
            "output_paddings",
            "Subtract that from the size which each of them is to give",
            "[{sizes[0]}, {n}] − {returned} = {output_paddings}",
            lambda sizes, n, returned: np.array([sizes[0], n]) - returned,
        ),
    ),
    mistakes=(
        Mistake(
            "one_size_only",
            "Up to s − 1 further cells are dropped by the rounding: the largest input is s − 1 longer.",
            levels=(1,),
            must=True,
            swap={"largest": lambda smallest: smallest},
        ),
        Mistake(
            "stride_more",
            "With s more cells another window fits: only s − 1 more change nothing.",
            levels=(1,),
            must=True,
            swap={"largest": lambda smallest, s: smallest + s},
        ),
        Mistake(
            "windows_for_gaps",
            "There are O − 1 strides between O windows.",
            levels=(1, 2),
            swap={"smallest": lambda o, s, k, p: o * s + k - 2 * p},
        ),
        Mistake(
            "kernel_forgotten",
            "The last window reaches k cells beyond its start: add the kernel.",
            levels=(1, 2),
            swap={"smallest": lambda o, s, p: (o - 1) * s - 2 * p},
        ),
        Mistake(
            "rounded_up",
            "Round the number of strides down: a window that does not fit is left out.",
            levels=(2, 3),
            swap={
                "o": lambda n, k, s, p: rounded_up(n, k, s, p),
                "sizes": lambda n, k, s, p: np.array(
                    [rounded_up(n, k, s, p), rounded_up(rounded_up(n, k, s, p), k, s, p)]
                ),
            },
        ),
        Mistake(
            "padding_once",
            "Padding stands at both ends: 2·p.",
            levels=(2,),
            must=True,
            swap={
                "o": lambda n, p, k, s: (n + p - k) // s + 1,
                "smallest": lambda o, s, k, p: (o - 1) * s + k - p,
            },
        ),
        Mistake(
            "always_one_less",
            "Output padding is what the rounding dropped: s − 1 only where that much is missing.",
            levels=(2, 3),
            swap={
                "output_padding": lambda s: s - 1,
                "output_paddings": lambda s: np.array([s - 1, s - 1]),
            },
        ),
        Mistake(
            "order_of_encoder",
            "The first transposed convolution undoes the last convolution: start from the deepest size.",
            levels=(3,),
            swap={
                "output_paddings": lambda sizes, n, returned: (np.array([sizes[0], n]) - returned)[::-1],
            },
        ),
    ),
)
