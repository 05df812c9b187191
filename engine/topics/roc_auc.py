"""The area under the ROC curve, by comparing positives with negatives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.metrics_threshold import score_table, shown_at_random

Array = npt.NDArray[np.float64]


def roc_auc(scores: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """Area under the ROC curve: how often a positive scores above a negative.

    The share of pairs (positive, negative) in which the positive has the higher score; a tie counts
    one half. By ranks from below, AUC = (Σ ranks of positives − n₊(n₊ + 1)/2)/(n₊·n₋).

    Args:
      scores: `[n]`, the higher the more positive.
      labels: `[n]`, 1 for positive and 0 for negative.

    Returns:
      A value in [0, 1]; 0.5 is guessing.

    Source: Fawcett, An introduction to ROC analysis (2006), section 7; Hanley and McNeil (1982).
    """
    s, y = np.asarray(scores, dtype=float), np.asarray(labels)
    gaps = s[y == 1][:, None] - s[y == 0][None]
    return float(((gaps > 0) + 0.5 * (gaps == 0)).mean())


def pairs_won(scores: Array, labels: Array, tie: Callable[[float], float]) -> tuple[float, list[str]]:
    """Count for each positive the negatives that score lower, with a line for each."""
    negatives = scores[labels == 0]
    rows, total = [], 0.0
    for score in sorted(scores[labels == 1], reverse=True):
        won = float((score > negatives).sum() + tie((score == negatives).sum()))
        total += won
        rows.append(f"positive {score:g}: above {won:g} of {len(negatives)} negatives")
    return total, rows


def half(ties: float) -> float:
    """What equal scores count: a half each."""
    return ties / 2


RANKINGS = ("10100", "10010", "01100", "01001", "00110")
"""Labels by descending score of two positives and three negatives, neither perfect nor even."""


def _draw_auc(draw: Draw, level: int) -> Params:
    if level == 1:
        labels = [int(label) for label in draw.pick(RANKINGS)]
    else:
        labels = [*draw.shuffled([1, 1, 1, 0, 0]), *draw.shuffled([1, 0, 0, 0])]
    scores = sorted(draw.spread(len(labels), 0.05, 0.97, 2, gap=0.04), reverse=True)
    if level < 3:
        return shown_at_random(draw, scores, labels)
    cut = draw.pick([3, 4])
    threshold = round((scores[cut] + scores[cut + 1]) / 2, 2)
    turns = [i for i in range(8) if labels[i] != labels[i + 1] and i != cut]
    tied = draw.pick(turns)
    scores[tied + 1] = scores[tied]
    return {**shown_at_random(draw, scores, labels), "threshold": threshold}


def _prompt_auc(params: Params) -> str:
    text = "A classifier scores positives (label 1) and negatives (label 0); higher means more positive."
    if "threshold" in params:
        text += (
            " Two equal scores count one half in the area under the ROC curve. One point of the curve has "
            f"the threshold {params['threshold']:g} (scores of at least that are called positive)."
        )
    return text + "\n\n" + score_table(params)


ROC_AUC = Exercise(
    id="roc_auc",
    title="Area under the ROC curve, by comparing pairs",
    topic="metrics",
    seconds=120,
    reference=roc_auc,
    terms=("ROC AUC", "AUC", "ROC curve", "area under the ROC curve"),
    prompt=_prompt_auc,
    draw=_draw_auc,
    levels={1: ("auc",), 2: ("won", "auc"), 3: ("fpr", "tpr", "auc")},
    parts=(
        Part("won", "in how many pairs the positive scores above the negative", "integer"),
        Part("fpr", "the false positive rate of that point"),
        Part("tpr", "the true positive rate of that point"),
        Part("auc", "the area under the ROC curve"),
    ),
    policies={"tie": half},
    steps=(
        Step("positives", "Count the positives", "{positives}", lambda labels: int((labels == 1).sum())),
        Step("negatives", "Count the negatives", "{negatives}", lambda labels: int((labels == 0).sum())),
        Step(
            "false_alarms",
            "Negatives that reach the threshold",
            "{false_alarms}",
            lambda scores, labels, threshold: int((scores[labels == 0] >= threshold).sum()),
        ),
        Step(
            "fpr",
            "False positive rate = those / all negatives",
            "{false_alarms}/{negatives} = {fpr}",
            lambda false_alarms, negatives: false_alarms / negatives,
        ),
        Step(
            "found",
            "Positives that reach the threshold",
            "{found}",
            lambda scores, labels, threshold: int((scores[labels == 1] >= threshold).sum()),
        ),
        Step(
            "tpr",
            "True positive rate = those / all positives",
            "{found}/{positives} = {tpr}",
            lambda found, positives: found / positives,
        ),
        Step(
            "won",
            "Compare every positive with every negative and count the pairs that the positive wins",
            "won: {won}",
            pairs_won,
            traced=True,
        ),
        Step(
            "pairs",
            "Number of pairs: positives · negatives",
            "{positives}·{negatives} = {pairs}",
            lambda positives, negatives: positives * negatives,
        ),
        Step("auc", "AUC = pairs won / all pairs", "{won}/{pairs} = {auc}", lambda won, pairs: won / pairs),
    ),
    mistakes=(
        Mistake(
            "pairs_lost",
            "Count the pairs in which the positive scores higher: above 0.5 is better than guessing.",
            must=True,
            levels=(1, 2),
            swap={
                "won": lambda scores, labels: (
                    float((scores[labels == 1][:, None] < scores[labels == 0]).sum()),
                    [],
                )
            },
        ),
        Mistake(
            "all_pairs",
            "Divide by the pairs of a positive with a negative, not by all pairs of examples.",
            must=True,
            swap={"pairs": lambda labels: len(labels) * (len(labels) - 1) // 2},
        ),
        Mistake(
            "accuracy_at_half",
            "This is the accuracy at threshold 0.5: the area uses the whole ranking.",
            swap={"auc": lambda scores, labels: ((scores >= 0.5) == (labels == 1)).mean()},
        ),
        Mistake(
            "tie_lost",
            "Equal scores count one half, not nothing.",
            must=True,
            levels=(3,),
            swap={"tie": lambda ties: 0 * ties},
        ),
        Mistake(
            "tie_won",
            "Equal scores count one half, not a whole win.",
            must=True,
            levels=(3,),
            swap={"tie": lambda ties: ties},
        ),
        Mistake(
            "rates_over_all",
            "Each rate divides by its own class: negatives for false, positives for true positives.",
            levels=(3,),
            swap={
                "fpr": lambda false_alarms, labels: false_alarms / len(labels),
                "tpr": lambda found, labels: found / len(labels),
            },
        ),
        Mistake(
            "precision_for_rate",
            "The false positive rate divides by all negatives, not by what was called positive.",
            levels=(3,),
            swap={"fpr": lambda false_alarms, found: false_alarms / (false_alarms + found)},
        ),
        Mistake(
            "ranks_summed",
            "From the rank sum of the positives subtract what they have at least: n₊·(n₊ + 1)/2.",
            levels=(1, 2),
            swap={
                "won": lambda scores, labels: (
                    float(sum((scores <= score).sum() for score in scores[labels == 1])),
                    [],
                )
            },
        ),
    ),
)
