"""ReLU and leaky ReLU: forward and backward."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def leaky_relu(z: npt.ArrayLike, slope: npt.ArrayLike = 0.0) -> Array:
    """Positive numbers as they are, negative ones times a slope; slope 0 is ReLU.

    f(z) = z for z > 0 and a·z otherwise, with derivative 1 and a.

    Args:
      z: any shape.
      slope: a, for leaky ReLU a small constant, for PReLU learnt; broadcasts with z.

    Returns:
      Values of the same shape.

    Source: Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models (2013),
    section 2; He et al., Delving Deep into Rectifiers (2015), equation 1.
    """
    z = np.asarray(z, dtype=float)
    return np.asarray(np.where(z > 0, z, np.asarray(slope) * z))


def mixed_signs(draw: Draw, count: int, low: float, high: float, places: int = 1) -> list[float]:
    """Numbers in random order of which at least two are positive and at least two negative."""
    signs = draw.shuffled([1, 1, -1, -1, *(draw.sign() for _ in range(count - 4))])
    return [sign * draw.decimal(low, high, places) for sign in signs]


def _draw_relu(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": mixed_signs(draw, 5, 1, 9, 0)}
    if level == 2:
        return {"z": mixed_signs(draw, 5, 0.3, 4)}
    cells, above = mixed_signs(draw, 8, 0.3, 4), mixed_signs(draw, 8, 0.2, 2.5)
    return {"z": [cells[:4], cells[4:]], "g": [above[:4], above[4:]]}


RELU = Exercise(
    id="relu",
    title="ReLU: values, slopes and backward pass",
    topic="activations",
    seconds=25,
    reference=leaky_relu,
    terms=("ReLU", "rectified linear unit", "rectifier"),
    aliases={"relu_value_and_derivative": Focus(2)},
    prompt={
        1: "Apply ReLU to each number.\n\n  z = {z}",
        2: "Apply ReLU to each number, and find its slope (the derivative of ReLU) there.\n\n  z = {z}",
        3: "ReLU was applied to the batch Z (rows are examples). The loss has the gradient G by the output. "
        "Carry it back to Z. The share counts the cells that let no gradient through.\n\n"
        "  Z = {z}\n\n  G = {g}",
    },
    draw=_draw_relu,
    levels={1: ("y",), 2: ("y", "slope"), 3: ("dz", "share")},
    parts=(
        Part("y", "the outputs", "vector", digits=1),
        Part("slope", "the slopes", "vector", digits=0),
        Part("dz", "the gradient by Z", "matrix", digits=1),
        Part("share", "the share of blocked cells", digits=3),
    ),
    steps=(
        Step("y", "Keep what is positive, replace the rest by 0", "{y}", lambda z: np.maximum(z, 0)),
        Step(
            "slope",
            "The slope is 1 where z > 0 and 0 where z < 0",
            "{slope}",
            lambda z: np.where(z > 0, 1.0, 0.0),
        ),
        Step(
            "mask",
            "Open (1) where Z > 0, closed (0) elsewhere",
            "{mask}",
            lambda z: np.where(z > 0, 1.0, 0.0),
        ),
        Step(
            "dz",
            "The gradient passes the open cells unchanged",
            "{dz}",
            lambda g, mask: np.where(mask > 0, g, 0.0),
        ),
        Step("share", "Closed cells / all cells", "{share}", lambda mask: float(np.mean(mask == 0))),
    ),
    mistakes=(
        Mistake(
            "absolute_value",
            "Replace negative numbers by 0; do not drop their sign.",
            must=True,
            levels=(1, 2),
            swap={"y": lambda z: np.abs(z)},
        ),
        Mistake(
            "negatives_kept",
            "ReLU keeps the positive numbers: max(0, z), not min(0, z).",
            must=True,
            levels=(1, 2),
            swap={"y": lambda z: np.minimum(z, 0)},
        ),
        Mistake(
            "value_for_slope",
            "The slope of a positive number is 1, whatever the number: max(0, z) is the value.",
            must=True,
            levels=(2,),
            swap={"slope": lambda z: np.maximum(z, 0)},
        ),
        Mistake(
            "sign_for_slope",
            "Below 0 ReLU is flat: its slope there is 0, not −1.",
            levels=(2,),
            swap={"slope": lambda z: np.sign(z)},
        ),
        Mistake(
            "gated_by_gradient",
            "What passes is decided by the sign of Z in the forward pass; G may be negative.",
            must=True,
            levels=(3,),
            swap={"mask": lambda g: np.where(g > 0, 1.0, 0.0)},
        ),
        Mistake(
            "not_gated",
            "Where Z is negative ReLU is flat: no gradient passes there.",
            must=True,
            levels=(3,),
            swap={"mask": lambda z: np.ones_like(z)},
        ),
        Mistake(
            "rectified_twice",
            "Block only the cells in which Z is negative: negative gradients pass too.",
            levels=(3,),
            swap={"dz": lambda g, mask: np.maximum(g * mask, 0)},
        ),
        Mistake(
            "input_times_gradient",
            "The local slope is 0 or 1: multiply G by it, not by the output of ReLU.",
            levels=(3,),
            swap={"dz": lambda g, z: g * np.maximum(z, 0)},
        ),
        Mistake(
            "open_share",
            "This is the share that lets the gradient through; the blocked share is asked for.",
            levels=(3,),
            swap={"share": lambda mask: float(np.mean(mask))},
        ),
    ),
)


def _draw_leaky(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": mixed_signs(draw, 4, 1, 9, 0), "a": draw.pick([0.1, 0.2, 0.3, 0.5])}
    return {
        "z": mixed_signs(draw, 4, 0.3, 6),
        "g": draw.vector(4, 0.3, 3, 1, signed=True),
        "a": draw.pick([0.05, 0.1, 0.15, 0.2, 0.25]),
    }


LEAKY_RELU = Exercise(
    id="leaky_relu",
    title="Leaky ReLU: values and backward pass",
    topic="activations",
    seconds=45,
    reference=leaky_relu,
    terms=("leaky ReLU", "leaky rectifier", "LeakyReLU"),
    prompt={
        1: "Apply leaky ReLU with slope {a} for negative numbers.\n\n  z = {z}",
        2: "Leaky ReLU with slope {a} for negative numbers was applied to z. The loss has the gradient g by "
        "its output. Carry it back to z.\n\n  z = {z}\n  g = {g}",
    },
    draw=_draw_leaky,
    levels={1: ("y",), 2: ("y", "dz")},
    parts=(
        Part("y", "the outputs", "vector"),
        Part("dz", "the gradient by z", "vector"),
    ),
    steps=(
        Step(
            "y",
            "Keep positive numbers, multiply negative ones by the slope",
            "{y}",
            lambda z, a: np.where(z > 0, z, a * z),
        ),
        Step(
            "slope",
            "The local slope is 1 where z > 0, the given one elsewhere",
            "{slope}",
            lambda z, a: np.where(z > 0, 1.0, a),
        ),
        Step("dz", "Multiply by the gradient from above", "{g}·{slope} = {dz}", lambda g, slope: g * slope),
    ),
    mistakes=(
        Mistake(
            "plain_relu",
            "Negative numbers do not become 0: they are multiplied by the slope.",
            must=True,
            swap={"y": lambda z: np.maximum(z, 0), "slope": lambda z: np.where(z > 0, 1.0, 0.0)},
        ),
        Mistake(
            "slope_on_the_wrong_side",
            "The slope belongs to the negative numbers; positive ones stay as they are.",
            must=True,
            swap={"y": lambda z, a: np.where(z > 0, a * z, z), "slope": lambda z, a: np.where(z > 0, a, 1.0)},
        ),
        Mistake(
            "sign_dropped",
            "A negative number stays negative: a·z, not a·|z|.",
            swap={
                "y": lambda z, a: np.where(z > 0, z, a * np.abs(z)),
                "slope": lambda z, a: np.where(z > 0, 1.0, -a),
            },
        ),
        Mistake(
            "gated_by_gradient",
            "Which slope applies is decided by the sign of z, not by the sign of g.",
            must=True,
            levels=(2,),
            swap={"slope": lambda g, a: np.where(g > 0, 1.0, a)},
        ),
        Mistake(
            "output_for_slope",
            "Multiply g by the slope (1 or a), not by the output.",
            levels=(2,),
            swap={"slope": lambda y: y},
        ),
    ),
)
