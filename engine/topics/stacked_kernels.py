"""Several small kernels for one large one, 1×1 convolutions, and bottlenecks: what they cost."""

from __future__ import annotations

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def stacked_parameters(channels: int, kernel: int) -> tuple[int, int, int]:
    """Weights of a stack of 3×3 layers against one large kernel with the same receptive field.

    m = (K − 1)/2 layers of 3×3 see K×K pixels (stride 1): 9·m·C² against K²·C² weights.

    Args:
      channels: C, in and out of every layer.
      kernel: side K of the large kernel, odd.

    Returns:
      Number of layers, weights of the stack, weights of the large kernel; without biases.

    Source: Simonyan and Zisserman, Very Deep Convolutional Networks (2015), section 2.3.
    """
    layers = (kernel - 1) // 2
    return layers, 9 * layers * channels**2, kernel**2 * channels**2


def _draw_stack(draw: Draw, level: int) -> Params:
    k = draw.pick([5, 7]) if level == 1 else draw.pick([5, 7, 9, 11, 13])
    if level == 1:
        return {"k": k, "c": draw.whole(4, 20)}
    c = 8 * draw.whole(2, 16)
    return (
        {"k": k, "c": c}
        if level == 2
        else {"k": draw.pick([5, 7, 9]), "c": c, "c_in": draw.pick([1, 3, 4, 8])}
    )


