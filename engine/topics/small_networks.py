"""Small convolutional networks layer by layer: shapes, parameters, multiply-accumulates.

A layer is `["conv", filters, kernel, stride, padding]`, `["pool", window, stride, padding]` or
`["dense", units]`, which flattens what comes in. Convolutions and dense layers have biases.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Layer = Sequence[Any]


def network_trace(shape: Sequence[int], layers: Sequence[Layer]) -> list[tuple[list[int], int, int]]:
    """Output shape, parameters and multiply-accumulates of each layer of a small network.

    Sizes follow ⌊(n + 2p − k)/s⌋ + 1. Every weight takes one multiply-accumulate (MAC) at each place
    where it is used: in a convolution at every output position, in a dense layer once.

    Args:
      shape: input `[channels, height, width]`.
      layers: see the module.

    Returns:
      For each layer its output shape, its parameters with biases, and its MACs for one image.

    Source: PyTorch's documentation of Conv2d, MaxPool2d and Linear.
    """
    rows = []
    current = [int(side) for side in shape]
    for layer in layers:
        weights, current = weights_of(current, layer), output_of(current, layer, places, to_filters)
        biases = current[0] if weights else 0
        rows.append((current, weights + biases, weights * math.prod(current[1:])))
    return rows


def places(n: int, k: int, s: int, p: int) -> int:
    """How many windows fit along a side."""
    return (n + 2 * p - k) // s + 1


def to_filters(channels: int, filters: int) -> int:
    """Output channels of a convolution."""
    return filters


def output_of(
    shape: Sequence[int], layer: Layer, fit: Callable[..., int], widen: Callable[..., int]
) -> list[int]:
    """Output shape of one layer."""
    if layer[0] == "dense":
        return [layer[1]]
    k, s, p = layer[-3:]
    channels = widen(shape[0], layer[1]) if layer[0] == "conv" else shape[0]
    return [channels, fit(shape[1], k, s, p), fit(shape[2], k, s, p)]


def weights_of(shape: Sequence[int], layer: Layer) -> int:
    """Weights of one layer behind a map of this shape, without biases."""
    if layer[0] == "pool":
        return 0
    if layer[0] == "dense":
        return math.prod(shape) * int(layer[1])
    return int(layer[1]) * shape[0] * int(layer[2]) ** 2


def walk(
    shape: Sequence[int], layers: Sequence[Layer], fit: Callable[..., int], widen: Callable[..., int]
) -> tuple[list[int], list[str]]:
    """The shape behind all layers, with a line for each."""
    current, rows = [int(side) for side in shape], []
    for layer in layers:
        before, current = current, output_of(current, layer, fit, widen)
        sides = ""
        if layer[0] != "dense":
            k, s, p = layer[-3:]
            sides = f", ⌊({before[1]} + 2·{p} − {k})/{s}⌋ + 1 = {current[1]}"
        rows.append(f"{layer[0]}: {'×'.join(map(str, current))}{sides}")
    return current, rows


def described(layer: Layer) -> str:
    """One layer in words."""
    kind, *rest = layer
    if kind == "dense":
        return f"fully connected, {rest[0]} units"
    k, s, p = rest[-3:]
    name = f"convolution {k}×{k}, {rest[0]} filters" if kind == "conv" else f"max pooling {k}×{k}"
    return f"{name}, stride {s}" + (f", padding {p}" if p else "")


def listing(params: Params, *names: str) -> str:
    """The input and the layers under these names, one on each line."""
    layers = [layer for name in names for layer in params[name]]
    lines = [f"input {show.shape(params['shape'])} (C×H×W)", *map(described, layers)]
    return "\n".join(f"  {line}" for line in lines)


def _draw_trace(draw: Draw, level: int) -> Params:
    channels = draw.pick([1, 3])
    if level == 1:
        k = draw.pick([3, 5])
        side = 2 * draw.whole(6, 16) + k - 1
        first = [["conv", draw.pick([4, 6, 8]), k, 1, 0], ["pool", 2, 2, 0]]
        return {"shape": [channels, side, side], "first": first}
    if level == 2:
        f1, f2 = draw.pick([6, 8, 16]), draw.pick([10, 20, 24, 32])
        k1, k2, p = draw.pick([5, 7]), draw.pick([3, 5]), draw.whole(1, 2)
        first = [["conv", f1, k1, 2, p], ["pool", 2, 2, 0]]
        second = [["conv", f2, k2, 1, draw.whole(0, 1)], ["pool", 2, 2, 0]]
        return {
            "shape": [channels, draw.whole(60, 110), draw.whole(60, 110)],
            "first": first,
            "second": second,
        }
    f1, f2 = draw.pick([16, 24, 32]), draw.pick([40, 48, 64])
    first = [["conv", f1, 7, 2, draw.whole(1, 2)], ["pool", 3, 2, 1]]
    second = [["conv", f2, 3, 2, 1], ["pool", 2, 2, 0], ["dense", draw.pick([10, 20, 50])]]
    return {"shape": [3, draw.whole(80, 140), draw.whole(80, 140)], "first": first, "second": second}


def _trace_prompt(params: Params) -> str:
    return "An image passes through these layers. Windows that do not fit are left out.\n\n" + listing(
        params, *[name for name in ("first", "second") if name in params]
    )


def _whole_prompt(params: Params) -> str:
    return (
        "An image passes through these layers. Windows that do not fit are left out; the convolutions and "
        "the fully connected layer, which flattens what comes in, have biases.\n\n"
        + listing(params, "first", "second")
    )


CONVNET_SHAPE_TRACE = Exercise(
    id="convnet_shape_trace",
    title="Trace the shapes through a network",
    topic="architectures",
    seconds=150,
    reference=network_trace,
    terms=("shapes through the network", "shape trace", "shape after each layer", "trace the shapes"),
    prompt={1: _trace_prompt, 2: _trace_prompt, 3: _whole_prompt},
    draw=_draw_trace,
    levels={1: ("middle",), 2: ("middle", "last", "flat"), 3: ("middle", "flat", "total")},
    parts=(
        Part("middle", "the shape C×H×W after the first pooling", "shape"),
        Part("last", "the shape C×H×W after the last pooling", "shape"),
        Part("flat", "the length of the flattened output of the last pooling", "integer"),
        Part("total", "the parameters of the whole network", "integer"),
    ),
    policies={"fit": places, "widen": to_filters},
    steps=(
        Step(
            "middle",
            "Layer by layer: channels = filters (pooling keeps them), sides ⌊(n + 2·p − k)/s⌋ + 1",
            "{middle:shape}",
            lambda shape, first, fit, widen: walk(shape, first, fit, widen),
            traced=True,
        ),
        Step(
            "last",
            "The same through the layers that follow, up to the last pooling",
            "{last:shape}",
            lambda middle, second, fit, widen: walk(middle, second[:2], fit, widen),
            traced=True,
        ),
        Step(
            "flat",
            "Flattening keeps every number: channels·height·width",
            "{last:shape} = {flat}",
            lambda last: int(np.prod(last)),
        ),
        Step(
            "total",
            "Convolution: filters·(channels in · k² + 1); dense layer: units·(inputs + 1); pooling: none",
            "sum: {total}",
            lambda shape, first, second, flat: count_parameters(shape, first, second, flat),
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "no_plus_one",
            "Add 1 for the window at the start; the division counts only the moves.",
            must=True,
            swap={"fit": lambda n, k, s, p: (n + 2 * p - k) // s},
        ),
        Mistake(
            "rounded_up",
            "Round the number of strides down: a window that does not fit is left out.",
            levels=(2, 3),
            swap={"fit": lambda n, k, s, p: -(-(n + 2 * p - k) // s) + 1},
        ),
        Mistake(
            "padding_ignored",
            "Add the padding of both ends to the side first.",
            levels=(2, 3),
            must=True,
            swap={"fit": lambda n, k, s, p: (n - k) // s + 1},
        ),
        Mistake(
            "stride_ignored",
            "Divide by the stride: windows move s cells at a time.",
            swap={"fit": lambda n, k, s, p: n + 2 * p - k + 1},
        ),
        Mistake(
            "same_size_assumed",
            "A convolution without padding loses k − 1 cells along each side: only padding keeps the size.",
            levels=(1,),
            must=True,
            swap={"fit": lambda n, k, s, p: n // s},
        ),
        Mistake(
            "channels_kept",
            "A convolution gives as many channels as it has filters, whatever came in.",
            must=True,
            swap={"widen": lambda channels, filters: channels},
        ),
        Mistake(
            "channels_multiplied",
            "A filter adds up over the input channels: there are as many output channels as filters.",
            levels=(2, 3),
            swap={"widen": lambda channels, filters: channels * filters},
        ),
        Mistake(
            "flattened_without_channels",
            "Flattening keeps the channels too: multiply all three sizes.",
            levels=(2, 3),
            must=True,
            swap={"flat": lambda last: last[1] * last[2]},
        ),
        Mistake(
            "biases_forgotten",
            "Each filter and each unit has a bias.",
            levels=(3,),
            must=True,
            swap={
                "total": lambda shape, first, second, flat: (
                    count_parameters(shape, first, second, flat)[0]
                    - first[0][1]
                    - second[0][1]
                    - second[2][1],
                    [],
                )
            },
        ),
    ),
)


def count_parameters(
    shape: Sequence[int], first: Sequence[Layer], second: Sequence[Layer], flat: int
) -> tuple[int, list[str]]:
    """Parameters of two convolutions and a dense layer on the flattened map, with a line for each."""
    channels, total, rows = int(shape[0]), 0, []
    for layer in [*first, *second]:
        if layer[0] == "conv":
            count = layer[1] * (channels * layer[2] ** 2 + 1)
            rows.append(f"conv: {layer[1]}·({channels}·{layer[2]}² + 1) = {count}")
            channels, total = layer[1], total + count
        elif layer[0] == "dense":
            count = layer[1] * (int(flat) + 1)
            rows.append(f"dense: {layer[1]}·({int(flat)} + 1) = {count}")
            total += count
    return total, rows
