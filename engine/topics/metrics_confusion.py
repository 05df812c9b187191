"""Metrics of a confusion matrix: accuracy, precision, recall and F1, for two classes and for several."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def precision_recall_f1(confusion: npt.ArrayLike) -> tuple[Array, Array, Array]:
    """Precision, recall and F1 of each class of a confusion matrix.

    precision = TP/(TP + FP), recall = TP/(TP + FN), F1 = 2·P·R/(P + R), their harmonic mean.

    Args:
      confusion: counts `[K, K]`, rows are true classes, columns predicted ones; every class occurs
        and is predicted.

    Returns:
      Three arrays `[K]`; the macro average is their mean over the classes.

    Source: Powers, Evaluation: From Precision, Recall and F-Measure to ROC, Informedness, Markedness
    and Correlation (2011); scikit-learn's documentation of precision_recall_fscore_support.
    """
    counts = np.asarray(confusion, dtype=float)
    hits = np.diagonal(counts)
    precision, recall = hits / counts.sum(axis=0), hits / counts.sum(axis=1)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _draw_f1(draw: Draw, level: int) -> Params:
    if level == 1:
        tp = draw.whole(3, 12)
        return {"tp": tp, "fp": draw.whole(1, 4), "fn": draw.whole(5, 16)}
    if level == 2:
        tp = draw.whole(20, 60)
        return {
            "tp": tp,
            "fp": draw.whole(4, tp // 3),
            "fn": draw.whole(tp // 2, 2 * tp),
            "tn": draw.whole(600, 3000),
        }
    sizes = draw.shuffled([draw.whole(60, 90), draw.whole(25, 40), draw.whole(8, 18)])
    rows = []
    for i, size in enumerate(sizes):
        wrong = [draw.whole(size // 10, size // 5), draw.whole(size // 12, size // 7)]
        wrong = [max(1, count) for count in wrong]
        rows.append([*wrong[:i], size - sum(wrong), *wrong[i:]])
    return {"confusion": rows}


def _prompt_f1(params: Params) -> str:
    rows = [["positive", params["tp"], params["fn"]], ["negative", params["fp"], params["tn"]]]
    return (
        "A screening test for a rare condition is compared with the truth.\n\n"
        + show.table(["truth", "test positive", "test negative"], rows)
        + "\n\nPositive is the class that precision, recall and F1 are asked for."
    )


def _prompt_classes(params: Params) -> str:
    rows = [[f"class {i}", *row] for i, row in enumerate(params["confusion"])]
    return (
        "A classifier of three classes has this confusion matrix. The macro F1 score is the mean of the F1 "
        "scores of the classes.\n\n"
        + show.table(["truth", "predicted 0", "predicted 1", "predicted 2"], rows)
    )


PRECISION_RECALL = Exercise(
    id="precision_recall",
    title="Precision, recall and F1 of a confusion matrix",
    topic="metrics",
    seconds=90,
    reference=precision_recall_f1,
    terms=("precision and recall", "TP/(TP + FP)", "TP/(TP + FN)", "F1 score", "confusion matrix"),
    aliases={
        "precision": Focus(1, "precision"),
        "recall": Focus(1, "recall"),
        "f1_score": Focus(2, "f1"),
        "macro_f1": Focus(3, "macro_f1"),
    },
    prompt={
        1: "A detector finds {tp} of the objects, misses {fn} others, and raises {fp} false alarms.",
        2: _prompt_f1,
        3: _prompt_classes,
    },
    draw=_draw_f1,
    levels={
        1: ("precision", "recall"),
        2: ("accuracy", "precision", "recall", "f1"),
        3: ("precisions", "recalls", "macro_f1"),
    },
    parts=(
        Part("accuracy", "the accuracy"),
        Part("precision", "the precision"),
        Part("recall", "the recall"),
        Part("f1", "the F1 score"),
        Part("precisions", "the precision of each class", "vector"),
        Part("recalls", "the recall of each class", "vector"),
        Part("macro_f1", "the macro F1 score"),
    ),
    steps=(
        Step(
            "accuracy",
            "Accuracy = right answers / all answers",
            "({tp} + {tn})/({tp} + {fn} + {fp} + {tn}) = {accuracy}",
            lambda tp, fn, fp, tn: (tp + tn) / (tp + fn + fp + tn),
        ),
        Step(
            "precision",
            "Precision = TP/(TP + FP): how much of what was called positive is so",
            "{tp}/({tp} + {fp}) = {precision}",
            lambda tp, fp: tp / (tp + fp),
        ),
        Step(
            "recall",
            "Recall = TP/(TP + FN): how much of what is positive was found",
            "{tp}/({tp} + {fn}) = {recall}",
            lambda tp, fn: tp / (tp + fn),
        ),
        Step(
            "f1",
            "F1 = harmonic mean of both: 2·P·R/(P + R)",
            "2·{precision}·{recall}/({precision} + {recall}) = {f1}",
            lambda precision, recall: 2 * precision * recall / (precision + recall),
        ),
        Step(
            "hits", "Right answers stand on the diagonal", "{hits}", lambda confusion: np.diagonal(confusion)
        ),
        Step(
            "precisions",
            "Precision of a class: its hits over its column, all that was called so",
            "{precisions}",
            lambda confusion, hits: hits / confusion.sum(axis=0),
        ),
        Step(
            "recalls",
            "Recall of a class: its hits over its row, all that is so",
            "{recalls}",
            lambda confusion, hits: hits / confusion.sum(axis=1),
        ),
        Step(
            "f1_scores",
            "F1 of each class: 2·P·R/(P + R)",
            "{f1_scores}",
            lambda precisions, recalls: 2 * precisions * recalls / (precisions + recalls),
        ),
        Step(
            "macro_f1",
            "Mean over the classes, each counting alike",
            "{macro_f1}",
            lambda f1_scores: f1_scores.mean(),
        ),
    ),
    mistakes=(
        Mistake(
            "exchanged",
            "Precision divides by all that was called positive (TP + FP), recall by all that is (TP + FN).",
            must=True,
            swap={
                "precision": lambda tp, fn: tp / (tp + fn),
                "recall": lambda tp, fp: tp / (tp + fp),
                "precisions": lambda confusion, hits: hits / confusion.sum(axis=1),
                "recalls": lambda confusion, hits: hits / confusion.sum(axis=0),
            },
        ),
        Mistake(
            "arithmetic_mean",
            "F1 is the harmonic mean 2·P·R/(P + R), which stays close to the smaller of the two.",
            must=True,
            levels=(2, 3),
            swap={
                "f1": lambda precision, recall: (precision + recall) / 2,
                "f1_scores": lambda precisions, recalls: (precisions + recalls) / 2,
            },
        ),
        Mistake(
            "over_everything",
            "Divide by TP + FP or by TP + FN, not by both kinds of errors at once.",
            levels=(1, 2),
            swap={
                "precision": lambda tp, fp, fn: tp / (tp + fp + fn),
                "recall": lambda tp, fp, fn: tp / (tp + fp + fn),
            },
        ),
        Mistake(
            "negatives_counted",
            "True negatives play no part in precision and recall.",
            must=True,
            levels=(2,),
            swap={
                "precision": lambda tp, fp, tn: (tp + tn) / (tp + fp + tn),
                "recall": lambda tp, fn, tn: (tp + tn) / (tp + fn + tn),
            },
        ),
        Mistake(
            "hits_only",
            "True negatives are right answers too: accuracy counts them.",
            levels=(2,),
            swap={"accuracy": lambda tp, fn, fp, tn: tp / (tp + fn + fp + tn)},
        ),
        Mistake(
            "no_factor",
            "The harmonic mean has a factor 2: 2·P·R/(P + R).",
            levels=(2,),
            swap={"f1": lambda precision, recall: precision * recall / (precision + recall)},
        ),
        Mistake(
            "geometric_mean",
            "F1 is the harmonic mean, not the root of the product.",
            levels=(2,),
            swap={"f1": lambda precision, recall: np.sqrt(precision * recall)},
        ),
        Mistake(
            "micro",
            "This is the accuracy (micro F1): the macro score averages the F1 scores of the classes.",
            must=True,
            levels=(3,),
            swap={"macro_f1": lambda confusion, hits: hits.sum() / confusion.sum()},
        ),
        Mistake(
            "weighted",
            "In the macro score every class counts alike, however many examples it has.",
            levels=(3,),
            swap={
                "macro_f1": lambda f1_scores, confusion: (
                    (f1_scores * confusion.sum(axis=1)).sum() / confusion.sum()
                )
            },
        ),
    ),
    conventions=(
        Convention(
            "f1_of_means",
            "Right for the F1 of mean precision and recall; here macro F1 is the mean of the F1 scores.",
            swap={
                "macro_f1": lambda precisions, recalls: (
                    2 * precisions.mean() * recalls.mean() / (precisions.mean() + recalls.mean())
                )
            },
        ),
    ),
)
