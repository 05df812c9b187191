"""Bottleneck and inverted bottleneck blocks: weights of their convolutions."""

from __future__ import annotations

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def bottleneck_weights(channels: int, reduced: int, kernel: int = 3) -> tuple[int, int]:
    """Weights of a bottleneck (1×1, k×k, 1×1) and of one k×k convolution between all channels.

    C·r + k²·r² + r·C against k²·C².

    Args:
      channels: C, before and after the block.
      reduced: r, between the 1×1 convolutions.
      kernel: side k of the middle convolution.

    Returns:
      Two counts without biases.

    Source: He et al., Deep Residual Learning (2016), section 4.1 and figure 5.
    """
    return 2 * channels * reduced + kernel**2 * reduced**2, kernel**2 * channels**2


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        r = draw.whole(2, 16)
        return {"c": r * draw.pick([2, 3, 4, 5]), "r": r, "k": 3}
    if level == 2:
        r = draw.pick([16, 20, 24, 32, 40, 48, 64, 96, 128])
        return {"c": r * draw.pick([2, 3, 4]), "r": r, "k": draw.pick([3, 5])}
    return {
        "c": draw.pick([16, 24, 32, 64]),
        "t": draw.pick([3, 4, 6]),
        "c_out": draw.pick([20, 40, 48, 96]),
        "k": draw.pick([3, 5]),
    }


BOTTLENECK_PARAMS = Exercise(
    id="bottleneck_params",
    title="Weights of a bottleneck and of an inverted one",
    topic="architectures",
    seconds=75,
    reference=bottleneck_weights,
    aliases={"inverted_residual_params": Focus(3)},
    terms=("bottleneck block", "bottleneck layer", "inverted residual", "inverted bottleneck"),
    prompt={
        1: "A bottleneck block has three convolutions without biases: 1×1 from {c} to {r} channels, {k}×{k} "
        "from {r} to {r}, 1×1 from {r} to {c}. Count their weights.",
        2: "A bottleneck block has three convolutions without biases: 1×1 from {c} to {r} channels, {k}×{k} "
        "from {r} to {r}, 1×1 from {r} to {c}. Compare it with one {k}×{k} convolution from {c} to {c} "
        "channels.",
        3: "An inverted bottleneck (MobileNetV2) has three convolutions without biases: 1×1 from {c} "
        "channels to {t} times as many, a depthwise {k}×{k} on these, and 1×1 to {c_out} channels. Batch "
        "norm with a scale and a shift for each channel follows each of the three.",
    },
    draw=_draw,
    levels={
        1: ("down", "middle", "up", "block"),
        2: ("block", "plain", "ratio"),
        3: ("depthwise", "weights", "total"),
    },
    parts=(
        Part("down", "the weights of the first convolution", "integer"),
        Part("middle", "the weights of the middle convolution", "integer"),
        Part("up", "the weights of the last convolution", "integer", may_repeat=True),
        Part("block", "the weights of the block", "integer"),
        Part("plain", "the weights of the one convolution", "integer"),
        Part("ratio", "block over one convolution"),
        Part("depthwise", "the weights of the depthwise convolution", "integer"),
        Part("weights", "the weights of all three convolutions", "integer"),
        Part("total", "the parameters of the block, batch norms included", "integer"),
    ),
    steps=(
        Step("down", "1×1 down: a weight for each pair of channels", "{c}·{r} = {down}", lambda c, r: c * r),
        Step(
            "middle",
            "k×k between the reduced channels",
            "{k}²·{r}² = {middle}",
            lambda k, r: k**2 * r**2,
        ),
        Step("up", "1×1 up: a weight for each pair of channels", "{r}·{c} = {up}", lambda r, c: r * c),
        Step(
            "block",
            "All three",
            "{down} + {middle} + {up} = {block}",
            lambda down, middle, up: down + middle + up,
        ),
        Step(
            "plain",
            "One convolution between all channels",
            "{k}²·{c}² = {plain}",
            lambda k, c: k**2 * c**2,
        ),
        Step("ratio", "Their ratio", "{block}/{plain} = {ratio}", lambda block, plain: block / plain),
        Step("wide", "Expanded channels", "{t}·{c} = {wide}", lambda t, c: t * c),
        Step(
            "depthwise",
            "Depthwise: one kernel for each expanded channel",
            "{k}²·{wide} = {depthwise}",
            lambda k, wide: k**2 * wide,
        ),
        Step(
            "weights",
            "Expansion, depthwise and projection",
            "{c}·{wide} + {depthwise} + {wide}·{c_out} = {weights}",
            lambda c, wide, depthwise, c_out: c * wide + depthwise + wide * c_out,
        ),
        Step(
            "total",
            "Two parameters of batch norm for each output channel of the three convolutions",
            "{weights} + 2·({wide} + {wide} + {c_out}) = {total}",
            lambda weights, wide, c_out: weights + 2 * (2 * wide + c_out),
        ),
    ),
    mistakes=(
        Mistake(
            "middle_on_all_channels",
            "The k×k convolution lies between the reduced channels: that is what saves weights.",
            must=True,
            levels=(1, 2),
            swap={"middle": lambda k, c: k**2 * c**2},
        ),
        Mistake(
            "middle_one_channel_factor",
            "Each of the r filters spans r channels: k²·r².",
            must=True,
            levels=(1, 2),
            swap={"middle": lambda k, r: k**2 * r},
        ),
        Mistake(
            "way_up_forgotten",
            "The 1×1 convolution back to all channels has weights too.",
            levels=(2,),
            swap={"up": lambda: 0},
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights for each pair of channels, not k.",
            levels=(1, 2),
            swap={"middle": lambda k, r: k * r**2},
        ),
        Mistake(
            "plain_one_channel_factor",
            "Each filter of the one convolution spans all channels: k²·C².",
            levels=(2,),
            swap={"plain": lambda k, c: k**2 * c},
        ),
        Mistake(
            "depthwise_as_full",
            "A depthwise convolution has one kernel for each channel, it does not mix channels.",
            levels=(3,),
            must=True,
            swap={"depthwise": lambda k, wide: k**2 * wide**2},
        ),
        Mistake(
            "depthwise_before_expansion",
            "The depthwise convolution works on the expanded channels.",
            levels=(3,),
            must=True,
            swap={"depthwise": lambda k, c: k**2 * c},
        ),
        Mistake(
            "batch_norm_forgotten",
            "Each batch norm has a scale and a shift for each channel.",
            levels=(3,),
            must=True,
            swap={"total": lambda weights: weights},
        ),
        Mistake(
            "batch_norm_of_the_inputs",
            "Batch norm follows a convolution: count its output channels.",
            levels=(3,),
            swap={"total": lambda weights, c, wide: weights + 2 * (c + 2 * wide)},
        ),
    ),
)
