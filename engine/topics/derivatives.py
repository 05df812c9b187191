"""Derivatives of functions of several variables: gradient and Jacobian."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def quadratic_gradient(x: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike) -> Array:
    """Gradient of a quadratic form with a linear term.

    ∇(xᵀ·A·x + bᵀ·x) = (A + Aᵀ)·x + b, which is 2·A·x + b for a symmetric A only.

    Args:
      x: `[d]`.
      a: A, `[d, d]`.
      b: `[d]`.

    Returns:
      `[d]`, the partial derivatives.

    Source: Petersen and Pedersen, The Matrix Cookbook (2012), equations 69 and 81.
    """
    a = np.asarray(a, dtype=float)
    return np.asarray((a + a.T) @ np.asarray(x) + np.asarray(b))


def _draw_gradient(draw: Draw, level: int) -> Params:
    if level == 1:
        p, q, r = draw.sample([-5, -4, -3, -2, 2, 3, 4, 5], 3)
        x, y = draw.sample([-4, -3, -2, 2, 3, 4], 2)
        return {"p": p, "q": q, "r": r, "x1": x, "x2": y}
    drawn: Params = {
        "a": draw.matrix(2, 2, 1, 5, 0, signed=True),
        "b": draw.vector(2, 1, 6, 0, signed=True),
        "x": draw.vector(2, 1, 4, 0, signed=True),
    }
    if level == 2:
        return drawn
    sides = draw.pick([[3.0, 4.0], [4.0, 3.0], [6.0, 8.0], [5.0, 12.0], [8.0, 6.0]])
    return {**drawn, "v": [side * draw.sign() for side in sides]}


GRADIENT_OF_SCALAR_FUNCTION = Exercise(
    id="gradient_of_scalar_function",
    title="Gradient of a function of several variables",
    topic="gradients",
    seconds=75,
    reference=quadratic_gradient,
    terms=(
        "partial derivatives",
        "gradient of a scalar function",
        "quadratic form",
        "directional derivative",
    ),
    prompt={
        1: "Find the partial derivatives of f(x, y) = {p}·x² + {q}·x·y + {r}·y at x = {x1}, y = {x2}.",
        2: "Find the gradient of f(x) = xᵀ·A·x + bᵀ·x at x.\n\n  A = {a}    b = {b}    x = {x}",
        3: "Find the gradient of f(x) = xᵀ·A·x + bᵀ·x at x, and how fast f changes there in the direction of "
        "v (for each unit of length).\n\n  A = {a}    b = {b}    x = {x}\n\n  v = {v}",
    },
    draw=_draw_gradient,
    levels={1: ("df_dx", "df_dy"), 2: ("gradient",), 3: ("gradient", "directional")},
    parts=(
        Part("df_dx", "∂f/∂x", "integer", may_repeat=True),
        Part("df_dy", "∂f/∂y", "integer", may_repeat=True),
        Part("gradient", "the gradient", "vector", digits=0),
        Part("directional", "the change of f for each unit of length along v", digits=2),
    ),
    steps=(
        Step(
            "df_dx",
            "By x, with y held like a number: x² gives 2·x, x·y gives y, y gives 0",
            "2·{p}·{x1} + {q}·{x2} = {df_dx}",
            lambda p, q, x1, x2: 2 * p * x1 + q * x2,
        ),
        Step(
            "df_dy",
            "By y, with x held like a number: x² gives 0, x·y gives x, y gives 1",
            "{q}·{x1} + {r} = {df_dy}",
            lambda q, r, x1: q * x1 + r,
        ),
        Step("both", "x stands on both sides of A: A + Aᵀ", "{both}", lambda a: a + a.T),
        Step("gradient", "(A + Aᵀ)·x + b", "{gradient}", lambda both, x, b: both @ x + b),
        Step("unit", "Bring v to length 1", "v/|v| = {unit}", lambda v: v / np.sqrt(v @ v)),
        Step(
            "directional",
            "Inner product of gradient and direction",
            "{gradient}·{unit} = {directional}",
            lambda gradient, unit: float(gradient @ unit),
        ),
    ),
    mistakes=(
        Mistake(
            "two_forgotten",
            "The derivative of x² is 2·x.",
            must=True,
            levels=(1,),
            swap={"df_dx": lambda p, q, x1, x2: p * x1 + q * x2},
        ),
        Mistake(
            "mixed_term_forgotten",
            "The product x·y depends on both: it gives q·y by x and q·x by y.",
            must=True,
            levels=(1,),
            swap={"df_dx": lambda p, x1: 2 * p * x1, "df_dy": lambda r: r},
        ),
        Mistake(
            "other_variable_differentiated",
            "A term without the variable is constant and drops out.",
            levels=(1,),
            swap={"df_dx": lambda p, q, r, x1, x2: 2 * p * x1 + q * x2 + r},
        ),
        Mistake(
            "symmetric_rule",
            "2·A·x holds for a symmetric A only: take (A + Aᵀ)·x.",
            must=True,
            levels=(2, 3),
            swap={"both": lambda a: 2 * a},
        ),
        Mistake(
            "one_side_only",
            "x stands on both sides of A: A·x is only half of the derivative, add Aᵀ·x.",
            must=True,
            levels=(2, 3),
            swap={"both": lambda a: a},
        ),
        Mistake(
            "linear_term_forgotten",
            "The linear term contributes b.",
            levels=(2, 3),
            swap={"gradient": lambda both, x: both @ x},
        ),
        Mistake(
            "direction_not_normalised",
            "For each unit of length: divide v by its length first.",
            must=True,
            levels=(3,),
            swap={"unit": lambda v: v},
        ),
        Mistake(
            "steepest_direction",
            "The length of the gradient is the steepest change; along v take the inner product with v/|v|.",
            levels=(3,),
            swap={"directional": lambda gradient: float(np.sqrt(gradient @ gradient))},
        ),
    ),
)


def jacobian(outputs: Callable[[Array], Array], x: npt.ArrayLike, h: float = 1e-6) -> Array:
    """Jacobian of a map, one row for each output, by central differences.

    J_ij = ∂g_i/∂x_j. Backpropagation never needs it whole: it carries a gradient v back as vᵀ·J.

    Args:
      outputs: g, maps `[d]` to `[k]`.
      x: `[d]`.
      h: step of the differences.

    Returns:
      `[k, d]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), sections 4.3.1 and 6.5.2.
    """
    at = np.asarray(x, dtype=float)
    steps = h * np.eye(len(at))
    return np.stack([(outputs(at + step) - outputs(at - step)) / (2 * h) for step in steps], axis=1)


def _draw_jacobian(draw: Draw, level: int) -> Params:
    x, y = draw.sample([-4, -3, -2, 2, 3, 4], 2)
    coefficients = [n * draw.sign() for n in draw.sample([2, 3, 4, 5, 6], 5)]
    drawn: Params = {"x": x, "y": y, **dict(zip("pqr", coefficients, strict=False))}
    if level > 1:
        drawn = {**drawn, "s": coefficients[3], "t": coefficients[4]}
    return drawn if level < 3 else {**drawn, "v": draw.vector(3, 1, 4, 0, signed=True)}


JACOBIAN_MATRIX = Exercise(
    id="jacobian_matrix",
    title="Jacobian of a small map",
    topic="gradients",
    seconds=90,
    reference=jacobian,
    terms=("Jacobian", "Jacobian matrix", "vector-Jacobian product"),
    prompt={
        1: "Find the Jacobian of g at x = {x}, y = {y}. Row i holds the derivatives of output i, first by x, "
        "then by y.\n\n  g₁(x, y) = {p}·x·y\n  g₂(x, y) = {q}·x² + {r}·y",
        2: "Find the Jacobian of g at x = {x}, y = {y}. Row i holds the derivatives of output i, first by x, "
        "then by y.\n\n  g₁(x, y) = {p}·x·y\n  g₂(x, y) = {q}·x² + {r}·y\n  g₃(x, y) = {s}·x + {t}·y²",
        3: "Find the Jacobian of g at x = {x}, y = {y} (row i holds the derivatives of output i, first by x, "
        "then by y). A loss has the gradient v by the three outputs; carry it back to x and y.\n\n"
        "  g₁(x, y) = {p}·x·y\n  g₂(x, y) = {q}·x² + {r}·y\n  g₃(x, y) = {s}·x + {t}·y²\n\n  v = {v}",
    },
    draw=_draw_jacobian,
    levels={1: ("square",), 2: ("tall",), 3: ("tall", "carried")},
    parts=(
        Part("square", "the Jacobian", "matrix", digits=0),
        Part("tall", "the Jacobian", "matrix", digits=0),
        Part("carried", "the gradient of the loss by x and y", "vector", digits=0),
    ),
    steps=(
        Step("first", "g₁: x·y gives y by x and x by y", "{first}", lambda p, x, y: np.array([p * y, p * x])),
        Step(
            "second",
            "g₂: x² gives 2·x by x, y gives 1 by y",
            "{second}",
            lambda q, r, x: np.array([2 * q * x, r]),
        ),
        Step(
            "third",
            "g₃: x gives 1 by x, y² gives 2·y by y",
            "{third}",
            lambda s, t, y: np.array([s, 2 * t * y]),
        ),
        Step(
            "square", "One row for each output", "{square}", lambda first, second: np.stack([first, second])
        ),
        Step(
            "tall",
            "One row for each output",
            "{tall}",
            lambda first, second, third: np.stack([first, second, third]),
        ),
        Step("carried", "vᵀ·J: weigh the rows with v and add them", "{carried}", lambda v, tall: v @ tall),
    ),
    mistakes=(
        Mistake(
            "own_factor",
            "The derivative of x·y by x is y, and by y it is x.",
            must=True,
            swap={"first": lambda p, x, y: np.array([p * x, p * y])},
        ),
        Mistake(
            "two_forgotten",
            "The derivative of x² is 2·x.",
            must=True,
            swap={
                "second": lambda q, r, x: np.array([q * x, r]),
                "third": lambda s, t, y: np.array([s, t * y]),
            },
        ),
        Mistake(
            "square_kept",
            "The derivative of x² is 2·x, not x².",
            levels=(1, 2),
            swap={
                "second": lambda q, r, x: np.array([q * x**2, r]),
                "third": lambda s, t, y: np.array([s, t * y**2]),
            },
        ),
        Mistake(
            "values_for_derivatives",
            "A linear term r·y has the derivative r: the variable goes.",
            levels=(1, 2),
            swap={
                "second": lambda q, r, x, y: np.array([2 * q * x, r * y]),
                "third": lambda s, t, x, y: np.array([s * x, 2 * t * y]),
            },
        ),
        Mistake(
            "columns_exchanged",
            "First the derivative by x, then by y.",
            levels=(1, 2),
            swap={
                "square": lambda first, second: np.stack([first[::-1], second[::-1]]),
                "tall": lambda first, second, third: np.stack([first[::-1], second[::-1], third[::-1]]),
            },
        ),
        Mistake(
            "upstream_ignored",
            "Weigh each output's row with the gradient that arrives at it.",
            must=True,
            levels=(3,),
            swap={"carried": lambda tall: tall.sum(axis=0)},
        ),
        Mistake(
            "order_of_v_reversed",
            "Row i of the Jacobian goes with entry i of v.",
            levels=(3,),
            swap={"carried": lambda v, tall: v[::-1] @ tall},
        ),
    ),
    conventions=(
        Convention(
            "column_for_each_output",
            "Right in denominator layout, with a column for each output; here each output has a row.",
            swap={"square": lambda first, second: np.stack([first, second]).T},
        ),
    ),
)
