"""Grid detectors: how a box and its scores are read out of what YOLO predicts in a cell."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def decode_cell(
    x: float, y: float, w: float, h: float, column: int, row: int, grid: int, image: npt.ArrayLike
) -> Array:
    """The box of a YOLO v1 prediction in pixels, as centre, width and height.

    x and y are shares of the cell from its upper left corner, w and h shares of the image:
    centre = ((column + x)/S·W, (row + y)/S·H), size = (w·W, h·H).

    Args:
      x, y: centre within the cell, in [0, 1].
      w, h: size relative to the image, in [0, 1].
      column, row: the cell, from 0.
      grid: cells S along each side.
      image: `[2]`, width W and height H in pixels.

    Returns:
      `[4]`: centre x, centre y, width, height in pixels.

    Source: Redmon et al., You Only Look Once (2016), section 2.
    """
    size = np.asarray(image, dtype=float)
    centre = np.array([(column + x) / grid, (row + y) / grid]) * size
    return np.concatenate([centre, np.array([w, h]) * size])


def _draw_decode(draw: Draw, level: int) -> Params:
    grid = draw.pick([4, 5]) if level == 1 else draw.pick([7, 8, 10, 13])
    column, row = draw.sample(range(1, grid - 1), 2)
    places = 1 if level == 1 else 2
    x, y = draw.decimal(0.1, 0.4, places), draw.decimal(0.6, 0.9, places)
    image = [400, 400] if level == 1 else [draw.whole(40, 64) * 10, draw.whole(25, 38) * 10]
    drawn: Params = {"grid": grid, "column": column, "row": row, "xy": draw.shuffled([x, y]), "image": image}
    return drawn if level == 1 else {**drawn, "wh": draw.vector(2, 0.15, 0.6, 2)}


_CELL = (
    "YOLO in its first version divides an image of {image:shape} pixels (width×height) into "
    "{grid}×{grid} cells. The "
    "cell in column {column} and row {row} (counted from 0) predicts a box whose centre is {xy} (x, "
    "y), as shares "
    "of the cell from its upper left corner"
)

YOLO_BOX_DECODE = Exercise(
    id="yolo_box_decode",
    title="A YOLO prediction in pixels",
    topic="detection",
    seconds=90,
    reference=decode_cell,
    terms=("YOLO box coordinates", "decode YOLO box", "relative to the cell", "YOLO bounding box prediction"),
    prompt={
        1: _CELL + ".",
        2: _CELL + ", and whose width and height are {wh} as shares of the image.",
        3: _CELL
        + ", and whose width and height are {wh} as shares of the image. The box is asked by its corners.",
    },
    draw=_draw_decode,
    levels={1: ("centre",), 2: ("centre", "size"), 3: ("corners",)},
    parts=(
        Part("centre", "the centre x, y in pixels", "vector", digits=1),
        Part("size", "width and height in pixels", "vector", digits=1),
        Part("corners", "the corners x1, y1, x2, y2 in pixels", "vector", digits=1),
    ),
    steps=(
        Step("cell", "Size of a cell: image / grid", "{cell}", lambda image, grid: image / grid),
        Step(
            "centre",
            "Centre: (column + x, row + y) cells from the corner of the image",
            "({column} + {xy[0]}, {row} + {xy[1]}) · {cell} = {centre}",
            lambda column, row, xy, cell: (np.array([column, row]) + xy) * cell,
        ),
        Step(
            "size",
            "Width and height: shares of the whole image",
            "{wh} · {image} = {size}",
            lambda wh, image: wh * image,
        ),
        Step(
            "corners",
            "Corners: centre ∓ half of the size",
            "{corners}",
            lambda centre, size: np.concatenate([centre - size / 2, centre + size / 2]),
        ),
    ),
    mistakes=(
        Mistake(
            "share_of_image",
            "x and y are shares of the cell: add the cell's column and row and divide by the grid.",
            must=True,
            swap={"centre": lambda xy, image: xy * image},
        ),
        Mistake(
            "cell_forgotten",
            "Add the cell's own place: x and y begin at its upper left corner.",
            must=True,
            swap={"centre": lambda xy, cell: xy * cell},
        ),
        Mistake(
            "size_of_cell",
            "w and h are shares of the image, not of the cell.",
            must=True,
            levels=(2, 3),
            swap={"size": lambda wh, cell: wh * cell},
        ),
        Mistake(
            "row_and_column_exchanged",
            "The column goes with x, the row with y.",
            must=True,
            swap={"column": lambda row: row, "row": lambda column: column},
        ),
        Mistake(
            "counted_from_one",
            "Columns and rows count from 0.",
            swap={"column": lambda column: column - 1, "row": lambda row: row - 1},
        ),
    ),
)


def class_scores(class_probabilities: npt.ArrayLike, confidence: float) -> Array:
    """Class-specific scores of a box: how sure that it fits and that it is the class.

    P(class | object) · confidence, where the confidence stands for P(object) · IoU.

    Args:
      class_probabilities: `[classes]`, of the cell.
      confidence: of the box, in [0, 1].

    Returns:
      `[classes]`.

    Source: Redmon et al., You Only Look Once (2016), equation 1.
    """
    return np.asarray(class_probabilities, dtype=float) * confidence


def _draw_scores(draw: Draw, level: int) -> Params:
    cuts = sorted(draw.sample(range(2, 19), 2))
    shares = draw.shuffled([cuts[0] / 20, (cuts[1] - cuts[0]) / 20, (20 - cuts[1]) / 20])
    confidences = draw.spread(2 if level == 1 else 3, 0.3, 0.95, 2, gap=0.12)
    if level == 1:
        return {"probabilities": shares, "confidences": confidences}
    return {
        "probabilities": shares,
        "confidences": confidences,
        "threshold": draw.pick([0.25, 0.3, 0.35, 0.4]),
    }


def _scores_prompt(params: Params) -> str:
    boxes = show.table(["box", "confidence"], list(enumerate(params["confidences"])))
    kept = (
        f" A box survives if its best class score is above {params['threshold']:g}."
        if "threshold" in params
        else ""
    )
    return (
        "A cell of YOLO in its first version gives the class probabilities "
        f"{show.vector(params['probabilities'])}, given that there is an object, and boxes with these "
        f"confidences.{kept}"
        f"\n\n{boxes}"
    )


YOLO_CLASS_SCORE = Exercise(
    id="yolo_class_score",
    title="Class scores of YOLO boxes, and which survive",
    topic="detection",
    seconds=60,
    reference=class_scores,
    terms=("class-specific confidence", "YOLO confidence", "confidence score of a box", "class confidence"),
    prompt=_scores_prompt,
    draw=_draw_scores,
    levels={1: ("scores",), 2: ("scores", "kept")},
    parts=(
        Part("scores", "the class scores (rows are boxes)", "matrix"),
        Part("kept", "the boxes that survive", "indices", ordered=False),
    ),
    constants={"threshold": 0.0},
    guard=lambda scores, threshold: (
        "a score is close to the threshold" if np.any(np.abs(scores.max(axis=1) - threshold) < 0.02) else None
    ),
    steps=(
        Step(
            "scores",
            "Class score = class probability of the cell · confidence of the box",
            "{scores}",
            lambda probabilities, confidences: np.outer(confidences, probabilities),
        ),
        Step("best", "Best class score of each box", "{best}", lambda scores: scores.max(axis=1)),
        Step(
            "kept",
            "Keep the boxes whose best score is above the threshold",
            "kept: {kept:list}",
            lambda best, threshold: [i for i, value in enumerate(best) if value > threshold],
        ),
    ),
    mistakes=(
        Mistake(
            "confidence_only",
            "Compare the class score with the threshold: the confidence times the class probability.",
            levels=(2,),
            must=True,
            swap={"best": lambda confidences: confidences},
        ),
        Mistake(
            "probability_only",
            "Multiply the class probabilities by the confidence of the box.",
            must=True,
            swap={"scores": lambda probabilities, confidences: np.tile(probabilities, (len(confidences), 1))},
        ),
        Mistake(
            "added",
            "Multiply probability and confidence, do not add them.",
            swap={"scores": lambda probabilities, confidences: np.add.outer(confidences, probabilities)},
        ),
        Mistake(
            "confidence_squared",
            "The confidence already holds P(object) and IoU: multiply by it once.",
            swap={"scores": lambda probabilities, confidences: np.outer(confidences**2, probabilities)},
        ),
    ),
)
