"""Weights and biases of convolution layers, ordinary and grouped."""

from __future__ import annotations

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def conv_parameters(c_in: int, c_out: int, k_h: int, k_w: int, bias: bool = True) -> int:
    """Learnable parameters of a convolution layer.

    c_out·(k_h·k_w·c_in + 1): each filter has a kernel for every input channel, and one bias. Stride,
    padding and the size of the image do not matter.

    Args:
      c_in: input channels.
      c_out: filters, which are the output channels.
      k_h, k_w: height and width of the kernel in cells.
      bias: whether each filter has a bias.

    Returns:
      A count.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), section
    1.1; PyTorch's documentation of Conv2d (shapes of weight and bias).
    """
    return c_out * (k_h * k_w * c_in + bias)


def _draw_count(draw: Draw, level: int) -> Params:
    if level == 1:
        k = draw.pick([3, 5])
        return {"c_in": draw.whole(2, 6), "c_out": draw.whole(6, 16), "k_h": k, "k_w": k}
    if level == 2:
        k, c_in, c_out = draw.pick([3, 5, 7]), draw.pick([3, 16, 24, 32, 48, 64]), draw.pick([20, 40, 72, 96])
        return {"c_in": c_in, "c_out": c_out, "k_h": k, "k_w": k}
    k_h, k_w = draw.sample([1, 3, 5, 7], 2)
    size = {"h": draw.pick([28, 32, 56]), "w": draw.pick([40, 48, 64])}
    return {
        **size,
        "c_in": draw.pick([3, 16, 32]),
        "c_out": draw.pick([24, 48, 64]),
        "k_h": k_h,
        "k_w": k_w,
        "s": 2,
    }


