"""What pooling does to shifts, and how an average pool is a convolution."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.pooling import average_pool, max_pool

Array = npt.NDArray[np.float64]


def moved_map(x: Array, down: int, right: int) -> Array:
    """A map moved down and to the right, with zeros entering."""
    rows, columns = x.shape
    return np.asarray(np.pad(x, ((down, 0), (right, 0)))[:rows, :columns])


def cells_changed_by_shift(x: npt.ArrayLike, window: int, down: int = 0, right: int = 1) -> int:
    """Cells of a max-pooled map that a shift of the input changes.

    A value that stays within its window changes nothing; one that crosses a border changes the cell
    that it leaves and the one that it enters. So max pooling is invariant to some small shifts only.

    Args:
      x: `[h, w]`.
      window: side of the window, and the stride.
      down, right: cells by which the input is moved; zeros enter.

    Returns:
      A count.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.3 and figure 9.8.
    """
    values = np.asarray(x)
    moved = moved_map(values, down, right)
    return int(np.sum(max_pool(values, window, window) != max_pool(moved, window, window)))


def _draw_shift(draw: Draw, level: int) -> Params:
    side, k, down = {1: (4, 2, 0), 2: (6, 2, 0), 3: (6, 3, 1)}[level]
    x = [[0] * side for _ in range(side)]
    windows = [(i, j) for i in range(0, side, k) for j in range(0, side, k)]
    placed = draw.sample(windows, 2 if level == 1 else 3)
    values = draw.sample(range(2, 10), len(placed))
    for number, ((i, j), value) in enumerate(zip(placed, values, strict=True)):
        # the first stays within its window, the others are moved across its border
        column = j if number == 0 else min(j + k - 1, side - 2)
        x[i + draw.whole(0, k - 1 - down)][column] = value
    return {"x": x, "k": k, "down": down} if level == 3 else {"x": x, "k": k}


MAX_POOL_SHIFT_INVARIANCE = Exercise(
    id="max_pool_shift_invariance",
    title="Does max pooling notice a small shift?",
    topic="pooling",
    seconds=75,
    reference=cells_changed_by_shift,
    terms=("translation invariance", "shift invariance of pooling", "invariance of pooling", "small shifts"),
    prompt={
        1: "A map is max-pooled with a {k}×{k} window and stride {k}. Then the same is done with the map "
        "moved one cell to the right, zeros entering on the left.\n\n  x = {x}",
        2: "A map is max-pooled with a {k}×{k} window and stride {k}. Then the same is done with the map "
        "moved one cell to the right, zeros entering on the left.\n\n  x = {x}",
        3: "A map is max-pooled with a {k}×{k} window and stride {k}. Then the same is done with the map "
        "moved one cell to the right and {down} cell down, zeros entering.\n\n  x = {x}",
    },
    draw=_draw_shift,
    levels={1: ("y", "y_moved"), 2: ("y_moved", "changed"), 3: ("y_moved", "changed")},
    parts=(
        Part("y", "the pooled map before the shift", "matrix", digits=0),
        Part("y_moved", "the pooled map after the shift", "matrix", digits=0),
        Part("changed", "the cells in which the two pooled maps differ", "integer", may_repeat=True),
    ),
    constants={"down": 0},
    steps=(
        Step("y", "Take the largest value of each window", "{y}", lambda x, k: max_pool(x, k, k)),
        Step("x_moved", "Move the map; the windows stay", "{x_moved}", lambda x, down: moved_map(x, down, 1)),
        Step(
            "y_moved",
            "Take the largest value of each window again: values that stayed in their window change nothing",
            "{y_moved}",
            lambda x_moved, k: max_pool(x_moved, k, k),
        ),
        Step(
            "changed",
            "Compare the pooled maps cell by cell",
            "{y} and {y_moved}: {changed}",
            lambda y, y_moved: int(np.sum(y != y_moved)),
        ),
    ),
    mistakes=(
        Mistake(
            "taken_for_invariant",
            "Max pooling forgives a shift only where the value stays in its window: pool the moved map.",
            must=True,
            swap={"y_moved": lambda y: y},
        ),
        Mistake(
            "pooled_map_moved",
            "A cell of the pooled map stands for a whole stride: it does not move by one with the input.",
            must=True,
            swap={"y_moved": lambda y, down: moved_map(y, down, 1)},
        ),
        Mistake(
            "moved_left",
            "Move the map to the right.",
            swap={"x_moved": lambda x, down: np.pad(x, ((down, 0), (0, 1)))[: len(x), 1:]},
        ),
        Mistake(
            "averaged",
            "Max pooling keeps the largest value of each window, not the mean.",
            swap={
                "y": lambda x, k: average_pool(x, k, k),
                "y_moved": lambda x_moved, k: average_pool(x_moved, k, k),
            },
        ),
        Mistake(
            "moved_values_counted",
            "A value that crosses a border changes two cells: the one it leaves and the one it enters.",
            levels=(2, 3),
            swap={"changed": lambda y: np.count_nonzero(y) - 1},
        ),
    ),
)


def conv_then_average(w: npt.ArrayLike, window: int) -> Array:
    """The one kernel that does a convolution and the average pooling behind it.

    Both are linear: moving the kernel over the cells of a window and averaging gives the kernel
    w ∗ (1/m, ..., 1/m) along each axis, used with the stride of the pool.

    Args:
      w: kernel `[k]` or `[k, k]`, stride 1, not flipped.
      window: side m of the pooling window, which is its stride too.

    Returns:
      `[k + m − 1]` along each axis.

    Source: Springenberg et al., Striving for Simplicity: The All Convolutional Net (2015), section 2,
    writes pooling as a convolution.
    """
    kernel = np.asarray(w, dtype=float)
    wide = np.zeros([side + window - 1 for side in kernel.shape])
    for start in np.ndindex(*[window] * kernel.ndim):
        wide[tuple(slice(s, s + side) for s, side in zip(start, kernel.shape, strict=True))] += kernel
    return np.asarray(wide / window**kernel.ndim)


def _draw_merge(draw: Draw, level: int) -> Params:
    m = draw.whole(2, 3) if level < 3 else 2
    if level == 3:
        return {"w": [draw.sample([-3, -2, -1, 1, 2, 3, 4, 5], 2) for _ in range(2)], "m": m}
    w = draw.sample([-4, -3, -2, -1, 1, 2, 3, 4, 5, 6], 2 if level == 1 else 3)
    return {"w": w, "m": m} if level == 1 else {"w": w, "m": m, "x": draw.sample(range(10), 2 + 2 * m)}


AVG_POOL_AS_CONV = Exercise(
    id="avg_pool_as_conv",
    title="Merge a convolution with the average pool behind it",
    topic="pooling",
    seconds=90,
    reference=conv_then_average,
    terms=(
        "average pooling as a convolution",
        "average pooling is linear",
        "one linear map",
        "strided conv could do",
    ),
    prompt={
        1: "A one-dimensional convolution with the kernel {w} (stride 1, no bias, not flipped) is followed "
        "by average pooling with window {m} and stride {m}. One convolution with stride {m} can do both.",
        2: "A one-dimensional convolution with the kernel {w} (stride 1, no padding, no bias, not flipped) "
        "is followed by average pooling with window {m} and stride {m}. One convolution with stride {m} can "
        "do both. Find it, and apply it to x = {x}.",
        3: "A 2×2 convolution (stride 1, no bias, not flipped) is followed by {m}×{m} average pooling with "
        "stride {m}. One 3×3 convolution with stride {m} can do both.\n\n  w = {w}",
    },
    draw=_draw_merge,
    levels={1: ("kernel",), 2: ("kernel", "y"), 3: ("square",)},
    parts=(
        Part("kernel", "its kernel", "vector", digits=3),
        Part("y", "the output", "vector", digits=2),
        Part("square", "its kernel", "matrix", digits=2),
    ),
    policies={"divisor": lambda m, axes: m**axes},
    steps=(
        Step(
            "total",
            "The pool adds neighbouring outputs of the convolution: add the kernel at each of its places",
            "{total}",
            lambda w, m: conv_then_average(w, m) * m**w.ndim,
        ),
        Step(
            "kernel",
            "The mean divides by the m places",
            "{total}/{m} = {kernel}",
            lambda total, m, divisor: total / divisor(m, 1),
        ),
        Step(
            "y",
            "Lay that kernel over x, m cells further each time",
            "{y}",
            lambda x, kernel, m: np.lib.stride_tricks.sliding_window_view(x, len(kernel))[::m] @ kernel,
        ),
        Step(
            "square",
            "The mean divides by the m² places",
            "{total}/{m}² = {square}",
            lambda total, m, divisor: total / divisor(m, 2),
        ),
    ),
    mistakes=(
        Mistake(
            "not_divided",
            "The pool takes a mean: divide the sum of the moved kernels by the number of places.",
            must=True,
            swap={"divisor": lambda m, axes: 1},
        ),
        Mistake(
            "kernel_reversed",
            "Nothing is flipped: the kernel keeps its direction when it is moved over the window.",
            must=True,
            swap={"w": lambda w: w[..., ::-1]},
        ),
        Mistake(
            "first_place_only",
            "The pool reads the convolution at every place of its window: add the kernel at each of them.",
            must=True,
            swap={"total": lambda w, m: np.pad(w, (0, m - 1))},
        ),
        Mistake(
            "divided_along_one_axis",
            "A window of the pool has m·m places: divide by m².",
            levels=(3,),
            swap={"divisor": lambda m, axes: m},
        ),
        Mistake(
            "stride_one",
            "The merged convolution takes over the stride of the pool.",
            levels=(2,),
            swap={
                "y": lambda x, kernel: np.lib.stride_tricks.sliding_window_view(x, len(kernel))[:2] @ kernel
            },
        ),
    ),
)
