"""Root-mean-square normalization, as most large language models use it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def rms_norm(x: npt.ArrayLike, gain: npt.ArrayLike, eps: float = 1e-6) -> Array:
    """Divide each example by the root of its mean square, then scale feature by feature.

    y = g·x/√(mean(x²) + ε) over the features of one example. Unlike layer normalization it subtracts no
    mean and adds no shift.

    Args:
      x: `[..., d]`, for instance tokens of d features.
      gain: g, `[d]`.
      eps: added to the mean square, inside the root.

    Returns:
      The shape of x.

    Source: Zhang and Sennrich, Root Mean Square Layer Normalization (2019), equation 4.
    """
    x = np.asarray(x, dtype=float)
    return np.asarray(gain * x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps))


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"x": [float(value) for value in draw.sample([-4, -3, -2, 1, 2, 3, 5, 6, 7], 4)]}
    if level == 2:
        return {"x": draw.spread(4, -2, 5, 1, gap=0.5), "gain": draw.vector(4, 0.5, 2.5, 1)}
    rows = [draw.spread(3, -1, 2, 1, gap=0.4), draw.spread(3, 1, 9, 1, gap=1)]
    return {"x": draw.shuffled(rows), "gain": draw.vector(3, 0.5, 2.5, 1), "eps": draw.pick([0.1, 0.2, 0.5])}


RMS_NORM = Exercise(
    id="rms_norm",
    title="RMSNorm of tokens",
    topic="normalization",
    seconds=90,
    reference=rms_norm,
    terms=("RMSNorm", "RMS norm", "root mean square normalization", "root mean square layer normalization"),
    aliases={"rmsnorm_forward": Focus(2)},
    prompt={
        1: "RMSNorm of one token with four features. All gains are 1, and ε is negligible.\n\n  x = {x}",
        2: "RMSNorm of one token with four features. ε is negligible.\n\n  x = {x}\n  gains g = {gain}",
        3: "RMSNorm: rows are tokens, columns are features. ε = {eps} is added to the mean square, "
        "inside the "
        "root.\n\n  X = {x}\n\n  gains g = {gain}",
    },
    draw=_draw,
    levels={1: ("rms", "y"), 2: ("rms", "y"), 3: ("Y",)},
    parts=(
        Part("rms", "the root mean square"),
        Part("y", "the output y", "vector", digits=2),
        Part("Y", "the output Y", "matrix", digits=2),
    ),
    constants={"gain": 1.0, "eps": 0.0},
    steps=(
        Step(
            "mean_square",
            "Square all features of a token and average them",
            "mean of {x}² = {mean_square}",
            lambda x: (x**2).mean(axis=-1, keepdims=True),
        ),
        Step(
            "roots",
            "Take the root, with ε added inside of it",
            "√({mean_square} + {eps}) = {roots}",
            lambda mean_square, eps: np.sqrt(mean_square + eps),
        ),
        Step("rms", "The root mean square of the token", "{rms}", lambda roots: float(roots[0])),
        Step(
            "y",
            "Divide the features by it and multiply with the gains",
            "{gain}·{x} / {rms} = {y}",
            lambda gain, x, rms: gain * x / rms,
        ),
        Step(
            "Y",
            "Divide each row by its own root mean square and multiply with the gains, column by column",
            "Y = {Y}",
            lambda gain, x, roots: gain * x / roots,
        ),
    ),
    mistakes=(
        Mistake(
            "layer_norm",
            "Subtract no mean: that would be layer norm.",
            must=True,
            swap={
                "mean_square": lambda x: x.var(axis=-1, keepdims=True),
                "y": lambda gain, x, rms: gain * (x - x.mean()) / rms,
                "Y": lambda gain, x, roots: gain * (x - x.mean(axis=-1, keepdims=True)) / roots,
            },
        ),
        Mistake(
            "summed",
            "Divide the sum of squares by the number of features before taking the root.",
            must=True,
            swap={"mean_square": lambda x: (x**2).sum(axis=-1, keepdims=True)},
        ),
        Mistake(
            "no_root",
            "Take the root of the mean square.",
            must=True,
            swap={"roots": lambda mean_square, eps: mean_square + eps},
        ),
        Mistake(
            "no_gain",
            "Multiply with the gains after dividing.",
            levels=(2, 3),
            must=True,
            swap={"gain": lambda: 1.0},
        ),
        Mistake(
            "over_tokens",
            "Normalise each row by itself: features of other tokens do not count.",
            levels=(3,),
            must=True,
            swap={"mean_square": lambda x: (x**2).mean(axis=0, keepdims=True)},
        ),
        Mistake(
            "squares_of_the_mean",
            "Square first and average then, not the other way round.",
            swap={"mean_square": lambda x: x.mean(axis=-1, keepdims=True) ** 2},
        ),
        Mistake(
            "one_less",
            "Divide by the number of features, not by one less.",
            levels=(1, 2),
            swap={"mean_square": lambda x: (x**2).sum(axis=-1, keepdims=True) / (len(x) - 1)},
        ),
        Mistake(
            "epsilon_outside",
            "Add ε to the mean square, inside the root.",
            levels=(3,),
            swap={"roots": lambda mean_square, eps: np.sqrt(mean_square) + eps},
        ),
    ),
)
