"""Learning rates that drop in steps: by the epoch, or when a metric stalls."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def lr_step_decay(lr: float, factor: float, every: int, epoch: npt.ArrayLike) -> Array:
    """Learning rate that is multiplied by a factor every few epochs.

    lr·factor^⌊epoch/every⌋, with epochs counted from 0. With milestones instead of a period the exponent is
    the number of milestones that the epoch has reached.

    Args:
      lr: rate at the start.
      factor: in (0, 1), such as 0.1.
      every: epochs between two drops.
      epoch: from 0, any shape.

    Returns:
      Rates of the shape of epoch.

    Source: PyTorch's documentation of StepLR and MultiStepLR; Stanford CS231n course notes, Neural
    Networks part 3, "Annealing the learning rate".
    """
    return np.asarray(lr * factor ** (np.asarray(epoch) // every))


def _draw_step(draw: Draw, level: int) -> Params:
    if level == 1:
        every = draw.pick([5, 10, 20])
        epoch = every * draw.whole(1, 3) + draw.whole(1, every - 1)
        return {
            "lr": draw.pick([0.4, 0.8, 0.1, 0.2]),
            "factor": draw.pick([0.5, 0.1]),
            "every": every,
            "epoch": epoch,
        }
    lr, factor = draw.pick([0.05, 0.1, 0.2, 0.3]), draw.pick([0.1, 0.2, 0.3, 0.5])
    if level == 2:
        every = draw.whole(6, 30)
        return {
            "lr": lr,
            "factor": factor,
            "every": every,
            "epoch": every * draw.whole(2, 4) + draw.whole(1, every - 2),
        }
    first = draw.whole(15, 40)
    second = first + draw.whole(10, 40)
    milestones = [first, second, second + draw.whole(10, 40)]
    reached = draw.whole(1, 2)
    return {"lr": lr, "factor": factor, "milestones": milestones, "epoch": milestones[reached]}


LR_STEP_DECAY = Exercise(
    id="lr_step_decay",
    title="Learning rate with step decay",
    topic="learning rates",
    seconds=45,
    reference=lr_step_decay,
    terms=(
        "step decay",
        "StepLR",
        "MultiStepLR",
        "learning rate drops",
        "decay the learning rate by a factor",
    ),
    aliases={"step_decay_lr": Focus(2)},
    prompt={
        1: "A learning rate of {lr} is multiplied by {factor} after every {every} epochs. Which rate is in "
        "force in epoch {epoch}, counted from 0?",
        2: "A learning rate of {lr} is multiplied by {factor} after every {every} epochs. How often has it "
        "dropped by epoch {epoch}, counted from 0, and which rate is in force there?",
        3: "A learning rate of {lr} is multiplied by {factor} at the milestones {milestones:list}, from the "
        "start of that epoch on. How often has it dropped in epoch {epoch}, and which rate is in force "
        "there?",
    },
    draw=_draw_step,
    levels={1: ("rate",), 2: ("drops", "rate"), 3: ("reached", "stepped")},
    parts=(
        Part("drops", "the number of drops", "integer", may_repeat=True),
        Part("rate", "the learning rate", digits=3, significant=True),
        Part("reached", "the number of drops", "integer", may_repeat=True),
        Part("stepped", "the learning rate", digits=3, significant=True),
    ),
    steps=(
        Step(
            "drops",
            "Whole periods that have passed: ⌊epoch/period⌋",
            "⌊{epoch} / {every}⌋ = {drops}",
            lambda epoch, every: epoch // every,
        ),
        Step(
            "rate",
            "Multiply once for each drop: lr·factor^drops",
            "{lr}·{factor}^{drops} = {rate}",
            lambda lr, factor, drops: lr * factor**drops,
        ),
        Step(
            "reached",
            "Milestones up to this epoch, the epoch itself included",
            "{reached}",
            lambda milestones, epoch: int(np.sum(milestones <= epoch)),
        ),
        Step(
            "stepped",
            "Multiply once for each drop: lr·factor^drops",
            "{lr}·{factor}^{reached} = {stepped}",
            lambda lr, factor, reached: lr * factor**reached,
        ),
    ),
    mistakes=(
        Mistake(
            "not_rounded_down",
            "The rate stays the same between two drops: round the number of periods down.",
            must=True,
            levels=(1, 2),
            swap={"drops": lambda epoch, every: epoch / every},
        ),
        Mistake(
            "one_drop_too_many",
            "The first period has no drop: round the number of periods down.",
            must=True,
            levels=(1, 2),
            swap={"drops": lambda epoch, every: epoch // every + 1},
        ),
        Mistake(
            "dropped_once",
            "Every drop multiplies again: raise the factor to the number of drops.",
            levels=(2, 3),
            swap={"rate": lambda lr, factor: lr * factor, "stepped": lambda lr, factor: lr * factor},
        ),
        Mistake(
            "divided_by_the_number",
            "Drops multiply by the factor each; they do not share it out.",
            swap={
                "rate": lambda lr, factor, drops: lr * factor * drops,
                "stepped": lambda lr, factor, reached: lr * factor * reached,
            },
        ),
        Mistake(
            "every_epoch",
            "The rate drops at the end of a period only, not in every epoch.",
            levels=(1, 2),
            swap={"drops": lambda epoch: epoch},
        ),
        Mistake(
            "milestone_not_counted",
            "A milestone counts from the start of its own epoch on.",
            must=True,
            levels=(3,),
            swap={"reached": lambda milestones, epoch: int(np.sum(milestones < epoch))},
        ),
        Mistake(
            "all_milestones",
            "Count only the milestones that lie behind: later ones have had no effect yet.",
            levels=(3,),
            swap={"reached": lambda milestones: len(milestones)},
        ),
    ),
)


def reduce_on_plateau(
    values: npt.ArrayLike, lr: float, factor: float, patience: int, mode: str = "min"
) -> tuple[float, list[int]]:
    """Learning rate that drops whenever a metric has stalled: the last rate, and the epochs of the drops.

    An epoch is bad if it brings no new best value. As soon as more than `patience` epochs in a row are bad,
    the rate is multiplied by the factor and the count starts anew; the best value stays.

    Args:
      values: `[epochs]`, the metric after each epoch.
      lr: rate at the start.
      factor: in (0, 1).
      patience: bad epochs in a row that are let pass.
      mode: "min" if lower values are better, "max" if higher ones are.

    Returns:
      The rate after the last epoch, and the epochs, from 1, after which it dropped.

    Source: PyTorch's documentation of ReduceLROnPlateau, with threshold 0 and cooldown 0.
    """
    lower = np.asarray(values, dtype=float) * (1 if mode == "min" else -1)
    drops, _ = watch_plateau(lower, patience, exceeded, best_of, restarted)
    return lr * factor ** len(drops), drops


def exceeded(bad: int, patience: int) -> bool:
    """Whether more epochs were bad than are let pass."""
    return bad > patience


def best_of(best: float, value: float) -> float:
    """What the next value has to beat."""
    return min(best, value)


def restarted(bad: int) -> int:
    """Bad epochs that still count after a drop."""
    return 0


def watch_plateau(
    values: Array,
    patience: int,
    stalled: Callable[[int, int], bool],
    remember: Callable[[float, float], float],
    restart: Callable[[int], int],
) -> tuple[list[int], list[str]]:
    """Epochs after which the rate drops, lower values being better, with a line for each epoch."""
    best, bad = float("inf"), 0
    drops: list[int] = []
    rows = []
    for epoch, value in enumerate(values, 1):
        bad = 0 if value < best else bad + 1
        note = "new best" if bad == 0 else f"{bad} bad in a row"
        best = remember(best, float(value))
        if stalled(bad, patience):
            drops.append(epoch)
            bad = restart(bad)
            note += ", the rate drops"
        rows.append(f"epoch {epoch}: {abs(value):g}, {note}")
    return drops, rows


def _stall(draw: Draw, best: float, length: int) -> list[float]:
    """Losses above the best one, each below the one before, so that only the best one tells."""
    step = draw.whole(1, 3)
    return [round(best + (length - i) * step / 100 + 0.01, 2) for i in range(length)]


def _losses(draw: Draw, patience: int, rounds: int) -> list[float]:
    """Losses that improve and then stall long enough for one drop, several times."""
    values = [draw.decimal(0.9, 1.5, 2)]
    for _ in range(rounds):
        best = round(min(values) - draw.decimal(0.05, 0.2, 2), 2)
        values += [best, *_stall(draw, best, patience + 1 + draw.whole(1, patience))]
    return values


def _draw_plateau(draw: Draw, level: int) -> Params:
    rates = {"lr": draw.pick([0.1, 0.2, 0.4, 0.05]), "factor": draw.pick([0.1, 0.5, 0.2])}
    if level == 1:
        patience = draw.whole(2, 3)
        return {"values": _losses(draw, patience, 1), "patience": patience, "mode": "min", **rates}
    patience = 2 if level == 2 else draw.whole(2, 3)
    if level == 2:
        accuracies = [round(96 - 20 * loss, 1) for loss in _losses(draw, patience, 2)]
        return {"values": accuracies, "patience": patience, "mode": "max", **rates}
    values = [draw.decimal(40, 60, 1)]
    for epoch in range(2 * patience + 4):
        rise = draw.decimal(0.6, 4, 1) * (-1 if epoch % 3 == 2 else 1)
        values.append(round(values[-1] + (rise if rise > 0 else rise / 4), 1))
    return {"values": values, "patience": patience, "mode": "min", **rates}


_METRIC = {
    1: "The table shows the validation loss after each epoch; the scheduler is told that lower is better",
    2: "The table shows the validation accuracy in percent after each epoch; the scheduler is told that "
    "higher is better",
    3: "The table shows the validation accuracy in percent after each epoch; the scheduler was left at its "
    "default, by which lower is better",
}


def _plateau_prompt(params: Params, level: int) -> str:
    rows = [[epoch, f"{value:.{2 if level == 1 else 1}f}"] for epoch, value in enumerate(params["values"], 1)]
    return (
        f"{_METRIC[level]} (mode {params['mode']}). The learning rate of {params['lr']} is multiplied by "
        f"{params['factor']} as soon as more than {params['patience']} epochs in a row bring no new best "
        f"value; "
        "then the count starts anew, and the best value stays. After which epochs does it drop?\n\n"
        + show.table(["epoch", "value"], rows)
    )


REDUCE_ON_PLATEAU = Exercise(
    id="reduce_on_plateau",
    title="Learning rate reduced on a plateau",
    topic="learning rates",
    seconds=75,
    reference=reduce_on_plateau,
    terms=(
        "ReduceLROnPlateau",
        "reduce on plateau",
        "reduce the learning rate when the metric stalls",
        "plateau scheduler",
    ),
    prompt={
        1: lambda params: _plateau_prompt(params, 1),
        2: lambda params: _plateau_prompt(params, 2),
        3: lambda params: _plateau_prompt(params, 3),
    },
    draw=_draw_plateau,
    levels={1: ("drops", "rate"), 2: ("drops", "rate"), 3: ("drops", "rate")},
    parts=(
        Part("drops", "the epochs with a drop", "indices"),
        Part("rate", "the rate after the last epoch", digits=3, significant=True),
    ),
    policies={"stalled": exceeded, "remember": best_of, "restart": restarted},
    steps=(
        Step(
            "lower",
            "Change the sign where higher values are better, so that lower is better",
            "{lower}",
            lambda values, mode: values if mode == "min" else -values,
        ),
        Step(
            "drops",
            "Count the epochs in a row without a new best value; beyond the patience the rate drops",
            "drops after the epochs {drops:list}",
            lambda lower, patience, stalled, remember, restart: watch_plateau(
                lower, patience, stalled, remember, restart
            ),
            traced=True,
        ),
        Step(
            "rate",
            "Multiply by the factor for each drop",
            "{lr}·{factor}^(number of drops) = {rate}",
            lambda lr, factor, drops: lr * factor ** len(drops),
        ),
    ),
    mistakes=(
        Mistake(
            "one_epoch_early",
            "The patience lets that many bad epochs pass: the rate drops after one more.",
            must=True,
            swap={"stalled": lambda bad, patience: bad >= patience},
        ),
        Mistake(
            "compared_with_the_epoch_before",
            "Compare with the best value so far, not with the epoch before.",
            must=True,
            levels=(1, 2),
            swap={"remember": lambda best, value: value},
        ),
        Mistake(
            "count_goes_on",
            "After a drop the count starts anew: the next drop takes as many bad epochs again.",
            must=True,
            swap={"restart": lambda bad: bad},
        ),
        Mistake(
            "mode_mistaken",
            "The mode decides what counts as better: min takes lower values for better, max higher ones.",
            must=True,
            levels=(2, 3),
            swap={"mode": lambda mode: "max" if mode == "min" else "min"},
        ),
        Mistake(
            "dropped_once",
            "Every drop multiplies the rate again.",
            levels=(2, 3),
            swap={"rate": lambda lr, factor: lr * factor},
        ),
    ),
)
