"""Output sizes of pooling layers, and the pixels that no window sees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step


def pool_output_size(
    size: npt.ArrayLike, window: int, stride: int, padding: int = 0, ceil_mode: bool = False
) -> npt.NDArray[np.int64]:
    """Output length of a pooling layer along each axis, with the channels unchanged.

    O = ⌊(i + 2p − k)/s⌋ + 1; in ceil mode the quotient is rounded up, so that a last incomplete
    window counts, unless it starts behind the map.

    Args:
      size: input lengths i, any shape.
      window: side k of the window.
      stride: step s between windows.
      padding: cells p added at each of the two ends.
      ceil_mode: round up.

    Returns:
      Output lengths of the same shape.

    Source: PyTorch's documentation of MaxPool2d (ceil_mode); Dumoulin and Visin, A guide to
    convolution arithmetic for deep learning (2016), relationship 7, for p = 0.
    """
    lengths = np.asarray(size)
    span = lengths + 2 * padding - window
    outputs = (-(-span // stride) if ceil_mode else span // stride) + 1
    return outputs - ((outputs - 1) * stride >= lengths + padding)


def _draw_size(draw: Draw, level: int) -> Params:
    if level == 1:
        s = draw.whole(2, 5)
        return {"n": s * draw.whole(4, 16), "k": s + 1, "s": s}
    s, k, p = draw.pick([(2, 4, 2), (2, 5, 2), (3, 5, 2), (3, 6, 3)])
    if level == 3:
        s, k, p = draw.pick([(2, 2, 0), (2, 3, 0), (2, 3, 1), (3, 3, 0), (3, 4, 1)])
    sizes = [draw.whole(20, 115), draw.whole(20, 115)]
    sizes = [n + ((n + 2 * p - k) % s == 0) for n in sizes]  # the last window is incomplete
    return {"c": draw.pick([16, 24, 48, 64, 96]), "n": sizes, "k": k, "s": s, "p": p}


POOL_OUTPUT_SIZE = Exercise(
    id="pool_output_size",
    title="Output size of a pooling layer",
    topic="pooling",
    seconds=40,
    reference=pool_output_size,
    terms=("output size of a pool", "pool output", "ceil mode", "2×2 pooling", "size after pooling"),
    prompt={
        1: "A map of {n}×{n} is pooled with a {k}×{k} window, stride {s} and no padding. Windows that do not "
        "fit are left out. How long is a side of the output?",
        2: "{c}×{n:shape} values (C×H×W) are pooled with a {k}×{k} window, stride {s} and "
        "padding {p} at every side. Windows that do not fit are left out.",
        3: "{c}×{n:shape} values (C×H×W) are pooled in ceil mode with a {k}×{k} window, "
        "stride {s} and padding {p} at every side: a last incomplete window counts as well.",
    },
    draw=_draw_size,
    levels={1: ("size",), 2: ("shape",), 3: ("full_shape",)},
    parts=(
        Part("size", "the output size", "integer"),
        Part("shape", "the output shape C×H×W", "shape"),
        Part("full_shape", "the output shape C×H×W", "shape"),
    ),
    constants={"p": 0},
    steps=(
        Step(
            "span",
            "Room for the first cell of the window to move: i + 2·p − k",
            "{n} + 2·{p} − {k} = {span}",
            lambda n, p, k: n + 2 * p - k,
        ),
        Step(
            "size",
            "Whole strides that fit, and the window at the start: ⌊room/s⌋ + 1",
            "⌊{span}/{s}⌋ + 1 = {size}",
            lambda span, s: span // s + 1,
        ),
        Step("shape", "Each channel is pooled by itself", "{shape:shape}", lambda c, size: [c, *size]),
        Step(
            "full_size",
            "Strides that are started, and the window at the start: ⌈room/s⌉ + 1",
            "⌈{span}/{s}⌉ + 1 = {full_size}",
            lambda span, s: -(-span // s) + 1,
        ),
        Step(
            "full_shape",
            "Each channel is pooled by itself",
            "{full_shape:shape}",
            lambda c, full_size: [c, *full_size],
        ),
    ),
    mistakes=(
        Mistake(
            "no_plus_one",
            "Add 1 for the window at the start; the division counts only the moves.",
            levels=(1, 2),
            must=True,
            swap={"size": lambda span, s: span // s},
        ),
        Mistake(
            "floored",
            "In ceil mode the number of strides is rounded up: an incomplete last window counts.",
            levels=(3,),
            must=True,
            swap={"full_size": lambda span, s: span // s + 1},
        ),
        Mistake(
            "over_window",
            "The window moves by the stride, not by its own length: divide by the stride.",
            swap={
                "size": lambda n, k, p: (n + 2 * p) // k,
                "full_size": lambda n, k, p: -(-(n + 2 * p) // k),
            },
        ),
        Mistake(
            "padding_once",
            "Padding is added at both ends: 2·p.",
            levels=(2,),
            swap={"span": lambda n, p, k: n + p - k},
        ),
        Mistake(
            "channels_pooled",
            "Pooling works on each channel alone: their number stays.",
            levels=(2, 3),
            must=True,
            swap={
                "shape": lambda c, size, s: [c // s, *size],
                "full_shape": lambda c, full_size, s: [c // s, *full_size],
            },
        ),
        Mistake(
            "no_floor",
            "Round the number of strides down: a window that does not fit is left out.",
            levels=(1,),
            swap={"size": lambda span, s: span / s + 1},
        ),
    ),
    conventions=(
        Convention(
            "ceil_mode",
            "Right in ceil mode; here windows that do not fit are left out.",
            swap={"size": lambda span, s: -(-span // s) + 1},
        ),
    ),
)


def unseen_pixels(size: int, window: int, stride: int, padding: int = 0) -> int:
    """Cells along one axis that lie in no pooling window.

    (O − 1)·max(s − k, 0) cells fall into gaps between windows, and those behind the last window are
    dropped. A window of 2s − 1 with padding s − 1 misses nothing, for any size.

    Args:
      size: length of the axis.
      window: side k of the window.
      stride: step s between windows.
      padding: cells at each end, less than the window.

    Returns:
      A count.

    Source: counted from the positions of the windows, s·o − p to s·o − p + k − 1; PyTorch's
    documentation of MaxPool2d gives the number O of windows.
    """
    outputs = (size + 2 * padding - window) // stride + 1
    end = (outputs - 1) * stride - padding + window
    return (outputs - 1) * max(stride - window, 0) + max(size - end, 0)


def _sees_all(answer: Sequence[float], n: int, s: int) -> bool:
    if any(value != int(value) for value in answer):
        return False
    window, padding = map(int, answer)
    if not (1 <= window <= n and 0 <= 2 * padding <= window):
        return False
    outputs = (n + 2 * padding - window) // s + 1
    return outputs == -(-n // s) and unseen_pixels(n, window, s, padding) == 0


def _draw_coverage(draw: Draw, level: int) -> Params:
    if level == 3:
        s = draw.whole(2, 5)
        return {"n": s * draw.whole(8, 40) + draw.whole(1, s - 1), "s": s}
    if level == 1:
        s = draw.whole(3, 5)
        k, outputs = s + draw.whole(1, 3), draw.whole(3, 7)
        return {"n": (outputs - 1) * s + k + draw.whole(1, s - 1), "k": k, "s": s}
    k = draw.whole(2, 3)
    s, outputs = k + draw.whole(1, 2), draw.whole(4, 14)
    dropped = draw.whole(2, s - 1)  # one of these cells is padding
    return {"n": (outputs - 1) * s + k - 2 + dropped, "k": k, "s": s, "p": 1}


POOL_COVERAGE = Exercise(
    id="pool_coverage",
    title="Pixels that no pooling window sees",
    topic="pooling",
    seconds=75,
    reference=unseen_pixels,
    terms=("covers every pixel", "windows cover", "gaps between windows", "dropped border"),
    prompt={
        1: "A row of {n} pixels is max-pooled with a window of {k}, stride {s} and no padding. Windows that "
        "do not fit are left out.",
        2: "A row of {n} pixels is max-pooled with a window of {k}, stride {s} and padding {p} at both ends. "
        "Windows that do not fit are left out.",
        3: "A row of {n} pixels is max-pooled with stride {s}; windows that do not fit are left out. Every "
        "pixel is to lie in a window, and ⌈{n}/{s}⌉ outputs are wanted. Name a window and a padding at both "
        "ends (at most half of the window) that do; several are right.",
    },
    draw=_draw_coverage,
    levels={1: ("out", "unseen"), 2: ("out", "unseen"), 3: ("setting",)},
    parts=(
        Part("out", "the number of outputs", "integer"),
        Part("unseen", "the pixels that lie in no window", "integer", may_repeat=True),
        Part(
            "setting",
            "window and padding in this order",
            "vector",
            digits=0,
            accept=lambda answer, n, s: _sees_all(answer, n, s),
        ),
    ),
    constants={"p": 0},
    steps=(
        Step(
            "out",
            "Number of windows: ⌊(n + 2·p − k)/s⌋ + 1",
            "⌊({n} + 2·{p} − {k})/{s}⌋ + 1 = {out}",
            lambda n, p, k, s: (n + 2 * p - k) // s + 1,
        ),
        Step(
            "gaps",
            "Between neighbouring windows s − k pixels are skipped, if the stride is longer than the window",
            "({out} − 1)·max({s} − {k}, 0) = {gaps}",
            lambda out, s, k: (out - 1) * max(s - k, 0),
        ),
        Step(
            "end",
            "Pixels up to the end of the last window, the padding before the row taken off",
            "({out} − 1)·{s} + {k} − {p} = {end}",
            lambda out, s, k, p: (out - 1) * s + k - p,
        ),
        Step(
            "unseen",
            "The gaps, and what is left behind the last window",
            "{gaps} + max({n} − {end}, 0) = {unseen}",
            lambda gaps, n, end: gaps + max(n - end, 0),
        ),
        Step(
            "setting",
            "A padding of s − 1 catches whatever a stride may drop; a window of 2·s − 1 fits around it",
            "window 2·{s} − 1, padding {s} − 1: {setting}",
            lambda s: np.array([2 * s - 1, s - 1]),
        ),
    ),
    mistakes=(
        Mistake(
            "no_plus_one",
            "There is one window more than there are steps: add 1.",
            levels=(1, 2),
            swap={"out": lambda n, p, k, s: (n + 2 * p - k) // s},
        ),
        Mistake(
            "rest_of_division_by_stride",
            "Windows longer than the stride reach further: subtract the end of the last window from n.",
            levels=(1,),
            must=True,
            swap={"unseen": lambda n, s: n % s},
        ),
        Mistake(
            "gaps_forgotten",
            "A stride longer than the window leaves gaps between the windows: count their pixels too.",
            levels=(2,),
            must=True,
            swap={"gaps": lambda: 0},
        ),
        Mistake(
            "gap_for_each_window",
            "There is one gap fewer than there are windows.",
            levels=(2,),
            must=True,
            swap={"gaps": lambda out, s, k: out * (s - k)},
        ),
        Mistake(
            "end_forgotten",
            "Pixels behind the last window are dropped as well: count them.",
            levels=(2,),
            swap={"unseen": lambda gaps: gaps},
        ),
        Mistake(
            "padding_ignored",
            "With padding the first window starts before the row, and so the last one ends earlier.",
            levels=(2,),
            swap={"end": lambda out, s, k: (out - 1) * s + k},
        ),
        Mistake(
            "window_as_stride",
            "A window as long as the stride leaves no gaps, but drops the last pixels: padding is needed.",
            levels=(3,),
            must=True,
            swap={"setting": lambda s: np.array([s, 0])},
        ),
        Mistake(
            "without_padding",
            "Without padding pixels at the end are dropped, and outputs are missing.",
            levels=(3,),
            must=True,
            swap={"setting": lambda s: np.array([2 * s - 1, 0])},
        ),
        Mistake(
            "padding_too_wide",
            "Libraries allow a padding of at most half the window, as the question says.",
            levels=(3,),
            swap={"setting": lambda s: np.array([s, s - 1])},
        ),
    ),
)
