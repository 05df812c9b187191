"""Work of convolution layers: multiply-accumulates, and how they scale with size, width and depth.

One multiply-accumulate (MAC) is a multiplication with its addition, which is 2 FLOPs.
"""

from __future__ import annotations

from typing import Any

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def conv_macs(h_out: int, w_out: int, c_in: int, c_out: int, kernel: int, groups: int = 1) -> int:
    """Multiply-accumulates of a convolution layer for one image.

    H_out·W_out·c_out·k²·c_in/g: every output value takes one for each weight of its filter.

    Args:
      h_out, w_out: size of the output maps.
      c_in, c_out: input and output channels.
      kernel: side k of the kernel.
      groups: g.

    Returns:
      A count; FLOPs are twice that, and biases are left out.

    Source: Molchanov et al., Pruning Convolutional Neural Networks for Resource Efficient Inference
    (2017), appendix A.1, for FLOPs.
    """
    return h_out * w_out * c_out * kernel**2 * c_in // groups


def _draw_macs(draw: Draw, level: int) -> Params:
    if level == 1:
        side = {"h": draw.whole(4, 10), "w": draw.whole(4, 10)}
        return {**side, "c_in": draw.whole(2, 4), "c_out": draw.whole(5, 9), "k": draw.pick([3, 5])}
    drawn: dict[str, Any] = {
        "c_in": draw.pick([16, 32, 64]),
        "c_out": draw.pick([24, 48, 96, 128]),
        "k": draw.pick([3, 5]),
        "s": 2,
    }
    sizes = draw.pick([56, 64, 96, 112, 128]), draw.pick([40, 60, 72, 80, 100])
    if level == 2:
        return {"n_h": sizes[0], "n_w": sizes[1], **drawn}
    return {"n_h": sizes[0], "n_w": sizes[1], **drawn, "g": draw.pick([2, 4, 8])}


