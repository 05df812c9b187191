"""Precision and recall of scored examples at a threshold, and the threshold for a wanted recall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def precision_recall_at(
    scores: npt.ArrayLike, labels: npt.ArrayLike, threshold: float
) -> tuple[float, float]:
    """Precision and recall when everything that scores at least a threshold is called positive.

    Args:
      scores: `[n]`, the higher the more positive.
      labels: `[n]`, 1 for positive and 0 for negative.
      threshold: in the unit of the scores; some score reaches it.

    Returns:
      Precision TP/(TP + FP) and recall TP/(TP + FN).

    Source: scikit-learn's documentation of precision_recall_curve.
    """
    called = np.asarray(scores, dtype=float) >= threshold
    hits = float((called & (np.asarray(labels) == 1)).sum())
    return hits / float(called.sum()), hits / float((np.asarray(labels) == 1).sum())


def reached(score: Array, threshold: float) -> npt.NDArray[np.bool_]:
    """Whether scores call for positive: those at the threshold do."""
    return score >= threshold


def highest_with_recall(
    scores: Array, labels: Array, least: float, called: Callable[..., Any]
) -> tuple[float, list[str]]:
    """Go down the scores until the recall reaches the wanted one, with a line for each threshold."""
    rows = []
    positives = (labels == 1).sum()
    threshold = 0.0
    for threshold in sorted(scores.tolist(), reverse=True):
        found = int((called(scores, threshold) & (labels == 1)).sum())
        rows.append(f"threshold {threshold:g}: recall {found}/{positives} = {found / positives:.3f}")
        if found / positives >= least:
            break
    return threshold, rows


def shown_at_random(draw: Draw, scores: list[float], labels: list[int]) -> Params:
    """Scores with their labels in random order."""
    order = draw.shuffled(range(len(scores)))
    return {"scores": [scores[i] for i in order], "labels": [labels[i] for i in order]}


def _draw_threshold(draw: Draw, level: int) -> Params:
    threshold = draw.pick([0.4, 0.45, 0.5, 0.55, 0.6])
    if level == 3:
        return _draw_least(draw)
    tp, tn = draw.whole(1, 3) + level - 1, draw.whole(1, 2)
    fp, fn = draw.sample(range(1, level + 2), 2)
    high = draw.spread(tp + fp, threshold + 0.02, 0.97, 2, gap=0.02)
    low = draw.spread(fn + tn, 0.05, threshold - 0.02, 2, gap=0.02)
    labels = [1] * tp + [0] * fp + [1] * fn + [0] * tn
    return {**shown_at_random(draw, high + low, labels), "threshold": threshold}


def _draw_least(draw: Draw) -> Params:
    """Five positives; at the wanted threshold some of them and another number than five are called."""
    least, found = draw.pick([(0.5, 3), (0.6, 3), (0.7, 4), (0.8, 4)])
    wrong = draw.pick([f for f in (1, 2, 3) if found + f != 5])
    above = [*draw.shuffled([1] * (found - 1) + [0] * wrong), 1]
    labels = above + draw.shuffled([1] * (5 - found) + [0] * draw.whole(1, 2))
    scores = sorted(draw.spread(len(labels), 0.05, 0.97, 2, gap=0.03), reverse=True)
    return {**shown_at_random(draw, scores, labels), "least": least}


def score_table(params: Params) -> str:
    """Scores beside their labels."""
    return show.table(["score", "label"], list(zip(params["scores"], params["labels"], strict=True)))


def _prompt_threshold(params: Params) -> str:
    return (
        f"Examples that score at least {params['threshold']:g} are called positive (label 1).\n\n"
        + score_table(params)
    )


def _prompt_least(params: Params) -> str:
    return (
        "Examples that score at least the threshold are called positive (label 1), and the threshold is one "
        f"of the scores. Find the highest threshold whose recall is at least {params['least']:g}, and "
        "the precision there.\n\n" + score_table(params)
    )


PRECISION_RECALL_AT_THRESHOLD = Exercise(
    id="precision_recall_at_threshold",
    title="Precision and recall at a threshold",
    topic="metrics",
    seconds=90,
    reference=precision_recall_at,
    terms=("decision threshold", "classification threshold", "precision-recall trade-off"),
    aliases={"threshold_for_recall": Focus(3)},
    prompt={1: _prompt_threshold, 2: _prompt_threshold, 3: _prompt_least},
    draw=_draw_threshold,
    levels={1: ("precision", "recall"), 2: ("precision", "recall"), 3: ("threshold", "precision")},
    parts=(
        Part("threshold", "the threshold", digits=2),
        Part("precision", "the precision"),
        Part("recall", "the recall"),
    ),
    policies={"called": reached},
    steps=(
        Step(
            "threshold",
            "Lower the threshold from score to score until enough positives are found",
            "{threshold}",
            highest_with_recall,
            traced=True,
        ),
        Step(
            "predicted",
            "Call positive (1) what scores at least the threshold",
            "{predicted}",
            lambda scores, threshold, called: np.where(called(scores, threshold), 1, 0),
        ),
        Step(
            "hits",
            "True positives: called positive and positive",
            "{hits}",
            lambda predicted, labels: int((predicted * labels).sum()),
        ),
        Step(
            "called_positive",
            "Count all that are called positive",
            "{called_positive}",
            lambda predicted: int(predicted.sum()),
        ),
        Step(
            "precision",
            "Precision = true positives / all called positive",
            "{hits}/{called_positive} = {precision}",
            lambda hits, called_positive: hits / called_positive,
        ),
        Step("positives", "Count all that are positive", "{positives}", lambda labels: int(labels.sum())),
        Step(
            "recall",
            "Recall = true positives / all positives",
            "{hits}/{positives} = {recall}",
            lambda hits, positives: hits / positives,
        ),
    ),
    mistakes=(
        Mistake(
            "exchanged",
            "Precision divides by what was called positive, recall by what is positive.",
            must=True,
            levels=(1, 2),
            swap={
                "precision": lambda hits, positives: hits / positives,
                "recall": lambda hits, called_positive: hits / called_positive,
            },
        ),
        Mistake(
            "below_threshold",
            "High scores are called positive, those below the threshold negative.",
            must=True,
            levels=(1, 2),
            swap={"called": lambda score, threshold: score < threshold},
        ),
        Mistake(
            "accuracy",
            "This is the accuracy: negatives that were recognised do not count here.",
            levels=(1, 2),
            swap={
                "precision": lambda predicted, labels: (predicted == labels).mean(),
                "recall": lambda predicted, labels: (predicted == labels).mean(),
            },
        ),
        Mistake(
            "over_all_examples",
            "Divide by those called positive or by the positives, not by all examples.",
            levels=(1, 2),
            swap={
                "precision": lambda hits, labels: hits / len(labels),
                "recall": lambda hits, labels: hits / len(labels),
            },
        ),
        Mistake(
            "recall_as_precision",
            "Precision divides the true positives by all that score at least the threshold.",
            must=True,
            levels=(3,),
            swap={"precision": lambda hits, positives: hits / positives},
        ),
        Mistake(
            "threshold_excluded",
            "An example that scores exactly the threshold is called positive too.",
            must=True,
            levels=(3,),
            swap={"called": lambda score, threshold: score > threshold},
        ),
        Mistake(
            "table_order",
            "Go down the scores by size: the order of the table means nothing.",
            levels=(3,),
            swap={
                "threshold": lambda scores, labels, least: (
                    float(scores[np.flatnonzero(np.cumsum(labels) / labels.sum() >= least)[0]]),
                    [],
                )
            },
        ),
    ),
)
