"""Average precision of ranked detections, under the definitions that are in use."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def precision_recall(hits: npt.ArrayLike, ground_truths: int) -> tuple[Array, Array]:
    """Precision and recall after each detection of a ranked list.

    Args:
      hits: `[n]`, 1 for a true positive and 0 for a false one, by descending score.
      ground_truths: number of objects that there are to find.

    Returns:
      Two arrays `[n]`.
    """
    found = np.cumsum(np.asarray(hits, dtype=float))
    return found / np.arange(1, len(found) + 1), found / ground_truths


def envelope(precision: Array) -> Array:
    """The largest precision at this recall or any higher one."""
    result: Array = np.maximum.accumulate(precision[::-1])[::-1]
    return result


def average_precision(hits: npt.ArrayLike, ground_truths: int) -> float:
    """Area under the interpolated precision-recall curve ("all points").

    AP = Σ_k (r_k − r_{k−1}) · max_{r ≥ r_k} p(r)

    Args:
      hits: `[n]`, 1 for a true positive and 0 for a false one, by descending score.
      ground_truths: number of objects that there are to find; missed ones lower the recall.

    Returns:
      A value in [0, 1].

    Source: Everingham et al., The PASCAL VOC Challenge: A Retrospective (2015); VOC 2007 samples
    11 recalls instead, COCO 101, and scikit-learn leaves the envelope out.
    """
    precision, recall = precision_recall(hits, ground_truths)
    return float(np.sum(np.diff(recall, prepend=0.0) * envelope(precision)))


def as_it_is(precision: Array) -> Array:
    """Precision without an envelope."""
    return precision


def area_steps(precision: Array, recall: Array, smooth: Callable[[Array], Array]) -> tuple[float, list[str]]:
    """Sum rectangles under the curve: a line for each rise of the recall."""
    height, widths = smooth(precision), np.diff(recall, prepend=0.0)
    rows = [
        f"recall {r - w:.3f} → {r:.3f}: {w:.3f}·{h:.3f} = {w * h:.4f}"
        for r, w, h in zip(recall, widths, height, strict=True)
        if w > 0
    ]
    return float(np.sum(widths * height)), rows


def sampled(precision: Array, recall: Array, points: int) -> tuple[float, list[str]]:
    """Mean of the interpolated precision at evenly spaced recalls from 0 to 1."""
    values = [max(precision[recall >= r - 1e-9], default=0.0) for r in np.linspace(0, 1, points)]
    return float(np.mean(values)), []


def first_matches(matched: Array) -> Array:
    """Hits of a ranked list: a detection counts if its object was not found before (−1: no object)."""
    return np.array([float(m >= 0 and m not in matched[:i]) for i, m in enumerate(matched)])


def _draw(draw: Draw, level: int) -> Params:
    found = {1: 2, 2: 3, 3: 3}[level]
    missed = 0 if level == 1 else draw.whole(1, 2)
    ranked = [*range(found)] + [-1] * (2 if level == 1 else 3)
    if level == 3:
        ranked.append(draw.whole(0, found - 1))
    ranked = draw.shuffled(ranked)
    scores = sorted(draw.spread(len(ranked), 0.2, 0.97, 2, gap=0.02), reverse=True)
    shown = range(len(ranked)) if level == 1 else draw.shuffled(range(len(ranked)))
    return {
        "scores": [scores[i] for i in shown],
        "matched": [ranked[i] for i in shown],
        "ground_truths": found + missed,
    }


def _prompt(params: Params) -> str:
    names = ["none" if m < 0 else chr(ord("A") + m) for m in params["matched"]]
    rows = list(zip(params["scores"], names, strict=True))
    return (
        f"A detector is scored on one class with {params['ground_truths']} ground-truth objects. For "
        "each detection: its score and the object that it overlaps enough. Each object counts once; "
        "a further detection of it is a false positive. AP is the area under the precision-recall "
        "curve, with the precision at each recall replaced by the largest precision at this or any "
        "higher recall (all points).\n\n" + show.table(["score", "object"], rows)
    )


AVERAGE_PRECISION = Exercise(
    id="average_precision",
    title="Average precision of ranked detections",
    topic="detection",
    seconds=180,
    reference=average_precision,
    terms=("average precision", "AP", "mAP", "precision-recall curve"),
    aliases={"average_precision_all_points": Focus(2, "ap")},
    prompt=_prompt,
    draw=_draw,
    levels={1: ("precision", "ap"), 2: ("recall", "ap"), 3: ("ap",)},
    parts=(
        Part("precision", "the precision after each detection, best score first", "vector", digits=2),
        Part("recall", "the recall after each detection, best score first", "vector", digits=2),
        Part("ap", "the average precision"),
    ),
    policies={"smooth": envelope, "count_hits": first_matches},
    steps=(
        Step(
            "order",
            "Rank the detections by descending score",
            "{order:list}",
            lambda scores: np.argsort(-scores),
        ),
        Step(
            "hits",
            "Mark true positives (1) in that order: the first detection of each object",
            "{hits}",
            lambda matched, order, count_hits: count_hits(matched[order]),
        ),
        Step(
            "precision",
            "Precision after each detection = true positives so far / detections so far",
            "{precision:3}",
            lambda hits: np.cumsum(hits) / np.arange(1, len(hits) + 1),
        ),
        Step(
            "recall",
            "Recall after each detection = true positives so far / number of ground truths",
            "{recall:3}",
            lambda hits, ground_truths: np.cumsum(hits) / ground_truths,
        ),
        Step(
            "ap",
            "Sum rise of the recall · largest precision from there on",
            "AP = {ap}",
            area_steps,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "over_found_only",
            "Recall divides by all ground truths, those that were never found included.",
            must=True,
            levels=(2, 3),
            swap={"recall": lambda hits: np.cumsum(hits) / np.sum(hits)},
        ),
        Mistake(
            "unsorted",
            "Rank by score first; precision and recall are counted down the ranking.",
            must=True,
            levels=(2, 3),
            swap={"order": lambda scores: np.arange(len(scores))},
        ),
        Mistake(
            "duplicates_counted",
            "A second detection of the same object is a false positive.",
            must=True,
            levels=(3,),
            swap={"count_hits": lambda matched: np.where(matched >= 0, 1.0, 0.0)},
        ),
        Mistake(
            "mean_precision",
            "Weigh each precision with the rise of the recall; false positives raise no recall.",
            must=True,
            swap={"ap": lambda precision: (float(np.mean(precision)), [])},
        ),
        Mistake(
            "last_precision",
            "This is the precision of the whole list: AP is the area under the curve.",
            swap={"ap": lambda precision: (float(precision[-1]), [])},
        ),
        Mistake(
            "trapezoids",
            "Between two recalls use the interpolated (largest later) precision, not the mean of both ends.",
            swap={
                "ap": lambda precision, recall: (
                    float(np.trapezoid(np.r_[precision[0], precision], np.r_[0.0, recall])),
                    [],
                )
            },
        ),
    ),
    conventions=(
        Convention(
            "no_envelope",
            "Right without the envelope (scikit-learn); here the largest later precision counts.",
            swap={"smooth": as_it_is},
        ),
        Convention(
            "eleven_points",
            "Right for 11 recalls (VOC 2007); here the whole area is asked for.",
            swap={"ap": lambda precision, recall: sampled(precision, recall, 11)},
        ),
        Convention(
            "coco_points",
            "Right for 101 recalls (COCO); here the whole area is asked for.",
            swap={"ap": lambda precision, recall: sampled(precision, recall, 101)},
        ),
    ),
)
