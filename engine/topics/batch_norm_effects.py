"""What batch normalization does to a network: what it takes out again, and how it couples examples."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def standardize(x: npt.ArrayLike) -> Array:
    """Values with mean 0 and standard deviation 1: what batch normalization makes of a feature.

    x̂ = (x − mean(x))/σ(x), with the biased σ. For a > 0, a·x + b gives the same x̂ as x; for a < 0 it
    gives −x̂. So a bias before batch normalization has no effect, and the gradient by weights that are
    a times as large is 1/a as large.

    Args:
      x: `[n]` or `[n, d]`; along the first axis the values must not all be equal.

    Returns:
      The same shape.

    Source: Ioffe and Szegedy, Batch Normalization (2015), sections 3.2 and 3.3.
    """
    x = np.asarray(x, dtype=float)
    return np.asarray((x - x.mean(axis=0)) / x.std(axis=0))


def _draw_invariance(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"x": draw.sample(range(10), 4), "b": draw.whole(2, 9) * draw.sign()}
    if level == 2:
        a = (-1 if draw.chance(0.6) else 1) * draw.pick([0.5, 2, 2.5, 3, 4])
        return {"x": draw.spread(4, -4, 8, 1, gap=1), "a": a, "b": draw.signed(1, 6, 0)}
    w = draw.vector(2, 0.5, 3, 1, signed=True)
    turn = draw.sign() * draw.pick([0.1, 0.2, 0.3, 0.4])
    g = [round(-turn * w[1], 2), round(turn * w[0], 2)]
    return {"w": w, "g": g, "a": draw.pick([2, 3, 4, 5]), "rate": draw.pick([0.1, 0.2, 0.5])}


BN_SCALE_INVARIANCE = Exercise(
    id="bn_scale_invariance",
    title="Biases and scales that batch norm takes out again",
    topic="normalization",
    seconds=120,
    reference=standardize,
    terms=(
        "badly scaled weights",
        "insensitive to weight scale",
        "conv bias before BN",
        "bias before batch norm",
        "scale invariance of batch",
    ),
    aliases={"bias_cancelled_by_bn": Focus(1)},
    prompt={
        1: "A convolution gives one channel the values x over a batch; then its bias {b} is added to each. "
        "Batch normalization in training follows (scale 1, shift 0, ε negligible; the variance "
        "divides by the "
        "batch size).\n\n  x = {x}",
        2: "A unit gave the values x over a batch. Its weights and its bias are changed, so that a·x "
        "+ b takes "
        "the place of every x. Batch normalization in training follows (scale 1, shift 0, ε negligible; the "
        "variance divides by the batch size).\n\n  x = {x}\n  a = {a}, b = {b}",
        3: "Batch normalization follows a unit with the weights w, so the loss does not depend on their "
        "length. The gradient of the loss by w is g. Another run starts from {a}·w instead, all else equal. "
        "For this run, what is the gradient by its weights, and how long is its step of gradient descent "
        "(learning rate {rate}) relative to the length of its weights (Euclidean)?\n\n"
        "  w = {w}\n  g = {g}",
    },
    draw=_draw_invariance,
    levels={1: ("mean", "x_hat"), 2: ("deviation", "x_hat"), 3: ("gradient", "relative")},
    parts=(
        Part("mean", "the mean that is subtracted"),
        Part("deviation", "the standard deviation that divides"),
        Part("x_hat", "the normalised values", "vector", digits=2),
        Part("gradient", "the gradient by the longer weights", "vector"),
        Part("relative", "the relative length of its step", significant=True),
    ),
    constants={"a": 1},
    steps=(
        Step("inputs", "Values that reach the layer", "{inputs}", lambda a, x, b: a * x + b),
        Step("mean", "Their mean", "{mean}", lambda inputs: inputs.mean()),
        Step(
            "deviation",
            "Their standard deviation: a constant does not change it, a factor a makes it |a| times as large",
            "{deviation}",
            lambda inputs, mean: np.sqrt(np.mean((inputs - mean) ** 2)),
        ),
        Step(
            "x_hat",
            "Normalise: an added constant and a positive factor drop out",
            "{x_hat}",
            lambda inputs, mean, deviation: (inputs - mean) / deviation,
        ),
        Step(
            "gradient",
            "The loss is the same at a·w as at w, over a times the distance: divide the gradient by a",
            "{g}/{a} = {gradient}",
            lambda g, a: g / a,
        ),
        Step(
            "step",
            "Length of the step: rate times length of the gradient",
            "{rate}·√({gradient:squares}) = {step}",
            lambda rate, gradient: rate * np.sqrt(np.sum(gradient**2)),
        ),
        Step(
            "length",
            "Length of the weights, a·|w|",
            "{a}·√({w:squares}) = {length}",
            lambda a, w: a * np.sqrt(np.sum(w**2)),
        ),
        Step(
            "relative",
            "Divide the step by the length of the weights",
            "{step}/{length} = {relative}",
            lambda step, length: step / length,
        ),
    ),
    mistakes=(
        Mistake(
            "constant_survives",
            "The mean moves with the constant, and subtracting it takes the constant out again.",
            must=True,
            levels=(1, 2),
            swap={"x_hat": lambda inputs, mean, deviation, b: (inputs - mean) / deviation + b},
        ),
        Mistake(
            "old_mean",
            "The layer subtracts the mean of the values that reach it, with the constant in it.",
            levels=(1, 2),
            swap={"mean": lambda x: x.mean()},
        ),
        Mistake(
            "scale_survives",
            "The standard deviation grows with the factor, and dividing takes it out again.",
            must=True,
            levels=(2,),
            swap={"deviation": lambda x: x.std()},
        ),
        Mistake(
            "sign_lost",
            "Only the size of a factor drops out: a negative one turns the signs over.",
            levels=(2,),
            swap={"x_hat": lambda x: (x - x.mean()) / x.std()},
        ),
        Mistake(
            "variance_scaled_once",
            "The variance grows with the square of the factor, the standard deviation with the factor.",
            levels=(2,),
            swap={"deviation": lambda a, x: np.sqrt(abs(a)) * x.std()},
        ),
        Mistake(
            "sample_variance",
            "Divide the squared differences by the batch size n, not by n − 1.",
            levels=(1, 2),
            swap={
                "deviation": lambda inputs, mean: np.sqrt(np.sum((inputs - mean) ** 2) / (len(inputs) - 1))
            },
        ),
        Mistake(
            "gradient_kept",
            "The loss is flatter where weights are longer: the gradient is divided by the factor.",
            must=True,
            levels=(3,),
            swap={"gradient": lambda g: g},
        ),
        Mistake(
            "gradient_multiplied",
            "The loss stays the same while the distance grows: divide the gradient by the factor.",
            must=True,
            levels=(3,),
            swap={"gradient": lambda g, a: g * a},
        ),
        Mistake(
            "old_length",
            "Compare the step with the weights of this run, which are longer by the factor.",
            levels=(3,),
            swap={"length": lambda w: np.sqrt(np.sum(w**2))},
        ),
        Mistake(
            "rate_forgotten",
            "The step is the gradient times the learning rate.",
            levels=(3,),
            swap={"step": lambda gradient: np.sqrt(np.sum(gradient**2))},
        ),
    ),
)


def batch_norm_jacobian(x: npt.ArrayLike) -> Array:
    """Derivative of every normalised value of a batch by every input.

    ∂x̂ᵢ/∂xⱼ = (δᵢⱼ − 1/n − x̂ᵢ·x̂ⱼ/n)/σ, with the biased σ and ε negligible: the examples of a batch are
    coupled, each by about 1/n.

    Args:
      x: `[n]`, one feature over a batch, not all equal.

    Returns:
      `[n, n]`, outputs by rows, inputs by columns; symmetric, and all its rows add up to 0.

    Source: follows from Ioffe and Szegedy, Batch Normalization (2015), section 3, by the chain rule.
    """
    x = np.asarray(x, dtype=float)
    x_hat, n = standardize(x), len(x)
    return np.asarray((np.eye(n) - 1 / n - np.outer(x_hat, x_hat) / n) / x.std())


def _draw_coupling(draw: Draw, level: int) -> Params:
    if level == 1:
        signs = draw.shuffled([1, 1, -1, -1])
        i, j = draw.sample([index for index in range(4) if signs[index] == 1], 2)
        return {
            "x_hat": signs,
            "deviation": draw.pick([0.2, 0.25, 0.4, 1.25, 2.5, 4]),
            "i": i + 1,
            "j": j + 1,
        }
    x = [float(value) for value in draw.sample(range(-3, 6), 4)]
    i, j = draw.sample(range(1, 5), 2)
    return {"x": x, "i": i, "j": j} if level == 2 else {"x": x, "j": j}


BATCH_NORM_SAMPLE_COUPLING = Exercise(
    id="batch_norm_sample_coupling",
    title="How batch norm couples the examples of a batch",
    topic="normalization",
    seconds=180,
    reference=batch_norm_jacobian,
    terms=("couples the samples of a batch", "coupling between samples", "samples of a batch depend"),
    prompt={
        1: "One feature of a batch of four was normalised with the batch's own mean and standard deviation "
        "{deviation} (variance divided by 4, ε negligible) to x̂. What is the derivative of the normalised "
        "value of example {i} by the input of example {j}? Examples are counted from 1.\n\n  x̂ = {x_hat}",
        2: "One feature of a batch of four is normalised with the batch's own mean and variance "
        "(divided by 4; "
        "ε negligible). Examples are counted from 1. What are the derivatives of the normalised value of "
        "example {i} by its own input, and by the input of example {j}?\n\n  x = {x}",
        3: "One feature of a batch of four is normalised with the batch's own mean and variance "
        "(divided by 4; "
        "ε negligible). Examples are counted from 1. What are the derivatives of all four normalised values "
        "by the input of example {j}?\n\n  x = {x}",
    },
    draw=_draw_coupling,
    levels={1: ("cross",), 2: ("own", "cross"), 3: ("column",)},
    parts=(
        Part("own", "the derivative by its own input"),
        Part("cross", "the derivative by the other input"),
        Part("column", "the four derivatives", "vector"),
    ),
    steps=(
        Step("deviation", "Standard deviation of the batch", "σ = {deviation}", lambda x: x.std()),
        Step(
            "x_hat",
            "Normalised values",
            "x̂ = {x_hat}",
            lambda x, deviation: (x - x.mean()) / deviation,
        ),
        Step(
            "mean_term",
            "Every input moves the mean by 1/n of its change",
            "{mean_term}",
            lambda x_hat: 1 / len(x_hat),
        ),
        Step(
            "own_term",
            "It moves σ too: x̂ᵢ·x̂ᵢ/n",
            "{own_term}",
            lambda x_hat, i: x_hat[i - 1] ** 2 / len(x_hat),
        ),
        Step(
            "own",
            "Own input: (1 − 1/n − x̂ᵢ²/n)/σ",
            "(1 − {mean_term} − {own_term})/{deviation} = {own}",
            lambda mean_term, own_term, deviation: (1 - mean_term - own_term) / deviation,
        ),
        Step(
            "cross_term",
            "The other input moves σ as well: x̂ᵢ·x̂ⱼ/n",
            "{cross_term}",
            lambda x_hat, i, j: x_hat[i - 1] * x_hat[j - 1] / len(x_hat),
        ),
        Step(
            "cross",
            "Other input: (0 − 1/n − x̂ᵢ·x̂ⱼ/n)/σ",
            "(0 − {mean_term} − {cross_term})/{deviation} = {cross}",
            lambda mean_term, cross_term, deviation: -(mean_term + cross_term) / deviation,
        ),
        Step(
            "terms",
            "The input moves σ too: x̂·x̂ⱼ/n for each output",
            "{terms}",
            lambda x_hat, j: x_hat * x_hat[j - 1] / len(x_hat),
        ),
        Step(
            "direct",
            "Only example j has the input itself: 1 there, 0 elsewhere",
            "{direct}",
            lambda x_hat, j: (np.arange(len(x_hat)) == j - 1) * 1.0,
        ),
        Step(
            "column",
            "Together: (that − 1/n − x̂·x̂ⱼ/n)/σ",
            "{column}",
            lambda direct, mean_term, terms, deviation: (direct - mean_term - terms) / deviation,
        ),
    ),
    mistakes=(
        Mistake(
            "variance_constant",
            "The standard deviation depends on every input too: subtract x̂ᵢ·x̂ⱼ/n.",
            must=True,
            swap={
                "own_term": lambda: 0.0,
                "cross_term": lambda: 0.0,
                "terms": lambda x_hat: 0.0 * x_hat,
            },
        ),
        Mistake(
            "mean_constant",
            "The mean depends on every input too: subtract 1/n.",
            must=True,
            levels=(2, 3),
            swap={"mean_term": lambda: 0.0},
        ),
        Mistake(
            "examples_independent",
            "Mean and variance belong to the whole batch: every input moves every output.",
            must=True,
            levels=(2, 3),
            swap={
                "own": lambda deviation: 1 / deviation,
                "cross": lambda: 0.0,
                "column": lambda direct, deviation: direct / deviation,
            },
        ),
        Mistake(
            "not_divided",
            "Divide by the standard deviation: normalising divided the input by it.",
            swap={
                "own": lambda mean_term, own_term: 1 - mean_term - own_term,
                "cross": lambda mean_term, cross_term: -(mean_term + cross_term),
                "column": lambda direct, mean_term, terms: direct - mean_term - terms,
            },
        ),
        Mistake(
            "sign_of_the_deviation",
            "Both terms are subtracted: dividing by a larger σ pulls the value towards 0.",
            swap={
                "own": lambda mean_term, own_term, deviation: (1 - mean_term + own_term) / deviation,
                "cross": lambda mean_term, cross_term, deviation: (-mean_term + cross_term) / deviation,
                "column": lambda direct, mean_term, terms, deviation: (
                    (direct - mean_term + terms) / deviation
                ),
            },
        ),
        Mistake(
            "terms_not_averaged",
            "x̂ᵢ·x̂ⱼ enters through a mean over the batch: divide it by n.",
            swap={
                "own_term": lambda x_hat, i: x_hat[i - 1] ** 2,
                "cross_term": lambda x_hat, i, j: x_hat[i - 1] * x_hat[j - 1],
                "terms": lambda x_hat, j: x_hat * x_hat[j - 1],
            },
        ),
    ),
)
