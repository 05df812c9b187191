"""Counting what normalization layers hold: means, values averaged in each, parameters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def statistics_count(kind: str, n: int, c: int, h: int, w: int, groups: int = 1) -> tuple[int, int]:
    """How many means a normalization layer computes, and how many values share each.

    Batch norm: c means of n·h·w values. Layer norm over c, h and w: n of c·h·w. Instance norm: n·c of
    h·w. Group norm: n·groups of (c/groups)·h·w.

    Args:
      kind: "batch", "layer", "instance" or "group".
      n, c, h, w: images of the batch, channels, height, width.
      groups: for group norm, a divisor of c.

    Returns:
      The number of means, and of values in each; their product is n·c·h·w.

    Source: Wu and He, Group Normalization (2018), section 3.1.
    """
    means = {"batch": c, "layer": n, "instance": n * c, "group": n * groups}[kind]
    return means, n * c * h * w // means


def _means(kind: str, n: int, c: int, groups: int) -> int:
    """One mean for each channel, image, channel of an image, or group of an image."""
    return {"batch": c, "layer": n, "instance": n * c, "group": n * groups}[kind]


KINDS = {"batch": "Batch", "layer": "Layer", "instance": "Instance"}


def _draw_statistics(draw: Draw, level: int) -> Params:
    sizes = {"n": draw.pick([4, 8, 16, 32]), "c": draw.pick([6, 12, 24, 48, 64])}
    if level == 1:
        return {"kind": draw.pick(list(KINDS)), **sizes, "side": draw.pick([5, 7, 10, 14])}
    if level == 2:
        return {**sizes, "h": draw.pick([5, 7, 9, 14]), "w": draw.pick([10, 11, 15, 20])}
    c = draw.pick([32, 48, 64, 96])
    return {"n": draw.pick([4, 6, 10]), "c": c, "side": draw.pick([5, 7, 14]), "groups": draw.pick([2, 4, 8])}


def _counts_prompt(p: Params) -> str:
    over = " over channels and pixels" if p["kind"] == "layer" else ""
    return (
        f"{KINDS[p['kind']]} normalization{over} is applied to a batch of {p['n']} images with "
        f"{p['c']} channels "
        f"of {p['side']}×{p['side']} pixels. How many means does it compute, and over how many values each?"
    )


NORM_STATISTICS_COUNT = Exercise(
    id="norm_statistics_count",
    title="How many means, over how many values?",
    topic="normalization",
    seconds=75,
    reference=statistics_count,
    terms=(
        "batch vs layer vs instance",
        "values per mean",
        "axes of batch norm",
        "statistics of normalization",
    ),
    aliases={"norm_stat_groups": Focus(1)},
    prompt={
        1: _counts_prompt,
        2: "A batch of {n} images with {c} channels of {h}×{w} pixels is normalised. Over how many "
        "values is each "
        "mean taken in batch norm, in layer norm (over channels and pixels) and in instance norm?",
        3: "A batch of {n} images with {c} channels of {side}×{side} pixels goes through group "
        "normalization with "
        "{groups} groups; later, one vector of {c} features for each image goes through batch normalization. "
        "How many means does the group norm compute, over how many values each, and over how many "
        "values is a "
        "mean of the batch norm taken?",
    },
    draw=_draw_statistics,
    levels={
        1: ("means", "values"),
        2: ("batch", "layer", "instance"),
        3: ("means", "values", "vector_values"),
    },
    parts=(
        Part("means", "the number of means", "integer", may_repeat=True),
        Part("values", "the values averaged in each", "integer"),
        Part("batch", "batch norm", "integer"),
        Part("layer", "layer norm", "integer"),
        Part("instance", "instance norm", "integer"),
        Part("vector_values", "the values in a mean of the batch norm", "integer", may_repeat=True),
    ),
    constants={"kind": "group", "groups": 1},
    steps=(
        Step(
            "means",
            "Batch norm: one mean for each channel; layer norm: for each image; instance norm: for "
            "each image "
            "and channel; group norm: for each image and group",
            "{means}",
            lambda kind, n, c, groups: _means(kind, n, c, groups),
        ),
        Step(
            "values",
            "All values of the batch, divided evenly among the means",
            "{n}·{c}·{side}·{side} / {means} = {values}",
            lambda n, c, side, means: n * c * side * side // means,
        ),
        Step(
            "batch",
            "Batch norm: one channel over all images and pixels",
            "{n}·{h}·{w} = {batch}",
            lambda n, h, w: n * h * w,
        ),
        Step(
            "layer",
            "Layer norm: one image over all channels and pixels",
            "{c}·{h}·{w} = {layer}",
            lambda c, h, w: c * h * w,
        ),
        Step(
            "instance", "Instance norm: one channel of one image", "{h}·{w} = {instance}", lambda h, w: h * w
        ),
        Step(
            "vector_values",
            "A vector has no pixels: each feature is averaged over the images alone",
            "{vector_values}",
            lambda n: n,
        ),
    ),
    mistakes=(
        Mistake(
            "count_for_size",
            "The number of means and the number of values in each are two things: their product is the whole "
            "batch.",
            must=True,
            levels=(1, 3),
            swap={
                "means": lambda kind, n, c, side, groups: n * c * side * side // _means(kind, n, c, groups),
                "values": lambda kind, n, c, groups: _means(kind, n, c, groups),
            },
        ),
        Mistake(
            "pixels_apart",
            "Pixels share their statistics: height and width are averaged over in all of these layers.",
            must=True,
            swap={
                "means": lambda kind, n, c, groups, side: _means(kind, n, c, groups) * side * side,
                "batch": lambda n: n,
                "layer": lambda c: c,
                "instance": lambda: 1,
            },
        ),
        Mistake(
            "batch_forgotten",
            "Count the images: only batch norm pools them, all the others repeat for each image.",
            levels=(1, 2, 3),
            swap={
                "means": lambda kind, c, groups: {"batch": c, "layer": 1, "instance": c, "group": groups}[
                    kind
                ],
                "values": lambda kind, c, side, groups: (
                    {"batch": 1, "layer": c, "instance": 1, "group": c // groups}[kind] * side * side
                ),
                "batch": lambda h, w: h * w,
            },
        ),
        Mistake(
            "batch_and_layer_exchanged",
            "Batch norm pools the images and keeps channels apart; layer norm does the reverse.",
            must=True,
            levels=(2,),
            swap={"batch": lambda c, h, w: c * h * w, "layer": lambda n, h, w: n * h * w},
        ),
        Mistake(
            "everything_pooled",
            "No layer pools images and channels together: keep one of them apart.",
            levels=(2,),
            swap={"batch": lambda n, c, h, w: n * c * h * w, "layer": lambda n, c, h, w: n * c * h * w},
        ),
        Mistake(
            "groups_for_channels",
            "A group holds channels/groups channels: divide the channels by the number of groups.",
            levels=(3,),
            swap={"values": lambda groups, side: groups * side * side},
        ),
        Mistake(
            "vector_with_pixels",
            "After the maps have become vectors there are no pixels left to average over: images alone.",
            must=True,
            levels=(3,),
            swap={"vector_values": lambda n, side: n * side * side},
        ),
        Mistake(
            "features_of_one_vector",
            "Batch norm averages a feature over the images; over the features of one image it is layer norm.",
            levels=(3,),
            swap={"vector_values": lambda c: c},
        ),
    ),
)


def batch_norm_parameters(channels: npt.ArrayLike) -> tuple[int, int]:
    """Trained parameters and stored statistics of the batch normalization layers of a network.

    Each channel has a scale γ and a shift β, which are trained, and a running mean and variance, which
    are averaged along and saved with the model but not trained.

    Args:
      channels: `[layers]`, channels of each batch normalization layer.

    Returns:
      The number of trained parameters and of stored statistics, 2·Σc each.

    Source: Ioffe and Szegedy, Batch Normalization (2015), section 3.2; PyTorch documentation,
    torch.nn.BatchNorm2d.
    """
    total = int(np.sum(np.asarray(channels)))
    return 2 * total, 2 * total


def _draw_parameters(draw: Draw, level: int) -> Params:
    if level == 1:
        side = draw.pick([7, 8, 14, 16, 28])
        return {"c": draw.pick([12, 24, 32, 48, 64, 96, 128, 256]), "side": side}
    k = draw.pick([3, 5])
    if level == 2:
        return {"k": k, "widths": [draw.pick([3, 8, 16, 32]), draw.pick([12, 24, 48, 64, 96])]}
    widths = [draw.pick([1, 3]), draw.pick([8, 12, 16]), draw.pick([20, 24, 32]), draw.pick([40, 48, 64])]
    return {"k": k, "widths": widths}


BATCHNORM_PARAM_COUNT = Exercise(
    id="batchnorm_param_count",
    title="Parameters and statistics of batch norm layers",
    topic="normalization",
    seconds=60,
    reference=batch_norm_parameters,
    terms=("parameters of batch norm", "trainable numbers does a batch-norm"),
    prompt={
        1: "Batch normalization with scale and shift follows a convolution that gives {c} channels of "
        "{side}×{side} pixels. How many parameters of it are trained, and how many running statistics (means "
        "and variances) does it keep?",
        2: "A {k}×{k} convolution without bias turns {widths[0]} channels into {widths[1]}; batch "
        "normalization "
        "with scale and shift follows. How many parameters do the two train together, and how many numbers "
        "does a saved model hold for them, running means and variances included?",
        3: "Three {k}×{k} convolutions without bias follow one another; the channels, from the input on, are "
        "{widths:list}. Batch normalization with scale and shift follows each. How many parameters "
        "do the batch "
        "norms train, how many are trained in all, and how many numbers does a saved model hold, "
        "running means "
        "and variances included?",
    },
    draw=_draw_parameters,
    levels={1: ("affine", "statistics"), 2: ("trained", "saved"), 3: ("affine", "trained", "saved")},
    parts=(
        Part("affine", "the trained parameters of batch norm", "integer"),
        Part("statistics", "the running statistics", "integer"),
        Part("trained", "the trained parameters in all", "integer"),
        Part("saved", "the numbers that are saved", "integer"),
    ),
    steps=(
        Step(
            "c",
            "Channels that are normalised: the outputs of the convolutions, added up",
            "{c}",
            lambda widths: int(np.sum(widths[1:])),
        ),
        Step("affine", "A scale and a shift for each of them", "2·{c} = {affine}", lambda c: 2 * c),
        Step(
            "statistics",
            "A running mean and a running variance for each",
            "2·{c} = {statistics}",
            lambda c: 2 * c,
        ),
        Step(
            "weights",
            "Weights of the convolutions: k·k·inputs·outputs for each, no bias",
            "{weights}",
            lambda k, widths: int(k * k * np.sum(widths[:-1] * widths[1:])),
        ),
        Step(
            "trained",
            "Trained: weights, scales and shifts",
            "{weights} + {affine} = {trained}",
            lambda weights, affine: weights + affine,
        ),
        Step(
            "saved",
            "Saved: the running statistics too",
            "{trained} + {statistics} = {saved}",
            lambda trained, statistics: trained + statistics,
        ),
    ),
    mistakes=(
        Mistake(
            "statistics_trained",
            "Running means and variances are averaged along, not trained: count scale and shift alone.",
            must=True,
            swap={"affine": lambda c: 4 * c},
        ),
        Mistake(
            "each_pixel_its_own",
            "All pixels of a channel share one scale and one shift.",
            must=True,
            levels=(1,),
            swap={"affine": lambda c, side: 2 * c * side**2, "statistics": lambda c, side: 2 * c * side**2},
        ),
        Mistake(
            "scale_only",
            "Each channel has a scale and a shift, a mean and a variance: two of each kind.",
            swap={"affine": lambda c: c, "statistics": lambda c: c},
        ),
        Mistake(
            "bias_counted",
            "The convolutions have no bias here: the shift of batch norm takes its place.",
            must=True,
            levels=(2, 3),
            swap={"trained": lambda weights, affine, c: weights + affine + c},
        ),
        Mistake(
            "input_channels_forgotten",
            "Every filter reaches through all input channels: k·k·inputs·outputs.",
            levels=(2, 3),
            swap={"weights": lambda k, c: k * k * c},
        ),
        Mistake(
            "statistics_forgotten",
            "A saved model needs its running means and variances too: test time uses them.",
            levels=(2, 3),
            swap={"saved": lambda trained: trained},
        ),
        Mistake(
            "input_channels_normalised",
            "Batch norm follows the convolutions: count the channels they give, not the one they take.",
            levels=(2, 3),
            swap={"c": lambda widths: int(np.sum(widths[:-1]))},
        ),
    ),
)
