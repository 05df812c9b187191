"""How the elements of a tensor lie: reshaping, permuting, broadcasting, and offsets in memory."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def inferred_shape(shape: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """The shape that a reshape gives, its one −1 replaced by what is left.

    Args:
      shape: lengths of the axes.
      wanted: the lengths asked for, at most one of them −1; their product divides the elements.

    Returns:
      Lengths with the same product.

    Raises:
      ValueError: the elements cannot be laid out that way.

    Source: PyTorch's documentation of torch.Tensor.view and torch.permute; NumPy's of broadcasting.
    """
    total, known = math.prod(shape), math.prod(length for length in wanted if length != -1)
    if total % known or (-1 not in wanted and total != known):
        raise ValueError(f"{total} elements do not fit into {list(wanted)}")
    return [total // known if length == -1 else length for length in wanted]


def aligned_right(left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Axes of two shapes side by side from the end, the shorter one filled with 1 in front."""
    rank = max(len(left), len(right))
    return list(
        zip([1] * (rank - len(left)) + list(left), [1] * (rank - len(right)) + list(right), strict=True)
    )


def aligned_left(left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Axes of two shapes side by side from the start, the shorter one filled with 1 behind."""
    rank = max(len(left), len(right))
    return list(
        zip(list(left) + [1] * (rank - len(left)), list(right) + [1] * (rank - len(right)), strict=True)
    )


def _draw_reshape(draw: Draw, level: int) -> Params:
    if level == 1:
        first, second, third = draw.whole(2, 6), draw.whole(2, 6), draw.pick([4, 6, 8, 10])
        return {"shape": [first, second, third], "rows": draw.pick([2, first * 2, second * 2])}
    if level == 2:
        shape = draw.sample([4, 6, 8, 10, 12, 16], 3)
        rows = shape[0] * draw.pick([2, shape[1] // 2])
        return {"shape": shape, "order": draw.pick([[1, 2, 0], [2, 0, 1]]), "rows": rows}
    a, b, c = draw.sample([2, 3, 4, 5, 6, 7, 8], 3)
    return {"left": [a, 1, b, 1], "right": [c, 1, draw.pick([v for v in (9, 10, 12) if v != a])]}


TENSOR_RESHAPE = Exercise(
    id="tensor_reshape_shape",
    title="Reshape, permute, broadcast: which shape?",
    topic="data",
    seconds=60,
    reference=inferred_shape,
    terms=("reshape", "view(-1", "permute", "broadcasting", "unsqueeze"),
    aliases={"broadcast_shape": Focus(3)},
    prompt={
        1: "A tensor x has the shape {shape:shape}. Which shape has x.reshape({rows}, -1)?",
        2: "A tensor x has the shape {shape:shape}. Then\n\n  y = x.permute({order:list})\n  z = "
        "y.reshape({rows}, -1)[None]",
        3: "Two tensors of the shapes {left:shape} and {right:shape} are added (broadcasting as in NumPy and "
        "PyTorch).",
    },
    draw=_draw_reshape,
    levels={1: ("flat",), 2: ("permuted", "final"), 3: ("sum_shape", "elements")},
    parts=(
        Part("flat", "the shape", "shape"),
        Part("permuted", "the shape of y", "shape"),
        Part("final", "the shape of z", "shape"),
        Part("sum_shape", "the shape of the sum", "shape"),
        Part("elements", "the number of its elements", "integer"),
    ),
    policies={"align": aligned_right},
    steps=(
        Step(
            "total",
            "Reshaping keeps the number of elements",
            "{shape:shape} = {total}",
            lambda shape: math.prod(shape.tolist()),
        ),
        Step(
            "flat",
            "−1 stands for what is left: elements / the other axis",
            "{rows}×({total}/{rows}) = {flat:shape}",
            lambda total, rows: [rows, total // rows],
        ),
        Step(
            "permuted",
            "Permute puts at each place the axis that is named there",
            "{permuted:shape}",
            lambda shape, order: shape[order].tolist(),
        ),
        Step(
            "reshaped",
            "−1 stands for what is left: elements / the other axis",
            "{rows}×({total}/{rows}) = {reshaped:shape}",
            lambda total, rows: [rows, total // rows],
        ),
        Step(
            "final",
            "Indexing with None puts an axis of length 1 in front",
            "{final:shape}",
            lambda reshaped: [1, *reshaped],
        ),
        Step(
            "pairs",
            "Lay the axes side by side from the end; missing ones count as 1",
            "{pairs}",
            lambda left, right, align: align(left.tolist(), right.tolist()),
        ),
        Step(
            "sum_shape",
            "In each pair an axis of length 1 is stretched to the other",
            "{sum_shape:shape}",
            lambda pairs: [max(pair) for pair in pairs],
        ),
        Step(
            "elements",
            "Multiply the lengths",
            "{sum_shape:product} = {elements}",
            lambda sum_shape: math.prod(sum_shape),
        ),
    ),
    mistakes=(
        Mistake(
            "last_axis_kept",
            "The number of elements stays: −1 is the elements divided by the axis that is given.",
            must=True,
            levels=(1, 2),
            swap={
                "flat": lambda shape, rows: [rows, int(shape[-1])],
                "reshaped": lambda shape, rows: [rows, int(shape[-1])],
            },
        ),
        Mistake(
            "everything_left",
            "−1 is what is left after the other axis: divide the elements by it.",
            levels=(1, 2),
            swap={"flat": lambda total, rows: [rows, total], "reshaped": lambda total, rows: [rows, total]},
        ),
        Mistake(
            "permuted_backwards",
            "At place i comes the axis order[i] of x: the list says where each axis is taken from.",
            must=True,
            levels=(2,),
            swap={"permuted": lambda shape, order: shape[np.argsort(order)].tolist()},
        ),
        Mistake(
            "axis_behind",
            "None in front of everything puts the new axis in front.",
            must=True,
            levels=(2,),
            swap={"final": lambda reshaped: [*reshaped, 1]},
        ),
        Mistake(
            "no_new_axis",
            "Indexing with None adds an axis of length 1.",
            levels=(2,),
            swap={"final": lambda reshaped: reshaped},
        ),
        Mistake(
            "aligned_from_the_start",
            "Broadcasting lays the shapes side by side from the last axis: the shorter one is filled in "
            "front.",
            must=True,
            levels=(3,),
            swap={"align": aligned_left},
        ),
        Mistake(
            "ones_kept",
            "An axis of length 1 is stretched to the length of the other tensor.",
            levels=(3,),
            swap={"sum_shape": lambda left: left.tolist()},
        ),
        Mistake(
            "lengths_added",
            "Axes are matched, not joined: the longer of the two lengths counts.",
            must=True,
            levels=(3,),
            swap={"sum_shape": lambda pairs: [sum(pair) for pair in pairs]},
        ),
        Mistake(
            "elements_of_both",
            "Multiply the lengths of the common shape; the elements of the two tensors do not add up to it.",
            levels=(3,),
            swap={"elements": lambda left, right: math.prod(left.tolist()) + math.prod(right.tolist())},
        ),
    ),
)


def flat_offset(index: Sequence[int], shape: Sequence[int]) -> int:
    """Place of an element in memory, the last axis running fastest (row-major order).

    For N×C×H×W it is ((n·C + c)·H + h)·W + w: each axis has as its stride the product of the lengths
    behind it.

    Args:
      index: one number for each axis, from 0.
      shape: lengths of the axes.

    Returns:
      Elements before it.

    Source: NumPy's documentation of ndarray.strides and ravel_multi_index.
    """
    offset = 0
    for i, length in zip(index, shape, strict=True):
        offset = offset * int(length) + int(i)
    return offset


def digits_of(offset: int, shape: Sequence[int]) -> list[int]:
    """The index of the element at an offset: divide by the lengths from the last axis on."""
    index = []
    for length in reversed(list(shape)):
        offset, rest = divmod(int(offset), int(length))
        index.append(rest)
    return index[::-1]


def _draw_index(draw: Draw, level: int) -> Params:
    if level == 1:
        rows, columns = draw.sample(range(4, 13), 2)
        return {"shape": [rows, columns], "index": [draw.whole(1, rows - 1), draw.whole(1, columns - 1)]}
    height, width = draw.sample([4, 5, 6, 7, 8, 10, 12], 2)
    shape = [draw.whole(2, 6), draw.whole(3, 5), height, width]
    index = [draw.whole(1, length - 1) for length in shape]
    if level == 2:
        return {"shape": shape, "index": index}
    return {"shape": shape, "offset": flat_offset(index, shape)}


NCHW_INDEX = Exercise(
    id="nchw_index",
    title="Where in memory is element (n, c, h, w)?",
    topic="data",
    seconds=75,
    reference=flat_offset,
    terms=("NCHW", "row-major", "contiguous in memory", "strides of a tensor", "NHWC"),
    aliases={"flat_index": Focus(1), "unravel_index": Focus(3, "found")},
    prompt={
        1: "A matrix of the shape {shape:shape} lies in memory row by row. How many elements lie before the "
        "element in row {index[0]} and column {index[1]} (both counted from 0)?",
        2: "A tensor of images has the shape {shape:shape} (batch, channels, height, width) and lies in "
        "memory in this order, the last axis running fastest. How many elements lie before the element "
        "({index:list}), counted from 0?",
        3: "A tensor of images has the shape {shape:shape} (batch, channels, height, width) and lies in "
        "memory in this order, the last axis running fastest. {offset} elements lie before some element. "
        "How many would lie before it in the layout batch, height, width, channels (NHWC)?",
    },
    draw=_draw_index,
    levels={1: ("offset",), 2: ("image_stride", "offset"), 3: ("found", "nhwc_offset")},
    parts=(
        Part("image_stride", "the elements from one image to the next", "integer"),
        Part("offset", "the elements before it", "integer"),
        Part("found", "its index n, c, h, w", "vector", digits=0),
        Part("nhwc_offset", "the elements before it in NHWC", "integer"),
    ),
    steps=(
        Step(
            "strides",
            "Stride of each axis: the product of the lengths behind it",
            "{strides}",
            lambda shape: [math.prod(shape[i + 1 :].tolist()) for i in range(len(shape))],
        ),
        Step("image_stride", "The stride of the first axis", "{image_stride}", lambda strides: strides[0]),
        Step(
            "offset",
            "Add index · stride over the axes",
            "{index}·{strides} = {offset}",
            lambda index, strides: int((index * np.array(strides)).sum()),
        ),
        Step(
            "found",
            "Divide by the lengths from the last axis on: the remainders are the indices",
            "{found}",
            lambda offset, shape: digits_of(offset, shape),
        ),
        Step(
            "nhwc_offset",
            "In NHWC: ((n·H + h)·W + w)·C + c",
            "(({found[0]}·{shape[2]} + {found[2]})·{shape[3]} + {found[3]})·{shape[1]} + {found[1]} = "
            "{nhwc_offset}",
            lambda found, shape: int(
                ((found[0] * shape[2] + found[2]) * shape[3] + found[3]) * shape[1] + found[1]
            ),
        ),
    ),
    mistakes=(
        Mistake(
            "first_axis_fastest",
            "The last axis runs fastest: row by row, not column by column.",
            must=True,
            swap={
                "strides": lambda shape: [math.prod(shape[:i].tolist()) for i in range(len(shape))],
                "found": lambda offset, shape: digits_of(offset, shape[::-1])[::-1],
            },
        ),
        Mistake(
            "own_length",
            "An axis is as far apart as the lengths behind it multiply to: its own length does not count.",
            levels=(1, 2),
            swap={"strides": lambda shape: [math.prod(shape[i:].tolist()) for i in range(len(shape))]},
        ),
        Mistake(
            "channels_fastest",
            "In this layout the channels come before height and width.",
            must=True,
            levels=(2,),
            swap={
                "offset": lambda index, shape: int(
                    ((index[0] * shape[2] + index[2]) * shape[3] + index[3]) * shape[1] + index[1]
                )
            },
        ),
        Mistake(
            "itself_counted",
            "Count the elements before it: indices start at 0.",
            levels=(1, 2),
            swap={"offset": lambda index, strides: int((index * np.array(strides)).sum()) + 1},
        ),
        Mistake(
            "indices_from_one",
            "Indices are counted from 0 already: do not subtract 1.",
            levels=(1, 2),
            swap={"offset": lambda index, strides: int(((index - 1) * np.array(strides)).sum())},
        ),
        Mistake(
            "height_width_exchanged",
            "A row is as long as the width: the stride of a row is W.",
            levels=(2, 3),
            swap={
                "strides": lambda shape: (
                    [math.prod(shape[i + 1 :].tolist()) for i in range(2)] + [int(shape[2]), 1]
                ),
                "found": lambda offset, shape: digits_of(offset, shape[np.array([0, 1, 3, 2])]),
            },
        ),
        Mistake(
            "same_place",
            "Another layout puts the element elsewhere: only the index stays.",
            must=True,
            levels=(3,),
            swap={"nhwc_offset": lambda offset: offset},
        ),
        Mistake(
            "same_strides",
            "In NHWC the strides change: H·W·C, then W·C, then C, then 1.",
            levels=(3,),
            swap={
                "nhwc_offset": lambda found, shape: int(
                    ((found[0] * shape[1] + found[2]) * shape[2] + found[3]) * shape[3] + found[1]
                )
            },
        ),
    ),
)
