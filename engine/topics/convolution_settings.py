"""Backwards from sizes: which kernel, stride and padding turn one size into another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.convolution_sizes import conv_output_size

Array = npt.NDArray[np.int64]


def find_convolution(size: int, target: int) -> tuple[int, int, int] | None:
    """A kernel, stride and padding that turn one size into another, or None if there is none.

    Args:
      size: input length along one axis.
      target: output length that is wanted.

    Returns:
      Kernel (2 to 7, the usual odd ones first), stride, and padding at each end (less than the
      kernel), with ⌊(size + 2p − k)/s⌋ + 1 = target.

    Source: the size formula in Dumoulin and Visin (2016), relationship 6, solved by trying.
    """
    for k in (3, 5, 7, 2, 4, 6):
        for s in range(1, size + 1):
            for p in range(k):
                if conv_output_size(size, k, s, p) == target:
                    return k, s, p
    return None


def whole_steps(n: int, k: int, s: int, p: int) -> int:
    """Output size of a convolution."""
    return (n + 2 * p - k) // s + 1


def search(n: int, target: int, size: Callable[..., int]) -> tuple[Array, list[str]]:
    """The first setting that gives the target, kernel by kernel, with a line for each stride that may do."""
    rows = []
    for k in (3, 5, 7, 2, 4, 6):
        for s in range(1, n + 1):
            sizes = [size(n, k, s, p) for p in range(k)]
            if min(sizes) <= target <= max(sizes):
                rows.append(f"k = {k}, s = {s}: padding 0 to {k - 1} gives {', '.join(map(str, sizes))}")
                if target in sizes:
                    return np.array([k, s, sizes.index(target)]), rows
    raise ValueError(f"no kernel up to 7 turns {n} into {target}")


def _fits_kernel(answer: float, n: int, target: int, s: int, p: int) -> bool:
    return answer >= 1 and answer == int(answer) and whole_steps(n, int(answer), s, p) == target


def _fits_setting(answer: Sequence[float], n: int, target: int) -> bool:
    if any(value != int(value) for value in answer):
        return False
    k, s, p = map(int, answer)
    return 2 <= k <= n and s >= 1 and 0 <= p < k and whole_steps(n, k, s, p) == target


def _draw_fit(draw: Draw, level: int) -> Params:
    if level == 1:
        n = draw.whole(12, 40)
        return {"n": n, "target": n - draw.whole(2, 8)}
    k, s, p = draw.pick([3, 5, 7]), draw.whole(1, 4), draw.whole(0, 2)
    if level == 2:
        s, p = draw.whole(2, 3), draw.whole(3, 4)
        k = draw.whole(5, 11)
    n = draw.whole(24, 120)
    drawn: dict[str, Any] = {"n": n, "target": whole_steps(n, k, s, p)}
    return {**drawn, "s": s, "p": p} if level == 2 else drawn


FIND_CONVOLUTION = Exercise(
    id="find_convolution",
    title="Which convolution turns this size into that?",
    topic="convolution",
    seconds=75,
    reference=find_convolution,
    aliases={"find_the_kernel": Focus(2)},
    terms=("solve for the kernel size", "choose kernel, stride and padding", "halves the size"),
    prompt={
        1: "A convolution with stride 1, without padding and dilation, turns maps of {n}×{n} into "
        "{target}×{target}. How large is its square kernel?",
        2: "A convolution with stride {s} and padding {p} at every side (no dilation) turns maps of {n}×{n} "
        "into {target}×{target}. Windows that do not fit are left out, so several kernels may do. Name the "
        "side of one.",
        3: "A convolution without dilation is to turn maps of {n}×{n} into {target}×{target}. Windows that "
        "do not fit are left out. Name a square kernel larger than 1, a stride and a padding (the same at "
        "every side, less than the kernel) that do; many are right.",
    },
    draw=_draw_fit,
    levels={1: ("k",), 2: ("k",), 3: ("setting",)},
    parts=(
        Part(
            "k",
            "the side of the kernel",
            "integer",
            may_repeat=True,
            accept=lambda answer, n, target, s, p: _fits_kernel(answer, n, target, s, p),
        ),
        Part(
            "setting",
            "kernel, stride and padding in this order",
            "vector",
            digits=0,
            accept=lambda answer, n, target: _fits_setting(answer, n, target),
        ),
    ),
    constants={"s": 1, "p": 0},
    policies={"size": whole_steps},
    guard=lambda n, target: "the size is kept" if n == target else None,
    steps=(
        Step(
            "room",
            "Room for the kernel to move: (target − 1)·s cells",
            "({target} − 1)·{s} = {room}",
            lambda target, s: (target - 1) * s,
        ),
        Step(
            "k",
            "The largest kernel that leaves this room: n + 2·p − room (up to s − 1 less will do too)",
            "{n} + 2·{p} − {room} = {k}",
            lambda n, p, room: n + 2 * p - room,
        ),
        Step(
            "setting",
            "The stride is near n/target; choose a kernel, then find the padding with ⌊(n + 2·p − k)/s⌋ + 1",
            "{setting}",
            search,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "no_plus_one",
            "The output has one window more than there are steps: ⌊(n + 2·p − k)/s⌋ + 1.",
            must=True,
            swap={
                "room": lambda target, s: target * s,
                "size": lambda n, k, s, p: (n + 2 * p - k) // s,
            },
        ),
        Mistake(
            "padding_once",
            "Padding is added at both ends: 2·p.",
            levels=(2,),
            swap={"k": lambda n, p, room: n + p - room},
        ),
        Mistake(
            "padding_ignored",
            "The padded input is 2·p longer: start from n + 2·p.",
            must=True,
            levels=(2,),
            swap={"k": lambda n, room: n - room},
        ),
        Mistake(
            "ratio_of_sizes",
            "The ratio of the sizes suggests the stride; the kernel follows from the cells that are lost.",
            levels=(1, 2),
            swap={"k": lambda n, target: int(np.ceil(n / target))},
        ),
        Mistake(
            "kernel_added",
            "A larger kernel fits less often: subtract it.",
            levels=(3,),
            swap={"size": lambda n, k, s, p: (n - 2 * p + k) // s + 1},
        ),
    ),
)
