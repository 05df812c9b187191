"""What a small network costs: weights, work, and the memory of its feature maps.

Layers are written as in `engine.topics.small_networks`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.small_networks import (
    Layer,
    listing,
    network_trace,
    output_of,
    places,
    to_filters,
    weights_of,
)

Array = npt.NDArray[np.float64]


def cost_by_kind(shape: Sequence[int], layers: Sequence[Layer]) -> dict[str, tuple[int, int]]:
    """Parameters and multiply-accumulates of a network's convolutions, and of its dense layers.

    Convolutions use each weight at every output position, dense layers use it once: so the former
    hold most of the work and the latter, on a large map, most of the parameters.

    Args:
      shape: input `[channels, height, width]`.
      layers: see `engine.topics.small_networks`.

    Returns:
      For each kind its parameters with biases, and its MACs for one image.

    Source: Krizhevsky, One weird trick for parallelizing convolutional neural networks (2014),
    section 2, for the observation.
    """
    sums: dict[str, tuple[int, int]] = {}
    for layer, (_, parameters, macs) in zip(layers, network_trace(shape, layers), strict=True):
        before = sums.get(layer[0], (0, 0))
        sums[layer[0]] = (before[0] + parameters, before[1] + macs)
    return sums


def _draw_cost(draw: Draw, level: int) -> Params:
    side = 4 * draw.whole(3, 8) if level == 1 else 4 * draw.whole(6, 12)
    f1, f2 = draw.pick([4, 6, 8]), draw.pick([10, 12, 16])
    if level == 1:
        layers: list[Layer] = [["conv", f1, 3, 1, 1], ["pool", 2, 2, 0], ["dense", draw.pick([10, 20])]]
    else:
        f1, f2 = 2 * f1, 2 * f2
        k = draw.pick([3, 5])
        layers = [["conv", f1, k, 1, k // 2], ["pool", 2, 2, 0], ["conv", f2, 3, 1, 1]]
        layers += [["pool", 2, 2, 0], ["dense", draw.pick([50, 64, 100, 128])]]
    return {"shape": [draw.pick([1, 3]), side, side], "layers": layers}


def _cost_prompt(params: Params) -> str:
    return (
        "An image passes through these layers. A multiply-accumulate (MAC) is one multiplication with its "
        "addition; multiplications with padding count, biases and pooling take none.\n\n"
        + listing(params, "layers")
    )


def _share_prompt(params: Params) -> str:
    return (
        "An image passes through these layers. A multiply-accumulate (MAC) is one multiplication with its "
        "addition; multiplications with padding count, biases and pooling take none. Compare the "
        "convolutions with the fully connected layer; count weights without biases.\n\n"
        + listing(params, "layers")
    )


def uses(shape: Sequence[int], layers: Sequence[Layer], used: Callable[..., int]) -> tuple[Any, list[str]]:
    """MACs of each layer with weights, with a line for it."""
    current, counts, rows = [int(side) for side in shape], [], []
    for layer in layers:
        weights, before = weights_of(current, layer), current
        current = output_of(current, layer, places, to_filters)
        if weights:
            counts.append(weights * used(before, current))
            at = "×".join(map(str, current))
            rows.append(f"{layer[0]}: {weights} weights, output {at}, {counts[-1]} MACs")
    return np.array(counts), rows


def positions(before: Sequence[int], after: Sequence[int]) -> int:
    """How often a layer uses each weight: once for each output position."""
    return math.prod(after[1:])


def owned(shape: Sequence[int], layers: Sequence[Layer]) -> Any:
    """Weights of each layer that has any."""
    current, counts = [int(side) for side in shape], []
    for layer in layers:
        counts.append(weights_of(current, layer))
        current = output_of(current, layer, places, to_filters)
    return np.array([count for count in counts if count])


SMALL_CNN_COST = Exercise(
    id="small_cnn_cost",
    title="Where a small network has its weights and its work",
    topic="cost",
    seconds=180,
    reference=cost_by_kind,
    terms=(
        "cost of a network",
        "most of the multiplications",
        "where the parameters are",
        "MACs of a network",
    ),
    prompt={1: _cost_prompt, 2: _cost_prompt, 3: _share_prompt},
    draw=_draw_cost,
    levels={1: ("macs",), 2: ("macs", "total"), 3: ("weight_share", "work_share")},
    parts=(
        Part("macs", "the MACs of each layer with weights", "vector", digits=0),
        Part("total", "the work of the network", digits=4, significant=True, unit="MFLOPs"),
        Part("weight_share", "the share of the convolutions in all weights", digits=2, unit="%"),
        Part("work_share", "the share of the convolutions in all MACs", digits=2, unit="%"),
    ),
    policies={"used": positions},
    steps=(
        Step(
            "weights",
            "Weights: filters·channels·k² for a convolution, inputs·units for the dense layer",
            "{weights}",
            lambda shape, layers: owned(shape, layers),
        ),
        Step(
            "macs",
            "A convolution uses each weight at every output position, a dense layer uses it once",
            "{macs}",
            uses,
            traced=True,
        ),
        Step(
            "total",
            "Add up; a MAC is two FLOPs",
            "2·({macs[0]} + {macs[1]} + {macs[2]})/10⁶ = {total}",
            lambda macs: 2 * macs.sum() / 1e6,
        ),
        Step(
            "weight_share",
            "Weights of the convolutions over all weights",
            "100·({weights[0]} + {weights[1]})/({weights[0]} + {weights[1]} + {weights[2]}) = {weight_share}",
            lambda weights: 100 * weights[:-1].sum() / weights.sum(),
        ),
        Step(
            "work_share",
            "MACs of the convolutions over all MACs",
            "100·({macs[0]} + {macs[1]})/({macs[0]} + {macs[1]} + {macs[2]}) = {work_share}",
            lambda macs: 100 * macs[:-1].sum() / macs.sum(),
        ),
    ),
    mistakes=(
        Mistake(
            "weights_for_work",
            "A convolution uses each weight at every output position: multiply by height·width.",
            must=True,
            swap={"used": lambda before, after: 1},
        ),
        Mistake(
            "one_spatial_side",
            "There are height·width output positions, not just one side of them.",
            levels=(1, 2),
            must=True,
            swap={"used": lambda before, after: after[1] if len(after) > 1 else 1},
        ),
        Mistake(
            "dense_per_position",
            "The dense layer reads the flattened map once: it has no positions.",
            swap={"used": lambda before, after: math.prod(before[1:])},
        ),
        Mistake(
            "macs_for_flops",
            "A MAC is two FLOPs: double.",
            levels=(2,),
            must=True,
            swap={"total": lambda macs: macs.sum() / 1e6},
        ),
        Mistake(
            "share_of_the_dense_layer",
            "The share of the convolutions is asked: this is that of the fully connected layer.",
            levels=(3,),
            must=True,
            swap={
                "weight_share": lambda weights: 100 * weights[-1] / weights.sum(),
                "work_share": lambda macs: 100 * macs[-1] / macs.sum(),
            },
        ),
        Mistake(
            "over_the_dense_layer",
            "A share divides by the whole, not by the other part.",
            levels=(3,),
            swap={
                "weight_share": lambda weights: 100 * weights[:-1].sum() / weights[-1],
                "work_share": lambda macs: 100 * macs[:-1].sum() / macs[-1],
            },
        ),
    ),
)


def activation_bytes(shape: Sequence[int], layers: Sequence[Layer], batch: int, bytes_each: int = 4) -> int:
    """Memory of the feature maps that a training step keeps for its backward pass.

    The input and the output of every layer, for every image of the batch; activation functions work in
    place.

    Args:
      shape: input `[channels, height, width]`.
      layers: see `engine.topics.small_networks`.
      batch: images in the batch.
      bytes_each: bytes of a number; 4 in single precision, 2 in half precision.

    Returns:
      Bytes.

    Source: Chen et al., Training Deep Nets with Sublinear Memory Cost (2016), section 3, for what is
    kept.
    """
    shapes = [list(shape), *(out for out, _, _ in network_trace(shape, layers))]
    return batch * bytes_each * sum(math.prod(each) for each in shapes)


def maps_of(shape: Sequence[int], layers: Sequence[Layer], kept: Callable[..., Any]) -> tuple[int, list[str]]:
    """Numbers that are kept for one image, with a line for each map."""
    current, shapes = [int(side) for side in shape], [[int(side) for side in shape]]
    for layer in layers:
        current = output_of(current, layer, places, to_filters)
        shapes.append(current)
    counted = kept(shapes)
    rows = [f"{'×'.join(map(str, each))}: {math.prod(each)} numbers" for each in counted]
    return sum(math.prod(each) for each in counted), rows


def all_maps(shapes: Sequence[Sequence[int]]) -> Sequence[Sequence[int]]:
    """The input and every output."""
    return shapes


def _draw_memory(draw: Draw, level: int) -> Params:
    if level == 1:
        shape = [draw.pick([16, 32, 64]), draw.pick([28, 56, 112]), draw.pick([40, 48, 60])]
        return {"shape": shape, "batch": draw.pick([8, 16, 32]), "bytes_each": draw.pick([2, 4])}
    side = 8 * (draw.whole(4, 12) if level == 2 else draw.whole(20, 36))
    f1, f2 = draw.pick([16, 24, 32]), draw.pick([48, 64, 96])
    layers = [["conv", f1, 3, 1, 1], ["pool", 2, 2, 0], ["conv", f2, 3, 1, 1], ["pool", 2, 2, 0]]
    drawn: dict[str, Any] = {"shape": [3, side, side], "layers": layers, "bytes_each": draw.pick([2, 4])}
    if level == 2:
        return {**drawn, "batch": draw.pick([32, 64, 128, 256])}
    return {**drawn, "fixed": draw.whole(100, 900), "limit": draw.pick([2, 3, 4, 6, 8])}


def _memory_prompt(params: Params) -> str:
    return (
        "A training step keeps the input and the output of every layer for its backward pass. Activation "
        f"functions work in place. The batch has {params['batch']} images, a number takes "
        f"{params['bytes_each']} bytes, and 1 MB is 10⁶ bytes.\n\n" + listing(params, "layers")
    )


def _limit_prompt(params: Params) -> str:
    return (
        "A training step keeps the input and the output of every layer for its backward pass. Activation "
        f"functions work in place, and a number takes {params['bytes_each']} bytes. Weights, gradients, "
        f"optimizer and workspace need {params['fixed']} MB whatever the batch; the device has "
        f"{params['limit']} GB. 1 MB is 10⁶ and 1 GB is 10⁹ bytes.\n\n" + listing(params, "layers")
    )


ACTIVATION_MEMORY = Exercise(
    id="activation_memory",
    title="Memory of feature maps in training",
    topic="cost",
    seconds=150,
    reference=activation_bytes,
    terms=(
        "activation memory",
        "memory of the feature maps",
        "stores activations",
        "largest batch that fits",
    ),
    prompt={
        1: "A layer gives {shape:shape} numbers (C×H×W) for each image. How much memory do its outputs take "
        "for a batch of {batch} images, with {bytes_each} bytes for a number (1 MB is 10⁶ bytes)?",
        2: _memory_prompt,
        3: _limit_prompt,
    },
    draw=_draw_memory,
    levels={1: ("megabytes",), 2: ("numbers", "megabytes"), 3: ("numbers", "batch_limit")},
    parts=(
        Part("numbers", "the numbers that are kept for one image", "integer"),
        Part("megabytes", "the memory", digits=4, significant=True, unit="MB"),
        Part("batch_limit", "the largest batch that fits", "integer"),
    ),
    constants={"layers": ()},
    policies={"kept": all_maps},
    steps=(
        Step(
            "numbers",
            "Channels·height·width of every map that is kept",
            "in all {numbers}",
            maps_of,
            traced=True,
        ),
        Step(
            "megabytes",
            "Times the images of the batch, times the bytes of a number, over a million",
            "{numbers}·{batch}·{bytes_each}/10⁶ = {megabytes}",
            lambda numbers, batch, bytes_each: numbers * batch * bytes_each / 1e6,
        ),
        Step(
            "free",
            "Memory that is left for the maps, in bytes",
            "{limit}·10⁹ − {fixed}·10⁶ = {free}",
            lambda limit, fixed: limit * 10**9 - fixed * 10**6,
        ),
        Step(
            "batch_limit",
            "Divide by the bytes of one image and round down",
            "⌊{free}/({numbers}·{bytes_each})⌋ = {batch_limit}",
            lambda free, numbers, bytes_each: free // (numbers * bytes_each),
        ),
    ),
    mistakes=(
        Mistake(
            "batch_forgotten",
            "Each image of the batch has feature maps of its own: multiply by the batch.",
            levels=(1, 2),
            must=True,
            swap={"batch": lambda: 1},
        ),
        Mistake(
            "bytes_forgotten",
            "Multiply the numbers by the bytes of each.",
            must=True,
            swap={"bytes_each": lambda: 1},
        ),
        Mistake(
            "bits_for_bytes",
            "A byte has 8 bits: do not multiply by the bits of a number.",
            levels=(1, 2),
            swap={"bytes_each": lambda bytes_each: 8 * bytes_each},
        ),
        Mistake(
            "last_map_only",
            "The backward pass needs the output of every layer, not only the last one.",
            levels=(2, 3),
            must=True,
            swap={"kept": lambda shapes: shapes[-1:]},
        ),
        Mistake(
            "input_forgotten",
            "The input is kept too: the first layer needs it for the gradient of its weights.",
            levels=(2, 3),
            swap={"kept": lambda shapes: shapes[1:]},
        ),
        Mistake(
            "convolutions_only",
            "The outputs of the pooling layers are kept too: the next layer needs its input.",
            levels=(2, 3),
            swap={"kept": lambda shapes: [shapes[0], *shapes[1::2]]},
        ),
        Mistake(
            "fixed_part_ignored",
            "Subtract what the weights, gradients and optimizer need before you divide.",
            levels=(3,),
            must=True,
            swap={"free": lambda limit: limit * 10**9},
        ),
        Mistake(
            "rounded_up",
            "One image more does not fit: round down.",
            levels=(3,),
            swap={"batch_limit": lambda free, numbers, bytes_each: -(-free // (numbers * bytes_each))},
        ),
    ),
)
