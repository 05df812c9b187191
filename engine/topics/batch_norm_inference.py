"""Batch normalization at test time: a fixed map with stored statistics."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def batch_norm_inference(
    x: npt.ArrayLike,
    gamma: npt.ArrayLike,
    beta: npt.ArrayLike,
    running_mean: npt.ArrayLike,
    running_var: npt.ArrayLike,
    eps: float = 1e-5,
) -> Array:
    """Normalise with the stored statistics: at test time a fixed affine map of each feature.

    y = γ·(x − μ)/√(σ² + ε) + β = a·x + c, with a = γ/√(σ² + ε) and c = β − a·μ. As μ and σ² are
    constants, dx = a·dy.

    Args:
      x: `[n, d]`, n examples of d features.
      gamma, beta: `[d]`, scale and shift.
      running_mean, running_var: `[d]`, averages kept while training.
      eps: added to the variance, inside the root.

    Returns:
      `[n, d]`.

    Source: Ioffe and Szegedy, Batch Normalization (2015), algorithm 2.
    """
    factor = np.asarray(gamma) / np.sqrt(np.asarray(running_var) + eps)
    return np.asarray(factor * np.asarray(x) + (np.asarray(beta) - factor * np.asarray(running_mean)))


def _draw_eval(draw: Draw, level: int) -> Params:
    if level == 1:
        variance = draw.pick([4, 9, 16, 25])
        mean = draw.whole(1, 9)
        value = mean + draw.sign() * draw.whole(2, 9)
        return {"x": value, "running_mean": mean, "running_var": variance, **_affine(draw)}
    stored = {"running_mean": draw.decimal(0.5, 4, 1), "running_var": draw.decimal(2, 12, 1)}
    x = draw.spread(3, -3, 8, 1, gap=1)
    if level == 2:
        return {"x": x, **stored, **_affine(draw)}
    dy = draw.vector(3, 0.2, 2, 1, signed=True)
    return {"x": x, **stored, **_affine(draw), "eps": draw.pick([0.5, 0.25, 0.2]), "dy": dy}


def _affine(draw: Draw) -> Params:
    return {"gamma": draw.decimal(1.2, 3, 1), "beta": draw.signed(0.3, 2, 1)}


BATCH_NORM_EVAL = Exercise(
    id="batch_norm_eval",
    title="Batch normalization at test time",
    topic="normalization",
    seconds=120,
    reference=batch_norm_inference,
    terms=("batch norm at test time", "batch norm inference", "BN at test time", "running averages of mean"),
    aliases={"batchnorm_inference": Focus(2), "batchnorm_inference_backward": Focus(3, "dx")},
    prompt={
        1: "A network with batch normalization is evaluated (ε negligible). One feature has the "
        "value x = {x}. "
        "The running mean is {running_mean}, the running variance {running_var}, scale γ = {gamma}, shift "
        "β = {beta}. What leaves the layer?",
        2: "A network with batch normalization is in evaluation mode (ε negligible). The values x of one "
        "feature arrive. For this feature the layer is a fixed map y = a·x + c.\n\n"
        "  x = {x}\n  running mean {running_mean}, running variance {running_var}\n"
        "  scale γ = {gamma}, shift β = {beta}",
        3: "A batch normalization layer is frozen: it is in evaluation mode while the rest of the network "
        "is trained. One feature of three examples arrives as x; the loss has the gradients dy by the "
        "outputs y. ε = {eps} is added to the variance inside the root.\n\n"
        "  x  = {x}\n  dy = {dy}\n  running mean {running_mean}, running variance {running_var}\n"
        "  scale γ = {gamma}, shift β = {beta}",
    },
    draw=_draw_eval,
    levels={1: ("out",), 2: ("factor", "offset", "y"), 3: ("y", "dx", "d_gamma")},
    parts=(
        Part("out", "the output", digits=2),
        Part("factor", "the factor a"),
        Part("offset", "the offset c"),
        Part("y", "the output y", "vector", digits=2),
        Part("dx", "the gradient by x", "vector"),
        Part("d_gamma", "the gradient by γ", digits=2),
    ),
    constants={"eps": 0.0},
    steps=(
        Step(
            "deviation",
            "Standard deviation from the running variance: √(σ² + ε)",
            "√({running_var} + ε) = {deviation}",
            lambda running_var, eps: np.sqrt(running_var + eps),
        ),
        Step(
            "factor",
            "Everything is constant, so x is multiplied by a = γ/√(σ² + ε)",
            "a = {gamma}/{deviation} = {factor}",
            lambda gamma, deviation: gamma / deviation,
        ),
        Step(
            "offset",
            "The rest is a constant too: c = β − a·(running mean)",
            "c = {beta} − {factor}·{running_mean} = {offset}",
            lambda beta, factor, running_mean: beta - factor * running_mean,
        ),
        Step(
            "out",
            "Apply the map a·x + c",
            "{factor}·{x} + {offset} = {out}",
            lambda factor, x, offset: factor * x + offset,
        ),
        Step(
            "y",
            "Apply the map: y = a·x + c",
            "{factor}·{x} + {offset} = {y}",
            lambda factor, x, offset: factor * x + offset,
        ),
        Step(
            "dx",
            "Backwards through a fixed map: dx = a·dy",
            "{factor}·{dy} = {dx}",
            lambda factor, dy: factor * dy,
        ),
        Step(
            "x_hat",
            "Normalised input with the stored statistics",
            "x̂ = {x_hat}",
            lambda x, running_mean, deviation: (x - running_mean) / deviation,
        ),
        Step(
            "d_gamma",
            "γ scales x̂: dγ = Σ dy·x̂",
            "{dy}·{x_hat} = {d_gamma}",
            lambda dy, x_hat: np.sum(dy * x_hat),
        ),
    ),
    mistakes=(
        Mistake(
            "batch_statistics",
            "In evaluation mode use the running mean and variance, not those of these examples.",
            must=True,
            levels=(2, 3),
            swap={"running_mean": lambda x: x.mean(), "running_var": lambda x: x.var()},
        ),
        Mistake(
            "no_root",
            "Divide by the standard deviation: take the root of the running variance.",
            must=True,
            swap={"deviation": lambda running_var, eps: running_var + eps},
        ),
        Mistake(
            "mean_not_subtracted",
            "Subtract the running mean before scaling: c = β − a·μ.",
            swap={"offset": lambda beta: beta, "x_hat": lambda x, deviation: x / deviation},
        ),
        Mistake(
            "mean_not_scaled",
            "The mean is scaled with x: c = β − a·μ, not β − μ.",
            swap={"offset": lambda beta, running_mean: beta - running_mean},
        ),
        Mistake(
            "gamma_forgotten",
            "Multiply by the scale γ after normalising.",
            swap={"factor": lambda deviation: 1 / deviation},
        ),
        Mistake(
            "backward_of_training",
            "The stored statistics do not depend on x: dx = γ/√(σ² + ε)·dy, with nothing subtracted.",
            must=True,
            levels=(3,),
            swap={
                "dx": lambda factor, dy, x: (
                    factor
                    * (dy - dy.mean() - (x - x.mean()) / x.std() * np.mean(dy * (x - x.mean()) / x.std()))
                )
            },
        ),
        Mistake(
            "epsilon_forgotten",
            "Add ε to the running variance before taking the root.",
            levels=(3,),
            swap={"deviation": lambda running_var: np.sqrt(running_var)},
        ),
        Mistake(
            "raw_input_for_gamma",
            "γ multiplies the normalised input: dγ = Σ dy·x̂, not Σ dy·x.",
            levels=(3,),
            swap={"d_gamma": lambda dy, x: np.sum(dy * x)},
        ),
    ),
)
