"""Cross entropy on top of softmax: from logits to loss and gradient, and without overflow."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.softmax import softmax

Array = npt.NDArray[np.float64]


def softmax_cross_entropy(logits: npt.ArrayLike, labels: npt.ArrayLike) -> tuple[float, Array]:
    """Mean cross entropy of logits with class labels, and its gradient by the logits.

    loss = −(1/n)·Σ_i ln softmax(z_i)[y_i], and its gradient is (softmax(z) − onehot(y))/n.

    Args:
      logits: z, `[n, K]`, or `[K]` for a single example.
      labels: y, `[n]` class numbers from 0, or one number.

    Returns:
      The loss in nats, and the gradient in the shape of the logits.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.3; PyTorch's
    documentation of CrossEntropyLoss.
    """
    rows, classes = np.atleast_2d(np.asarray(logits, dtype=float)), np.atleast_1d(labels)
    p, target = softmax(rows), np.eye(rows.shape[1])[classes]
    loss = -np.log((p * target).sum(axis=1)).mean()
    return float(loss), ((p - target) / len(classes)).reshape(np.shape(logits))


def _draw_cross_entropy(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": [float(value) for value in draw.sample(range(-1, 4), 3)], "label": draw.whole(0, 2)}
    if level == 2:
        return {"z": draw.spread(4, -2, 3, 1, gap=0.3), "label": draw.whole(0, 3)}
    rows = [draw.spread(3, -2, 3, 1, gap=0.3) for _ in range(2)]
    return {"z": rows, "label": draw.sample(range(3), 2)}


SOFTMAX_CROSS_ENTROPY = Exercise(
    id="softmax_cross_entropy",
    title="Softmax cross entropy and its gradient by the logits",
    topic="losses",
    seconds=100,
    reference=softmax_cross_entropy,
    terms=("softmax cross-entropy", "softmax loss", "cross-entropy of logits", "CrossEntropyLoss"),
    aliases={"softmax_cross_entropy_gradient": Focus(2, "gradient")},
    prompt={
        1: "A classifier gives these logits for one example whose true class is number {label} (counted "
        "from 0). The loss is the softmax cross entropy, in nats.\n\n  z = {z}",
        2: "A classifier gives these logits for one example whose true class is number {label} (counted "
        "from 0). The loss is the softmax cross entropy, in nats.\n\n  z = {z}",
        3: "A classifier gives these logits, one row for each example. The true classes are {label} "
        "(counted from 0). The loss is the softmax cross entropy in nats, averaged over the batch.\n\n"
        "  Z = {z}",
    },
    draw=_draw_cross_entropy,
    levels={1: ("loss",), 2: ("loss", "gradient"), 3: ("mean_loss", "gradients")},
    parts=(
        Part("loss", "the loss"),
        Part("mean_loss", "the mean loss"),
        Part("gradient", "the gradient of the loss by the logits", "vector"),
        Part("gradients", "the gradient of the mean loss by the logits", "matrix"),
    ),
    steps=(
        Step("exps", "Take the exponential of each logit", "{exps}", lambda z: np.exp(z)),
        Step(
            "p",
            "Softmax: divide by the sum of the exponentials of the example",
            "p = {p}",
            lambda exps: exps / exps.sum(axis=-1, keepdims=True),
        ),
        Step(
            "target",
            "The target is 1 for the true class and 0 elsewhere",
            "y = {target}",
            lambda p, label: np.eye(p.shape[-1])[label],
        ),
        Step(
            "p_true",
            "Probability given to the true class",
            "{p_true}",
            lambda p, target: (p * target).sum(axis=-1),
        ),
        Step(
            "loss",
            "Loss = −ln of that probability",
            "−ln {p_true} = {loss}",
            lambda p_true: -np.log(p_true),
        ),
        Step(
            "losses",
            "Loss of each example = −ln of that probability",
            "{losses}",
            lambda p_true: -np.log(p_true),
        ),
        Step("mean_loss", "Average over the batch", "{mean_loss}", lambda losses: losses.mean()),
        Step(
            "gradient",
            "The gradient by the logits is p − y",
            "p − y = {gradient}",
            lambda p, target: p - target,
        ),
        Step(
            "gradients",
            "The gradient by the logits is p − y, divided by the batch size of the mean",
            "(P − Y)/n = {gradients}",
            lambda p, target: (p - target) / len(p),
        ),
    ),
    mistakes=(
        Mistake(
            "no_softmax",
            "Turn the logits into probabilities with softmax before taking the logarithm or the difference.",
            must=True,
            swap={
                "p": lambda z: z,
                "loss": lambda p_true: -p_true,
                "losses": lambda p_true: -p_true,
            },
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the batch size: the loss, and so its gradient, is a mean over the batch.",
            must=True,
            levels=(3,),
            swap={"mean_loss": lambda losses: losses.sum(), "gradients": lambda p, target: p - target},
        ),
        Mistake(
            "target_not_subtracted",
            "Subtract 1 at the true class: the gradient is p − y, not p.",
            must=True,
            levels=(2, 3),
            swap={"gradient": lambda p: p, "gradients": lambda p: p / len(p)},
        ),
        Mistake(
            "softmax_twice",
            "Apply softmax once: the loss takes logits, not probabilities.",
            levels=(2, 3),
            swap={"p": lambda z: softmax(softmax(z))},
        ),
        Mistake(
            "over_batch",
            "Normalise each row by itself: a row holds the classes of one example.",
            levels=(3,),
            swap={"p": lambda exps: exps / exps.sum(axis=0)},
        ),
        Mistake(
            "sign_flipped",
            "The gradient is p − y: a step against it raises the logit of the true class.",
            levels=(2, 3),
            swap={
                "gradient": lambda p, target: target - p,
                "gradients": lambda p, target: (target - p) / len(p),
            },
        ),
        Mistake(
            "only_true_class",
            "Every logit gets a gradient through the sum in softmax: p − y, not −1/p of the true class.",
            levels=(2,),
            swap={"gradient": lambda p, target: -target / p},
        ),
        Mistake(
            "complement",
            "Take −ln of the probability of the true class, not of its complement.",
            swap={"loss": lambda p_true: -np.log(1 - p_true), "losses": lambda p_true: -np.log(1 - p_true)},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            swap={"loss": lambda p_true: -np.log10(p_true), "losses": lambda p_true: -np.log10(p_true)},
        ),
        Mistake(
            "not_a_logarithm",
            "Cross entropy is −ln of the probability of the true class, not 1 minus it.",
            swap={"loss": lambda p_true: 1 - p_true, "losses": lambda p_true: 1 - p_true},
        ),
    ),
)


def log_softmax(logits: npt.ArrayLike) -> Array:
    """Logarithms of softmax probabilities, calculated without overflow or a logarithm of 0.

    log p_i = z_i − lse(z), with lse(z) = m + ln Σ_j exp(z_j − m) and m the largest logit.

    Args:
      logits: z, `[..., K]`.

    Returns:
      Log-probabilities in nats, of the same shape.

    Source: Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions
    (2021), section 1.
    """
    z = np.asarray(logits, dtype=float)
    largest = z.max(axis=-1, keepdims=True)
    return np.asarray(z - largest - np.log(np.exp(z - largest).sum(axis=-1, keepdims=True)))


OUTCOMES = ("the right value", "minus infinity", "not a number")
"""What a calculation in single precision may come to."""


def naive_outcome(logits: npt.ArrayLike, index: int) -> str:
    """What ln(exp(z_i)/Σ_j exp(z_j)) becomes in single precision: right, minus infinity or nan."""
    with np.errstate(all="ignore"):
        exps = np.exp(np.asarray(logits, dtype=np.float32))
        value = np.log(exps / exps.sum())[index]
    if np.isnan(value):
        return "not a number"
    return "minus infinity" if np.isinf(value) else "the right value"


def other_failure(outcome: str) -> str:
    """The failure taken for another one: minus infinity and nan exchanged."""
    return "minus infinity" if outcome == "not a number" else "not a number"


FLOAT32_CASES: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "all overflow": ((300, 900), (-5, 5)),
    "others overflow": ((150, 400), (20, 60)),
    "one underflows": ((-5, 20), (-400, -150)),
    "all underflow": ((-900, -300), (-5, 5)),
    "fits": ((10, 60), (-40, -20)),
}
"""For each case the range of two close logits, and of the third: absolute, or relative within ±5."""


def _draw_log_softmax(draw: Draw, level: int) -> Params:
    if level == 1:
        base = draw.pick([100, 200, 500, 1000])
        return {"z": [float(base + value) for value in draw.sample(range(5), 3)]}
    if level == 2:
        base = draw.pick([-1000, -400, 250, 600, 1200])
        return {"z": [round(base + value, 1) for value in draw.spread(3, 0, 4, 1, gap=0.3)]}
    (low, high), (least, most) = FLOAT32_CASES[draw.pick(list(FLOAT32_CASES))]
    first = draw.decimal(low, high, 1)
    relative = most == 5
    pair = [first, round(first + draw.signed(0.5, 2.5), 1)]
    third = round(first + draw.signed(0.5, 2.5), 1) if relative else draw.decimal(least, most, 1)
    order = draw.shuffled([0, 1, 2])
    return {"z": [[*pair, third][i] for i in order], "index": order.index(2)}


LOG_SOFTMAX = Exercise(
    id="log_softmax",
    title="Log-softmax of large logits",
    topic="losses",
    seconds=100,
    reference=log_softmax,
    terms=("log-softmax", "log softmax", "log-sum-exp", "logsumexp", "numerically stable softmax"),
    aliases={"stable_log_softmax": Focus(3)},
    prompt={
        1: "The logarithms of softmax probabilities are wanted for these logits, whose exponentials "
        "overflow float32. Natural logarithms.\n\n  z = {z}",
        2: "The logarithms of softmax probabilities are wanted for these logits, whose exponentials "
        "overflow or vanish. Natural logarithms.\n\n  z = {z}",
        3: "The logarithms of softmax probabilities are wanted for these logits (natural logarithms). "
        "Somebody calculates them as ln(exp(z)/sum(exp(z))) in float32, where exp overflows to "
        "infinity above about 88 and becomes 0 below about −104. What comes out for logit number "
        "{index} (counted from 0)?\n\n  z = {z}",
    },
    draw=_draw_log_softmax,
    levels={1: ("lse", "log_p"), 2: ("lse", "log_p"), 3: ("log_p", "naive")},
    parts=(
        Part("lse", "the log-sum-exp ln Σ exp(z)"),
        Part("log_p", "the log-probabilities", "vector"),
        Part(
            "naive",
            "what float32 gives",
            "choice",
            options=("the right value", "minus infinity", "not a number"),
        ),
    ),
    steps=(
        Step("largest", "Take the largest logit m", "m = {largest}", lambda z: z.max()),
        Step("shifted", "Subtract it from all logits", "z − m = {shifted}", lambda z, largest: z - largest),
        Step(
            "total",
            "Add the exponentials: the largest is 1, so nothing overflows and the sum is at least 1",
            "{total}",
            lambda shifted: np.exp(shifted).sum(),
        ),
        Step(
            "lse",
            "Log-sum-exp = m + ln of that sum",
            "{largest} + ln {total} = {lse}",
            lambda largest, total: largest + np.log(total),
        ),
        Step(
            "log_p",
            "Log-probability = logit − log-sum-exp",
            "z − {lse} = {log_p}",
            lambda z, lse: z - lse,
        ),
        Step(
            "naive",
            "Follow float32: infinity/infinity and 0/0 are not a number, ln 0 is minus infinity",
            "{naive}",
            lambda z, index: naive_outcome(z, index),
        ),
    ),
    mistakes=(
        Mistake(
            "largest_not_added",
            "Add the largest logit back after the logarithm: lse = m + ln Σ exp(z − m).",
            must=True,
            swap={"lse": lambda total: np.log(total)},
        ),
        Mistake(
            "probabilities",
            "Keep the logarithm: log-probabilities are negative, not the probabilities themselves.",
            must=True,
            swap={"log_p": lambda z, lse: np.exp(z - lse)},
        ),
        Mistake(
            "largest_for_sum",
            "The sum counts every logit: add ln Σ exp(z − m) to the largest one.",
            swap={"lse": lambda largest: largest},
        ),
        Mistake(
            "sum_of_logits",
            "Add the exponentials of the shifted logits, not the logits.",
            swap={"lse": lambda z: np.log(np.abs(z).sum())},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            swap={"lse": lambda largest, total: largest + np.log10(total)},
        ),
        Mistake(
            "sign_flipped",
            "A log-probability is at most 0: logit − log-sum-exp.",
            swap={"log_p": lambda z, lse: lse - z},
        ),
        Mistake(
            "range_forgotten",
            "float32 holds exponentials up to about 1e38 only: see which of them overflow or become 0.",
            levels=(3,),
            swap={"naive": lambda: "the right value"},
        ),
        Mistake(
            "infinity_divided",
            "Infinity/infinity and 0/0 are not a number; a share that became exactly 0 gives minus infinity.",
            levels=(3,),
            swap={"naive": lambda z, index: other_failure(naive_outcome(z, index))},
        ),
    ),
)
