"""Early stopping: when training ends by the validation loss, and which weights are kept."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def early_stopping(losses: npt.ArrayLike, patience: int, min_delta: float = 0.0) -> tuple[int, int]:
    """Epoch after which training stops, and the epoch whose weights are kept.

    An epoch improves if its validation loss lies more than `min_delta` below the best one so far. Training
    stops after `patience` epochs in a row without improvement, and the weights of the last improvement
    are kept.

    Args:
      losses: `[epochs]`, validation loss after each epoch, as if training went on to the end.
      patience: epochs in a row without improvement that end training.
      min_delta: smallest change that counts.

    Returns:
      Two epochs, from 1; without a stop the first is the last epoch.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 7.1; Keras' documentation of
    EarlyStopping (with restore_best_weights).
    """
    (stop, kept), _ = train(np.asarray(losses, dtype=float), patience, min_delta, reached, best_so_far, zero)
    return stop, kept


def reached(bad: int, patience: int) -> bool:
    """Whether patience is at its end."""
    return bad >= patience


def best_so_far(best: float, value: float, improved: bool) -> float:
    """What the next loss has to beat."""
    return value if improved else best


def zero(bad: int) -> int:
    """Epochs without improvement that still count after an improvement."""
    return 0


def train(
    losses: Array,
    patience: int,
    min_delta: float,
    done: Callable[[int, int], bool],
    remember: Callable[[float, float, bool], float],
    reset: Callable[[int], int],
) -> tuple[list[int], list[str]]:
    """The epoch that ends training and the one that is kept, with a line for each epoch."""
    best, bad, kept = float("inf"), 0, 0
    rows = []
    for epoch, loss in enumerate(losses, 1):
        improved = bool(loss < best - min_delta)
        kept = epoch if improved else kept
        bad = reset(bad) if improved else bad + 1
        best = remember(best, float(loss), improved)
        rows.append(f"epoch {epoch}: {loss:g}, " + ("improved" if improved else f"{bad} without improvement"))
        if done(bad, patience):
            break
    return [epoch, kept], rows


def _draw_losses(draw: Draw, level: int) -> Params:
    patience = {1: 2, 2: draw.whole(2, 3), 3: 3}[level]
    values = [draw.decimal(1.4, 1.9, 2)]
    for _ in range(draw.pick([1, 1, 2])):
        values.append(values[-1] - draw.decimal(0.1, 0.2, 2))
    if level > 1:  # a pause that is too short to end training
        values += [values[-1] + draw.decimal(0.02, 0.06, 2) for _ in range(patience - 1)]
    best = min(values) - draw.decimal(0.1, 0.2, 2)
    values.append(best)
    kept = len(values)
    # each loss of the pause lies below the one before, and only the best one tells that it is a pause
    values += [best + 0.02 * (patience - i) + draw.decimal(0.01, 0.02, 2) for i in range(patience)]
    if level == 3:
        values[kept] = best - 0.02  # lower, but by less than counts
    values += [best + draw.decimal(0.03, 0.06, 2), best - draw.decimal(0.06, 0.2, 2)]
    drawn: Params = {"losses": [round(value, 2) for value in values], "patience": patience}
    if level < 3:
        return drawn
    return {**drawn, "min_delta": 0.05, "every": 2 if kept % 2 else 4}


def _prompt(params: Params) -> str:
    rows = [[epoch, f"{loss:.2f}"] for epoch, loss in enumerate(params["losses"], 1)]
    delta = f" by more than {params['min_delta']}" if "min_delta" in params else ""
    saved = f" A checkpoint is saved after every {params['every']} epochs." if "every" in params else ""
    return (
        "The table shows the validation loss after each epoch, as if training went on to the end. Early "
        f"stopping ends it after {params['patience']} epochs in a row in which the loss did not fall below "
        f"the best one so far{delta}, and keeps the weights of the last epoch in which it did.{saved}\n\n"
        + show.table(["epoch", "loss"], rows)
    )


def saved_best(losses: Array, stop: int, every: int) -> int:
    """The saved epoch with the lowest loss up to the stop."""
    saved = range(every, stop + 1, every)
    return min(saved, key=lambda epoch: float(losses[epoch - 1]))


EARLY_STOPPING_EPOCH = Exercise(
    id="early_stopping_epoch",
    title="Early stopping: when to stop, what to keep",
    topic="regularization",
    seconds=60,
    reference=early_stopping,
    terms=("early stopping", "patience of early stopping", "best checkpoint", "restore the best weights"),
    aliases={"best_checkpoint": Focus(3, "checkpoint")},
    prompt=_prompt,
    draw=_draw_losses,
    levels={1: ("stop", "kept"), 2: ("stop", "kept"), 3: ("stop", "kept", "checkpoint")},
    parts=(
        Part("stop", "the epoch after which training stops", "integer", may_repeat=True),
        Part("kept", "the epoch whose weights are kept", "integer", may_repeat=True),
        Part("checkpoint", "the saved epoch with the lowest loss up to the stop", "integer", may_repeat=True),
    ),
    constants={"min_delta": 0.0},
    policies={"done": reached, "remember": best_so_far, "reset": zero},
    steps=(
        Step(
            "outcome",
            "Epoch by epoch: an improvement sets the count back to 0, anything else adds 1 to it",
            "stop and best epoch: {outcome:list}",
            train,
            traced=True,
        ),
        Step(
            "stop",
            "Training stops when the count has reached the patience",
            "after epoch {stop}",
            lambda outcome: outcome[0],
        ),
        Step(
            "kept",
            "The weights of the last improvement are kept",
            "those of epoch {kept}",
            lambda outcome: outcome[1],
        ),
        Step(
            "checkpoint",
            "Among the saved epochs up to the stop take the one with the lowest loss",
            "epoch {checkpoint}",
            lambda losses, stop, every: saved_best(losses, stop, every),
        ),
    ),
    mistakes=(
        Mistake(
            "one_epoch_late",
            "Training stops in the epoch in which the count reaches the patience, not one later.",
            must=True,
            swap={"done": lambda bad, patience: bad > patience},
        ),
        Mistake(
            "compared_with_the_epoch_before",
            "Compare with the best loss so far, not with the epoch before.",
            must=True,
            levels=(1, 2),
            swap={"remember": lambda best, value, improved: value},
        ),
        Mistake(
            "last_weights_kept",
            "The weights of the last improvement are kept, not those of the end.",
            must=True,
            swap={"kept": lambda outcome: outcome[0]},
        ),
        Mistake(
            "looked_ahead",
            "Training has stopped before that: a lower loss that comes later is never seen.",
            must=True,
            swap={
                "kept": lambda losses: int(np.argmin(losses)) + 1,
                "checkpoint": lambda losses, every: saved_best(losses, len(losses), every),
            },
        ),
        Mistake(
            "count_not_set_back",
            "Only epochs in a row count: an improvement sets the count back to 0.",
            must=True,
            levels=(2, 3),
            swap={"reset": lambda bad: bad},
        ),
        Mistake(
            "any_improvement_counts",
            "A loss that is lower by less than the smallest change is no improvement.",
            must=True,
            levels=(3,),
            swap={"min_delta": lambda: 0.0},
        ),
        Mistake(
            "best_epoch_not_saved",
            "No checkpoint exists of that epoch: choose among the saved ones.",
            must=True,
            levels=(3,),
            swap={"checkpoint": lambda kept: kept},
        ),
        Mistake(
            "newest_checkpoint",
            "Take the checkpoint with the lowest loss, not the newest one.",
            levels=(3,),
            swap={"checkpoint": lambda stop, every: stop // every * every},
        ),
    ),
)
