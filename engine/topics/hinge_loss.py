"""Multiclass hinge loss: every wrong class has to stay a margin below the true one."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def hinge_loss(scores: npt.ArrayLike, labels: npt.ArrayLike, margin: float = 1.0) -> tuple[Array, Array]:
    """Multiclass hinge (SVM) loss of class scores, and its gradient by the scores.

    L = Σ_{j ≠ y} max(0, s_j − s_y + Δ). A class that violates the margin has the gradient 1, the
    true class minus the number of violations.

    Args:
      scores: s, `[n, K]`.
      labels: y, `[n]` class numbers from 0.
      margin: Δ.

    Returns:
      Losses `[n]` and gradients of each loss `[n, K]`.

    Source: Weston and Watkins, Support Vector Machines for Multi-Class Pattern Recognition (1999);
    CS231n, notes on linear classification.
    """
    s = np.asarray(scores, dtype=float)
    target = np.eye(s.shape[1])[np.asarray(labels)]
    margins = np.maximum(0, s - (s * target).sum(axis=1, keepdims=True) + margin) * (1 - target)
    violated = (margins > 0).astype(float)
    return margins.sum(axis=1), violated - target * violated.sum(axis=1, keepdims=True)


def clamped(gap: Any) -> Any:
    """A violation of the margin: never negative."""
    return np.maximum(gap, 0)


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        true = draw.whole(-1, 2)
        scores = [true, true + draw.whole(0, 2), true + draw.whole(2, 4), true - draw.whole(2, 5)]
        order = draw.shuffled(range(4))
        return {"s": [float(scores[i]) for i in order], "label": order.index(0)}
    if level == 2:
        rows = [draw.spread(3, -2, 4, 1, gap=0.3) for _ in range(4)]
        return {"s": rows, "label": draw.shuffled([0, 1, 2, draw.whole(0, 2)])}
    s = draw.spread(5, -2, 4, 1, gap=0.3)
    return {"s": s, "label": s.index(sorted(s)[draw.whole(2, 3)]), "margin": draw.pick([0.5, 1.5, 2.0])}


def _prompt(params: Params) -> str:
    rows = [[i, *s, y] for i, (s, y) in enumerate(zip(params["s"], params["label"], strict=True))]
    return (
        "A linear classifier gives these scores. The loss of an example is the multiclass hinge (SVM) loss "
        "with margin 1, added over the wrong classes; the loss of the batch is the mean over examples.\n\n"
        + show.table(["example", "class 0", "class 1", "class 2", "true class"], rows)
    )


def _kink(gaps: Array, target: Array) -> str | None:
    return "a margin is just met" if np.any(np.abs(gaps[target == 0]) < 0.05) else None


HINGE_LOSS = Exercise(
    id="hinge_loss",
    title="Multiclass hinge (SVM) loss",
    topic="losses",
    seconds=90,
    reference=hinge_loss,
    terms=("hinge loss", "SVM loss", "multiclass SVM", "max-margin loss"),
    aliases={"svm_hinge_loss": Focus(2), "hinge_gradient": Focus(3, "gradient")},
    prompt={
        1: "A linear classifier gives the scores s = {s} for an example of class {label} (counted from 0). "
        "The loss is the multiclass hinge (SVM) loss with margin 1, added over the wrong classes.",
        2: _prompt,
        3: "A linear classifier gives the scores s = {s} for an example of class {label} (counted from 0). "
        "The loss is the multiclass hinge (SVM) loss with margin {margin}, added over the wrong classes.",
    },
    draw=_draw,
    levels={1: ("loss",), 2: ("losses", "mean"), 3: ("loss", "gradient")},
    parts=(
        Part("loss", "the loss", digits=1),
        Part("losses", "the loss of each example", "vector", digits=1),
        Part("mean", "the mean loss", digits=2),
        Part("gradient", "the gradient by the scores", "vector", digits=1),
    ),
    constants={"margin": 1.0},
    policies={"clamp": clamped},
    guard=_kink,
    steps=(
        Step(
            "target",
            "Mark the true class, which is left out of the sum",
            "{target}",
            lambda s, label: np.eye(s.shape[-1])[label],
        ),
        Step(
            "gaps",
            "How far each class comes above the true score less the margin: s_j − s_y + Δ",
            "{gaps}",
            lambda s, target, margin: s - (s * target).sum(axis=-1, keepdims=True) + margin,
        ),
        Step(
            "margins",
            "Negative values count as 0, and so does the true class",
            "{margins}",
            lambda gaps, target, clamp: clamp(gaps) * (1 - target),
        ),
        Step("loss", "Add the wrong classes", "{loss}", lambda margins: margins.sum()),
        Step(
            "losses",
            "Add the wrong classes of each example",
            "{losses}",
            lambda margins: margins.sum(axis=-1),
        ),
        Step("mean", "Average over the examples", "{mean}", lambda losses: losses.mean()),
        Step(
            "violated",
            "Mark the wrong classes that violate the margin",
            "{violated}",
            lambda margins: np.where(margins > 0, 1, 0),
        ),
        Step(
            "gradient",
            "1 for each of them, minus their number for the true class",
            "{gradient}",
            lambda violated, target: violated - target * violated.sum(),
        ),
    ),
    mistakes=(
        Mistake(
            "true_class_counted",
            "Leave the true class out of the sum: it would always add the margin.",
            must=True,
            swap={"margins": lambda gaps, clamp: clamp(gaps)},
        ),
        Mistake(
            "no_margin",
            "Add the margin: a wrong class has to stay Δ below the true one.",
            swap={"gaps": lambda s, target: s - (s * target).sum(axis=-1, keepdims=True)},
        ),
        Mistake(
            "not_clamped",
            "A class that keeps its distance adds 0, not a negative value.",
            swap={"clamp": lambda gap: gap},
        ),
        Mistake(
            "worst_class_only",
            "Add all classes that violate the margin, not only the worst.",
            swap={
                "loss": lambda margins: margins.max(),
                "losses": lambda margins: margins.max(axis=-1),
            },
        ),
        Mistake(
            "difference_turned",
            "Subtract the true score from the others: a high wrong score is what costs.",
            must=True,
            swap={"gaps": lambda s, target, margin: (s * target).sum(axis=-1, keepdims=True) - s + margin},
        ),
        Mistake(
            "squared",
            "The hinge loss adds the violations themselves, not their squares.",
            swap={
                "loss": lambda margins: (margins**2).sum(),
                "losses": lambda margins: (margins**2).sum(axis=-1),
            },
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the number of examples.",
            must=True,
            levels=(2,),
            swap={"mean": lambda losses: losses.sum()},
        ),
        Mistake(
            "count_forgotten",
            "Each violation pulls at the true score too: it gets minus their number.",
            levels=(3,),
            swap={"gradient": lambda violated, target: violated - target},
        ),
        Mistake(
            "size_in_gradient",
            "The hinge has slope 1 wherever the margin is violated, however much.",
            levels=(3,),
            swap={"gradient": lambda margins, target: margins - target * margins.sum()},
        ),
    ),
    conventions=(
        Convention(
            "over_classes",
            "Right for PyTorch's multi_margin_loss, which divides by the classes; here it is a sum.",
            swap={
                "loss": lambda margins: margins.sum() / len(margins),
                "losses": lambda margins: margins.mean(axis=-1),
                "gradient": lambda violated, target: (violated - target * violated.sum()) / len(target),
            },
        ),
    ),
)
