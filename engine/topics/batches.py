"""Batches: how many an epoch has, and how small ones add up to a large one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def updates_per_epoch(examples: npt.ArrayLike, batch: int, drop_last: bool = False) -> npt.NDArray[np.int64]:
    """Updates in one pass over the data.

    ⌈n/B⌉ = (n − 1) // B + 1 where a smaller last batch counts, ⌊n/B⌋ where it is dropped. The full
    batch (B = n) gives 1 update, single examples (B = 1) give n.

    Args:
      examples: n, size of the training set, any shape.
      batch: B, examples per update.
      drop_last: whether an incomplete last batch is left out.

    Returns:
      Whole numbers of the same shape.

    Source: PyTorch's documentation of torch.utils.data.DataLoader (batch_size, drop_last).
    """
    n = np.asarray(examples)
    return np.asarray(n // batch if drop_last else -(-n // batch))


def _draw_updates(draw: Draw, level: int) -> Params:
    if level == 1:
        batch = draw.pick([4, 5, 6, 8, 10])
        return {"n": batch * draw.whole(3, 12) + draw.whole(1, batch - 1), "batch": batch}
    batch, n = draw.pick([32, 64, 96, 128, 256]), draw.whole(12, 300) * 200
    if level == 2:
        return {"n": n, "batch": batch, "epochs": draw.whole(3, 40)}
    return {"n": n, "batch": batch, "target": draw.whole(20, 90) * 1000}


def _uneven(n: int, batch: int) -> str | None:
    return "the batches come out even" if n % batch == 0 or n < 4 * batch else None


UPDATES_PER_EPOCH = Exercise(
    id="updates_per_epoch",
    title="Batches, updates and epochs",
    topic="optimizers",
    seconds=50,
    reference=updates_per_epoch,
    terms=("updates per epoch", "number of mini-batches", "iterations per epoch", "batches per epoch"),
    aliases={"batches_per_epoch": Focus(1), "updates_per_run": Focus(2)},
    prompt={
        1: "{n} examples are split into mini-batches of {batch}; a smaller last one counts.",
        2: "A network is trained on {n} examples in mini-batches of {batch} (a smaller last one counts) for "
        "{epochs} epochs, with one update for each mini-batch.",
        3: "A network is trained on {n} examples in mini-batches of {batch}, with one update for each; an "
        "incomplete last one is dropped in every epoch. Training is to last at least {target} updates.",
    },
    draw=_draw_updates,
    guard=lambda n, batch: _uneven(n, batch),
    levels={1: ("batches", "last"), 2: ("batches", "last", "updates"), 3: ("full", "dropped", "needed")},
    parts=(
        Part("batches", "the mini-batches in an epoch", "integer"),
        Part("last", "the examples in the last of them", "integer"),
        Part("updates", "the updates in the whole run", "integer"),
        Part("full", "the updates in an epoch", "integer"),
        Part("dropped", "the examples that an epoch leaves out", "integer"),
        Part("needed", "the whole epochs that it takes", "integer"),
    ),
    steps=(
        Step(
            "batches",
            "Divide by the batch size and round up: a smaller last batch is a batch",
            "⌈{n} / {batch}⌉ = {batches}",
            lambda n, batch: -(-n // batch),
        ),
        Step(
            "last",
            "Take away those in the full batches before it",
            "{n} − ({batches} − 1)·{batch} = {last}",
            lambda n, batches, batch: n - (batches - 1) * batch,
        ),
        Step(
            "updates",
            "One update for each mini-batch of each epoch",
            "{batches}·{epochs} = {updates}",
            lambda batches, epochs: batches * epochs,
        ),
        Step(
            "full",
            "Divide by the batch size and round down: an incomplete batch is dropped",
            "⌊{n} / {batch}⌋ = {full}",
            lambda n, batch: n // batch,
        ),
        Step(
            "dropped",
            "What the full batches do not cover",
            "{n} − {full}·{batch} = {dropped}",
            lambda n, full, batch: n - full * batch,
        ),
        Step(
            "needed",
            "Divide the wanted updates by those of an epoch and round up to whole epochs",
            "⌈{target} / {full}⌉ = {needed}",
            lambda target, full: -(-target // full),
        ),
    ),
    mistakes=(
        Mistake(
            "last_batch_lost",
            "Round up: the examples that are left over form one more, smaller mini-batch.",
            must=True,
            levels=(1, 2),
            swap={"batches": lambda n, batch: n // batch, "last": lambda batch: batch},
        ),
        Mistake(
            "incomplete_batch_kept",
            "Round down: the incomplete batch is dropped here.",
            must=True,
            levels=(3,),
            swap={"full": lambda n, batch: -(-n // batch), "dropped": lambda: 0},
        ),
        Mistake(
            "not_rounded",
            "There is no part of a mini-batch: round to a whole number, here up.",
            levels=(1, 2),
            swap={"batches": lambda n, batch: n / batch},
        ),
        Mistake(
            "missing_for_left_over",
            "This is what the last batch lacks: it holds the remainder of the division.",
            must=True,
            levels=(1, 2),
            swap={"last": lambda n, batches, batch: batches * batch - n},
        ),
        Mistake(
            "epochs_forgotten",
            "These are the updates of one epoch: multiply by the number of epochs.",
            must=True,
            levels=(2,),
            swap={"updates": lambda batches: batches},
        ),
        Mistake(
            "update_for_each_example",
            "There is one update for each mini-batch, not for each example.",
            levels=(2,),
            swap={"updates": lambda n, epochs: n * epochs},
        ),
        Mistake(
            "epochs_rounded_down",
            "Round up: with one epoch fewer the updates do not suffice.",
            must=True,
            levels=(3,),
            swap={"needed": lambda target, full: target // full},
        ),
        Mistake(
            "one_update_an_epoch",
            "An epoch has many updates: divide the wanted updates by those of one epoch.",
            levels=(3,),
            swap={"needed": lambda target, n: -(-target // n)},
        ),
    ),
)


def accumulated_gradient(gradients: npt.ArrayLike, counts: npt.ArrayLike) -> Array:
    """Gradient of a large batch from the mean gradients of its micro-batches.

    g = Σ_i n_i·g_i / Σ_i n_i, which is the plain mean only where all micro-batches are of one size. Their
    number times their size times the number of devices is the effective batch.

    Args:
      gradients: `[k, ...]`, mean gradient of each micro-batch.
      counts: `[k]`, examples (or tokens) that each mean runs over.

    Returns:
      An array of the shape of one gradient.

    Source: Ott et al., Scaling Neural Machine Translation (2018), section 3.3, for accumulating; the
    weights follow from the definition of the mean.
    """
    return np.asarray(np.average(np.asarray(gradients, dtype=float), axis=0, weights=np.asarray(counts)))


def _draw_accumulation(draw: Draw, level: int) -> Params:
    if level == 3:
        counts = draw.sample([40, 60, 80, 120, 160, 200, 240, 360, 400], 3)
        return {"counts": counts, "gradients": draw.spread(3, -3, 4, 1, gap=0.8)}
    sizes = {"micro": draw.pick([2, 4, 6, 8, 12, 16, 24]), "k": draw.pick([3, 4, 5, 6, 8, 12, 16])}
    if level == 1:
        return {**sizes, "n": draw.whole(4, 40) * 100}
    return {**sizes, "devices": draw.pick([2, 4, 8]), "n": draw.whole(40, 900) * 100}


def _counts(params: Params) -> str:
    return (
        "The gradient of one weight is accumulated over micro-batches that hold different numbers of tokens; "
        "each gradient below is the mean over the tokens of its micro-batch. Which gradient would one batch "
        "of all these tokens give, with the loss averaged over its tokens?\n\n"
        + show.table(["tokens", "gradient"], zip(params["counts"], params["gradients"], strict=True))
    )


GRADIENT_ACCUMULATION = Exercise(
    id="gradient_accumulation",
    title="Effective batch of accumulated gradients",
    topic="optimizers",
    seconds=50,
    reference=accumulated_gradient,
    terms=("gradient accumulation", "accumulate gradients", "effective batch size", "micro-batch"),
    aliases={"effective_batch_size": Focus(2, "effective")},
    prompt={
        1: "A network is trained on {n} examples in micro-batches of {micro}. The gradients of {k} "
        "micro-batches are accumulated before each update. A last update of an epoch may rest on fewer "
        "examples.",
        2: "A network is trained on {n} examples by {devices} devices, each with micro-batches of {micro}. "
        "Every device accumulates {k} micro-batches, then the gradients of all devices are averaged for one "
        "update. A last update of an epoch may rest on fewer examples.",
        3: _counts,
    },
    draw=_draw_accumulation,
    levels={1: ("effective", "updates"), 2: ("effective", "updates"), 3: ("gradient",)},
    parts=(
        Part("effective", "the effective batch size", "integer"),
        Part("updates", "the updates in an epoch", "integer"),
        Part("gradient", "the gradient of the whole batch"),
    ),
    constants={"devices": 1},
    steps=(
        Step(
            "effective",
            "Examples behind one update: micro-batch · accumulated micro-batches · devices",
            "{micro}·{k}·{devices} = {effective}",
            lambda micro, k, devices: micro * k * devices,
        ),
        Step(
            "updates",
            "Divide the examples by the effective batch and round up",
            "⌈{n} / {effective}⌉ = {updates}",
            lambda n, effective: -(-n // effective),
        ),
        Step(
            "sums",
            "Turn each mean back into a sum: tokens · mean gradient",
            "{counts}·{gradients} = {sums}",
            lambda counts, gradients: counts * gradients,
        ),
        Step(
            "gradient",
            "Add the sums and divide by all tokens",
            "sum of {sums} / sum of {counts} = {gradient}",
            lambda sums, counts: np.sum(sums) / np.sum(counts),
        ),
    ),
    mistakes=(
        Mistake(
            "accumulation_forgotten",
            "One update waits for all accumulated micro-batches: multiply by their number.",
            must=True,
            levels=(1, 2),
            swap={"effective": lambda micro, devices: micro * devices},
        ),
        Mistake(
            "devices_forgotten",
            "One update sees the micro-batches of all devices: multiply by their number.",
            must=True,
            levels=(2,),
            swap={"effective": lambda micro, k: micro * k},
        ),
        Mistake(
            "rounded_down",
            "Round up: the rest of the examples makes one more update.",
            levels=(1, 2),
            swap={"updates": lambda n, effective: n // effective},
        ),
        Mistake(
            "divided_by_the_steps",
            "Accumulating makes the batch larger: multiply the micro-batch, do not divide it.",
            levels=(1, 2),
            swap={"effective": lambda micro, k, devices: micro * devices / k},
        ),
        Mistake(
            "mean_of_means",
            "Weigh each mean with its number of tokens: a large micro-batch counts more.",
            must=True,
            levels=(3,),
            swap={"gradient": lambda gradients: np.mean(gradients)},
        ),
        Mistake(
            "added_up",
            "Backward passes add gradients up; divide so that the loss is averaged over all tokens.",
            must=True,
            levels=(3,),
            swap={"gradient": lambda gradients: np.sum(gradients)},
        ),
        Mistake(
            "divided_by_micro_batches",
            "Divide the weighted sum by all tokens, not by the number of micro-batches.",
            levels=(3,),
            swap={"gradient": lambda sums: np.sum(sums) / len(sums)},
        ),
    ),
)
