"""Nesterov momentum: the gradient is taken where the velocity is about to carry the weights."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def nesterov_step(
    w: npt.ArrayLike, v: npt.ArrayLike, gradient: Callable[[Array], Array], lr: float, mu: float = 0.9
) -> tuple[Array, Array]:
    """One step of Nesterov momentum: the new weights and velocity.

    v ← μ·v − lr·∇L(w + μ·v), w ← w + v. The gradient is taken where the velocity is about to carry the
    weights, so a step that goes too far is corrected before it is taken.

    Args:
      w: weights, any shape.
      v: velocity before this step, of the same shape.
      gradient: function that gives ∇L at any weights.
      lr: learning rate.
      mu: momentum, in [0, 1).

    Returns:
      New weights and new velocity.

    Source: Sutskever et al., On the Importance of Initialization and Momentum in Deep Learning (2013),
    equations 3 and 4. PyTorch writes it with the gradient at w and shifted weights instead.
    """
    w, v = np.asarray(w, dtype=float), np.asarray(v, dtype=float)
    velocity = mu * v - lr * gradient(w + mu * v)
    return w + velocity, velocity


def _draw_nesterov(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "a": float(draw.whole(2, 5)),
            "w": draw.signed(2, 8, 0),
            "v": draw.signed(2, 6, 0),
            "mu": draw.pick([0.5, 0.8, 0.9]),
        }
    length = level - 1
    drawn: Params = {
        "a": draw.vector(length, 0.5, 3, 1),
        "w": draw.vector(length, 0.8, 4, 1, signed=True),
        "v": draw.vector(length, 0.4, 2, 1, signed=True),
        "mu": draw.pick([0.7, 0.8, 0.9]),
        "lr": draw.pick([0.1, 0.2]),
    }
    single = {name: drawn[name][0] for name in ("a", "w", "v")} if level == 2 else {}
    return {**drawn, **single}


_NESTEROV = "Nesterov momentum: v ← μ·v − lr·∇L(w + μ·v), then w ← w + v.\n\n"

NESTEROV_STEP = Exercise(
    id="nesterov_step",
    title="A step of Nesterov momentum",
    topic="optimizers",
    seconds=100,
    reference=nesterov_step,
    terms=("Nesterov", "Nesterov momentum", "look-ahead gradient", "look-ahead point"),
    prompt={
        1: "Nesterov momentum takes the gradient at the look-ahead point w + μ·v. The loss is L(w) = "
        "½·{a}·w², the weight is w = {w}, the velocity v = {v}, and μ = {mu}.",
        2: _NESTEROV + "  L(w) = ½·{a}·w²\n  w = {w}, v = {v}\n  μ = {mu}, learning rate {lr}",
        3: _NESTEROV
        + "  L(w) = ½·({a[0]}·w₁² + {a[1]}·w₂²)\n  w = {w}, v = {v}\n  μ = {mu}, learning rate {lr}",
    },
    draw=_draw_nesterov,
    guard=lambda ahead: "the look-ahead point is the minimum" if np.min(np.abs(ahead)) < 0.1 else None,
    levels={1: ("ahead", "g"), 2: ("g", "velocity", "new"), 3: ("velocities", "weights")},
    parts=(
        Part("ahead", "the look-ahead point"),
        Part("g", "the gradient that the step uses"),
        Part("velocity", "the new velocity", digits=4),
        Part("new", "the new weight", digits=4),
        Part("velocities", "the new velocity", "vector", digits=4),
        Part("weights", "the new weights", "vector", digits=4),
    ),
    steps=(
        Step(
            "ahead",
            "Look ahead: where μ·v alone would carry the weights",
            "{w} + {mu}·{v} = {ahead}",
            lambda w, mu, v: w + mu * v,
        ),
        Step(
            "g", "Gradient there; the one of ½·a·w² is a·w", "{a}·{ahead} = {g}", lambda a, ahead: a * ahead
        ),
        Step(
            "velocity",
            "New velocity: μ·v − lr·g",
            "{mu}·{v} − {lr}·{g} = {velocity}",
            lambda mu, v, lr, g: mu * v - lr * g,
        ),
        Step("new", "Add it to the weight", "{w} + {velocity} = {new}", lambda w, velocity: w + velocity),
        Step(
            "velocities",
            "New velocity of both weights: μ·v − lr·g",
            "{mu}·{v} − {lr}·{g} = {velocities}",
            lambda mu, v, lr, g: mu * v - lr * g,
        ),
        Step(
            "weights",
            "Add it to the weights",
            "{w} + {velocities} = {weights}",
            lambda w, velocities: w + velocities,
        ),
    ),
    mistakes=(
        Mistake(
            "gradient_at_the_weights",
            "Take the gradient at the look-ahead point w + μ·v: at w it would be plain momentum.",
            must=True,
            swap={"ahead": lambda w: w},
        ),
        Mistake(
            "full_velocity_ahead",
            "Only the share μ of the velocity survives: look ahead by μ·v.",
            must=True,
            swap={"ahead": lambda w, v: w + v},
        ),
        Mistake(
            "against_the_velocity",
            "The velocity is added to the weights: look ahead to w + μ·v.",
            swap={"ahead": lambda w, mu, v: w - mu * v},
        ),
        Mistake(
            "velocity_added_twice",
            "Step from w: the look-ahead point served the gradient only.",
            must=True,
            levels=(2, 3),
            swap={
                "new": lambda ahead, velocity: ahead + velocity,
                "weights": lambda ahead, velocities: ahead + velocities,
            },
        ),
        Mistake(
            "uphill",
            "Subtract lr times the gradient from the velocity.",
            levels=(2, 3),
            swap={
                "velocity": lambda mu, v, lr, g: mu * v + lr * g,
                "velocities": lambda mu, v, lr, g: mu * v + lr * g,
            },
        ),
        Mistake(
            "velocity_forgotten",
            "The new velocity keeps the share μ of the old one.",
            levels=(2, 3),
            swap={"velocity": lambda lr, g: -lr * g, "velocities": lambda lr, g: -lr * g},
        ),
    ),
)
