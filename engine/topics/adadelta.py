"""Adadelta: steps scaled by the size of past updates in place of a learning rate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def adadelta_step(
    g: npt.ArrayLike, s: npt.ArrayLike, u: npt.ArrayLike, decay: float = 0.95, eps: float = 1e-6
) -> tuple[Array, Array, Array]:
    """One step of Adadelta: the update and the new averages of squared gradients and updates.

    s ← ρ·s + (1 − ρ)·g², Δw = −√(u + ε)/√(s + ε)·g, u ← ρ·u + (1 − ρ)·Δw². The root of the averaged squared
    updates stands where other methods have a learning rate; ε gets the first step going, while u is 0.

    Args:
      g: gradient of the loss, any shape.
      s, u: averages of squared gradients and squared updates before this step, of the same shape.
      decay: ρ, share that the old averages keep.
      eps: added inside both roots.

    Returns:
      The update to add to the weights, and the new s and u.

    Source: Zeiler, ADADELTA: An Adaptive Learning Rate Method (2012), algorithm 1.
    """
    g, s, u = (np.asarray(each, dtype=float) for each in (g, s, u))
    s = decay * s + (1 - decay) * g**2
    update = -np.sqrt(u + eps) / np.sqrt(s + eps) * g
    return update, s, decay * u + (1 - decay) * update**2


def _draw_adadelta(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "s": float(draw.pick([4, 9, 16, 25, 36])),
            "u0": draw.pick([0.01, 0.04, 0.09, 0.16, 0.25]),
            "g": float(draw.sign() * draw.whole(2, 9)),
        }
    decay, g = draw.pick([0.8, 0.9, 0.95]), draw.signed(0.5, 3, 1)
    if level == 3:
        return {"g": g, "decay": decay, "eps": draw.pick([0.001, 0.01, 0.0001])}
    return {"g": g, "s0": draw.decimal(0.3, 4, 1), "u0": draw.decimal(0.02, 0.4, 2), "decay": decay}


ADADELTA_STEP = Exercise(
    id="adadelta_step",
    title="A step of Adadelta",
    topic="optimizers",
    seconds=120,
    reference=adadelta_step,
    terms=("Adadelta", "Adadelta update", "average of squared updates"),
    prompt={
        1: "Adadelta (ε is negligible) has the average u = {u0} of squared updates of a weight. The average "
        "of its squared gradients is s = {s}, the present gradient g = {g} included. Which update does it "
        "make?",
        2: "Adadelta (ε is negligible) with ρ = {decay}, the weight of the old averages.\n\n"
        "  gradient                       g = {g}\n  average of squared gradients   s = {s0}\n"
        "  average of squared updates     u = {u0}",
        3: "The first step of Adadelta with ρ = {decay}, the weight of the old averages, which both start at "
        "0. ε = {eps} is added to both averages inside their roots. The gradient is {g}.",
    },
    draw=_draw_adadelta,
    levels={1: ("update",), 2: ("s", "update", "u"), 3: ("s", "update", "u")},
    parts=(
        Part("s", "the new average s of squared gradients", digits=4),
        Part("update", "the update that is added to the weight", digits=4, significant=True),
        Part("u", "the new average u of squared updates", digits=3, significant=True),
    ),
    constants={"eps": 0.0, "s0": 0.0, "u0": 0.0},
    steps=(
        Step(
            "s",
            "Average the squared gradient in: s ← ρ·s + (1 − ρ)·g²",
            "{decay}·{s0} + (1 − {decay})·{g}² = {s}",
            lambda decay, s0, g: decay * s0 + (1 - decay) * g**2,
        ),
        Step(
            "update",
            "Scale the gradient by both roots: Δw = −√(u + ε)/√(s + ε)·g, with the old u",
            "−√({u0} + {eps}) / √({s} + {eps})·{g} = {update}",
            lambda u0, eps, s, g: -np.sqrt(u0 + eps) / np.sqrt(s + eps) * g,
        ),
        Step(
            "u",
            "Average the squared update in: u ← ρ·u + (1 − ρ)·Δw²",
            "{decay}·{u0} + (1 − {decay})·{update}² = {u}",
            lambda decay, u0, update: decay * u0 + (1 - decay) * update**2,
        ),
    ),
    mistakes=(
        Mistake(
            "no_roots",
            "Take the roots of both averages: the update is to have the size of earlier updates.",
            must=True,
            swap={"update": lambda u0, eps, s, g: -(u0 + eps) / (s + eps) * g},
        ),
        Mistake(
            "numerator_without_root",
            "The average of squared updates stands under a root as well.",
            must=True,
            swap={"update": lambda u0, eps, s, g: -(u0 + eps) / np.sqrt(s + eps) * g},
        ),
        Mistake(
            "averages_exchanged",
            "Past updates stand above, past gradients below.",
            swap={"update": lambda u0, eps, s, g: -np.sqrt(s + eps) / np.sqrt(u0 + eps) * g},
        ),
        Mistake(
            "weights_exchanged",
            "Old averages keep the share ρ, the new square gets 1 − ρ.",
            must=True,
            levels=(2, 3),
            swap={
                "s": lambda decay, s0, g: (1 - decay) * s0 + decay * g**2,
                "u": lambda decay, u0, update: (1 - decay) * u0 + decay * update**2,
            },
        ),
        Mistake(
            "gradient_averaged_twice",
            "u averages the squared updates, not the squared gradients.",
            must=True,
            levels=(2, 3),
            swap={"u": lambda decay, u0, g: decay * u0 + (1 - decay) * g**2},
        ),
        Mistake(
            "old_average_used",
            "Bring the gradient into s before the step; u follows after it.",
            levels=(2,),
            swap={"update": lambda u0, eps, s0, g: -np.sqrt(u0 + eps) / np.sqrt(s0 + eps) * g},
        ),
        Mistake(
            "uphill",
            "The update goes against the gradient: it carries a minus sign.",
            swap={"update": lambda u0, eps, s, g: np.sqrt(u0 + eps) / np.sqrt(s + eps) * g},
        ),
        Mistake(
            "epsilon_below_only",
            "Add ε to u as well: without it the first step would be 0. It stands inside the root.",
            levels=(3,),
            swap={"update": lambda eps, s, g: -eps / np.sqrt(s + eps) * g},
        ),
    ),
)
