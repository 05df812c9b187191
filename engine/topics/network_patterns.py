"""Patterns of classic convolutional networks: how sizes and channels evolve, and how layers are counted."""

from __future__ import annotations

from typing import Any

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def vgg_stage(side: int, stage: int, first: int = 64, most: int = 512) -> tuple[int, int]:
    """Channels and side of the maps behind a stage of a VGG network, its pooling included.

    Every stage ends with a 2×2 pooling that halves the sides; its 3×3 convolutions keep them. Filters
    double from stage to stage until they reach a limit.

    Args:
      side: side of the square input.
      stage: number of the stage, from 1.
      first: filters of the first stage.
      most: the limit.

    Returns:
      Channels and side.

    Source: Simonyan and Zisserman, Very Deep Convolutional Networks (2015), section 2.1 and table 1.
    """
    return min(first * 2 ** (stage - 1), most), side // 2**stage


def _draw_vgg(draw: Draw, level: int) -> Params:
    first = draw.pick([16, 32, 64])
    if level == 1:
        return {"n": 16 * draw.whole(4, 16), "first": first, "most": 8 * first, "stage": draw.whole(3, 4)}
    if level == 2:
        return {
            "n": 32 * draw.whole(3, 9),
            "first": first,
            "most": 8 * first,
            "units": draw.pick([256, 1024, 4096]),
        }
    return {
        "n": 32 * draw.whole(3, 9),
        "first": first,
        "most": first * draw.pick([4, 8]),
        "stage": draw.whole(3, 5),
        "convs": draw.whole(2, 4),
    }


