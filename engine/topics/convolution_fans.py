"""Fan-in and fan-out of convolution layers, which set the size of their initial weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step


def conv_fans(c_in: int, c_out: int, kernel: int, groups: int = 1) -> tuple[int, int]:
    """Fan-in and fan-out of a convolution layer.

    fan_in = k²·c_in/g inputs reach one output value; fan_out = k²·c_out/g outputs are reached by one
    input value (with stride 1, away from the border).

    Args:
      c_in, c_out: input and output channels, both divisible by the groups.
      kernel: side k of the kernel in cells.
      groups: g.

    Returns:
      Two counts.

    Source: He et al., Delving Deep into Rectifiers (2015), section 2.2. PyTorch does not divide the
    fan-out of a grouped convolution by g.
    """
    return kernel**2 * c_in // groups, kernel**2 * c_out // groups


def _draw_fans(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"c_in": draw.whole(2, 12), "c_out": draw.whole(13, 32), "k": draw.pick([3, 5])}
    c_in, c_out = draw.sample([16, 24, 32, 48, 64, 96, 128], 2)
    drawn: dict[str, Any] = {"c_in": c_in, "c_out": c_out, "k": draw.pick([3, 5, 7])}
    return {**drawn, "g": draw.pick([2, 4, 8])} if level == 3 else drawn


CONV_FAN_IN = Exercise(
    id="conv_fan_in",
    title="Fan-in, fan-out and He initialization of a convolution",
    topic="initialization",
    seconds=60,
    reference=conv_fans,
    terms=("fan-in of a convolution", "fan-in and fan-out", "fan in of a conv"),
    prompt={
        1: "A convolution has {c_in} input channels and {c_out} filters of {k}×{k}. How many inputs "
        "reach one output value (its fan-in, without the bias)?",
        2: "A convolution of {c_out} filters {k}×{k} on {c_in} input channels is initialised for ReLU with "
        "He's normal distribution in fan-in mode, std = √(2/fan_in).",
        3: "A grouped convolution of {c_out} filters {k}×{k} on {c_in} input channels in {g} groups is "
        "initialised for ReLU with He's normal distribution in fan-in mode, std = √(2/fan_in).",
    },
    draw=_draw_fans,
    levels={1: ("fan_in",), 2: ("fan_in", "fan_out", "std"), 3: ("fan_in", "std")},
    parts=(
        Part("fan_in", "the fan-in", "integer"),
        Part("fan_out", "the fan-out", "integer"),
        Part("std", "the standard deviation of the weights", digits=4),
    ),
    constants={"g": 1},
    steps=(
        Step(
            "fan_in",
            "Fan-in: cells of the kernel times the input channels that a filter sees (c_in / groups)",
            "{k}²·{c_in}/{g} = {fan_in}",
            lambda k, c_in, g: k**2 * c_in // g,
        ),
        Step(
            "fan_out",
            "Fan-out: cells of the kernel times the output channels",
            "{k}²·{c_out} = {fan_out}",
            lambda k, c_out: k**2 * c_out,
        ),
        Step(
            "std",
            "He: the root of 2 / fan-in",
            "√(2/{fan_in}) = {std}",
            lambda fan_in: np.sqrt(2 / fan_in),
        ),
    ),
    mistakes=(
        Mistake(
            "fans_exchanged",
            "Fan-in counts what comes in: use the input channels, not the filters.",
            must=True,
            swap={"c_in": lambda c_out: c_out, "c_out": lambda c_in: c_in},
        ),
        Mistake(
            "channels_only",
            "Multiply by the k·k cells of the kernel: each of them is an input.",
            must=True,
            swap={"fan_in": lambda c_in, g: c_in // g, "fan_out": lambda c_out: c_out},
        ),
        Mistake(
            "groups_ignored",
            "A filter of a grouped convolution sees c_in / g channels only.",
            must=True,
            levels=(3,),
            swap={"g": lambda: 1},
        ),
        Mistake(
            "kernel_not_squared",
            "The kernel has k·k cells, not k.",
            swap={"fan_in": lambda k, c_in, g: k * c_in // g, "fan_out": lambda k, c_out: k * c_out},
        ),
        Mistake(
            "all_weights",
            "This counts the weights of all filters: one output value is computed by one filter.",
            swap={"fan_in": lambda k, c_in, c_out, g: k**2 * c_in * c_out // g},
        ),
        Mistake(
            "variance_for_std",
            "2 / fan-in is the variance: take its root.",
            levels=(2, 3),
            swap={"std": lambda fan_in: 2 / fan_in},
        ),
        Mistake(
            "factor_two_missing",
            "ReLU sets half of the values to zero, so He's variance is 2 / fan-in, not 1 / fan-in.",
            levels=(2, 3),
            swap={"std": lambda fan_in: 1 / np.sqrt(fan_in)},
        ),
        Mistake(
            "glorot",
            "√(2/(fan_in + fan_out)) is Glorot's rule; He's divides by the fan-in alone.",
            levels=(2,),
            swap={"std": lambda fan_in, fan_out: np.sqrt(2 / (fan_in + fan_out))},
        ),
    ),
)
