"""Label smoothing: softened targets, their loss, and the finite logits that they ask for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def label_smoothing_targets(classes: int, label: int, eps: float) -> Array:
    """Target distribution of label smoothing: a share of the certainty spread over all classes.

    q_k = (1 − ε)·[k = y] + ε/K

    Args:
      classes: K, number of classes.
      label: y, the true class, from 0.
      eps: ε in [0, 1], the share that is spread.

    Returns:
      `[K]`, summing to 1.

    Source: Szegedy et al., Rethinking the Inception Architecture for Computer Vision (2016), section 7.
    """
    return np.asarray((1 - eps) * np.eye(classes)[label] + eps / classes)


def smoothed(classes: int, label: int, q_true: float, q_other: float) -> Array:
    """A vector with one value at the label and another everywhere else."""
    return np.where(np.arange(classes) == label, q_true, q_other)


def _draw_smoothing(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "classes": draw.whole(3, 6),
            "label": draw.whole(0, 2),
            "eps": draw.pick([0.1, 0.15, 0.2, 0.3]),
        }
    if level == 2:
        tenths = draw.pick([[7, 2, 1], [6, 3, 1], [5, 3, 2], [5, 4, 1], [8, 1, 1], [6, 2, 2]])
        shift = draw.whole(1, 9)
        hundredths = [10 * tenths[0] - shift, 10 * tenths[1] + shift, 10 * tenths[2]]
        p = [value / 100 for value in draw.shuffled(hundredths)]
        return {"p": p, "label": draw.whole(0, 2), "eps": draw.pick([0.1, 0.15, 0.2, 0.3])}
    return {"classes": draw.pick([4, 5, 10, 20, 50, 100, 200]), "eps": draw.pick([0.05, 0.1, 0.15, 0.2, 0.3])}


LABEL_SMOOTHING = Exercise(
    id="label_smoothing",
    title="Label smoothing: targets, loss and the finite logit gap",
    topic="losses",
    seconds=100,
    reference=label_smoothing_targets,
    terms=("label smoothing", "smoothed labels", "smoothed targets"),
    aliases={
        "label_smoothing_targets": Focus(1),
        "label_smoothing_cross_entropy": Focus(2, "loss"),
        "label_smoothing_logit_gap": Focus(3, "gap"),
    },
    prompt={
        1: "Label smoothing with ε = {eps} for {classes} classes: the share ε of the target is spread evenly "
        "over all classes, the true one included. The true class is number {label} (counted from 0).",
        2: "A classifier gives the probabilities p = {p} for an example of class {label} (counted from 0). "
        "The loss is the cross entropy in nats with label smoothing, ε = {eps}: the share ε of the target "
        "is spread evenly over all classes, the true one included.",
        3: "A classifier of {classes} classes is trained with label smoothing, ε = {eps}: the share ε of the "
        "target is spread evenly over all classes, the true one included. Consider the logits that "
        "minimise the cross entropy (in nats) of one example.",
    },
    draw=_draw_smoothing,
    levels={1: ("targets",), 2: ("targets", "loss"), 3: ("gap", "floor")},
    parts=(
        Part("targets", "the target of each class", "vector"),
        Part("loss", "the loss"),
        Part("gap", "by how much the true logit exceeds every other one"),
        Part("floor", "the loss that remains there"),
    ),
    steps=(
        Step("classes", "Number of classes K", "K = {classes}", lambda p: len(p)),
        Step(
            "q_other",
            "Every class gets the share ε/K",
            "{eps}/{classes} = {q_other}",
            lambda eps, classes: eps / classes,
        ),
        Step(
            "q_true",
            "The true class keeps 1 − ε and gets the same share on top",
            "1 − {eps} + {q_other} = {q_true}",
            lambda eps, q_other: 1 - eps + q_other,
        ),
        Step(
            "targets",
            "Put them in the order of the classes",
            "q = {targets}",
            lambda classes, label, q_true, q_other: smoothed(classes, label, q_true, q_other),
        ),
        Step(
            "terms",
            "Weigh −ln p of each class with its target",
            "−q·ln p = {terms}",
            lambda targets, p: -targets * np.log(p),
        ),
        Step("loss", "The loss is their sum", "{terms:sum} = {loss}", lambda terms: terms.sum()),
        Step(
            "gap",
            "The loss is least where p = q; logits then differ by ln q_true − ln q_other",
            "ln({q_true}/{q_other}) = {gap}",
            lambda q_true, q_other: np.log(q_true / q_other),
        ),
        Step(
            "floor",
            "The loss there is the entropy of q: −q_true·ln q_true − (K − 1)·q_other·ln q_other",
            "{floor}",
            lambda q_true, q_other, classes: (
                -q_true * np.log(q_true) - (classes - 1) * q_other * np.log(q_other)
            ),
        ),
    ),
    mistakes=(
        Mistake(
            "no_share_for_true",
            "The true class gets its share of ε too: 1 − ε + ε/K. The targets sum to 1.",
            must=True,
            levels=(1, 2),
            swap={"q_true": lambda eps: 1 - eps},
        ),
        Mistake(
            "true_not_lowered",
            "Lower the true class to 1 − ε before adding ε/K: the targets sum to 1.",
            swap={"q_true": lambda q_other: 1 + q_other},
        ),
        Mistake(
            "eps_to_each",
            "Divide ε by the number of classes: it is the share of all of them together.",
            must=True,
            swap={"q_other": lambda eps: eps},
        ),
        Mistake(
            "true_class_only",
            "The other classes have targets above 0 too: add their −q·ln p.",
            must=True,
            levels=(2,),
            swap={"loss": lambda q_true, p, label: -q_true * np.log(p[label])},
        ),
        Mistake(
            "not_smoothed",
            "Use the smoothed targets: −ln p of the true class is the loss without smoothing.",
            levels=(2,),
            swap={"loss": lambda p, label: -np.log(p[label])},
        ),
        Mistake(
            "targets_in_logarithm",
            "Cross entropy weighs −ln p with the targets q, not the other way round.",
            levels=(2,),
            swap={"terms": lambda targets, p: -p * np.log(targets)},
        ),
        Mistake(
            "one_other_class",
            "There are K − 1 other classes: each adds −q_other·ln q_other.",
            must=True,
            levels=(3,),
            swap={"floor": lambda q_true, q_other: -q_true * np.log(q_true) - q_other * np.log(q_other)},
        ),
        Mistake(
            "difference_of_targets",
            "Logits differ by the logarithm of the ratio of the targets, not by their difference.",
            levels=(3,),
            swap={"gap": lambda q_true, q_other: q_true - q_other},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            levels=(2, 3),
            swap={
                "terms": lambda targets, p: -targets * np.log10(p),
                "gap": lambda q_true, q_other: np.log10(q_true / q_other),
            },
        ),
        Mistake(
            "floor_zero",
            "With smoothed targets the loss cannot reach 0: it stops at their entropy.",
            levels=(3,),
            swap={"floor": lambda: 0.0},
        ),
    ),
    conventions=(
        Convention(
            "others_share",
            "Right where ε is spread over the other K − 1 classes; here the true one gets its share too.",
            swap={"q_true": lambda eps: 1 - eps, "q_other": lambda eps, classes: eps / (classes - 1)},
        ),
    ),
)
