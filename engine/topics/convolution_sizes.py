"""Sizes of convolution outputs, forwards and backwards: which size results, which padding keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def conv_output_size(
    size: npt.ArrayLike, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> npt.NDArray[np.int64]:
    """Output length of a convolution (or pooling) along each axis.

    O = ⌊(i + 2p − d·(k − 1) − 1) / s⌋ + 1

    Args:
      size: input lengths i, any shape.
      kernel: taps k along the axis.
      stride: step s between windows.
      padding: cells p added at each of the two ends.
      dilation: distance d between taps; 1 is a dense kernel.

    Returns:
      Output lengths of the same shape.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016),
    relationship 15; PyTorch's documentation of Conv2d.
    """
    extent = dilation * (kernel - 1) + 1
    return (np.asarray(size) + 2 * padding - extent) // stride + 1


def floored(span: Any, stride: int) -> Any:
    """Whole strides that fit into a span; a window that does not fit is dropped."""
    return span // stride


def kernel_extent(kernel: int, dilation: int) -> int:
    """Cells from the first tap of a kernel to its last."""
    return dilation * (kernel - 1) + 1


def _draw_size(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"n": draw.whole(5, 16), "k": draw.whole(2, 5), "s": draw.whole(1, 3), "p": draw.whole(0, 2)}
    stride = draw.whole(2, 3)
    drawn = {"k": draw.pick([3, 5, 7]), "s": stride, "p": stride + draw.whole(1, 3)}
    if level == 2:
        return {"n": draw.whole(20, 120), **drawn}
    sizes = [draw.whole(20, 120), draw.whole(20, 120)]
    channels = {"c_in": draw.pick([3, 16, 32]), "c_out": draw.pick([8, 24, 64])}
    return {"n": sizes, **channels, **drawn, "d": draw.whole(2, 3)}


CONV_OUTPUT_SIZE = Exercise(
    id="conv_output_size",
    title="Output size of a convolution",
    topic="convolution",
    seconds=40,
    reference=conv_output_size,
    terms=("output size", "convolution output", "conv output size", "stride and padding", "feature map size"),
    prompt={
        1: "A convolution slides a kernel of {k} over {n} cells, with stride {s} and zero padding {p} "
        "at both ends (no dilation). How many cells has its output?",
        2: "A square input of {n}×{n} meets a {k}×{k} convolution with stride {s} and padding {p} at every "
        "side (no dilation). Windows that do not fit completely are left out. How long is its output?",
        3: "An input of {c_in}×{n:shape} (C×H×W) meets a convolution of {c_out} filters {k}×{k} with stride "
        "{s}, padding {p} at every side and dilation {d}. Windows that do not fit completely are left out.",
    },
    draw=_draw_size,
    levels={1: ("size",), 2: ("size",), 3: ("shape",)},
    parts=(
        Part("size", "the output size", "integer"),
        Part("shape", "the output shape C×H×W", "shape"),
    ),
    constants={"d": 1},
    policies={"fit": floored},
    steps=(
        Step(
            "extent",
            "Extent of the kernel: d·(k − 1) + 1 (just k without dilation)",
            "{d}·({k} − 1) + 1 = {extent}",
            lambda k, d: d * (k - 1) + 1,
        ),
        Step(
            "span",
            "Room for its first cell to move: i + 2·p − extent",
            "{n} + 2·{p} − {extent} = {span}",
            lambda n, p, extent: n + 2 * p - extent,
        ),
        Step(
            "moves",
            "Whole strides that fit: ⌊room / s⌋",
            "⌊{span} / {s}⌋ = {moves}",
            lambda span, s, fit: fit(span, s),
        ),
        Step(
            "size",
            "One window stands at the start: add 1",
            "{moves} + 1 = {size}",
            lambda moves: moves + 1,
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
            "no_plus_one",
            "Add 1 for the window at the start; the division counts only the moves.",
            must=True,
            swap={"size": lambda moves: moves},
        ),
        Mistake(
            "padding_once",
            "Padding is added at both ends: 2·p.",
            must=True,
            levels=(2, 3),
            swap={"span": lambda n, p, extent: n + p - extent},
        ),
        Mistake(
            "no_floor",
            "Round the number of strides down: a window that does not fit is left out.",
            levels=(1, 2),
            swap={"fit": lambda span, stride: span / stride},
        ),
        Mistake(
            "rounded_up",
            "Round down, not up: a window that does not fit is left out.",
            swap={"fit": lambda span, stride: -(-span // stride)},
        ),
        Mistake(
            "dilation_ignored",
            "A dilated kernel reaches over d·(k − 1) + 1 cells.",
            must=True,
            levels=(3,),
            swap={"extent": lambda k: k},
        ),
        Mistake(
            "dilation_times_kernel",
            "Dilation widens the k − 1 gaps, not the k taps: d·(k − 1) + 1.",
            levels=(3,),
            swap={"extent": lambda k, d: d * k},
        ),
        Mistake(
            "stride_ignored",
            "Divide by the stride: the kernel moves s cells at a time.",
            swap={"fit": lambda span, stride: span},
        ),
        Mistake(
            "padding_ignored",
            "Add the padding of both ends to the input first.",
            swap={"span": lambda n, extent: n - extent},
        ),
        Mistake(
            "one_added_inside",
            "Add 1 after dividing by the stride, not before.",
            swap={"moves": lambda span, s, fit: fit(span + 1, s), "size": lambda moves: moves},
        ),
        Mistake(
            "channels_kept",
            "The output has one channel for each filter, whatever the input has.",
            must=True,
            levels=(3,),
            swap={"shape": lambda c_in, size: [c_in, *size]},
        ),
    ),
)


def same_padding(kernel: int, dilation: int = 1) -> float:
    """Padding at each end with which a convolution of stride 1 keeps the size.

    p = d·(k − 1) / 2

    Args:
      kernel: taps k along the axis; an even extent gives a half, which no symmetric padding meets.
      dilation: distance d between taps.

    Returns:
      Cells at each of the two ends.

    Source: Dumoulin and Visin (2016), relationship 3 ("half padding").
    """
    return dilation * (kernel - 1) / 2


def _draw_padding(draw: Draw, level: int) -> Params:
    k = draw.pick([3, 5, 7, 9, 11])
    if level == 1:
        return {"n": draw.whole(10, 64), "k": k}
    if level == 2:
        return {"n": draw.whole(20, 64), "k": draw.pick([3, 5, 7]), "d": draw.whole(2, 4)}
    k, s, p, d = draw.pick([3, 5, 7]), draw.whole(2, 4), draw.whole(2, 6), draw.whole(1, 3)
    n = draw.whole(24, 90)
    return {"n": n, "k": k, "s": s, "d": d, "target": int(conv_output_size(n, k, s, p, d))}


def _fits(size: Callable[..., Any], answer: float, n: int, k: int, s: int, d: int, target: int) -> bool:
    return answer >= 0 and answer == int(answer) and bool(size(n, k, s, int(answer), d) == target)


SAME_PADDING = Exercise(
    id="same_padding",
    title="Which padding gives this output size?",
    topic="convolution",
    seconds=45,
    reference=same_padding,
    terms=("same padding", "padding to keep the size", "half padding"),
    aliases={"find_the_padding": Focus(3)},
    prompt={
        1: "A {k}×{k} convolution with stride 1 (no dilation) is to keep the size of a {n}×{n} input. "
        "How many cells of padding does every side need?",
        2: "A {k}×{k} convolution with stride 1 and dilation {d} is to keep the size of a {n}×{n} input. "
        "How many cells of padding does every side need?",
        3: "A {k}×{k} convolution with stride {s} and dilation {d} is to turn a side of {n} cells into "
        "{target}. Windows that do not fit are left out, so several paddings may do. Name one.",
    },
    draw=_draw_padding,
    levels={1: ("p",), 2: ("p",), 3: ("p",)},
    parts=(
        Part(
            "p",
            "the padding",
            "integer",
            may_repeat=True,
            accept=lambda answer, n, k, s, d, target: _fits(conv_output_size, answer, n, k, s, d, target),
        ),
    ),
    constants={"d": 1, "s": 1},
    steps=(
        Step("target", "The output is to be as long as the input", "{target}", lambda n: n),
        Step(
            "extent",
            "Extent of the kernel: d·(k − 1) + 1",
            "{d}·({k} − 1) + 1 = {extent}",
            lambda k, d: d * (k - 1) + 1,
        ),
        Step(
            "needed",
            "Cells that the windows of that output cover: (target − 1)·s + extent",
            "({target} − 1)·{s} + {extent} = {needed}",
            lambda target, s, extent: (target - 1) * s + extent,
        ),
        Step(
            "p",
            "Half of what is missing goes to each end; the smallest whole number that covers it",
            "⌈({needed} − {n}) / 2⌉ = {p}",
            lambda needed, n: int(np.ceil((needed - n) / 2)),
        ),
    ),
    mistakes=(
        Mistake(
            "both_ends_together",
            "This is what both ends need together: each gets half of it.",
            must=True,
            swap={"p": lambda needed, n: int(needed - n)},
        ),
        Mistake(
            "dilation_ignored",
            "A dilated kernel reaches over d·(k − 1) + 1 cells: the padding grows with d.",
            must=True,
            levels=(2,),
            swap={"extent": lambda k: k},
        ),
        Mistake(
            "stride_one_rule",
            "d·(k − 1)/2 keeps the size for stride 1 only: solve the size formula for p.",
            levels=(3,),
            swap={"p": lambda extent: (extent - 1) // 2},
        ),
        Mistake(
            "dilation_times_kernel",
            "Dilation widens the k − 1 gaps: half of d·(k − 1), not of d·k.",
            levels=(2, 3),
            swap={"extent": lambda k, d: d * k},
        ),
    ),
)
