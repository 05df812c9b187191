"""Classifiers on top of convolutional networks: what they cost, and what replaces them."""

from __future__ import annotations

import itertools
from typing import Any

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def head_parameters(height: int, width: int, channels: int, classes: int) -> tuple[int, int]:
    """Parameters of a classifier on the flattened map, and on its global average.

    (H·W·C + 1)·K against (C + 1)·K, biases included.

    Args:
      height, width, channels: the last feature map.
      classes: K outputs.

    Returns:
      Two counts.

    Source: Lin, Chen and Yan, Network in Network (2014), section 3.2; Szegedy et al., Going Deeper
    with Convolutions (2015), section 5.
    """
    return (height * width * channels + 1) * classes, (channels + 1) * classes


def _draw_gap(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "h": draw.whole(2, 5),
            "w": draw.whole(2, 5),
            "c": draw.pick([8, 10, 16, 20]),
            "classes": draw.whole(2, 9),
        }
    drawn: dict[str, Any] = {
        "h": draw.pick([6, 7, 8, 10]),
        "w": draw.pick([5, 7, 9, 12]),
        "c": draw.pick([256, 320, 512, 768, 1024]),
        "classes": draw.pick([50, 100, 200, 1000]),
    }
    return drawn if level == 2 else {**drawn, "bytes_each": draw.pick([2, 4])}


GAP_PARAMETER_SAVING = Exercise(
    id="gap_parameter_saving",
    title="Parameters saved by global average pooling",
    topic="pooling",
    seconds=50,
    reference=head_parameters,
    terms=("parameters of the head", "big FC layers"),
    prompt={
        1: "The last map of a network is {c}×{h}×{w} (C×H×W). Compare two classifiers with {classes} outputs "
        "and without biases: one on the flattened map, one behind global average pooling.",
        2: "The last map of a network is {c}×{h}×{w} (C×H×W). Compare two classifiers with {classes} outputs "
        "and without biases: one on the flattened map, one behind global average pooling.",
        3: "The last map of a network is {c}×{h}×{w} (C×H×W). Two classifiers with {classes} outputs and "
        "with biases are compared: one on the flattened map, one behind global average pooling. A parameter "
        "takes {bytes_each} bytes; 1 MB is 10⁶ bytes.",
    },
    draw=_draw_gap,
    levels={1: ("flat", "gap"), 2: ("flat", "gap", "saved"), 3: ("flat_total", "gap_total", "megabytes")},
    parts=(
        Part("flat", "the weights on the flattened map", "integer"),
        Part("gap", "the weights behind global average pooling", "integer"),
        Part("saved", "the weights that pooling saves", "integer"),
        Part("flat_total", "the parameters on the flattened map", "integer"),
        Part("gap_total", "the parameters behind global average pooling", "integer"),
        Part("megabytes", "the memory that pooling saves", digits=4, significant=True, unit="MB"),
    ),
    steps=(
        Step(
            "entries",
            "Entries of the flattened map",
            "{h}·{w}·{c} = {entries}",
            lambda h, w, c: h * w * c,
        ),
        Step(
            "flat",
            "A weight for each entry and each output",
            "{entries}·{classes} = {flat}",
            lambda entries, classes: entries * classes,
        ),
        Step(
            "gap",
            "Global average pooling leaves one number for each channel",
            "{c}·{classes} = {gap}",
            lambda c, classes: c * classes,
        ),
        Step("saved", "The difference", "{flat} − {gap} = {saved}", lambda flat, gap: flat - gap),
        Step(
            "flat_total",
            "With a bias for each output",
            "{flat} + {classes} = {flat_total}",
            lambda flat, classes: flat + classes,
        ),
        Step(
            "gap_total",
            "Likewise behind the pooling",
            "{gap} + {classes} = {gap_total}",
            lambda gap, classes: gap + classes,
        ),
        Step(
            "megabytes",
            "Difference times the bytes of a parameter, over a million",
            "({flat_total} − {gap_total})·{bytes_each}/10⁶ = {megabytes}",
            lambda flat_total, gap_total, bytes_each: (flat_total - gap_total) * bytes_each / 1e6,
        ),
    ),
    mistakes=(
        Mistake(
            "channels_flattened_away",
            "The flattened map has height·width·channels entries: multiply by the channels.",
            must=True,
            swap={"entries": lambda h, w: h * w},
        ),
        Mistake(
            "pool_keeps_positions",
            "Global average pooling leaves one number for each channel, not one for each position.",
            must=True,
            swap={"gap": lambda h, w, classes: h * w * classes},
        ),
        Mistake(
            "classes_forgotten",
            "Every output has a weight for each entry: multiply by the outputs.",
            swap={"flat": lambda entries: entries, "gap": lambda c: c},
        ),
        Mistake(
            "all_saved",
            "The classifier behind the pooling has weights too: subtract them.",
            levels=(2,),
            must=True,
            swap={"saved": lambda flat: flat},
        ),
        Mistake(
            "biases_forgotten",
            "Each output has a bias.",
            levels=(3,),
            must=True,
            swap={"flat_total": lambda flat: flat, "gap_total": lambda gap: gap},
        ),
        Mistake(
            "one_bias",
            "Each output has a bias of its own, not one for all of them.",
            levels=(3,),
            swap={"flat_total": lambda flat: flat + 1, "gap_total": lambda gap: gap + 1},
        ),
        Mistake(
            "bytes_forgotten",
            "Multiply the parameters by their bytes.",
            levels=(3,),
            swap={"megabytes": lambda flat_total, gap_total: (flat_total - gap_total) / 1e6},
        ),
    ),
)


