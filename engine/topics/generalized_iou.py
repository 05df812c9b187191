"""Generalized IoU: an overlap that still tells something when boxes are apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.boxes import area, intersection_box, iou

Array = npt.NDArray[np.float64]


def hull(box_a: npt.ArrayLike, box_b: npt.ArrayLike) -> Array:
    """The smallest box around two boxes `[..., 4]`."""
    a, b = np.asarray(box_a, dtype=float), np.asarray(box_b, dtype=float)
    return np.concatenate([np.minimum(a[..., :2], b[..., :2]), np.maximum(a[..., 2:], b[..., 2:])], axis=-1)


def giou(box_a: npt.ArrayLike, box_b: npt.ArrayLike) -> Any:
    """Generalized IoU: the IoU less the share of the hull that neither box covers.

    GIoU = IoU − (|C| − |A ∪ B|) / |C|, where C is the smallest box around both.

    Args:
      box_a: `[..., 4]`, corners `x1, y1, x2, y2` in any one unit of length.
      box_b: the same; the leading axes broadcast.

    Returns:
      Values in (−1, 1], shape of the leading axes; negative for boxes that are far apart.

    Source: Rezatofighi et al., Generalized Intersection over Union (2019), algorithm 1.
    """
    outer = area(hull(box_a, box_b))
    common = area(intersection_box(box_a, box_b))
    union = area(box_a) + area(box_b) - common
    return iou(box_a, box_b) - (outer - union) / outer


def _draw(draw: Draw, level: int) -> Params:
    places, size = (0, 5) if level == 1 else (1, 20)
    x, y = draw.decimal(0, size, places), draw.decimal(0, size, places)
    w, h = draw.decimal(size * 0.8, size * 1.6, places), draw.decimal(size * 0.8, size * 1.6, places)
    if level == 3:  # apart along one axis: the IoU is 0 and only the hull tells how far
        dx, dy = w + draw.decimal(1, size * 0.5, places), draw.decimal(-h * 0.6, h * 0.6, places)
    else:
        dx, dy = draw.decimal(w * 0.3, w * 0.8, places), draw.decimal(h * 0.3, h * 0.8, places)
    w2, h2 = draw.decimal(size * 0.8, size * 1.6, places), draw.decimal(size * 0.8, size * 1.6, places)
    shift = max(0.0, -(y + dy))
    corners = [[x, y, x + w, y + h], [x + dx, y + dy, x + dx + w2, y + dy + h2]]
    tidy = [[round(v + shift * (i % 2), 1) for i, v in enumerate(box)] for box in corners]
    box_a, box_b = draw.shuffled(tidy)
    return {"box_a": box_a, "box_b": box_b}


_BOXES = (
    "Two boxes are given by their corners [x1, y1, x2, y2] in continuous coordinates "
    "(a box is x2 − x1 wide).\n\n  A = {box_a}\n  B = {box_b}\n\nHow well do they agree by generalized IoU?"
)

GIOU = Exercise(
    id="giou",
    title="Generalized IoU of two boxes",
    topic="detection",
    seconds=120,
    reference=giou,
    terms=("GIoU", "generalized IoU", "generalized intersection over union"),
    prompt=_BOXES,
    draw=_draw,
    levels={1: ("union", "hull_area", "giou"), 2: ("hull_area", "giou"), 3: ("giou",)},
    parts=(
        Part("union", "the area of the union", digits=2),
        Part("hull_area", "the area of the smallest box around both", digits=2),
        Part("giou", "the GIoU"),
    ),
    steps=(
        Step(
            "intersection",
            "Intersection: overlap of the two x ranges · overlap of the two y ranges (0 if they are apart)",
            "I = {intersection}",
            lambda box_a, box_b: area(intersection_box(box_a, box_b)),
        ),
        Step(
            "union",
            "Union = area of A + area of B − intersection",
            "({box_a[2]} − {box_a[0]})·({box_a[3]} − {box_a[1]}) + "
            "({box_b[2]} − {box_b[0]})·({box_b[3]} − {box_b[1]}) − {intersection} = {union}",
            lambda box_a, box_b, intersection: area(box_a) + area(box_b) - intersection,
        ),
        Step(
            "overlap",
            "IoU = I / U",
            "{intersection} / {union} = {overlap}",
            lambda intersection, union: intersection / union,
        ),
        Step(
            "hull_area",
            "Hull C: from the smallest x1, y1 to the largest x2, y2",
            "C = {hull_area}",
            lambda box_a, box_b: area(hull(box_a, box_b)),
        ),
        Step(
            "giou",
            "Take off the share of the hull that neither box covers: IoU − (C − U)/C",
            "{overlap} − ({hull_area} − {union}) / {hull_area} = {giou}",
            lambda overlap, hull_area, union: overlap - (hull_area - union) / hull_area,
        ),
    ),
    mistakes=(
        Mistake(
            "penalty_added",
            "The uncovered share of the hull is a penalty: subtract it.",
            must=True,
            swap={"giou": lambda overlap, hull_area, union: overlap + (hull_area - union) / hull_area},
        ),
        Mistake(
            "iou_only",
            "This is the IoU: subtract the share of the hull that neither box covers.",
            levels=(1, 2),
            must=True,
            swap={"giou": lambda overlap: overlap},
        ),
        Mistake(
            "intersection_for_union",
            "What is uncovered is the hull less the union, not less the intersection.",
            must=True,
            swap={
                "giou": lambda overlap, hull_area, intersection: (
                    overlap - (hull_area - intersection) / hull_area
                )
            },
        ),
        Mistake(
            "over_union",
            "Divide what is uncovered by the area of the hull, not by the union.",
            swap={"giou": lambda overlap, hull_area, union: overlap - (hull_area - union) / union},
        ),
        Mistake(
            "loss_for_value",
            "This is the loss 1 − GIoU; the GIoU itself is asked for.",
            swap={"giou": lambda overlap, hull_area, union: 1 - overlap + (hull_area - union) / hull_area},
        ),
        Mistake(
            "union_counted_twice",
            "Subtract the intersection from the sum of the areas: it was counted twice.",
            levels=(1, 2),
            swap={"union": lambda box_a, box_b: area(box_a) + area(box_b)},
        ),
    ),
)
