"""Convolutions of one-dimensional signals: dilation, and what a shift of the input does to the output."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.convolution_values import in_brackets

Array = npt.NDArray[np.float64]


def conv1d(
    x: npt.ArrayLike, w: npt.ArrayLike, stride: int = 1, dilation: int = 1, left: int = 0, right: int = 0
) -> Array:
    """Output of one kernel on one signal, with stride, dilation and padding at either end.

    y[i] = Σ_j w[j] · x[s·i + d·j − left], where x is 0 outside.

    Args:
      x: `[n]`.
      w: kernel `[k]`, not flipped.
      stride: step s between windows.
      dilation: distance d between neighbouring taps; 1 is a dense kernel.
      left, right: zeros before and after the signal; a causal convolution has left = d·(k − 1) and
        right = 0.

    Returns:
      `[⌊(n + left + right − d·(k − 1) − 1)/s⌋ + 1]`.

    Source: Yu and Koltun, Multi-Scale Context Aggregation by Dilated Convolutions (2016), equation 2
    (there flipped); van den Oord et al., WaveNet (2016), section 2.1, for causal ones.
    """
    kernel = np.asarray(w)
    padded = np.pad(np.asarray(x), (left, right))
    extent = dilation * (len(kernel) - 1) + 1
    windows = np.lib.stride_tricks.sliding_window_view(padded, extent)[::stride, ::dilation]
    return np.asarray(windows @ kernel)


NONE, BOTH, BEFORE = "no padding", "equally many zeros at both ends", "zeros before the start only"
"""Where a signal is padded."""


def padded_for(x: Array, w: Array, d: int, padding: str) -> Array:
    """The signal with the d·(k − 1) zeros that keep its length, where they belong."""
    missing = d * (len(w) - 1)
    before = {NONE: 0, BOTH: missing // 2, BEFORE: missing}[padding]
    return np.pad(x, (before, 0 if padding == NONE else missing - before))


def tap(padded: Array, w: Array, d: int) -> tuple[Array, list[str]]:
    """Lay the spread kernel over every window, with a line for each output."""
    outputs = len(padded) - d * (len(w) - 1)
    y, rows = np.zeros(outputs), []
    for i in range(outputs):
        pairs = [(padded[i + d * j], w[j]) for j in range(len(w))]
        y[i] = sum(a * b for a, b in pairs)
        terms = " + ".join(f"{in_brackets(a)}·{in_brackets(b)}" for a, b in pairs)
        rows.append(f"y[{i}] = {terms} = {y[i]:g}")
    return y, rows


def tap_neighbours(x: Array, w: Array, d: int, padding: str) -> tuple[Array, list[str]]:
    """As many outputs as with dilation, from neighbouring cells."""
    outputs = len(padded_for(x, w, d, padding)) - d * (len(w) - 1)
    return tap(padded_for(x, w, 1, padding), w, 1)[0][:outputs], []


def tap_all_cells(padded: Array, w: Array, d: int) -> tuple[Array, list[str]]:
    """The cells between the taps take part with the weight of the tap before them."""
    return tap(padded, np.repeat(w, d)[: d * (len(w) - 1) + 1], 1)[0], []


def _draw_dilated(draw: Draw, level: int) -> Params:
    n, d, padding = {1: (7, 2, NONE), 2: (6, 2, BOTH), 3: (6, draw.whole(2, 3), BEFORE)}[level]
    w = [value * (draw.sign() if level > 1 else 1) for value in draw.sample(range(1, 5), 3)]
    return {"x": draw.wholes(n, 1, 9), "w": w, "d": d, "padding": padding}


DILATED_CONV1D = Exercise(
    id="dilated_conv1d",
    title="Dilated and causal convolution of a signal",
    topic="convolution",
    seconds=90,
    reference=conv1d,
    terms=("dilated convolution", "atrous convolution", "dilation rate", "causal convolution"),
    prompt={
        1: "A convolution with dilation {d} meets a signal: its taps stand {d} cells apart (1 would be an "
        "ordinary convolution). Stride 1, {padding}, kernel not flipped.\n\n  x = {x}\n  w = {w}",
        2: "A convolution with dilation {d} meets a signal: its taps stand {d} cells apart (1 would be an "
        "ordinary convolution). Stride 1, kernel not flipped; {padding} keep the length.\n\n"
        "  x = {x}\n  w = {w}",
        3: "A causal convolution with dilation {d} meets a signal: its taps stand {d} cells apart (1 would "
        "be an ordinary convolution), and no output sees the future. Stride 1, kernel not flipped; {padding} "
        "keep the length.\n\n  x = {x}\n  w = {w}",
    },
    draw=_draw_dilated,
    levels={1: ("y",), 2: ("y",), 3: ("y",)},
    parts=(Part("y", "the output", "vector", digits=0),),
    steps=(
        Step(
            "padded",
            "Put zeros where the question says; d·(k − 1) of them keep the length",
            "{padded}",
            lambda x, w, d, padding: padded_for(x, w, d, padding),
        ),
        Step(
            "y",
            "Each output: the weights times cells that stand d apart, added up",
            "y = {y}",
            tap,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "dilation_ignored",
            "The taps stand d cells apart: skip the cells between them.",
            must=True,
            swap={"y": tap_neighbours},
        ),
        Mistake(
            "not_causal",
            "A causal convolution sees the present and the past: all zeros stand before the start.",
            must=True,
            levels=(3,),
            swap={"padding": lambda: BOTH},
        ),
        Mistake(
            "gaps_filled",
            "The cells between the taps have weight 0; they do not take part.",
            swap={"y": tap_all_cells},
        ),
        Mistake(
            "stride_for_dilation",
            "Dilation spreads the taps of a window; the window itself still moves one cell at a time.",
            levels=(1,),
            must=True,
            swap={"y": lambda x, w, d: (tap(x, w, 1)[0][::d], [])},
        ),
        Mistake(
            "padded_as_without_dilation",
            "Padding grows with the dilation: the window starts d·(k − 1)/2 cells before the signal.",
            levels=(2,),
            swap={"padded": lambda x, w, d: np.pad(x, (1, d * (len(w) - 1) - 1))},
        ),
        Mistake(
            "future_only",
            "Put the zeros before the start: a causal output must not use later cells.",
            levels=(3,),
            swap={"padded": lambda x, w, d: np.pad(x, (0, d * (len(w) - 1)))},
        ),
    ),
    conventions=(
        Convention(
            "kernel_flipped",
            "Right for the convolution of mathematics, which flips the kernel; here it is not flipped.",
            swap={"w": lambda w: w[::-1]},
        ),
        Convention(
            "gaps_counted",
            "Right where dilation counts the skipped cells (0 is ordinary); here it is the distance of taps.",
            swap={"d": lambda d: d + 1},
        ),
    ),
)


def max_pool1d(y: Array) -> Array:
    """Maximum of each pair of neighbours; a last single one is dropped."""
    pairs = len(y) // 2
    return np.asarray(np.reshape(y[: 2 * pairs], (pairs, 2)).max(axis=1))


def shifted(x: Array, cells: int) -> Array:
    """The signal moved to the right, with zeros entering."""
    return np.concatenate([np.zeros(cells, dtype=x.dtype), x[: len(x) - cells]])


def shift_mismatch(x: npt.ArrayLike, w: npt.ArrayLike, cells: int, stride: int = 1) -> float:
    """How far "shift, then convolve" is from "convolve, then shift"; 0 where they are equivariant.

    They agree where the shift is a multiple of the stride, whose output then moves by shift/stride
    cells. Cells that enter on the left are left out.

    Args:
      x: `[n]`, ending in zeros, so that no value is shifted out.
      w: kernel `[k]`, not flipped.
      cells: shift of the input to the right.
      stride: step s between windows.

    Returns:
      The largest difference of two outputs.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.2 (equivariance).
    """
    signal, steps = np.asarray(x), cells // stride
    before, after = conv1d(signal, w, stride), conv1d(shifted(signal, cells), w, stride)
    return float(np.max(np.abs(after[steps:] - before[: len(before) - steps])))


def _draw_shift(draw: Draw, level: int) -> Params:
    n, empty = {1: (7, 1), 2: (9, 2), 3: (8, 1)}[level]
    w = [value * draw.sign() for value in draw.sample(range(1, 4), 3 if level < 3 else 2)]
    drawn: Params = {"x": [*draw.sample(range(1, 10), n - empty), *[0] * empty], "w": w}
    return {**drawn, "s": 2} if level == 2 else drawn


CONV_SHIFT_EQUIVARIANCE = Exercise(
    id="conv_shift_equivariance",
    title="What a shift does to a convolution, a stride and a pool",
    topic="convolution",
    seconds=120,
    reference=shift_mismatch,
    aliases={"conv_translation_check": Focus(3)},
    terms=("translation equivariance", "shift equivariance", "translation equivariant", "shifted input"),
    prompt={
        1: "A convolution (stride 1, no padding, kernel not flipped) meets a signal, and then the same "
        "signal moved one cell to the right, with a zero entering on the left.\n\n  x = {x}\n  w = {w}",
        2: "A convolution with stride {s} (no padding, kernel not flipped) meets a signal, then the signal "
        "moved to the right by one cell, then by two cells; zeros enter on the left.\n\n  x = {x}\n  w = {w}",
        3: "A convolution (stride 1, no padding, kernel not flipped) is followed by max pooling over pairs "
        "(window 2, stride 2, a last single cell is dropped). It meets a signal, then the signal moved one "
        "cell to the right, with a zero entering on the left.\n\n  x = {x}\n  w = {w}",
    },
    draw=_draw_shift,
    levels={1: ("y", "moved"), 2: ("y", "moved", "moved_twice"), 3: ("pooled", "pooled_moved")},
    parts=(
        Part("y", "the output for x", "vector", digits=0),
        Part("moved", "the output after a shift by one", "vector", digits=0),
        Part("moved_twice", "the output after a shift by two", "vector", digits=0),
        Part("pooled", "the pooled output for x", "vector", digits=0),
        Part("pooled_moved", "the pooled output after the shift", "vector", digits=0),
    ),
    constants={"s": 1},
    steps=(
        Step("y", "Slide the kernel over the signal", "{y}", lambda x, w, s: conv1d(x, w, s)),
        Step("x_moved", "Move the signal by one cell", "{x_moved}", lambda x: shifted(x, 1)),
        Step(
            "moved",
            "Slide the kernel over that: with stride 1 the old outputs come one cell later",
            "{moved}",
            lambda x_moved, w, s: conv1d(x_moved, w, s),
        ),
        Step("x_moved_twice", "Move the signal by two cells", "{x_moved_twice}", lambda x: shifted(x, 2)),
        Step(
            "moved_twice",
            "Slide the kernel over that: a shift by the stride moves the output by one cell",
            "{moved_twice}",
            lambda x_moved_twice, w, s: conv1d(x_moved_twice, w, s),
        ),
        Step("pooled", "Take the maximum of each pair", "{pooled}", lambda y: max_pool1d(y)),
        Step(
            "pooled_moved",
            "The pairs stay where they are while the output moves: take their maxima anew",
            "{pooled_moved}",
            lambda moved: max_pool1d(moved),
        ),
    ),
    mistakes=(
        Mistake(
            "taken_for_invariance",
            "The output is not the same: it moves with the input, and pooling forgives only some shifts.",
            must=True,
            swap={
                "moved": lambda y: y,
                "moved_twice": lambda y: y,
                "pooled_moved": lambda pooled: pooled,
            },
        ),
        Mistake(
            "zero_in_output",
            "The first window sees the zero that entered and the start of the signal: calculate it.",
            must=True,
            levels=(1, 2),
            swap={
                "moved": lambda x_moved, w, s, y: shifted(y, 1) if s == 1 else conv1d(x_moved, w, s),
                "moved_twice": lambda y: shifted(y, 1),
            },
        ),
        Mistake(
            "one_output_per_cell",
            "With stride 2 a shift by one cell is half an output step: the windows see other cells.",
            must=True,
            levels=(2,),
            swap={"moved": lambda x_moved_twice, w, s: conv1d(x_moved_twice, w, s)},
        ),
        Mistake(
            "moved_left",
            "Move the signal to the right: the zero enters on the left.",
            levels=(1, 3),
            must=True,
            swap={"x_moved": lambda x: np.append(x[1:], 0)},
        ),
        Mistake(
            "pairs_averaged",
            "Max pooling keeps the maximum of each pair, not the mean.",
            levels=(3,),
            swap={
                "pooled": lambda y: y[: len(y) // 2 * 2].reshape(-1, 2).mean(axis=1),
                "pooled_moved": lambda moved: moved[: len(moved) // 2 * 2].reshape(-1, 2).mean(axis=1),
            },
        ),
        Mistake(
            "pooled_before_convolution",
            "Pool the output of the convolution, not its input.",
            levels=(3,),
            swap={
                "pooled": lambda x, w: conv1d(max_pool1d(x), w),
                "pooled_moved": lambda x_moved, w: conv1d(max_pool1d(x_moved), w),
            },
        ),
    ),
    conventions=(
        Convention(
            "kernel_flipped",
            "Right for the convolution of mathematics, which flips the kernel; here it is not flipped.",
            swap={"w": lambda w: w[::-1]},
        ),
    ),
)
