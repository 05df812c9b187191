"""The Jacobian of softmax, and how a gradient passes back through it."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.softmax import softmax

Array = npt.NDArray[np.float64]


def softmax_jacobian(p: npt.ArrayLike) -> Array:
    """Derivatives of softmax probabilities by the logits.

    ∂p_i/∂z_j = p_i·(δ_ij − p_j), as a matrix diag(p) − p·pᵀ: symmetric, every row and column adds up
    to 0. A gradient g by p becomes p ⊙ (g − g·p) by z.

    Args:
      p: `[k]`, the probabilities.

    Returns:
      `[k, k]`.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 4.106.
    """
    p = np.asarray(p, dtype=float)
    return np.asarray(np.diag(p) - np.outer(p, p))


def _probabilities(draw: Draw, count: int, grid: int) -> list[float]:
    """Probabilities on a grid that add up to 1, no two of them alike."""
    cuts = sorted(draw.sample(range(1, grid), count - 1))
    return [(high - low) / grid for low, high in itertools.pairwise([0, *cuts, grid])]


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        own, other = draw.sample(range(3), 2)
        return {"p": _probabilities(draw, 3, 20), "own": own, "other": other}
    if level == 2:
        return {"p": _probabilities(draw, 3, 20)}
    return {"z": draw.spread(3, -1, 2, 1, gap=0.3), "g": draw.spread(3, -2, 3, 1, gap=0.5)}


SOFTMAX_JACOBIAN = Exercise(
    id="softmax_jacobian",
    title="Derivatives of softmax by its logits",
    topic="gradients",
    seconds=90,
    reference=softmax_jacobian,
    terms=("softmax derivative", "Jacobian of softmax", "softmax gradient", "softmax backward"),
    prompt={
        1: "Softmax has turned three logits z₀, z₁, z₂ into the probabilities p = {p}. Find the derivative "
        "of p with index {own} by its own logit, and by the logit with index {other}.",
        2: "Softmax has turned three logits into the probabilities p. Find its Jacobian (row i: derivatives "
        "of p_i by the logits).\n\n  p = {p}",
        3: "Softmax is applied to the logits z. A loss has the gradient g by the probabilities; carry it "
        "back to the logits.\n\n  z = {z}\n  g = {g}",
    },
    draw=_draw,
    levels={1: ("diagonal", "beside"), 2: ("J",), 3: ("p", "dz")},
    parts=(
        Part("diagonal", "the derivative by its own logit", digits=4),
        Part("beside", "the derivative by the other logit", digits=4),
        Part("J", "the Jacobian", "matrix", digits=4),
        Part("p", "the probabilities", "vector", digits=4),
        Part("dz", "the gradient by the logits", "vector"),
    ),
    guard=lambda p: "two probabilities are alike" if np.diff(np.sort(p)).min() < 0.04 else None,
    steps=(
        Step("p", "Softmax of the logits", "p = {p}", lambda z: softmax(z)),
        Step(
            "diagonal", "By its own logit: p_i·(1 − p_i)", "{diagonal}", lambda p, own: p[own] * (1 - p[own])
        ),
        Step("beside", "By another logit: −p_i·p_j", "{beside}", lambda p, own, other: -p[own] * p[other]),
        Step("products", "All products p_i·p_j", "{products}", lambda p: np.outer(p, p)),
        Step(
            "J",
            "p on the diagonal, less the products",
            "J = diag(p) − p·pᵀ = {J}",
            lambda p, products: np.diag(p) - products,
        ),
        Step("mean", "Mean of g under p: Σ g_j·p_j", "{g}·{p} = {mean}", lambda g, p: float(g @ p)),
        Step(
            "dz",
            "p ⊙ (g − mean), which is J·g",
            "{p} ⊙ ({g} − {mean}) = {dz}",
            lambda p, g, mean: p * (g - mean),
        ),
    ),
    mistakes=(
        Mistake(
            "no_cross_terms",
            "Raising one logit lowers the other probabilities: the derivative by another logit is −p_i·p_j.",
            must=True,
            swap={
                "beside": lambda p: 0.0,
                "J": lambda p: np.diag(p * (1 - p)),
                "dz": lambda p, g: g * p * (1 - p),
            },
        ),
        Mistake(
            "sign_of_cross_terms",
            "The derivative by another logit is negative: −p_i·p_j.",
            must=True,
            levels=(1, 2),
            swap={
                "beside": lambda p, own, other: p[own] * p[other],
                "J": lambda p, products: products + np.diag(p * (1 - 2 * p)),
            },
        ),
        Mistake(
            "own_square",
            "On the diagonal stands p_i − p_i², not −p_i² or p_i alone.",
            levels=(1, 2),
            swap={"diagonal": lambda p, own: p[own], "J": lambda products: -products},
        ),
        Mistake(
            "own_factor_twice",
            "The derivative of p_i by z_j carries p_i and p_j.",
            levels=(1,),
            swap={"beside": lambda p, own: -p[own] * (1 - p[own])},
        ),
        Mistake(
            "mean_not_subtracted",
            "Subtract the mean of g under p: an equal gradient for all probabilities moves no logit.",
            must=True,
            levels=(3,),
            swap={"dz": lambda p, g: p * g},
        ),
        Mistake(
            "plain_mean",
            "Weigh g with the probabilities: the mean is Σ g_j·p_j.",
            levels=(3,),
            swap={"mean": lambda g: float(g.mean())},
        ),
        Mistake(
            "loss_assumed",
            "p − onehot is the gradient of the cross-entropy by the logits; here the gradient by p is g.",
            levels=(3,),
            swap={"dz": lambda p, g: p - g},
        ),
    ),
)
