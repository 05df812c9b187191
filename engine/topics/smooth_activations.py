"""Activations with an exponential or logarithm in them: ELU, SELU, softplus and Mish."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.saturating_activations import sigmoid

Array = npt.NDArray[np.float64]


def elu(z: npt.ArrayLike, alpha: float = 1.0, scale: float = 1.0) -> Array:
    """Exponential linear unit; with a scale, SELU.

    f(z) = λ·z for z > 0 and λ·α·(e^z − 1) otherwise; the slopes are λ and λ·α·e^z. SELU has
    λ ≈ 1.0507 and α ≈ 1.6733.

    Args:
      z: any shape.
      alpha: α; f tends to −λ·α far below 0.
      scale: λ, 1 for ELU.

    Returns:
      Values of the same shape.

    Source: Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by Exponential
    Linear Units (2016), section 3; Klambauer et al., Self-Normalizing Neural Networks (2017), equation 2.
    """
    z = np.asarray(z, dtype=float)
    return np.asarray(scale * np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0))))


def below_zero(z: npt.ArrayLike, alpha: float) -> Array:
    """The branch of ELU for negative numbers, α·(e^z − 1), which is 0 for positive ones."""
    return np.asarray(alpha * (np.exp(np.minimum(z, 0)) - 1))


def _draw_elu(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": [float(v) for v in draw.shuffled([draw.whole(1, 5), -1, -2, -3, draw.whole(6, 9)])[:4]]}
    z = draw.shuffled([draw.decimal(0.5, 3, 1), *(-v for v in draw.spread(2, 0.3, 2.5, 1, gap=0.4))])
    if level == 2:
        return {"z": z, "alpha": draw.pick([0.5, 0.6, 0.7, 0.8, 1.2, 1.4, 1.5, 2.0])}
    return {"z": z, "alpha": 1.6733, "scale": 1.0507}


ELU = Exercise(
    id="elu",
    title="ELU and SELU: values and slopes",
    topic="activations",
    seconds=90,
    reference=elu,
    terms=("ELU", "exponential linear unit", "SELU", "scaled exponential linear unit"),
    aliases={"selu": Focus(3)},
    prompt={
        1: "Apply ELU with α = 1 to each number.\n\n  z = {z}",
        2: "Apply ELU with α = {alpha} to each number, and find its slope (derivative) there.\n\n  z = {z}",
        3: "SELU is λ times ELU, with λ = {scale} and α = {alpha}. Apply it to each number, and find its "
        "slope (the derivative) there.\n\n  z = {z}",
    },
    draw=_draw_elu,
    levels={1: ("y",), 2: ("y", "slope"), 3: ("y", "slope")},
    parts=(Part("y", "the values", "vector"), Part("slope", "the slopes", "vector")),
    constants={"alpha": 1.0, "scale": 1.0},
    steps=(
        Step("low", "Where z < 0: α·(e^z − 1)", "{low}", below_zero),
        Step(
            "y",
            "Keep z where it is positive; multiply both branches by λ (1 for plain ELU)",
            "{y}",
            lambda z, low, scale: scale * np.where(z > 0, z, low),
        ),
        Step(
            "slope",
            "Slope: 1 where z > 0, else α·e^z, the value plus α; multiply both by λ (1 for plain ELU)",
            "{slope}",
            lambda z, low, alpha, scale: scale * np.where(z > 0, 1, low + alpha),
        ),
    ),
    mistakes=(
        Mistake(
            "no_minus_one",
            "Subtract 1 from e^z before multiplying by α: both branches meet in 0.",
            must=True,
            swap={
                "low": lambda z, alpha: alpha * np.exp(np.minimum(z, 0)),
                "slope": lambda z, alpha, scale: scale * np.where(z > 0, 1, alpha * np.exp(z)),
            },
        ),
        Mistake(
            "alpha_forgotten",
            "Multiply the exponential branch by α, in the value and in the slope.",
            must=True,
            levels=(2, 3),
            swap={"alpha": lambda scale: 1.0},
        ),
        Mistake(
            "value_for_slope",
            "Below 0 the slope is α·e^z: the value plus α.",
            must=True,
            levels=(2, 3),
            swap={"slope": lambda z, low, scale: scale * np.where(z > 0, 1, low)},
        ),
        Mistake(
            "leaky",
            "Below 0 ELU is curved: α·(e^z − 1), not α·z.",
            levels=(2, 3),
            swap={
                "low": lambda z, alpha: alpha * np.minimum(z, 0),
                "slope": lambda z, alpha, scale: scale * np.where(z > 0, 1, alpha),
            },
        ),
        Mistake(
            "cut_off",
            "Negative numbers are not cut off as by ReLU: they give α·(e^z − 1).",
            swap={
                "low": lambda z: np.zeros_like(z),
                "slope": lambda z, scale: scale * np.where(z > 0, 1, 0),
            },
        ),
        Mistake(
            "scaled_above_only",
            "λ multiplies both branches of SELU.",
            must=True,
            levels=(3,),
            swap={
                "y": lambda z, low, scale: np.where(z > 0, scale * z, low),
                "slope": lambda z, low, alpha, scale: np.where(z > 0, scale, low + alpha),
            },
        ),
        Mistake(
            "constants_exchanged",
            "λ stands in front of everything, α in front of the exponential.",
            levels=(3,),
            swap={"alpha": lambda scale: scale, "scale": lambda alpha: alpha},
        ),
        Mistake(
            "exponential_of_size",
            "The exponent is z with its sign: e^z is below 1 for negative z.",
            levels=(1, 2),
            swap={"low": lambda z, alpha: alpha * (np.exp(np.abs(np.minimum(z, 0))) - 1)},
        ),
    ),
)


def softplus(z: npt.ArrayLike, beta: float = 1.0) -> Array:
    """A smooth ReLU: the logarithm of 1 + e^z.

    ζ(z) = ln(1 + e^(β·z))/β, with slope σ(β·z). It is calculated as max(z, 0) + ln(1 + e^−|β·z|)/β,
    which cannot overflow.

    Args:
      z: any shape.
      beta: β > 0; the larger, the closer to ReLU.

    Returns:
      Positive values of the same shape.

    Source: Dugas et al., Incorporating Second-Order Functional Knowledge for Better Option Pricing (2001);
    PyTorch's documentation of Softplus, for β.
    """
    z = np.asarray(z, dtype=float)
    return np.asarray(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(beta * z))) / beta)


def _draw_softplus(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": [float(v) for v in draw.sample([-3, -2, -1, 1, 2, 3], 3)]}
    if level == 2:
        return {"z": draw.signed(0.3, 2.5, 2)}
    return {"z": draw.signed(0.2, 0.9, 2), "beta": draw.whole(2, 5)}


SOFTPLUS = Exercise(
    id="softplus",
    title="Softplus: value and slope",
    topic="activations",
    seconds=45,
    reference=softplus,
    terms=("softplus", "smooth ReLU"),
    prompt={
        1: "Apply softplus to each number.\n\n  z = {z}",
        2: "Find the value of softplus at z = {z} and its slope (the derivative) there.",
        3: "Softplus with a sharpness β is ln(1 + e^(β·z))/β. Find its value at z = {z} for β = {beta}, and "
        "its slope (the derivative by z) there.",
    },
    draw=_draw_softplus,
    levels={1: ("y",), 2: ("value", "slope"), 3: ("sharp", "slope")},
    parts=(
        Part("y", "the values", "vector"),
        Part("value", "the value"),
        Part("sharp", "the value"),
        Part("slope", "the slope"),
    ),
    constants={"beta": 1},
    steps=(
        Step("exps", "Take e^(β·z); without a sharpness β is 1", "{exps}", lambda z, beta: np.exp(beta * z)),
        Step("y", "Natural logarithm of 1 + e^z", "ln(1 + {exps}) = {y}", lambda exps: np.log(1 + exps)),
        Step(
            "value", "Natural logarithm of 1 + e^z", "ln(1 + {exps}) = {value}", lambda exps: np.log(1 + exps)
        ),
        Step(
            "sharp",
            "Natural logarithm of 1 + e^(β·z), divided by β",
            "ln(1 + {exps})/{beta} = {sharp}",
            lambda exps, beta: np.log(1 + exps) / beta,
        ),
        Step(
            "slope",
            "The slope is the sigmoid e^(β·z)/(1 + e^(β·z)); the inner derivative β cancels a division by β",
            "{exps}/(1 + {exps}) = {slope}",
            lambda exps: exps / (1 + exps),
        ),
    ),
    mistakes=(
        Mistake(
            "one_forgotten",
            "Add 1 to e^z before taking the logarithm: ln(e^z) would be z again.",
            must=True,
            levels=(1, 2),
            swap={"y": lambda exps: np.log(exps), "value": lambda exps: np.log(exps)},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            must=True,
            swap={
                "y": lambda exps: np.log10(1 + exps),
                "value": lambda exps: np.log10(1 + exps),
                "sharp": lambda exps, beta: np.log10(1 + exps) / beta,
            },
        ),
        Mistake(
            "exponent_negated",
            "The exponent is +z: softplus rises with z.",
            must=True,
            levels=(1, 2),
            swap={"exps": lambda z: np.exp(-z)},
        ),
        Mistake(
            "sharpness_not_divided",
            "Divide the logarithm by β, so that softplus stays close to z for large z.",
            must=True,
            levels=(3,),
            swap={"sharp": lambda exps: np.log(1 + exps)},
        ),
        Mistake(
            "sharpness_in_the_slope",
            "The inner derivative β cancels the division by β: the slope is σ(β·z).",
            must=True,
            levels=(3,),
            swap={"slope": lambda exps, beta: beta * exps / (1 + exps)},
        ),
        Mistake(
            "sharpness_outside_only",
            "β multiplies z in the exponent as well.",
            levels=(3,),
            swap={"exps": lambda z: np.exp(z)},
        ),
        Mistake(
            "inner_derivative_forgotten",
            "The derivative of ln(1 + e^z) is e^z/(1 + e^z): multiply by the inner derivative.",
            levels=(2, 3),
            swap={"slope": lambda exps: 1 / (1 + exps)},
        ),
        Mistake(
            "plain_relu",
            "Softplus is smooth: ln(1 + e^z), above ReLU everywhere.",
            levels=(1, 2),
            swap={"y": lambda z: np.maximum(z, 0), "value": lambda z: np.maximum(z, 0)},
        ),
    ),
)


def mish(z: npt.ArrayLike) -> Array:
    """A number times the tanh of its softplus.

    f(z) = z·tanh(ln(1 + e^z)), with slope tanh(s) + z·(1 − tanh² s)·σ(z) where s = ln(1 + e^z).

    Args:
      z: any shape.

    Returns:
      Values of the same shape, never below about −0.31.

    Source: Misra, Mish: A Self Regularized Non-Monotonic Activation Function (2020), equation 1.
    """
    z = np.asarray(z, dtype=float)
    return z * np.tanh(softplus(z))


def _draw_mish(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": [float(v) for v in draw.sample([-4, -3, -2, -1, 1, 2, 3], 3)]}
    return {"z": draw.signed(0.3, 2.4, 2)}


MISH = Exercise(
    id="mish",
    title="Mish: value and slope",
    topic="activations",
    seconds=60,
    reference=mish,
    terms=("Mish", "mish activation"),
    prompt={
        1: "Apply Mish to each number.\n\n  z = {z}",
        2: "Find the value of Mish at z = {z}, by way of its softplus.",
        3: "Find the value of Mish at z = {z} and its slope (the derivative) there.",
    },
    draw=_draw_mish,
    levels={1: ("y",), 2: ("s", "value"), 3: ("value", "slope")},
    parts=(
        Part("y", "the values", "vector"),
        Part("s", "the softplus", digits=4),
        Part("value", "the value of Mish"),
        Part("slope", "the slope"),
    ),
    steps=(
        Step("s", "Softplus: ln(1 + e^z)", "ln(1 + e^{z}) = {s}", lambda z: np.log(1 + np.exp(z))),
        Step("gate", "Take the tanh of it", "tanh({s}) = {gate}", lambda s: np.tanh(s)),
        Step("y", "Multiply z by it", "{z}·{gate} = {y}", lambda z, gate: z * gate),
        Step("value", "Multiply z by it", "{z}·{gate} = {value}", lambda z, gate: z * gate),
        Step(
            "gate_slope",
            "Slope of the gate: (1 − tanh²) times the slope of softplus, the sigmoid of z",
            "(1 − {gate}²)·σ({z}) = {gate_slope}",
            lambda gate, z: (1 - gate**2) * float(sigmoid(z)),
        ),
        Step(
            "slope",
            "Product rule: gate + z · slope of the gate",
            "{gate} + {z}·{gate_slope} = {slope}",
            lambda gate, z, gate_slope: gate + z * gate_slope,
        ),
    ),
    mistakes=(
        Mistake(
            "input_not_multiplied",
            "The tanh is only the gate: multiply it by z.",
            must=True,
            swap={"y": lambda gate: gate, "value": lambda gate: gate},
        ),
        Mistake(
            "tanh_of_input",
            "Take the tanh of the softplus of z, not of z itself.",
            must=True,
            swap={"gate": lambda z: np.tanh(z)},
        ),
        Mistake(
            "sigmoid_gate",
            "z·σ(z) is SiLU; Mish multiplies z by tanh(ln(1 + e^z)).",
            levels=(1, 2),
            swap={"gate": lambda z: 1 / (1 + np.exp(-z))},
        ),
        Mistake(
            "tanh_forgotten",
            "Put the softplus through tanh before multiplying by z.",
            levels=(1, 2),
            swap={"gate": lambda s: s},
        ),
        Mistake(
            "gate_only",
            "Mish is a product: add z times the slope of the gate.",
            must=True,
            levels=(3,),
            swap={"slope": lambda gate: gate},
        ),
        Mistake(
            "inner_slope_forgotten",
            "The chain rule goes on: multiply 1 − tanh² by the slope of softplus, which is σ(z).",
            must=True,
            levels=(3,),
            swap={"gate_slope": lambda gate: 1 - gate**2},
        ),
        Mistake(
            "factor_forgotten",
            "The second term of the product rule carries the factor z.",
            levels=(3,),
            swap={"slope": lambda gate, gate_slope: gate + gate_slope},
        ),
    ),
)
