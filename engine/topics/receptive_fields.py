"""Receptive fields: how much of the input one output can see, with strides and dilation, and how evenly."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def receptive_field(
    kernels: npt.ArrayLike, strides: npt.ArrayLike, dilations: npt.ArrayLike | None = None
) -> tuple[int, int]:
    """Receptive field of a stack of convolutions and pools, and the step between neighbouring outputs.

    From the first layer on: r ← r + d·(k − 1)·j and j ← j·s, with r = j = 1 at the input.

    Args:
      kernels: window k of each layer, from the input on.
      strides: s of each layer.
      dilations: d of each layer; None for all 1.

    Returns:
      The receptive field r and the jump j, both in input cells along one axis.

    Source: Araujo, Norris and Sim, Computing Receptive Fields of Convolutional Neural Networks
    (Distill, 2019).
    """
    spread = np.ones_like(kernels) if dilations is None else np.asarray(dilations)
    jumps = np.cumprod(np.concatenate([[1], np.asarray(strides)]))
    return int(1 + np.sum(spread * (np.asarray(kernels) - 1) * jumps[:-1])), int(jumps[-1])


def grown(kernels: Ints, strides: Ints, dilations: Ints) -> tuple[int, list[str]]:
    """The field after all layers, with a line for each."""
    field, jump, rows = 1, 1, []
    for number, (k, s, d) in enumerate(zip(kernels, strides, dilations, strict=False), start=1):
        spread = f"{d}·({k} − 1)" if d > 1 else f"({k} − 1)"
        rows.append(f"layer {number}: field {field} + {spread}·{jump} = {field + d * (k - 1) * jump}")
        field, jump = int(field + d * (k - 1) * jump), int(jump * s)
        rows[-1] += f", jump {jump}"
    return field, rows


def grown_late(kernels: Ints, strides: Ints, dilations: Ints) -> tuple[int, list[str]]:
    """The field if each layer's own stride counted for its window already."""
    jumps = np.cumprod(strides)
    return int(1 + np.sum(dilations[: len(kernels)] * (kernels - 1) * jumps)), []


def _draw_field(draw: Draw, level: int) -> Params:
    if level == 1:
        kernels = [draw.pick([2, 3, 4, 5, 7]) for _ in range(draw.whole(2, 4))]
        return {"kinds": ["conv"] * len(kernels), "kernels": kernels, "strides": [1] * len(kernels)}
    first = draw.pick([3, 5, 7])
    layers = [("conv", first, draw.whole(1, 2)), ("pool", draw.whole(2, 3), 2)]
    layers += [("conv", draw.pick([3, 5]), 1), ("conv", 3, draw.whole(1, 2))]
    if level == 2:
        layers.append(("pool", 2, 2))
    kinds, kernels, strides = (list(column) for column in zip(*layers, strict=True))
    drawn: dict[str, Any] = {"kinds": kinds, "kernels": kernels, "strides": strides}
    return {**drawn, "dilations": [1, 1, 2, draw.pick([2, 4])]} if level == 3 else drawn


def _field_prompt(params: Params) -> str:
    columns = [params["kinds"], params["kernels"], params["strides"]]
    header = ["layer", "kind", "window", "stride"]
    if "dilations" in params:
        columns.append(params["dilations"])
        header.append("dilation")
    rows = [[i, *row] for i, row in enumerate(zip(*columns, strict=True), start=1)]
    return (
        "A network begins with these layers, the first one next to the image; all windows are square. "
        "How many pixels along one side can reach one output of the last layer (its receptive field)?\n\n"
        + show.table(header, rows)
    )


def _field_and_jump_prompt(params: Params) -> str:
    return (
        _field_prompt(params)
        + "\n\nThe jump is the distance in pixels between the fields of two neighbouring outputs."
    )


