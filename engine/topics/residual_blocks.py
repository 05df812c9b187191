"""Residual blocks: shapes that have to fit at the addition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

FITS, NEEDED = "the identity fits", "a projection is needed"


def residual_block_shape(shape: Sequence[int], c_out: int, stride: int = 1) -> tuple[list[int], bool]:
    """Output shape of a residual block, and whether its shortcut needs a projection.

    The first 3×3 convolution (padding 1) has the stride, so sides become ⌈n/s⌉. x and F(x) can be
    added only if channels and sides agree; otherwise a 1×1 convolution with the same stride maps x.

    Args:
      shape: input `[channels, height, width]`.
      c_out: channels of the block.
      stride: s of its first convolution.

    Returns:
      Output shape, and true where a projection is needed.

    Source: He et al., Deep Residual Learning (2016), section 3.2, equation 2, and section 3.3.
    """
    output = [c_out, -(-shape[1] // stride), -(-shape[2] // stride)]
    return output, list(shape) != output


def _draw_shapes(draw: Draw, level: int) -> Params:
    c = draw.pick([16, 32, 48, 64, 128])
    h, w = draw.whole(14, 60), draw.whole(14, 60)
    if level == 1:
        c_out, s = draw.pick([(c, 1), (2 * c, 1), (c, 2)])
        return {"shape": [c, h, w], "c_out": c_out, "s": s}
    if level == 2:
        return {"shape": [c, h, w], "c_out": c * draw.pick([2, 3, 4]), "s": 2}
    changes = ["sides", "channels", *draw.sample(["none", "none", "none", "both"], 3)]
    blocks = []
    channels = c
    for change in draw.shuffled(changes):
        channels *= 2 if change in ("channels", "both") else 1
        blocks.append([channels, 2 if change in ("sides", "both") else 1])
    return {"shape": [c, h, w], "blocks": blocks}


def _blocks_prompt(params: Params) -> str:
    rows = [[i, *block] for i, block in enumerate(params["blocks"], start=1)]
    return (
        f"{show.shape(params['shape'])} numbers (C×H×W) pass through these residual blocks. Each has two 3×3 "
        "convolutions with padding 1, the first of them with the stride, and its shortcut is the identity "
        "wherever the shapes allow it.\n\n" + show.table(["block", "channels", "stride"], rows)
    )


def through_blocks(shape: Any, blocks: Any) -> tuple[list[int], list[str]]:
    """The shape behind all blocks, with a line for each."""
    current, rows = [int(side) for side in shape], []
    for c_out, s in blocks:
        before, current = current, [int(c_out), -(-current[1] // s), -(-current[2] // s)]
        fits = "the identity fits" if before == current else "projection"
        rows.append(f"{'×'.join(map(str, before))} → {'×'.join(map(str, current))}: {fits}")
    return current, rows


def projections(shape: Any, blocks: Any) -> int:
    """How many of the blocks change the shape of their input."""
    current, count = [int(side) for side in shape], 0
    for c_out, s in blocks:
        before, current = current, [int(c_out), -(-current[1] // s), -(-current[2] // s)]
        count += before != current
    return count


RESIDUAL_BLOCK_SHAPES = Exercise(
    id="residual_block_shapes",
    title="When does a residual block need a projection?",
    topic="architectures",
    seconds=60,
    reference=residual_block_shape,
    terms=("projection shortcut", "shortcut needs a projection", "addition fails", "1×1 conv on the skip"),
    prompt={
        1: "A residual block meets {shape:shape} (C×H×W). Its two 3×3 convolutions have padding 1 and "
        "{c_out} filters each; the first has stride {s}. Its output is added to the input.",
        2: "A residual block meets {shape:shape} (C×H×W). Its two 3×3 convolutions have padding 1 and "
        "{c_out} filters each; the first has stride {s}. A 1×1 convolution without bias on the shortcut "
        "gives x the shape of F(x).",
        3: _blocks_prompt,
    },
    draw=_draw_shapes,
    levels={1: ("out", "shortcut"), 2: ("out", "weights", "lost"), 3: ("last", "count")},
    parts=(
        Part("out", "the shape C×H×W of F(x)", "shape", may_repeat=True),
        Part("shortcut", "the shortcut", "choice", options=(FITS, NEEDED)),
        Part("weights", "the weights of the 1×1 convolution", "integer"),
        Part("lost", "the positions of x that the 1×1 convolution never reads", "integer"),
        Part("last", "the shape C×H×W behind the last block", "shape"),
        Part("count", "the number of projections", "integer", may_repeat=True),
    ),
    steps=(
        Step(
            "out",
            "Channels: the filters. Sides: with padding 1 a 3×3 convolution gives ⌈n/s⌉",
            "{out:shape}",
            lambda shape, c_out, s: [c_out, int(-(-shape[1] // s)), int(-(-shape[2] // s))],
        ),
        Step(
            "shortcut",
            "x and F(x) are added number by number: channels and sides must agree",
            "{shape:shape} and {out:shape}: {shortcut}",
            lambda shape, out: FITS if [int(side) for side in shape] == list(out) else NEEDED,
        ),
        Step(
            "weights",
            "1×1: one weight for each pair of input and output channel",
            "{shape[0]}·{c_out} = {weights}",
            lambda shape, c_out: int(shape[0] * c_out),
        ),
        Step(
            "lost",
            "With its stride it reads only one position for each output position",
            "{shape[1]}·{shape[2]} − {out[1]}·{out[2]} = {lost}",
            lambda shape, out: int(shape[1] * shape[2] - out[1] * out[2]),
        ),
        Step(
            "last",
            "Block by block: channels of the block, sides ⌈n/s⌉",
            "{last:shape}",
            through_blocks,
            traced=True,
        ),
        Step(
            "count",
            "A projection is needed wherever channels or sides change",
            "{count}",
            projections,
        ),
    ),
    mistakes=(
        Mistake(
            "stride_twice",
            "Only the first of the two convolutions has the stride.",
            levels=(1, 2),
            swap={
                "out": lambda shape, c_out, s: [
                    c_out,
                    int(-(-shape[1] // s**2)),
                    int(-(-shape[2] // s**2)),
                ]
            },
        ),
        Mistake(
            "sizes_shrink",
            "With padding 1 a 3×3 convolution loses no cells: only the stride shrinks the sides.",
            must=True,
            levels=(1, 2),
            swap={
                "out": lambda shape, c_out, s: [
                    c_out,
                    int((shape[1] - 3) // s + 1) - 2,
                    int((shape[2] - 3) // s + 1) - 2,
                ]
            },
        ),
        Mistake(
            "channels_only_compared",
            "A stride changes the sides: they have to agree at the addition as well as the channels.",
            levels=(1, 3),
            swap={
                "shortcut": lambda shape, c_out: FITS if int(shape[0]) == c_out else NEEDED,
                "count": lambda shape, blocks: projections(shape, [[channels, 1] for channels, _ in blocks]),
            },
        ),
        Mistake(
            "sides_only_compared",
            "More channels do not fit either: channels and sides have to agree.",
            levels=(1, 3),
            swap={
                "shortcut": lambda s: FITS if s == 1 else NEEDED,
                "count": lambda blocks: sum(int(s) > 1 for _, s in blocks),
            },
        ),
        Mistake(
            "one_for_each_block",
            "Blocks that keep the shape add the input as it is: no projection.",
            levels=(3,),
            must=True,
            swap={"count": lambda blocks: len(blocks)},
        ),
        Mistake(
            "kernel_of_three",
            "The shortcut has a 1×1 kernel: one weight for each pair of channels.",
            levels=(2,),
            must=True,
            swap={"weights": lambda shape, c_out: int(9 * shape[0] * c_out)},
        ),
        Mistake(
            "input_channels_forgotten",
            "A 1×1 filter spans all input channels.",
            levels=(2,),
            swap={"weights": lambda c_out: c_out},
        ),
        Mistake(
            "all_positions_read",
            "A 1×1 kernel reads a single position: a stride of 2 skips three quarters of them.",
            levels=(2,),
            swap={"lost": lambda out: out[1] * out[2]},
        ),
        Mistake(
            "strides_ignored",
            "A stride shrinks the sides of all blocks behind it.",
            levels=(3,),
            swap={"last": lambda shape, blocks: ([int(blocks[-1][0]), int(shape[1]), int(shape[2])], [])},
        ),
    ),
)
