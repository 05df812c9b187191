"""FixMatch: pseudo-labels of weakly augmented images for their strongly augmented copies."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step


def fixmatch_loss(weak: npt.ArrayLike, strong: npt.ArrayLike, threshold: float) -> float:
    """Loss of a batch of unlabelled images.

    For every image whose weakly augmented copy has a largest probability of at least τ, the class of it is
    the label for the strongly augmented copy: −ln of its probability there. The sum is divided by the
    number of all unlabelled images of the batch, also of those that do not count.

    Args:
      weak: `[n, k]`, class probabilities of the weakly augmented copies.
      strong: `[n, k]`, those of the strongly augmented copies.
      threshold: τ in [0, 1].

    Returns:
      The loss in nats; no gradient goes through `weak`.

    Source: Sohn et al., FixMatch (2020), equation 4.
    """
    weak, strong = np.asarray(weak, dtype=float), np.asarray(strong, dtype=float)
    rows = np.arange(len(weak))
    counted = weak.max(axis=1) >= threshold
    return float(np.mean(-np.log(strong[rows, weak.argmax(axis=1)]) * counted))


def _row(draw: Draw, low: int, high: int) -> list[float]:
    """Probabilities of three classes in hundredths, the largest one between two bounds."""
    top = draw.whole(low, high)
    part = draw.whole(1, 99 - top)
    return [share / 100 for share in draw.shuffled([top, part, 100 - top - part])]


def _strong(draw: Draw) -> list[float]:
    """Different probabilities of three classes in hundredths, none of them small."""
    first, second = draw.spread(2, 0.08, 0.8, 2, gap=0.06)
    third = round(1 - first - second, 2)
    usable = third > 0.08 and third not in (first, second)
    return [first, second, third] if usable else _strong(draw)


def _draw_fixmatch(draw: Draw, level: int) -> Params:
    threshold = draw.pick([0.8, 0.85, 0.9])
    limit = round(100 * threshold)
    if level == 1:
        sure = [draw.whole(limit + 2, 98) / 100 for _ in range(2)]
        unsure = [draw.whole(45, limit - 4) / 100]
        pseudo = draw.vector(3, 0.15, 0.85, 2)
        return {"confidence": draw.shuffled([*sure, *unsure]), "q": pseudo, "threshold": threshold}
    rows = [_row(draw, limit + 2, 97), _row(draw, limit + 2, 97), _row(draw, 55, limit - 4)]
    params: Params = {
        "weak": draw.shuffled(rows),
        "strong": [_strong(draw) for _ in range(3)],
        "threshold": threshold,
    }
    if level == 2:
        return params
    return {**params, "labelled": draw.vector(2, 0.3, 0.9, 2), "weight": draw.pick([0.5, 2, 3])}


def _pseudo(weak: Any, strong: Any) -> Any:
    """The strong copy's probability of the class that the weak copy finds likeliest."""
    return strong[np.arange(len(weak)), weak.argmax(axis=1)]


