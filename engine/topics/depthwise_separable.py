"""Depthwise separable convolutions: what they cost, and what they compute on two channels."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.convolution_values import TWO_CHANNELS, conv_map

Array = npt.NDArray[np.float64]


def depthwise_separable(x: npt.ArrayLike, depthwise: npt.ArrayLike, pointwise: npt.ArrayLike) -> Array:
    """Depthwise separable convolution: each channel under its own kernel, then mixed pixel by pixel.

    d[c] = x[c] ⋆ depthwise[c] and y[o] = Σ_c pointwise[o, c]·d[c], without padding, stride or bias.

    Args:
      x: `[c, h, w]`.
      depthwise: one kernel for each channel, `[c, k, k]`.
      pointwise: the 1×1 convolution, `[c_out, c]`.

    Returns:
      `[c_out, h − k + 1, w − k + 1]`.

    Source: Howard et al., MobileNets (2017), section 3.1.
    """
    pairs = zip(np.asarray(x), np.asarray(depthwise), strict=True)
    maps = np.stack([conv_map(one, kernel) for one, kernel in pairs])
    return np.tensordot(np.asarray(pointwise), maps, axes=1)


def depthwise_separable_cost(c_in: int, c_out: int, kernel: int) -> tuple[int, int, float]:
    """Weights of a depthwise separable convolution, of the standard one, and their ratio.

    k²·c_in + c_in·c_out against k²·c_in·c_out; the ratio is 1/c_out + 1/k². The multiplications at
    each position have the same ratio, because every weight is used once there.

    Args:
      c_in, c_out: input and output channels.
      kernel: side k of the depthwise kernel in cells.

    Returns:
      Two counts without biases, and a value in (0, 1] for all but the smallest layers.

    Source: Howard et al., MobileNets (2017), section 3.1, equations 2 to 5.
    """
    separable, standard = c_in * (kernel**2 + c_out), c_in * c_out * kernel**2
    return separable, standard, separable / standard


def _draw_separable(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"c_in": draw.whole(2, 9), "c_out": draw.whole(4, 16), "k": draw.pick([3, 5])}
    c_in = draw.pick([16, 24, 32, 40, 48, 64, 96])
    drawn: dict[str, Any] = {"c_in": c_in, "c_out": c_in * draw.pick([2, 3, 4]), "k": draw.pick([3, 5])}
    return drawn if level == 2 else {**drawn, "h": draw.pick([14, 28, 56]), "w": draw.pick([20, 36, 48])}


DEPTHWISE_SEPARABLE_PARAMS = Exercise(
    id="depthwise_separable_params",
    title="Cost of a depthwise separable convolution",
    topic="cost",
    seconds=75,
    reference=depthwise_separable_cost,
    aliases={"depthwise_separable_ratio": Focus(2, "ratio")},
    terms=("depthwise separable", "separable convolution", "1/C_out + 1/k²"),
    prompt={
        1: "A depthwise separable convolution without biases has {c_in} input channels, {c_out} output "
        "channels and a depthwise kernel of {k}×{k}. Count the weights of both its steps.",
        2: "A standard {k}×{k} convolution from {c_in} to {c_out} channels is replaced by a depthwise "
        "separable one with the same kernel size; no biases.",
        3: "A depthwise separable convolution without biases takes {c_in} channels to {c_out}; the depthwise "
        "kernel is {k}×{k}, stride 1, and padding keeps the size of {h}×{w}. A MAC is one "
        "multiply-accumulate.",
    },
    draw=_draw_separable,
    levels={
        1: ("depthwise", "pointwise", "separable"),
        2: ("separable", "standard", "ratio"),
        3: ("macs", "saving"),
    },
    parts=(
        Part("depthwise", "the weights of the depthwise step", "integer"),
        Part("pointwise", "the weights of the pointwise step", "integer"),
        Part("separable", "the weights of the depthwise separable convolution", "integer"),
        Part("standard", "the weights of the standard convolution", "integer"),
        Part("ratio", "the share that is left (separable / standard)", digits=4),
        Part("macs", "the work for one image", digits=4, significant=True, unit="MMACs"),
        Part("saving", "how many times more MACs the standard convolution takes", digits=2),
    ),
    steps=(
        Step(
            "depthwise",
            "Depthwise: one k×k kernel for each input channel",
            "{k}²·{c_in} = {depthwise}",
            lambda k, c_in: k**2 * c_in,
        ),
        Step(
            "pointwise",
            "Pointwise: a 1×1 convolution from all input to all output channels",
            "{c_in}·{c_out} = {pointwise}",
            lambda c_in, c_out: c_in * c_out,
        ),
        Step(
            "separable",
            "Both steps together",
            "{depthwise} + {pointwise} = {separable}",
            lambda depthwise, pointwise: depthwise + pointwise,
        ),
        Step(
            "standard",
            "Standard convolution: each filter spans all input channels",
            "{k}²·{c_in}·{c_out} = {standard}",
            lambda k, c_in, c_out: k**2 * c_in * c_out,
        ),
        Step(
            "ratio",
            "Separable / standard, which is 1/c_out + 1/k²",
            "{separable}/{standard} = {ratio}",
            lambda separable, standard: separable / standard,
        ),
        Step(
            "macs",
            "Every weight is used once at each output position; divide by a million",
            "{separable}·{h}·{w}/10⁶ = {macs}",
            lambda separable, h, w: separable * h * w / 1e6,
        ),
        Step(
            "saving",
            "The positions cancel: standard / separable",
            "{standard}/{separable} = {saving}",
            lambda standard, separable: standard / separable,
        ),
    ),
    mistakes=(
        Mistake(
            "output_channels_in_depthwise",
            "The depthwise step has one kernel for each input channel, not for each output channel.",
            must=True,
            swap={"depthwise": lambda k, c_out: k**2 * c_out},
        ),
        Mistake(
            "multiplied",
            "The two steps follow each other: add their weights, do not multiply them.",
            swap={"separable": lambda depthwise, pointwise: depthwise * pointwise},
        ),
        Mistake(
            "pointwise_forgotten",
            "Count the 1×1 convolution that mixes the channels too: c_in·c_out.",
            must=True,
            levels=(2, 3),
            swap={"separable": lambda depthwise: depthwise},
        ),
        Mistake(
            "depthwise_forgotten",
            "Count the depthwise kernels too: k² for each input channel.",
            levels=(2, 3),
            swap={"separable": lambda pointwise: pointwise},
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights, not k.",
            levels=(1,),
            swap={"depthwise": lambda k, c_in: k * c_in},
        ),
        Mistake(
            "pointwise_with_kernel",
            "The pointwise step has 1×1 kernels: c_in·c_out weights, without k².",
            must=True,
            levels=(1,),
            swap={"pointwise": lambda k, c_in, c_out: k**2 * c_in * c_out},
        ),
        Mistake(
            "biases_added",
            "The question leaves out biases.",
            levels=(1, 2),
            swap={
                "separable": lambda depthwise, pointwise, c_in, c_out: depthwise + pointwise + c_in + c_out
            },
        ),
        Mistake(
            "standard_without_inputs",
            "A standard filter spans all input channels: multiply by them.",
            levels=(2,),
            swap={"standard": lambda k, c_out: k**2 * c_out},
        ),
        Mistake(
            "flops_for_macs",
            "A MAC is one multiplication with its addition: do not double.",
            levels=(3,),
            swap={"macs": lambda separable, h, w: 2 * separable * h * w / 1e6},
        ),
        Mistake(
            "one_spatial_side",
            "There are height·width positions, not just one side of them.",
            levels=(3,),
            swap={"macs": lambda separable, h: separable * h / 1e6},
        ),
    ),
)


def _draw_depthwise(draw: Draw, level: int) -> Params:
    x0, x1 = ([draw.wholes(3, 0, 5) for _ in range(3)] for _ in range(2))
    w0, w1 = ([draw.wholes(2, -2, 3) for _ in range(2)] for _ in range(2))
    drawn: dict[str, Any] = {"x0": x0, "x1": x1, "w0": w0, "w1": w1}
    if level == 2:
        drawn["mix"] = draw.sample([-3, 2, 4, 5], 2)
    if level == 3:
        first, second, third, fourth = draw.sample([-3, -2, 4, 5, 7], 4)
        drawn["mix"] = [[first, second], [third, fourth]]
    return drawn


DEPTHWISE_CONV2D_FORWARD = Exercise(
    id="depthwise_conv2d_forward",
    title="Depthwise separable convolution by hand",
    topic="convolution",
    seconds=180,
    reference=depthwise_separable,
    terms=("depthwise convolution", "depthwise separable", "depthwise and pointwise"),
    prompt={
        1: "A depthwise convolution (stride 1, no padding, no bias, kernels not flipped) has these kernels, "
        "one for each channel." + TWO_CHANNELS,
        2: "A depthwise separable convolution (stride 1, no padding, no biases, kernels not flipped) has "
        "these depthwise kernels, one for each channel. A 1×1 convolution with the weights {mix} for "
        "channels 0 and 1 follows." + TWO_CHANNELS,
        3: "A depthwise separable convolution (stride 1, no padding, no biases, kernels not flipped) has "
        "these depthwise kernels, one for each channel." + TWO_CHANNELS + "\n\n"
        "A 1×1 convolution with two filters follows; row o holds the weights of output channel o for the "
        "input channels 0 and 1.\n\n  pointwise = {mix}",
    },
    draw=_draw_depthwise,
    levels={1: ("d0", "d1"), 2: ("d0", "d1", "y"), 3: ("y0", "y1")},
    parts=(
        Part("d0", "the depthwise output of channel 0", "matrix", digits=0),
        Part("d1", "the depthwise output of channel 1", "matrix", digits=0),
        Part("y", "the output map", "matrix", digits=0),
        Part("y0", "output channel 0", "matrix", digits=0),
        Part("y1", "output channel 1", "matrix", digits=0),
    ),
    steps=(
        Step(
            "d0",
            "Depthwise: slide kernel 0 over channel 0 alone",
            "{x0} ⋆ {w0} = {d0}",
            lambda x0, w0: conv_map(x0, w0),
        ),
        Step(
            "d1",
            "Depthwise: slide kernel 1 over channel 1 alone",
            "{x1} ⋆ {w1} = {d1}",
            lambda x1, w1: conv_map(x1, w1),
        ),
        Step(
            "y",
            "Pointwise: at each pixel a weighted sum of the channels",
            "{mix[0]}·{d0} + {mix[1]}·{d1} = {y}",
            lambda mix, d0, d1: mix[0] * d0 + mix[1] * d1,
        ),
        Step(
            "y0",
            "Pointwise: output channel 0 is the sum of the channels weighted by row 0",
            "{mix[0][0]}·{d0} + {mix[0][1]}·{d1} = {y0}",
            lambda mix, d0, d1: mix[0, 0] * d0 + mix[0, 1] * d1,
        ),
        Step(
            "y1",
            "Output channel 1 likewise with row 1",
            "{mix[1][0]}·{d0} + {mix[1][1]}·{d1} = {y1}",
            lambda mix, d0, d1: mix[1, 0] * d0 + mix[1, 1] * d1,
        ),
    ),
    mistakes=(
        Mistake(
            "channels_summed",
            "A depthwise kernel sees its own channel only; channels are mixed by the 1×1 convolution.",
            must=True,
            swap={
                "d0": lambda x0, w0, x1, w1: conv_map(x0, w0) + conv_map(x1, w1),
                "d1": lambda x0, w0, x1, w1: conv_map(x0, w0) + conv_map(x1, w1),
            },
        ),
        Mistake(
            "one_kernel_for_all",
            "Each channel has a kernel of its own.",
            must=True,
            swap={"w1": lambda w0: w0},
        ),
        Mistake(
            "channels_added_plainly",
            "Multiply each channel with its pointwise weight before you add them.",
            must=True,
            levels=(2, 3),
            swap={
                "y": lambda d0, d1: d0 + d1,
                "y0": lambda d0, d1: d0 + d1,
                "y1": lambda d0, d1: d0 + d1,
            },
        ),
        Mistake(
            "pointwise_transposed",
            "A row of the pointwise weights belongs to one output channel: do not read it by columns.",
            must=True,
            levels=(3,),
            swap={"mix": lambda mix: mix.T},
        ),
        Mistake(
            "channels_scaled_only",
            "The 1×1 convolution mixes all channels into each output, it does not just scale one.",
            levels=(3,),
            swap={"y0": lambda mix, d0: mix[0, 0] * d0, "y1": lambda mix, d1: mix[1, 1] * d1},
        ),
        Mistake(
            "weights_exchanged",
            "The first pointwise weight belongs to channel 0, the second to channel 1.",
            levels=(2,),
            swap={"mix": lambda mix: mix[::-1]},
        ),
    ),
    conventions=(
        Convention(
            "kernel_flipped",
            "Right for the convolution of mathematics, which flips the kernels; here they are not flipped.",
            swap={"w0": lambda w0: w0[::-1, ::-1], "w1": lambda w1: w1[::-1, ::-1]},
        ),
    ),
)