RECEPTIVE_FIELD = Exercise(
    id="receptive_field",
    title="Receptive field of a stack of layers",
    topic="convolution",
    seconds=90,
    reference=receptive_field,
    aliases={
        "receptive_field_stack": Focus(1),
        "stacked_conv_receptive_field": Focus(3),
        "strided_receptive_field": Focus(2, "field"),
    },
    terms=("receptive field", "receptive fields", "field of view"),
    prompt={1: _field_prompt, 2: _field_and_jump_prompt, 3: _field_prompt},
    draw=_draw_field,
    levels={1: ("field",), 2: ("jump", "field"), 3: ("field",)},
    parts=(
        Part("jump", "the jump of the last layer's outputs", "integer"),
        Part("field", "the receptive field", "integer"),
    ),
    constants={"dilations": np.ones(8, dtype=int)},
    steps=(
        Step(
            "jump",
            "The jump is the product of all strides",
            "{strides} → {jump}",
            lambda strides: int(np.prod(strides)),
        ),
        Step(
            "field",
            "From the image on: add d·(k − 1) times the jump so far, then multiply the jump by the stride",
            "{field}",
            grown,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "strides_ignored",
            "A step in a later layer is several pixels: weigh each window with the strides before it.",
            must=True,
            levels=(2, 3),
            swap={"strides": lambda strides: np.ones_like(strides)},
        ),
        Mistake(
            "windows_added",
            "Each layer adds k − 1, not k: windows of neighbouring outputs overlap.",
            must=True,
            swap={"kernels": lambda kernels: np.append(kernels[:1], kernels[1:] + 1)},
        ),
        Mistake(
            "windows_multiplied",
            "Fields grow by addition: each layer adds k − 1 (times the jump); windows are not multiplied.",
            levels=(1,),
            must=True,
            swap={"field": lambda kernels: (int(np.prod(kernels)), [])},
        ),
        Mistake(
            "largest_window",
            "Layers build on each other: add k − 1 for each of them.",
            levels=(1,),
            swap={"field": lambda kernels: (int(np.max(kernels)), [])},
        ),
        Mistake(
            "own_stride_first",
            "A layer's own stride spreads the layers behind it, not its own window.",
            must=True,
            levels=(2, 3),
            swap={"field": grown_late},
        ),
        Mistake(
            "pooling_left_out",
            "Pooling windows count like kernels, and their strides too.",
            levels=(2, 3),
            swap={
                "kernels": lambda kernels, kinds: np.where(np.array(kinds) == "pool", 1, kernels),
                "strides": lambda strides, kinds: np.where(np.array(kinds) == "pool", 1, strides),
            },
        ),
        Mistake(
            "layers_reversed",
            "Start at the image: a window is weighed with the strides before it, not with those behind it.",
            levels=(2,),
            swap={
                "kernels": lambda kernels: kernels[::-1],
                "strides": lambda strides: strides[::-1],
            },
        ),
        Mistake(
            "dilation_ignored",
            "A dilated window reaches over d·(k − 1) + 1 cells: add d·(k − 1) times the jump.",
            must=True,
            levels=(3,),
            swap={"dilations": lambda dilations: np.ones_like(dilations)},
        ),
        Mistake(
            "strides_added",
            "Strides multiply: two layers of stride 2 take steps of 4 pixels.",
            levels=(2,),
            swap={"jump": lambda strides: int(np.sum(strides))},
        ),
    ),
)


def dilated_receptive_field(kernel: int, dilations: npt.ArrayLike, blocks: int = 1) -> int:
    """Receptive field of dilated convolutions with stride 1.

    1 + (k − 1)·Σ d: linear in the kernel and exponential in the depth where dilations double.

    Args:
      kernel: taps k of every layer.
      dilations: d of each layer of a block.
      blocks: how many times the block is repeated.

    Returns:
      Input cells along one axis.

    Source: Yu and Koltun, Multi-Scale Context Aggregation by Dilated Convolutions (2016), section 2;
    van den Oord et al., WaveNet (2016), section 2.1.
    """
    return 1 + blocks * (kernel - 1) * int(np.sum(dilations))


def _draw_dilated(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"k": draw.pick([3, 5, 7]), "dilations": [1, *sorted(draw.sample([2, 3, 4, 5, 6, 8], 2))]}
    doubling = [2**i for i in range(draw.whole(3, 7) if level == 2 else draw.whole(7, 10))]
    if level == 2:
        return {"k": draw.whole(2, 9), "dilations": doubling}
    return {
        "k": draw.whole(2, 3),
        "dilations": doubling,
        "blocks": draw.whole(2, 5),
        "rate": draw.pick([8, 16, 24]),
    }


