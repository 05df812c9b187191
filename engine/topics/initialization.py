"""Scales of initial weights: LeCun, Glorot (Xavier), He (Kaiming), as normal and uniform distributions."""

from __future__ import annotations

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def initial_std(fan_in: int, fan_out: int | None = None, gain: float = 1.0) -> float:
    """Standard deviation of initial weights that keeps signals at their size.

    gain/√fan for one fan: LeCun with gain 1 for linear and tanh units, He with gain √2 for ReLU and
    √(2/(1 + a²)) for a leaky ReLU of slope a. With both fans Glorot: √(2/(fan_in + fan_out)).

    Args:
      fan_in: inputs of a unit.
      fan_out: units that read its output; None for a rule with one fan.
      gain: what the activation calls for.

    Returns:
      Standard deviation; a uniform distribution with it reaches to ±√3 times as far.

    Source: LeCun et al., Efficient BackProp (1998), section 4.6; Glorot and Bengio, Understanding the
    Difficulty of Training Deep Feedforward Neural Networks (2010), equation 12; He et al., Delving Deep
    into Rectifiers (2015), equations 10 and 15.
    """
    fan = fan_in if fan_out is None else (fan_in + fan_out) / 2
    return float(gain / np.sqrt(fan))


def _fans(draw: Draw) -> Params:
    """Fan-in and fan-out, neither alike nor nearly three times each other."""
    fan_in = draw.pick([64, 100, 128, 200, 256, 300, 400, 512, 784])
    return {"fan_in": fan_in, "fan_out": draw.pick([n for n in (10, 50, 120, 250, 600, 1000) if n != fan_in])}


def _draw_std(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"fan_in": 8 * draw.whole(3, 90)}
    if level == 2:
        return _fans(draw)
    return {**_fans(draw), "slope": draw.pick([0.2, 0.25, 0.3, 0.4, 0.5])}


