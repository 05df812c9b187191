"""Searching hyper-parameters: on a log scale, at random and on a grid."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def log_uniform(u: npt.ArrayLike, low: float, high: float) -> Array:
    """Uniform random numbers mapped to a log scale.

    10^(a + u·(b − a)) with a = log₁₀(low) and b = log₁₀(high): every decade is equally likely. A log-spaced
    grid of n values uses u = 0, 1/(n − 1), …, 1.

    Args:
      u: in [0, 1], any shape.
      low, high: ends of the range, positive.

    Returns:
      Values of the shape of u.

    Source: Bergstra and Bengio, Random Search for Hyper-Parameter Optimization (2012), section 2.3;
    Stanford CS231n course notes, Neural Networks part 3, "Hyperparameter ranges".
    """
    a, b = np.log10(low), np.log10(high)
    return np.asarray(10 ** (a + np.asarray(u, dtype=float) * (b - a)))


def _draw_log(draw: Draw, level: int) -> Params:
    a = draw.whole(-8, -4)
    b = a + draw.whole(3, 4)
    if level == 1:
        return {"a": a, "b": b, "u": draw.pick([0.2, 0.25, 0.4, 0.6, 0.75, 0.8])}
    if level == 2:
        mantissa, power = draw.whole(2, 8), 10 ** -(a + draw.whole(0, 1))
        start, end = mantissa / power, mantissa * draw.whole(2, 9) / power
        return {"a": a, "b": b, "u": draw.decimal(0.1, 0.9, 2), "start": start, "end": end}
    return {"a": a, "b": b, "n": draw.pick([n for n in range(3, 8) if (b - a) % (n - 1)])}


LOG_UNIFORM_MAPPING = Exercise(
    id="log_uniform_mapping",
    title="Learning rates on a log scale",
    topic="learning rates",
    seconds=60,
    reference=log_uniform,
    terms=(
        "log-uniform",
        "search on a log scale",
        "uniform in the exponent",
        "logarithmic grid",
        "log-spaced",
    ),
    aliases={"log_uniform_grid": Focus(3)},
    prompt={
        1: "A learning rate is drawn log-uniformly between 10^{a} and 10^{b}; a random number that is "
        "uniform between 0 and 1 came out as {u}. Which rate is drawn?",
        2: "A learning rate is drawn log-uniformly between 10^{a} and 10^{b}; a random number that is "
        "uniform between 0 and 1 came out as {u}. Which rate is drawn? And how likely is it that a rate "
        "drawn in this way lies between {start} and {end}?",
        3: "A grid of {n} learning rates runs from 10^{a} to 10^{b}, both included, evenly spaced on a log "
        "scale. Which factor lies between neighbours, and which are the rates, smallest first?",
    },
    draw=_draw_log,
    levels={1: ("rate",), 2: ("rate", "probability"), 3: ("factor", "grid")},
    parts=(
        Part("rate", "the learning rate", digits=3, significant=True),
        Part("probability", "the probability"),
        Part("factor", "the factor", digits=4, significant=True),
        Part("grid", "the rates", "vector", digits=3, significant=True),
    ),
    steps=(
        Step(
            "span",
            "Decades in the range: difference of the exponents",
            "{b} − {a} = {span}",
            lambda a, b: b - a,
        ),
        Step(
            "exponent",
            "The random number picks the exponent: a + u·(b − a)",
            "{a} + {u}·{span} = {exponent}",
            lambda a, u, span: a + u * span,
        ),
        Step("rate", "Raise 10 to it", "10^{exponent} = {rate}", lambda exponent: 10.0**exponent),
        Step(
            "probability",
            "Every decade is equally likely: log₁₀(end/start) of all decades",
            "log₁₀({end}/{start}) / {span} = {probability}",
            lambda start, end, span: np.log10(end / start) / span,
        ),
        Step(
            "spacing",
            "Between n values lie n − 1 equal steps of the exponent",
            "{span} / ({n} − 1) = {spacing}",
            lambda span, n: span / (n - 1),
        ),
        Step(
            "factor",
            "A step multiplies by 10 to this power",
            "10^{spacing} = {factor}",
            lambda spacing: 10.0**spacing,
        ),
        Step(
            "grid",
            "Start at the smallest rate and multiply again and again",
            "{grid}",
            lambda a, spacing, n: 10.0 ** (a + spacing * np.arange(n)),
        ),
    ),
    mistakes=(
        Mistake(
            "linear_scale",
            "Interpolate the exponents, not the rates: on a linear scale nearly all rates fall into the top "
            "decade.",
            must=True,
            swap={
                "rate": lambda a, b, u: 10.0**a + u * (10.0**b - 10.0**a),
                "probability": lambda a, b, start, end: (end - start) / (10.0**b - 10.0**a),
                "grid": lambda a, b, n: np.linspace(10.0**a, 10.0**b, n),
            },
        ),
        Mistake(
            "base_e",
            "The exponents belong to the base 10, not to e.",
            swap={"rate": lambda exponent: np.exp(exponent), "factor": lambda spacing: np.exp(spacing)},
        ),
        Mistake(
            "from_the_upper_end",
            "The random number counts from the lower end: 0 gives the smallest rate.",
            levels=(1, 2),
            swap={"exponent": lambda b, u, span: b - u * span},
        ),
        Mistake(
            "not_divided_by_the_range",
            "Divide by the number of decades in the whole range.",
            must=True,
            levels=(2,),
            swap={"probability": lambda start, end: np.log10(end / start)},
        ),
        Mistake(
            "natural_logarithm",
            "The range is counted in decades: take the logarithm to the base 10.",
            must=True,
            levels=(2,),
            swap={"probability": lambda start, end, span: np.log(end / start) / span},
        ),
        Mistake(
            "as_many_steps_as_values",
            "Both ends belong to the grid: n values have n − 1 steps between them.",
            must=True,
            levels=(3,),
            swap={"spacing": lambda span, n: span / n},
        ),
    ),
)


def random_search_hit(trials: npt.ArrayLike, share: float) -> Array:
    """Probability that random search finds one of the best settings.

    1 − (1 − p)ⁿ for n independent trials and the best share p of all settings; 59 trials suffice for 95 % and
    p = 0.05. A grid of as many trials over d hyper-parameters tries only n^(1/d) values of each.

    Args:
      trials: n, any shape.
      share: p, in (0, 1).

    Returns:
      Probabilities of the shape of trials.

    Source: Bergstra and Bengio, Random Search for Hyper-Parameter Optimization (2012), figure 1 for the grid;
    the probability follows from independence.
    """
    return np.asarray(1 - (1 - share) ** np.asarray(trials))


def _draw_trials(draw: Draw, level: int) -> Params:
    if level == 1:
        k, d = draw.whole(3, 14), draw.whole(2, 4)
        return {"budget": k**d, "d": d}
    share = draw.pick([0.01, 0.02, 0.03, 0.04, 0.05])
    if level == 2:
        return {"k": draw.whole(3, 6), "d": draw.whole(2, 3), "share": share}
    wanted = draw.pick([0.8, 0.85, 0.9, 0.95, 0.98])
    shares = [thousandth / 1000 for thousandth in range(20, 101)]
    clear = [p for p in shares if 0.05 < np.log(1 - wanted) / np.log(1 - p) % 1 < 0.95]
    return {"share": draw.pick(clear), "wanted": wanted}


RANDOM_VS_GRID_TRIALS = Exercise(
    id="random_vs_grid_trials",
    title="Random search against grid search",
    topic="learning rates",
    seconds=60,
    reference=random_search_hit,
    terms=("random search", "grid search", "random beats grid", "hyper-parameter search"),
    prompt={
        1: "A budget of {budget} trials goes into a full grid over {d} hyper-parameters, with equally many "
        "values of each. How many different values of one hyper-parameter does the grid try (where random "
        "search would try {budget})?",
        2: "A full grid tries {k} values of each of {d} hyper-parameters. How many trials is that? And how "
        "likely is it that as many trials of random search find at least one of the best settings, which "
        "make up the share {share} of all?",
        3: "The best settings of the hyper-parameters make up the share {share} of all. How many trials of "
        "random search does it take at least to find one of them with a probability of {wanted}? And how "
        "likely is it to miss them all with this number of trials?",
    },
    draw=_draw_trials,
    levels={1: ("values",), 2: ("trials", "hit"), 3: ("needed", "miss")},
    parts=(
        Part("values", "the number of values", "integer"),
        Part("trials", "the number of trials", "integer"),
        Part("hit", "the probability"),
        Part("needed", "the number of trials", "integer"),
        Part("miss", "the probability of missing them", digits=4),
    ),
    steps=(
        Step(
            "values",
            "A grid with k values each has k^d trials: take the root of order d",
            "{budget}^(1/{d}) = {values}",
            lambda budget, d: round(budget ** (1 / d)),
        ),
        Step("trials", "Every value meets every other: k^d", "{k}^{d} = {trials}", lambda k, d: k**d),
        Step(
            "hit",
            "All trials miss with (1 − p)ⁿ; otherwise one hits",
            "1 − (1 − {share})^{trials} = {hit}",
            lambda share, trials: 1 - (1 - share) ** trials,
        ),
        Step(
            "needed",
            "(1 − p)ⁿ must not exceed 1 − wanted: divide the logarithms and round up",
            "⌈ln(1 − {wanted}) / ln(1 − {share})⌉ = {needed}",
            lambda wanted, share: int(np.ceil(np.log(1 - wanted) / np.log(1 - share))),
        ),
        Step(
            "miss",
            "All of them miss with (1 − p)ⁿ",
            "(1 − {share})^{needed} = {miss}",
            lambda share, needed: (1 - share) ** needed,
        ),
    ),
    mistakes=(
        Mistake(
            "shared_out",
            "The values of the hyper-parameters multiply: take a root of the budget, do not divide it.",
            must=True,
            levels=(1,),
            swap={"values": lambda budget, d: budget / d},
        ),
        Mistake(
            "square_root_always",
            "The root is of the order of the number of hyper-parameters.",
            levels=(1,),
            swap={"values": lambda budget: budget**0.5},
        ),
        Mistake(
            "values_added",
            "Every value is combined with every other: k^d trials, not k·d.",
            must=True,
            levels=(2,),
            swap={"trials": lambda k, d: k * d},
        ),
        Mistake(
            "power_upside_down",
            "Each further hyper-parameter multiplies by k: k^d, not d^k.",
            levels=(2,),
            swap={"trials": lambda k, d: d**k},
        ),
        Mistake(
            "probabilities_added",
            "Several trials may hit: take the probability that all miss away from 1, do not add up.",
            must=True,
            levels=(2,),
            swap={"hit": lambda share, trials: share * trials},
        ),
        Mistake(
            "all_miss",
            "This is the probability that every trial misses: take it away from 1.",
            must=True,
            levels=(2,),
            swap={"hit": lambda share, trials: (1 - share) ** trials},
        ),
        Mistake(
            "rounded_down",
            "Round up: one trial fewer does not reach the probability.",
            must=True,
            levels=(3,),
            swap={"needed": lambda wanted, share: int(np.log(1 - wanted) / np.log(1 - share))},
        ),
        Mistake(
            "wanted_over_share",
            "Chances of several trials do not add up: solve (1 − p)ⁿ = 1 − wanted.",
            must=True,
            levels=(3,),
            swap={"needed": lambda wanted, share: int(np.ceil(wanted / share))},
        ),
        Mistake(
            "wanted_for_its_complement",
            "All trials miss with 1 − wanted: put this under the logarithm.",
            levels=(3,),
            swap={"needed": lambda wanted, share: int(np.ceil(np.log(wanted) / np.log(1 - share)))},
        ),
    ),
)
