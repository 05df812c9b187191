"""Average precision read off a few recalls, and its mean over classes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def average_precision_at(precision: npt.ArrayLike, recall: npt.ArrayLike, points: int = 11) -> float:
    """Mean interpolated precision at evenly spaced recalls.

    AP = (1/n) Σ_{r ∈ {0, 1/(n−1), …, 1}} max_{r' ≥ r} p(r'), and 0 where no recall reaches r.

    Args:
      precision, recall: `[k]`, points of the curve.
      points: number n of recalls; 11 for VOC 2007, 101 for COCO.

    Returns:
      A value in [0, 1].

    Source: Everingham et al., The PASCAL VOC Challenge (2010), section 4.2.
    """
    p, r = np.asarray(precision, dtype=float), np.asarray(recall, dtype=float)
    return float(np.mean([p[r >= level - 1e-9].max(initial=0.0) for level in np.linspace(0, 1, points)]))


LEVELS = np.arange(11) / 10
"""The recalls 0, 0.1, …, 1."""


def highest_from(precision: Array, recall: Array, level: float) -> float:
    """The largest precision at this recall or any higher one; 0 where none reaches it."""
    return float(precision[recall >= level - 1e-9].max(initial=0.0))


def highest_at_least(precision: Array, recall: Array) -> Array:
    """The interpolated precision at each of the eleven recalls."""
    return np.array([highest_from(precision, recall, level) for level in LEVELS])


def next_point(precision: Array, recall: Array) -> Array:
    """The precision at the first point that reaches each recall, without interpolation."""
    reached = [precision[recall >= level - 1e-9] for level in LEVELS]
    return np.array([values[0] if len(values) else 0.0 for values in reached])


def _draw_points(draw: Draw, level: int) -> Params:
    count = {1: 3, 2: 4, 3: 5}[level]
    recall = sorted(draw.sample([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], count))
    if level == 3:
        recall = [r + 0.05 for r in recall[:-1]] + [recall[-1] + 0.1]
    falling = sorted(draw.spread(count, 0.4, 1.0, 2, gap=0.06), reverse=True)
    dip = draw.whole(1, count - 2)
    precision = [p - (0.05 if i == dip else 0) for i, p in enumerate(falling)]
    precision[dip + 1] = max(precision[dip + 1], precision[dip] + 0.03)
    return {"precision": [round(p, 2) for p in precision], "recall": [round(r, 2) for r in recall]}


def _points_prompt(params: Params) -> str:
    rows = zip(params["recall"], params["precision"], strict=True)
    return (
        "The precision-recall curve of a detector for one class has these points. Average precision "
        "in the manner "
        "of VOC 2007: the mean, over the eleven recalls 0, 0.1, …, 1, of the largest precision at "
        "that recall or "
        "any higher one, 0 where no point reaches it.\n\n" + show.table(["recall", "precision"], list(rows))
    )


AVERAGE_PRECISION_11PT = Exercise(
    id="average_precision_11pt",
    title="Eleven-point average precision",
    topic="detection",
    seconds=120,
    reference=average_precision_at,
    terms=("11-point interpolation", "eleven-point average precision", "11-point AP", "VOC 2007 AP"),
    prompt=_points_prompt,
    draw=_draw_points,
    levels={1: ("ap",), 2: ("ap",), 3: ("ap",)},
    parts=(Part("ap", "the average precision"),),
    policies={"interpolate": highest_at_least},
    steps=(
        Step(
            "heights",
            "At each recall 0, 0.1, …, 1: the largest precision from there on",
            "{heights}",
            lambda precision, recall, interpolate: interpolate(precision, recall),
        ),
        Step("total", "Add the eleven values", "{heights:sum} = {total}", lambda heights: heights.sum()),
        Step("ap", "Divide by 11", "{total} / 11 = {ap}", lambda total: total / 11),
    ),
    mistakes=(
        Mistake(
            "ten_recalls",
            "From 0 to 1 in steps of 0.1 there are eleven recalls: divide by 11.",
            must=True,
            swap={"ap": lambda total: total / 10},
        ),
        Mistake(
            "zero_left_out",
            "Recall 0 counts too: its precision is the largest of all.",
            swap={"total": lambda heights: heights[1:].sum(), "ap": lambda total: total / 10},
        ),
        Mistake(
            "unreached_left_out",
            "Recalls that no point reaches count as precision 0.",
            must=True,
            swap={"ap": lambda heights: heights[heights > 0].mean()},
        ),
        Mistake(
            "mean_of_points",
            "Take the mean over the eleven recalls, not over the points of the curve.",
            must=True,
            swap={"ap": lambda precision: precision.mean()},
        ),
        Mistake(
            "not_interpolated",
            "Use the largest precision at this recall or any higher one, so that dips do not count.",
            swap={"interpolate": next_point},
        ),
    ),
)


def mean_average_precision(ap: npt.ArrayLike) -> float:
    """Mean of the average precisions of all classes, each class with the same weight.

    Args:
      ap: `[classes]`.

    Returns:
      A value in [0, 1].

    Source: Everingham et al., The PASCAL VOC Challenge (2010), section 4.2.
    """
    return float(np.mean(np.asarray(ap, dtype=float)))


def _draw_map(draw: Draw, level: int) -> Params:
    classes = {1: 3, 2: 4, 3: 3}[level]
    objects = draw.sample(range(10, 200), classes)
    if level < 3:
        return {"ap": draw.spread(classes, 0.2, 0.95, 2, gap=0.08), "objects": objects}
    thresholds = [
        draw.spread(classes, low, high, 2, gap=0.05) for low, high in ((0.6, 0.95), (0.4, 0.7), (0.1, 0.4))
    ]
    return {"table": thresholds, "objects": objects}


def _map_prompt(params: Params) -> str:
    names = ["cat", "dog", "bird", "cow"]
    if "ap" in params:
        rows = [[n, ap, count] for n, ap, count in zip(names, params["ap"], params["objects"], strict=False)]
        return (
            "A detector reaches these average precisions. What is its mean average precision (mAP)?\n\n"
            + show.table(["class", "AP", "objects"], rows)
        )
    header = ["class", "AP at IoU 0.50", "0.75", "0.90", "objects"]
    columns = zip(*params["table"], strict=True)
    rows = [[n, *row, count] for n, row, count in zip(names, columns, params["objects"], strict=False)]
    return (
        "A detector reaches these average precisions at three IoU thresholds. Its mAP in the manner "
        "of COCO is the "
        "mean over classes and thresholds.\n\n" + show.table(header, rows)
    )


MEAN_AVERAGE_PRECISION = Exercise(
    id="mean_average_precision",
    title="Mean average precision over classes",
    topic="detection",
    seconds=40,
    reference=mean_average_precision,
    terms=("mean average precision", "mAP over classes", "mAP@[.5:.95]"),
    prompt=_map_prompt,
    draw=_draw_map,
    levels={1: ("mean_ap",), 2: ("mean_ap",), 3: ("mean_ap",)},
    parts=(Part("mean_ap", "the mAP"),),
    steps=(
        Step("ap", "For each class the mean over the thresholds", "{ap}", lambda table: table.mean(axis=0)),
        Step(
            "mean_ap",
            "Mean over the classes, each with the same weight",
            "mAP = {mean_ap}",
            lambda ap: float(np.mean(ap)),
        ),
    ),
    mistakes=(
        Mistake(
            "weighted_by_objects",
            "Every class has the same weight, however many objects it has.",
            must=True,
            swap={"mean_ap": lambda ap, objects: float(np.average(ap, weights=objects))},
        ),
        Mistake(
            "first_threshold",
            "Take the mean over all thresholds, not the loosest one alone.",
            must=True,
            levels=(3,),
            swap={"ap": lambda table: table[0]},
        ),
        Mistake(
            "median",
            "The mean is asked for, not the middle value.",
            levels=(1, 2),
            swap={"mean_ap": lambda ap: float(np.median(ap))},
        ),
        Mistake(
            "best_class",
            "Average over the classes; the best one tells little.",
            swap={"mean_ap": lambda ap: float(np.max(ap))},
        ),
    ),
)
