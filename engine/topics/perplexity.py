"""Perplexity of a language model: between how many tokens it hesitates on average."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def perplexity(probabilities: npt.ArrayLike) -> float:
    """Perplexity of the probabilities that a model gave to the tokens that came.

    exp(−(1/n)·Σ ln p_i), the inverse of their geometric mean.

    Args:
      probabilities: p of each token of the text given those before it, `[n]`, all positive.

    Returns:
      A value of at least 1; V for a model that finds all V tokens equally likely.

    Source: Jurafsky and Martin, Speech and Language Processing, chapter on n-gram language models.
    """
    return float(np.exp(-np.log(np.asarray(probabilities, dtype=float)).mean()))


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"nll": draw.decimal(1.2, 4, 1)}
    if level == 2:
        return {"p": draw.sample([0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8], 5)}
    short, long = draw.pick([100, 150, 200, 250]), draw.pick([600, 800, 900, 1200])
    pair = [[draw.decimal(25, 60, 1), short], [draw.decimal(6, 14, 1), long]]
    first, second = draw.shuffled(pair)
    return {"perplexities": [first[0], second[0]], "tokens": [first[1], second[1]]}


PERPLEXITY = Exercise(
    id="perplexity",
    title="Perplexity from losses and probabilities",
    topic="metrics",
    seconds=75,
    reference=perplexity,
    terms=("perplexity", "bits per token"),
    aliases={"bits_per_token": Focus(3, "bits")},
    prompt={
        1: "A language model has a mean loss of {nll} nats per token on a text.",
        2: "A language model gave the five tokens of a text these probabilities, each in view of the tokens "
        "before it.\n\n  p = {p}",
        3: "A language model has the perplexities {perplexities[0]} and {perplexities[1]} on two documents "
        "of {tokens[0]} and {tokens[1]} tokens. The perplexity of both together is that of all their tokens.",
    },
    draw=_draw,
    levels={1: ("from_loss",), 2: ("mean_nll", "value"), 3: ("joint", "bits")},
    parts=(
        Part("from_loss", "the perplexity", digits=2),
        Part("mean_nll", "the mean loss in nats per token"),
        Part("value", "the perplexity", digits=2),
        Part("joint", "the perplexity of both together", digits=2),
        Part("bits", "the mean loss in bits per token"),
    ),
    steps=(
        Step(
            "from_loss",
            "Perplexity = e to the mean loss in nats",
            "e^{nll} = {from_loss}",
            lambda nll: np.exp(nll),
        ),
        Step("nll", "Loss of each token = −ln p", "{nll}", lambda p: -np.log(p)),
        Step("mean_nll", "Average over the tokens", "{mean_nll}", lambda nll: nll.mean()),
        Step(
            "value",
            "Perplexity = e to the mean loss",
            "e^{mean_nll} = {value}",
            lambda mean_nll: np.exp(mean_nll),
        ),
        Step(
            "log_perplexities",
            "Mean loss of each document in nats = ln of its perplexity",
            "{log_perplexities}",
            lambda perplexities: np.log(perplexities),
        ),
        Step(
            "joint_nll",
            "Mean loss over all tokens: weigh with the numbers of tokens",
            "{joint_nll}",
            lambda log_perplexities, tokens: (log_perplexities * tokens).sum() / tokens.sum(),
        ),
        Step("joint", "Perplexity = e to it", "e^{joint_nll} = {joint}", lambda joint_nll: np.exp(joint_nll)),
        Step(
            "bits",
            "In bits: divide the nats by ln 2",
            "{joint_nll} / ln 2 = {bits}",
            lambda joint_nll: joint_nll / np.log(2),
        ),
    ),
    mistakes=(
        Mistake(
            "power_of_two",
            "The loss is in nats: raise e to it, not 2.",
            must=True,
            levels=(1, 2),
            swap={"from_loss": lambda nll: 2.0**nll, "value": lambda mean_nll: 2.0**mean_nll},
        ),
        Mistake(
            "inverse_mean_probability",
            "Average the logarithms: perplexity is the inverse of the geometric mean probability.",
            must=True,
            levels=(2,),
            swap={"value": lambda p: 1 / p.mean()},
        ),
        Mistake(
            "mean_of_inverses",
            "Average the losses before the exponential: rare tokens must not dominate.",
            levels=(2,),
            swap={"value": lambda p: (1 / p).mean()},
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the number of tokens.",
            levels=(2,),
            swap={"mean_nll": lambda nll: nll.sum()},
        ),
        Mistake(
            "base_ten",
            "Use the natural logarithm.",
            levels=(1, 2),
            swap={"from_loss": lambda nll: 10.0**nll, "nll": lambda p: -np.log10(p)},
        ),
        Mistake(
            "perplexities_averaged",
            "Average the losses, weighted with the tokens, not the perplexities.",
            must=True,
            levels=(3,),
            swap={"joint": lambda perplexities, tokens: (perplexities * tokens).sum() / tokens.sum()},
        ),
        Mistake(
            "documents_alike",
            "Weigh each document with its number of tokens.",
            must=True,
            levels=(3,),
            swap={"joint_nll": lambda log_perplexities: log_perplexities.mean()},
        ),
        Mistake(
            "bits_multiplied",
            "A bit is smaller than a nat, so there are more of them: divide by ln 2.",
            levels=(3,),
            swap={"bits": lambda joint_nll: joint_nll * np.log(2)},
        ),
        Mistake(
            "nats_for_bits",
            "Turn nats into bits: divide by ln 2.",
            levels=(3,),
            swap={"bits": lambda joint_nll: joint_nll},
        ),
        Mistake(
            "loss_for_perplexity",
            "Raise e to the mean loss.",
            levels=(1, 2),
            swap={"from_loss": lambda nll: np.log(nll), "value": lambda mean_nll: mean_nll},
        ),
    ),
)
