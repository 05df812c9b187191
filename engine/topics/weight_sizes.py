"""Sizes of weights: their root mean square, and a cap on the norm of each unit."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def weight_rms(w: npt.ArrayLike) -> float:
    """Root mean square of weights: their Frobenius norm per entry.

    ‖W‖_F / √(number of weights) = √(mean of w²). Unlike the norm it can be compared between layers of
    different sizes; for weights with mean 0 it is their standard deviation.

    Args:
      w: weights, any shape.

    Returns:
      A number that is not negative.

    Source: Golub and Van Loan, Matrix Computations (2013), section 2.3.1, for the Frobenius norm.
    """
    w = np.asarray(w, dtype=float)
    return float(np.linalg.norm(w) / np.sqrt(w.size))


def _draw_rms(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"W": draw.matrix(2, 2, 1, 6, 0, signed=True)}
    if level == 2:
        return {"W": draw.matrix(2, 3, 0.2, 2, 1, signed=True)}
    sizes = draw.sample([64, 128, 256, 384, 512, 1024], 2)
    return {"size": sizes, "frobenius": draw.decimal(8, 40, 1), "wanted": draw.decimal(0.01, 0.06, 3)}


WEIGHT_RMS = Exercise(
    id="weight_rms",
    title="Root mean square of a weight matrix",
    topic="linear algebra",
    seconds=60,
    reference=weight_rms,
    terms=(
        "RMS of the weights",
        "root mean square of weights",
        "per-weight size",
        "overall weight magnitude",
    ),
    prompt={
        1: "How large are the entries of this weight matrix in the root mean square?\n\n  W = {W}",
        2: "How large is this weight matrix in the Frobenius norm, and how large are its entries in the root "
        "mean square?\n\n  W = {W}",
        3: "A weight matrix of {size:shape} entries has a Frobenius norm of {frobenius}. How large are its "
        "entries in the root mean square? And which Frobenius norm would it have with a root mean square of "
        "{wanted}?",
    },
    draw=_draw_rms,
    levels={1: ("rms",), 2: ("frobenius", "rms"), 3: ("rms", "target")},
    parts=(
        Part("frobenius", "the Frobenius norm"),
        Part("rms", "the root mean square", digits=4),
        Part("target", "the norm with the wanted root mean square", digits=2),
    ),
    steps=(
        Step(
            "frobenius",
            "Frobenius norm: root of the sum of all squares",
            "√({W:squares}) = {frobenius}",
            lambda W: np.sqrt(np.sum(W**2)),
        ),
        Step("size", "Size of the matrix", "{size:shape}", lambda W: W.shape),
        Step(
            "count",
            "Number of its entries: rows times columns",
            "{size:shape} = {count}",
            lambda size: size[0] * size[1],
        ),
        Step(
            "rms",
            "Divide the norm by the root of their number",
            "{frobenius} / √{count} = {rms}",
            lambda frobenius, count: frobenius / np.sqrt(count),
        ),
        Step(
            "target",
            "Multiply the wanted root mean square by the root of their number",
            "{wanted}·√{count} = {target}",
            lambda wanted, count: wanted * np.sqrt(count),
        ),
    ),
    mistakes=(
        Mistake(
            "count_without_root",
            "Divide by the root of the number of entries: the mean stands under the root.",
            must=True,
            swap={
                "rms": lambda frobenius, count: frobenius / count,
                "target": lambda wanted, count: wanted * count,
            },
        ),
        Mistake(
            "rows_only",
            "All entries count, not only the rows: the number is rows times columns.",
            must=True,
            swap={"count": lambda size: size[0]},
        ),
        Mistake(
            "mean_of_squares",
            "Take the root of the mean square.",
            must=True,
            levels=(1, 2),
            swap={"rms": lambda frobenius, count: frobenius**2 / count},
        ),
        Mistake(
            "standard_deviation",
            "The root mean square does not subtract the mean.",
            levels=(1, 2),
            swap={"rms": lambda W: np.std(W)},
        ),
        Mistake(
            "mean_magnitude",
            "This is the mean magnitude: square the entries before averaging and take the root after it.",
            levels=(1, 2),
            swap={"rms": lambda W: np.mean(np.abs(W))},
        ),
        Mistake(
            "norm_without_root",
            "The Frobenius norm is the root of the sum of squares.",
            levels=(2,),
            swap={"frobenius": lambda W: np.sum(W**2)},
        ),
    ),
)


def max_norm_projection(w: npt.ArrayLike, cap: float, axis: int = -1) -> Array:
    """Weights of each unit, rescaled where their norm exceeds a cap.

    w ← w·min(1, c/‖w‖₂) after every update, separately for the incoming weights of each unit. The direction
    stays, and weights within the cap are left alone.

    Args:
      w: `[..., inputs]`, the incoming weights of units.
      cap: c, typically 3 or 4.
      axis: axis of the incoming weights.

    Returns:
      Weights of the same shape.

    Source: Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting (2014),
    section 5.1.
    """
    w = np.asarray(w, dtype=float)
    norm = np.linalg.norm(w, axis=axis, keepdims=True)
    return np.asarray(w * np.minimum(1, cap / norm))


TRIPLES = [(3, 4), (6, 8), (5, 12), (9, 12), (8, 15), (4, 3), (8, 6), (12, 5), (12, 9), (15, 8)]
"""Vectors whose length is a whole number."""


def _draw_cap(draw: Draw, level: int) -> Params:
    if level == 1:
        a, b = draw.pick(TRIPLES)
        return {"moved": [float(a * draw.sign()), float(b * draw.sign())], "cap": draw.pick([2, 3, 4])}
    cap = draw.pick([2, 2.5, 3])
    if level == 2:
        w, g = draw.vector(3, 1, 3, 1, signed=True), draw.vector(3, 0.4, 2, 1, signed=True)
        return {"w": w, "g": g, "lr": draw.pick([0.1, 0.2, 0.5]), "cap": cap}
    large = draw.vector(2, cap * 0.8, cap * 1.6, 1, signed=True)
    small = draw.vector(2, cap * 0.2, cap * 0.6, 1, signed=True)
    return {"moved": draw.shuffled([large, small]), "cap": cap}


def _active(cap: float, norm: Any) -> str | None:
    """Some norm exceeds the cap, and none lies next to it."""
    if np.max(norm) < cap:
        return "the cap does nothing"
    return "a norm lies at the cap" if np.min(np.abs(norm / cap - 1)) < 0.05 else None


MAX_NORM_PROJECTION = Exercise(
    id="max_norm_projection",
    title="Max-norm constraint on a unit's weights",
    topic="regularization",
    seconds=75,
    reference=max_norm_projection,
    terms=("max-norm", "max-norm constraint", "max norm regularization", "norm constraint on weights"),
    prompt={
        1: "A max-norm constraint caps the Euclidean norm of a unit's incoming weights at c = {cap}. The "
        "weights are {moved}. What does the constraint make of them?",
        2: "SGD takes a step, then a max-norm constraint caps the Euclidean norm of the unit's incoming "
        "weights at c = {cap}.\n\n  weights    w = {w}\n  gradient   g = {g}\n\n  learning rate {lr}",
        3: "A max-norm constraint caps the Euclidean norm of each unit's incoming weights at c = {cap}. "
        "Every row holds the incoming weights of one unit. What does the constraint make of them?\n\n  W = "
        "{moved}",
    },
    draw=_draw_cap,
    guard=lambda cap, norm: _active(cap, norm),
    levels={1: ("new",), 2: ("norm", "new"), 3: ("capped",)},
    parts=(
        Part("norm", "the norm of the weights after the step"),
        Part("new", "the weights under the constraint", "vector"),
        Part("capped", "the weights under the constraint", "matrix"),
    ),
    steps=(
        Step(
            "moved",
            "Step on the loss first: w − lr·g",
            "{w} − {lr}·{g} = {moved}",
            lambda w, lr, g: w - lr * g,
        ),
        Step(
            "norm",
            "Norm of the incoming weights of each unit: √Σw²",
            "{norm}",
            lambda moved: np.sqrt(np.sum(moved**2, axis=-1)),
        ),
        Step(
            "factor",
            "Rescale only where the norm exceeds the cap: min(1, c/norm)",
            "min(1, {cap} / {norm}) = {factor}",
            lambda cap, norm: np.minimum(1, cap / norm),
        ),
        Step(
            "new",
            "Multiply all weights by it",
            "{factor}·{moved} = {new}",
            lambda moved, factor: moved * factor,
        ),
        Step(
            "capped",
            "Multiply each row by its factor",
            "{capped}",
            lambda moved, factor: moved * np.reshape(factor, (-1, 1)),
        ),
    ),
    mistakes=(
        Mistake(
            "each_weight_capped",
            "The cap holds for the norm of the unit's weights: rescale them together, do not clip each.",
            must=True,
            swap={
                "new": lambda moved, cap: np.clip(moved, -cap, cap),
                "capped": lambda moved, cap: np.clip(moved, -cap, cap),
            },
        ),
        Mistake(
            "normalised_to_one",
            "The norm becomes c, not 1: multiply by c/norm.",
            must=True,
            swap={"factor": lambda norm: 1 / norm},
        ),
        Mistake(
            "norm_without_root",
            "Divide by the norm: take the root of the sum of squares.",
            swap={"norm": lambda moved: np.sum(moved**2, axis=-1)},
        ),
        Mistake(
            "left_alone",
            "The norm exceeds the cap: rescale the weights.",
            swap={"new": lambda moved: moved, "capped": lambda moved: moved},
        ),
        Mistake(
            "capped_before_the_step",
            "First the step, then the constraint: after the step the norm must not exceed c.",
            must=True,
            levels=(2,),
            swap={"new": lambda w, lr, g, cap: w * np.minimum(1, cap / np.sqrt(np.sum(w**2))) - lr * g},
        ),
        Mistake(
            "small_norms_raised",
            "A unit within the cap is left alone: the factor is never above 1.",
            must=True,
            levels=(3,),
            swap={"factor": lambda cap, norm: cap / norm},
        ),
        Mistake(
            "whole_matrix",
            "The cap holds for each unit by itself, not for the whole matrix.",
            must=True,
            levels=(3,),
            swap={"norm": lambda moved: np.sqrt(np.sum(moved**2)) * np.ones(len(moved))},
        ),
        Mistake(
            "columns_for_rows",
            "The incoming weights of a unit stand in its row: take the norm along the rows.",
            levels=(3,),
            swap={
                "norm": lambda moved: np.sqrt(np.sum(moved**2, axis=0)),
                "capped": lambda moved, factor: moved * factor,
            },
        ),
    ),
)
