"""Learning rates that differ between groups of layers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def discriminative_rates(low: float, high: float, groups: int) -> Array:
    """Learning rates of layer groups, each a fixed factor above the one before.

    lr_i = low·(high/low)^(i/(n − 1)): small for the first layers, whose features are general, large for the
    new last ones. With a given factor f the rates are high/f^(n−1), …, high/f, high.

    Args:
      low: rate of the first group.
      high: rate of the last group.
      groups: n, at least 2.

    Returns:
      `[n]`, from the first layers to the last.

    Source: Howard and Ruder, Universal Language Model Fine-tuning for Text Classification (2018), section
    3.2, with f = 2.6; fastai's slice(low, high).
    """
    return np.asarray(low * (high / low) ** (np.arange(groups) / (groups - 1)))


def _draw_groups(draw: Draw, level: int) -> Params:
    high = draw.pick([0.01, 0.02, 0.005, 0.001, 0.002, 0.004])
    if level == 1:
        return {"high": high, "factor": draw.pick([2, 3, 4, 5, 10]), "n": draw.whole(3, 4)}
    if level == 2:
        return {"high": high, "factor": draw.pick([2.6, 1.5, 2.5, 3.5]), "n": draw.whole(4, 5)}
    return {"high": high, "ratio": draw.pick([20, 50, 100, 200, 500]), "n": draw.whole(4, 5)}


DISCRIMINATIVE_LEARNING_RATES = Exercise(
    id="discriminative_learning_rates",
    title="Discriminative learning rates of layer groups",
    topic="learning rates",
    seconds=60,
    reference=discriminative_rates,
    terms=(
        "discriminative learning rates",
        "layer-wise learning rates",
        "different learning rates for early",
    ),
    prompt={
        1: "A pretrained network is fine-tuned in {n} groups of layers. The last group trains with a "
        "learning rate of {high}, every earlier group with one {factor} times smaller than the group after "
        "it.",
        2: "A pretrained network is fine-tuned in {n} groups of layers. The last group trains with a "
        "learning rate of {high}, every earlier group with one {factor} times smaller than the group after "
        "it.",
        3: "A pretrained network is fine-tuned in {n} groups of layers. The last group trains with a "
        "learning rate of {high}, the first with one {ratio} times smaller, and from group to group the rate "
        "grows by the same factor.",
    },
    draw=_draw_groups,
    levels={1: ("rates",), 2: ("rates",), 3: ("growth", "spread")},
    parts=(
        Part("rates", "the rates from the first group to the last", "vector", digits=3, significant=True),
        Part("growth", "the factor from group to group", digits=4, significant=True),
        Part("spread", "the rates from the first group to the last", "vector", digits=3, significant=True),
    ),
    steps=(
        Step(
            "powers",
            "How many groups lie behind each one: n − 1 for the first, 0 for the last",
            "{powers}",
            lambda n: np.arange(n)[::-1],
        ),
        Step(
            "rates",
            "Divide by the factor once for each group behind",
            "{high} / {factor}^{powers} = {rates}",
            lambda high, factor, powers: high / factor ** (1.0 * powers),
        ),
        Step(
            "growth",
            "n groups have n − 1 steps between them: take the root of that order of the ratio",
            "{ratio}^(1/({n} − 1)) = {growth}",
            lambda ratio, n: ratio ** (1 / (n - 1)),
        ),
        Step(
            "spread",
            "Divide the last rate by this factor once for each group behind",
            "{high} / {growth}^{powers} = {spread}",
            lambda high, growth, powers: high / growth ** (1.0 * powers),
        ),
    ),
    mistakes=(
        Mistake(
            "reversed",
            "Early layers hold general features and get the small rates, the last ones the large rates.",
            must=True,
            swap={"powers": lambda n: np.arange(n)},
        ),
        Mistake(
            "divided_by_multiples",
            "Each group divides again: the factors multiply along the groups.",
            must=True,
            levels=(1, 2),
            swap={"rates": lambda high, factor, powers: high / np.maximum(1, factor * powers)},
        ),
        Mistake(
            "last_group_reduced",
            "The last group keeps the full rate: it has no group behind it.",
            must=True,
            levels=(1, 2),
            swap={"powers": lambda n: np.arange(n, 0, -1)},
        ),
        Mistake(
            "as_many_steps_as_groups",
            "Between n groups lie n − 1 steps.",
            must=True,
            levels=(3,),
            swap={"growth": lambda ratio, n: ratio ** (1 / n)},
        ),
        Mistake(
            "evenly_spaced",
            "Equal factors, not equal differences, lie between the groups.",
            must=True,
            levels=(3,),
            swap={"spread": lambda high, ratio, n: np.linspace(high / ratio, high, n)},
        ),
        Mistake(
            "ratio_divided",
            "The factors multiply to the ratio: take a root of it, do not divide it.",
            levels=(3,),
            swap={"growth": lambda ratio, n: ratio / (n - 1)},
        ),
    ),
)
