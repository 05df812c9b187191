"""How far attention scores spread, and what dividing by √d_k is for."""

from __future__ import annotations

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step


def dot_product_variance(
    length: int, variance_q: float = 1.0, variance_k: float = 1.0, mean_k: float = 0.0
) -> float:
    """Variance of the dot product of random vectors with independent entries.

    Every term q·k has variance Var(q)·(Var(k) + E[k]²) where q has mean 0; independent terms add.

    Args:
      length: number of entries, d_k.
      variance_q: variance of the entries of q, whose mean is 0.
      variance_k, mean_k: variance and mean of the entries of k.

    Returns:
      The variance; divided by the length it is that of the score after scaling by 1/√d_k.

    Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.1, footnote 4.
    """
    return length * variance_q * (variance_k + mean_k**2)


def _draw_variance(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"d_k": draw.pick([n for n in range(12, 130, 2) if n not in (16, 36, 64, 100)])}
    drawn: Params = {
        "d_k": draw.pick([24, 32, 40, 48, 80, 96, 128]),
        "deviation_q": draw.decimal(0.4, 1.9, 1),
        "deviation_k": draw.decimal(0.4, 1.9, 1),
    }
    return drawn if level == 2 else {**drawn, "mean_k": draw.decimal(0.5, 1.5, 1)}


ATTENTION_LOGIT_VARIANCE = Exercise(
    id="attention_logit_variance",
    title="How far attention scores spread, and why √d_k",
    topic="attention",
    seconds=75,
    reference=dot_product_variance,
    terms=(
        "sqrt(d_k)",
        "√d_k",
        "scaling the dot products",
        "scaled dot-product attention",
        "variance of the dot product",
    ),
    prompt={
        1: "Queries and keys have {d_k} independent entries with mean 0 and variance 1. A score is the dot "
        "product of a query and a key.",
        2: "Queries and keys have {d_k} independent entries with mean 0. Those of the queries have the "
        "standard deviation {deviation_q}, those of the keys {deviation_k}. A score is their dot product; "
        "attention divides it by √d_k.",
        3: "Queries and keys have {d_k} independent entries. Those of the queries have mean 0 and standard "
        "deviation {deviation_q}; those of the keys have the standard deviation {deviation_k}, but their "
        "mean is {mean_k}. A score is their dot product; attention divides it by √d_k.",
    },
    draw=_draw_variance,
    levels={
        1: ("variance", "deviation"),
        2: ("variance", "deviation", "scaled"),
        3: ("variance", "scaled"),
    },
    parts=(
        Part("variance", "the variance of the dot product", digits=4, significant=True, may_repeat=True),
        Part("deviation", "the standard deviation of the dot product", digits=4, significant=True),
        Part("scaled", "the standard deviation after the scaling", digits=3, significant=True),
    ),
    constants={"deviation_q": 1.0, "deviation_k": 1.0, "mean_k": 0.0},
    steps=(
        Step(
            "term",
            "Variance of one product q·k: the variance of q times the mean square of k",
            "{deviation_q}²·({deviation_k}² + {mean_k}²) = {term}",
            lambda deviation_q, deviation_k, mean_k: deviation_q**2 * (deviation_k**2 + mean_k**2),
        ),
        Step(
            "variance",
            "Variances of independent terms add up",
            "{d_k}·{term} = {variance}",
            lambda d_k, term: d_k * term,
        ),
        Step(
            "deviation",
            "The standard deviation is the root",
            "√{variance} = {deviation}",
            lambda variance: np.sqrt(variance),
        ),
        Step(
            "scaled",
            "Scaling divides the standard deviation",
            "{deviation} / √{d_k} = {scaled}",
            lambda deviation, d_k: deviation / np.sqrt(d_k),
        ),
    ),
    mistakes=(
        Mistake(
            "deviation_for_variance",
            "Take the root of the variance for the standard deviation.",
            must=True,
            levels=(1, 2),
            swap={"deviation": lambda variance: variance},
        ),
        Mistake(
            "deviations_not_squared",
            "Variances multiply: square the standard deviations first.",
            levels=(2, 3),
            swap={
                "term": lambda deviation_q, deviation_k, mean_k: deviation_q * (deviation_k + mean_k),
            },
        ),
        Mistake(
            "mean_ignored",
            "The mean of the keys adds to the spread: E[k²] = Var(k) + mean².",
            must=True,
            levels=(3,),
            swap={"mean_k": lambda: 0.0},
        ),
        Mistake(
            "divided_by_length",
            "Divide by √d_k, not by d_k.",
            must=True,
            levels=(2, 3),
            swap={"scaled": lambda deviation, d_k: deviation / d_k},
        ),
        Mistake(
            "one_term",
            "A dot product has d_k terms, and the variances of independent terms add.",
            levels=(2, 3),
            swap={"variance": lambda term: term},
        ),
        Mistake(
            "both_vectors_counted",
            "There is one product for each of the d_k entries, not one for each entry of both vectors.",
            swap={"variance": lambda d_k, term: 2 * d_k * term},
        ),
        Mistake(
            "length_squared",
            "Variances of independent terms add: multiply with d_k, not with its square.",
            swap={"variance": lambda d_k, term: d_k**2 * term},
        ),
        Mistake(
            "variances_added",
            "The variance of a product of independent numbers with mean 0 is the product of their variances.",
            levels=(2,),
            swap={"term": lambda deviation_q, deviation_k: deviation_q**2 + deviation_k**2},
        ),
        Mistake(
            "mean_not_squared",
            "Add the square of the mean: E[k²] = Var(k) + mean².",
            levels=(3,),
            swap={
                "term": lambda deviation_q, deviation_k, mean_k: deviation_q**2 * (deviation_k**2 + mean_k),
            },
        ),
    ),
)
