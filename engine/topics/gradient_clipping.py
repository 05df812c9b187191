"""Gradient clipping: by norm, which keeps the direction, and by value, which turns it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.weight_sizes import TRIPLES

Array = npt.NDArray[np.float64]


def clip_by_norm(gradients: list[Array], cap: float) -> tuple[list[Array], float]:
    """Gradients rescaled together so that their global norm does not exceed a cap.

    g ← g·min(1, c/‖g‖₂), with the norm over all entries of all gradients. The direction stays. Always
    rescaling to norm c (normalisation) gives the same wherever the norm exceeds c.

    Args:
      gradients: arrays of any shapes, one for each parameter.
      cap: c, the largest norm.

    Returns:
      The rescaled gradients, and the norm before.

    Source: Pascanu, Mikolov and Bengio, On the Difficulty of Training Recurrent Neural Networks (2013),
    algorithm 1; torch.nn.utils.clip_grad_norm_, which adds 1e-6 to the norm.
    """
    norm = float(np.sqrt(sum(np.sum(g**2) for g in gradients)))
    return [g * min(1.0, cap / norm) for g in gradients], norm


def _draw_norm(draw: Draw, level: int) -> Params:
    if level == 1:
        a, b = draw.pick(TRIPLES)
        return {"g": [float(a * draw.sign()), float(b * draw.sign())], "cap": draw.pick([1.5, 2, 2.5, 3, 4])}
    cap = draw.pick([0.5, 1, 1.5, 2])
    if level == 2:
        return {"g": draw.vector(3, 0.6, 4, 1, signed=True), "cap": cap}
    return {
        "g_w": draw.vector(3, 0.6, 3, 1, signed=True),
        "g_b": draw.vector(2, 0.3, 1.5, 1, signed=True),
        "cap": cap,
    }


def _exceeded(cap: float, norm: float) -> str | None:
    return "the cap changes little" if norm < 1.2 * cap else None


GRADIENT_CLIP_BY_NORM = Exercise(
    id="gradient_clip_by_norm",
    title="Gradient clipping by norm",
    topic="optimizers",
    seconds=60,
    reference=clip_by_norm,
    terms=(
        "gradient clipping",
        "clip by norm",
        "clip the gradient norm",
        "gradient normalization",
        "rescale the gradient",
    ),
    aliases={"gradient_norm_scaling": Focus(2)},
    prompt={
        1: "The gradient {g} is clipped by norm: its Euclidean norm must not exceed {cap}.",
        2: "The gradient g = {g} is clipped by norm: it is rescaled to the Euclidean norm {cap} where it "
        "exceeds it.",
        3: "A layer has a gradient for its weights and one for its biases. Both are clipped together by "
        "their global Euclidean norm, which must not exceed {cap}.\n\n  weights   {g_w}\n  biases    {g_b}",
    },
    draw=_draw_norm,
    guard=lambda cap, norm: _exceeded(cap, norm),
    levels={1: ("clipped",), 2: ("norm", "clipped"), 3: ("norm", "clipped_w", "clipped_b")},
    parts=(
        Part("norm", "the norm before clipping"),
        Part("clipped", "the clipped gradient", "vector"),
        Part("clipped_w", "the clipped gradient of the weights", "vector"),
        Part("clipped_b", "the clipped gradient of the biases", "vector"),
    ),
    steps=(
        Step(
            "g",
            "Put the gradients of all parameters into one vector",
            "{g}",
            lambda g_w, g_b: np.concatenate([g_w, g_b]),
        ),
        Step(
            "norm", "Euclidean norm: √Σg²", "‖g‖ = √({g:squares}) = {norm}", lambda g: np.sqrt(np.sum(g**2))
        ),
        Step(
            "factor",
            "Factor that brings it down to the cap: min(1, c/‖g‖)",
            "{cap} / {norm} = {factor}",
            lambda cap, norm: np.minimum(1, cap / norm),
        ),
        Step(
            "clipped", "Multiply every entry by it", "{factor}·{g} = {clipped}", lambda factor, g: factor * g
        ),
        Step(
            "clipped_w",
            "Multiply the weights' gradient by it",
            "{factor}·{g_w} = {clipped_w}",
            lambda factor, g_w: factor * g_w,
        ),
        Step(
            "clipped_b",
            "And the biases' gradient by the same factor",
            "{factor}·{g_b} = {clipped_b}",
            lambda factor, g_b: factor * g_b,
        ),
    ),
    mistakes=(
        Mistake(
            "by_value",
            "Clipping by norm rescales all entries alike: this caps each by itself.",
            must=True,
            swap={
                "clipped": lambda g, cap: np.clip(g, -cap, cap),
                "clipped_w": lambda g_w, cap: np.clip(g_w, -cap, cap),
                "clipped_b": lambda g_b, cap: np.clip(g_b, -cap, cap),
            },
        ),
        Mistake(
            "norm_without_root",
            "The norm is the root of the sum of squares.",
            must=True,
            swap={"norm": lambda g: np.sum(g**2)},
        ),
        Mistake(
            "sum_of_magnitudes",
            "The Euclidean norm squares the entries; a sum of magnitudes is the L1 norm.",
            swap={"norm": lambda g: np.sum(np.abs(g))},
        ),
        Mistake(
            "largest_entry",
            "The cap holds for the norm of the whole gradient, not for its largest entry.",
            swap={"norm": lambda g: np.max(np.abs(g))},
        ),
        Mistake(
            "normalised_to_one",
            "The norm becomes the cap, not 1: multiply by c/‖g‖.",
            swap={"factor": lambda norm: 1 / norm},
        ),
        Mistake(
            "factor_upside_down",
            "Clipping makes the gradient shorter: multiply by c/‖g‖, not by ‖g‖/c.",
            swap={"factor": lambda cap, norm: norm / cap},
        ),
        Mistake(
            "each_alone",
            "One norm over the gradients of all parameters, and one factor: clipping each alone turns the "
            "step.",
            must=True,
            levels=(3,),
            swap={
                "norm": lambda g_w: np.sqrt(np.sum(g_w**2)),
                "clipped_b": lambda g_b, cap: g_b * np.minimum(1, cap / np.sqrt(np.sum(g_b**2))),
            },
        ),
    ),
)


def clip_by_value(g: npt.ArrayLike, cap: float) -> Array:
    """Gradient with every entry limited to an interval around 0.

    min(max(g, −c), c) for each entry. Large entries lose more than small ones, so the direction turns.

    Args:
      g: gradient, any shape.
      cap: c, the largest magnitude of an entry.

    Returns:
      An array of the same shape.

    Source: torch.nn.utils.clip_grad_value_; Goodfellow, Bengio and Courville, Deep Learning (2016),
    section 10.11.1.
    """
    return np.asarray(np.clip(np.asarray(g, dtype=float), -cap, cap))


def cosine(a: Any, b: Any) -> Any:
    """Cosine of the angle between two vectors."""
    return np.sum(a * b) / np.sqrt(np.sum(a**2) * np.sum(b**2))


def _draw_value(draw: Draw, level: int) -> Params:
    if level == 1:
        whole = draw.whole(2, 5)
        g = [whole + draw.whole(1, 5), -whole - draw.whole(1, 5), draw.whole(1, whole - 1) * draw.sign()]
        return {"g": [float(value) for value in draw.shuffled(g)], "cap": whole}
    cap = draw.pick([0.5, 1, 1.5, 2])
    large = [cap + draw.decimal(0.4, 3, 1), -cap - draw.decimal(0.4, 3, 1)]
    small = [draw.signed(0.2, cap - 0.2, 1) for _ in range(4 - len(large) if level == 2 else 1)]
    return {"g": [round(value, 1) for value in draw.shuffled(large + small)], "cap": cap}


GRADIENT_CLIP_BY_VALUE = Exercise(
    id="gradient_clip_by_value",
    title="Gradient clipping by value",
    topic="optimizers",
    seconds=60,
    reference=clip_by_value,
    terms=("clip by value", "gradient clipping by value", "clamp the gradient", "clip each entry"),
    prompt={
        1: "The gradient {g} is clipped by value to the interval from −{cap} to {cap}.",
        2: "The gradient {g} is clipped by value to the interval from −{cap} to {cap}. What is left of it, "
        "and which Euclidean norm has that?",
        3: "The gradient {g} is clipped by value to the interval from −{cap} to {cap}. What is left of it, "
        "and how far does this turn it: what is the cosine of the angle between the gradient before and "
        "after?",
    },
    draw=_draw_value,
    levels={1: ("clipped",), 2: ("clipped", "norm"), 3: ("clipped", "turn")},
    parts=(
        Part("clipped", "the clipped gradient", "vector", digits=2),
        Part("norm", "its norm"),
        Part("turn", "the cosine of the angle"),
    ),
    policies={"limit": lambda g, cap: np.clip(g, -cap, cap)},
    steps=(
        Step(
            "clipped",
            "Entries beyond the interval move to its nearer end; the others stay",
            "{clipped}",
            lambda limit, g, cap: limit(g, cap),
        ),
        Step(
            "norm",
            "Root of the sum of squares",
            "√({clipped:squares}) = {norm}",
            lambda clipped: np.sqrt(np.sum(clipped**2)),
        ),
        Step(
            "turn",
            "Cosine: inner product over the product of the norms",
            "{g}·{clipped} / (‖g‖·‖clipped‖) = {turn}",
            lambda g, clipped: cosine(g, clipped),
        ),
    ),
    mistakes=(
        Mistake(
            "upper_end_only",
            "The interval has two ends: entries below −c are raised to −c.",
            must=True,
            swap={"limit": lambda g, cap: np.minimum(g, cap)},
        ),
        Mistake(
            "rescaled",
            "Clipping by value treats each entry by itself: this is clipping by norm.",
            must=True,
            swap={"limit": lambda g, cap: g * np.minimum(1, cap / np.sqrt(np.sum(g**2)))},
        ),
        Mistake(
            "set_to_zero",
            "Entries beyond the interval become c or −c, not 0.",
            must=True,
            swap={"limit": lambda g, cap: np.where(np.abs(g) > cap, 0.0, g)},
        ),
        Mistake(
            "small_ones_raised",
            "Entries inside the interval stay as they are: only the larger ones become ±c.",
            swap={"limit": lambda g, cap: cap * np.sign(g)},
        ),
        Mistake(
            "sign_lost",
            "A large negative entry becomes −c: keep its sign.",
            swap={"limit": lambda g, cap: np.where(np.abs(g) > cap, cap, g)},
        ),
        Mistake(
            "direction_kept",
            "Only clipping by norm keeps the direction: compute the angle between both vectors.",
            levels=(3,),
            swap={"turn": lambda: 1.0},
        ),
    ),
)
