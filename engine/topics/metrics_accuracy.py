"""Accuracy of logits and probabilities, and why loss and accuracy may disagree."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def logit_accuracy(logits: npt.ArrayLike, labels: npt.ArrayLike, threshold: float = 0.5) -> float:
    """Accuracy of binary logits, without a sigmoid.

    σ(z) > t is the same as z > ln(t/(1 − t)), so the usual t = 0.5 compares the logit with 0.

    Args:
      logits: z, `[n]`.
      labels: 0 or 1, `[n]`.
      threshold: t in (0, 1), the probability from which on class 1 is predicted.

    Returns:
      Share of right predictions.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.2, on the logit as the
    inverse of the sigmoid.
    """
    predicted = np.asarray(logits, dtype=float) > np.log(threshold / (1 - threshold))
    return float((predicted == (np.asarray(labels) == 1)).mean())


def _draw_logits(draw: Draw, level: int) -> Params:
    if level == 3:
        return _draw_top(draw)
    threshold = 0.5 if level == 1 else draw.pick([0.2, 0.3, 0.7, 0.8, 0.9])
    cut = float(np.log(threshold / (1 - threshold)))
    between = sorted([cut, threshold])
    inside = draw.decimal(between[0] + 0.05, between[1] - 0.05, 1)
    z = [inside, *[round(value + cut, 1) for value in draw.spread(5, -2.5, 2.5, 1, gap=0.3)]]
    y = [int(value > cut) for value in z]
    for wrong in draw.sample(range(1, 6), draw.whole(1, 2)):
        y[wrong] = 1 - y[wrong]
    order = draw.shuffled(range(6))
    drawn: Params = {"z": [z[i] for i in order], "y": [y[i] for i in order]}
    return drawn if level == 1 else {**drawn, "threshold": threshold}


def _draw_top(draw: Draw) -> Params:
    """Four examples of five classes: the true class ranks first, second, third and last somewhere."""
    rows, labels = [], []
    for rank in [0, draw.whole(0, 1), 1, 2, draw.whole(3, 4)]:
        row = draw.spread(5, -3, 4, 1, gap=0.3)
        rows.append(row)
        labels.append(row.index(sorted(row, reverse=True)[rank]))
    order = draw.shuffled(range(5))
    return {"z": [rows[i] for i in order], "y": [labels[i] for i in order]}


def _prompt_logits(params: Params) -> str:
    threshold = params.get("threshold", 0.5)
    return (
        "A network gives one logit z for each example, and σ(z) is the probability of class 1. Class 1 is "
        f"predicted where this probability is above {threshold:g}.\n\n"
        + show.table(["z", "y"], list(zip(params["z"], params["y"], strict=True)))
    )


def _prompt_top(params: Params) -> str:
    rows = [[*z, y] for z, y in zip(params["z"], params["y"], strict=True)]
    return (
        "A classifier gives these logits for five examples. An example counts for top-1 accuracy if its true "
        "class has the largest logit, for top-2 accuracy if it is among the two largest.\n\n"
        + show.table(["class 0", "class 1", "class 2", "class 3", "class 4", "true class"], rows)
    )


def _close(z: Array, threshold: float) -> str | None:
    cut = np.log(threshold / (1 - threshold))
    return "a logit is close to the threshold" if np.any(np.abs(z - cut) < 0.03) else None


LOGIT_ACCURACY = Exercise(
    id="logit_accuracy",
    title="Accuracy straight from logits; top-1 and top-2",
    topic="metrics",
    seconds=60,
    reference=logit_accuracy,
    terms=("accuracy from logits", "top-1 accuracy", "top-k accuracy", "threshold on the logit"),
    aliases={"top_k_accuracy": Focus(3)},
    prompt={1: _prompt_logits, 2: _prompt_logits, 3: _prompt_top},
    draw=_draw_logits,
    levels={1: ("accuracy",), 2: ("cut", "accuracy"), 3: ("top1", "top2")},
    parts=(
        Part("cut", "the logit above which class 1 is predicted"),
        Part("accuracy", "the accuracy"),
        Part("top1", "the top-1 accuracy", digits=2),
        Part("top2", "the top-2 accuracy", digits=2),
    ),
    constants={"threshold": 0.5},
    guard=_close,
    steps=(
        Step(
            "cut",
            "σ(z) exceeds t where z exceeds ln(t/(1 − t)); for t = 0.5 that is 0",
            "ln({threshold}/(1 − {threshold})) = {cut}",
            lambda threshold: np.log(threshold / (1 - threshold)),
        ),
        Step(
            "predicted",
            "Predict class 1 (1) where the logit is above it",
            "{predicted}",
            lambda z, cut: np.where(z > cut, 1, 0),
        ),
        Step(
            "right",
            "Mark the right predictions",
            "{right}",
            lambda predicted, y: np.where(predicted == y, 1, 0),
        ),
        Step("accuracy", "Accuracy = their share", "{accuracy}", lambda right: right.mean()),
        Step("true_logit", "Logit of the true class", "{true_logit}", lambda z, y: z[np.arange(len(z)), y]),
        Step(
            "above",
            "Count the classes with a larger logit",
            "{above}",
            lambda z, true_logit: (z > true_logit[:, None]).sum(axis=1),
        ),
        Step("top1", "Top-1: no class may be above", "{top1}", lambda above: (above < 1).mean()),
        Step("top2", "Top-2: at most one class may be above", "{top2}", lambda above: (above < 2).mean()),
    ),
    mistakes=(
        Mistake(
            "probability_threshold_on_logit",
            "Compare the logit with ln(t/(1 − t)), not with the probability t itself.",
            must=True,
            levels=(1, 2),
            swap={"cut": lambda threshold: threshold},
        ),
        Mistake(
            "zero_for_any_threshold",
            "A logit of 0 is the probability 0.5: another threshold moves it to ln(t/(1 − t)).",
            must=True,
            levels=(2,),
            swap={"cut": lambda: 0.0},
        ),
        Mistake(
            "error_rate",
            "Count the right predictions: this is the share of wrong ones.",
            swap={
                "accuracy": lambda right: 1 - right.mean(),
                "top1": lambda above: (above >= 1).mean(),
                "top2": lambda above: (above >= 2).mean(),
            },
        ),
        Mistake(
            "positives_only",
            "Right predictions of class 0 count too.",
            levels=(1, 2),
            swap={"accuracy": lambda right, y: (right * y).mean()},
        ),
        Mistake(
            "odds_turned",
            "The logit is ln(t/(1 − t)), positive for t above 0.5.",
            levels=(2,),
            swap={"cut": lambda threshold: np.log((1 - threshold) / threshold)},
        ),
        Mistake(
            "second_place_only",
            "Top-2 counts the first place too.",
            levels=(3,),
            swap={"top2": lambda above: (above == 1).mean()},
        ),
        Mistake(
            "halved",
            "A hit among the two counts as a whole hit.",
            levels=(3,),
            swap={"top2": lambda above: (above < 2).mean() / 2},
        ),
        Mistake(
            "one_place_further",
            "Top-k allows k − 1 classes above the true one.",
            levels=(3,),
            swap={"top1": lambda above: (above < 2).mean(), "top2": lambda above: (above < 3).mean()},
        ),
    ),
)


def loss_and_accuracy(probabilities: npt.ArrayLike, labels: npt.ArrayLike) -> tuple[float, float]:
    """Mean binary cross entropy and accuracy of the same predictions.

    The loss sees how sure a prediction is, the accuracy only on which side of 0.5 it lies: one
    confident miss can raise the loss of a model that is right more often.

    Args:
      probabilities: p of class 1 in (0, 1), `[n]`.
      labels: 0 or 1, `[n]`.

    Returns:
      Loss in nats and accuracy.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.1.2, on surrogate losses.
    """
    p, y = np.asarray(probabilities, dtype=float), np.asarray(labels)
    given = np.where(y == 1, p, 1 - p)
    return float(-np.log(given).mean()), float((given > 0.5).mean())


def _told(given: list[float], labels: list[int]) -> list[float]:
    """Probabilities of class 1 from those of the true class."""
    return [p if y else round(1 - p, 2) for p, y in zip(given, labels, strict=True)]


def _draw_disagreement(draw: Draw, level: int) -> Params:
    labels = draw.shuffled([1, 0, 1, 0])
    sure = [*draw.vector(3, 0.7, 0.95, 2), draw.decimal(0.01, 0.06, 2)]
    if level == 1:
        return {"a": _told(draw.shuffled([*sure[:2], draw.decimal(0.55, 0.7, 2), 0.3]), labels), "y": labels}
    careful = [*draw.vector(2, 0.55, 0.75, 2), *draw.vector(2, 0.36, 0.47, 2)]
    return {
        "a": _told(draw.shuffled(sure), labels),
        "b": _told(draw.shuffled(careful), labels),
        "y": labels,
    }


def _prompt_disagreement(params: Params) -> str:
    columns = [params["a"], *([params["b"]] if "b" in params else []), params["y"]]
    header = ["model A", *(["model B"] if "b" in params else []), "y"]
    return (
        "Probabilities of class 1 and the true classes are given. The loss is the mean binary cross entropy "
        "in nats, and class 1 is predicted above 0.5.\n\n"
        + show.table(header, list(zip(*columns, strict=True)))
    )


LOSS_VS_ACCURACY = Exercise(
    id="loss_vs_accuracy",
    title="Lower loss, lower accuracy: two models compared",
    topic="metrics",
    seconds=120,
    reference=loss_and_accuracy,
    terms=("loss and accuracy", "loss versus accuracy", "accuracy falls while the loss"),
    prompt=_prompt_disagreement,
    draw=_draw_disagreement,
    levels={1: ("loss_a", "accuracy_a"), 2: ("loss_a", "accuracy_a", "loss_b", "accuracy_b")},
    parts=(
        Part("loss_a", "the loss of model A"),
        Part("accuracy_a", "the accuracy of model A", digits=2),
        Part("loss_b", "the loss of model B"),
        Part("accuracy_b", "the accuracy of model B", digits=2),
    ),
    steps=(
        Step(
            "given_a",
            "Model A: probability given to what was the case (p for y = 1, 1 − p for y = 0)",
            "{given_a}",
            lambda a, y: np.where(y == 1, a, 1 - a),
        ),
        Step("loss_a", "Loss = mean of −ln of them", "{loss_a}", lambda given_a: -np.log(given_a).mean()),
        Step(
            "accuracy_a",
            "Accuracy = share of them above 0.5",
            "{accuracy_a}",
            lambda given_a: (given_a > 0.5).mean(),
        ),
        Step(
            "given_b",
            "Model B: probability given to what was the case",
            "{given_b}",
            lambda b, y: np.where(y == 1, b, 1 - b),
        ),
        Step("loss_b", "Loss = mean of −ln of them", "{loss_b}", lambda given_b: -np.log(given_b).mean()),
        Step(
            "accuracy_b",
            "Accuracy = share of them above 0.5",
            "{accuracy_b}",
            lambda given_b: (given_b > 0.5).mean(),
        ),
    ),
    mistakes=(
        Mistake(
            "label_ignored",
            "For y = 0 the model gave 1 − p to what was the case.",
            must=True,
            swap={"given_a": lambda a: a, "given_b": lambda b: b},
        ),
        Mistake(
            "sum_for_mean",
            "Divide the sum of the losses by the number of examples.",
            must=True,
            swap={
                "loss_a": lambda given_a: -np.log(given_a).sum(),
                "loss_b": lambda given_b: -np.log(given_b).sum(),
            },
        ),
        Mistake(
            "log_of_mean",
            "Take the logarithm of each probability before averaging: one confident miss weighs much.",
            swap={
                "loss_a": lambda given_a: -np.log(given_a.mean()),
                "loss_b": lambda given_b: -np.log(given_b.mean()),
            },
        ),
        Mistake(
            "mean_probability",
            "Accuracy only asks on which side of 0.5 each prediction lies.",
            swap={
                "accuracy_a": lambda given_a: given_a.mean(),
                "accuracy_b": lambda given_b: given_b.mean(),
            },
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            swap={
                "loss_a": lambda given_a: -np.log10(given_a).mean(),
                "loss_b": lambda given_b: -np.log10(given_b).mean(),
            },
        ),
        Mistake(
            "positives_only",
            "Examples with y = 0 count too, with −ln(1 − p).",
            swap={
                "loss_a": lambda given_a, y: -(y * np.log(given_a)).mean(),
                "loss_b": lambda given_b, y: -(y * np.log(given_b)).mean(),
            },
        ),
    ),
)