def new_head_parameters(features: int, classes: int) -> int:
    """Parameters of the linear classifier that replaces the head of a pretrained network.

    (F + 1)·K: a weight for each feature and class, and a bias for each class.

    Args:
      features: F, the length of what the frozen part gives.
      classes: K of the new task.

    Returns:
      A count.

    Source: Yosinski et al., How transferable are features in deep neural networks? (2014), for the
    procedure; PyTorch's documentation of Linear for the count.
    """
    return (features + 1) * classes


def new_head(features: int, hidden: int, new: int) -> tuple[int, list[str]]:
    """Parameters of the new head, with a line for each of its layers; no hidden units, no hidden layer."""
    sizes = [features, hidden, new] if hidden else [features, new]
    counts = [(inputs + 1) * outputs for inputs, outputs in itertools.pairwise(sizes)]
    rows = [
        f"({inputs} + 1)·{outputs} = {count}"
        for inputs, outputs, count in zip(sizes, sizes[1:], counts, strict=False)
    ]
    return sum(counts), rows


def _draw_head(draw: Draw, level: int) -> Params:
    features = draw.whole(8, 40) if level == 1 else draw.pick([512, 768, 1024, 1280, 2048])
    if level == 1:
        return {"features": features, "new": draw.whole(2, 9)}
    drawn: dict[str, Any] = {
        "features": features,
        "old": draw.pick([365, 525, 1000]),
        "new": draw.whole(5, 60),
        "before": draw.decimal(4, 25, 1),
    }
    return drawn if level == 2 else {**drawn, "hidden": draw.pick([64, 128, 256])}


HEAD_REPLACEMENT_PARAMS = Exercise(
    id="head_replacement_params",
    title="Replace the head of a pretrained network",
    topic="architectures",
    seconds=60,
    reference=new_head_parameters,
    aliases={"transfer_learning_head": Focus(2)},
    terms=("replace the last layer", "new head", "fine-tuning the head"),
    prompt={
        1: "For transfer learning the last layer of a network is replaced by a linear layer with biases, "
        "from {features} features to {new} classes. How many parameters has it?",
        2: "A network has {before} million parameters in all; its last layer is linear with biases, from "
        "{features} features to {old} classes. It is replaced by one for {new} classes, and everything else "
        "is frozen.",
        3: "A network has {before} million parameters in all; its last layer is linear with biases, from "
        "{features} features to {old} classes. It is replaced by a hidden layer of {hidden} units with ReLU "
        "and a linear layer for {new} classes, both with biases, and everything else is frozen.",
    },
    draw=_draw_head,
    levels={1: ("trained",), 2: ("trained", "removed", "share"), 3: ("trained", "share")},
    parts=(
        Part("trained", "the parameters of the new head", "integer"),
        Part("removed", "the parameters of the old last layer", "integer"),
        Part(
            "share",
            "the trained share of the new network",
            digits=4,
            significant=True,
            unit="%",
        ),
    ),
    constants={"hidden": 0},
    steps=(
        Step(
            "trained",
            "New head: for each of its layers (inputs + 1 for the bias) times outputs",
            "{trained}",
            new_head,
            traced=True,
        ),
        Step(
            "removed",
            "The old last layer, likewise",
            "({features} + 1)·{old} = {removed}",
            lambda features, old: (features + 1) * old,
        ),
        Step(
            "total",
            "Parameters of the new network: the old head goes, the new one comes",
            "{before}·10⁶ − {removed} + {trained} = {total}",
            lambda before, removed, trained: before * 1e6 - removed + trained,
        ),
        Step(
            "share",
            "Trained over all, in per cent",
            "100·{trained}/{total} = {share}",
            lambda trained, total: 100 * trained / total,
        ),
    ),
    mistakes=(
        Mistake(
            "biases_forgotten",
            "Each output has a bias too.",
            must=True,
            swap={
                "trained": lambda features, new, hidden: (
                    (features * hidden + hidden * new if hidden else features * new),
                    [],
                ),
                "removed": lambda features, old: features * old,
            },
        ),
        Mistake(
            "bias_per_input",
            "There is a bias for each output, not for each input.",
            levels=(1, 2),
            swap={
                "trained": lambda features, new: (features * (new + 1), []),
                "removed": lambda features, old: features * (old + 1),
            },
        ),
        Mistake(
            "old_head_kept",
            "The old last layer is removed: subtract its parameters.",
            must=True,
            levels=(2, 3),
            swap={"total": lambda before, trained: before * 1e6 + trained},
        ),
        Mistake(
            "share_of_old_network",
            "Divide by the parameters of the new network.",
            levels=(2, 3),
            swap={"total": lambda before: before * 1e6},
        ),
        Mistake(
            "classes_from_features",
            "The last layer starts from the hidden units, not from the features.",
            levels=(3,),
            must=True,
            swap={"trained": lambda features, new, hidden: ((features + 1) * (hidden + new), [])},
        ),
        Mistake(
            "hidden_layer_only",
            "The layer for the classes belongs to the new head too.",
            levels=(3,),
            swap={"trained": lambda features, hidden: ((features + 1) * hidden, [])},
        ),
    ),
)