STACKED_CONV_PARAMS = Exercise(
    id="stacked_conv_params",
    title="3×3 layers in place of one large kernel",
    topic="architectures",
    seconds=60,
    reference=stacked_parameters,
    aliases={"stacked_kernel_param_ratio": Focus(2, "ratio")},
    terms=("stack of 3×3", "stacked 3×3", "instead of one 7×7", "keep kernels 3×3", "two 3×3"),
    prompt={
        1: "One {k}×{k} convolution from {c} to {c} channels is replaced by 3×3 convolutions between {c} "
        "channels with the same receptive field (stride 1, no biases). Count the weights.",
        2: "One {k}×{k} convolution from {c} to {c} channels is replaced by as many 3×3 convolutions between "
        "{c} channels as give the same receptive field (stride 1, no biases).",
        3: "One {k}×{k} convolution from {c_in} to {c} channels is replaced by as many 3×3 convolutions as "
        "give the same receptive field (stride 1); the first goes from {c_in} to {c} channels, the others "
        "from {c} to {c}. All have biases. Mind that the stack is not smaller in any case.",
    },
    draw=_draw_stack,
    levels={1: ("stack", "single"), 2: ("layers", "stack", "ratio"), 3: ("stack_total", "single_total")},
    parts=(
        Part("layers", "the number of 3×3 layers", "integer"),
        Part("stack", "the weights of the 3×3 layers", "integer"),
        Part("single", "the weights of the one convolution", "integer"),
        Part("ratio", "the weights of the stack over those of the one convolution"),
        Part("stack_total", "the parameters of the 3×3 layers", "integer"),
        Part("single_total", "the parameters of the one convolution", "integer"),
    ),
    steps=(
        Step(
            "layers",
            "Each 3×3 layer adds 2 to the field: (K − 1)/2 layers",
            "({k} − 1)/2 = {layers}",
            lambda k: (k - 1) // 2,
        ),
        Step(
            "stack",
            "Weights of all layers: each has 9 for every pair of channels",
            "{layers}·9·{c}² = {stack}",
            lambda layers, c: layers * 9 * c**2,
        ),
        Step(
            "single",
            "Weights of the large kernel: K² for every pair of channels",
            "{k}²·{c}² = {single}",
            lambda k, c: k**2 * c**2,
        ),
        Step(
            "ratio", "Stack over single", "{stack}/{single} = {ratio}", lambda stack, single: stack / single
        ),
        Step(
            "first",
            "First layer: filters times (9 weights for each input channel, and a bias)",
            "{c}·(9·{c_in} + 1) = {first}",
            lambda c, c_in: c * (9 * c_in + 1),
        ),
        Step(
            "stack_total",
            "and the other layers, between c channels",
            "{first} + ({layers} − 1)·{c}·(9·{c} + 1) = {stack_total}",
            lambda first, layers, c: first + (layers - 1) * c * (9 * c + 1),
        ),
        Step(
            "single_total",
            "One convolution: filters times (K² weights for each input channel, and a bias)",
            "{c}·({k}²·{c_in} + 1) = {single_total}",
            lambda c, k, c_in: c * (k**2 * c_in + 1),
        ),
    ),
    mistakes=(
        Mistake(
            "sides_divided",
            "Fields overlap: each 3×3 layer adds 2 to the field, so (K − 1)/2 of them are needed.",
            must=True,
            swap={"layers": lambda k: -(-k // 3) + (k <= 9)},
        ),
        Mistake(
            "one_channel_factor",
            "A filter spans all input channels: the weights grow with C².",
            must=True,
            levels=(1, 2),
            swap={"stack": lambda layers, c: layers * 9 * c, "single": lambda k, c: k**2 * c},
        ),
        Mistake(
            "one_layer_only",
            "This is one of the 3×3 layers: multiply by their number.",
            levels=(1, 2),
            swap={"stack": lambda c: 9 * c**2},
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights for each pair of channels, not k.",
            levels=(1, 2),
            swap={"stack": lambda layers, c: layers * 3 * c**2, "single": lambda k, c: k * c**2},
        ),
        Mistake(
            "all_from_the_input",
            "Only the first layer sees the input channels: the others lie between c channels.",
            levels=(3,),
            must=True,
            swap={"stack_total": lambda first, layers: first * layers},
        ),
        Mistake(
            "biases_forgotten",
            "Each filter has a bias.",
            levels=(3,),
            must=True,
            swap={
                "stack_total": lambda layers, c, c_in: 9 * c * (c_in + (layers - 1) * c),
                "single_total": lambda c, k, c_in: c * k**2 * c_in,
            },
        ),
        Mistake(
            "between_equal_channels",
            "The large kernel starts from the input channels too.",
            levels=(3,),
            swap={"single_total": lambda c, k: c * (k**2 * c + 1)},
        ),
    ),
)


def pointwise_reduction(c_in: int, reduced: int, c_out: int, kernel: int) -> tuple[int, int]:
    """Weights of a 1×1 reduction followed by a k×k convolution, and of the k×k convolution alone.

    c_in·r + k²·r·c_out against k²·c_in·c_out. A 1×1 convolution changes channels, never sizes.

    Args:
      c_in, reduced, c_out: channels before, between and after.
      kernel: side k of the second convolution.

    Returns:
      Two counts without biases.

    Source: Lin, Chen and Yan, Network in Network (2014), section 3.1; Szegedy et al., Going Deeper with
    Convolutions (2015), section 4.
    """
    return c_in * reduced + kernel**2 * reduced * c_out, kernel**2 * c_in * c_out


def _draw_pointwise(draw: Draw, level: int) -> Params:
    sizes = {"h": draw.pick([14, 20, 28, 30]), "w": draw.pick([12, 18, 24, 32])}
    if level == 1:
        return {"c_in": draw.pick([64, 128, 256]), "c_out": draw.pick([16, 24, 40]), **sizes}
    if level == 2:
        return {"c_in": draw.pick([96, 128, 192, 256]), "c_out": draw.pick([16, 24, 32, 48]), **sizes}
    return {
        "c_in": draw.pick([96, 128, 192, 256]),
        "r": draw.pick([16, 24, 32]),
        "c_out": draw.pick([40, 48, 64, 80]),
        "k": draw.pick([3, 5]),
        **sizes,
    }


CONV1X1_OUTPUT = Exercise(
    id="conv1x1_output",
    title="What a 1×1 convolution changes, and saves",
    topic="architectures",
    seconds=45,
    reference=pointwise_reduction,
    terms=("1×1 convolution", "1x1 convolution", "pointwise convolution", "reduce the channels"),
    prompt={
        1: "A 1×1 convolution with {c_out} filters and stride 1 meets {c_in}×{h}×{w} (C×H×W).",
        2: "A 1×1 convolution with {c_out} filters, stride 1 and no biases meets {c_in}×{h}×{w} (C×H×W). A "
        "MAC is one multiplication with its addition.",
        3: "{c_in}×{h}×{w} (C×H×W) are to become {c_out} maps of the same size by a {k}×{k} convolution with "
        "same padding, either at once or behind a 1×1 convolution that reduces to {r} channels; no biases.",
    },
    draw=_draw_pointwise,
    levels={1: ("shape",), 2: ("shape", "weights", "macs"), 3: ("behind", "direct", "factor")},
    parts=(
        Part("shape", "the output shape C×H×W", "shape"),
        Part("weights", "the weights", "integer"),
        Part("macs", "the work for one image", digits=4, significant=True, unit="MMACs"),
        Part("behind", "the weights of both convolutions with the reduction", "integer"),
        Part("direct", "the weights without it", "integer"),
        Part("factor", "how many times fewer weights that are", digits=2),
    ),
    steps=(
        Step(
            "shape",
            "One output channel for each filter; the size stays",
            "{shape:shape}",
            lambda c_out, h, w: [c_out, h, w],
        ),
        Step(
            "weights",
            "Each filter has one weight for each input channel",
            "{c_in}·{c_out} = {weights}",
            lambda c_in, c_out: c_in * c_out,
        ),
        Step(
            "macs",
            "Each weight is used at every position; divide by a million",
            "{weights}·{h}·{w}/10⁶ = {macs}",
            lambda weights, h, w: weights * h * w / 1e6,
        ),
        Step(
            "reduction",
            "1×1 reduction: from all channels to the reduced ones",
            "{c_in}·{r} = {reduction}",
            lambda c_in, r: c_in * r,
        ),
        Step(
            "behind",
            "and the k×k convolution from the reduced channels",
            "{reduction} + {k}²·{r}·{c_out} = {behind}",
            lambda reduction, k, r, c_out: reduction + k**2 * r * c_out,
        ),
        Step(
            "direct",
            "At once: k² for each pair of channels",
            "{k}²·{c_in}·{c_out} = {direct}",
            lambda k, c_in, c_out: k**2 * c_in * c_out,
        ),
        Step("factor", "Their ratio", "{direct}/{behind} = {factor}", lambda direct, behind: direct / behind),
    ),
    mistakes=(
        Mistake(
            "size_reduced",
            "A 1×1 convolution with stride 1 changes the channels only: height and width stay.",
            levels=(1, 2),
            must=True,
            swap={"shape": lambda c_in, h, w: [c_in, h // 2, w // 2]},
        ),
        Mistake(
            "channels_kept",
            "The output has one channel for each filter.",
            levels=(1, 2),
            must=True,
            swap={"shape": lambda c_in, h, w: [c_in, h, w]},
        ),
        Mistake(
            "channels_last",
            "The layout is C×H×W: the channels come first.",
            levels=(1, 2),
            swap={"shape": lambda c_out, h, w: [h, w, c_out]},
        ),
        Mistake(
            "one_weight_per_filter",
            "A 1×1 filter spans all input channels: it has one weight for each of them.",
            levels=(2,),
            must=True,
            swap={"weights": lambda c_out: c_out},
        ),
        Mistake(
            "biases_counted",
            "The question leaves out biases.",
            levels=(2,),
            swap={"weights": lambda c_in, c_out: (c_in + 1) * c_out},
        ),
        Mistake(
            "work_of_one_position",
            "The filter stands at every position: multiply by height·width.",
            levels=(2,),
            swap={"macs": lambda weights: weights / 1e6},
        ),
        Mistake(
            "reduction_forgotten",
            "The 1×1 convolution has weights too: c_in·r.",
            levels=(3,),
            must=True,
            swap={"reduction": lambda: 0},
        ),
        Mistake(
            "large_kernel_from_all_channels",
            "Behind the reduction the k×k filters see the reduced channels only.",
            levels=(3,),
            must=True,
            swap={"behind": lambda reduction, k, c_in, c_out: reduction + k**2 * c_in * c_out},
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights for each pair of channels, not k.",
            levels=(3,),
            swap={
                "behind": lambda reduction, k, r, c_out: reduction + k * r * c_out,
                "direct": lambda k, c_in, c_out: k * c_in * c_out,
            },
        ),
        Mistake(
            "counted_per_position",
            "Weights are shared over the positions: the size of the maps does not matter.",
            levels=(3,),
            swap={
                "behind": lambda reduction, k, r, c_out, h, w: (reduction + k**2 * r * c_out) * h * w,
                "direct": lambda k, c_in, c_out, h, w: k**2 * c_in * c_out * h * w,
            },
        ),
    ),
)
