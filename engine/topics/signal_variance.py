"""How far the outputs of a linear unit with random weights spread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def output_variance(fan_in: int, weight_variance: float, mean_square: float) -> float:
    """Variance of a linear unit with random weights of mean 0.

    Var(y) = n·Var(w)·E[x²]: the mean square of the inputs counts, not their variance. For one fixed
    input x this is Var(w)·‖x‖².

    Args:
      fan_in: n.
      weight_variance: Var(w) of independent weights.
      mean_square: E[x²] of the inputs.

    Returns:
      Variance of the output.

    Source: He et al., Delving Deep into Rectifiers (2015), equation 7; Glorot and Bengio (2010), section 4.2.
    """
    return fan_in * weight_variance * mean_square


WHOLE_LENGTHS = [[3, 4], [6, 8], [5, 12], [1, 2, 2], [2, 3, 6], [4, 4, 7], [1, 4, 8], [2, 4, 4], [2, 6, 9]]
"""Vectors whose length is a whole number."""


def _draw_output(draw: Draw, level: int) -> Params:
    if level == 1:
        sides = draw.shuffled(draw.pick(WHOLE_LENGTHS))
        return {
            "x": [float(side * draw.sign()) for side in sides],
            "sigma": draw.pick([0.1, 0.2, 0.3, 0.4, 0.5]),
        }
    if level == 2:
        return {
            "n": draw.whole(4, 60) * 10,
            "sigma": draw.decimal(0.02, 0.2, 2),
            "mean": draw.signed(0.4, 1.5, 1),
            "deviation": draw.decimal(0.5, 2, 1),
        }
    return {
        "n": draw.whole(4, 60) * 10,
        "reach": draw.decimal(0.05, 0.3, 2),
        "before": draw.decimal(0.5, 2, 1),
    }


LINEAR_OUTPUT_VARIANCE = Exercise(
    id="linear_output_variance",
    title="Spread of a linear unit with random weights",
    topic="initialization",
    seconds=90,
    reference=output_variance,
    terms=(
        "variance of a linear unit",
        "variance of the output",
        "pre-activation variance",
        "random projection",
    ),
    aliases={"random_projection_std": Focus(1), "preactivation_std": Focus(2, "std")},
    prompt={
        1: "The weights of a linear unit are drawn independently with mean 0 and standard deviation {sigma}; "
        "there is no bias. For the one fixed input x, what standard deviation has the output w·x (over the "
        "draw of the weights)?\n\n  x = {x}",
        2: "A linear unit has {n} inputs with mean {mean} and standard deviation {deviation}. Its weights "
        "are independent of the inputs and of each other, with mean 0 and standard deviation {sigma}; there "
        "is no bias.",
        3: "A linear unit has {n} inputs that come out of ReLU; before ReLU they were normal with mean 0 and "
        "standard deviation {before}. Its weights are drawn evenly from −{reach} to {reach}, all "
        "independent; there is no bias.",
    },
    draw=_draw_output,
    levels={
        1: ("projected",),
        2: ("mean_square", "variance", "std"),
        3: ("behind_relu", "of_weights", "output"),
    },
    parts=(
        Part("projected", "the standard deviation of the output", digits=2),
        Part("mean_square", "the mean square E[x²] of an input", digits=3),
        Part("variance", "the variance of the output", digits=3, significant=True),
        Part("std", "the standard deviation of the output", digits=3, significant=True),
        Part("behind_relu", "the mean square E[x²] of an input", digits=3),
        Part("of_weights", "the variance of a weight", digits=3, significant=True),
        Part("output", "the standard deviation of the output", digits=3, significant=True),
    ),
    steps=(
        Step(
            "length",
            "Length of x: root of the sum of the squares",
            "‖x‖ = √({x:squares}) = {length}",
            lambda x: np.sqrt(x @ x),
        ),
        Step(
            "projected",
            "The weights scale it: σ·‖x‖",
            "{sigma}·{length} = {projected}",
            lambda sigma, length: sigma * length,
        ),
        Step(
            "mean_square",
            "Mean square of an input: mean² + standard deviation²",
            "{mean}·{mean} + {deviation}² = {mean_square}",
            lambda mean, deviation: mean**2 + deviation**2,
        ),
        Step(
            "variance",
            "Number of inputs · variance of a weight · mean square of an input",
            "{n}·{sigma}²·{mean_square} = {variance}",
            lambda n, sigma, mean_square: n * sigma**2 * mean_square,
        ),
        Step("std", "Its root", "√{variance} = {std}", lambda variance: np.sqrt(variance)),
        Step(
            "behind_relu",
            "ReLU sets the negative half to 0 and so halves the mean square",
            "{before}²/2 = {behind_relu}",
            lambda before: before**2 / 2,
        ),
        Step(
            "of_weights",
            "A uniform distribution from −a to a has the variance a²/3",
            "{reach}²/3 = {of_weights}",
            lambda reach: reach**2 / 3,
        ),
        Step(
            "output",
            "Root of number of inputs · variance of a weight · mean square of an input",
            "√({n}·{of_weights}·{behind_relu}) = {output}",
            lambda n, of_weights, behind_relu: np.sqrt(n * of_weights * behind_relu),
        ),
    ),
    mistakes=(
        Mistake(
            "length_squared",
            "The variance goes with ‖x‖², the standard deviation with ‖x‖: take the root.",
            must=True,
            levels=(1,),
            swap={"length": lambda x: float(x @ x)},
        ),
        Mistake(
            "entries_added",
            "Independent contributions add their variances: squares, not absolute values.",
            must=True,
            levels=(1,),
            swap={"length": lambda x: float(np.abs(x).sum())},
        ),
        Mistake(
            "number_of_inputs",
            "The inputs are given: the size of x counts, not only how many entries it has.",
            levels=(1,),
            swap={"length": lambda x: np.sqrt(len(x))},
        ),
        Mistake(
            "variance_of_inputs",
            "The mean square of the inputs counts: their mean adds to it.",
            must=True,
            levels=(2,),
            swap={"mean_square": lambda deviation: deviation**2},
        ),
        Mistake(
            "weights_not_squared",
            "The variance of a weight is σ².",
            must=True,
            levels=(2,),
            swap={"variance": lambda n, sigma, mean_square: n * sigma * mean_square},
        ),
        Mistake(
            "inputs_not_counted",
            "Every input contributes: multiply by their number.",
            levels=(2, 3),
            swap={
                "variance": lambda sigma, mean_square: sigma**2 * mean_square,
                "output": lambda of_weights, behind_relu: np.sqrt(of_weights * behind_relu),
            },
        ),
        Mistake(
            "number_not_rooted",
            "Variances add up; the standard deviation grows with the root of the number of inputs.",
            levels=(2, 3),
            swap={
                "std": lambda n, sigma, mean_square: n * sigma * np.sqrt(mean_square),
                "output": lambda n, of_weights, behind_relu: n * np.sqrt(of_weights * behind_relu),
            },
        ),
        Mistake(
            "relu_ignored",
            "ReLU halves the mean square of a signal with mean 0.",
            must=True,
            levels=(3,),
            swap={"behind_relu": lambda before: before**2},
        ),
        Mistake(
            "variance_behind_relu",
            "The mean square counts, not the variance: do not subtract the square of the mean.",
            levels=(3,),
            swap={"behind_relu": lambda before: before**2 * (0.5 - 1 / (2 * np.pi))},
        ),
        Mistake(
            "reach_for_deviation",
            "U(−a, a) has the variance a²/3: a is not its standard deviation.",
            must=True,
            levels=(3,),
            swap={"of_weights": lambda reach: reach**2},
        ),
        Mistake(
            "half_width",
            "The distribution is 2a wide: its variance is (2a)²/12 = a²/3.",
            levels=(3,),
            swap={"of_weights": lambda reach: reach**2 / 12},
        ),
    ),
)
