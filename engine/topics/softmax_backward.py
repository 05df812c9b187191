"""How a gradient passes back through softmax, alone and in attention."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.softmax import softmax

Array = npt.NDArray[np.float64]


def softmax_backward(g: npt.ArrayLike, p: npt.ArrayLike) -> Array:
    """Gradient by the logits from a gradient by the probabilities of a softmax.

    dz = p ⊙ (g − Σ_j g_j·p_j): the mean of g under p is taken away, because the probabilities have
    to keep adding up to 1. It is the product of g with the Jacobian diag(p) − p·pᵀ, without building it.

    Args:
      g: `[..., k]`, gradient by the probabilities.
      p: `[..., k]`, the probabilities, which add up to 1 along the last axis.

    Returns:
      `[..., k]`; each row adds up to 0.

    Source: Dao et al., FlashAttention (2022), appendix B.2; it follows from Bishop, Pattern Recognition
    and Machine Learning (2006), equation 4.106.
    """
    g, p = np.asarray(g, dtype=float), np.asarray(p, dtype=float)
    return np.asarray(p * (g - (g * p).sum(axis=-1, keepdims=True)))


def over_row(products: Any) -> Any:
    """The sum along each row."""
    return products.sum(axis=-1, keepdims=True)


def _probabilities(draw: Draw, count: int, grid: int) -> list[float]:
    """Probabilities on a grid that add up to 1, in random order."""
    cuts = sorted(draw.sample(range(1, grid), count - 1))
    return [(high - low) / grid for low, high in itertools.pairwise([0, *cuts, grid])]


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"p": _probabilities(draw, 3, 10), "g": [float(v) for v in draw.sample(range(-4, 6), 3)]}
    if level == 2:
        return {"z": draw.spread(3, -1, 2, 1, gap=0.3), "g": draw.spread(3, -2, 3, 1, gap=0.5)}
    return {
        "p": [_probabilities(draw, 3, 20) for _ in range(2)],
        "g": [draw.spread(3, -2, 3, 1, gap=0.5) for _ in range(2)],
        "d": draw.pick([4, 16, 64]),
    }


SOFTMAX_BACKWARD = Exercise(
    id="softmax_backward",
    title="Backward pass of softmax",
    topic="gradients",
    seconds=120,
    reference=softmax_backward,
    terms=("softmax backward", "backward pass of softmax", "gradient through softmax"),
    prompt={
        1: "Softmax has turned three logits into the probabilities p. A loss has the gradient g by these "
        "probabilities; carry it back to the logits.\n\n  p = {p}\n  g = {g}",
        2: "Softmax is applied to the logits z. A loss has the gradient g by the probabilities; carry it "
        "back to the logits.\n\n  z = {z}\n  g = {g}",
        3: "Attention divides its scores S by √d with d = {d} and puts each row through softmax, which gave "
        "the weights P. A loss has the gradient G by P; carry it back to S (before the division).\n\n"
        "  P = {p}    G = {g}",
    },
    draw=_draw,
    levels={1: ("mean", "dz"), 2: ("p", "dz"), 3: ("means", "dS")},
    parts=(
        Part("p", "the probabilities", "vector", digits=4),
        Part("mean", "the mean of g, weighted with p", digits=2),
        Part("dz", "the gradient by the logits", "vector"),
        Part("means", "for each row the mean of G, weighted with P", "vector"),
        Part("dS", "the gradient by S", "matrix", digits=4),
    ),
    policies={"add": over_row},
    steps=(
        Step("p", "Softmax of the logits", "p = {p}", lambda z: softmax(z)),
        Step(
            "mean",
            "Weigh g with the probabilities and add up: its mean under p",
            "{g}·{p} = {mean}",
            lambda g, p, add: float(add(g * p)[0]),
        ),
        Step("dz", "p ⊙ (g − mean)", "{p} ⊙ ({g} − {mean}) = {dz}", lambda p, g, mean: p * (g - mean)),
        Step(
            "means",
            "Weigh each row of G with its probabilities and add up: its mean under P",
            "{means}",
            lambda g, p, add: add(g * p)[:, 0],
        ),
        Step(
            "dscaled",
            "By the divided scores: P ⊙ (G − mean of the row)",
            "{dscaled}",
            lambda p, g, means: p * (g - means[:, None]),
        ),
        Step(
            "dS",
            "The division by √d divides the gradient as well",
            "dS = {dS}",
            lambda dscaled, d: dscaled / np.sqrt(d),
        ),
    ),
    mistakes=(
        Mistake(
            "mean_not_subtracted",
            "Subtract the mean of g under p: raising one logit lowers the other probabilities.",
            must=True,
            swap={"dz": lambda p, g: p * g, "dscaled": lambda p, g: p * g},
        ),
        Mistake(
            "own_terms_only",
            "Each logit moves all probabilities, not only its own: p·(1 − p) is just the diagonal.",
            must=True,
            swap={"dz": lambda p, g: g * p * (1 - p), "dscaled": lambda p, g: g * p * (1 - p)},
        ),
        Mistake(
            "plain_mean",
            "Weigh g with the probabilities: the mean under p is Σ g_j·p_j.",
            swap={"mean": lambda g: float(g.mean()), "means": lambda g: g.mean(axis=1)},
        ),
        Mistake(
            "not_weighted",
            "Multiply the difference g − mean by the probabilities.",
            swap={"dz": lambda g, mean: g - mean, "dscaled": lambda g, means: g - means[:, None]},
        ),
        Mistake(
            "cross_entropy_assumed",
            "p − onehot belongs to the cross-entropy; here the gradient by the probabilities is any g.",
            levels=(2,),
            swap={"dz": lambda p, g: p - np.where(g == g.max(), 1.0, 0.0)},
        ),
        Mistake(
            "scale_forgotten",
            "The scores were divided by √d: divide the gradient by √d too.",
            must=True,
            levels=(3,),
            swap={"dS": lambda dscaled: dscaled},
        ),
        Mistake(
            "multiplied_by_scale",
            "Going back through a division by √d divides again; it does not multiply.",
            levels=(3,),
            swap={"dS": lambda dscaled, d: dscaled * np.sqrt(d)},
        ),
        Mistake(
            "whole_matrix",
            "Each row is a softmax of its own: take the mean row by row.",
            levels=(3,),
            swap={"add": lambda products: np.full((len(products), 1), products.sum())},
        ),
    ),
)
