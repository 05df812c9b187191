"""Regions of interest on a feature map: where they fall, and how they are pooled to one size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def project_region(box: npt.ArrayLike, stride: int) -> npt.NDArray[np.int64]:
    """Cells of a feature map that stand for a region of the image, rounded as RoI pooling does.

    Each coordinate is divided by the total stride and rounded to the nearest cell.

    Args:
      box: `[..., 4]`, corners `x1, y1, x2, y2` in pixels.
      stride: pixels of the image for one cell, the product of all strides.

    Returns:
      `[..., 4]`, corners in cells.

    Source: Girshick, Fast R-CNN (2015), section 2.1, and its code; RoIAlign (He et al., Mask R-CNN,
    2017, section 3) keeps the fractions instead.
    """
    return np.rint(np.asarray(box, dtype=float) / stride).astype(int)


def roi_max_pool(features: npt.ArrayLike, rows: int, columns: int) -> Array:
    """Maxima of a region over a fixed grid of bins, whatever its size.

    Bin i covers the cells from ⌊i·n/m⌋ up to ⌈(i + 1)·n/m⌉ of n cells in m bins.

    Args:
      features: `[h, w]`, the cells of the region.
      rows, columns: bins of the output.

    Returns:
      `[rows, columns]`.

    Source: Girshick, Fast R-CNN (2015), section 2.1; the bins of adaptive max pooling in PyTorch.
    """
    x = np.asarray(features, dtype=float)
    cut = [whole_bins(x.shape[0], rows), whole_bins(x.shape[1], columns)]
    return np.array([[x[top:bottom, left:right].max() for left, right in cut[1]] for top, bottom in cut[0]])


def whole_bins(cells: int, bins: int) -> list[tuple[int, int]]:
    """Bins of one axis as (first cell, cell after the last): from ⌊i·n/m⌋ up to ⌈(i + 1)·n/m⌉."""
    return [(i * cells // bins, -(-(i + 1) * cells // bins)) for i in range(bins)]


def equal_bins(cells: int, bins: int) -> list[tuple[int, int]]:
    """Bins of ⌊n/m⌋ cells each; what does not fit is left out."""
    return [(i * (cells // bins), (i + 1) * (cells // bins)) for i in range(bins)]


def largest(cells: Array) -> Any:
    """The largest value of a bin."""
    return cells.max()


def _draw_projection(draw: Draw, level: int) -> Params:
    stride = draw.pick([8, 16, 32])
    cells = [*draw.sample(range(2, 9), 2), draw.whole(11, 20), draw.whole(11, 20)]
    if level == 1:
        return {"box": [stride * n for n in cells], "stride": stride}
    off = [draw.sign() * draw.whole(1, stride // 2 - 1) for _ in cells]
    box = [stride * n + o for n, o in zip(cells, off, strict=True)]
    if level == 2:
        return {"box": box, "stride": stride}
    strides = {8: [2, 2, 2], 16: [2, 2, 2, 2], 32: [4, 2, 2, 2]}[stride]
    return {"box": box, "strides": strides}


def to_nearest(cells: Array) -> Array:
    """Fractions of a cell rounded to the nearest one."""
    return np.rint(cells)


ROI_PROJECTION = Exercise(
    id="roi_projection",
    title="A region of the image on the feature map",
    topic="detection",
    seconds=45,
    reference=project_region,
    terms=(
        "RoI projection",
        "region of interest projection",
        "project the proposal",
        "RoI onto the feature map",
    ),
    prompt={
        1: "A region of interest has the corners {box} (x1, y1, x2, y2) in pixels. The feature map "
        "has a total stride "
        "of {stride}. Which cells are its corners?",
        2: "A region of interest has the corners {box} (x1, y1, x2, y2) in pixels. The feature map "
        "has a total stride "
        "of {stride}; RoI pooling rounds each coordinate to the nearest cell. How many cells wide "
        "and high is it "
        "there (difference of the rounded corners)?",
        3: "A region of interest has the corners {box} (x1, y1, x2, y2) in pixels. The feature map "
        "comes from layers "
        "with the strides {strides}; RoI pooling rounds each coordinate to the nearest cell. How "
        "many cells wide and "
        "high is it there (difference of the rounded corners)?",
    },
    draw=_draw_projection,
    levels={1: ("corners",), 2: ("corners", "size"), 3: ("corners", "size")},
    parts=(
        Part("corners", "the corners x1, y1, x2, y2 in cells", "vector", digits=0),
        Part("size", "width and height in cells", "vector", digits=0),
    ),
    policies={"rounding": to_nearest},
    steps=(
        Step(
            "stride",
            "Total stride: the product of all strides",
            "{strides:product} = {stride}",
            lambda strides: int(np.prod(strides)),
        ),
        Step(
            "exact", "Divide each coordinate by the total stride", "{exact}", lambda box, stride: box / stride
        ),
        Step(
            "corners",
            "Round to the nearest cell",
            "{corners}",
            lambda exact, rounding: rounding(exact).astype(int),
        ),
        Step(
            "size",
            "Width and height: right less left, lower less upper",
            "{corners[2]} − {corners[0]}, {corners[3]} − {corners[1]} = {size}",
            lambda corners: corners[2:] - corners[:2],
        ),
    ),
    mistakes=(
        Mistake(
            "strides_added",
            "Strides multiply: the total stride is their product.",
            must=True,
            levels=(3,),
            swap={"stride": lambda strides: int(np.sum(strides))},
        ),
        Mistake(
            "rounded_down",
            "Round to the nearest cell, as RoI pooling does; it does not cut off.",
            must=True,
            levels=(2, 3),
            swap={"rounding": lambda cells: np.floor(cells)},
        ),
        Mistake(
            "multiplied",
            "The feature map is smaller than the image: divide by the stride.",
            must=True,
            swap={"exact": lambda box, stride: box * stride},
        ),
        Mistake(
            "corners_as_size",
            "The last two numbers are the opposite corner: subtract the first corner.",
            levels=(2, 3),
            must=True,
            swap={"size": lambda corners: corners[2:]},
        ),
    ),
)


def _draw_pool(draw: Draw, level: int) -> Params:
    rows, columns = {1: (2, 4), 2: (4, 6), 3: (5, 7)}[level]
    values = draw.shuffled(range(1, rows * columns + 1))
    grid = [values[r * columns : (r + 1) * columns] for r in range(rows)]
    return {"features": grid, "rows": {1: 1, 2: 2, 3: 2}[level], "columns": {1: 2, 2: 3, 3: 3}[level]}


def pool_bins(
    features: Array, rows: int, columns: int, bins: Callable[..., Any], reduce: Callable[..., Any]
) -> tuple[Array, list[str]]:
    """Reduce each bin of a grid, with a line for each row of bins."""
    vertical, horizontal = bins(features.shape[0], rows), bins(features.shape[1], columns)
    pooled = np.array([[reduce(features[a:b, c:d]) for c, d in horizontal] for a, b in vertical], dtype=float)
    lines = [
        f"rows {a} to {b - 1}, columns "
        + ", ".join(f"{c} to {d - 1}: {value:g}" for (c, d), value in zip(horizontal, row, strict=True))
        for (a, b), row in zip(vertical, pooled, strict=True)
    ]
    return pooled, lines


ROI_MAX_POOL = Exercise(
    id="roi_max_pool",
    title="Max pooling of a region to a fixed grid",
    topic="detection",
    seconds=75,
    reference=roi_max_pool,
    terms=("RoI pooling", "RoI max pooling", "region of interest pooling", "RoIPool"),
    prompt={
        1: "RoI max pooling brings this region to {rows}×{columns} bins of equal size.\n\n  {features}",
        2: "RoI max pooling brings this region to {rows}×{columns} bins of equal size.\n\n  {features}",
        3: "RoI max pooling brings this region to {rows}×{columns} bins. Along an axis of n cells "
        "and m bins, bin i "
        "(from 0) covers the cells from ⌊i·n/m⌋ up to, and without, ⌈(i + 1)·n/m⌉.\n\n  {features}",
    },
    draw=_draw_pool,
    levels={1: ("pooled",), 2: ("pooled",), 3: ("pooled",)},
    parts=(Part("pooled", "the pooled region", "matrix", digits=1),),
    policies={"bins": whole_bins, "reduce": largest},
    steps=(
        Step(
            "pooled",
            "Cut the region into bins and take the largest value of each",
            "{pooled}",
            pool_bins,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "average",
            "Take the largest value of each bin, not the mean.",
            must=True,
            swap={"reduce": lambda cells: cells.mean()},
        ),
        Mistake(
            "bins_cut_off",
            "Bins end at ⌈(i + 1)·n/m⌉: neighbours may share a row or column, and no cell is left out.",
            must=True,
            levels=(3,),
            swap={
                "bins": lambda cells, bins: [
                    (i * (cells // bins), (i + 1) * (cells // bins)) for i in range(bins)
                ]
            },
        ),
        Mistake(
            "smallest",
            "Take the largest value of each bin, not the smallest.",
            swap={"reduce": lambda cells: cells.min()},
        ),
        Mistake(
            "first_cell",
            "Compare all cells of a bin: the first one need not be the largest.",
            must=True,
            swap={"reduce": lambda cells: cells[0, 0]},
        ),
    ),
)
