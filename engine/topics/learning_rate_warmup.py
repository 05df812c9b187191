"""Warm-up of the learning rate: before linear decay, and to the larger rate of a larger batch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def linear_scaling_lr(lr: float, base_batch: int, batch: int) -> float:
    """Learning rate for a larger batch by the linear scaling rule.

    lr·k for a batch k times as large: k small steps and one large step then cover the same distance. The
    square-root rule lr·√k keeps the noise of an update instead and is the usual choice for Adam.

    Args:
      lr: rate that was tuned with the base batch.
      base_batch, batch: examples per update.

    Returns:
      The scaled learning rate.

    Source: Goyal et al., Accurate, Large Minibatch SGD (2017), sections 2.1 and 2.2; Krizhevsky, One
    Weird Trick for Parallelizing Convolutional Neural Networks (2014), section 5, for the root.
    """
    return lr * batch / base_batch


def _draw_scaling(draw: Draw, level: int) -> Params:
    lr, base = draw.pick([0.01, 0.02, 0.03, 0.05, 0.1]), draw.pick([32, 64, 128, 256])
    if level == 1:
        return {"lr": lr, "base_batch": base, "batch": base * draw.pick([2, 3, 5, 6, 8])}
    if level == 2:
        return {"lr": lr, "base_batch": base, "batch": base * draw.pick([2, 3, 5, 6, 8, 10, 12])}
    warmup = draw.whole(4, 10)
    return {
        "lr": lr,
        "base_batch": max(base, 128),
        "devices": draw.pick([8, 16]),
        "per_device": draw.pick([40, 48, 64, 96]),
        "warmup": warmup,
        "epoch": draw.whole(2, warmup - 1),
    }


LINEAR_SCALING_LR = Exercise(
    id="linear_scaling_lr",
    title="Learning rate for a larger batch",
    topic="learning rates",
    seconds=50,
    reference=linear_scaling_lr,
    terms=("linear scaling rule", "scale the learning rate with the batch size", "large-batch training"),
    aliases={"linear_lr_scaling": Focus(2)},
    prompt={
        1: "A learning rate of {lr} was tuned with batches of {base_batch}. Which rate does the linear "
        "scaling rule give for batches of {batch}?",
        2: "A learning rate of {lr} was tuned with batches of {base_batch}. Now batches have {batch} "
        "examples. Which rate does the linear scaling rule give, and which the square-root rule?",
        3: "A learning rate of {lr} was tuned with batches of {base_batch}. Now {devices} devices train with "
        "{per_device} examples each per update. The rate follows the linear scaling rule, and a warm-up of "
        "{warmup} epochs raises it linearly from {lr} at the start of training to the scaled rate. Which "
        "rate is in force after {epoch} of these epochs?",
    },
    draw=_draw_scaling,
    levels={1: ("scaled",), 2: ("scaled", "rooted"), 3: ("scaled", "current")},
    parts=(
        Part("scaled", "the rate by the linear rule", digits=4),
        Part("rooted", "the rate by the square-root rule", digits=4),
        Part("current", "the rate during the warm-up", digits=4),
    ),
    steps=(
        Step(
            "batch",
            "Examples per update: devices · examples on each",
            "{devices}·{per_device} = {batch}",
            lambda devices, per_device: devices * per_device,
        ),
        Step(
            "growth",
            "How many times larger the batch is",
            "k = {batch} / {base_batch} = {growth}",
            lambda batch, base_batch: batch / base_batch,
        ),
        Step("scaled", "Linear rule: lr·k", "{lr}·{growth} = {scaled}", lambda lr, growth: lr * growth),
        Step(
            "rooted",
            "Square-root rule: lr·√k",
            "{lr}·√{growth} = {rooted}",
            lambda lr, growth: lr * np.sqrt(growth),
        ),
        Step(
            "current",
            "Warm-up: the share epoch/length of the way from the first rate to the last",
            "{lr} + ({scaled} − {lr})·{epoch}/{warmup} = {current}",
            lambda lr, scaled, epoch, warmup: lr + (scaled - lr) * epoch / warmup,
        ),
    ),
    mistakes=(
        Mistake(
            "divided",
            "A larger batch allows a larger rate: multiply by k, do not divide.",
            must=True,
            swap={"growth": lambda batch, base_batch: base_batch / batch},
        ),
        Mistake(
            "rules_exchanged",
            "The linear rule multiplies the rate by k itself, the square-root rule by √k.",
            must=True,
            swap={
                "scaled": lambda lr, growth: lr * np.sqrt(growth),
                "rooted": lambda lr, growth: lr * growth,
            },
        ),
        Mistake(
            "devices_forgotten",
            "An update sees the examples of all devices together: multiply by their number.",
            must=True,
            levels=(3,),
            swap={"batch": lambda per_device: per_device},
        ),
        Mistake(
            "warmup_from_zero",
            "This warm-up starts at the old rate, not at 0.",
            must=True,
            levels=(3,),
            swap={"current": lambda scaled, epoch, warmup: scaled * epoch / warmup},
        ),
        Mistake(
            "warmup_over",
            "After these epochs the warm-up still goes on: only a part of the way is covered.",
            levels=(3,),
            swap={"current": lambda scaled: scaled},
        ),
        Mistake(
            "growth_squared",
            "Multiply by k once: k² counts the larger batch twice.",
            levels=(1, 2),
            swap={"scaled": lambda lr, growth: lr * growth**2},
        ),
    ),
)


def lr_linear_warmup(step: npt.ArrayLike, peak: float, warmup: int, total: int) -> Array:
    """Learning rate that rises linearly from 0 and then falls linearly to 0.

    peak·t/W for t ≤ W, then peak·(T − t)/(T − W).

    Args:
      step: t, updates made so far, from 0 to T, any shape.
      peak: largest rate, reached after the warm-up.
      warmup: W, updates of the warm-up.
      total: T, updates of the whole run.

    Returns:
      Rates of the shape of step.

    Source: Devlin et al., BERT (2019), appendix A.2; Hugging Face Transformers,
    get_linear_schedule_with_warmup.
    """
    t = np.asarray(step, dtype=float)
    return np.asarray(peak * np.minimum(t / warmup, (total - t) / (total - warmup)))


def _draw_warmup(draw: Draw, level: int) -> Params:
    peak = draw.pick([0.001, 0.002, 0.0005, 0.0003, 0.005])
    if level == 1:
        warmup = draw.whole(4, 40) * 100
        return {"peak": peak, "warmup": warmup, "early": draw.whole(1, 18) * warmup // 20}
    if level == 2:
        warmup = draw.whole(5, 20) * 100
        total = warmup + draw.whole(30, 200) * 100
        early = draw.whole(20, 90) * warmup // 100
        late = warmup + draw.whole(15, 90) * (total - warmup) // 100
        return {"peak": peak, "warmup": warmup, "total": total, "early": early, "late": late}
    batch, n, epochs = (
        draw.pick([16, 32, 64]),
        draw.whole(20, 120) * 100 + draw.whole(1, 9) * 10,
        draw.whole(3, 6),
    )
    total = -(-n // batch) * epochs
    percent = draw.pick([5, 6, 8, 10, 15, 20])
    late = total * draw.whole(35, 92) // 100
    return {"peak": peak, "n": n, "batch": batch, "epochs": epochs, "percent": percent, "late": late}


LR_LINEAR_WARMUP = Exercise(
    id="lr_linear_warmup",
    title="Warm-up and linear decay of the learning rate",
    topic="learning rates",
    seconds=75,
    reference=lr_linear_warmup,
    terms=(
        "learning rate warm-up",
        "linear warm-up",
        "warmup steps",
        "linear decay of the learning rate",
        "warm-up",
    ),
    prompt={
        1: "During the first {warmup} updates the learning rate rises linearly from 0 to {peak}. How large "
        "is it after {early} updates?",
        2: "The learning rate rises linearly from 0 to {peak} during the first {warmup} updates and then "
        "falls linearly to 0, which it reaches after {total} updates. How large is it after {early} updates, "
        "and how large after {late}?",
        3: "A model is fine-tuned on {n} examples for {epochs} epochs in batches of {batch}; a smaller last "
        "batch of an epoch counts. During the first {percent} % of the updates (rounded down) the learning "
        "rate rises linearly from 0 to {peak}, then it falls linearly to 0 at the end. How large is it after "
        "{late} updates?",
    },
    draw=_draw_warmup,
    levels={1: ("rising",), 2: ("rising", "falling"), 3: ("total", "warmup", "falling")},
    parts=(
        Part("total", "the updates of the whole run", "integer"),
        Part("warmup", "the updates of the warm-up", "integer"),
        Part("rising", "the rate during the warm-up", digits=3, significant=True),
        Part("falling", "the rate during the decay", digits=3, significant=True),
    ),
    steps=(
        Step(
            "total",
            "Updates: batches of an epoch, rounded up, times epochs",
            "⌈{n} / {batch}⌉·{epochs} = {total}",
            lambda n, batch, epochs: -(-n // batch) * epochs,
        ),
        Step(
            "warmup",
            "The warm-up has its share of them",
            "⌊{percent} % of {total}⌋ = {warmup}",
            lambda total, percent: total * percent // 100,
        ),
        Step(
            "rising",
            "Warm-up: the share t/W of the peak",
            "{peak}·{early}/{warmup} = {rising}",
            lambda peak, early, warmup: peak * early / warmup,
        ),
        Step(
            "falling",
            "Decay: what is left of the way from W to T, (T − t)/(T − W) of the peak",
            "{peak}·({total} − {late}) / ({total} − {warmup}) = {falling}",
            lambda peak, total, late, warmup: peak * (total - late) / (total - warmup),
        ),
    ),
    mistakes=(
        Mistake(
            "decay_from_the_start",
            "The decay begins at the end of the warm-up: divide by T − W, not by T.",
            must=True,
            levels=(2, 3),
            swap={"falling": lambda peak, total, late: peak * (total - late) / total},
        ),
        Mistake(
            "covered_for_left",
            "The rate falls: (t − W)/(T − W) is the way covered, what is left of it counts.",
            must=True,
            levels=(2, 3),
            swap={"falling": lambda peak, late, total, warmup: peak * (late - warmup) / (total - warmup)},
        ),
        Mistake(
            "warm_up_counted_again",
            "What is left of the run is T − t: the warm-up is over and not subtracted again.",
            levels=(2, 3),
            swap={
                "falling": lambda peak, late, total, warmup: peak * (total - late - warmup) / (total - warmup)
            },
        ),
        Mistake(
            "left_for_covered",
            "During the warm-up the rate rises: t/W of the peak.",
            must=True,
            levels=(1, 2),
            swap={"rising": lambda peak, early, warmup: peak * (1 - early / warmup)},
        ),
        Mistake(
            "no_warm_up",
            "The peak is reached at the end of the warm-up only.",
            levels=(1, 2),
            swap={"rising": lambda peak: peak},
        ),
        Mistake(
            "share_of_the_run",
            "The rise is complete after the warm-up: divide by its length, not by the whole run.",
            levels=(2,),
            swap={"rising": lambda peak, early, total: peak * early / total},
        ),
        Mistake(
            "one_epoch_only",
            "The run has several epochs: multiply the batches by their number.",
            must=True,
            levels=(3,),
            swap={"total": lambda n, batch: -(-n // batch)},
        ),
        Mistake(
            "last_batch_lost",
            "Round the batches of an epoch up: a smaller last one is an update as well.",
            levels=(3,),
            swap={"total": lambda n, batch, epochs: n // batch * epochs},
        ),
        Mistake(
            "rounded_at_the_end",
            "Round up in each epoch: every one ends with a smaller batch.",
            levels=(3,),
            swap={"total": lambda n, batch, epochs: -(-n * epochs // batch)},
        ),
    ),
)
