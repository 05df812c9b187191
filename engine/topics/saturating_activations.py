"""Sigmoid and tanh: values, slopes, and gradients that pass back through them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def sigmoid(z: npt.ArrayLike) -> Array:
    """The logistic function, which maps every number into (0, 1).

    σ(z) = 1/(1 + e^−z), with slope σ'(z) = σ(z)·(1 − σ(z)), at most 1/4. Only e^−|z| is calculated,
    so that nothing overflows.

    Args:
      z: any shape.

    Returns:
      Values of the same shape.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 3.10.
    """
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1.0, small) / (1 + small))


def _draw_sigmoid(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": [float(value) for value in draw.sample([-4, -3, -2, -1, 1, 2, 3, 4], 3)]}
    if level == 2:
        return {"z": draw.signed(0.4, 3.2, 2)}
    return {
        "z": draw.shuffled([*draw.spread(2, 0.3, 3, 1, gap=0.4), -draw.decimal(0.4, 2.5, 1)]),
        "g": draw.vector(3, 0.5, 4, 1, signed=True),
    }


SIGMOID = Exercise(
    id="sigmoid",
    title="Sigmoid: value, slope and backward pass",
    topic="activations",
    seconds=45,
    reference=sigmoid,
    terms=("sigmoid", "logistic function", "sigmoid derivative", "derivative of the sigmoid"),
    aliases={"sigmoid_value_and_derivative": Focus(2), "sigmoid_backward": Focus(3)},
    prompt={
        1: "Apply the sigmoid (logistic function) to each number.\n\n  z = {z}",
        2: "A unit with the sigmoid (logistic function) as activation has the pre-activation z = {z}. "
        "The slope is the derivative of the sigmoid at that z.",
        3: "A sigmoid layer was applied to z. The loss has the gradient g by the output of the layer. "
        "Carry it back to z.\n\n  z = {z}\n  g = {g}",
    },
    draw=_draw_sigmoid,
    levels={1: ("s",), 2: ("value", "slope"), 3: ("s", "dz")},
    parts=(
        Part("s", "the outputs", "vector"),
        Part("value", "the value"),
        Part("slope", "the slope"),
        Part("dz", "the gradient by z", "vector"),
    ),
    steps=(
        Step("exps", "Take e^−z", "e^−z = {exps}", lambda z: np.exp(-z)),
        Step("s", "Output = 1/(1 + e^−z)", "σ = {s}", lambda exps: 1 / (1 + exps)),
        Step("value", "σ(z) = 1/(1 + e^−z)", "1/(1 + {exps}) = {value}", lambda exps: 1 / (1 + exps)),
        Step(
            "slope",
            "The slope is σ·(1 − σ)",
            "{value}·(1 − {value}) = {slope}",
            lambda value: value * (1 - value),
        ),
        Step("slopes", "The slope at each z is σ·(1 − σ)", "{slopes}", lambda s: s * (1 - s)),
        Step(
            "dz", "Multiply by the gradient from above", "{g}·{slopes} = {dz}", lambda g, slopes: g * slopes
        ),
    ),
    mistakes=(
        Mistake(
            "sign_of_exponent",
            "The exponent is −z: the sigmoid rises with z and is above 1/2 for positive z.",
            must=True,
            levels=(1, 2),
            swap={"exps": lambda z: np.exp(z)},
        ),
        Mistake(
            "value_for_slope",
            "This is the value σ; the slope is σ·(1 − σ).",
            must=True,
            levels=(2, 3),
            swap={"slope": lambda value: value, "slopes": lambda s: s},
        ),
        Mistake(
            "upstream_forgotten",
            "Multiply the slope by the gradient g that comes from above.",
            must=True,
            levels=(3,),
            swap={"dz": lambda slopes: slopes},
        ),
        Mistake(
            "slope_of_input",
            "The slope is σ·(1 − σ) with the value σ, not z·(1 − z).",
            levels=(2, 3),
            swap={"slope": lambda z: z * (1 - z), "slopes": lambda z: z * (1 - z)},
        ),
        Mistake(
            "slope_of_tanh",
            "1 − value² is the slope of tanh; for the sigmoid it is σ·(1 − σ).",
            levels=(2, 3),
            swap={"slope": lambda value: 1 - value**2, "slopes": lambda s: 1 - s**2},
        ),
        Mistake(
            "half_of_the_slope",
            "The slope has two factors: multiply 1 − σ by σ.",
            levels=(2, 3),
            swap={"slope": lambda value: 1 - value, "slopes": lambda s: 1 - s},
        ),
        Mistake(
            "applied_twice",
            "The value is known already: put σ itself into σ·(1 − σ), do not apply the sigmoid again.",
            levels=(2, 3),
            swap={
                "slope": lambda value: np.exp(-value) / (1 + np.exp(-value)) ** 2,
                "slopes": lambda s: np.exp(-s) / (1 + np.exp(-s)) ** 2,
            },
        ),
    ),
)


def tanh(z: npt.ArrayLike) -> Array:
    """The hyperbolic tangent, a sigmoid scaled and shifted into (−1, 1).

    tanh z = (e^z − e^−z)/(e^z + e^−z) = 2·σ(2z) − 1, with slope 1 − tanh² z, at most 1.

    Args:
      z: any shape.

    Returns:
      Values of the same shape.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.3.2.
    """
    return 2 * sigmoid(2 * np.asarray(z, dtype=float)) - 1


def _draw_tanh(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": draw.signed(0.2, 1.6, 2)}
    if level == 2:
        return {"z": draw.signed(0.2, 1.8, 2)}
    return {
        "x": draw.vector(2, 0.4, 2, 1, signed=True),
        "w": draw.vector(2, 0.3, 0.9, 1, signed=True),
        "b": draw.signed(0.1, 0.5, 1),
        "g": draw.signed(0.5, 3, 1),
    }


TANH = Exercise(
    id="tanh",
    title="Hyperbolic tangent: value, slope and backward pass",
    topic="activations",
    seconds=45,
    reference=tanh,
    terms=("tanh", "hyperbolic tangent"),
    aliases={"tanh_from_sigmoid": Focus(1), "tanh_value_and_derivative": Focus(2)},
    prompt={
        1: "You need tanh({z}), but only the logistic function σ is at hand. Calculate the one value of σ "
        "that you need, then tanh({z}).",
        2: "A unit with the activation tanh has the pre-activation z = {z}. "
        "The slope is the derivative of tanh at that z.",
        3: "A unit computes h = tanh(w·x + b). The loss has the gradient g = {g} by its output h. Carry it "
        "back to the weights and to the inputs.\n\n  x = {x}\n  w = {w}\n  b = {b}",
    },
    draw=_draw_tanh,
    levels={1: ("inner", "from_sigmoid"), 2: ("value", "slope"), 3: ("value", "dw", "dx")},
    parts=(
        Part("inner", "the value of σ", digits=4),
        Part("from_sigmoid", "the value of tanh"),
        Part("value", "the value of tanh"),
        Part("slope", "the slope"),
        Part("dw", "the gradient by w", "vector"),
        Part("dx", "the gradient by x", "vector"),
    ),
    steps=(
        Step("z", "Pre-activation: z = w·x + b", "{w}·{x} + {b} = {z}", lambda w, x, b: w @ x + b),
        Step(
            "inner",
            "Evaluate the sigmoid at 2z: 1/(1 + e^−2z)",
            "σ(2·{z}) = {inner}",
            lambda z: 1 / (1 + np.exp(-2 * z)),
        ),
        Step(
            "from_sigmoid",
            "Stretch and shift it from (0, 1) to (−1, 1): tanh z = 2·σ(2z) − 1",
            "2·{inner} − 1 = {from_sigmoid}",
            lambda inner: 2 * inner - 1,
        ),
        Step(
            "value",
            "tanh z = (e^z − e^−z)/(e^z + e^−z)",
            "tanh({z}) = {value}",
            lambda z: np.tanh(z),
        ),
        Step("slope", "The slope is 1 − tanh²", "1 − {value}² = {slope}", lambda value: 1 - value**2),
        Step("dz", "Through tanh: g·slope", "{g}·{slope} = {dz}", lambda g, slope: g * slope),
        Step("dw", "Each weight was multiplied by its input", "{dz}·{x} = {dw}", lambda dz, x: dz * x),
        Step("dx", "Each input was multiplied by its weight", "{dz}·{w} = {dx}", lambda dz, w: dz * w),
    ),
    mistakes=(
        Mistake(
            "argument_not_doubled",
            "tanh z is 2·σ(2z) − 1: the sigmoid is evaluated at 2z.",
            must=True,
            levels=(1,),
            swap={"inner": lambda z: 1 / (1 + np.exp(-z))},
        ),
        Mistake(
            "not_shifted",
            "Subtract 1 after doubling: tanh lies between −1 and 1 and is 0 at 0.",
            must=True,
            levels=(1,),
            swap={"from_sigmoid": lambda inner: 2 * inner},
        ),
        Mistake(
            "not_squared",
            "Square the value: the slope is 1 − tanh².",
            must=True,
            levels=(2,),
            swap={"slope": lambda value: 1 - value},
        ),
        Mistake(
            "slope_of_sigmoid",
            "value·(1 − value) is the slope of the sigmoid; for tanh it is 1 − value².",
            must=True,
            levels=(2, 3),
            swap={"slope": lambda value: value * (1 - value)},
        ),
        Mistake(
            "slope_ignored",
            "The gradient passes through tanh: multiply it by the slope 1 − h² first.",
            must=True,
            levels=(3,),
            swap={"dz": lambda g: g},
        ),
        Mistake(
            "weights_and_inputs_exchanged",
            "The gradient by the weights carries the inputs, the one by the inputs carries the weights.",
            levels=(3,),
            swap={"dw": lambda dz, w: dz * w, "dx": lambda dz, x: dz * x},
        ),
        Mistake(
            "slope_of_input",
            "The slope is 1 − tanh² with the value of tanh, not 1 − z².",
            levels=(2, 3),
            swap={"slope": lambda z: 1 - z**2},
        ),
        Mistake(
            "bias_forgotten",
            "Add the bias before tanh.",
            levels=(3,),
            swap={"z": lambda w, x: w @ x},
        ),
        Mistake(
            "sinh",
            "Divide by e^z + e^−z: half of e^z − e^−z alone is sinh.",
            levels=(2, 3),
            swap={"value": lambda z: np.sinh(z)},
        ),
    ),
)
