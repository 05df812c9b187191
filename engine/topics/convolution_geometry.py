"""Where the taps of a convolution stand: dilated extents, and "same" padding with strides."""

from __future__ import annotations

import numpy as np

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step


def dilated_extent(kernel: int, dilation: int) -> int:
    """Cells from the first tap of a dilated kernel to its last.

    d·(k − 1) + 1 = k + (k − 1)·(d − 1): d − 1 cells are skipped in each of the k − 1 gaps.

    Args:
      kernel: taps k along the axis.
      dilation: distance d between neighbouring taps; 1 is a dense kernel.

    Returns:
      Cells along the axis.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), section
    5.1; some authors call a dense kernel 0-dilated.
    """
    return dilation * (kernel - 1) + 1


def _draw_extent(draw: Draw, level: int) -> Params:
    k, d = draw.whole(3, 9), draw.whole(2, 7)
    if level == 3:
        k = draw.pick([3, 5, 7, 9])
        return {"k": k, "wanted": dilated_extent(k, draw.whole(3, 14))}
    return {"k": k, "d": d if level == 1 else draw.whole(2, 9)}


DILATED_KERNEL_EXTENT = Exercise(
    id="dilated_kernel_extent",
    title="Extent of a dilated kernel",
    topic="convolution",
    seconds=35,
    reference=dilated_extent,
    terms=("dilated convolution", "dilation rate", "atrous convolution", "effective kernel size"),
    prompt={
        1: "A one-dimensional kernel has {k} taps and dilation {d}: neighbouring taps stand {d} cells apart. "
        "How many cells does it span from its first tap to its last?",
        2: "A {k}×{k} kernel has dilation {d}: neighbouring taps stand {d} cells apart in both directions. "
        "How long is a side of the square that it spans, and which share of the pixels in that square has "
        "a weight?",
        3: "A {k}×{k} convolution with stride 1 is to span {wanted}×{wanted} pixels through dilation alone, "
        "and to keep the size of its maps. Dilation 1 is a dense kernel.",
    },
    draw=_draw_extent,
    levels={1: ("extent",), 2: ("extent", "share"), 3: ("dilation", "padding")},
    parts=(
        Part("extent", "the extent", "integer"),
        Part("share", "the share with a weight"),
        Part("dilation", "the dilation", "integer"),
        Part("padding", "the padding at every side", "integer"),
    ),
    steps=(
        Step(
            "extent",
            "There are k − 1 gaps of d cells between the taps, and the last tap itself: d·(k − 1) + 1",
            "{d}·({k} − 1) + 1 = {extent}",
            lambda d, k: d * (k - 1) + 1,
        ),
        Step(
            "share",
            "Weights k² over the pixels of the square",
            "{k}²/{extent}² = {share}",
            lambda k, extent: k**2 / extent**2,
        ),
        Step(
            "dilation",
            "Solve d·(k − 1) + 1 = extent for d",
            "({wanted} − 1)/({k} − 1) = {dilation}",
            lambda wanted, k: (wanted - 1) // (k - 1),
        ),
        Step(
            "padding",
            "Half of what the kernel spans beyond one pixel keeps the size: d·(k − 1)/2",
            "{dilation}·({k} − 1)/2 = {padding}",
            lambda dilation, k: dilation * (k - 1) // 2,
        ),
    ),
    mistakes=(
        Mistake(
            "dilation_times_kernel",
            "Dilation widens the k − 1 gaps between the taps, not the k taps: d·(k − 1) + 1.",
            must=True,
            swap={
                "extent": lambda d, k: d * k,
                "dilation": lambda wanted, k: wanted / k,
            },
        ),
        Mistake(
            "last_tap_forgotten",
            "The gaps lead to the last tap, which counts too: add 1.",
            must=True,
            levels=(1, 2),
            swap={"extent": lambda d, k: d * (k - 1)},
        ),
        Mistake(
            "added",
            "Every one of the k − 1 gaps is widened: multiply, do not add d to k.",
            levels=(1, 2),
            swap={"extent": lambda d, k: k + d},
        ),
        Mistake(
            "dense",
            "This is a dense kernel: its neighbouring taps stand only 1 cell apart.",
            levels=(2,),
            swap={"extent": lambda k: k},
        ),
        Mistake(
            "share_along_one_side",
            "Both sides are spread: square the share of one side.",
            levels=(2,),
            must=True,
            swap={"share": lambda k, extent: k / extent},
        ),
        Mistake(
            "padding_without_dilation",
            "A dilated kernel reaches further: half of d·(k − 1), not of k − 1.",
            must=True,
            levels=(3,),
            swap={"padding": lambda k: (k - 1) // 2},
        ),
        Mistake(
            "both_sides_together",
            "This is what both sides need together: each gets half of it.",
            levels=(3,),
            swap={"padding": lambda dilation, k: dilation * (k - 1)},
        ),
    ),
    conventions=(
        Convention(
            "skipped_cells_counted",
            "Right where dilation counts the skipped cells (0 is dense); here it is the distance of taps.",
            swap={
                "d": lambda d: d + 1,
                "dilation": lambda wanted, k: (wanted - 1) // (k - 1) - 1,
                "padding": lambda wanted: (wanted - 1) // 2,
            },
        ),
    ),
)


def strided_same_padding(size: int, kernel: int, stride: int = 1, dilation: int = 1) -> tuple[int, int, int]:
    """Output size and padding before and after under "same" padding, as TensorFlow and ONNX define it.

    O = ⌈i/s⌉ and the padding in all is max((O − 1)·s + d·(k − 1) + 1 − i, 0). An odd cell goes after.

    Args:
      size: input length i.
      kernel: taps k along the axis.
      stride: step s between windows.
      dilation: distance d between taps.

    Returns:
      Output length, and cells before and after the input.

    Source: TensorFlow's documentation of tf.nn (padding SAME); ONNX operator Conv, auto_pad SAME_UPPER.
    """
    output = -(-size // stride)
    total = max((output - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return output, total // 2, total - total // 2


def smaller_half_first(total: int) -> list[int]:
    """A number split in two; an odd one goes to the second half."""
    return [total // 2, total - total // 2]


def _draw_same(draw: Draw, level: int) -> Params:
    s = draw.whole(3, 5)
    over = draw.whole(2, s - 1)  # how far the input reaches into its last stride
    n = s * (draw.whole(4, 12) if level == 1 else draw.whole(10, 60)) + over
    if level < 3:
        return {"n": n, "k": over + draw.pick([1, 3, 5]), "s": s}
    k, d = (draw.pick([2, 4]), draw.pick([3, 5])) if over % 2 else (draw.pick([3, 5]), draw.whole(2, 4))
    return {"n": n, "k": k, "s": s, "d": d}  # an odd number of zeros is missing


STRIDED_SAME_PADDING = Exercise(
    id="strided_same_padding",
    title="“Same” padding with a stride",
    topic="convolution",
    seconds=75,
    reference=strided_same_padding,
    aliases={"dilated_same_padding": Focus(3)},
    terms=("same padding", "padding='same'", "SAME padding", "asymmetric padding"),
    prompt={
        1: "A convolution with {k} taps and stride {s} has “same” padding as in TensorFlow: the output of "
        "{n} cells has ⌈{n}/{s}⌉ cells, and as many zeros are added as its windows need.",
        2: "A convolution {k}×{k} with stride {s} has “same” padding as in TensorFlow: a side of {n} cells "
        "becomes ⌈{n}/{s}⌉, as many zeros are added as the windows need, and an odd one goes to the end.",
        3: "A convolution {k}×{k} with stride {s} and dilation {d} has “same” padding (ONNX: SAME_UPPER): a "
        "side of {n} cells becomes ⌈{n}/{s}⌉, as many zeros are added as the windows need, and an odd one "
        "goes to the end.",
    },
    draw=_draw_same,
    levels={1: ("out", "total"), 2: ("out", "split"), 3: ("split",)},
    parts=(
        Part("out", "the output size", "integer"),
        Part("total", "the zeros in all", "integer", may_repeat=True),
        Part("split", "the zeros before the first cell and after the last", "vector", digits=0),
    ),
    constants={"d": 1},
    policies={"halves": smaller_half_first},
    steps=(
        Step(
            "out",
            "Output: the input over the stride, rounded up",
            "⌈{n}/{s}⌉ = {out}",
            lambda n, s: -(-n // s),
        ),
        Step(
            "extent",
            "Extent of the kernel: d·(k − 1) + 1 (just k without dilation)",
            "{d}·({k} − 1) + 1 = {extent}",
            lambda d, k: d * (k - 1) + 1,
        ),
        Step(
            "needed",
            "Cells that the windows of that output cover: (O − 1)·s + extent",
            "({out} − 1)·{s} + {extent} = {needed}",
            lambda out, s, extent: (out - 1) * s + extent,
        ),
        Step(
            "total",
            "What is missing is padded",
            "{needed} − {n} = {total}",
            lambda needed, n: max(needed - n, 0),
        ),
        Step(
            "split",
            "Half of it, rounded down, before the input; the rest after it",
            "{total} = {split[0]} + {split[1]}: {split}",
            lambda total, halves: np.array(halves(total)),
        ),
    ),
    mistakes=(
        Mistake(
            "rule_for_stride_one",
            "extent − 1 zeros keep the size for stride 1 only: count the cells that the windows cover.",
            must=True,
            swap={"total": lambda extent: extent - 1},
        ),
        Mistake(
            "rounded_down",
            "Round the output up: a started stride still gives an output.",
            must=True,
            levels=(1, 2),
            swap={"out": lambda n, s: n // s},
        ),
        Mistake(
            "alike_at_both_ends",
            "The number of zeros is odd: the end gets one more than the start.",
            levels=(2, 3),
            swap={"halves": lambda total: [-(-total // 2), -(-total // 2)]},
        ),
        Mistake(
            "windows_for_gaps",
            "There are O − 1 strides between O windows.",
            swap={"needed": lambda out, s, extent: out * s + extent},
        ),
        Mistake(
            "dilation_ignored",
            "A dilated kernel covers d·(k − 1) + 1 cells.",
            must=True,
            levels=(3,),
            swap={"extent": lambda k: k},
        ),
        Mistake(
            "dilation_times_kernel",
            "Dilation widens the k − 1 gaps, not the k taps: d·(k − 1) + 1.",
            levels=(3,),
            swap={"extent": lambda d, k: d * k},
        ),
    ),
    conventions=(
        Convention(
            "odd_one_first",
            "Right for ONNX's SAME_LOWER, where an odd zero goes first; here it goes to the end.",
            swap={"halves": lambda total: [total - total // 2, total // 2]},
        ),
    ),
)
