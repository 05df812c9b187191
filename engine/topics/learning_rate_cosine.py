"""Schedules along half a cosine: from the peak down, and one cycle up and down."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def lr_cosine(step: npt.ArrayLike, peak: float, low: float, total: int, warmup: int = 0) -> Array:
    """Learning rate that falls along half a cosine after a linear warm-up.

    low + ½·(peak − low)·(1 + cos(π·(t − W)/(T − W))), and peak·t/W before W.

    Args:
      step: t, updates made so far, from 0 to T, any shape.
      peak: largest rate.
      low: rate at the end.
      total: T, updates (or epochs) of the whole run.
      warmup: W, those of the warm-up.

    Returns:
      Rates of the shape of step.

    Source: Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts (2017), equation 5;
    PyTorch's documentation of CosineAnnealingLR.
    """
    t = np.asarray(step, dtype=float)
    falling = low + (peak - low) / 2 * (1 + np.cos(np.pi * (t - warmup) / (total - warmup)))
    return np.asarray(np.where(t < warmup, peak * t / max(warmup, 1), falling))


def half_cosine(progress: Any) -> Any:
    """What is left of the way along half a cosine: 1 at its start, 0 at its end."""
    return (1 + np.cos(np.pi * progress)) / 2


def _draw_cosine(draw: Draw, level: int) -> Params:
    peak = draw.pick([0.1, 0.2, 0.4, 0.05, 0.01, 0.02])
    if level == 1:
        total = draw.whole(4, 20) * 10
        return {"peak": peak, "total": total, "t": total * draw.pick([1, 2, 3, 4, 6, 7, 8, 9]) // 10}
    low = peak / draw.pick([10, 20, 5])
    total = draw.whole(30, 200)
    if level == 2:
        return {"peak": peak, "low": low, "total": total, "t": total * draw.whole(15, 85) // 100}
    warmup = total * draw.whole(8, 25) // 100
    t = warmup + (total - warmup) * draw.whole(15, 85) // 100
    return {"peak": peak, "low": low, "total": total, "warmup": warmup, "t": t}


LR_COSINE_SCHEDULE = Exercise(
    id="lr_cosine_schedule",
    title="Cosine schedule of the learning rate",
    topic="learning rates",
    seconds=75,
    reference=lr_cosine,
    terms=("cosine annealing", "cosine schedule", "cosine decay", "half a cosine", "SGDR"),
    aliases={"lr_cosine_annealing": Focus(2)},
    prompt={
        1: "The learning rate falls from {peak} to 0 along half a cosine (angles in radians) within {total} "
        "epochs. How large is it after {t} epochs?",
        2: "The learning rate falls from {peak} to {low} along half a cosine (angles in radians) within "
        "{total} epochs. How large is it after {t} epochs?",
        3: "The learning rate rises linearly from 0 to {peak} in {warmup} epochs of warm-up; in the rest of "
        "the {total} epochs it falls to {low} along half a cosine (angles in radians). How large is it after "
        "{t} epochs, counted from the very start?",
    },
    draw=_draw_cosine,
    levels={1: ("rate",), 2: ("rate",), 3: ("progress", "rate")},
    parts=(
        Part("progress", "the share of the decay that is over", digits=4),
        Part("rate", "the learning rate", digits=3, significant=True),
    ),
    constants={"low": 0.0, "warmup": 0},
    policies={"shape": half_cosine},
    steps=(
        Step(
            "progress",
            "Share of the decay that is over: (t − W)/(T − W), with W = 0 where there is no warm-up",
            "({t} − {warmup}) / ({total} − {warmup}) = {progress}",
            lambda t, total, warmup: (t - warmup) / (total - warmup),
        ),
        Step(
            "left",
            "Half a cosine leaves ½·(1 + cos(π·progress)) of the way",
            "½·(1 + cos(π·{progress})) = {left}",
            lambda progress, shape: shape(progress),
        ),
        Step(
            "rate",
            "From the lowest rate upwards: low + (peak − low)·what is left",
            "{low} + ({peak} − {low})·{left} = {rate}",
            lambda low, peak, left: low + (peak - low) * left,
        ),
    ),
    mistakes=(
        Mistake(
            "rising",
            "The rate starts at the peak: 1 + cos falls from 2 to 0, 1 − cos rises.",
            must=True,
            swap={"shape": lambda progress: (1 - np.cos(np.pi * progress)) / 2},
        ),
        Mistake(
            "linear",
            "The rate follows half a cosine, not a straight line: slow at both ends, fast between them.",
            must=True,
            swap={"shape": lambda progress: 1 - progress},
        ),
        Mistake(
            "no_half",
            "1 + cos reaches 2: multiply by ½.",
            swap={"shape": lambda progress: 1 + np.cos(np.pi * progress)},
        ),
        Mistake(
            "whole_wave",
            "Half a wave takes the angle π, not 2π: the rate does not come up again.",
            swap={"shape": lambda progress: (1 + np.cos(2 * np.pi * progress)) / 2},
        ),
        Mistake(
            "degrees",
            "The angle is in radians: set the calculator to radians, or use 180° for π.",
            swap={"shape": lambda progress: (1 + np.cos(np.deg2rad(np.pi * progress))) / 2},
        ),
        Mistake(
            "whole_peak_scaled",
            "Only the difference peak − low is scaled; at the start the rate is the peak, not peak + low.",
            must=True,
            levels=(2, 3),
            swap={"rate": lambda low, peak, left: low + peak * left},
        ),
        Mistake(
            "warm_up_counted",
            "The decay begins after the warm-up: subtract it from the epochs and from their total.",
            must=True,
            levels=(3,),
            swap={"progress": lambda t, total: t / total},
        ),
        Mistake(
            "total_not_shortened",
            "The decay lasts T − W epochs: subtract the warm-up from the total as well.",
            levels=(3,),
            swap={"progress": lambda t, total, warmup: (t - warmup) / total},
        ),
    ),
)


def lr_one_cycle(
    step: npt.ArrayLike, peak: float, rise: int, total: int, div: float = 25.0, final_div: float = 1e4
) -> Array:
    """Learning rate of the one-cycle policy: up to the peak, then down far below the start.

    From peak/div to the peak along half a cosine in the first `rise` steps, then to peak/div/final_div in the
    rest. The momentum runs the other way.

    Args:
      step: t, from 0 to `total`, any shape.
      peak: largest rate.
      rise: steps of the first phase.
      total: steps of both phases.
      div: how many times smaller than the peak the first rate is.
      final_div: how many times smaller than the first rate the last one is.

    Returns:
      Rates of the shape of step.

    Source: Smith and Topin, Super-Convergence (2018), section 3, with straight lines; PyTorch's documentation
    of OneCycleLR for half cosines and both divisors.
    """
    t = np.asarray(step, dtype=float)
    start = peak / div
    end = start / final_div
    up = peak + (start - peak) * half_cosine(t / rise)
    down = end + (peak - end) * half_cosine((t - rise) / (total - rise))
    return np.asarray(np.where(t < rise, up, down))


def _draw_cycle(draw: Draw, level: int) -> Params:
    peak, div = draw.pick([0.1, 0.2, 0.5, 1.0, 0.4]), draw.pick([5, 10, 20])
    total = draw.whole(10, 60) * 10
    rise = total * draw.whole(20, 45) // 100
    if level == 1:
        total = draw.whole(4, 20) * 10
        return {"peak": peak, "div": div, "rise": total, "up_at": total * draw.whole(1, 9) // 10}
    down_at = rise + (total - rise) * draw.whole(15, 80) // 100
    cycle = {"peak": peak, "div": div, "rise": rise, "total": total, "down_at": down_at}
    if level == 2:
        return {**cycle, "final_div": draw.pick([10, 100]), "up_at": rise * draw.whole(15, 85) // 100}
    return {**cycle, "final_div": draw.pick([10, 100]), "high": 0.95, "base": draw.pick([0.8, 0.85])}


_CYCLE = (
    "A one-cycle run has {total} steps. In the first {rise} of them the learning rate rises along half a "
    "cosine to {peak}, from a rate {div} times smaller; in the rest it falls along half a cosine to a last "
    "rate that is {final_div} times smaller than the first one. "
)

LR_ONE_CYCLE = Exercise(
    id="lr_one_cycle",
    title="One-cycle policy",
    topic="learning rates",
    seconds=120,
    reference=lr_one_cycle,
    terms=("one-cycle", "one cycle policy", "OneCycleLR", "1cycle", "super-convergence"),
    prompt={
        1: "In the first phase of a one-cycle run the learning rate rises along a straight line to {peak}, "
        "from a rate {div} times smaller, within {rise} steps. How large is it after {up_at} steps?",
        2: _CYCLE
        + "Angles are in radians. How large is the rate after {up_at} steps, and how large after {down_at}?",
        3: _CYCLE
        + "The momentum runs the other way: from {high} down to {base} while the rate rises, and back up to "
        "{high} while it falls, along half a cosine as well. Angles are in radians. How large are rate and "
        "momentum after {down_at} steps?",
    },
    draw=_draw_cycle,
    levels={1: ("line",), 2: ("up", "down"), 3: ("down", "momentum")},
    parts=(
        Part("line", "the learning rate", digits=3, significant=True),
        Part("up", "the rate while it rises", digits=3, significant=True),
        Part("down", "the rate while it falls", digits=3, significant=True),
        Part("momentum", "the momentum"),
    ),
    policies={"shape": half_cosine},
    steps=(
        Step("start", "First rate: the peak divided", "{peak}/{div} = {start}", lambda peak, div: peak / div),
        Step(
            "line",
            "The share t/rise of the way from the first rate to the peak",
            "{start} + ({peak} − {start})·{up_at}/{rise} = {line}",
            lambda start, peak, up_at, rise: start + (peak - start) * up_at / rise,
        ),
        Step(
            "up_left",
            "Rise: what is left of its way, ½·(1 + cos(π·t/rise))",
            "½·(1 + cos(π·{up_at}/{rise})) = {up_left}",
            lambda up_at, rise, shape: shape(up_at / rise),
        ),
        Step(
            "up",
            "The rate is still that far below the peak: peak − (peak − first)·left",
            "{peak} − ({peak} − {start})·{up_left} = {up}",
            lambda peak, start, up_left: peak - (peak - start) * up_left,
        ),
        Step(
            "end",
            "Last rate: the first one divided",
            "{start}/{final_div} = {end}",
            lambda start, final_div: start / final_div,
        ),
        Step(
            "covered",
            "Share of the fall that is over: (t − rise)/(total − rise)",
            "({down_at} − {rise}) / ({total} − {rise}) = {covered}",
            lambda down_at, rise, total: (down_at - rise) / (total - rise),
        ),
        Step(
            "down_left",
            "What is left of the fall: ½·(1 + cos(π·share))",
            "½·(1 + cos(π·{covered})) = {down_left}",
            lambda covered, shape: shape(covered),
        ),
        Step(
            "down",
            "From the last rate upwards: last + (peak − last)·left",
            "{end} + ({peak} − {end})·{down_left} = {down}",
            lambda end, peak, down_left: end + (peak - end) * down_left,
        ),
        Step(
            "momentum",
            "The momentum is that far below its upper value: high − (high − low)·left",
            "{high} − ({high} − {base})·{down_left} = {momentum}",
            lambda high, base, down_left: high - (high - base) * down_left,
        ),
    ),
    mistakes=(
        Mistake(
            "started_at_zero",
            "The rise begins at the first rate, not at 0.",
            must=True,
            levels=(1, 2),
            swap={
                "line": lambda peak, up_at, rise: peak * up_at / rise,
                "up": lambda peak, up_left: peak * (1 - up_left),
            },
        ),
        Mistake(
            "upside_down",
            "The rate rises in the first phase: add the share of the way to the first rate.",
            levels=(1, 2),
            swap={
                "line": lambda start, peak, up_at, rise: peak - (peak - start) * up_at / rise,
                "up": lambda peak, start, up_left: start + (peak - start) * up_left,
            },
        ),
        Mistake(
            "way_from_zero",
            "The way is peak − first rate long: adding a share of the whole peak goes too far.",
            levels=(1,),
            swap={"line": lambda start, peak, up_at, rise: start + peak * up_at / rise},
        ),
        Mistake(
            "straight_line",
            "Both phases follow half a cosine, not a straight line.",
            must=True,
            levels=(2, 3),
            swap={"shape": lambda progress: 1 - progress},
        ),
        Mistake(
            "phase_not_shifted",
            "The fall begins at the end of the rise: subtract the rise from the step and from the total.",
            must=True,
            levels=(2, 3),
            swap={"covered": lambda down_at, total: down_at / total},
        ),
        Mistake(
            "degrees",
            "The angle is in radians: set the calculator to radians, or use 180° for π.",
            levels=(2, 3),
            swap={"shape": lambda progress: (1 + np.cos(np.deg2rad(np.pi * progress))) / 2},
        ),
        Mistake(
            "last_like_first",
            "The last rate lies below the first one: divide by both numbers.",
            must=True,
            levels=(2, 3),
            swap={"end": lambda start: start},
        ),
        Mistake(
            "momentum_like_the_rate",
            "The momentum runs the other way: while the rate falls it rises.",
            must=True,
            levels=(3,),
            swap={"momentum": lambda high, base, down_left: base + (high - base) * down_left},
        ),
    ),
)