INITIAL_STD = Exercise(
    id="initial_std",
    title="Standard deviation of initial weights",
    topic="initialization",
    seconds=60,
    reference=initial_std,
    terms=(
        "He initialization",
        "Kaiming initialization",
        "Xavier initialization",
        "Glorot initialization",
        "LeCun initialization",
        "weight initialization",
    ),
    aliases={
        "lecun_std": Focus(1, "lecun"),
        "init_std_fan_in": Focus(1, "lecun"),
        "he_std": Focus(1, "he"),
        "init_std_he": Focus(1, "he"),
        "glorot_std": Focus(2, "glorot"),
        "init_std_xavier": Focus(2, "glorot"),
    },
    prompt={
        1: "The units of a layer have {fan_in} inputs each. Find the standard deviation of normal initial "
        "weights by LeCun's rule (for linear or tanh units) and by He's rule (for ReLU, fan-in).",
        2: "The units of a fully connected layer have {fan_in} inputs each, and the layer has {fan_out} "
        "units. Find the standard deviation of normal initial weights by the rule of Glorot (Xavier), and "
        "by that of He for ReLU in fan-in mode.",
        3: "A fully connected layer with {fan_in} inputs and {fan_out} units is followed by leaky ReLU with "
        "slope {slope} for negative numbers. Find the standard deviation of normal initial weights by He's "
        "rule for this activation, in fan-in mode (keeps the signals of the forward pass) and in fan-out "
        "mode (keeps the gradients). The gain is 1 for a linear unit and √2 for ReLU.",
    },
    draw=_draw_std,
    levels={1: ("lecun", "he"), 2: ("glorot", "he"), 3: ("gain", "leaky_in", "leaky_out")},
    parts=(
        Part("lecun", "the standard deviation by LeCun", digits=3, significant=True),
        Part("he", "the standard deviation by He", digits=3, significant=True),
        Part("glorot", "the standard deviation by Glorot", digits=3, significant=True),
        Part("gain", "the gain for this activation", digits=4),
        Part("leaky_in", "the standard deviation in fan-in mode", digits=3, significant=True),
        Part("leaky_out", "the standard deviation in fan-out mode", digits=3, significant=True),
    ),
    policies={"deviation": lambda variance: np.sqrt(variance)},
    steps=(
        Step(
            "lecun",
            "Variance 1/fan_in; its root",
            "√(1/{fan_in}) = {lecun}",
            lambda fan_in, deviation: deviation(1 / fan_in),
        ),
        Step(
            "glorot",
            "Variance 2/(fan_in + fan_out), a compromise between both directions; its root",
            "√(2/({fan_in} + {fan_out})) = {glorot}",
            lambda fan_in, fan_out, deviation: deviation(2 / (fan_in + fan_out)),
        ),
        Step(
            "he",
            "Variance 2/fan_in, because ReLU removes half of the mean square; its root",
            "√(2/{fan_in}) = {he}",
            lambda fan_in, deviation: deviation(2 / fan_in),
        ),
        Step(
            "gain",
            "Leaky ReLU keeps (1 + a²)/2 of the mean square: gain √(2/(1 + a²))",
            "√(2/(1 + {slope}²)) = {gain}",
            lambda slope: np.sqrt(2 / (1 + slope**2)),
        ),
        Step(
            "leaky_in",
            "Divide the gain by √fan_in",
            "{gain}/√{fan_in} = {leaky_in}",
            lambda gain, fan_in: gain / np.sqrt(fan_in),
        ),
        Step(
            "leaky_out",
            "Divide the gain by √fan_out",
            "{gain}/√{fan_out} = {leaky_out}",
            lambda gain, fan_out: gain / np.sqrt(fan_out),
        ),
    ),
    mistakes=(
        Mistake(
            "variance_for_deviation",
            "This is the variance; take its root for the standard deviation.",
            must=True,
            levels=(1, 2),
            swap={"deviation": lambda variance: variance},
        ),
        Mistake(
            "rules_exchanged",
            "ReLU removes half of the mean square, so He's variance has a 2; LeCun's has a 1.",
            must=True,
            levels=(1,),
            swap={
                "lecun": lambda fan_in, deviation: deviation(2 / fan_in),
                "he": lambda fan_in, deviation: deviation(1 / fan_in),
            },
        ),
        Mistake(
            "fan_out_for_fan_in",
            "Fan-in mode divides by the number of inputs of a unit, not by the number of units.",
            must=True,
            levels=(2, 3),
            swap={
                "he": lambda fan_out, deviation: deviation(2 / fan_out),
                "leaky_in": lambda gain, fan_out: gain / np.sqrt(fan_out),
                "leaky_out": lambda gain, fan_in: gain / np.sqrt(fan_in),
            },
        ),
        Mistake(
            "both_fans_everywhere",
            "Only Glorot averages the fans; He takes one of them.",
            levels=(2,),
            swap={"he": lambda fan_in, fan_out, deviation: deviation(2 / (fan_in + fan_out))},
        ),
        Mistake(
            "two_forgotten",
            "Glorot's variance is 2/(fan_in + fan_out): one over the mean of both fans.",
            levels=(2,),
            swap={"glorot": lambda fan_in, fan_out, deviation: deviation(1 / (fan_in + fan_out))},
        ),
        Mistake(
            "uniform_bound",
            "This is how far a uniform distribution reaches, √3 times the standard deviation.",
            levels=(1, 2),
            swap={"deviation": lambda variance: np.sqrt(3 * variance)},
        ),
        Mistake(
            "gain_of_relu",
            "√2 is the gain of plain ReLU; a leak lets more through and needs √(2/(1 + a²)).",
            levels=(3,),
            swap={"gain": lambda slope: np.sqrt(2)},
        ),
        Mistake(
            "slope_not_squared",
            "The mean square of the negative half shrinks by a²: square the slope.",
            must=True,
            levels=(3,),
            swap={"gain": lambda slope: np.sqrt(2 / (1 + slope))},
        ),
        Mistake(
            "gain_without_root",
            "The gain multiplies the standard deviation: take the root of 2/(1 + a²).",
            levels=(3,),
            swap={"gain": lambda slope: 2 / (1 + slope**2)},
        ),
        Mistake(
            "root_of_fan_forgotten",
            "Divide the gain by the root of the fan.",
            levels=(3,),
            swap={
                "leaky_in": lambda gain, fan_in: gain / fan_in,
                "leaky_out": lambda gain, fan_out: gain / fan_out,
            },
        ),
    ),
)


def uniform_bound(std: float) -> float:
    """How far a symmetric uniform distribution of given standard deviation reaches.

    U(−b, b) has the variance b²/3, so b = √3·std. Xavier: b = √(6/(fan_in + fan_out)). PyTorch's
    default of Linear and Conv is b = 1/√fan_in, a standard deviation of 1/√(3·fan_in).

    Args:
      std: standard deviation.

    Returns:
      b.

    Source: Glorot and Bengio (2010), equation 16; PyTorch's documentation of Linear and of
    torch.nn.init.kaiming_uniform_.
    """
    return float(np.sqrt(3) * std)


def _draw_bound(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"fan_in": draw.whole(4, 60) * 10, "fan_out": draw.whole(2, 20) * 5}
    if level == 2:
        return _fans(draw)
    return {"fan_in": draw.whole(4, 60) * 10, "slope": draw.pick([0.2, 0.25, 0.3, 0.4, 0.5, 1.0, 1.5, 2.0])}