FIXMATCH_LOSS = Exercise(
    id="fixmatch_loss",
    title="FixMatch: pseudo-labels above a threshold",
    topic="data",
    seconds=120,
    reference=fixmatch_loss,
    terms=("FixMatch", "pseudo-label", "weakly augmented copy", "strongly augmented copy"),
    prompt={
        1: "FixMatch has three unlabelled images. The weakly augmented copies have the largest "
        "probabilities c; the "
        "strongly augmented copies give these same classes the probabilities q. The threshold is "
        "{threshold}; the "
        "sum of −ln q (natural logarithm) is divided by the number of all three images.\n\n"
        "  c = {confidence}\n  q = {q}",
        2: "FixMatch with the threshold {threshold} on three unlabelled images (rows) and three "
        "classes (columns). The "
        "cross-entropies (natural logarithm) are summed and divided by the number of all three "
        "images. Which images "
        "count (numbered from 1), and what is the loss?\n\n"
        "  weak   = {weak}\n\n  strong = {strong}",
        3: "FixMatch with the threshold {threshold} on three unlabelled images (rows) and three "
        "classes (columns); "
        "cross-entropies (natural logarithm) are divided by the number of all three images. Two "
        "labelled images have "
        "the probabilities p of their true classes; their mean cross-entropy is added to {weight} times the "
        "unlabelled loss.\n\n  weak   = {weak}\n\n  strong = {strong}\n\n  p = {labelled}",
    },
    draw=_draw_fixmatch,
    levels={1: ("loss",), 2: ("images", "loss"), 3: ("loss", "total")},
    parts=(
        Part("images", "the images that count", "indices", ordered=False),
        Part("loss", "the unlabelled loss"),
        Part("total", "the whole loss"),
    ),
    steps=(
        Step(
            "confidence",
            "Largest probability of every weak copy",
            "{confidence}",
            lambda weak: weak.max(axis=1),
        ),
        Step(
            "counted",
            "An image counts where it reaches the threshold",
            "{counted}",
            lambda confidence, threshold: (confidence >= threshold) * 1,
        ),
        Step(
            "images",
            "These are the images",
            "{images}",
            lambda counted: (np.flatnonzero(counted) + 1).tolist(),
        ),
        Step(
            "q",
            "What the strong copy gives the class that the weak copy finds likeliest",
            "{q}",
            lambda weak, strong: _pseudo(weak, strong),
        ),
        Step("surprises", "−ln of these", "{surprises}", lambda q: -np.log(q)),
        Step(
            "loss",
            "Add those that count, and divide by all images",
            "{counted}·{surprises} / 3 = {loss}",
            lambda counted, surprises: np.sum(counted * surprises) / len(surprises),
        ),
        Step(
            "supervised",
            "Mean cross-entropy of the labelled images",
            "{supervised}",
            lambda labelled: np.mean(-np.log(labelled)),
        ),
        Step(
            "total",
            "Add the weighted unlabelled loss",
            "{supervised} + {weight}·{loss} = {total}",
            lambda supervised, weight, loss: supervised + weight * loss,
        ),
    ),
    mistakes=(
        Mistake(
            "threshold_ignored",
            "Leave out the images whose weak copy stays below the threshold.",
            must=True,
            swap={"counted": lambda confidence: (confidence > 0) * 1},
        ),
        Mistake(
            "divided_by_counted",
            "Divide by the number of all unlabelled images, also of those that do not count.",
            must=True,
            swap={"loss": lambda counted, surprises: np.sum(counted * surprises) / np.sum(counted)},
        ),
        Mistake(
            "summed",
            "Divide the sum by the number of images.",
            swap={"loss": lambda counted, surprises: np.sum(counted * surprises)},
        ),
        Mistake(
            "copies_exchanged",
            "The weak copy gives the label, the strong copy is trained on it.",
            must=True,
            levels=(2, 3),
            swap={"q": lambda weak, strong: _pseudo(strong, weak)},
        ),
        Mistake(
            "label_of_the_strong_copy",
            "Take the class that the weak copy finds likeliest, not the one of the strong copy.",
            levels=(2, 3),
            swap={"q": lambda strong: strong.max(axis=1)},
        ),
        Mistake(
            "loss_of_the_weak_copy",
            "The weak copy only gives the label: take the probability of the strong copy.",
            swap={"q": lambda confidence: confidence},
            levels=(2, 3),
        ),
        Mistake(
            "soft_label",
            "The pseudo-label is hard: one class with weight 1.",
            levels=(2, 3),
            swap={"surprises": lambda weak, strong: -np.sum(weak * np.log(strong), axis=1)},
        ),
        Mistake(
            "base_two",
            "Use the natural logarithm.",
            levels=(1, 2),
            swap={"surprises": lambda q: -np.log2(q)},
        ),
        Mistake(
            "weight_on_the_labelled",
            "The weight multiplies the unlabelled loss.",
            must=True,
            levels=(3,),
            swap={"total": lambda supervised, weight, loss: weight * supervised + loss},
        ),
        Mistake(
            "weight_forgotten",
            "Multiply the unlabelled loss by its weight before adding.",
            levels=(3,),
            swap={"total": lambda supervised, loss: supervised + loss},
        ),
    ),
)
