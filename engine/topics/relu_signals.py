"""What ReLU does to the size of random signals, in one layer and in many."""

from __future__ import annotations

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step


def relu_moments(sigma: float, slope: float = 0.0) -> tuple[float, float]:
    """Mean and mean square of a centred normal signal behind ReLU or leaky ReLU.

    E[f] = (1 − a)·σ/√(2π) and E[f²] = (1 + a²)·σ²/2; a = 0 is ReLU, which halves the mean square. The
    variance is E[f²] − E[f]².

    Args:
      sigma: standard deviation σ before, with mean 0.
      slope: a, for negative numbers.

    Returns:
      Mean and mean square.

    Source: He et al., Delving Deep into Rectifiers (2015), section 2.2.
    """
    return float((1 - slope) * sigma / np.sqrt(2 * np.pi)), (1 + slope**2) * sigma**2 / 2


def _draw_moments(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"sigma": draw.decimal(1.1, 6, 1)}
    if level == 2:
        return {"sigma": draw.decimal(0.3, 4, 1)}
    return {"sigma": draw.decimal(0.4, 4, 1), "slope": draw.pick([0.1, 0.2, 0.25, 0.3, 0.5])}


RELU_SECOND_MOMENT = Exercise(
    id="relu_second_moment",
    title="Mean and mean square behind ReLU",
    topic="initialization",
    seconds=75,
    reference=relu_moments,
    terms=("second moment behind ReLU", "halves the second moment", "ReLU halves the variance"),
    prompt={
        1: "A signal is normal with mean 0 and standard deviation {sigma}. It passes ReLU.",
        2: "A signal is normal with mean 0 and standard deviation {sigma}, and passes ReLU.",
        3: "A signal is normal with mean 0 and standard deviation {sigma}, and passes leaky ReLU with slope "
        "{slope} for negative numbers.",
    },
    draw=_draw_moments,
    levels={1: ("square",), 2: ("mean", "square", "variance"), 3: ("mean", "square", "variance")},
    parts=(
        Part("mean", "the mean behind it", digits=3),
        Part("square", "the mean square behind it", digits=3),
        Part("variance", "the variance behind it", digits=3),
    ),
    constants={"slope": 0.0},
    steps=(
        Step(
            "half_mean",
            "Mean of the positive half alone: σ/√(2π)",
            "{sigma}/√(2π) = {half_mean}",
            lambda sigma: sigma / np.sqrt(2 * np.pi),
        ),
        Step(
            "mean",
            "The negative half takes the slope's share of that away (nothing for ReLU)",
            "(1 − {slope})·{half_mean} = {mean}",
            lambda half_mean, slope: (1 - slope) * half_mean,
        ),
        Step(
            "square",
            "Each half holds half of the mean square σ²; the negative one keeps slope² of it (0 for ReLU)",
            "(1 + {slope}²)·{sigma}²/2 = {square}",
            lambda sigma, slope: (1 + slope**2) * sigma**2 / 2,
        ),
        Step(
            "variance",
            "Mean square less mean²",
            "{square} − {mean}² = {variance}",
            lambda square, mean: square - mean**2,
        ),
    ),
    mistakes=(
        Mistake(
            "unchanged",
            "The negative half of the signal is cut: only half of the mean square is left.",
            must=True,
            levels=(1, 2),
            swap={"square": lambda sigma: sigma**2},
        ),
        Mistake(
            "not_squared",
            "The mean square is σ²/2: square the standard deviation.",
            levels=(1, 2),
            swap={"square": lambda sigma: sigma / 2},
        ),
        Mistake(
            "quartered",
            "Half of the mean square is left, not the square of half the deviation.",
            levels=(1, 2),
            swap={"square": lambda sigma: (sigma / 2) ** 2},
        ),
        Mistake(
            "mean_zero",
            "Behind ReLU nothing is negative, so the mean is not 0: subtract its square for the variance.",
            must=True,
            levels=(2, 3),
            swap={"variance": lambda square: square},
        ),
        Mistake(
            "mean_of_absolute_value",
            "σ·√(2/π) is the mean of |z|: ReLU keeps only one half of it.",
            must=True,
            levels=(2,),
            swap={"half_mean": lambda sigma: sigma * np.sqrt(2 / np.pi)},
        ),
        Mistake(
            "leak_ignored",
            "The negative half leaks through with the slope: it lowers the mean and adds to the mean square.",
            must=True,
            levels=(3,),
            swap={"mean": lambda half_mean: half_mean, "square": lambda sigma: sigma**2 / 2},
        ),
        Mistake(
            "slope_not_squared",
            "The negative half enters the mean square with the square of the slope.",
            must=True,
            levels=(3,),
            swap={"square": lambda sigma, slope: (1 + slope) * sigma**2 / 2},
        ),
        Mistake(
            "leak_added_to_mean",
            "Leaked numbers are negative: they lower the mean.",
            levels=(3,),
            swap={"mean": lambda half_mean, slope: (1 + slope) * half_mean},
        ),
    ),
)


def growth_with_depth(fan_in: int, weight_variance: float, depth: int, slope: float = 0.0) -> float:
    """Factor by which many layers with random weights change the mean square of a signal.

    (n·Var(w)·(1 + a²)/2)^L for layers with leaky ReLU of slope a (0 for ReLU).

    Args:
      fan_in: n, the same in every layer.
      weight_variance: Var(w); 2/n keeps the signal of ReLU layers.
      depth: L.
      slope: a.

    Returns:
      The factor of the mean square; the standard deviation changes by its root.

    Source: He et al., Delving Deep into Rectifiers (2015), equation 9.
    """
    return float((fan_in * weight_variance * (1 + slope**2) / 2) ** depth)


