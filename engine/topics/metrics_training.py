"""Numbers that are read while training: the generalization gap, and means over uneven batches."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def generalization_gap(training_loss: npt.ArrayLike, validation_loss: npt.ArrayLike) -> tuple[Array, int]:
    """By how much a model is worse on unseen data, and when overfitting sets in.

    gap = validation loss − training loss. Overfitting starts after the epoch with the lowest
    validation loss: from there on the training loss still falls while the validation loss rises.

    Args:
      training_loss, validation_loss: one value for each epoch, `[n]`.

    Returns:
      The gap of each epoch, and the epoch (from 1) with the lowest validation loss.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 5.2 and figure 7.3.
    """
    train, valid = np.asarray(training_loss, dtype=float), np.asarray(validation_loss, dtype=float)
    return valid - train, int(valid.argmin()) + 1


SYMPTOMS = ("overfitting", "underfitting", "learning rate too high")
"""What loss curves can tell of a training."""


def diagnosis(train: Array, valid: Array) -> str:
    """What a pair of loss curves shows: judged by the training loss first, then by the gap."""
    if train[-1] > train.min() + 0.2:
        return "learning rate too high"
    if valid[-1] > valid.min() + 0.1:
        return "overfitting"
    return "underfitting"


def _falling(draw: Draw, start: float, end: float, epochs: int) -> list[float]:
    """A loss curve that falls quickly first, then slowly."""
    shares = [0.45**epoch for epoch in range(epochs)]
    return [round(end + (start - end) * share + draw.decimal(0, 0.03, 2), 2) for share in shares]


def _overfitting(draw: Draw, epochs: int) -> tuple[list[float], list[float], int]:
    turn = draw.whole(2, epochs - 3)
    train = _falling(draw, draw.decimal(1.6, 2.2, 2), draw.decimal(0.05, 0.2, 2), epochs)
    lowest = round(train[turn] + draw.decimal(0.15, 0.4, 2), 2)
    valid = [
        round(lowest + (0.12 * (turn - i) if i < turn else 0.07 * (i - turn)) + draw.decimal(0, 0.02, 2), 2)
        for i in range(epochs)
    ]
    valid[turn] = lowest
    return train, [max(v, round(t + 0.03, 2)) for v, t in zip(valid, train, strict=True)], turn


def _draw_gap(draw: Draw, level: int) -> Params:
    if level == 1:
        train = [round(v, 2) for v in sorted(draw.spread(4, 0.6, 0.98, 2, gap=0.04))]
        valid = [round(v - draw.decimal(0.01, 0.04, 2) * (i + 1), 2) for i, v in enumerate(train)]
        return {"train": train, "valid": valid}
    symptom = "overfitting" if level == 2 else draw.pick(SYMPTOMS)
    if symptom == "overfitting":
        train, valid, _ = _overfitting(draw, 7)
    elif symptom == "underfitting":
        end = draw.decimal(1.1, 1.6, 2)
        train = _falling(draw, end + 0.6, end, 7)
        valid = [round(v + draw.decimal(0.03, 0.08, 2), 2) for v in train]
    else:
        start = draw.decimal(1.4, 1.9, 2)
        train = [
            start,
            *[round(start + draw.decimal(0.3, 0.9, 2) * (1 if i % 2 else -1), 2) for i in range(5)],
        ]
        train.append(round(start + draw.decimal(0.5, 1.2, 2), 2))
        valid = [round(v + draw.decimal(0.05, 0.15, 2), 2) for v in train]
    return {"train": train, "valid": valid}


def _table(params: Params, header: list[str]) -> str:
    rows = [[i + 1, *pair] for i, pair in enumerate(zip(params["train"], params["valid"], strict=True))]
    return show.table(["epoch", *header], rows)


def _prompt_accuracies(params: Params) -> str:
    return (
        "The accuracy of a classifier is measured after every epoch. The generalization gap is the accuracy "
        "on the training data minus that on the validation data.\n\n"
        + _table(params, ["training", "validation"])
    )


def _prompt_losses(params: Params) -> str:
    return (
        "The loss of a network is measured after every epoch. The generalization gap is the validation loss "
        "minus the training loss; overfitting starts after the epoch with the lowest validation loss.\n\n"
        + _table(params, ["training", "validation"])
    )


def _prompt_diagnosis(params: Params) -> str:
    return (
        "The loss of a network is measured after every epoch; a good model of this task reaches about 0.3. "
        "The generalization gap is the validation loss minus the training loss.\n\n"
        + _table(params, ["training", "validation"])
    )


def _one_lowest(valid: Array) -> str | None:
    ordered = np.sort(valid)
    return "two epochs are about equally good" if abs(ordered[1] - ordered[0]) < 0.015 else None


GENERALIZATION_GAP = Exercise(
    id="generalization_gap",
    title="Generalization gap and the start of overfitting",
    topic="metrics",
    seconds=45,
    reference=generalization_gap,
    terms=("generalization gap", "train-test gap", "validation loss rises", "training and validation curves"),
    aliases={"overfitting_epoch": Focus(2, "epoch"), "reading_loss_curves": Focus(3, "verdict")},
    prompt={1: _prompt_accuracies, 2: _prompt_losses, 3: _prompt_diagnosis},
    draw=_draw_gap,
    levels={1: ("accuracy_gap",), 2: ("epoch", "gap_there", "gap"), 3: ("gap", "verdict")},
    parts=(
        Part("accuracy_gap", "the gap after the last epoch", digits=2),
        Part("epoch", "the epoch with the lowest validation loss", "integer", may_repeat=True),
        Part("gap_there", "the gap after that epoch", digits=2),
        Part("gap", "the gap after the last epoch", digits=2),
        Part("verdict", "what is wrong", "choice", options=SYMPTOMS),
    ),
    guard=_one_lowest,
    steps=(
        Step(
            "accuracy_gap",
            "Training accuracy − validation accuracy after the last epoch",
            "{train[3]} − {valid[3]} = {accuracy_gap}",
            lambda train, valid: train[-1] - valid[-1],
        ),
        Step(
            "epoch",
            "Find the lowest validation loss; epochs are counted from 1",
            "epoch {epoch}",
            lambda valid: int(valid.argmin()) + 1,
        ),
        Step(
            "gap_there",
            "Validation loss − training loss after that epoch",
            "{gap_there}",
            lambda train, valid, epoch: valid[int(epoch) - 1] - train[int(epoch) - 1],
        ),
        Step(
            "gap",
            "Validation loss − training loss after the last epoch",
            "{valid[6]} − {train[6]} = {gap}",
            lambda train, valid: valid[-1] - train[-1],
        ),
        Step(
            "verdict",
            "Training loss jumps: learning rate; only validation rises: overfitting; neither: underfitting",
            "{verdict}",
            lambda train, valid: diagnosis(train, valid),
        ),
    ),
    mistakes=(
        Mistake(
            "wrong_epoch",
            "Take both values after the last epoch.",
            must=True,
            levels=(1,),
            swap={"accuracy_gap": lambda train, valid: train[0] - valid[0]},
        ),
        Mistake(
            "against_the_best",
            "Compare both values of the same epoch, not the best ones of different epochs.",
            levels=(2, 3),
            swap={"gap": lambda train, valid: valid.min() - train[-1]},
        ),
        Mistake(
            "counted_from_zero",
            "Epochs are counted from 1 in the table.",
            must=True,
            levels=(2,),
            swap={"epoch": lambda valid: int(valid.argmin())},
        ),
        Mistake(
            "lowest_training_loss",
            "Look for the lowest validation loss: the training loss falls on while the model overfits.",
            must=True,
            levels=(2,),
            swap={"epoch": lambda train: int(train.argmin()) + 1},
        ),
        Mistake(
            "first_rise",
            "Overfitting starts after the lowest value, not one epoch later where the rise is seen.",
            levels=(2,),
            swap={"epoch": lambda valid: int(valid.argmin()) + 2},
        ),
        Mistake(
            "drop_of_accuracy",
            "The gap compares training with validation, not the last epoch with the best one.",
            levels=(1,),
            swap={"accuracy_gap": lambda valid: valid.max() - valid[0]},
        ),
        Mistake(
            "ratio",
            "The gap is a difference, not a ratio.",
            levels=(1, 2),
            swap={
                "accuracy_gap": lambda train, valid: train[-1] / valid[-1],
                "gap": lambda train, valid: valid[-1] / train[-1],
            },
        ),
        Mistake(
            "every_rise_is_overfitting",
            "Judge the learning rate by the training loss: overfitting needs it to fall on.",
            levels=(3,),
            swap={"verdict": lambda: "overfitting"},
        ),
        Mistake(
            "rate_blamed",
            "Blame the learning rate only where the training loss itself rises or jumps.",
            levels=(3,),
            swap={"verdict": lambda: "learning rate too high"},
        ),
        Mistake(
            "called_underfitting",
            "A model underfits where both losses stay high and close together, without a rise.",
            levels=(3,),
            swap={"verdict": lambda: "underfitting"},
        ),
    ),
)


def sample_mean(batch_means: npt.ArrayLike, batch_sizes: npt.ArrayLike) -> float:
    """Mean over all examples from the means of batches of different size.

    Σ n_b·m_b / Σ n_b. The plain mean of the batch means gives the examples of a small last batch too
    much weight.

    Args:
      batch_means: m, `[B]`.
      batch_sizes: n, `[B]`.

    Returns:
      The weighted mean.

    Source: follows from the definition of the mean; PyTorch's documentation of CrossEntropyLoss, whose
    default reduction averages within one batch.
    """
    means, sizes = np.asarray(batch_means, dtype=float), np.asarray(batch_sizes, dtype=float)
    return float((means * sizes).sum() / sizes.sum())


def _draw_batches(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "means": draw.spread(2, 0.2, 1.8, 1, gap=0.5),
            "sizes": [draw.pick([8, 16, 32]), draw.whole(2, 6)],
        }
    usual = [draw.decimal(0.3, 0.7, 2) for _ in range(3)]
    means = [*usual, draw.decimal(1.2, 2.4, 2)]
    size, last = draw.pick([16, 32, 64, 100]), draw.whole(3, 12)
    if level == 2:
        return {"means": means, "sizes": [size, size, size, last]}
    return {"means": means, "size": size, "examples": 3 * size + last}


def _prompt_batches(params: Params) -> str:
    rows = [[i + 1, n, m] for i, (n, m) in enumerate(zip(params["sizes"], params["means"], strict=True))]
    return (
        "A data set is evaluated in batches, each of which reports the mean loss of its examples.\n\n"
        + show.table(["batch", "examples", "mean loss"], rows)
    )


BATCH_MEAN_VS_SAMPLE_MEAN = Exercise(
    id="batch_mean_vs_sample_mean",
    title="Mean of batch means or mean over examples?",
    topic="metrics",
    seconds=60,
    reference=sample_mean,
    terms=("mean of batch means", "average loss over batches", "last batch is smaller", "drop_last"),
    prompt={
        1: _prompt_batches,
        2: _prompt_batches,
        3: "A data set of {examples} examples is evaluated in batches of {size}; the last batch holds the "
        "rest. The four batches report these mean losses:\n\n  {means}",
    },
    draw=_draw_batches,
    levels={1: ("mean",), 2: ("plain", "mean"), 3: ("last", "mean", "error")},
    parts=(
        Part("last", "the number of examples in the last batch", "integer"),
        Part("plain", "the plain mean of the batch means"),
        Part("mean", "the mean loss over all examples"),
        Part("error", "by how much the plain mean of the batch means is too high"),
    ),
    steps=(
        Step(
            "last",
            "What the full batches leave over",
            "{examples} − 3·{size} = {last}",
            lambda examples, size: examples - 3 * size,
        ),
        Step(
            "sizes",
            "Sizes of the batches",
            "{sizes}",
            lambda size, last: np.array([size, size, size, last]),
        ),
        Step("plain", "Plain mean: each batch counts alike", "{plain}", lambda means: means.mean()),
        Step(
            "sums",
            "Sum of the losses of each batch: size · mean",
            "{sums}",
            lambda means, sizes: means * sizes,
        ),
        Step(
            "mean",
            "Add them and divide by the number of examples",
            "({sums:sum})/({sizes:sum}) = {mean}",
            lambda sums, sizes: sums.sum() / sizes.sum(),
        ),
        Step(
            "error",
            "Difference of the two means",
            "{plain} − {mean} = {error}",
            lambda plain, mean: plain - mean,
        ),
    ),
    mistakes=(
        Mistake(
            "batches_alike",
            "Weigh each batch with its number of examples: a small last batch counts less.",
            must=True,
            swap={"mean": lambda means: means.mean()},
        ),
        Mistake(
            "last_dropped",
            "The examples of the last batch count too, with their own weight.",
            swap={"mean": lambda sums, sizes: sums[:-1].sum() / sizes[:-1].sum()},
        ),
        Mistake(
            "divided_by_batches",
            "Divide the weighted sum by the number of examples, not of batches.",
            must=True,
            swap={"mean": lambda sums: sums.sum() / len(sums)},
        ),
        Mistake(
            "batch_size_for_all",
            "The last batch is smaller: divide by the examples that there are.",
            levels=(2, 3),
            swap={"mean": lambda sums, sizes: sums.sum() / (len(sizes) * sizes.max())},
        ),
        Mistake(
            "full_last_batch",
            "The last batch holds only what is left over.",
            must=True,
            levels=(3,),
            swap={"last": lambda size: size},
        ),
        Mistake(
            "inverse_weights",
            "A large batch weighs more, not less.",
            levels=(1, 2),
            swap={
                "sums": lambda means, sizes: means / sizes,
                "mean": lambda sums, sizes: sums.sum() / (1 / sizes).sum(),
            },
        ),
    ),
)
