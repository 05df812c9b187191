"""Heat maps of centres and keypoints: the Gaussian target, and the peaks of a prediction."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def gaussian_heatmap(shape: tuple[int, int], centres: npt.ArrayLike, sigma: float) -> Array:
    """Target heat map: a Gaussian bump of height 1 at each centre.

    Y = exp(−((x − c_x)² + (y − c_y)²)/(2σ²)); where the bumps of several centres meet, the larger value
    counts.

    Args:
      shape: rows and columns.
      centres: `[n, 2]`, column x and row y of each centre, in cells.
      sigma: σ in cells.

    Returns:
      `[rows, columns]`, values in (0, 1].

    Source: Zhou, Wang and Krähenbühl, Objects as Points (2019), section 3.
    """
    y, x = np.mgrid[: shape[0], : shape[1]]
    c = np.asarray(centres, dtype=float)[:, :, None, None]
    return np.asarray(np.exp(-((x - c[:, 0]) ** 2 + (y - c[:, 1]) ** 2) / (2 * sigma**2)).max(axis=0))


def _draw_gaussian(draw: Draw, level: int) -> Params:
    sigma = draw.pick([1.5, 2.0, 2.5, 3.0])
    if level == 1:
        cx, cy = draw.sample(range(4, 12), 2)
        return {
            "centre": [cx, cy],
            "cell": [cx + draw.pick([-2, -1, 1, 2]), cy + draw.pick([-3, -1, 1, 2])],
            "sigma": sigma,
        }
    stride = draw.pick([4, 8])
    cells = draw.sample(range(5, 14), 2)
    point = [stride * v + draw.whole(1, stride - 1) for v in cells]
    cell = [v + d for v, d in zip(cells, draw.sample([-2, -1, 1, 2, 3], 2), strict=True)]
    drawn: Params = {"point": point, "stride": stride, "cell": cell, "sigma": sigma}
    if level == 2:
        return drawn
    away = [v + draw.sign() * draw.whole(2, 4) for v in cell]
    return {**drawn, "other": [stride * v + draw.whole(1, stride - 1) for v in away]}


GAUSSIAN_HEATMAP = Exercise(
    id="gaussian_heatmap_value",
    title="Gaussian target of a centre heat map",
    topic="detection",
    seconds=75,
    reference=gaussian_heatmap,
    terms=("centre heat map", "center heatmap", "Gaussian heat map", "CenterNet"),
    aliases={"overlapping_heatmaps": Focus(3, "both")},
    prompt={
        1: "A detector of centres has the heat map target exp(−d²/(2σ²)) with σ = {sigma} cells. The "
        "centre lies in column and row {centre}. What is the target of the cell in column and row {cell}?",
        2: "A detector of centres has a heat map with stride {stride}: a centre at pixel (x, y) belongs to "
        "the cell (⌊x/{stride}⌋, ⌊y/{stride}⌋). The target is exp(−d²/(2σ²)) with the distance d between "
        "cells and σ = {sigma} cells. An object has its centre at pixel {point}. What is the target of the "
        "cell {cell}?",
        3: "A detector of centres has a heat map with stride {stride}: a centre at pixel (x, y) belongs to "
        "the cell (⌊x/{stride}⌋, ⌊y/{stride}⌋). The target is exp(−d²/(2σ²)) with the distance d between "
        "cells and σ = {sigma} cells; where two objects meet, the larger value counts. Two objects have "
        "their centres at pixels {point} and {other}. What is the target of the cell {cell}?",
    },
    draw=_draw_gaussian,
    levels={1: ("value",), 2: ("centre", "value"), 3: ("other_value", "both")},
    parts=(
        Part("centre", "the cell of the centre (column, row)", "vector", digits=0),
        Part("value", "the target of the cell"),
        Part("other_value", "the target from the second object alone"),
        Part("both", "the target of the cell", may_repeat=True),
    ),
    steps=(
        Step(
            "centre",
            "Cell of the centre: divide by the stride, round down",
            "{centre}",
            lambda point, stride: point // stride,
        ),
        Step(
            "square",
            "Squared distance: columns² + rows²",
            "({cell[0]} − {centre[0]})² + ({cell[1]} − {centre[1]})² = {square}",
            lambda centre, cell: int(((cell - centre) ** 2).sum()),
        ),
        Step(
            "value",
            "exp(−d²/(2σ²))",
            "exp(−{square}/(2·{sigma}²)) = {value}",
            lambda square, sigma: np.exp(-square / (2 * sigma**2)),
        ),
        Step(
            "other_centre",
            "Cell of the second centre",
            "{other_centre}",
            lambda other, stride: other // stride,
        ),
        Step(
            "other_square",
            "Squared distance from it",
            "({cell[0]} − {other_centre[0]})² + ({cell[1]} − {other_centre[1]})² = {other_square}",
            lambda other_centre, cell: int(((cell - other_centre) ** 2).sum()),
        ),
        Step(
            "other_value",
            "exp(−d²/(2σ²)) of the second object",
            "exp(−{other_square}/(2·{sigma}²)) = {other_value}",
            lambda other_square, sigma: np.exp(-other_square / (2 * sigma**2)),
        ),
        Step("both", "The larger value counts", "{both}", lambda value, other_value: max(value, other_value)),
    ),
    mistakes=(
        Mistake(
            "sigma_not_squared",
            "Divide the squared distance by 2σ².",
            must=True,
            swap={
                "value": lambda square, sigma: np.exp(-square / (2 * sigma)),
                "other_value": lambda other_square, sigma: np.exp(-other_square / (2 * sigma)),
            },
        ),
        Mistake(
            "two_forgotten",
            "The denominator is 2σ², not σ².",
            must=True,
            swap={
                "value": lambda square, sigma: np.exp(-square / sigma**2),
                "other_value": lambda other_square, sigma: np.exp(-other_square / sigma**2),
            },
        ),
        Mistake(
            "distance_not_squared",
            "Square the distance: add the squares of columns and rows, without a root.",
            swap={
                "square": lambda centre, cell: np.sqrt(((cell - centre) ** 2).sum()),
                "other_square": lambda other_centre, cell: np.sqrt(((cell - other_centre) ** 2).sum()),
            },
        ),
        Mistake(
            "density",
            "The bump has the height 1 at its centre: it is no probability density, nothing is divided by "
            "2πσ².",
            swap={
                "value": lambda square, sigma: np.exp(-square / (2 * sigma**2)) / (2 * np.pi * sigma**2),
                "other_value": lambda other_square, sigma: (
                    np.exp(-other_square / (2 * sigma**2)) / (2 * np.pi * sigma**2)
                ),
            },
        ),
        Mistake(
            "centre_not_rounded",
            "The centre belongs to a whole cell: round down after dividing by the stride.",
            must=True,
            levels=(2, 3),
            swap={
                "centre": lambda point, stride: point / stride,
                "square": lambda centre, cell: ((cell - centre) ** 2).sum(),
                "other_centre": lambda other, stride: other / stride,
                "other_square": lambda other_centre, cell: ((cell - other_centre) ** 2).sum(),
            },
        ),
        Mistake(
            "rounded_to_nearest",
            "Round down: a pixel belongs to the cell in which it lies.",
            levels=(2, 3),
            swap={
                "centre": lambda point, stride: (2 * point + stride) // (2 * stride),
                "other_centre": lambda other, stride: (2 * other + stride) // (2 * stride),
            },
        ),
        Mistake(
            "added",
            "Where objects meet the larger value counts: targets are not added.",
            must=True,
            levels=(3,),
            swap={"both": lambda value, other_value: value + other_value},
        ),
    ),
)


def heatmap_peaks(heatmap: npt.ArrayLike, threshold: float) -> list[tuple[int, int]]:
    """Cells of a heat map that are as large as all their eight neighbours and above a threshold.

    The same cells as those that a 3×3 max pooling with stride 1 leaves unchanged, which is how a
    detector of centres does without non-maximum suppression.

    Args:
      heatmap: `[rows, columns]`.
      threshold: least value of a peak.

    Returns:
      Row and column of each peak, row by row.

    Source: Zhou, Wang and Krähenbühl (2019), section 4 (decoding of points).
    """
    values = np.asarray(heatmap, dtype=float)
    rows, columns = values.shape
    padded = np.pad(values, 1, constant_values=-np.inf)
    largest = np.max([padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)], axis=0)
    return [(int(r), int(c)) for r, c in np.argwhere((values == largest) & (values >= threshold))]


AROUND = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))
"""The eight neighbours of a cell: rows and columns away."""

BESIDE = ((-1, 0), (0, -1), (0, 1), (1, 0))
"""The four neighbours that share a side."""


def local_maxima(heat: Array, neighbours: tuple[tuple[int, int], ...]) -> list[int]:
    """Cells (numbered row by row) that exceed all their neighbours."""
    rows, columns = heat.shape
    found = []
    for r in range(rows):
        for c in range(columns):
            near = [(r + i, c + j) for i, j in neighbours if 0 <= r + i < rows and 0 <= c + j < columns]
            if all(heat[r, c] > heat[place] for place in near):
                found.append(r * columns + c)
    return found


def _draw_heat(draw: Draw, side: int, threshold: float) -> list[list[float]]:
    """Two peaks, one of them with a high cell beside it and one at its corner; low values elsewhere."""
    low = [value / 100 for value in draw.sample(range(1, round(100 * threshold) - 4), side * side)]
    heat = [low[i * side : (i + 1) * side] for i in range(side)]
    second, corner, beside, first = sorted(draw.spread(4, threshold + 0.05, 0.98, 2, gap=0.03))
    row = draw.whole(0, 1)
    column = draw.whole(1, 2)
    heat[row][column] = first
    heat[row][column - 1] = beside
    heat[row + 1][column + 1] = corner
    heat[side - 1][draw.whole(0, 1) if column == 2 else 0] = second
    if draw.chance():
        heat = heat[::-1]
    return [line[::-1] for line in heat] if draw.chance() else heat


def _draw_peaks(draw: Draw, level: int) -> Params:
    threshold = draw.pick([0.35, 0.4, 0.45])
    heat = _draw_heat(draw, 4 if level == 1 else 5, threshold)
    if level < 3:
        return {"heat": heat, "threshold": threshold}
    return {
        "heat": heat,
        "stride": draw.pick([4, 8, 16]),
        "shift": [draw.decimal(0.1, 0.9, 1), draw.decimal(0.1, 0.9, 1)],
        "size": [draw.whole(10, 60), draw.whole(10, 60)],
    }


def _grid(heat: list[list[float]]) -> str:
    header = ["row", *[f"col {i}" for i in range(len(heat[0]))]]
    return show.table(header, [[i, *row] for i, row in enumerate(heat)])


def _prompt_peaks(params: Params) -> str:
    side = len(params["heat"])
    return (
        "A detector of centres predicts this heat map. A peak is a cell that exceeds its eight neighbours "
        f"(fewer at the border) and reaches the threshold {params['threshold']:g}. Cells are numbered row by "
        f"row from 0: the cell in row r and column c has the number {side}·r + c.\n\n" + _grid(params["heat"])
    )


def _prompt_box(params: Params) -> str:
    (dx, dy), (w, h) = params["shift"], params["size"]
    return (
        f"A detector of centres predicts this heat map with stride {params['stride']}. At its highest peak "
        f"the predicted offset is ({dx:g}, {dy:g}) cells (along columns, along rows), and the predicted size "
        f"of the object is {w:g} pixels wide and {h:g} high. The centre lies at (cell + offset)·stride.\n\n"
        + _grid(params["heat"])
    )


HEATMAP_PEAKS = Exercise(
    id="heatmap_peaks",
    title="Peaks of a centre heat map, and the box at a peak",
    topic="detection",
    seconds=75,
    reference=heatmap_peaks,
    terms=("peaks of the heat map", "heat-map peaks", "without NMS", "3×3 max pooling on the heat map"),
    aliases={"centernet_decode": Focus(3, "box")},
    prompt={1: _prompt_peaks, 2: _prompt_peaks, 3: _prompt_box},
    draw=_draw_peaks,
    levels={1: ("peaks",), 2: ("peaks",), 3: ("centre", "box")},
    parts=(
        Part("peaks", "the peaks", "indices", ordered=False),
        Part("centre", "the centre x, y in pixels", "vector", digits=1),
        Part("box", "the box x1, y1, x2, y2 in pixels", "vector", digits=1),
    ),
    constants={"neighbours": AROUND},
    steps=(
        Step(
            "maxima",
            "Find the cells that exceed all their neighbours, the diagonal ones included",
            "{maxima:list}",
            lambda heat, neighbours: local_maxima(heat, neighbours),
        ),
        Step(
            "peaks",
            "Keep those that reach the threshold",
            "{peaks:list}",
            lambda heat, maxima, threshold: [i for i in maxima if heat.flat[i] >= threshold],
        ),
        Step(
            "cell",
            "Column and row of the highest cell",
            "column {cell[0]}, row {cell[1]}",
            lambda heat: np.array([heat.argmax() % heat.shape[1], heat.argmax() // heat.shape[1]]),
        ),
        Step(
            "centre",
            "Centre = (cell + offset)·stride",
            "({cell} + {shift})·{stride} = {centre}",
            lambda cell, shift, stride: (cell + shift) * stride,
        ),
        Step(
            "box",
            "The box reaches half a width and half a height to each side",
            "{box}",
            lambda centre, size: np.concatenate([centre - size / 2, centre + size / 2]),
        ),
    ),
    mistakes=(
        Mistake(
            "diagonals_ignored",
            "Compare with all eight neighbours: a cell beside a peak at its corner is no peak.",
            must=True,
            levels=(1, 2),
            swap={"neighbours": lambda: BESIDE},
        ),
        Mistake(
            "everything_above",
            "A cell above the threshold is a peak only if it exceeds its neighbours.",
            must=True,
            levels=(1, 2),
            swap={"maxima": lambda heat: list(range(heat.size))},
        ),
        Mistake(
            "threshold_ignored",
            "A peak has to reach the threshold: small bumps are noise.",
            levels=(1, 2),
            swap={"peaks": lambda maxima: maxima},
        ),
        Mistake(
            "highest_only",
            "Every object has a peak of its own, not only the highest one.",
            must=True,
            levels=(1, 2),
            swap={"peaks": lambda heat: [int(heat.argmax())]},
        ),
        Mistake(
            "offset_in_pixels",
            "The offset is given in cells: add it before multiplying with the stride.",
            must=True,
            levels=(3,),
            swap={"centre": lambda cell, shift, stride: cell * stride + shift},
        ),
        Mistake(
            "offset_left_out",
            "Add the offset: the centre lies somewhere within the cell.",
            levels=(3,),
            swap={"centre": lambda cell, stride: cell * stride},
        ),
        Mistake(
            "row_as_x",
            "x runs along the columns, y along the rows.",
            levels=(3,),
            swap={
                "cell": lambda heat: np.array([heat.argmax() // heat.shape[1], heat.argmax() % heat.shape[1]])
            },
        ),
        Mistake(
            "corner_for_centre",
            "The peak is the centre of the box: half of the size lies on each side.",
            must=True,
            levels=(3,),
            swap={"box": lambda centre, size: np.concatenate([centre, centre + size])},
        ),
        Mistake(
            "whole_size_each_way",
            "Only half of the size lies on each side of the centre.",
            levels=(3,),
            swap={"box": lambda centre, size: np.concatenate([centre - size, centre + size])},
        ),
    ),
)
