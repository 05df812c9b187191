"""Averages of weights: of several models, and along a training run."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def weight_average(weights: npt.ArrayLike, counts: npt.ArrayLike | None = None) -> Array:
    """Mean of the weights of models with the same architecture.

    w̄ = Σ_i n_i·w_i / Σ_i n_i. Stochastic weight averaging keeps it running: w̄ ← (n·w̄ + w)/(n + 1). One
    averaged model is not the same as averaging the outputs of the models, because networks are not linear.

    Args:
      weights: `[models, ...]`.
      counts: `[models]`, how many models each one stands for; 1 each when None.

    Returns:
      An array of the shape of one model's weights.

    Source: Izmailov et al., Averaging Weights Leads to Wider Optima and Better Generalization (2018),
    algorithm 1.
    """
    w = np.asarray(weights, dtype=float)
    n = np.ones(len(w)) if counts is None else np.asarray(counts, dtype=float)
    return np.asarray(np.tensordot(n, w, axes=1) / n.sum())


def two_layer(u: Array, v: Array, x: float) -> float:
    """Output of a tiny network: v·ReLU(u·x), one hidden unit for each entry."""
    return float(np.sum(v * np.maximum(u * x, 0)))


def _draw_average(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"W": [[float(v) for v in draw.sample(range(-6, 9), 3)] for _ in range(3)]}
    if level == 2:
        running, new = draw.vector(3, 0.3, 2, 1, signed=True), draw.vector(3, 0.3, 2, 1, signed=True)
        return {"running": running, "n": draw.whole(2, 9), "w": new}
    x = draw.decimal(1, 3, 1)
    first = [draw.decimal(0.5, 2, 1), -draw.decimal(0.3, 1, 1)]
    second = [-draw.decimal(0.2, 0.8, 1), draw.decimal(0.8, 2, 1)]
    v_a, v_b = draw.vector(2, 0.5, 2, 1, signed=True), draw.vector(2, 0.5, 2, 1, signed=True)
    return {"x": x, "u_a": first, "u_b": second, "v_a": v_a, "v_b": v_b}


WEIGHT_AVERAGE = Exercise(
    id="weight_average",
    title="Averaged weights of several models",
    topic="ensembles",
    seconds=75,
    reference=weight_average,
    terms=("averaging the weights", "stochastic weight averaging", "SWA", "weight averaging", "model soup"),
    prompt={
        1: "Each row holds the weights of one model of the same architecture. What are the weights of the "
        "averaged model?\n\n  W = {W}",
        2: "Stochastic weight averaging keeps the plain mean of the weights of all collected models. So far "
        "{n} models were collected, and their mean is w̄. Now the next model w joins them. What is the mean "
        "then?\n\n  w̄ = {running}\n  w = {w}",
        3: "Two networks compute f(x) = v₁·ReLU(u₁·x) + v₂·ReLU(u₂·x). Compare one network with their "
        "averaged weights with the average of both outputs, at x = {x}.\n\n  network A   u = {u_a}, v = "
        "{v_a}\n  network B   u = {u_b}, v = {v_b}",
    },
    draw=_draw_average,
    levels={1: ("mean",), 2: ("new",), 3: ("of_average", "average_of")},
    parts=(
        Part("mean", "the averaged weights", "vector"),
        Part("new", "the new mean", "vector"),
        Part("of_average", "the output of the averaged network"),
        Part("average_of", "the average of both outputs"),
    ),
    steps=(
        Step("mean", "Average over the models, each weight by itself", "{mean}", lambda W: W.mean(axis=0)),
        Step(
            "new",
            "The mean stands for n models, the new one for 1: (n·w̄ + w)/(n + 1)",
            "({n}·{running} + {w}) / ({n} + 1) = {new}",
            lambda n, running, w: (n * running + w) / (n + 1),
        ),
        Step("u", "Averaged first layer", "u = {u}", lambda u_a, u_b: (u_a + u_b) / 2),
        Step("v", "Averaged second layer", "v = {v}", lambda v_a, v_b: (v_a + v_b) / 2),
        Step(
            "of_average",
            "Run the averaged network: ReLU cuts off negative u·x",
            "{v}·ReLU({u}·{x}) = {of_average}",
            lambda u, v, x: two_layer(u, v, x),
        ),
        Step(
            "f_a",
            "Output of network A",
            "{v_a}·ReLU({u_a}·{x}) = {f_a}",
            lambda u_a, v_a, x: two_layer(u_a, v_a, x),
        ),
        Step(
            "f_b",
            "Output of network B",
            "{v_b}·ReLU({u_b}·{x}) = {f_b}",
            lambda u_b, v_b, x: two_layer(u_b, v_b, x),
        ),
        Step(
            "average_of",
            "Average both outputs",
            "({f_a} + {f_b}) / 2 = {average_of}",
            lambda f_a, f_b: (f_a + f_b) / 2,
        ),
    ),
    mistakes=(
        Mistake(
            "summed",
            "Divide the sum by the number of models.",
            must=True,
            levels=(1, 3),
            swap={
                "mean": lambda W: W.sum(axis=0),
                "u": lambda u_a, u_b: u_a + u_b,
                "v": lambda v_a, v_b: v_a + v_b,
                "average_of": lambda f_a, f_b: f_a + f_b,
            },
        ),
        Mistake(
            "within_a_model",
            "Average over the models (the rows), not over the weights of one model.",
            must=True,
            levels=(1,),
            swap={"mean": lambda W: W.mean(axis=1)},
        ),
        Mistake(
            "middle_model",
            "Take the mean over the models, not the middle value.",
            levels=(1,),
            swap={"mean": lambda W: np.median(W, axis=0)},
        ),
        Mistake(
            "half_and_half",
            "The old mean stands for n models: it counts n times as much as the new one.",
            must=True,
            levels=(2,),
            swap={"new": lambda running, w: (running + w) / 2},
        ),
        Mistake(
            "new_model_not_counted",
            "With the new one there are n + 1 models: divide by n + 1.",
            must=True,
            levels=(2,),
            swap={"new": lambda n, running, w: (n * running + w) / n},
        ),
        Mistake(
            "mean_counted_once",
            "The old mean has to be multiplied by the number of models it stands for.",
            must=True,
            levels=(2,),
            swap={"new": lambda n, running, w: (running + w) / (n + 1)},
        ),
        Mistake(
            "averages_exchanged",
            "The averaged network averages u and v before the ReLU; the ensemble averages the outputs after "
            "it.",
            must=True,
            levels=(3,),
            swap={
                "of_average": lambda f_a, f_b: (f_a + f_b) / 2,
                "average_of": lambda u, v, x: two_layer(u, v, x),
            },
        ),
        Mistake(
            "no_relu",
            "Negative u·x becomes 0 under the ReLU.",
            must=True,
            levels=(3,),
            swap={
                "of_average": lambda u, v, x: np.sum(v * u * x),
                "f_a": lambda u_a, v_a, x: np.sum(v_a * u_a * x),
                "f_b": lambda u_b, v_b, x: np.sum(v_b * u_b * x),
            },
        ),
    ),
)


def weight_ema(weights: npt.ArrayLike, start: npt.ArrayLike, decay: float = 0.999) -> Array:
    """Exponential moving average of the weights along training.

    e ← β·e + (1 − β)·w after every update, starting at the first weights. After k updates the start still
    has the share βᵏ. A warm-up of the decay, min(β, (1 + t)/(10 + t)), lets the average follow faster in
    the beginning.

    Args:
      weights: `[updates, ...]`, weights after each update.
      start: weights before the first update.
      decay: β, share that the average keeps.

    Returns:
      The average after the last update.

    Source: Tarvainen and Valpola, Mean Teachers Are Better Role Models (2017), equation 2; TensorFlow's
    documentation of ExponentialMovingAverage for the warm-up of the decay.
    """
    average = np.asarray(start, dtype=float)
    for w in np.asarray(weights, dtype=float):
        average = decay * average + (1 - decay) * w
    return average


def keep_share(old: float, new: float, share: float) -> float:
    """The old average keeps its share."""
    return share * old + (1 - share) * new


def run_ema(
    weights: Array, start: float, shares: Array, mix: Callable[[float, float, float], float]
) -> tuple[float, list[str]]:
    """Average weights one update after the other, with a line for each."""
    e, rows = float(start), []
    for t, (w, share) in enumerate(zip(weights, shares, strict=True), 1):
        new = float(mix(e, float(w), float(share)))
        rows.append(
            f"update {t}: average {e:.6g} keeps {share:.6g}, with the weight {w:g} it becomes {new:.6g}"
        )
        e = new
    return e, rows


def run_warmed(
    weights: Array, start: float, warmed: Array, mix: Callable[[float, float, float], float]
) -> tuple[float, list[str]]:
    """The same with shares that grow."""
    return run_ema(weights, start, warmed, mix)


def _draw_ema(draw: Draw, level: int) -> Params:
    if level == 1:
        old, new = draw.sample([-6, -4, -2, 2, 3, 4, 5, 8], 2)
        return {"start": float(old), "weights": [float(new)], "decay": draw.pick([0.5, 0.8, 0.9, 0.6])}
    drawn = {"start": draw.signed(0.5, 3, 1), "weights": draw.vector(3, 0.5, 4, 1, signed=True)}
    if level == 2:
        return {**drawn, "decay": draw.pick([0.6, 0.7, 0.75, 0.8, 0.9])}
    return {**drawn, "decay": draw.pick([0.26, 0.27, 0.28, 0.29])}


WEIGHT_EMA = Exercise(
    id="weight_ema",
    title="Moving average of the weights (EMA)",
    topic="ensembles",
    seconds=90,
    reference=weight_ema,
    terms=("EMA of the weights", "moving average of the weights", "mean teacher", "weight EMA"),
    prompt={
        1: "An exponential moving average of a weight keeps the share β = {decay} of its old value in every "
        "update. It stands at {start}, and the weight is now {weights[0]}. Where does the average go?",
        2: "An exponential moving average of a weight, e ← β·e + (1 − β)·w with β = {decay}, starts at the "
        "first weight {start}. In the next three updates the weight becomes {weights:list} in turn. Where "
        "does the average stand then, and which share does the first weight still have in it?",
        3: "An exponential moving average of a weight, e ← β·e + (1 − β)·w, starts at the first weight "
        "{start}. Its share is warmed up: in update t, counted from 1, β is the smaller one of {decay} and "
        "(1 + t)/(10 + t). In the next three updates the weight becomes {weights:list} in turn. Where does "
        "the average stand then, and which share does the first weight still have in it?",
    },
    draw=_draw_ema,
    levels={1: ("ema",), 2: ("ema", "left"), 3: ("warmed_ema", "warmed_left")},
    parts=(
        Part("ema", "the average", digits=4),
        Part("left", "the share of the first weight", digits=4),
        Part("warmed_ema", "the average", digits=4),
        Part("warmed_left", "the share of the first weight", digits=4),
    ),
    policies={"mix": keep_share},
    steps=(
        Step(
            "shares",
            "The average keeps the same share β in every update",
            "{shares}",
            lambda decay, weights: np.full(len(weights), decay),
        ),
        Step(
            "ema",
            "Each update keeps the share β of the average and adds 1 − β of the weight",
            "e = {ema}",
            run_ema,
            traced=True,
        ),
        Step(
            "left",
            "Every update leaves the first weight the share β of what it had: multiply",
            "{shares} multiplied: {left}",
            lambda shares: np.prod(shares),
        ),
        Step(
            "ramp",
            "Warm-up: (1 + t)/(10 + t) for t = 1, 2, 3",
            "{ramp}",
            lambda weights: np.array([(1 + t) / (10 + t) for t in range(1, len(weights) + 1)]),
        ),
        Step(
            "warmed",
            "It holds until it reaches β",
            "{warmed}",
            lambda decay, ramp: np.minimum(decay, ramp),
        ),
        Step(
            "warmed_ema",
            "Each update keeps its share of the average and adds the rest of the weight",
            "e = {warmed_ema}",
            run_warmed,
            traced=True,
        ),
        Step(
            "warmed_left",
            "Every update leaves the first weight its share of what it had: multiply",
            "{warmed} multiplied: {warmed_left}",
            lambda warmed: np.prod(warmed),
        ),
    ),
    mistakes=(
        Mistake(
            "shares_exchanged",
            "The old average keeps the share β, the new weight gets 1 − β.",
            must=True,
            swap={
                "mix": lambda old, new, share: (1 - share) * old + share * new,
                "left": lambda shares: np.prod(1 - shares),
                "warmed_left": lambda warmed: np.prod(1 - warmed),
            },
        ),
        Mistake(
            "started_at_zero",
            "The average starts at the first weight, not at 0.",
            must=True,
            levels=(2, 3),
            swap={"start": lambda: 0.0},
        ),
        Mistake(
            "share_of_the_others",
            "This is the share of the later weights: the first one has the product of the β.",
            levels=(2, 3),
            swap={
                "left": lambda shares: 1 - np.prod(shares),
                "warmed_left": lambda warmed: 1 - np.prod(warmed),
            },
        ),
        Mistake(
            "old_average_kept_whole",
            "The shares add up to 1: what the weight gets is taken from the average.",
            swap={"mix": lambda old, new, share: old + (1 - share) * new},
        ),
        Mistake(
            "last_update_only",
            "Go through all updates: each one moves the average.",
            levels=(2, 3),
            swap={
                "ema": lambda weights, start, shares, mix: (mix(start, weights[-1], shares[-1]), []),
                "warmed_ema": lambda weights, start, warmed, mix: (mix(start, weights[-1], warmed[-1]), []),
                "left": lambda shares: shares[-1],
                "warmed_left": lambda warmed: warmed[-1],
            },
        ),
        Mistake(
            "plain_mean",
            "Later weights count more: an exponential average is no plain mean.",
            levels=(2,),
            swap={"ema": lambda weights, start: ((start + weights.sum()) / (len(weights) + 1), [])},
        ),
        Mistake(
            "no_warm_up",
            "In the first updates the share is smaller: take (1 + t)/(10 + t) while it lies below β.",
            must=True,
            levels=(3,),
            swap={"warmed": lambda decay, ramp: np.full(len(ramp), decay)},
        ),
        Mistake(
            "never_capped",
            "The warm-up ends: the share never exceeds β.",
            must=True,
            levels=(3,),
            swap={"warmed": lambda ramp: ramp},
        ),
        Mistake(
            "updates_from_zero",
            "Updates are counted from 1 here.",
            levels=(3,),
            swap={"ramp": lambda weights: np.array([(1 + t) / (10 + t) for t in range(len(weights))])},
        ),
    ),
)
