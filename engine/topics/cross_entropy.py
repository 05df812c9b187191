"""Cross entropy of predicted probabilities: over classes, and for two outcomes with or without logits."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def cross_entropy(targets: npt.ArrayLike, probabilities: npt.ArrayLike) -> Array:
    """Cross entropy of predicted probabilities with targets: a class for sure, or a distribution.

    H(q, p) = −Σ_k q_k·ln p_k. For a one-hot target it is −ln p of the true class, the negative
    log-likelihood.

    Args:
      targets: q, `[..., K]`, each row summing to 1.
      probabilities: p, `[..., K]`, positive where q is.

    Returns:
      One loss for each row in nats; the loss of a batch is their mean.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), sections 3.13 and 5.5.
    """
    q, p = np.asarray(targets, dtype=float), np.asarray(probabilities, dtype=float)
    return np.asarray(-(q * np.log(np.where(q > 0, p, 1.0))).sum(axis=-1))


def binary_cross_entropy(probabilities: npt.ArrayLike, targets: npt.ArrayLike) -> Array:
    """Cross entropy of a yes-or-no outcome with the predicted probability of yes.

    −(y·ln p + (1 − y)·ln(1 − p))

    Args:
      probabilities: p in (0, 1), any shape.
      targets: y, 0 or 1, of the same shape.

    Returns:
      Losses in nats, of the same shape.

    Source: Goodfellow, Bengio and Courville (2016), section 6.2.2.2.
    """
    p, y = np.asarray(probabilities, dtype=float), np.asarray(targets)
    return np.asarray(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


def bce_with_logits(logits: npt.ArrayLike, targets: npt.ArrayLike) -> Array:
    """Binary cross entropy straight from logits, finite for any of them.

    max(z, 0) − z·y + ln(1 + exp(−|z|)), which equals −ln σ(z) for y = 1 and −ln(1 − σ(z)) for y = 0.

    Args:
      logits: z, any shape.
      targets: y, 0 or 1, of the same shape.

    Returns:
      Losses in nats, of the same shape.

    Source: TensorFlow's documentation of sigmoid_cross_entropy_with_logits.
    """
    z, y = np.asarray(logits, dtype=float), np.asarray(targets)
    return np.asarray(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


def distribution(draw: Draw, size: int, places: int = 1) -> list[float]:
    """Positive shares with `places` decimals that sum to 1."""
    whole = 10**places
    cuts = [0, *sorted(draw.sample(range(1, whole), size - 1)), whole]
    return draw.shuffled([(b - a) / whole for a, b in itertools.pairwise(cuts)])


def _draw_cross_entropy(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"p": distribution(draw, 3), "label": draw.whole(0, 2)}
    if level == 2:
        rows = [distribution(draw, 3, 2) for _ in range(4)]
        return {"p": rows, "labels": draw.shuffled([0, 1, 2, draw.whole(0, 2)])}
    return {"q": distribution(draw, 3), "p": distribution(draw, 3, 2)}


def _prompt_cross_entropy(params: Params) -> str:
    rows = [[i, *p, y] for i, (p, y) in enumerate(zip(params["p"], params["labels"], strict=True))]
    return (
        "A classifier gives these probabilities. The loss of the batch is the mean cross entropy in nats "
        "(the mean negative log-likelihood).\n\n"
        + show.table(["example", "class 0", "class 1", "class 2", "true class"], rows)
    )


CROSS_ENTROPY = Exercise(
    id="cross_entropy",
    title="Cross entropy of predicted probabilities",
    topic="losses",
    seconds=90,
    reference=cross_entropy,
    terms=(
        "cross-entropy loss",
        "cross entropy",
        "categorical cross-entropy",
        "negative log-likelihood",
        "NLL loss",
        "soft targets",
    ),
    aliases={"categorical_cross_entropy": Focus(1), "nll_loss": Focus(2), "soft_cross_entropy": Focus(3)},
    prompt={
        1: "A classifier gives the probabilities p = {p} for an example whose true class is number {label} "
        "(counted from 0). The loss is the cross entropy in nats.",
        2: _prompt_cross_entropy,
        3: "A teacher network gives the class probabilities q for an example, a student network gives p. The "
        "student's loss is the cross entropy of p with the target q.\n\n  q = {q}\n  p = {p}",
    },
    draw=_draw_cross_entropy,
    levels={1: ("loss",), 2: ("losses", "mean"), 3: ("soft", "bits")},
    parts=(
        Part("loss", "the loss"),
        Part("losses", "the loss of each example", "vector"),
        Part("mean", "the loss of the batch"),
        Part("soft", "the loss in nats"),
        Part("bits", "the loss in bits"),
    ),
    steps=(
        Step("p_true", "Probability given to the true class", "{p_true}", lambda p, label: p[label]),
        Step("loss", "Loss = −ln of it", "−ln {p_true} = {loss}", lambda p_true: -np.log(p_true)),
        Step(
            "picked",
            "Probability given to the true class of each example",
            "{picked}",
            lambda p, labels: p[np.arange(len(p)), labels],
        ),
        Step("losses", "Loss of each example = −ln of it", "{losses}", lambda picked: -np.log(picked)),
        Step("mean", "Average over the examples", "{mean}", lambda losses: losses.mean()),
        Step(
            "surprises",
            "Take −ln of every predicted probability",
            "−ln p = {surprises}",
            lambda p: -np.log(p),
        ),
        Step(
            "terms",
            "Weigh them with the target: −q·ln p",
            "{terms}",
            lambda q, surprises: q * surprises,
        ),
        Step("soft", "Add all classes", "{soft}", lambda terms: terms.sum()),
        Step("bits", "One bit is ln 2 nats", "{soft} / ln 2 = {bits}", lambda soft: soft / np.log(2)),
    ),
    mistakes=(
        Mistake(
            "predicted_class",
            "Take the probability of the true class, not the largest one.",
            must=True,
            levels=(2,),
            swap={"picked": lambda p: p.max(axis=1)},
        ),
        Mistake(
            "sum_for_mean",
            "Divide the sum of the losses by the number of examples.",
            must=True,
            levels=(2,),
            swap={"mean": lambda losses: losses.sum()},
        ),
        Mistake(
            "divided_by_entries",
            "Average over examples only: each of them has one loss, whatever the number of classes.",
            must=True,
            levels=(2,),
            swap={"mean": lambda losses, p: losses.sum() / p.size},
        ),
        Mistake(
            "log_of_mean",
            "Take the logarithm of each example first, then average the losses.",
            levels=(2,),
            swap={"mean": lambda picked: -np.log(picked.mean())},
        ),
        Mistake(
            "exchanged",
            "Weigh −ln p of the prediction with the target q, not the other way round.",
            must=True,
            levels=(3,),
            swap={"surprises": lambda q: -np.log(q), "terms": lambda p, surprises: p * surprises},
        ),
        Mistake(
            "hard_label",
            "Use the whole target distribution: every class adds −q·ln p.",
            must=True,
            levels=(3,),
            swap={"terms": lambda q, surprises: np.where(q == q.max(), surprises, 0.0)},
        ),
        Mistake(
            "unweighted",
            "Weigh each −ln p with its target before adding.",
            levels=(3,),
            swap={"terms": lambda surprises: surprises},
        ),
        Mistake(
            "bits_multiplied",
            "A bit is smaller than a nat, so there are more of them: divide by ln 2.",
            must=True,
            levels=(3,),
            swap={"bits": lambda soft: soft * np.log(2)},
        ),
        Mistake(
            "complement",
            "Take −ln of the probability of the true class, not of its complement.",
            levels=(1, 2),
            swap={"loss": lambda p_true: -np.log(1 - p_true), "losses": lambda picked: -np.log(1 - picked)},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm: the loss is asked in nats.",
            swap={
                "loss": lambda p_true: -np.log10(p_true),
                "losses": lambda picked: -np.log10(picked),
                "surprises": lambda p: -np.log10(p),
            },
        ),
        Mistake(
            "base_two",
            "Use the natural logarithm: the loss is asked in nats, not in bits.",
            levels=(1, 2),
            swap={"loss": lambda p_true: -np.log2(p_true), "losses": lambda picked: -np.log2(picked)},
        ),
        Mistake(
            "one_against_rest",
            "With a one-hot target only the true class counts: leave out −ln(1 − p) of the others.",
            levels=(1,),
            swap={
                "loss": lambda p, label: -np.log(np.where(np.arange(len(p)) == label, p, 1 - p)).sum(),
            },
        ),
    ),
)


def _draw_binary(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"p": draw.decimal(0.05, 0.95, 2), "y": draw.whole(0, 1)}
    y = draw.shuffled([0, 1, 0, 1])
    if level == 2:
        return {"p": draw.spread(4, 0.05, 0.95, 2, gap=0.06), "y": y}
    z = draw.vector(4, 0.3, 4, 1, signed=True)
    worst = draw.whole(0, 3)
    z[worst] = draw.decimal(40, 120, 0) * (-1 if y[worst] else 1)
    return {"z": z, "y": y}


def _prompt_binary(params: Params) -> str:
    return (
        "A network predicts the probability of class 1 for four examples. The loss is the mean binary cross "
        "entropy in nats.\n\n" + show.table(["p", "y"], list(zip(params["p"], params["y"], strict=True)))
    )


def _prompt_logits(params: Params) -> str:
    return (
        "A network gives one logit z for each of four examples; class 1 has the probability σ(z). The loss "
        "is the mean binary cross entropy in nats, and one of the logits is so extreme that the "
        "logarithm of a rounded probability would be ln 0.\n\n"
        + show.table(["z", "y"], list(zip(params["z"], params["y"], strict=True)))
    )


BINARY_CROSS_ENTROPY = Exercise(
    id="binary_cross_entropy",
    title="Binary cross entropy, from probabilities and from logits",
    topic="losses",
    seconds=90,
    reference=binary_cross_entropy,
    terms=("binary cross-entropy", "binary cross entropy", "BCE loss", "log loss", "BCEWithLogitsLoss"),
    aliases={"bce_with_logits": Focus(3)},
    prompt={
        1: "A network predicts class 1 with probability {p}. The true class is {y}. The loss is the binary "
        "cross entropy in nats.",
        2: _prompt_binary,
        3: _prompt_logits,
    },
    draw=_draw_binary,
    levels={1: ("loss",), 2: ("losses", "mean"), 3: ("logit_losses", "logit_mean", "gradient")},
    parts=(
        Part("loss", "the loss"),
        Part("losses", "the loss of each example", "vector"),
        Part("mean", "the mean loss"),
        Part("logit_losses", "the loss of each example", "vector"),
        Part("logit_mean", "the mean loss"),
        Part("gradient", "the gradient of the mean loss by the logits", "vector"),
    ),
    steps=(
        Step(
            "p_true",
            "Probability given to what was the case: p for y = 1, 1 − p for y = 0",
            "{p_true}",
            lambda p, y: np.where(y == 1, p, 1 - p),
        ),
        Step("loss", "Loss = −ln of it", "−ln {p_true} = {loss}", lambda p_true: -np.log(p_true)),
        Step("losses", "Loss of each example = −ln of it", "{losses}", lambda p_true: -np.log(p_true)),
        Step("mean", "Average over the examples", "{mean}", lambda losses: losses.mean()),
        Step(
            "logit_losses",
            "From logits without overflow: max(z, 0) − z·y + ln(1 + exp(−|z|))",
            "{logit_losses}",
            lambda z, y: np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))),
        ),
        Step(
            "logit_mean",
            "Average over the examples",
            "{logit_mean}",
            lambda logit_losses: logit_losses.mean(),
        ),
        Step("sigmoid", "Probabilities of class 1: σ(z)", "σ(z) = {sigmoid}", lambda z: 1 / (1 + np.exp(-z))),
        Step(
            "gradient",
            "The gradient of the mean is (σ(z) − y)/n",
            "{gradient}",
            lambda sigmoid, y: (sigmoid - y) / len(y),
        ),
    ),
    mistakes=(
        Mistake(
            "label_ignored",
            "For y = 0 take −ln(1 − p): the loss is the surprise at what was the case.",
            must=True,
            levels=(2, 3),
            swap={"p_true": lambda p: p, "logit_losses": lambda z: np.logaddexp(0, -z)},
        ),
        Mistake(
            "positive_term_only",
            "Examples with y = 0 count too, with −ln(1 − p).",
            must=True,
            levels=(2, 3),
            swap={
                "losses": lambda p_true, y: -y * np.log(p_true),
                "logit_losses": lambda z, y: y * np.logaddexp(0, -z),
            },
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the number of examples: the loss and its gradient are means.",
            must=True,
            levels=(2, 3),
            swap={
                "mean": lambda losses: losses.sum(),
                "logit_mean": lambda logit_losses: logit_losses.sum(),
                "gradient": lambda sigmoid, y: sigmoid - y,
            },
        ),
        Mistake(
            "other_outcome",
            "Take the probability of what was the case: p for y = 1, 1 − p for y = 0.",
            swap={
                "p_true": lambda p, y: np.where(y == 1, 1 - p, p),
                "logit_losses": lambda z, y: np.maximum(z, 0) - z * (1 - y) + np.log1p(np.exp(-np.abs(z))),
            },
        ),
        Mistake(
            "both_terms",
            "Only one of the two terms counts: ln p for y = 1, ln(1 − p) for y = 0.",
            levels=(1, 2),
            swap={"loss": lambda p: -np.log(p * (1 - p)), "losses": lambda p: -np.log(p * (1 - p))},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            levels=(1, 2),
            swap={"loss": lambda p_true: -np.log10(p_true), "losses": lambda p_true: -np.log10(p_true)},
        ),
        Mistake(
            "squared_error",
            "Binary cross entropy is a logarithm, not a squared difference.",
            levels=(1, 2),
            swap={"loss": lambda p, y: (y - p) ** 2, "losses": lambda p, y: (y - p) ** 2},
        ),
        Mistake(
            "slope_of_sigmoid_kept",
            "The slope σ·(1 − σ) cancels against the derivative of the logarithm: σ(z) − y is left.",
            levels=(3,),
            swap={"gradient": lambda sigmoid, y: (sigmoid - y) * sigmoid * (1 - sigmoid) / len(y)},
        ),
        Mistake(
            "gradient_sign",
            "The gradient is σ(z) − y: positive where the prediction is too high.",
            levels=(3,),
            swap={"gradient": lambda sigmoid, y: (y - sigmoid) / len(y)},
        ),
    ),
)
