"""Activations that multiply a number by its own gate: SiLU, hard swish and GELU."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.saturating_activations import sigmoid

Array = npt.NDArray[np.float64]


def silu(z: npt.ArrayLike) -> Array:
    """A number times its own sigmoid (SiLU, also called swish).

    f(z) = z·σ(z), with slope σ(z) + z·σ(z)·(1 − σ(z)).

    Args:
      z: any shape.

    Returns:
      Values of the same shape, never below about −0.28.

    Source: Elfwing, Uchibe and Doya, Sigmoid-Weighted Linear Units for Neural Network Function
    Approximation in Reinforcement Learning (2018), equation 3; Ramachandran, Zoph and Le, Searching for
    Activation Functions (2017).
    """
    z = np.asarray(z, dtype=float)
    return z * sigmoid(z)


def hard_swish(z: npt.ArrayLike) -> Array:
    """SiLU with straight lines for the sigmoid: z·clip((z + 3)/6, 0, 1).

    Source: Howard et al., Searching for MobileNetV3 (2019), section 5.2.
    """
    z = np.asarray(z, dtype=float)
    return z * np.clip((z + 3) / 6, 0, 1)


def _draw_silu(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": [float(v) for v in draw.sample([-4, -3, -2, -1, 1, 2, 3, 4], 3)]}
    if level == 2:
        return {"z": draw.signed(0.3, 2.8, 2)}
    inner = [draw.decimal(0.4, 2.6, 1), -draw.decimal(0.4, 2.6, 1)]
    return {"z": draw.shuffled([draw.decimal(3.2, 6, 1), -draw.decimal(3.2, 6, 1), *inner])}


SILU = Exercise(
    id="silu",
    title="SiLU (swish) and hard swish",
    topic="activations",
    seconds=60,
    reference=silu,
    terms=("SiLU", "swish", "hard swish", "h-swish", "hard sigmoid"),
    aliases={"swish": Focus(2), "hard_swish": Focus(3), "hard_sigmoid": Focus(3, "hard_gate")},
    prompt={
        1: "Apply SiLU (swish with β = 1) to each number.\n\n  z = {z}",
        2: "Find the value of SiLU (swish with β = 1) at z = {z}, and its slope (the derivative) there.",
        3: "Hard swish replaces the sigmoid in SiLU by the hard sigmoid of MobileNetV3: a straight line "
        "through (0, 1/2) that reaches 0 at −3 and 1 at 3, and is flat outside.\n\n  z = {z}",
    },
    draw=_draw_silu,
    levels={1: ("y",), 2: ("value", "slope"), 3: ("hard_gate", "hard")},
    parts=(
        Part("y", "the values", "vector"),
        Part("value", "the value"),
        Part("slope", "the slope"),
        Part("hard_gate", "the hard sigmoid of each number", "vector"),
        Part("hard", "the hard swish of each number", "vector"),
    ),
    steps=(
        Step(
            "gate", "The gate is the sigmoid, 1/(1 + e^−z)", "σ(z) = {gate}", lambda z: 1 / (1 + np.exp(-z))
        ),
        Step("y", "Multiply each number by its gate", "{z}·{gate} = {y}", lambda z, gate: z * gate),
        Step("value", "Multiply z by its gate", "{z}·{gate} = {value}", lambda z, gate: z * gate),
        Step(
            "slope",
            "Product rule: gate + z · slope of the gate, σ·(1 − σ)",
            "{gate} + {z}·{gate}·(1 − {gate}) = {slope}",
            lambda gate, z: gate + z * gate * (1 - gate),
        ),
        Step("line", "The straight line: (z + 3)/6", "{line}", lambda z: (z + 3) / 6),
        Step("hard_gate", "Clip it to [0, 1]", "{hard_gate}", lambda line: np.clip(line, 0, 1)),
        Step(
            "hard",
            "Multiply each number by its gate",
            "{z}·{hard_gate} = {hard}",
            lambda z, hard_gate: z * hard_gate,
        ),
    ),
    mistakes=(
        Mistake(
            "gate_alone",
            "The sigmoid is only the gate: multiply it by z.",
            must=True,
            swap={"y": lambda gate: gate, "value": lambda gate: gate, "hard": lambda hard_gate: hard_gate},
        ),
        Mistake(
            "sign_of_exponent",
            "The exponent of the gate is −z: large numbers pass, very negative ones do not.",
            must=True,
            levels=(1, 2),
            swap={"gate": lambda z: 1 / (1 + np.exp(z))},
        ),
        Mistake(
            "slope_is_gate",
            "SiLU is a product: add z times the slope of the gate.",
            must=True,
            levels=(2,),
            swap={"slope": lambda gate: gate},
        ),
        Mistake(
            "slope_without_gate",
            "The product rule has two terms: the gate itself belongs to the slope too.",
            levels=(2,),
            swap={"slope": lambda z, gate: z * gate * (1 - gate)},
        ),
        Mistake(
            "factors_multiplied",
            "The derivative of a product is not the product of the derivatives: gate + z·σ·(1 − σ).",
            levels=(2,),
            swap={"slope": lambda gate: gate * (1 - gate)},
        ),
        Mistake(
            "not_clipped",
            "Outside of −3 to 3 the hard sigmoid is flat: clip the line to [0, 1].",
            must=True,
            levels=(3,),
            swap={"hard_gate": lambda line: line},
        ),
        Mistake(
            "not_shifted",
            "The line goes through 1/2 at 0: add 3 before dividing by 6.",
            must=True,
            levels=(3,),
            swap={"line": lambda z: z / 6},
        ),
        Mistake(
            "slope_one_third",
            "The line climbs from 0 to 1 over six units: divide by 6.",
            levels=(3,),
            swap={"line": lambda z: (z + 3) / 3},
        ),
        Mistake(
            "soft_gate",
            "Use the hard sigmoid, clip((z + 3)/6, 0, 1), instead of the sigmoid.",
            levels=(3,),
            swap={"hard_gate": lambda z: 1 / (1 + np.exp(-z))},
        ),
    ),
)


def gelu(z: npt.ArrayLike) -> Array:
    """A number times the probability that a standard normal variable is below it.

    f(z) = z·Φ(z) with Φ(z) = (1 + erf(z/√2))/2, and slope Φ(z) + z·φ(z) with φ(z) = e^(−z²/2)/√(2π).
    Two approximations are in use: z·σ(1.702·z), and z/2·(1 + tanh(√(2/π)·(z + 0.044715·z³))).

    Args:
      z: any shape.

    Returns:
      Exact values of the same shape.

    Source: Hendrycks and Gimpel, Gaussian Error Linear Units (2016), section 2.
    """
    z = np.asarray(z, dtype=float)
    return np.asarray(z * np.vectorize(normal_cdf)(z))


def normal_cdf(z: float) -> float:
    """Φ(z), the probability that a standard normal variable is below z."""
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


def _draw_gelu(draw: Draw, level: int) -> Params:
    z = draw.signed(0.3, 2.2, 2)
    return {"z": z, "below": round(normal_cdf(z), 4)} if level == 2 else {"z": z}


GELU = Exercise(
    id="gelu",
    title="GELU: exact value, slope and approximations",
    topic="activations",
    seconds=75,
    reference=gelu,
    terms=("GELU", "Gaussian error linear unit"),
    prompt={
        1: "Find GELU at z = {z} by its sigmoid approximation, whose gate is the sigmoid of 1.702 times z.",
        2: "Find the exact GELU at z = {z}, and its slope (the derivative) there. A table of the standard "
        "normal distribution gives Φ({z}) = {below}; calculate with this number.",
        3: "Find GELU at z = {z} by its tanh approximation, whose gate is half of 1 + tanh(u). The cubic "
        "term of u has the coefficient 0.044715 (inside the bracket).",
    },
    draw=_draw_gelu,
    levels={1: ("quick",), 2: ("value", "slope"), 3: ("u", "approximation")},
    parts=(
        Part("quick", "the approximate value"),
        Part("value", "the value"),
        Part("slope", "the slope"),
        Part("u", "the argument u of tanh", digits=4),
        Part("approximation", "the approximate value"),
    ),
    steps=(
        Step(
            "quick_gate",
            "The gate is σ(1.702·z)",
            "σ(1.702·{z}) = {quick_gate}",
            lambda z: 1 / (1 + np.exp(-1.702 * z)),
        ),
        Step(
            "quick",
            "Multiply z by its gate",
            "{z}·{quick_gate} = {quick}",
            lambda z, quick_gate: z * quick_gate,
        ),
        Step("value", "GELU is z·Φ(z)", "{z}·{below} = {value}", lambda z, below: z * below),
        Step(
            "density",
            "The slope of Φ is the density φ(z) = e^(−z²/2)/√(2π)",
            "e^(−{z}²/2)/√(2π) = {density}",
            lambda z: np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi),
        ),
        Step(
            "slope",
            "Product rule: Φ(z) + z·φ(z)",
            "{below} + {z}·{density} = {slope}",
            lambda below, z, density: below + z * density,
        ),
        Step(
            "u",
            "Argument of tanh: √(2/π)·(z + 0.044715·z³)",
            "√(2/π)·({z} + 0.044715·{z}³) = {u}",
            lambda z: np.sqrt(2 / np.pi) * (z + 0.044715 * z**3),
        ),
        Step(
            "approximation",
            "Half of z, times 1 + tanh of it",
            "{z}/2·(1 + tanh({u})) = {approximation}",
            lambda z, u: z / 2 * (1 + np.tanh(u)),
        ),
    ),
    mistakes=(
        Mistake(
            "gate_alone",
            "This is only the gate: multiply it by z.",
            must=True,
            swap={
                "quick": lambda quick_gate: quick_gate,
                "value": lambda below: below,
                "approximation": lambda u: (1 + np.tanh(u)) / 2,
            },
        ),
        Mistake(
            "plain_sigmoid_gate",
            "z·σ(z) is SiLU: the approximation of GELU takes the sigmoid of 1.702·z.",
            must=True,
            levels=(1,),
            swap={"quick_gate": lambda z: 1 / (1 + np.exp(-z))},
        ),
        Mistake(
            "factor_outside",
            "1.702 multiplies z inside of the sigmoid, not the gate.",
            levels=(1,),
            swap={"quick_gate": lambda z: 1.702 / (1 + np.exp(-z))},
        ),
        Mistake(
            "slope_is_cdf",
            "GELU is a product: add z·φ(z), with the density φ.",
            must=True,
            levels=(2,),
            swap={"slope": lambda below: below},
        ),
        Mistake(
            "density_without_factor",
            "The density enters the slope times z: Φ(z) + z·φ(z).",
            must=True,
            levels=(2,),
            swap={"slope": lambda below, density: below + density},
        ),
        Mistake(
            "density_not_normalised",
            "Divide e^(−z²/2) by √(2π): a density has area 1.",
            levels=(2,),
            swap={"density": lambda z: np.exp(-(z**2) / 2)},
        ),
        Mistake(
            "cubic_term_forgotten",
            "Add 0.044715·z³ to z before multiplying by √(2/π).",
            must=True,
            levels=(3,),
            swap={"u": lambda z: np.sqrt(2 / np.pi) * z},
        ),
        Mistake(
            "constant_forgotten",
            "Multiply z + 0.044715·z³ by √(2/π) ≈ 0.79788.",
            levels=(3,),
            swap={"u": lambda z: z + 0.044715 * z**3},
        ),
        Mistake(
            "not_halved",
            "1 + tanh lies between 0 and 2: halve it to get a gate.",
            must=True,
            levels=(3,),
            swap={"approximation": lambda z, u: z * (1 + np.tanh(u))},
        ),
    ),
)
