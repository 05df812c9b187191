"""Dropout with other noise: keep probabilities by activation, and Gaussian factors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def standout_keep(a: npt.ArrayLike, alpha: float, beta: float) -> Array:
    """Probability with which standout keeps each unit: the stronger it is driven, the likelier it stays.

    π = sigmoid(α·a + β), where a are the pre-activations of the units, whose weights the keep
    probabilities share. In training a unit is kept with probability π, at test time its activation is
    multiplied by π.

    Args:
      a: pre-activations, any shape.
      alpha, beta: slope and offset of the belief network.

    Returns:
      Probabilities, the shape of a.

    Source: Ba and Frey, Adaptive dropout for training deep neural networks (2013).
    """
    return np.asarray(1 / (1 + np.exp(-(alpha * np.asarray(a, dtype=float) + beta))))


def _draw_standout(draw: Draw, level: int) -> Params:
    alpha, beta = draw.pick([0.5, 1.5, 2.0, 2.5]), draw.signed(0.2, 1, 1)
    if level == 1:
        return {"a": draw.signed(0.3, 1.5, 1), "alpha": alpha, "beta": beta}
    if level == 2:
        return {"a": draw.spread(3, -1.5, 1.8, 1, gap=0.4), "alpha": alpha, "beta": beta}
    a = draw.spread(3, 0.2, 1.8, 1, gap=0.3)
    u = [
        draw.decimal(0.02, pi - 0.04, 2)
        if draw.chance(0.6) or pi > 0.94
        else draw.decimal(pi + 0.04, 0.99, 2)
        for pi in standout_keep(a, alpha, beta).tolist()
    ]
    return {"a": a, "alpha": alpha, "beta": beta, "u": u}


STANDOUT_KEEP_PROBABILITY = Exercise(
    id="standout_keep_probability",
    title="Standout: keep probabilities by activation",
    topic="regularization",
    seconds=90,
    reference=standout_keep,
    terms=("standout", "adaptive dropout", "overlaid belief net"),
    prompt={
        1: "Standout keeps a unit with the probability sigmoid(α·a + β), where a is its "
        "pre-activation. Here a = {a}, "
        "α = {alpha} and β = {beta}. With which probability is the unit dropped?",
        2: "Standout keeps a unit with the probability sigmoid(α·a + β), where a is its "
        "pre-activation. The units are "
        "ReLUs; at test time each activation is multiplied by its keep probability.\n\n"
        "  a = {a}\n  α = {alpha}, β = {beta}",
        3: "Standout keeps a unit with the probability sigmoid(α·a + β), where a is its "
        "pre-activation; it stays where "
        "its uniform draw u is less than that. The units are ReLUs. In training nothing is rescaled; "
        "at test time "
        "each activation is multiplied by its keep probability.\n\n"
        "  a = {a}\n  u = {u}\n  α = {alpha}, β = {beta}",
    },
    draw=_draw_standout,
    levels={1: ("drop",), 2: ("pi", "test"), 3: ("pi", "train", "test")},
    parts=(
        Part("drop", "the probability of being dropped"),
        Part("pi", "the keep probabilities", "vector"),
        Part("train", "the outputs in training", "vector", digits=2),
        Part("test", "the outputs at test time", "vector", digits=2),
    ),
    steps=(
        Step(
            "drive",
            "Input of the sigmoid: α·a + β",
            "{alpha}·{a} + {beta} = {drive}",
            lambda alpha, a, beta: alpha * a + beta,
        ),
        Step(
            "pi",
            "Keep probability: the sigmoid of that",
            "1/(1 + exp(−{drive})) = {pi}",
            lambda drive: 1 / (1 + np.exp(-drive)),
        ),
        Step("drop", "Dropped otherwise", "1 − {pi} = {drop}", lambda pi: 1 - pi),
        Step("h", "Activations: ReLU(a)", "h = {h}", lambda a: np.maximum(a, 0)),
        Step(
            "mask",
            "A unit stays where u is less than its keep probability",
            "mask = {mask}",
            lambda u, pi: (u < pi) * 1,
        ),
        Step("train", "Training: mask the activations", "{mask} · {h} = {train}", lambda mask, h: mask * h),
        Step("test", "Test: multiply by the keep probabilities", "{pi} · {h} = {test}", lambda pi, h: pi * h),
    ),
    mistakes=(
        Mistake(
            "keep_and_drop_exchanged",
            "The sigmoid gives the probability of staying: a strongly driven unit is likely to stay.",
            must=True,
            swap={"pi": lambda drive: 1 / (1 + np.exp(drive))},
        ),
        Mistake(
            "slope_forgotten",
            "Multiply the pre-activation by α before adding β.",
            must=True,
            swap={"drive": lambda a, beta: a + beta},
        ),
        Mistake(
            "offset_scaled",
            "α multiplies the pre-activation alone: α·a + β.",
            swap={"drive": lambda alpha, a, beta: alpha * (a + beta)},
        ),
        Mistake(
            "offset_forgotten",
            "Add the offset β.",
            swap={"drive": lambda alpha, a: alpha * a},
        ),
        Mistake(
            "not_scaled_at_test_time",
            "At test time multiply each activation by its own keep probability.",
            must=True,
            levels=(2, 3),
            swap={"test": lambda h: h},
        ),
        Mistake(
            "rescaled_in_training",
            "Nothing is rescaled in training here: the test pass carries the keep probability.",
            levels=(3,),
            swap={"train": lambda mask, h, pi: mask * h / pi},
        ),
        Mistake(
            "mask_turned_over",
            "A unit stays where its draw is less than its keep probability.",
            levels=(3,),
            swap={"mask": lambda u, pi: (u >= pi) * 1},
        ),
    ),
)


def gaussian_dropout(x: npt.ArrayLike, noise: npt.ArrayLike, drop: float) -> Array:
    """Training pass of Gaussian dropout: activations times noise of mean 1.

    y = x·(1 + σ·ε) with σ² = p/(1 − p), the variance that inverted dropout has. At test time nothing is
    done. No unit is entirely off.

    Args:
      x: activations, any shape.
      noise: standard normal draws ε, the same shape.
      drop: probability p of the dropout whose noise it imitates, in [0, 1).

    Returns:
      The shape of x.

    Source: Srivastava et al., Dropout (2014), section 10.
    """
    return np.asarray(np.asarray(x) * (1 + np.sqrt(drop / (1 - drop)) * np.asarray(noise)))


def _draw_gaussian(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"drop": draw.decimal(0.05, 0.9, 2)}
    if level == 2:
        x, noise = draw.vector(3, 0.5, 4, 1), draw.vector(3, 0.2, 1.8, 1, signed=True)
        return {"drop": draw.pick([0.1, 0.2, 0.25, 0.3, 0.4]), "x": x, "noise": noise}
    return {"deviation": draw.decimal(0.2, 0.9, 2), "x": draw.decimal(2, 9, 1)}


GAUSSIAN_DROPOUT_STD = Exercise(
    id="gaussian_dropout_std",
    title="Gaussian dropout: how much noise",
    topic="regularization",
    seconds=60,
    reference=gaussian_dropout,
    terms=("Gaussian dropout", "Gaussian noise of mean 1", "multiplicative Gaussian noise"),
    prompt={
        1: "Gaussian dropout multiplies activations by normal noise of mean 1. Which standard "
        "deviation must the noise "
        "have to match inverted dropout with the drop probability {drop} in mean and variance?",
        2: "Gaussian dropout multiplies activations by normal noise of mean 1, whose variance "
        "matches inverted dropout "
        "with the drop probability {drop}. Which standard deviation has the noise, and what are the "
        "outputs? ε are "
        "the standard normal draws.\n\n  x = {x}\n  ε = {noise}",
        3: "Gaussian dropout multiplies activations by normal noise of mean 1 and standard deviation "
        "{deviation}. Inverted "
        "dropout with which drop probability has the same variance, and what value does it give an "
        "activation of "
        "{x} that it keeps?",
    },
    draw=_draw_gaussian,
    levels={1: ("sigma",), 2: ("sigma", "y"), 3: ("drop", "kept")},
    parts=(
        Part("sigma", "the standard deviation of the noise"),
        Part("y", "the outputs", "vector", digits=2),
        Part("drop", "the drop probability"),
        Part("kept", "the value if it is kept"),
    ),
    steps=(
        Step(
            "variance",
            "Variance of a mask that is 1/(1 − p) or 0: p/(1 − p)",
            "{drop}/(1 − {drop}) = {variance}",
            lambda drop: drop / (1 - drop),
        ),
        Step(
            "sigma",
            "Standard deviation: the root",
            "√{variance} = {sigma}",
            lambda variance: np.sqrt(variance),
        ),
        Step(
            "factors",
            "Noise of mean 1: 1 + σ·ε",
            "1 + {sigma}·{noise} = {factors}",
            lambda sigma, noise: 1 + sigma * noise,
        ),
        Step("y", "Multiply the activations by it", "{x} · {factors} = {y}", lambda x, factors: x * factors),
        Step(
            "odds",
            "p/(1 − p) has to be the variance σ²",
            "{deviation}² = {odds}",
            lambda deviation: deviation**2,
        ),
        Step(
            "drop",
            "Solve for p: σ²/(1 + σ²)",
            "{odds}/(1 + {odds}) = {drop}",
            lambda odds: odds / (1 + odds),
        ),
        Step(
            "kept",
            "What is kept is divided by 1 − p",
            "{x}/(1 − {drop}) = {kept}",
            lambda x, drop: x / (1 - drop),
        ),
    ),
    mistakes=(
        Mistake(
            "bernoulli_variance",
            "The mask of inverted dropout is 1/(1 − p) or 0, not 1 or 0: its variance is p/(1 − p).",
            must=True,
            levels=(1, 2),
            swap={"variance": lambda drop: drop * (1 - drop)},
        ),
        Mistake(
            "root_forgotten",
            "The standard deviation is the root of p/(1 − p).",
            must=True,
            levels=(1, 2),
            swap={"sigma": lambda variance: variance},
        ),
        Mistake(
            "odds_turned_over",
            "More dropping means more noise: p stands above, 1 − p below.",
            levels=(1, 2),
            swap={"variance": lambda drop: (1 - drop) / drop},
        ),
        Mistake(
            "mean_zero",
            "The noise has the mean 1, so that the activation itself stays in: 1 + σ·ε.",
            must=True,
            levels=(2,),
            swap={"factors": lambda sigma, noise: sigma * noise},
        ),
        Mistake(
            "noise_added",
            "The noise multiplies the activation; it is not added to it.",
            levels=(2,),
            swap={"y": lambda x, sigma, noise: x + sigma * noise},
        ),
        Mistake(
            "square_forgotten",
            "Square the standard deviation first: p/(1 − p) is a variance.",
            must=True,
            levels=(3,),
            swap={"odds": lambda deviation: deviation},
        ),
        Mistake(
            "odds_for_probability",
            "σ² is p/(1 − p), not p: solve for p.",
            must=True,
            levels=(3,),
            swap={"drop": lambda odds: odds},
        ),
        Mistake(
            "not_rescaled",
            "Inverted dropout divides what it keeps by 1 − p.",
            levels=(3,),
            swap={"kept": lambda x: x},
        ),
        Mistake(
            "rescaled_by_drop",
            "Divide what is kept by 1 − p, not by p.",
            levels=(3,),
            swap={"kept": lambda x, drop: x / drop},
        ),
    ),
)
