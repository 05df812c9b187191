"""Pooling to a fixed size: global average pooling, adaptive pooling, spatial pyramids, and what it saves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def global_average_pool(x: npt.ArrayLike) -> Array:
    """Mean of each channel over all its positions.

    Args:
      x: `[..., h, w]`, for instance `[channels, h, w]`.

    Returns:
      `[...]`: one number for each channel.

    Source: Lin, Chen and Yan, Network in Network (2014), section 3.2.
    """
    return np.asarray(np.asarray(x, dtype=float).mean(axis=(-2, -1)))


def _draw_global(draw: Draw, level: int) -> Params:
    rows, columns = (2, 2) if level == 1 else (2, 3)
    maps = {
        f"map{c}": [draw.sample(range(12), columns) for _ in range(rows)]
        for c in range(2 if level == 1 else 3)
    }
    if level < 3:
        return maps
    weights = [[value * draw.sign() for value in draw.sample(range(1, 6), 3)] for _ in range(2)]
    return {**maps, "W": weights, "b": draw.sample([-3, -2, -1, 1, 2, 3], 2)}


_TWO = "\n\n  channel 0: {map0}\n\n  channel 1: {map1}"
_THREE = _TWO + "\n\n  channel 2: {map2}"

GLOBAL_AVERAGE_POOL = Exercise(
    id="global_average_pool",
    title="Global average pooling, scores and class activation map",
    topic="pooling",
    seconds=60,
    reference=global_average_pool,
    terms=("global average pooling", "class activation map", "global pooling"),
    prompt={
        1: "Apply global average pooling to these maps." + _TWO,
        2: "Apply global average pooling to these maps." + _THREE,
        3: "Global average pooling of three channels is followed by a linear classifier with two classes, "
        "scores = W·pooled + b." + _THREE + "\n\n  W = {W}   b = {b}\n\n"
        "The class activation map of class 0 is the sum of the maps weighted with row 0 of W.",
    },
    draw=_draw_global,
    levels={1: ("pooled",), 2: ("pooled3",), 3: ("scores", "activation")},
    parts=(
        Part("pooled", "the pooled vector", "vector", digits=2),
        Part("pooled3", "the pooled vector", "vector", digits=2),
        Part("scores", "the scores of both classes", "vector", digits=2),
        Part("activation", "the class activation map of class 0", "matrix", digits=0),
    ),
    policies={"over_map": lambda channel: channel.mean()},
    steps=(
        Step(
            "pooled",
            "The mean of each channel over all positions",
            "{pooled}",
            lambda map0, map1, over_map: np.array([over_map(channel) for channel in (map0, map1)]),
        ),
        Step(
            "pooled3",
            "The mean of each channel over all positions",
            "{pooled3}",
            lambda map0, map1, map2, over_map: np.array(
                [over_map(channel) for channel in (map0, map1, map2)]
            ),
        ),
        Step(
            "scores",
            "Weigh the means with each row of W and add the bias",
            "{W}·{pooled3} + {b} = {scores}",
            lambda W, pooled3, b: W @ pooled3 + b,
        ),
        Step(
            "activation",
            "Weigh the maps with row 0 of W and add them, cell by cell",
            "{W[0][0]}·{map0} + {W[0][1]}·{map1} + {W[0][2]}·{map2} = {activation}",
            lambda W, map0, map1, map2: W[0, 0] * map0 + W[0, 1] * map1 + W[0, 2] * map2,
        ),
    ),
    mistakes=(
        Mistake(
            "summed",
            "Divide the sum of a map by the number of its positions.",
            must=True,
            swap={"over_map": lambda channel: channel.sum()},
        ),
        Mistake(
            "maximum",
            "This is global max pooling: take the mean of each map.",
            must=True,
            swap={"over_map": lambda channel: channel.max()},
        ),
        Mistake(
            "divided_by_side",
            "A map has height·width positions: divide by their product.",
            swap={"over_map": lambda channel: channel.sum() / channel.shape[1]},
        ),
        Mistake(
            "bias_forgotten",
            "Add the bias of each class.",
            must=True,
            levels=(3,),
            swap={"b": lambda b: 0 * b},
        ),
        Mistake(
            "other_class",
            "Use row 0 of W, the weights of class 0.",
            levels=(3,),
            swap={
                "activation": lambda W, map0, map1, map2: W[1, 0] * map0 + W[1, 1] * map1 + W[1, 2] * map2,
            },
        ),
        Mistake(
            "unweighted",
            "Weigh each map with the classifier's weight of its channel.",
            levels=(3,),
            swap={
                "scores": lambda pooled3, b: pooled3.sum() + b,
                "activation": lambda map0, map1, map2: map0 + map1 + map2,
            },
        ),
    ),
)


def adaptive_bins(size: int, outputs: int) -> tuple[list[int], list[int]]:
    """First cell of each bin of adaptive pooling, and the cell after its last.

    Bin i runs from ⌊i·n/o⌋ to ⌈(i + 1)·n/o⌉, so that bins overlap where n is not divisible by o.

    Args:
      size: length n of the input.
      outputs: number o of bins.

    Returns:
      Two lists of o positions.

    Source: PyTorch's documentation and source of AdaptiveAvgPool1d.
    """
    return [i * size // outputs for i in range(outputs)], [
        -(-(i + 1) * size // outputs) for i in range(outputs)
    ]


def bin_means(x: Array, starts: Array, ends: Array) -> tuple[Array, list[str]]:
    """The mean of each bin, with a line for each."""
    means, rows = np.zeros(len(starts)), []
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        cells = x[int(start) : int(end)]
        means[i] = cells.mean()
        rows.append(f"cells {start:g} to {end - 1:g}: {', '.join(f'{v:g}' for v in cells)} → {means[i]:.4g}")
    return means, rows


def _draw_adaptive(draw: Draw, level: int) -> Params:
    n, o = draw.pick(
        [(6, 2), (6, 3), (8, 2), (8, 4), (9, 3)] if level == 1 else [(7, 3), (8, 3), (7, 2), (10, 4), (5, 3)]
    )
    return {"x": draw.sample(range(1, 30), n), "o": o}


ADAPTIVE_AVERAGE_POOL = Exercise(
    id="adaptive_average_pool",
    title="Adaptive average pooling",
    topic="pooling",
    seconds=75,
    reference=adaptive_bins,
    terms=("adaptive pooling", "adaptive average pooling", "AdaptiveAvgPool"),
    prompt={
        1: "Adaptive average pooling turns this signal into {o} values.\n\n  x = {x}",
        2: "Adaptive average pooling turns this signal into {o} values. As in PyTorch, bin i of o runs from "
        "cell ⌊i·n/o⌋ up to, but without, cell ⌈(i + 1)·n/o⌉, counting from 0.\n\n  x = {x}",
    },
    draw=_draw_adaptive,
    levels={1: ("y",), 2: ("starts", "ends", "y")},
    parts=(
        Part("starts", "the first cell of each bin", "vector", digits=0),
        Part("ends", "the cell after each bin", "vector", digits=0),
        Part("y", "the output", "vector", digits=2),
    ),
    steps=(
        Step(
            "starts",
            "Bin i starts at ⌊i·n/o⌋",
            "{starts}",
            lambda x, o: np.arange(o) * len(x) // o,
        ),
        Step(
            "ends",
            "and ends before ⌈(i + 1)·n/o⌉: bins overlap where n is not divisible",
            "{ends}",
            lambda x, o: -(-(np.arange(o) + 1) * len(x) // o),
        ),
        Step("y", "Take the mean of each bin", "{y}", bin_means, traced=True),
    ),
    mistakes=(
        Mistake(
            "ends_rounded_down",
            "Round the end of a bin up: bins may overlap, and none leaves out a cell.",
            must=True,
            levels=(2,),
            swap={"ends": lambda x, o: (np.arange(o) + 1) * len(x) // o},
        ),
        Mistake(
            "starts_rounded_up",
            "Round the start of a bin down: bins may overlap.",
            levels=(2,),
            swap={"starts": lambda x, o: -(-np.arange(o) * len(x) // o)},
        ),
        Mistake(
            "equal_windows",
            "Windows of ⌊n/o⌋ cells leave out the end of the signal: spread the bins over all of it.",
            levels=(2,),
            must=True,
            swap={
                "starts": lambda x, o: np.arange(o) * (len(x) // o),
                "ends": lambda x, o: (np.arange(o) + 1) * (len(x) // o),
            },
        ),
        Mistake(
            "maximum",
            "Average pooling takes the mean of a bin.",
            must=True,
            levels=(1,),
            swap={
                "y": lambda x, starts, ends: (
                    np.array([max(x[a:b]) for a, b in zip(starts, ends, strict=True)]),
                    [],
                )
            },
        ),
        Mistake(
            "summed",
            "Divide by the number of cells in the bin.",
            must=True,
            swap={
                "y": lambda x, starts, ends: (
                    np.array([x[a:b].sum() for a, b in zip(starts, ends, strict=True)]),
                    [],
                )
            },
        ),
    ),
)


def pyramid_length(channels: int, grids: npt.ArrayLike) -> int:
    """Length of the vector from spatial pyramid pooling, for a map of any size.

    C·Σ n²: a grid of n×n bins gives n² values for each channel.

    Args:
      channels: C.
      grids: bins n along a side, for each level of the pyramid.

    Returns:
      A count.

    Source: He et al., Spatial Pyramid Pooling in Deep Convolutional Networks (2014), sections 2.2 and
    2.3 (window ⌈a/n⌉ and stride ⌊a/n⌋ for a map of a×a).
    """
    return channels * int(np.sum(np.square(grids)))


def _draw_pyramid(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"c": draw.pick([16, 32, 64, 128, 256]), "grids": sorted(draw.sample([1, 2, 3, 4, 5, 6], 2))}
    grids = sorted(draw.sample([1, 2, 3, 4, 5, 6, 8], 3))
    c = draw.pick([64, 96, 128, 192, 256, 512])
    if level == 2:
        return {"c": c, "grids": grids, "units": draw.pick([100, 256, 1000, 4096])}
    return {"c": c, "grids": grids, "a": draw.whole(10, 30)}


SPP_OUTPUT_LENGTH = Exercise(
    id="spp_output_length",
    title="Spatial pyramid pooling: length, weights and windows",
    topic="pooling",
    seconds=50,
    reference=pyramid_length,
    terms=("spatial pyramid pooling", "SPP", "pyramid pooling", "SPP-net"),
    prompt={
        1: "Spatial pyramid pooling divides each of {c} channels into square grids of {grids:list} bins "
        "along a side and concatenates all results. How long is the vector?",
        2: "Spatial pyramid pooling divides each of {c} channels into square grids of {grids:list} bins "
        "along a side and concatenates all results. A fully connected layer of {units} units follows, with "
        "biases.",
        3: "Spatial pyramid pooling of {c} maps of {a}×{a} uses square grids of {grids:list} bins along a "
        "side. As in SPP-net, the grid of n×n bins is max pooling with window ⌈{a}/n⌉ and stride ⌊{a}/n⌋, "
        "and all results are concatenated.",
    },
    draw=_draw_pyramid,
    levels={1: ("length",), 2: ("length", "parameters"), 3: ("windows", "strides", "length")},
    parts=(
        Part("windows", "the window for each grid", "vector", digits=0),
        Part("strides", "the stride for each grid", "vector", digits=0),
        Part("length", "the length of the vector", "integer"),
        Part("parameters", "the parameters of the fully connected layer", "integer"),
    ),
    policies={"bins": lambda grids: grids**2},
    steps=(
        Step(
            "windows",
            "Window: side of the map over bins, rounded up",
            "{windows}",
            lambda a, grids: -(-a // grids),
        ),
        Step("strides", "Stride: the same rounded down", "{strides}", lambda a, grids: a // grids),
        Step(
            "per_channel",
            "Bins of all grids: a grid has n·n of them",
            "sum of the squares of {grids} = {per_channel}",
            lambda grids, bins: int(np.sum(bins(grids))),
        ),
        Step(
            "length",
            "Each channel is pooled by itself: bins times channels",
            "{per_channel}·{c} = {length}",
            lambda per_channel, c: per_channel * c,
        ),
        Step(
            "parameters",
            "Each unit has a weight for each entry, and a bias",
            "({length} + 1)·{units} = {parameters}",
            lambda length, units: (length + 1) * units,
        ),
    ),
    mistakes=(
        Mistake(
            "sides_not_squared",
            "A grid with n bins along a side has n² bins.",
            must=True,
            swap={"bins": lambda grids: grids},
        ),
        Mistake(
            "channels_forgotten",
            "Every channel is pooled by itself: multiply by the channels.",
            must=True,
            swap={"length": lambda per_channel: per_channel},
        ),
        Mistake(
            "finest_grid_only",
            "The results of all grids are concatenated: add their bins.",
            swap={"bins": lambda grids: grids[-1:] ** 2},
        ),
        Mistake(
            "sum_squared",
            "Square each side, then add; not the other way round.",
            swap={"bins": lambda grids: np.sum(grids) ** 2},
        ),
        Mistake(
            "grids_multiplied",
            "Grids stand beside each other: add their bins, do not multiply them.",
            swap={"bins": lambda grids: np.prod(grids**2)},
        ),
        Mistake(
            "bias_forgotten",
            "Each unit has a bias too.",
            must=True,
            levels=(2,),
            swap={"parameters": lambda length, units: length * units},
        ),
        Mistake(
            "rounded_alike",
            "The window is rounded up and the stride down, so that windows reach the end of the map.",
            levels=(3,),
            must=True,
            swap={"windows": lambda a, grids: a // grids},
        ),
    ),
)