CONV_PARAM_COUNT = Exercise(
    id="conv_param_count",
    title="Parameters of a convolution layer",
    topic="convolution",
    seconds=40,
    reference=conv_parameters,
    terms=("parameters of a convolution", "weights of a convolution", "filter parameters", "conv parameters"),
    prompt={
        1: "A convolution without biases has {c_in} input channels and {c_out} filters of {k_h}×{k_w}. "
        "How many weights does it learn?",
        2: "A convolution with biases has {c_in} input channels and {c_out} filters of {k_h}×{k_w}. "
        "How many parameters does it learn?",
        3: "Images of {h}×{w} pixels with {c_in} channels meet a convolution of {c_out} filters {k_h}×{k_w} "
        "(height×width) with stride {s}, same padding and biases. Batch norm follows it, with a scale and a "
        "shift for each channel.",
    },
    draw=_draw_count,
    levels={1: ("weights",), 2: ("weights", "total"), 3: ("total", "both")},
    parts=(
        Part("weights", "the number of weights", "integer"),
        Part("total", "the parameters of the convolution, biases included", "integer"),
        Part("both", "the parameters of convolution and batch norm together", "integer"),
    ),
    steps=(
        Step(
            "one_filter",
            "Weights of one filter: a kernel for each input channel",
            "{k_h}·{k_w}·{c_in} = {one_filter}",
            lambda k_h, k_w, c_in: k_h * k_w * c_in,
        ),
        Step(
            "weights",
            "Times the number of filters",
            "{one_filter}·{c_out} = {weights}",
            lambda one_filter, c_out: one_filter * c_out,
        ),
        Step("biases", "One bias for each filter", "{biases}", lambda c_out: c_out),
        Step(
            "total",
            "Weights and biases",
            "{weights} + {biases} = {total}",
            lambda weights, biases: weights + biases,
        ),
        Step(
            "both",
            "Batch norm learns a scale and a shift for each output channel",
            "{total} + 2·{c_out} = {both}",
            lambda total, c_out: total + 2 * c_out,
        ),
    ),
    mistakes=(
        Mistake(
            "input_channels_forgotten",
            "A filter has a kernel for each input channel: multiply by the input channels.",
            must=True,
            swap={"one_filter": lambda k_h, k_w: k_h * k_w},
        ),
        Mistake(
            "no_bias",
            "Add one bias for each filter.",
            must=True,
            levels=(2, 3),
            swap={"biases": lambda: 0},
        ),
        Mistake(
            "one_bias",
            "Every filter has a bias of its own, not one for the whole layer.",
            levels=(2, 3),
            swap={"biases": lambda: 1},
        ),
        Mistake(
            "bias_per_weight",
            "A filter has a single bias, not one for each input channel.",
            levels=(2, 3),
            swap={"biases": lambda c_in, c_out: c_in * c_out},
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights, not k.",
            levels=(1, 2),
            swap={"one_filter": lambda k_h, c_in: k_h * c_in},
        ),
        Mistake(
            "one_filter_only",
            "This is one filter: multiply by the number of filters.",
            levels=(1, 2),
            swap={"weights": lambda one_filter: one_filter},
        ),
        Mistake(
            "width_for_height",
            "The kernel is not square: multiply its height by its width.",
            levels=(3,),
            swap={"one_filter": lambda k_h, c_in: k_h**2 * c_in},
        ),
        Mistake(
            "counted_per_position",
            "The weights are shared: the same filter stands at every position and counts once.",
            must=True,
            levels=(3,),
            swap={"weights": lambda one_filter, c_out, h, w, s: one_filter * c_out * (h // s) * (w // s)},
        ),
        Mistake(
            "batch_norm_one_each",
            "Batch norm learns two numbers for each channel: a scale and a shift.",
            levels=(3,),
            swap={"both": lambda total, c_out: total + c_out},
        ),
        Mistake(
            "running_statistics_counted",
            "The running mean and variance are not learned: count the scale and the shift only.",
            levels=(3,),
            swap={"both": lambda total, c_out: total + 4 * c_out},
        ),
    ),
)


def grouped_conv_parameters(c_in: int, c_out: int, kernel: int, groups: int, bias: bool = True) -> int:
    """Learnable parameters of a grouped convolution; as many groups as channels make it depthwise.

    c_out·(k²·c_in/g + 1): a filter sees the channels of its own group only.

    Args:
      c_in, c_out: input and output channels, both divisible by the groups.
      kernel: side k of the kernel in cells.
      groups: g; with g = c_in the layer is depthwise and c_out/c_in is its channel multiplier.
      bias: whether each filter has a bias.

    Returns:
      A count.

    Source: Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural
    Networks (2012), section 3.5; PyTorch's documentation of Conv2d (groups).
    """
    return conv_parameters(c_in // groups, c_out, kernel, kernel, bias)


def _draw_grouped(draw: Draw, level: int) -> Params:
    k = draw.pick([3, 5]) if level < 3 else draw.pick([3, 5, 7])
    if level == 3:
        return {"c_in": draw.pick([16, 24, 32, 48, 64, 96]), "multiplier": draw.pick([2, 3, 4]), "k": k}
    g = draw.pick([2, 4]) if level == 1 else draw.pick([2, 4, 8])
    low, high = (1, 6) if level == 1 else (3, 16)
    per_group = draw.sample(range(low, high + 1), 2)
    return {"c_in": g * per_group[0], "c_out": g * per_group[1], "k": k, "g": g}


GROUPED_CONV_PARAMS = Exercise(
    id="grouped_conv_params",
    title="Parameters of a grouped or depthwise convolution",
    topic="convolution",
    seconds=50,
    reference=grouped_conv_parameters,
    aliases={"depthwise_conv_params": Focus(3)},
    terms=("grouped convolution", "group convolution", "convolution groups", "channel multiplier"),
    prompt={
        1: "A grouped convolution without biases has {c_in} input channels, {c_out} filters of {k}×{k} and "
        "{g} groups.",
        2: "A grouped convolution with biases has {c_in} input channels, {c_out} filters of {k}×{k} and {g} "
        "groups.",
        3: "A depthwise convolution {k}×{k} with biases has {c_in} input channels and a channel multiplier "
        "of {multiplier}: each input channel has {multiplier} filters of its own.",
    },
    draw=_draw_grouped,
    levels={1: ("weights",), 2: ("weights", "total"), 3: ("c_out", "weights", "total")},
    parts=(
        Part("c_out", "the output channels", "integer"),
        Part("weights", "the number of weights", "integer"),
        Part("total", "the number of parameters, biases included", "integer"),
    ),
    steps=(
        Step("g", "Depthwise: as many groups as input channels", "{g}", lambda c_in: c_in),
        Step(
            "c_out",
            "Output channels: filters of each input channel · input channels",
            "{multiplier}·{c_in} = {c_out}",
            lambda multiplier, c_in: multiplier * c_in,
        ),
        Step(
            "seen",
            "Input channels that one filter sees: those of its group",
            "{c_in}/{g} = {seen}",
            lambda c_in, g: c_in // g,
        ),
        Step(
            "weights",
            "Weights: cells of the kernel · channels seen · filters",
            "{k}²·{seen}·{c_out} = {weights}",
            lambda k, seen, c_out: k**2 * seen * c_out,
        ),
        Step("biases", "One bias for each filter", "{biases}", lambda c_out: c_out),
        Step(
            "total",
            "Weights and biases",
            "{weights} + {biases} = {total}",
            lambda weights, biases: weights + biases,
        ),
    ),
    mistakes=(
        Mistake(
            "groups_ignored",
            "A filter sees the channels of its own group only: divide the input channels by the groups.",
            must=True,
            swap={"seen": lambda c_in: c_in},
        ),
        Mistake(
            "groups_divide_both",
            "Divide the input channels by the groups, not the filters too: all filters are counted.",
            must=True,
            levels=(1, 2),
            swap={"weights": lambda k, seen, c_out, g: k**2 * seen * (c_out // g)},
        ),
        Mistake(
            "one_channel_seen",
            "A filter sees all channels of its group; only a depthwise filter sees a single one.",
            levels=(1, 2),
            swap={"seen": lambda: 1},
        ),
        Mistake(
            "multiplier_ignored",
            "Each input channel has several filters: multiply by the channel multiplier.",
            must=True,
            levels=(3,),
            swap={"c_out": lambda c_in: c_in},
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights, not k.",
            swap={"weights": lambda k, seen, c_out: k * seen * c_out},
        ),
        Mistake(
            "bias_forgotten",
            "Add one bias for each filter.",
            must=True,
            levels=(2, 3),
            swap={"biases": lambda: 0},
        ),
        Mistake(
            "bias_per_group",
            "Each filter has a bias of its own, whatever its group.",
            levels=(2,),
            swap={"biases": lambda g: g},
        ),
        Mistake(
            "bias_per_input_channel",
            "There is one bias for each output channel, not for each input channel.",
            levels=(3,),
            swap={"biases": lambda c_in: c_in},
        ),
    ),
)