CONV_MACS = Exercise(
    id="conv_macs",
    title="MACs and FLOPs of a convolution layer",
    topic="cost",
    seconds=60,
    reference=conv_macs,
    aliases={"conv_flops": Focus(2, "flops")},
    terms=("multiply-accumulates", "MACs", "FLOPs of a convolution", "cost of a conv layer"),
    prompt={
        1: "A {k}×{k} convolution without biases takes {c_in} channels to {c_out} and gives maps of {h}×{w}. "
        "How many multiply-accumulates (MACs) does it take for one image?",
        2: "A {k}×{k} convolution without biases takes {c_in}×{n_h}×{n_w} (C×H×W) to {c_out} channels with "
        "stride {s}; padding (k − 1)/2 at every side. A MAC is one multiplication with its addition and "
        "counts as 2 FLOPs; multiplications with padding count.",
        3: "A grouped {k}×{k} convolution with {g} groups and biases takes {c_in}×{n_h}×{n_w} (C×H×W) to "
        "{c_out} channels with stride {s}; padding (k − 1)/2 at every side. A MAC is one multiplication with "
        "its addition and counts as 2 FLOPs; each bias is one more FLOP for each output value.",
    },
    draw=_draw_macs,
    levels={1: ("macs",), 2: ("shape", "mega", "flops"), 3: ("shape", "mega", "flops_all")},
    parts=(
        Part("macs", "the MACs", "integer"),
        Part("shape", "the output shape C×H×W", "shape"),
        Part("mega", "the MACs", digits=4, significant=True, unit="MMACs"),
        Part("flops", "the work", digits=4, significant=True, unit="MFLOPs"),
        Part("flops_all", "the work with biases", digits=4, significant=True, unit="MFLOPs"),
    ),
    constants={"g": 1},
    steps=(
        Step(
            "h",
            "Height of the output; with this padding the input over the stride, rounded up",
            "⌈{n_h}/{s}⌉ = {h}",
            lambda n_h, s: -(-n_h // s),
        ),
        Step("w", "Width of the output, likewise", "⌈{n_w}/{s}⌉ = {w}", lambda n_w, s: -(-n_w // s)),
        Step("shape", "Output shape", "{shape:shape}", lambda c_out, h, w: [c_out, h, w]),
        Step(
            "per_output",
            "Weights of one filter (over the channels of its group): MACs for one output value",
            "{k}²·{c_in}/{g} = {per_output}",
            lambda k, c_in, g: k**2 * c_in // g,
        ),
        Step(
            "values",
            "Output values: channels times positions",
            "{c_out}·{h}·{w} = {values}",
            lambda c_out, h, w: c_out * h * w,
        ),
        Step(
            "macs",
            "MACs: output values times weights of a filter",
            "{values}·{per_output} = {macs}",
            lambda values, per_output: values * per_output,
        ),
        Step("mega", "Divide by a million", "{macs}/10⁶ = {mega}", lambda macs: macs / 1e6),
        Step("flops", "Two FLOPs for each MAC", "2·{mega} = {flops}", lambda mega: 2 * mega),
        Step(
            "flops_all",
            "Two FLOPs for each MAC, one for each bias added",
            "2·{mega} + {values}/10⁶ = {flops_all}",
            lambda mega, values: 2 * mega + values / 1e6,
        ),
    ),
    mistakes=(
        Mistake(
            "input_size",
            "Count the positions of the output: the stride leaves fewer of them than the input has.",
            must=True,
            levels=(2, 3),
            swap={"values": lambda c_out, n_h, n_w: c_out * n_h * n_w},
        ),
        Mistake(
            "input_channels_forgotten",
            "A filter spans the input channels: multiply by them.",
            must=True,
            swap={"per_output": lambda k, g: k**2 // g},
        ),
        Mistake(
            "parameters_only",
            "Every weight is used at each output position: multiply by height·width.",
            must=True,
            swap={"values": lambda c_out: c_out},
        ),
        Mistake(
            "one_spatial_side",
            "There are height·width positions, not just one side of them.",
            swap={"values": lambda c_out, h: c_out * h},
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights, not k.",
            swap={"per_output": lambda k, c_in, g: k * c_in // g},
        ),
        Mistake(
            "groups_ignored",
            "A filter of a grouped convolution sees c_in / g channels only.",
            levels=(3,),
            must=True,
            swap={"g": lambda: 1},
        ),
        Mistake(
            "macs_for_flops",
            "A MAC counts as two FLOPs here: double.",
            levels=(2, 3),
            swap={
                "flops": lambda mega: mega,
                "flops_all": lambda mega, values: mega + values / 1e6,
            },
        ),
    ),
)


def stage_ratios(side_divisor: float, width_factor: float) -> tuple[float, float, float]:
    """How MACs, weights and activations of a convolution change with the size and width of its maps.

    With sides divided by a, and input and output channels multiplied by m: MACs × m²/a², weights × m²,
    activations × m/a². Halving the sides and doubling the channels keeps the MACs.

    Args:
      side_divisor: a.
      width_factor: m.

    Returns:
      Three factors.

    Source: Simonyan and Zisserman, Very Deep Convolutional Networks (2015), for the design rule; He et
    al., Deep Residual Learning (2016), section 3.3, states it; Tan and Le, EfficientNet (2019),
    section 3.3, for depth, width and resolution together.
    """
    return (width_factor / side_divisor) ** 2, width_factor**2, width_factor / side_divisor**2


def _draw_stage(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"side": 2 * draw.whole(3, 16), "c": draw.pick([8, 16, 24, 32]), "k": draw.pick([3, 5])}
    if level == 2:
        side = 2 * draw.pick([14, 16, 20, 28, 32])
        return {
            "a": 2,
            "m": draw.pick([1.5, 3.0, 4.0]),
            "side": side,
            "c": draw.pick([16, 32, 48, 64, 96, 128]),
        }
    return {
        "depth": draw.decimal(1.1, 1.6, 1),
        "width": draw.decimal(1.1, 1.5, 1),
        "resolution": draw.decimal(1.1, 1.5, 2),
    }


STRIDE_CHANNEL_OPS = Exercise(
    id="stride_channel_ops",
    title="How cost scales with size, width and depth",
    topic="cost",
    seconds=60,
    reference=stage_ratios,
    aliases={"compound_scaling": Focus(3)},
    terms=(
        "halve the resolution",
        "double the channels",
        "compound scaling",
        "cost per layer stays",
    ),
    prompt={
        1: "A {k}×{k} convolution (stride 1, same padding) has {c} input and {c} output channels on maps of "
        "{side}×{side}. In the next stage the sides are halved and all channels doubled. Count the "
        "multiply-accumulates (MACs) for one image in both stages.",
        2: "A convolution (stride 1, same padding) has {c} input and {c} output channels on maps of "
        "{side}×{side}. In the next stage the sides are divided by {a}, and all channels are multiplied by "
        "{m}. By which factors do MACs, weights and stored outputs of the layer change (new / old)?",
        3: "A convolutional network is scaled up: {depth} times as many layers, {width} times as many "
        "channels everywhere, and images with {resolution} times longer sides. By which factors do MACs, "
        "weights and stored outputs of all layers change (new / old)? Leave out the first layer and the "
        "head.",
    },
    draw=_draw_stage,
    levels={
        1: ("before", "after"),
        2: ("macs_ratio", "weight_ratio", "activation_ratio"),
        3: ("macs_factor", "weight_factor", "activation_factor"),
    },
    parts=(
        Part("before", "the MACs before", "integer"),
        Part("after", "the MACs in the next stage", "integer"),
        Part("macs_ratio", "the factor of the MACs"),
        Part("weight_ratio", "the factor of the weights"),
        Part("activation_ratio", "the factor of the stored outputs"),
        Part("macs_factor", "the factor of the MACs"),
        Part("weight_factor", "the factor of the weights"),
        Part("activation_factor", "the factor of the stored outputs"),
    ),
    steps=(
        Step(
            "before",
            "Positions times weights: sides², k², channels in and out",
            "{side}²·{k}²·{c}·{c} = {before}",
            lambda side, k, c: side**2 * k**2 * c * c,
        ),
        Step(
            "after",
            "A quarter of the positions, but four times the weights (channels in and out)",
            "({side}/2)²·{k}²·(2·{c})·(2·{c}) = {after}",
            lambda side, k, c: (side // 2) ** 2 * k**2 * (2 * c) * (2 * c),
        ),
        Step(
            "positions",
            "Positions shrink with both sides",
            "1/{a}² = {positions}",
            lambda a: 1 / a**2,
        ),
        Step(
            "macs_ratio",
            "MACs grow with input and output channels and with the positions",
            "{m}²·{positions} = {macs_ratio}",
            lambda m, positions: m**2 * positions,
        ),
        Step(
            "weight_ratio",
            "Weights grow with input and output channels, whatever the size",
            "{m}² = {weight_ratio}",
            lambda m: m**2,
        ),
        Step(
            "activation_ratio",
            "Outputs grow with the output channels and the positions",
            "{m}·{positions} = {activation_ratio}",
            lambda m, positions: m * positions,
        ),
        Step(
            "macs_factor",
            "MACs: linear in depth, quadratic in width and in the side of the image",
            "{depth}·{width}²·{resolution}² = {macs_factor}",
            lambda depth, width, resolution: depth * width**2 * resolution**2,
        ),
        Step(
            "weight_factor",
            "Weights: linear in depth, quadratic in width",
            "{depth}·{width}² = {weight_factor}",
            lambda depth, width: depth * width**2,
        ),
        Step(
            "activation_factor",
            "Outputs: linear in depth and width, quadratic in the side",
            "{depth}·{width}·{resolution}² = {activation_factor}",
            lambda depth, width, resolution: depth * width * resolution**2,
        ),
    ),
    mistakes=(
        Mistake(
            "output_channels_only",
            "Input channels grow as well as output channels: the weights grow with the square.",
            must=True,
            swap={
                "after": lambda side, k, c: (side // 2) ** 2 * k**2 * c * (2 * c),
                "macs_ratio": lambda m, positions: m * positions,
                "weight_ratio": lambda m: m,
                "macs_factor": lambda depth, width, resolution: depth * width * resolution**2,
                "weight_factor": lambda depth, width: depth * width,
            },
        ),
        Mistake(
            "one_spatial_side",
            "Both sides of the maps change: the positions change with the square.",
            must=True,
            swap={
                "after": lambda side, k, c: side * (side // 2) * k**2 * (2 * c) * (2 * c),
                "positions": lambda a: 1 / a,
                "macs_factor": lambda depth, width, resolution: depth * width**2 * resolution,
                "activation_factor": lambda depth, width, resolution: depth * width * resolution,
            },
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights, not k.",
            levels=(1,),
            swap={
                "before": lambda side, k, c: side**2 * k * c * c,
                "after": lambda side, k, c: (side // 2) ** 2 * k * (2 * c) * (2 * c),
            },
        ),
        Mistake(
            "weights_per_position",
            "The weights are shared: their number does not depend on the size of the maps.",
            levels=(2, 3),
            swap={
                "weight_ratio": lambda m, positions: m**2 * positions,
                "weight_factor": lambda depth, width, resolution: depth * width**2 * resolution**2,
            },
        ),
        Mistake(
            "outputs_like_weights",
            "Outputs grow with the output channels only, not with their product with the input channels.",
            levels=(2, 3),
            swap={
                "activation_ratio": lambda m, positions: m**2 * positions,
                "activation_factor": lambda depth, width, resolution: depth * width**2 * resolution**2,
            },
        ),
        Mistake(
            "depth_squared",
            "A layer more is a layer more: cost is linear in depth.",
            levels=(3,),
            swap={
                "macs_factor": lambda depth, width, resolution: (depth * width * resolution) ** 2,
                "weight_factor": lambda depth, width: (depth * width) ** 2,
            },
        ),
    ),
)
