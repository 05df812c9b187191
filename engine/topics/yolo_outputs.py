"""Grid detectors: how many numbers and boxes YOLO predicts."""

from __future__ import annotations

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def yolo_v1_outputs(grid: int, boxes: int, classes: int) -> int:
    """Numbers that YOLO v1 predicts: one class distribution a cell, five numbers a box.

    S·S·(5B + C)

    Args:
      grid: cells S along each side.
      boxes: boxes B in each cell, each with x, y, w, h and a confidence.
      classes: C.

    Returns:
      The size of the output tensor; 7·7·30 = 1470 in the paper.

    Source: Redmon et al., You Only Look Once (2016), section 2.
    """
    return grid * grid * (5 * boxes + classes)


def yolo_channels(anchors: int, classes: int) -> int:
    """Output channels of a YOLO head with anchors: box, objectness and classes for each anchor.

    A·(4 + 1 + C)

    Args:
      anchors: A in each cell.
      classes: C.

    Returns:
      Channels; 3·(5 + 80) = 255 for COCO with three anchors.

    Source: Redmon and Farhadi, YOLOv3 (2018), section 2.3.
    """
    return anchors * (5 + classes)


def _draw_v1(draw: Draw, level: int) -> Params:
    grid = draw.whole(4, 7) if level == 1 else draw.whole(7, 15)
    return {"grid": grid, "boxes": draw.whole(2, 4), "classes": draw.whole(6, 40)}


YOLO_V1_OUTPUT_SIZE = Exercise(
    id="yolo_v1_output_size",
    title="Output tensor of YOLO v1",
    topic="detection",
    seconds=45,
    reference=yolo_v1_outputs,
    terms=("YOLO output", "YOLOv1", "YOLO v1", "S×S×(B×5+C)"),
    aliases={"yolo_output_size": Focus(2)},
    prompt="YOLO in its first version divides the image into {grid}×{grid} cells. Each cell predicts {boxes} "
    "boxes (x, y, w, h and a confidence each) and one distribution over {classes} classes for the cell.",
    draw=_draw_v1,
    levels={1: ("depth",), 2: ("boxes_in_all", "outputs")},
    parts=(
        Part("depth", "the numbers predicted in each cell", "integer"),
        Part("boxes_in_all", "the boxes predicted for an image", "integer"),
        Part("outputs", "the numbers in the output tensor", "integer"),
    ),
    steps=(
        Step(
            "depth",
            "In each cell: five numbers a box, and one score a class",
            "5·{boxes} + {classes} = {depth}",
            lambda boxes, classes: 5 * boxes + classes,
        ),
        Step(
            "boxes_in_all",
            "Boxes in all: those of a cell in every cell",
            "{grid}·{grid}·{boxes} = {boxes_in_all}",
            lambda grid, boxes: grid * grid * boxes,
        ),
        Step(
            "outputs",
            "Numbers in all: those of a cell in every cell",
            "{grid}·{grid}·{depth} = {outputs}",
            lambda grid, depth: grid * grid * depth,
        ),
    ),
    mistakes=(
        Mistake(
            "classes_per_box",
            "In the first version the class scores belong to the cell: 5·B + C, not B·(5 + C).",
            must=True,
            swap={"depth": lambda boxes, classes: boxes * (5 + classes)},
        ),
        Mistake(
            "no_confidence",
            "Each box has a confidence besides its four coordinates: five numbers.",
            must=True,
            swap={"depth": lambda boxes, classes: 4 * boxes + classes},
        ),
        Mistake(
            "one_box",
            "Every cell predicts all of its boxes: multiply by their number.",
            must=True,
            swap={"depth": lambda classes: 5 + classes, "boxes_in_all": lambda grid: grid * grid},
        ),
        Mistake(
            "one_side",
            "The grid has S rows and S columns: S·S cells.",
            levels=(2,),
            must=True,
            swap={
                "outputs": lambda grid, depth: grid * depth,
                "boxes_in_all": lambda grid, boxes: grid * boxes,
            },
        ),
        Mistake(
            "background_class",
            "There is no background class: a low confidence says that a box is empty.",
            swap={"depth": lambda boxes, classes: 5 * boxes + classes + 1},
        ),
    ),
)


def _draw_head(draw: Draw, level: int) -> Params:
    drawn: Params = {"anchors": draw.pick([2, 3, 4, 5, 6]), "classes": draw.whole(3, 90)}
    if level == 1:
        return drawn
    strides = draw.pick([[8, 16, 32], [16, 32], [16, 32, 64], [8, 16]])
    return {**drawn, "image": draw.whole(5, 11) * strides[-1], "strides": strides}


YOLO_MULTISCALE_BOX_COUNT = Exercise(
    id="yolo_multiscale_box_count",
    title="Channels and boxes of a YOLO head at several scales",
    topic="detection",
    seconds=75,
    reference=yolo_channels,
    terms=("YOLOv2", "YOLOv3", "YOLO head", "predictions across scales", "YOLO anchors"),
    aliases={"yolo_output_channels": Focus(1)},
    prompt={
        1: "A YOLO head has {anchors} anchors in each cell and predicts for each of them a box, an "
        "objectness and the "
        "scores of {classes} classes.",
        2: "A YOLO network sees images of {image}×{image} pixels and predicts at the strides "
        "{strides}, with {anchors} "
        "anchors in each cell of each scale. For each anchor it predicts a box, an objectness and "
        "the scores of "
        "{classes} classes.",
    },
    draw=_draw_head,
    levels={1: ("channels",), 2: ("channels", "boxes")},
    parts=(
        Part("channels", "the output channels of one scale", "integer"),
        Part("boxes", "the boxes of all scales together", "integer"),
    ),
    steps=(
        Step(
            "channels",
            "For each anchor: four coordinates, an objectness, and a score a class",
            "{anchors}·(4 + 1 + {classes}) = {channels}",
            lambda anchors, classes: anchors * (5 + classes),
        ),
        Step(
            "sides",
            "Cells along a side at each scale: image / stride",
            "{sides}",
            lambda image, strides: image // strides,
        ),
        Step(
            "cells",
            "Cells of all scales: the squares of the sides, added",
            "{sides:squares} = {cells}",
            lambda sides: int(np.sum(sides**2)),
        ),
        Step(
            "boxes",
            "One box for each anchor of each cell",
            "{cells}·{anchors} = {boxes}",
            lambda cells, anchors: cells * anchors,
        ),
    ),
    mistakes=(
        Mistake(
            "classes_per_cell",
            "With anchors every box has class scores of its own: A·(5 + C), not 5·A + C.",
            must=True,
            swap={"channels": lambda anchors, classes: 5 * anchors + classes},
        ),
        Mistake(
            "no_objectness",
            "Each anchor has an objectness besides box and classes.",
            must=True,
            swap={"channels": lambda anchors, classes: anchors * (4 + classes)},
        ),
        Mistake(
            "sides_not_squared",
            "A scale has as many cells as the square of its side.",
            must=True,
            levels=(2,),
            swap={"cells": lambda sides: int(np.sum(sides))},
        ),
        Mistake(
            "finest_only",
            "Add the cells of all scales, not those of the finest one alone.",
            must=True,
            levels=(2,),
            swap={"cells": lambda sides: int(np.max(sides) ** 2)},
        ),
        Mistake(
            "anchors_forgotten",
            "Each cell carries all of its anchors: multiply by their number.",
            levels=(2,),
            swap={"boxes": lambda cells: cells},
        ),
    ),
)
