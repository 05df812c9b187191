"""Axis-aligned boxes: overlap and suppression.

Boxes are `[x1, y1, x2, y2]` with continuous coordinates, so a box is `x2 - x1` wide.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def area(box: npt.ArrayLike) -> Any:
    """Area of boxes `[..., 4]`; a box whose sides are negative is empty and has area 0."""
    x1, y1, x2, y2 = np.moveaxis(np.asarray(box, dtype=float), -1, 0)
    return np.maximum(x2 - x1, 0) * np.maximum(y2 - y1, 0)


def intersection_box(box_a: npt.ArrayLike, box_b: npt.ArrayLike) -> Array:
    """The common part of boxes `[..., 4]`, as a box; it is empty (negative sides) if they are apart."""
    a, b = np.asarray(box_a, dtype=float), np.asarray(box_b, dtype=float)
    return np.concatenate([np.maximum(a[..., :2], b[..., :2]), np.minimum(a[..., 2:], b[..., 2:])], axis=-1)


def iou(box_a: npt.ArrayLike, box_b: npt.ArrayLike) -> Any:
    """Intersection over union (the Jaccard index) of two boxes.

    IoU = |A ∩ B| / |A ∪ B|, with |A ∪ B| = |A| + |B| − |A ∩ B|.

    Args:
      box_a: `[..., 4]`, corners `x1, y1, x2, y2` in any one unit of length.
      box_b: the same; the leading axes broadcast.

    Returns:
      Values in [0, 1], shape of the leading axes; 0 for boxes that are apart.

    Source: Everingham et al., The PASCAL VOC Challenge (2010), section 4.2 (there with inclusive
    pixels, which makes every side 1 longer).
    """
    common = area(intersection_box(box_a, box_b))
    return common / (area(box_a) + area(box_b) - common)


def nms(boxes: npt.ArrayLike, scores: npt.ArrayLike, iou_threshold: float) -> list[int]:
    """Greedy non-maximum suppression within one class.

    Boxes are visited by descending score; one is kept unless its IoU with a box already kept is
    greater than the threshold. A suppressed box suppresses nothing.

    Args:
      boxes: `[n, 4]`, corners `x1, y1, x2, y2`.
      scores: `[n]`, the higher the better, all different.
      iou_threshold: in [0, 1]; an overlap of exactly this much is kept.

    Returns:
      Indices of the kept boxes by descending score.

    Source: torchvision.ops.nms; ONNX operator NonMaxSuppression.
    """
    kept: list[int] = []
    corners = np.asarray(boxes, dtype=float)
    for index in np.argsort(-np.asarray(scores, dtype=float)):
        if all(iou(corners[index], corners[other]) <= iou_threshold for other in kept):
            kept.append(int(index))
    return kept


def clamped(length: Any) -> Any:
    """A side of the intersection: never negative."""
    return np.maximum(length, 0)


def unclamped(length: Any) -> Any:
    """A side as it comes; two negative sides multiply to a positive area."""
    return length


def joint_area(area_a: Any, area_b: Any, common: Any) -> Any:
    """Area of the union: what both cover is counted once."""
    return area_a + area_b - common


def sides(box: npt.ArrayLike) -> tuple[Any, Any]:
    """Width and height of boxes `[..., 4]`."""
    x1, y1, x2, y2 = np.moveaxis(np.asarray(box), -1, 0)
    return x2 - x1, y2 - y1


def as_xywh(box: Array) -> Array:
    """Corners misread as a corner with width and height, turned back into corners."""
    return np.asarray(np.concatenate([box[..., :2], box[..., :2] + box[..., 2:]], axis=-1))


def grown(box: Array) -> Array:
    """Corners as inclusive pixels: every side is 1 longer."""
    return np.asarray(box + np.array([0, 0, 1, 1]))


def _tidy(*boxes: list[float]) -> list[list[float]]:
    return [[round(value, 1) for value in box] for box in boxes]


def _overlapping(draw: Draw, size: int, places: int) -> list[list[float]]:
    """Two boxes that overlap at a corner; neither lies in the other."""
    x, y, w, h = (
        draw.decimal(size * low, size * high, places)
        for low, high in [(0, 1), (0, 1), (0.5, 1.5), (0.5, 1.5)]
    )
    dx, dy = draw.decimal(w * 0.2, w * 0.7, places), draw.decimal(h * 0.2, h * 0.7, places)
    w2, h2 = draw.decimal(w * 0.9, w * 1.7, places), draw.decimal(h * 0.9, h * 1.7, places)
    return _tidy([x, y, x + w, y + h], [x + dx, y + dy, x + dx + w2, y + dy + h2])


def _draw_iou(draw: Draw, level: int) -> Params:
    if level < 3:
        box_a, box_b = draw.shuffled(_overlapping(draw, *((4, 0) if level == 1 else (20, 1))))
        return {"box_a": box_a, "box_b": box_b}
    truth, crossing = _overlapping(draw, 20, 0)
    inside = [truth[0] + 1, truth[1] + draw.whole(1, 3), truth[2] - draw.whole(1, 3), truth[3] - 1]
    gap, w, h = draw.whole(2, 5), draw.whole(8, 20), draw.whole(8, 20)
    away = [truth[2] + gap, truth[3] + gap, truth[2] + gap + w, truth[3] + gap + h]
    return {"truth": truth, "candidates": draw.shuffled([crossing, inside, away])}


IOU = Exercise(
    id="iou",
    title="Intersection over union of boxes",
    topic="detection",
    seconds=60,
    reference=iou,
    aliases={"jaccard_index": Focus(2, "iou")},
    terms=("IoU", "intersection over union", "Jaccard index", "Jaccard overlap"),
    prompt={
        1: "Two boxes are given by their corners [x1, y1, x2, y2] in continuous coordinates "
        "(a box is x2 − x1 wide).\n\n  A = {box_a}\n  B = {box_b}",
        2: "Two boxes are given by their corners [x1, y1, x2, y2] in continuous coordinates "
        "(a box is x2 − x1 wide).\n\n  A = {box_a}\n  B = {box_b}",
        3: "Boxes are given by their corners [x1, y1, x2, y2] in continuous coordinates "
        "(a box is x2 − x1 wide). Compare each candidate with the ground truth.\n\n"
        "  ground truth {truth}\n\n  candidates {candidates}",
    },
    draw=_draw_iou,
    levels={1: ("intersection", "iou"), 2: ("intersection", "union", "iou"), 3: ("ious",)},
    parts=(
        Part("intersection", "the area of the intersection", digits=2),
        Part("union", "the area of the union", digits=2),
        Part("iou", "the IoU"),
        Part("ious", "the IoU of each candidate", "vector"),
    ),
    policies={"side": clamped, "union_area": joint_area},
    steps=(
        Step(
            "width",
            "Width of the intersection: smaller right edge − larger left edge, never below 0",
            "min({box_a[2]}, {box_b[2]}) − max({box_a[0]}, {box_b[0]}) = {width}",
            lambda box_a, box_b, side: side(min(box_a[2], box_b[2]) - max(box_a[0], box_b[0])),
        ),
        Step(
            "height",
            "Height of the intersection: smaller lower edge − larger upper edge, never below 0",
            "min({box_a[3]}, {box_b[3]}) − max({box_a[1]}, {box_b[1]}) = {height}",
            lambda box_a, box_b, side: side(min(box_a[3], box_b[3]) - max(box_a[1], box_b[1])),
        ),
        Step(
            "intersection",
            "Intersection = width · height",
            "{width}·{height} = {intersection}",
            lambda width, height: width * height,
        ),
        Step(
            "area_a",
            "Area of A = (x2 − x1)·(y2 − y1)",
            "({box_a[2]} − {box_a[0]})·({box_a[3]} − {box_a[1]}) = {area_a}",
            lambda box_a: area(box_a),
        ),
        Step(
            "area_b",
            "Area of B = (x2 − x1)·(y2 − y1)",
            "({box_b[2]} − {box_b[0]})·({box_b[3]} − {box_b[1]}) = {area_b}",
            lambda box_b: area(box_b),
        ),
        Step(
            "union",
            "Union = area of A + area of B − intersection",
            "{area_a} + {area_b} − {intersection} = {union}",
            lambda area_a, area_b, intersection, union_area: union_area(area_a, area_b, intersection),
        ),
        Step(
            "iou",
            "IoU = intersection / union",
            "{intersection} / {union} = {iou}",
            lambda intersection, union: intersection / union,
        ),
        Step(
            "widths",
            "Widths of the intersections: smaller right edge − larger left edge, never below 0",
            "{widths}",
            lambda truth, candidates, side: side(
                np.minimum(candidates[:, 2], truth[2]) - np.maximum(candidates[:, 0], truth[0])
            ),
        ),
        Step(
            "heights",
            "Heights of the intersections, likewise",
            "{heights}",
            lambda truth, candidates, side: side(
                np.minimum(candidates[:, 3], truth[3]) - np.maximum(candidates[:, 1], truth[1])
            ),
        ),
        Step(
            "intersections",
            "Intersection = width · height",
            "{intersections}",
            lambda widths, heights: widths * heights,
        ),
        Step(
            "unions",
            "Union = area of the truth + area of the candidate − intersection",
            "{unions}",
            lambda truth, candidates, intersections, union_area: union_area(
                area(truth), area(candidates), intersections
            ),
        ),
        Step(
            "ious",
            "IoU = intersection / union",
            "{ious}",
            lambda intersections, unions: intersections / unions,
        ),
    ),
    mistakes=(
        Mistake(
            "union_counted_twice",
            "Subtract the intersection from the sum of the areas: it was counted twice.",
            must=True,
            swap={"union_area": lambda area_a, area_b, common: area_a + area_b},
        ),
        Mistake(
            "read_as_xywh",
            "The last two numbers are the opposite corner, not width and height: subtract the first corner.",
            must=True,
            swap={
                "box_a": lambda box_a: as_xywh(box_a),
                "box_b": lambda box_b: as_xywh(box_b),
                "truth": lambda truth: as_xywh(truth),
                "candidates": lambda candidates: as_xywh(candidates),
            },
        ),
        Mistake(
            "over_smaller_area",
            "Divide by the area of the union, not by that of the smaller box.",
            swap={"union_area": lambda area_a, area_b, common: np.minimum(area_a, area_b)},
        ),
        Mistake(
            "dice",
            "This is the Dice coefficient 2·I/(A + B): IoU divides the intersection by the union.",
            swap={
                "iou": lambda intersection, area_a, area_b: 2 * intersection / (area_a + area_b),
                "ious": lambda intersections, truth, candidates: (
                    2 * intersections / (area(truth) + area(candidates))
                ),
            },
        ),
        Mistake(
            "over_hull",
            "Divide by the area that the two boxes cover, not by that of the box around both.",
            levels=(1, 2),
            swap={
                "union": lambda box_a, box_b: area(
                    np.concatenate([np.minimum(box_a, box_b)[:2], np.maximum(box_a, box_b)[2:]])
                )
            },
        ),
        Mistake(
            "negative_sides",
            "Boxes that are apart do not overlap: set a negative width or height to 0 before multiplying.",
            must=True,
            levels=(3,),
            swap={"side": unclamped},
        ),
    ),
    conventions=(
        Convention(
            "inclusive_pixels",
            "Right if corners are inclusive pixels (each side + 1); here coordinates are continuous.",
            swap={
                "box_a": lambda box_a: grown(box_a),
                "box_b": lambda box_b: grown(box_b),
                "truth": lambda truth: grown(truth),
                "candidates": lambda candidates: grown(candidates),
            },
        ),
    ),
)
