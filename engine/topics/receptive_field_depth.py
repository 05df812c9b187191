"""How deep a network has to be to see enough, and how evenly it sees."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def layers_to_see(pixels: int, kernel: int, field: int = 1, jump: int = 1) -> int:
    """Layers of stride 1 without dilation that are needed to see a number of pixels.

    n = ⌈(wanted − r)/((k − 1)·j)⌉: each layer adds (k − 1)·j to the field.

    Args:
      pixels: the field that is wanted, along one axis.
      kernel: side k of every layer.
      field: r, what the layers before them see.
      jump: j, the product of the strides before them.

    Returns:
      A count.

    Source: Araujo, Norris and Sim, Computing Receptive Fields of Convolutional Neural Networks
    (Distill, 2019).
    """
    return -((field - pixels) // ((kernel - 1) * jump))


def doubled_until(wanted: int, k: int) -> tuple[int, list[str]]:
    """Layers with dilations 1, 2, 4, ... until they see enough, with a line for each."""
    field, layers, rows = 1, 0, []
    while field < wanted:
        field += 2**layers * (k - 1)
        layers += 1
        rows.append(f"layer {layers} with dilation {2 ** (layers - 1)}: field {field}")
    return layers, rows


def _draw_depth(draw: Draw, level: int) -> Params:
    if level == 1:
        k = draw.pick([3, 5, 7])
        return {"wanted": (k - 1) * draw.whole(4, 20) + 1 + draw.whole(1, k - 2), "k": k}
    if level == 2:
        return {"wanted": draw.whole(40, 300), "k": draw.pick([3, 5])}
    field, jump = draw.pick([(7, 2), (11, 4), (5, 2), (15, 4)])
    return {"wanted": draw.whole(60, 250), "k": draw.pick([3, 5]), "r0": field, "j0": jump}


LAYERS_FOR_RECEPTIVE_FIELD = Exercise(
    id="layers_for_receptive_field",
    title="How many layers see this much?",
    topic="convolution",
    seconds=75,
    reference=layers_to_see,
    terms=("layers to grow the receptive field", "receptive field grows linearly"),
    prompt={
        1: "{k}×{k} convolutions with stride 1 and without dilation are stacked. How many are needed so "
        "that one output sees at least {wanted} pixels along one side?",
        2: "An output is to see at least {wanted} pixels along one side. Compare two stacks of {k}×{k} "
        "convolutions with stride 1: one without dilation, one whose dilations double (1, 2, 4 and so on).",
        3: "The first layers of a network see {r0} pixels along one side, and neighbouring outputs of theirs "
        "stand {j0} pixels apart. {k}×{k} convolutions with stride 1 and without dilation follow. How many "
        "are needed so that one output sees at least {wanted} pixels along one side?",
    },
    draw=_draw_depth,
    levels={1: ("plain",), 2: ("plain", "doubling"), 3: ("plain",)},
    parts=(
        Part("plain", "the number of layers without dilation", "integer"),
        Part("doubling", "the number of layers with doubling dilations", "integer"),
    ),
    constants={"r0": 1, "j0": 1},
    steps=(
        Step(
            "missing",
            "Pixels that are missing to the field so far (1 before the first layer)",
            "{wanted} − {r0} = {missing}",
            lambda wanted, r0: wanted - r0,
        ),
        Step(
            "gain",
            "Each layer adds k − 1 steps of the jump so far (1 before any stride)",
            "({k} − 1)·{j0} = {gain}",
            lambda k, j0: (k - 1) * j0,
        ),
        Step(
            "plain",
            "Divide and round up",
            "⌈{missing}/{gain}⌉ = {plain}",
            lambda missing, gain: int(np.ceil(missing / gain)),
        ),
        Step(
            "doubling",
            "With doubling dilations layer i adds 2^(i − 1)·(k − 1): add layers until it is enough",
            "{doubling}",
            doubled_until,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "rounded_down",
            "Round up: with one layer fewer the field is too small.",
            must=True,
            swap={
                "plain": lambda missing, gain: missing // gain,
                "doubling": lambda wanted, k: (doubled_until(wanted, k)[0] - 1, []),
            },
        ),
        Mistake(
            "kernel_per_layer",
            "Each layer adds k − 1 cells, not k: neighbouring windows overlap.",
            must=True,
            swap={"gain": lambda k, j0: k * j0},
        ),
        Mistake(
            "half_kernel",
            "A layer reaches (k − 1)/2 further on both sides: the field grows by k − 1.",
            swap={"gain": lambda k, j0: (k - 1) // 2 * j0},
        ),
        Mistake(
            "jump_ignored",
            "Behind strides a window spans k − 1 steps of several pixels: multiply by the distance.",
            must=True,
            levels=(3,),
            swap={"j0": lambda: 1},
        ),
        Mistake(
            "first_layers_ignored",
            "Start from the field that the first layers have already.",
            levels=(3,),
            swap={"r0": lambda: 1},
        ),
        Mistake(
            "growth_per_layer",
            "Only the newest layer has that dilation: add up 1 + 2 + 4 and so on.",
            levels=(2,),
            swap={"doubling": lambda missing, k: (int(np.ceil(np.log2(missing / (k - 1)))) + 1, [])},
        ),
    ),
)


def path_counts(kernels: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Paths from each input of the receptive field to one output, through layers of stride 1.

    They are the coefficients of the product of the polynomials 1 + z + ... + z^(k − 1), and the
    influence of each input where all weights are equal.

    Args:
      kernels: window k of each layer.

    Returns:
      One count for each input cell of the field, from its left end to its right.

    Source: Luo et al., Understanding the Effective Receptive Field in Deep Convolutional Neural
    Networks (2016), section 2.1.
    """
    counts = np.ones(1, dtype=np.int64)
    for taps in np.asarray(kernels):
        counts = np.convolve(counts, np.ones(taps, dtype=np.int64))
    return counts