def _draw_depth(draw: Draw, level: int) -> Params:
    n = draw.pick([50, 100, 200, 256, 400, 500, 512])
    depth = draw.whole(4, 20)
    factor = draw.pick([0.5, 0.6, 0.7, 0.8, 1.3, 1.4, 1.5, 1.7])
    if level == 1:
        n = draw.pick([50, 100, 200, 400, 500])
        return {"n": n, "variance": round(2 * factor / n, 6), "depth": depth}
    drawn: Params = {"n": n, "sigma": float(f"{np.sqrt(2 * factor / n):.2g}"), "depth": depth}
    return drawn if level == 2 else {**drawn, "slope": draw.pick([0.2, 0.25, 0.3, 0.4, 0.5])}


RELU_VARIANCE_DEPTH = Exercise(
    id="relu_variance_depth",
    title="Signals in a deep network with random weights",
    topic="initialization",
    seconds=90,
    reference=growth_with_depth,
    terms=(
        "scale of activations with depth",
        "variance across layers",
        "signal propagation",
        "why He initialization",
    ),
    prompt={
        1: "In a network every layer has {n} inputs for each unit, weights with mean 0 and variance "
        "{variance}, no biases, and ReLU. Follow the mean square of the pre-activations through {depth} "
        "layers.",
        2: "In a network every layer has {n} inputs for each unit, normal weights with mean 0 and standard "
        "deviation {sigma}, no biases, and ReLU. Follow the size of the pre-activations through {depth} "
        "layers; their standard deviation is the root of their mean square.",
        3: "In a network every layer has {n} inputs for each unit, normal weights with mean 0 and standard "
        "deviation {sigma}, no biases, and leaky ReLU with slope {slope} for negative numbers. Follow the "
        "mean square of the pre-activations through {depth} layers. With which standard deviation of the "
        "weights would it stay as it is?",
    },
    draw=_draw_depth,
    levels={1: ("factor", "growth"), 2: ("factor", "growth", "spread"), 3: ("factor", "growth", "steady")},
    parts=(
        Part("factor", "the factor of the mean square in one layer", digits=3),
        Part("growth", "the factor of the mean square in all layers", digits=3, significant=True),
        Part("spread", "the factor of the standard deviation in all layers", digits=3, significant=True),
        Part("steady", "the standard deviation that keeps it", digits=3, significant=True),
    ),
    constants={"slope": 0.0},
    guard=lambda factor: "one layer changes nothing" if abs(factor - 1) < 0.05 else None,
    steps=(
        Step("variance", "Variance of the weights", "{sigma}² = {variance}", lambda sigma: sigma**2),
        Step(
            "kept",
            "The activation keeps (1 + slope²)/2 of the mean square: half for ReLU",
            "(1 + {slope}²)/2 = {kept}",
            lambda slope: (1 + slope**2) / 2,
        ),
        Step(
            "factor",
            "One layer: inputs · variance of the weights · share that the activation keeps",
            "{n}·{variance}·{kept} = {factor}",
            lambda n, variance, kept: n * variance * kept,
        ),
        Step(
            "growth",
            "All layers: to the power of their number",
            "{factor}^{depth} = {growth}",
            lambda factor, depth: factor**depth,
        ),
        Step(
            "spread",
            "The standard deviation changes by its root",
            "√{growth} = {spread}",
            lambda growth: np.sqrt(growth),
        ),
        Step(
            "steady",
            "Solve inputs · σ² · share = 1: σ = √(1/(inputs · share))",
            "√(1/({n}·{kept})) = {steady}",
            lambda n, kept: np.sqrt(1 / (n * kept)),
        ),
    ),
    mistakes=(
        Mistake(
            "relu_ignored",
            "The activation keeps only a part of the mean square: half of it for ReLU.",
            must=True,
            swap={"kept": lambda slope: 1.0},
        ),
        Mistake(
            "deviation_for_variance",
            "The mean square grows with the variance of the weights, σ².",
            must=True,
            levels=(2, 3),
            swap={"variance": lambda sigma: sigma},
        ),
        Mistake(
            "multiplied_by_depth",
            "Layers multiply one another: raise the factor to their number.",
            must=True,
            swap={"growth": lambda factor, depth: factor * depth},
        ),
        Mistake(
            "root_forgotten",
            "The standard deviation changes by the root of the factor of the mean square.",
            must=True,
            levels=(2,),
            swap={"spread": lambda growth: growth},
        ),
        Mistake(
            "leak_ignored",
            "A leak keeps more than half: (1 + slope²)/2.",
            levels=(3,),
            swap={"kept": lambda slope: 0.5},
        ),
        Mistake(
            "slope_not_squared",
            "The negative half keeps slope² of its mean square.",
            levels=(3,),
            swap={"kept": lambda slope: (1 + slope) / 2},
        ),
        Mistake(
            "variance_for_deviation",
            "This is the variance that keeps the signal; take its root.",
            levels=(3,),
            swap={"steady": lambda n, kept: 1 / (n * kept)},
        ),
    ),
)
