"""Batch normalization at test time, the running statistics it uses there, and where ε stands."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

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


def running_average(start: float, values: npt.ArrayLike, momentum: float = 0.1) -> float:
    """Running statistic after the batches whose statistics are given.

    r ← (1 − m)·r + m·b for each batch, where m is the weight of the new value (PyTorch). Keras and ONNX
    call 1 − m the momentum.

    Args:
      start: value r before the first batch.
      values: `[n]`, mean or variance of each batch, in order.
      momentum: weight m of the new value, in (0, 1).

    Returns:
      The value after the last batch.

    Source: PyTorch documentation, torch.nn.BatchNorm2d.
    """
    value = float(start)
    for each in np.asarray(values, dtype=float):
        value = (1 - momentum) * value + momentum * float(each)
    return value


def _draw_running(draw: Draw, level: int) -> Params:
    if level == 1:
        before, new = draw.sample(range(2, 20), 2)
        return {"running_mean": before, "mean": new, "momentum": draw.pick([0.1, 0.2, 0.3])}
    if level == 2:
        x = draw.spread(4, -3, 9, 1, gap=1)
        old = {"running_mean": draw.decimal(0, 4, 1), "running_var": draw.decimal(1, 6, 1)}
        return {"x": x, **old, "momentum": draw.pick([0.1, 0.2, 0.3])}
    values = draw.spread(3, 2, 9, 1, gap=0.8)
    return {"start": 1.0, "variances": values, "keep": draw.pick([0.9, 0.8, 0.7])}


def _after(start: float, variances: Any, keep: float) -> tuple[float, list[str]]:
    value, rows = start, []
    for each in variances:
        old, value = value, keep * value + (1 - keep) * each
        rows.append(f"{keep:g}·{old:.6g} + {1 - keep:g}·{each:g} = {value:.6g}")
    return value, rows


BATCH_NORM_RUNNING_STATS = Exercise(
    id="batch_norm_running_stats",
    title="Running statistics of batch normalization",
    topic="normalization",
    seconds=120,
    reference=running_average,
    terms=("running mean and variance", "running statistics", "running averages of mean and variance"),
    aliases={"batchnorm_running_update": Focus(1)},
    prompt={
        1: "A batch normalization layer has the running mean {running_mean}. A training batch with the mean "
        "{mean} arrives; the momentum {momentum} is the weight of the new value, as in PyTorch.",
        2: "A batch normalization layer is in training mode and sees this batch of one feature. The momentum "
        "{momentum} is the weight of the new value. As in PyTorch, the running variance takes the unbiased "
        "variance of the batch (dividing by n − 1).\n\n"
        "  x = {x}\n  running mean {running_mean}, running variance {running_var}",
        3: "The running variance of a batch normalization layer starts at {start}. The momentum "
        "{keep} is the "
        "weight of the old value, as in Keras. Three training batches have these variances, in order:\n\n"
        "  {variances}",
    },
    draw=_draw_running,
    levels={1: ("new_mean",), 2: ("new_mean", "new_var"), 3: ("after", "left")},
    parts=(
        Part("new_mean", "the new running mean"),
        Part("new_var", "the new running variance"),
        Part("after", "the running variance after the three batches"),
        Part("left", "the weight that the starting value still has in it"),
    ),
    steps=(
        Step("mean", "Mean of the batch", "{mean}", lambda x: x.mean()),
        Step(
            "new_mean",
            "Running mean: (1 − m)·old + m·new",
            "(1 − {momentum})·{running_mean} + {momentum}·{mean} = {new_mean}",
            lambda momentum, running_mean, mean: (1 - momentum) * running_mean + momentum * mean,
        ),
        Step(
            "variance",
            "Unbiased variance of the batch: squared differences, divided by n − 1",
            "{variance}",
            lambda x, mean: np.sum((x - mean) ** 2) / (len(x) - 1),
        ),
        Step(
            "new_var",
            "Running variance: (1 − m)·old + m·new",
            "(1 − {momentum})·{running_var} + {momentum}·{variance} = {new_var}",
            lambda momentum, running_var, variance: (1 - momentum) * running_var + momentum * variance,
        ),
        Step(
            "after",
            "For each batch: momentum·old + (1 − momentum)·new",
            "after the last batch: {after}",
            _after,
            traced=True,
        ),
        Step(
            "left",
            "Every batch multiplies what was there before by the momentum",
            "{keep} to the power of the number of batches = {left}",
            lambda keep, variances: keep ** len(variances),
        ),
    ),
    mistakes=(
        Mistake(
            "weights_exchanged",
            "Look at which value the momentum weighs: PyTorch's weighs the new one, Keras's the old one.",
            must=True,
            swap={"momentum": lambda momentum: 1 - momentum, "keep": lambda keep: 1 - keep},
        ),
        Mistake(
            "added",
            "Shrink the old value too: the two weights add up to 1.",
            must=True,
            levels=(1, 2),
            swap={
                "new_mean": lambda momentum, running_mean, mean: running_mean + momentum * mean,
                "new_var": lambda momentum, running_var, variance: running_var + momentum * variance,
            },
        ),
        Mistake(
            "replaced",
            "The running value moves a little towards the batch; it is not replaced by it.",
            levels=(2,),
            swap={"new_mean": lambda mean: mean, "new_var": lambda variance: variance},
        ),
        Mistake(
            "plain_average",
            "Old and new value do not weigh alike: use the momentum.",
            swap={
                "new_mean": lambda running_mean, mean: (running_mean + mean) / 2,
                "new_var": lambda running_var, variance: (running_var + variance) / 2,
                "after": lambda variances: (np.mean(variances), ["the mean of the three"]),
            },
        ),
        Mistake(
            "started_with_the_first_batch",
            "The first batch too is only mixed into the starting value.",
            must=True,
            levels=(3,),
            swap={"after": lambda variances, keep: _after(variances[0], variances[1:], keep)},
        ),
        Mistake(
            "deviation_averaged",
            "Average variances, not standard deviations.",
            levels=(2,),
            swap={
                "new_var": lambda momentum, running_var, variance: (
                    (1 - momentum) * running_var + momentum * np.sqrt(variance)
                )
            },
        ),
        Mistake(
            "last_batch_only",
            "Update once for every batch.",
            levels=(3,),
            swap={
                "after": lambda start, variances, keep: _after(start, variances[-1:], keep),
                "left": lambda keep: keep,
            },
        ),
        Mistake(
            "share_lost",
            "What is left of the start is momentum to the number of batches, not one minus it.",
            levels=(3,),
            swap={"left": lambda keep, variances: 1 - keep ** len(variances)},
        ),
    ),
    conventions=(
        Convention(
            "biased_variance",
            "Right where the running variance takes the biased variance (ONNX); here it divides by n − 1.",
            swap={"variance": lambda x, mean: np.mean((x - mean) ** 2)},
        ),
    ),
)


def normalizer_gain(variance: npt.ArrayLike, eps: float) -> Array:
    """Factor by which a normalization layer multiplies a deviation from the mean.

    1/√(σ² + ε). It stays below 1/√ε, however small the variance is; the standard deviation after
    normalising is σ/√(σ² + ε), a little less than 1.

    Args:
      variance: biased variance σ², any shape.
      eps: ε > 0, in the units of a variance.

    Returns:
      Positive factors, shape of `variance`.

    Source: Ioffe and Szegedy, Batch Normalization (2015), algorithm 1.
    """
    return np.asarray(1 / np.sqrt(np.asarray(variance, dtype=float) + eps))


TRIPLES = ((0.09, 0.16), (0.16, 0.09), (0.36, 0.64), (0.64, 0.36), (1.44, 0.81), (0.25, 1.44), (2.25, 4.0))
"""Variances and ε whose sum has a simple root."""


def _draw_eps(draw: Draw, level: int) -> Params:
    if level == 1:
        variance, eps = draw.pick(TRIPLES)
        return {"variance": variance, "eps": eps, "difference": draw.pick([1, 2, 3, 4, 6]) * draw.sign()}
    eps = draw.pick([1e-3, 1e-4, 1e-5])
    ratio = draw.decimal(0.5, 3, 1)
    deviation = float(f"{ratio * eps**0.5:.2g}")
    return {"deviation": deviation, "eps": eps}


NORM_EPS_PLACEMENT = Exercise(
    id="norm_eps_placement",
    title="Where ε stands in a normalization layer",
    topic="normalization",
    seconds=75,
    reference=normalizer_gain,
    terms=("eps inside the root", "epsilon inside the root", "epsilon in batch norm"),
    prompt={
        1: "A normalization layer adds ε = {eps} to the variance {variance}, inside the root. What "
        "becomes of a "
        "value that differs from the mean by {difference} (scale 1, shift 0)?",
        2: "A channel that hardly varies has the standard deviation σ = {deviation}; ε = {eps}. A "
        "normalization layer multiplies deviations from the mean by 1/√(σ² + ε). A careless program divides "
        "by σ + ε instead. By how much does each multiply?",
        3: "A channel that hardly varies has the standard deviation σ = {deviation}. A normalization layer "
        "adds ε = {eps} to the variance, inside the root (scale 1, shift 0). What standard deviation has the "
        "channel afterwards, and what is the largest factor by which this layer could multiply the "
        "deviations "
        "of any channel?",
    },
    draw=_draw_eps,
    levels={1: ("x_hat",), 2: ("inside", "outside"), 3: ("spread", "most")},
    parts=(
        Part("x_hat", "the normalised value"),
        Part("inside", "the factor with ε inside the root", significant=True),
        Part("outside", "the factor with ε outside", significant=True),
        Part("spread", "the standard deviation afterwards"),
        Part("most", "the largest factor", significant=True),
    ),
    steps=(
        Step("variance", "Variance: σ²", "{deviation}² = {variance}", lambda deviation: deviation**2),
        Step(
            "divisor",
            "Add ε to the variance, then take the root",
            "√({variance} + {eps}) = {divisor}",
            lambda variance, eps: np.sqrt(variance + eps),
        ),
        Step(
            "x_hat",
            "Divide the difference by it",
            "{difference}/{divisor} = {x_hat}",
            lambda difference, divisor: difference / divisor,
        ),
        Step(
            "inside",
            "The factor is one over that root",
            "1/{divisor} = {inside}",
            lambda divisor: 1 / divisor,
        ),
        Step(
            "outside",
            "Outside: one over σ + ε",
            "1/({deviation} + {eps}) = {outside}",
            lambda deviation, eps: 1 / (deviation + eps),
        ),
        Step(
            "spread",
            "Standard deviation afterwards: σ over the divisor",
            "{deviation}/{divisor} = {spread}",
            lambda deviation, divisor: deviation / divisor,
        ),
        Step(
            "most",
            "A channel that does not vary at all has σ = 0: the factor is 1/√ε",
            "1/√{eps} = {most}",
            lambda eps: 1 / np.sqrt(eps),
        ),
    ),
    mistakes=(
        Mistake(
            "epsilon_outside",
            "ε is added to the variance, inside the root: √(σ² + ε), not σ + ε.",
            must=True,
            swap={
                "divisor": lambda variance, eps: np.sqrt(variance) + eps,
                "most": lambda eps: 1 / eps,
            },
        ),
        Mistake(
            "epsilon_forgotten",
            "ε is not negligible beside this variance: add it before the root.",
            must=True,
            levels=(1, 2),
            swap={"divisor": lambda variance: np.sqrt(variance), "outside": lambda deviation: 1 / deviation},
        ),
        Mistake(
            "roots_taken_apart",
            "The root of a sum is not the sum of the roots: add first.",
            swap={
                "divisor": lambda variance, eps: np.sqrt(variance) + np.sqrt(eps),
                "outside": lambda deviation, eps: 1 / (deviation + np.sqrt(eps)),
            },
        ),
        Mistake(
            "no_root",
            "Take the root of variance and ε together.",
            swap={"divisor": lambda variance, eps: variance + eps},
        ),
        Mistake(
            "variance_not_squared",
            "ε is added to σ², so square the standard deviation first.",
            levels=(2, 3),
            swap={"variance": lambda deviation: deviation},
        ),
    ),
)
