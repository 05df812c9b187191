"""Slopes by finite differences: forward and central quotients, and their errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def central_difference(f: Callable[[Array], Any], x: npt.ArrayLike, h: float = 1e-5) -> Array:
    """Numerical gradient of a scalar function by central differences.

    ∂f/∂x_i ≈ (f(x + h·e_i) − f(x − h·e_i))/(2h), with an error of order h²; the forward difference
    (f(x + h·e_i) − f(x))/h has one of order h.

    Args:
      f: maps an array of the shape of x to a number.
      x: where, any shape.
      h: step.

    Returns:
      An array of the shape of x.

    Source: Stanford CS231n, course notes, Neural Networks Part 3 (gradient checks); Bishop, Pattern
    Recognition and Machine Learning (2006), equation 5.69.
    """
    x = np.asarray(x, dtype=float)
    slopes = np.zeros_like(x)
    for cell in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[cell] = h
        slopes[cell] = (f(x + step) - f(x - step)) / (2 * h)
    return slopes


def polynomial(x: float, cubic: float, square: float, linear: float) -> float:
    """cubic·x³ + square·x² + linear·x."""
    return cubic * x**3 + square * x**2 + linear * x


def surface(x: float, y: float, w: npt.ArrayLike) -> float:
    """w₀·x³·y + w₁·x·y²."""
    first, second = np.asarray(w)
    return float(first * x**3 * y + second * x * y**2)


def _draw_difference(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"square": draw.whole(2, 9), "linear": draw.signed(2, 9, 0), "x": draw.whole(2, 6), "h": 0.1}
    if level == 2:
        return {
            "cubic": draw.whole(1, 5) * draw.sign(),
            "linear": draw.signed(2, 9, 0),
            "x": draw.whole(2, 5),
            "h": draw.pick([0.1, 0.2]),
        }
    x, y = draw.sample([2, 3, 4, 5], 2)
    return {"w": draw.vector(2, 2, 4, 0, signed=True), "x": x, "y": y, "h": draw.pick([0.1, 0.2])}


GRADIENT_CHECK = Exercise(
    id="gradient_check",
    title="Finite differences against the derivative",
    topic="gradients",
    seconds=150,
    reference=central_difference,
    terms=(
        "gradient check",
        "gradient checking",
        "finite difference",
        "central difference",
        "numerical gradient",
    ),
    aliases={"numerical_gradient": Focus(2)},
    prompt={
        1: "Estimate the slope of f(x) = {square}·x² + {linear}·x at x = {x} by the forward difference with "
        "step h = {h}, and find the true slope by differentiating.",
        2: "Take f(x) = {cubic}·x³ + {linear}·x at x = {x} and the step h = {h}. Estimate the slope by the "
        "forward and by the central difference. The errors are estimate − derivative.",
        3: "Take f(x, y) = {w[0]}·x³·y + {w[1]}·x·y² at x = {x}, y = {y}. Check ∂f/∂x by the central "
        "difference with step h = {h}. The error is estimate − derivative.",
    },
    draw=_draw_difference,
    levels={
        1: ("forward", "exact"),
        2: ("forward", "central", "forward_error", "central_error"),
        3: ("plus", "minus", "partial", "partial_error"),
    },
    parts=(
        Part("forward", "the forward difference"),
        Part("exact", "the derivative", digits=0),
        Part("central", "the central difference"),
        Part("forward_error", "the error of the forward difference"),
        Part("central_error", "the error of the central difference"),
        Part("plus", "f with x larger by h"),
        Part("minus", "f with x smaller by h"),
        Part("partial", "the central difference"),
        Part("partial_error", "its error"),
    ),
    constants={"cubic": 0, "square": 0},
    policies={"forward_span": lambda h: h, "central_span": lambda h: 2 * h},
    steps=(
        Step("here", "f at x", "f({x}) = {here}", polynomial),
        Step(
            "ahead",
            "f at x + h",
            "f({x} + {h}) = {ahead}",
            lambda x, h, cubic, square, linear: polynomial(x + h, cubic, square, linear),
        ),
        Step(
            "behind",
            "f at x − h",
            "f({x} − {h}) = {behind}",
            lambda x, h, cubic, square, linear: polynomial(x - h, cubic, square, linear),
        ),
        Step(
            "forward",
            "Forward difference: (f(x + h) − f(x))/h",
            "({ahead} − {here})/{h} = {forward}",
            lambda ahead, here, h, forward_span: (ahead - here) / forward_span(h),
        ),
        Step(
            "central",
            "Central difference: (f(x + h) − f(x − h))/(2h)",
            "({ahead} − {behind})/(2·{h}) = {central}",
            lambda ahead, behind, h, central_span: (ahead - behind) / central_span(h),
        ),
        Step(
            "exact",
            "Derivative, power by power: (xⁿ)' = n·xⁿ⁻¹",
            "{exact}",
            lambda x, cubic, square, linear: 3 * cubic * x**2 + 2 * square * x + linear,
        ),
        Step(
            "forward_error",
            "Its error falls in proportion to h",
            "{forward} − {exact} = {forward_error}",
            lambda forward, exact: forward - exact,
        ),
        Step(
            "central_error",
            "Its error falls with h²",
            "{central} − {exact} = {central_error}",
            lambda central, exact: central - exact,
        ),
        Step(
            "plus", "Move x alone by h", "f({x} + {h}, {y}) = {plus}", lambda x, y, h, w: surface(x + h, y, w)
        ),
        Step("minus", "and by −h", "f({x} − {h}, {y}) = {minus}", lambda x, y, h, w: surface(x - h, y, w)),
        Step(
            "partial",
            "Their difference / (2h)",
            "({plus} − {minus})/(2·{h}) = {partial}",
            lambda plus, minus, h, central_span: (plus - minus) / central_span(h),
        ),
        Step(
            "exact_partial",
            "Derivative by x, with y held: 3·x²·y and y²",
            "{exact_partial}",
            lambda x, y, w: 3 * w[0] * x**2 * y + w[1] * y**2,
        ),
        Step(
            "partial_error",
            "Estimate − derivative",
            "{partial} − {exact_partial} = {partial_error}",
            lambda partial, exact_partial: partial - exact_partial,
        ),
    ),
    mistakes=(
        Mistake(
            "not_divided",
            "Divide the difference by the distance: h forwards, 2h for the central difference.",
            must=True,
            swap={"forward_span": lambda h: 1, "central_span": lambda h: 1},
        ),
        Mistake(
            "divided_by_h",
            "The points of a central difference are 2h apart: divide by 2h.",
            must=True,
            levels=(2, 3),
            swap={"central_span": lambda h: h},
        ),
        Mistake(
            "backward_difference",
            "A forward difference looks ahead: (f(x + h) − f(x))/h.",
            must=True,
            levels=(1, 2),
            swap={"forward": lambda here, behind, h: (here - behind) / h},
        ),
        Mistake(
            "error_reversed",
            "The error is estimate − derivative.",
            levels=(2, 3),
            swap={
                "forward_error": lambda forward, exact: exact - forward,
                "central_error": lambda central, exact: exact - central,
                "partial_error": lambda partial, exact_partial: exact_partial - partial,
            },
        ),
        Mistake(
            "power_not_brought_down",
            "The derivative of xⁿ is n·xⁿ⁻¹: the exponent comes down as a factor.",
            levels=(1, 2),
            swap={"exact": lambda x, cubic, square, linear: cubic * x**2 + square * x + linear},
        ),
        Mistake(
            "both_moved",
            "For ∂f/∂x move x alone and hold y.",
            must=True,
            levels=(3,),
            swap={
                "plus": lambda x, y, h, w: surface(x + h, y + h, w),
                "minus": lambda x, y, h, w: surface(x - h, y - h, w),
            },
        ),
        Mistake(
            "other_variable",
            "This moves y: for ∂f/∂x move x.",
            levels=(3,),
            swap={
                "plus": lambda x, y, h, w: surface(x, y + h, w),
                "minus": lambda x, y, h, w: surface(x, y - h, w),
            },
        ),
    ),
)