VGG_SHAPE_SCHEDULE = Exercise(
    id="vgg_shape_schedule",
    title="How sizes and channels evolve through VGG",
    topic="architectures",
    seconds=75,
    reference=vgg_stage,
    terms=("VGG-16", "VGG block", "filters double"),
    prompt={
        1: "A network in the manner of VGG meets images of 3×{n}×{n}. Each stage has 3×3 convolutions with "
        "padding 1 and ends with 2×2 pooling of stride 2. The first stage has {first} filters, and their "
        "number doubles from stage to stage up to {most}. What leaves stage {stage}?",
        2: "A network in the manner of VGG meets images of 3×{n}×{n}. It has five stages of 3×3 convolutions "
        "with padding 1, each ending with 2×2 pooling of stride 2. The first stage has {first} filters; "
        "their number doubles from stage to stage, but never exceeds {most}. Look at the last stage; a fully "
        "connected layer of {units} units with biases follows it.",
        3: "A network in the manner of VGG meets images of 3×{n}×{n}. Each stage has {convs} convolutions of "
        "3×3 with padding 1 and biases, and ends with 2×2 pooling of stride 2. The first stage has {first} "
        "filters; their number doubles from stage to stage, but never exceeds {most}. Look at stage {stage}.",
    },
    draw=_draw_vgg,
    levels={1: ("out",), 2: ("out", "dense"), 3: ("out", "parameters", "macs")},
    parts=(
        Part("out", "the shape C×H×W that leaves the stage", "shape"),
        Part("dense", "the parameters of the fully connected layer", "integer"),
        Part("parameters", "the parameters of the convolutions of this stage", "integer"),
        Part("macs", "their work for one image (no biases)", digits=4, significant=True, unit="MMACs"),
    ),
    constants={"stage": 5},
    policies={"fewer": lambda side, stage: side // 2**stage},
    steps=(
        Step(
            "c",
            "Filters of the stage: doubled once for each stage before it, up to the limit",
            "min({first}·2^({stage} − 1), {most}) = {c}",
            lambda first, stage, most: min(first * 2 ** (stage - 1), most),
        ),
        Step(
            "side",
            "Sides: halved by the pooling of each stage",
            "{n}/2^{stage} = {side}",
            lambda n, stage, fewer: fewer(n, stage),
        ),
        Step("out", "Shape", "{out:shape}", lambda c, side: [c, side, side]),
        Step(
            "dense",
            "Fully connected: units times (flattened length + 1 for the bias)",
            "{units}·({c}·{side}² + 1) = {dense}",
            lambda units, c, side: units * (c * side**2 + 1),
        ),
        Step(
            "before",
            "Channels that enter the stage: the filters of the one before it",
            "min({first}·2^({stage} − 2), {most}) = {before}",
            lambda first, stage, most: min(first * 2 ** (stage - 2), most),
        ),
        Step(
            "weights",
            "Weights: the first convolution from these channels, the others between the filters of the stage",
            "9·{c}·({before} + ({convs} − 1)·{c}) = {weights}",
            lambda c, before, convs: 9 * c * (before + (convs - 1) * c),
        ),
        Step(
            "parameters",
            "and a bias for each filter",
            "{weights} + {convs}·{c} = {parameters}",
            lambda weights, convs, c: weights + convs * c,
        ),
        Step(
            "macs",
            "The convolutions stand before the pooling of their stage: each weight at (2·side)² positions",
            "{weights}·(2·{side})²/10⁶ = {macs}",
            lambda weights, side: weights * (2 * side) ** 2 / 1e6,
        ),
    ),
    mistakes=(
        Mistake(
            "limit_ignored",
            "The filters double only up to the limit.",
            levels=(2,),
            must=True,
            swap={"most": lambda first: first * 2**9},
        ),
        Mistake(
            "doubled_once_too_often",
            "The first stage has the first number of filters: stage i has doubled i − 1 times.",
            levels=(1, 3),
            swap={"c": lambda first, stage, most: min(first * 2**stage, 2 * most)},
        ),
        Mistake(
            "halved_by_stages",
            "Each pooling halves: divide by 2 once for each stage, not by twice their number.",
            must=True,
            swap={"fewer": lambda side, stage: side // (2 * stage)},
        ),
        Mistake(
            "first_stage_not_pooled",
            "The first stage ends with a pooling too.",
            swap={"fewer": lambda side, stage: side // 2 ** (stage - 1)},
        ),
        Mistake(
            "convolutions_shrink",
            "With padding 1 a 3×3 convolution keeps the size: only the pooling halves it.",
            levels=(1,),
            must=True,
            swap={"fewer": lambda side, stage: (side - 4 * (2**stage - 1)) // 2**stage},
        ),
        Mistake(
            "flattened_without_channels",
            "Flattening keeps the channels: multiply by them.",
            levels=(2,),
            must=True,
            swap={"dense": lambda units, side: units * (side**2 + 1)},
        ),
        Mistake(
            "all_between_equal_channels",
            "The first convolution of a stage reads the channels of the stage before it.",
            levels=(3,),
            swap={"before": lambda c: c},
        ),
        Mistake(
            "biases_forgotten",
            "Each filter has a bias.",
            levels=(3,),
            must=True,
            swap={"parameters": lambda weights: weights},
        ),
        Mistake(
            "work_behind_the_pooling",
            "The convolutions of a stage run before its pooling, on maps of twice the side.",
            levels=(3,),
            must=True,
            swap={"macs": lambda weights, side: weights * side**2 / 1e6},
        ),
    ),
)


def pattern_layers(n: int, m: int, k: int) -> tuple[int, int, int]:
    """Layers of INPUT → [[CONV → RELU]·N → POOL]·M → [FC → RELU]·K → FC.

    Args:
      n: convolutions before each pooling.
      m: poolings.
      k: hidden fully connected layers.

    Returns:
      Numbers of convolutions N·M, poolings M, and fully connected layers K + 1.

    Source: Stanford's CS231n course notes, Convolutional Networks, section on layer patterns.
    """
    return n * m, m, k + 1


def _draw_pattern(draw: Draw, level: int) -> Params:
    n, m, k = draw.whole(2, 5), draw.whole(2, 5), draw.whole(1, 3)
    if level == 1:
        return {"N": n, "M": m, "K": draw.whole(1, 6)}
    m = draw.whole(3, 5)
    drawn: dict[str, Any] = {
        "N": n,
        "M": m,
        "K": k,
        "n": 2**m * draw.whole(2, 9),
        "f": draw.pick([16, 24, 32, 64]),
    }
    return (
        drawn
        if level == 2
        else {**drawn, "units": draw.pick([50, 100, 128]), "classes": draw.pick([5, 10, 20])}
    )


CNN_PATTERN_LAYER_COUNT = Exercise(
    id="cnn_pattern_layer_count",
    title="Count layers and sizes of a network pattern",
    topic="architectures",
    seconds=60,
    reference=pattern_layers,
    aliases={"cnn_pattern_output_size": Focus(2)},
    terms=("[CONV→RELU]", "ConvNet pattern", "layer pattern", "CONV - RELU - POOL"),
    prompt={
        1: "A network follows the pattern INPUT → [[CONV → RELU]·{N} → POOL]·{M} → [FC → RELU]·{K} → FC. "
        "Count its layers with weights.",
        2: "A network follows the pattern INPUT → [[CONV → RELU]·{N} → POOL]·{M} → [FC → RELU]·{K} → FC. "
        "Images are {n}×{n}; convolutions keep the size, pooling is 2×2 with stride 2, and the last "
        "convolution has {f} filters.",
        3: "A network follows the pattern INPUT → [[CONV → RELU]·{N} → POOL]·{M} → [FC → RELU]·{K} → FC. "
        "Images are {n}×{n}; convolutions keep the size, pooling is 2×2 with stride 2, and the last "
        "convolution has {f} filters. The fully connected layers have biases; hidden ones have {units} "
        "units, the last one has {classes}.",
    },
    draw=_draw_pattern,
    levels={1: ("convs", "dense", "depth"), 2: ("depth", "out", "flat"), 3: ("relus", "flat", "head")},
    parts=(
        Part("convs", "the convolutions", "integer"),
        Part("dense", "the fully connected layers", "integer", may_repeat=True),
        Part("depth", "the layers with weights", "integer"),
        Part("relus", "the ReLUs", "integer"),
        Part("out", "the shape C×H×W behind the last pooling", "shape"),
        Part("flat", "the length of that output, flattened", "integer"),
        Part("head", "the parameters of all fully connected layers", "integer"),
    ),
    policies={"shrink": lambda n, poolings: n // 2**poolings},
    steps=(
        Step("convs", "N convolutions before each of M poolings", "{N}·{M} = {convs}", lambda N, M: N * M),
        Step("dense", "K hidden layers and the last one", "{K} + 1 = {dense}", lambda K: K + 1),
        Step(
            "depth",
            "Layers with weights; ReLU and pooling have none",
            "{convs} + {dense} = {depth}",
            lambda convs, dense: convs + dense,
        ),
        Step(
            "relus",
            "One ReLU behind each convolution and each hidden layer, none behind the last layer",
            "{N}·{M} + {K} = {relus}",
            lambda N, M, K: N * M + K,
        ),
        Step(
            "side",
            "Each of the M poolings halves the sides",
            "{n}/2^{M} = {side}",
            lambda n, M, shrink: shrink(n, M),
        ),
        Step("out", "One channel for each filter", "{out:shape}", lambda f, side: [f, side, side]),
        Step("flat", "Channels times positions", "{f}·{side}² = {flat}", lambda f, side: f * side**2),
        Step(
            "head",
            "First, other hidden, and last layer: (inputs + 1 for the bias) times outputs",
            "({flat} + 1)·{units} + ({K} − 1)·({units} + 1)·{units} + ({units} + 1)·{classes} = {head}",
            lambda flat, K, units, classes: (
                (flat + 1) * units + (K - 1) * (units + 1) * units + (units + 1) * classes
            ),
        ),
    ),
    mistakes=(
        Mistake(
            "last_layer_forgotten",
            "A fully connected layer stands at the end, behind the repeated ones: K + 1.",
            levels=(1, 2),
            must=True,
            swap={"dense": lambda K: K},
        ),
        Mistake(
            "repeats_added",
            "The inner part is repeated with the outer one: N·M convolutions, not N + M.",
            levels=(1, 2),
            swap={"convs": lambda N, M: N + M},
        ),
        Mistake(
            "inner_repeat_only",
            "The inner part is repeated M times: multiply.",
            levels=(1, 2),
            must=True,
            swap={"convs": lambda N: N},
        ),
        Mistake(
            "pools_counted",
            "Poolings have no weights: do not count them here.",
            levels=(1, 2),
            swap={"depth": lambda convs, dense, M: convs + dense + M},
        ),
        Mistake(
            "one_pooling_missed",
            "Every one of the M repeats ends with a pooling: M halvings.",
            levels=(2, 3),
            must=True,
            swap={"shrink": lambda n, poolings: n // 2 ** (poolings - 1)},
        ),
        Mistake(
            "halved_by_number",
            "Each pooling halves: divide by 2^M, not by 2·M.",
            levels=(2, 3),
            must=True,
            swap={"shrink": lambda n, poolings: n // (2 * poolings)},
        ),
        Mistake(
            "flattened_without_channels",
            "Flattening keeps the channels: multiply by them.",
            levels=(2, 3),
            swap={"flat": lambda side: side**2},
        ),
        Mistake(
            "relu_behind_the_last",
            "No ReLU follows the last layer: it gives the scores.",
            levels=(3,),
            must=True,
            swap={"relus": lambda N, M, K: N * M + K + 1},
        ),
        Mistake(
            "biases_forgotten",
            "Each unit has a bias.",
            levels=(3,),
            swap={
                "head": lambda flat, K, units, classes: flat * units + (K - 1) * units**2 + units * classes
            },
        ),
    ),
)
