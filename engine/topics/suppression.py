"""Non-maximum suppression, box by box."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.boxes import iou, nms

Array = npt.NDArray[np.float64]


def kept_only(kept: list[int], visited: list[int]) -> list[int]:
    """What a candidate is compared with: the boxes kept so far."""
    return kept


def suppress(
    boxes: Array,
    order: Array,
    classes: Array,
    iou_threshold: float,
    rivals: Callable[..., Any],
    compete: Callable[..., bool],
) -> tuple[list[int], list[str]]:
    """Visit boxes in the given order and keep those that overlap no rival; with a line for each box."""
    kept: list[int] = []
    visited: list[int] = []
    rows = []
    for index in map(int, order):
        against = [other for other in rivals(kept, visited) if compete(classes[index], classes[other])]
        overlaps = {other: iou(boxes[index], boxes[other]) for other in against}
        blocker = next((other for other in against if overlaps[other] > iou_threshold), None)
        visited.append(index)
        if blocker is None:
            kept.append(index)
            highest = f"largest IoU {max(overlaps.values()):.3f}" if overlaps else "nothing to compare with"
            rows.append(f"box {index}: {highest}, kept")
        else:
            rows.append(
                f"box {index}: IoU with box {blocker} is {overlaps[blocker]:.3f} > {iou_threshold:g}, dropped"
            )
    return kept, rows


def dropped(
    boxes: Array,
    order: Array,
    classes: Array,
    iou_threshold: float,
    rivals: Callable[..., Any],
    compete: Callable[..., bool],
) -> tuple[list[int], list[str]]:
    """The boxes that `suppress` does not keep, in the order of the visits."""
    kept, rows = suppress(boxes, order, classes, iou_threshold, rivals, compete)
    return [int(index) for index in order if index not in kept], rows


def per_class(one: Any, other: Any) -> bool:
    """Whether two boxes compete: those of the same class do."""
    return bool(one == other)


def _chain(draw: Draw, threshold: float) -> list[list[float]]:
    """Three boxes in a row: A suppresses B, B would suppress C, A leaves C alone."""
    size = draw.whole(20, 60)
    nearest = (1 - threshold) / (1 + threshold)  # a shift of this share of the size gives IoU = threshold
    shifts = [0.0, draw.decimal(0.55, 0.85, 2) * nearest, draw.decimal(1.3, 1.65, 2) * nearest]
    left, top = draw.whole(5, 60), draw.whole(5, 60)
    flip = draw.sign()
    corners = [(left + 40 + flip * round(shift * size), top) for shift in shifts]
    return [[x, y, x + size, y + size] for x, y in corners]


def _moved(draw: Draw, box: list[float], share: float) -> list[float]:
    """A box shifted downwards by a share of its size."""
    down = max(1, round((box[3] - box[1]) * share))
    return [box[0], box[1] + down, box[2], box[3] + down]


def _draw_nms(draw: Draw, level: int) -> Params:
    threshold = draw.pick([0.4, 0.5, 0.6])
    boxes = _chain(draw, threshold)
    classes = [0, 0, 0]
    if level >= 2:
        far = draw.whole(150, 250)
        boxes.append([far, far, far + draw.whole(20, 60), far + draw.whole(20, 60)])
        classes.append(0)
    if level == 3:
        boxes.append(_moved(draw, boxes[0], draw.pick([0.05, 0.1])))
        classes.append(1)
        boxes.append(_moved(draw, boxes[3], draw.pick([0.05, 0.1])))
        classes.append(0)
    scores = sorted(draw.spread(len(boxes), 0.3, 0.98, 2, gap=0.02), reverse=True)
    order = draw.shuffled(range(len(boxes)))
    drawn: dict[str, Any] = {"boxes": [boxes[i] for i in order], "scores": [scores[i] for i in order]}
    if level == 3:
        drawn["classes"] = [classes[i] for i in order]
    return {**drawn, "iou_threshold": threshold}


def _nms_prompt(params: Params) -> str:
    classes = params.get("classes")
    header = ["box", "x1", "y1", "x2", "y2", "score", *(["class"] if classes else [])]
    rows = [
        [i, *box, score, *([("cat", "dog")[classes[i]]] if classes else [])]
        for i, (box, score) in enumerate(zip(params["boxes"], params["scores"], strict=True))
    ]
    scope = " within each class" if classes else ""
    return (
        f"Greedy non-maximum suppression{scope} with an IoU threshold of {params['iou_threshold']:g}: "
        "a box is dropped if its IoU with a box already kept is greater than the threshold. "
        "Corners are continuous coordinates.\n\n" + show.table(header, rows)
    )


NMS = Exercise(
    id="nms",
    title="Greedy non-maximum suppression",
    topic="detection",
    seconds=120,
    reference=nms,
    terms=("NMS", "non-maximum suppression", "non-max suppression", "non maximum suppression"),
    prompt=_nms_prompt,
    draw=_draw_nms,
    levels={1: ("kept",), 2: ("kept",), 3: ("kept",)},
    parts=(Part("kept", "the kept boxes by descending score", "indices"),),
    constants={"classes": np.zeros(16, dtype=int)},
    policies={"rivals": kept_only, "compete": per_class},
    guard=lambda boxes, iou_threshold: _near_tie(boxes, iou_threshold),
    steps=(
        Step(
            "order",
            "Visit the boxes by descending score",
            "{order:list}",
            lambda scores: np.argsort(-scores),
        ),
        Step(
            "kept",
            "Keep a box unless its IoU with a box already kept (of its class) exceeds the threshold",
            "kept: {kept:list}",
            suppress,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "compared_with_dropped",
            "Compare only with boxes that were kept: a dropped box suppresses nothing.",
            must=True,
            swap={"rivals": lambda kept, visited: visited},
        ),
        Mistake(
            "compared_with_best_only",
            "Compare with every box kept so far, not only with the best one.",
            swap={"rivals": lambda kept, visited: kept[:1]},
        ),
        Mistake(
            "across_classes",
            "Boxes of different classes do not compete: suppress within each class.",
            must=True,
            levels=(3,),
            swap={"compete": lambda one, other: True},
        ),
        Mistake(
            "not_sorted",
            "Sort by score before you start; the order of the table means nothing.",
            swap={"order": lambda scores: np.arange(len(scores))},
        ),
        Mistake(
            "ascending",
            "Start with the highest score, not with the lowest.",
            must=True,
            swap={"order": lambda scores: np.argsort(scores)},
        ),
        Mistake(
            "dropped_listed",
            "List the boxes that are kept, not those that are dropped.",
            swap={"kept": dropped},
        ),
    ),
)


def _near_tie(boxes: Array, iou_threshold: float) -> str | None:
    overlaps = iou(boxes[:, None], boxes[None])
    pairs = overlaps[np.triu_indices(len(boxes), 1)]
    return "an IoU is close to the threshold" if np.any(np.abs(pairs - iou_threshold) < 0.03) else None
