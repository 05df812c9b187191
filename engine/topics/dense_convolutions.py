"""Fully connected layers against convolutions, and one written as the other."""

from __future__ import annotations

from typing import Any

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.convolution_sizes import conv_output_size


def dense_and_convolution(height: int, width: int, c_in: int, c_out: int, kernel: int) -> tuple[int, int]:
    """Parameters of a dense layer and of a convolution between maps of the same sizes.

    (H·W·c_in + 1)·H·W·c_out against (k²·c_in + 1)·c_out: the convolution connects locally and shares
    its weights over all positions.

    Args:
      height, width: size of input and output maps.
      c_in, c_out: channels of input and output.
      kernel: side k of the kernel.

    Returns:
      Two counts, biases included.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.2.
    """
    positions = height * width
    return (positions * c_in + 1) * positions * c_out, (kernel**2 * c_in + 1) * c_out


def _draw_dense(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "h": draw.whole(4, 8),
            "w": draw.whole(4, 8),
            "c_in": draw.pick([2, 3, 4]),
            "c_out": draw.whole(4, 6),
            "k": 3,
        }
    return {
        "h": draw.pick([16, 20, 28, 32]),
        "w": draw.pick([16, 24, 30, 32]),
        "c_in": draw.pick([3, 6, 8]),
        "c_out": draw.pick([10, 16, 20]),
        "k": draw.pick([3, 5, 7]),
    }


FC_VS_CONV_PARAMS = Exercise(
    id="fc_vs_conv_params",
    title="A dense layer against a convolution",
    topic="convolution",
    seconds=60,
    reference=dense_and_convolution,
    terms=(
        "fully connected against",
        "why convolution rather than",
        "fewer parameters than a fully connected",
    ),
    prompt={
        1: "Maps of {c_in}×{h}×{w} (C×H×W) are to become {c_out}×{h}×{w}, by a fully connected layer or by a "
        "{k}×{k} convolution with same padding; both without biases.",
        2: "Maps of {c_in}×{h}×{w} (C×H×W) are to become {c_out}×{h}×{w}, by a fully connected layer or by a "
        "{k}×{k} convolution with same padding; both have biases.",
        3: "Maps of {c_in}×{h}×{w} (C×H×W) become {c_out}×{h}×{w}, by a fully connected layer or by a "
        "{k}×{k} convolution with same padding; no biases, and multiplications with padding count. Compare "
        "weights and multiply-accumulates for one image.",
    },
    draw=_draw_dense,
    levels={1: ("dense", "conv"), 2: ("dense_total", "conv_total"), 3: ("weight_ratio", "mac_ratio")},
    parts=(
        Part("dense", "the weights of the fully connected layer", "integer"),
        Part("conv", "the weights of the convolution", "integer"),
        Part("dense_total", "the parameters of the fully connected layer", "integer"),
        Part("conv_total", "the parameters of the convolution", "integer"),
        Part("weight_ratio", "how many times more weights the dense layer has", digits=4, significant=True),
        Part("mac_ratio", "how many times more MACs the dense layer takes", digits=4, significant=True),
    ),
    steps=(
        Step("inputs", "Numbers that come in", "{h}·{w}·{c_in} = {inputs}", lambda h, w, c_in: h * w * c_in),
        Step(
            "outputs", "Numbers that go out", "{h}·{w}·{c_out} = {outputs}", lambda h, w, c_out: h * w * c_out
        ),
        Step(
            "dense",
            "Fully connected: a weight for each pair of input and output",
            "{inputs}·{outputs} = {dense}",
            lambda inputs, outputs: inputs * outputs,
        ),
        Step(
            "conv",
            "Convolution: a kernel for each pair of channels, shared by all positions",
            "{k}²·{c_in}·{c_out} = {conv}",
            lambda k, c_in, c_out: k**2 * c_in * c_out,
        ),
        Step(
            "dense_total",
            "Each output has a bias of its own",
            "{dense} + {outputs} = {dense_total}",
            lambda dense, outputs: dense + outputs,
        ),
        Step(
            "conv_total",
            "Each output channel has one bias, shared by all positions",
            "{conv} + {c_out} = {conv_total}",
            lambda conv, c_out: conv + c_out,
        ),
        Step(
            "weight_ratio",
            "Ratio of the weights",
            "{dense}/{conv} = {weight_ratio}",
            lambda dense, conv: dense / conv,
        ),
        Step(
            "conv_macs",
            "The convolution uses each weight at every position",
            "{conv}·{h}·{w} = {conv_macs}",
            lambda conv, h, w: conv * h * w,
        ),
        Step(
            "mac_ratio",
            "The dense layer uses each weight once: ratio of the work",
            "{dense}/{conv_macs} = {mac_ratio}",
            lambda dense, conv_macs: dense / conv_macs,
        ),
    ),
    mistakes=(
        Mistake(
            "outputs_per_channel",
            "Every output value is a unit of the dense layer: height·width·channels of them.",
            levels=(1, 2),
            must=True,
            swap={"outputs": lambda c_out: c_out},
        ),
        Mistake(
            "conv_per_position",
            "The weights of a convolution are shared: they count once, not for each position.",
            must=True,
            swap={"conv": lambda k, c_in, c_out, h, w: k**2 * c_in * c_out * h * w},
        ),
        Mistake(
            "input_channels_forgotten",
            "A filter has a kernel for each input channel.",
            swap={"conv": lambda k, c_out: k**2 * c_out},
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights, not k.",
            levels=(1, 2),
            swap={"conv": lambda k, c_in, c_out: k * c_in * c_out},
        ),
        Mistake(
            "biases_forgotten",
            "Both layers have biases.",
            levels=(2,),
            must=True,
            swap={"dense_total": lambda dense: dense, "conv_total": lambda conv: conv},
        ),
        Mistake(
            "bias_per_output",
            "A convolution has one bias for each output channel, not for each output value.",
            levels=(2,),
            swap={"conv_total": lambda conv, outputs: conv + outputs},
        ),
        Mistake(
            "work_as_weights",
            "A convolution uses every weight at each position: its work is its weights times height·width.",
            levels=(3,),
            must=True,
            swap={"conv_macs": lambda conv: conv},
        ),
    ),
)