def _wavenet_prompt(params: Params) -> str:
    dilations = params["dilations"]
    return (
        f"A WaveNet stacks {params['blocks']} equal blocks of causal convolutions with {params['k']} taps, "
        f"stride 1, and dilations {dilations[0]}, {dilations[1]}, {dilations[2]} and so on, doubling up to "
        f"{dilations[-1]}. The audio has {params['rate']} samples per millisecond."
    )


DILATED_RECEPTIVE_FIELD = Exercise(
    id="dilated_receptive_field",
    title="Receptive field of dilated convolutions",
    topic="convolution",
    seconds=60,
    reference=dilated_receptive_field,
    aliases={"receptive_field_dilated": Focus(1)},
    terms=(
        "dilated receptive field",
        "dilation schedule",
        "dilations 1, 2, 4",
        "exponentially growing field",
    ),
    prompt={
        1: "{k}×{k} convolutions with stride 1 follow each other, with the dilations {dilations:list}. How "
        "many pixels along one side does an output see?",
        2: "{k}×{k} convolutions with stride 1 follow each other, with the dilations {dilations:list}. How "
        "many pixels along one side does an output see, and how many layers without dilation (same kernel, "
        "stride 1) would see as much?",
        3: _wavenet_prompt,
    },
    draw=_draw_dilated,
    levels={1: ("field",), 2: ("field", "plain_layers"), 3: ("field", "milliseconds")},
    parts=(
        Part("field", "the receptive field", "integer"),
        Part("plain_layers", "the layers without dilation", "integer"),
        Part("milliseconds", "how much audio that is, in ms", digits=1),
    ),
    constants={"blocks": 1},
    steps=(
        Step(
            "total",
            "Add the dilations of all layers (of all blocks)",
            "{blocks} · sum of {dilations} = {total}",
            lambda blocks, dilations: blocks * int(np.sum(dilations)),
        ),
        Step(
            "field",
            "Each layer adds d·(k − 1) to the one cell at the start",
            "1 + ({k} − 1)·{total} = {field}",
            lambda k, total: 1 + (k - 1) * total,
        ),
        Step(
            "plain_layers",
            "A layer without dilation adds k − 1: divide what was added by that",
            "({field} − 1)/({k} − 1) = {plain_layers}",
            lambda field, k: (field - 1) // (k - 1),
        ),
        Step(
            "milliseconds",
            "Divide the samples by the samples per millisecond",
            "{field}/{rate} = {milliseconds}",
            lambda field, rate: field / rate,
        ),
    ),
    mistakes=(
        Mistake(
            "start_forgotten",
            "Start from the one cell that an output stands on, and add d·(k − 1) for each layer.",
            must=True,
            swap={"field": lambda k, total: (k - 1) * total},
        ),
        Mistake(
            "kernel_for_gaps",
            "A kernel of k taps has k − 1 gaps: each layer adds d·(k − 1), not d·k.",
            must=True,
            swap={"field": lambda k, total: 1 + k * total},
        ),
        Mistake(
            "dilations_ignored",
            "A layer with dilation d adds d·(k − 1).",
            must=True,
            swap={"dilations": lambda dilations: np.ones_like(dilations)},
        ),
        Mistake(
            "last_dilation_only",
            "Every layer adds its own d·(k − 1), not only the one with the largest dilation.",
            swap={"dilations": lambda dilations: dilations[-1:]},
        ),
        Mistake(
            "dilations_multiplied",
            "Dilations are no strides: they do not multiply over the layers.",
            levels=(1, 2),
            swap={"dilations": lambda dilations: np.cumprod(dilations)},
        ),
        Mistake(
            "blocks_ignored",
            "Each block adds its dilations again.",
            levels=(3,),
            must=True,
            swap={"blocks": lambda: 1},
        ),
        Mistake(
            "both_sides",
            "The k taps of a causal convolution reach into the past only: do not count a future too.",
            levels=(3,),
            swap={"field": lambda k, total: 1 + 2 * (k - 1) * total},
        ),
    ),
)