def spread_back(kernels: Array) -> tuple[Array, list[str]]:
    """Paths of each input of the field, layer by layer from the output on."""
    counts, rows = np.ones(1, dtype=int), []
    for taps in kernels:
        counts = np.convolve(counts, np.ones(taps, dtype=int))
        rows.append(f"through a layer of {taps} taps: {', '.join(map(str, counts))}")
    return counts, rows


def triangle(cells: int) -> Array:
    """1, 2, 3 and so on up to the middle, and back."""
    return np.minimum(np.arange(1, cells + 1), np.arange(cells, 0, -1)).astype(float)


def _draw_paths(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"kernels": [draw.whole(2, 7), draw.whole(2, 7)]}
    if level == 2:
        return {"kernels": [draw.whole(3, 7), *(draw.whole(2, 4) for _ in range(2))]}
    first, second = ([draw.whole(1, 5) for _ in range(3)] for _ in range(2))
    return {"w1": first, "w2": second}


RECEPTIVE_FIELD_PATH_COUNTS = Exercise(
    id="receptive_field_path_counts",
    title="Paths through a receptive field",
    topic="convolution",
    seconds=90,
    reference=path_counts,
    terms=("effective receptive field", "paths through the receptive field", "central pixels of the field"),
    prompt={
        1: "Two one-dimensional convolutions with stride 1 follow each other; they have {kernels[0]} and "
        "{kernels[1]} taps. For each input cell in the receptive field of one output, count the paths that "
        "lead from it to that output.",
        2: "Three one-dimensional convolutions with stride 1 follow each other; they have {kernels[0]}, "
        "{kernels[1]} and {kernels[2]} taps. For each input cell in the receptive field of one output, count "
        "the paths that lead from it to that output.",
        3: "Two one-dimensional convolutions with stride 1 follow each other, without an activation between "
        "them and without biases or padding; kernels are not flipped.\n\n  first layer   {w1}\n"
        "  second layer  {w2}\n\nTogether they are one convolution.",
    },
    draw=_draw_paths,
    levels={1: ("counts",), 2: ("counts", "share"), 3: ("kernel", "kernel_share")},
    parts=(
        Part("counts", "the paths of each cell from left to right", "vector", digits=0),
        Part("kernel", "the kernel of that one convolution", "vector", digits=0),
        Part("share", "the share of both outermost cells together in all paths"),
        Part("kernel_share", "the share of both outermost weights together in the sum"),
    ),
    steps=(
        Step(
            "counts",
            "Go back from the output: each layer spreads every count over its taps, and overlaps add up",
            "{counts}",
            spread_back,
            traced=True,
        ),
        Step(
            "kernel",
            "Weight j of the second layer moves the kernel of the first by j cells: multiply and add up",
            "{kernel}",
            lambda w1, w2: np.convolve(w1, w2),
        ),
        Step("paths", "All paths together", "{counts:sum} = {paths}", lambda counts: counts.sum()),
        Step(
            "share",
            "Paths of the first and the last cell, divided by all paths",
            "2·{counts[0]}/{paths} = {share}",
            lambda counts, paths: (counts[0] + counts[-1]) / paths,
        ),
        Step(
            "weight_sum", "The sum of its weights", "{kernel:sum} = {weight_sum}", lambda kernel: kernel.sum()
        ),
        Step(
            "kernel_share",
            "First and last weight, divided by that sum",
            "({kernel[0]} + {kernel[4]})/{weight_sum} = {kernel_share}",
            lambda kernel, weight_sum: (kernel[0] + kernel[-1]) / weight_sum,
        ),
    ),
    mistakes=(
        Mistake(
            "all_alike",
            "Central cells lie under more windows, so that more paths start there: they are not all alike.",
            must=True,
            levels=(1, 2),
            swap={"counts": lambda kernels: (np.full(kernels.sum() - len(kernels) + 1, kernels.prod()), [])},
        ),
        Mistake(
            "even_slope",
            "Spread the counts layer by layer: they rise evenly to the middle only for two equal layers.",
            levels=(1, 2),
            swap={"counts": lambda kernels: (triangle(kernels.sum() - len(kernels) + 1), [])},
        ),
        Mistake(
            "one_end_only",
            "The field has two ends: add both.",
            must=True,
            levels=(2, 3),
            swap={
                "share": lambda counts, paths: counts[0] / paths,
                "kernel_share": lambda kernel, weight_sum: kernel[0] / weight_sum,
            },
        ),
        Mistake(
            "cells_counted",
            "Weigh the cells with their paths (or weights): they do not count alike.",
            levels=(2, 3),
            swap={
                "share": lambda counts: 2 / len(counts),
                "kernel_share": lambda kernel: 2 / len(kernel),
            },
        ),
        Mistake(
            "one_kernel_flipped",
            "Each output of the second layer reads neighbouring outputs of the first: flip neither kernel.",
            must=True,
            levels=(3,),
            swap={"kernel": lambda w1, w2: np.convolve(w1, w2[::-1])},
        ),
        Mistake(
            "ends_only_multiplied",
            "Every pair of weights is multiplied; products that meet on the same cell are added.",
            levels=(3,),
            swap={"kernel": lambda w1, w2: np.concatenate([w1 * w2[0], w1[1:] * w2[-1]])},
        ),
    ),
)