def dense_as_convolution(side: int, channels: int, units: int, larger_side: int) -> tuple[int, int]:
    """A dense layer on a map as a convolution: its weights, and its output side on a larger map.

    K filters of F×F×C with F the side of the map, stride 1 and no padding, hold the same F²·C·K
    weights, and give 1×1×K on that map; on a larger one they give a map of scores.

    Args:
      side: F, height and width of the map that the dense layer was made for.
      channels: C.
      units: K.
      larger_side: side of another map.

    Returns:
      Weights without biases, and the output side on the larger map.

    Source: Long, Shelhamer and Darrell, Fully Convolutional Networks for Semantic Segmentation (2015),
    section 3.1.
    """
    return side**2 * channels * units, int(conv_output_size(larger_side, side))


def _draw_fc_to_conv(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"f": draw.pick([3, 4, 5]), "c": draw.pick([8, 10, 16]), "units": draw.pick([12, 20, 30, 50])}
    drawn: dict[str, Any] = {
        "f": draw.pick([5, 6, 7]),
        "c": draw.pick([128, 256, 512]),
        "units": draw.pick([100, 1000, 2048, 4096]),
    }
    if level == 2:
        return {**drawn, "n": drawn["f"] + draw.whole(2, 9)}
    factor = draw.pick([16, 32])
    return {**drawn, "factor": factor, "image": factor * (drawn["f"] + draw.whole(2, 9))}


FC_TO_CONV = Exercise(
    id="fc_to_conv",
    title="A fully connected layer as a convolution",
    topic="convolution",
    seconds=60,
    reference=dense_as_convolution,
    terms=("FC layer as a convolution", "fully convolutional", "turn an FC layer", "FC to conv"),
    prompt={
        1: "A fully connected layer with {units} units follows a map of {c}×{f}×{f} (C×H×W). It is rewritten "
        "as a convolution with stride 1 and no padding that gives {units}×1×1. Biases are left out.",
        2: "A fully connected layer with {units} units follows a map of {c}×{f}×{f} (C×H×W). It is rewritten "
        "as a convolution with stride 1 and no padding, and then applied to a map of {c}×{n}×{n}. Biases are "
        "left out.",
        3: "A network shrinks images by {factor} along each side to {c} maps; for its training images these "
        "were {f}×{f}, and a fully connected layer with {units} units followed. That layer is rewritten as a "
        "convolution with stride 1 and no padding, and the network is applied to images of {image}×{image}.",
    },
    draw=_draw_fc_to_conv,
    levels={1: ("kernel", "weights"), 2: ("weights", "shape"), 3: ("shape", "scored")},
    parts=(
        Part("kernel", "the side of its kernel", "integer", may_repeat=True),
        Part("weights", "the weights of the convolution", "integer"),
        Part("shape", "the shape C×H×W of its output", "shape"),
        Part("scored", "the number of places that get scores", "integer"),
    ),
    steps=(
        Step(
            "kernel", "A unit sees the whole map: the kernel is as large as the map", "{kernel}", lambda f: f
        ),
        Step(
            "weights",
            "A filter for each unit, spanning the map and all channels: as many weights as before",
            "{kernel}²·{c}·{units} = {weights}",
            lambda kernel, c, units: kernel**2 * c * units,
        ),
        Step(
            "n",
            "Side of the map for the larger images",
            "{image}/{factor} = {n}",
            lambda image, factor: image // factor,
        ),
        Step(
            "side",
            "The kernel slides over the larger map: n − k + 1 places",
            "{n} − {kernel} + 1 = {side}",
            lambda n, kernel: n - kernel + 1,
        ),
        Step(
            "shape",
            "One channel for each unit",
            "{shape:shape}",
            lambda units, side: [units, side, side],
        ),
        Step("scored", "Places along both sides", "{side}² = {scored}", lambda side: side**2),
    ),
    mistakes=(
        Mistake(
            "one_by_one_kernel",
            "A fully connected layer sees the whole map: its kernel is as large as the map, not 1×1.",
            must=True,
            swap={"kernel": lambda: 1},
        ),
        Mistake(
            "channels_forgotten",
            "A filter spans all channels: multiply by them.",
            must=True,
            levels=(1, 2),
            swap={"weights": lambda kernel, units: kernel**2 * units},
        ),
        Mistake(
            "kernel_not_squared",
            "The kernel has k·k cells, not k.",
            levels=(1, 2),
            swap={"weights": lambda kernel, c, units: kernel * c * units},
        ),
        Mistake(
            "no_plus_one",
            "The kernel fits n − k + 1 times: the place at the start counts too.",
            must=True,
            levels=(2, 3),
            swap={"side": lambda n, kernel: n - kernel},
        ),
        Mistake(
            "tiled",
            "The kernel moves by one cell, not by its own length.",
            levels=(2, 3),
            swap={"side": lambda n, kernel: n // kernel},
        ),
        Mistake(
            "channels_kept",
            "The output has one channel for each unit.",
            levels=(2, 3),
            swap={"shape": lambda c, side: [c, side, side]},
        ),
        Mistake(
            "one_side_only",
            "There are places along both sides: square them.",
            levels=(3,),
            swap={"scored": lambda side: side},
        ),
    ),
)
