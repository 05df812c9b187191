"""Parameters of residual blocks: convolutions, batch norms, and the shortcut."""

from __future__ import annotations

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step


def residual_block_parameters(c_in: int, c_out: int, projection: bool, bias: bool = False) -> int:
    """Parameters of a basic residual block: two 3×3 convolutions with batch norm, and the shortcut.

    9·c_in·c_out + 9·c_out² + 4·c_out, and with a projection c_in·c_out + 2·c_out (1×1 convolution with
    batch norm); biases add c_out for each convolution.

    Args:
      c_in, c_out: channels before and behind the block.
      projection: whether the shortcut has a 1×1 convolution with batch norm.
      bias: whether convolutions have biases; before batch norm they have no effect.

    Returns:
      A count.

    Source: He et al., Deep Residual Learning (2016), section 3.3; torchvision's BasicBlock.
    """
    main = 9 * c_in * c_out + 9 * c_out**2 + 2 * 2 * c_out
    shortcut = (c_in * c_out + 2 * c_out) if projection else 0
    return main + shortcut + (bias * c_out * (2 + projection))


def _draw_parameters(draw: Draw, level: int) -> Params:
    c = draw.whole(6, 40) if level == 1 else 8 * draw.whole(2, 16)
    return {
        "c": c,
        "c_out": c if level == 1 else c * draw.pick([2, 3, 4]),
        "k": 3 if level < 3 else draw.pick([3, 5]),
    }


RESIDUAL_BLOCK_PARAMS = Exercise(
    id="residual_block_params",
    title="Parameters of a residual block",
    topic="architectures",
    seconds=90,
    reference=residual_block_parameters,
    terms=("residual block", "parameters of a residual block", "BasicBlock", "basic block"),
    prompt={
        1: "A residual block with identity shortcut has two {k}×{k} convolutions, from {c} to {c_out} and "
        "from {c_out} to {c_out} channels, without biases. Batch norm with a scale and a shift for each "
        "channel follows both.",
        2: "A residual block has two {k}×{k} convolutions, from {c} to {c_out} channels (stride 2) and from "
        "{c_out} to {c_out}, without biases, each followed by batch norm with a scale and a shift for each "
        "channel. The shortcut is a 1×1 convolution with stride 2 without bias, followed by batch norm.",
        3: "A residual block has two {k}×{k} convolutions, from {c} to {c_out} channels (stride 2) and from "
        "{c_out} to {c_out}, each followed by batch norm with a scale and a shift for each channel. The "
        "shortcut is a 1×1 convolution with stride 2, without batch norm. All three convolutions have "
        "biases.",
    },
    draw=_draw_parameters,
    levels={
        1: ("convs", "main"),
        2: ("main", "shortcut", "block"),
        3: ("biased", "useless"),
    },
    parts=(
        Part("convs", "the weights of both convolutions", "integer"),
        Part("main", "the parameters of the main way, batch norms included", "integer"),
        Part("shortcut", "the parameters of the shortcut", "integer"),
        Part("block", "the parameters of the block", "integer"),
        Part("biased", "the parameters of the block", "integer"),
        Part("useless", "the biases that batch norm makes useless", "integer"),
    ),
    steps=(
        Step(
            "convs",
            "Weights of the two convolutions: k² for each pair of channels",
            "{k}²·{c}·{c_out} + {k}²·{c_out}² = {convs}",
            lambda k, c, c_out: k**2 * c * c_out + k**2 * c_out**2,
        ),
        Step(
            "norms",
            "Two batch norms, each with two parameters for each channel",
            "2·2·{c_out} = {norms}",
            lambda c_out: 2 * 2 * c_out,
        ),
        Step(
            "main",
            "Main way: convolutions and batch norms",
            "{convs} + {norms} = {main}",
            lambda convs, norms: convs + norms,
        ),
        Step(
            "projection",
            "1×1 convolution of the shortcut: one weight for each pair of channels",
            "{c}·{c_out} = {projection}",
            lambda c, c_out: c * c_out,
        ),
        Step(
            "shortcut",
            "and the batch norm behind it",
            "{projection} + 2·{c_out} = {shortcut}",
            lambda projection, c_out: projection + 2 * c_out,
        ),
        Step(
            "block",
            "Both ways",
            "{main} + {shortcut} = {block}",
            lambda main, shortcut: main + shortcut,
        ),
        Step(
            "biases",
            "A bias for each filter of the three convolutions",
            "3·{c_out} = {biases}",
            lambda c_out: 3 * c_out,
        ),
        Step(
            "biased",
            "Main way, projection and biases",
            "{main} + {projection} + {biases} = {biased}",
            lambda main, projection, biases: main + projection + biases,
        ),
        Step(
            "useless",
            "Batch norm subtracts the mean, and with it any bias before it: those of both convolutions",
            "2·{c_out} = {useless}",
            lambda c_out: 2 * c_out,
        ),
    ),
    mistakes=(
        Mistake(
            "both_from_the_input",
            "The second convolution starts from the channels of the first, not from those of the input.",
            levels=(2, 3),
            must=True,
            swap={"convs": lambda k, c, c_out: 2 * k**2 * c * c_out},
        ),
        Mistake(
            "kernel_not_squared",
            "A k×k kernel has k·k weights for each pair of channels, not k.",
            must=True,
            swap={"convs": lambda k, c, c_out: k * c * c_out + k * c_out**2},
        ),
        Mistake(
            "batch_norm_forgotten",
            "Each batch norm has a scale and a shift for each channel.",
            must=True,
            swap={"norms": lambda: 0, "shortcut": lambda projection: projection},
        ),
        Mistake(
            "running_statistics_counted",
            "Running mean and variance are not learned: two parameters for each channel.",
            swap={
                "norms": lambda c_out: 2 * 4 * c_out,
                "shortcut": lambda projection, c_out: projection + 4 * c_out,
            },
        ),
        Mistake(
            "one_convolution",
            "The block has two convolutions.",
            levels=(1,),
            must=True,
            swap={"convs": lambda k, c, c_out: k**2 * c * c_out},
        ),
        Mistake(
            "projection_with_large_kernel",
            "The shortcut has a 1×1 kernel.",
            levels=(2, 3),
            swap={"projection": lambda k, c, c_out: k**2 * c * c_out},
        ),
        Mistake(
            "projection_forgotten",
            "The 1×1 convolution on the shortcut has weights too.",
            levels=(3,),
            must=True,
            swap={"projection": lambda: 0},
        ),
        Mistake(
            "biases_forgotten",
            "All three convolutions have a bias for each filter.",
            levels=(3,),
            must=True,
            swap={"biases": lambda: 0},
        ),
        Mistake(
            "all_biases_useless",
            "No batch norm follows the shortcut here: its biases have an effect.",
            levels=(3,),
            swap={"useless": lambda c_out: 3 * c_out},
        ),
        Mistake(
            "only_one_bias_useless",
            "Batch norm follows both convolutions of the main way.",
            levels=(3,),
            swap={"useless": lambda c_out: c_out},
        ),
    ),
)