UNIFORM_INIT_BOUND = Exercise(
    id="uniform_init_bound",
    title="Bounds of uniform initial weights",
    topic="initialization",
    seconds=60,
    reference=uniform_bound,
    terms=(
        "uniform initialization",
        "Xavier uniform",
        "Kaiming uniform",
        "default initialization of PyTorch",
    ),
    aliases={"pytorch_default_bound": Focus(1), "xavier_uniform_limit": Focus(2, "xavier")},
    prompt={
        1: "PyTorch's Linear({fan_in}, {fan_out}) draws its weights evenly from −b to b. What is b by "
        "default, and which standard deviation have the weights?",
        2: "A layer with {fan_in} inputs and {fan_out} units gets uniform weights by the rule of Xavier "
        "(Glorot), evenly from −b to b.",
        3: "kaiming_uniform_ of PyTorch draws weights evenly from −b to b, so that they have the standard "
        "deviation gain/√fan_in with the gain √(2/(1 + a²)) of a leaky ReLU of slope a. Here a = {slope} and "
        "fan_in = {fan_in}.",
    },
    draw=_draw_bound,
    levels={1: ("default", "std"), 2: ("xavier", "xavier_std"), 3: ("gain", "kaiming_std", "kaiming")},
    parts=(
        Part("default", "b", digits=3, significant=True),
        Part("std", "the standard deviation of the weights", digits=3, significant=True),
        Part("xavier", "b", digits=3, significant=True),
        Part("xavier_std", "the standard deviation of the weights", digits=3, significant=True),
        Part("gain", "the gain", digits=4, may_repeat=True),
        Part("kaiming_std", "the standard deviation of the weights", digits=3, significant=True),
        Part("kaiming", "b", digits=3, significant=True),
    ),
    policies={"spread": lambda b: b / np.sqrt(3)},
    steps=(
        Step(
            "default",
            "PyTorch's default: b = 1/√fan_in",
            "1/√{fan_in} = {default}",
            lambda fan_in: 1 / np.sqrt(fan_in),
        ),
        Step(
            "std",
            "U(−b, b) has the standard deviation b/√3",
            "{default}/√3 = {std}",
            lambda default, spread: spread(default),
        ),
        Step(
            "xavier",
            "Xavier: b = √(6/(fan_in + fan_out))",
            "√(6/({fan_in} + {fan_out})) = {xavier}",
            lambda fan_in, fan_out: np.sqrt(6 / (fan_in + fan_out)),
        ),
        Step(
            "xavier_std",
            "U(−b, b) has the standard deviation b/√3",
            "{xavier}/√3 = {xavier_std}",
            lambda xavier, spread: spread(xavier),
        ),
        Step(
            "gain",
            "Gain: √(2/(1 + a²))",
            "√(2/(1 + {slope}²)) = {gain}",
            lambda slope: np.sqrt(2 / (1 + slope**2)),
        ),
        Step(
            "kaiming_std",
            "Divide it by √fan_in",
            "{gain}/√{fan_in} = {kaiming_std}",
            lambda gain, fan_in: gain / np.sqrt(fan_in),
        ),
        Step(
            "kaiming",
            "A uniform distribution reaches √3 times as far",
            "√3·{kaiming_std} = {kaiming}",
            lambda kaiming_std: np.sqrt(3) * kaiming_std,
        ),
    ),
    mistakes=(
        Mistake(
            "range_for_half_range",
            "The distribution is 2b wide: its standard deviation is 2b/√12 = b/√3.",
            must=True,
            levels=(1, 2),
            swap={"spread": lambda b: b / np.sqrt(12)},
        ),
        Mistake(
            "variance_for_deviation",
            "b²/3 is the variance; take its root.",
            must=True,
            levels=(1, 2),
            swap={"spread": lambda b: b**2 / 3},
        ),
        Mistake(
            "bound_of_he",
            "√(6/fan_in) would be He's rule for ReLU: PyTorch's default is 1/√fan_in.",
            levels=(1,),
            swap={"default": lambda fan_in: np.sqrt(6 / fan_in)},
        ),
        Mistake(
            "outputs_counted",
            "The default looks at the inputs of a unit only.",
            levels=(1,),
            swap={"default": lambda fan_out: 1 / np.sqrt(fan_out)},
        ),
        Mistake(
            "deviation_for_bound",
            "√(2/(fan_in + fan_out)) is the standard deviation: the bound is √3 times as large.",
            must=True,
            levels=(2,),
            swap={"xavier": lambda fan_in, fan_out: np.sqrt(2 / (fan_in + fan_out))},
        ),
        Mistake(
            "root_forgotten",
            "Take the root of 6/(fan_in + fan_out).",
            levels=(2,),
            swap={"xavier": lambda fan_in, fan_out: 6 / (fan_in + fan_out)},
        ),
        Mistake(
            "one_fan",
            "Xavier's rule adds both fans.",
            levels=(2,),
            swap={"xavier": lambda fan_in: np.sqrt(6 / fan_in)},
        ),
        Mistake(
            "not_widened",
            "b is √3 times the standard deviation.",
            must=True,
            levels=(3,),
            swap={"kaiming": lambda kaiming_std: kaiming_std},
        ),
        Mistake(
            "slope_not_squared",
            "Square the slope in the gain.",
            levels=(3,),
            swap={"gain": lambda slope: np.sqrt(2 / (1 + slope))},
        ),
        Mistake(
            "fan_without_root",
            "Divide the gain by the root of fan_in.",
            must=True,
            levels=(3,),
            swap={"kaiming_std": lambda gain, fan_in: gain / fan_in},
        ),
    ),
)
