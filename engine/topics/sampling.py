"""Choosing the next token: top-k and top-p (nucleus) sampling."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def nucleus(probabilities: npt.ArrayLike, p: float = 1.0, k: int | None = None) -> Array:
    """Probabilities from which top-k and top-p sampling draw the next token.

    Top-k keeps the k likeliest tokens; top-p keeps the fewest of the likeliest tokens whose
    probabilities sum to at least p. What is kept is divided by its sum, the rest gets 0.

    Args:
      probabilities: `[n]`, of all tokens, sum 1.
      p: share to reach, 0 < p ≤ 1.
      k: tokens to keep at most; all of them when None.

    Returns:
      `[n]`.

    Source: Holtzman et al., The Curious Case of Neural Text Degeneration (2020), section 3.1, equations 2
    and 3, and section 3.2.
    """
    probabilities = np.asarray(probabilities, dtype=float)
    order = np.argsort(-probabilities)
    reached = np.cumsum(probabilities[order])
    count = min(int((reached < p - 1e-9).sum()) + 1, k or len(order))
    kept = np.zeros_like(probabilities)
    kept[order[:count]] = probabilities[order[:count]]
    return np.asarray(kept / kept.sum())


def reaching(sorted_shares: Any, p: float) -> int:
    """How many of the shares are needed until their sum is at least p."""
    return int((np.cumsum(sorted_shares) < p - 1e-9).sum()) + 1


def staying_below(sorted_shares: Any, p: float) -> int:
    """How many of the shares fit below p, at least one."""
    return max(1, int((np.cumsum(sorted_shares) <= p).sum()))


def above_threshold(sorted_shares: Any, p: float) -> int:
    """How many shares are themselves above 1 − p."""
    return max(1, int((sorted_shares >= 1 - p).sum()))


def _shares(draw: Draw, count: int) -> list[float]:
    """Different probabilities in hundredths that sum to 1, in random order."""
    while True:
        cuts = sorted(draw.sample(range(3, 98), count - 1))
        shares = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
        if len(set(shares)) == count and min(shares) >= 3 and max(shares) <= 55:
            return [share / 100 for share in draw.shuffled(shares)]


def _draw_sampling(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"probabilities": _shares(draw, 5), "k": draw.whole(2, 3)}
    if level == 2:
        return {"probabilities": _shares(draw, 5), "p": draw.pick([0.6, 0.7, 0.75, 0.8, 0.9])}
    return {
        "logits": draw.spread(5, -1.5, 3, 1, gap=0.3),
        "temperature": draw.pick([0.5, 0.8, 1.5, 2.0]),
        "p": draw.pick([0.6, 0.7, 0.8, 0.9]),
    }


def _sampling_guard(probabilities: Any, p: float) -> str | None:
    reached = np.cumsum(np.sort(probabilities)[::-1])[:-1]
    return "the share is met exactly" if np.abs(reached - p).min() < 0.004 else None


NUCLEUS = Exercise(
    id="nucleus_sampling",
    title="Top-k and top-p sampling of the next token",
    topic="language models",
    seconds=75,
    reference=nucleus,
    terms=("top-k sampling", "top-p sampling", "nucleus sampling", "sampling temperature"),
    aliases={"top_k_sampling": Focus(1), "top_p_sampling": Focus(2), "sampling_temperature": Focus(3)},
    prompt={
        1: "A language model gives five tokens these probabilities, and top-k sampling with k = {k} "
        "draws the "
        "next one.\n\n  p = {probabilities}",
        2: "A language model gives five tokens, counted from 0, these probabilities. Top-p sampling "
        "keeps the "
        "fewest of the likeliest tokens whose probabilities sum to at least {p}.\n\n  p = {probabilities}",
        3: "A language model gives five tokens, counted from 0, these logits. The temperature is "
        "{temperature}, and after it top-p sampling keeps the fewest of the likeliest tokens whose "
        "probabilities sum to at least {p}.\n\n  z = {logits}",
    },
    draw=_draw_sampling,
    guard=_sampling_guard,
    levels={1: ("drawn",), 2: ("kept", "drawn"), 3: ("kept", "drawn")},
    parts=(
        Part("kept", "the tokens kept", "indices", ordered=False),
        Part("drawn", "the probabilities of all five tokens in the draw", "vector"),
    ),
    constants={"p": 2.0, "temperature": 1.0},
    policies={"enough": reaching},
    steps=(
        Step(
            "exps",
            "Divide the logits by the temperature and take exponentials",
            "exp({logits}/{temperature}) = {exps}",
            lambda logits, temperature: np.exp(logits / temperature),
        ),
        Step("probabilities", "Divide by their sum", "{probabilities}", lambda exps: exps / exps.sum()),
        Step(
            "k",
            "Add the probabilities from the largest down until the sum reaches p",
            "the first {k} reach {p}",
            lambda probabilities, p, enough: enough(np.sort(probabilities)[::-1], p),
        ),
        Step(
            "kept",
            "Keep that many of the likeliest tokens",
            "{kept:set}",
            lambda probabilities, k: sorted(np.argsort(-probabilities)[:k].tolist()),
        ),
        Step(
            "mask",
            "Set the probabilities of the others to 0",
            "{mask}",
            lambda probabilities, kept: np.where(
                np.isin(np.arange(len(probabilities)), kept), probabilities, 0.0
            ),
        ),
        Step("drawn", "Divide by the sum of what is left", "{drawn}", lambda mask: mask / mask.sum()),
    ),
    mistakes=(
        Mistake(
            "not_renormalised",
            "Divide by the sum of what is kept: probabilities of a draw sum to 1.",
            must=True,
            swap={"drawn": lambda mask: mask},
        ),
        Mistake(
            "one_token_short",
            "Keep the token with which the sum reaches p as well.",
            must=True,
            levels=(2, 3),
            swap={"enough": staying_below},
        ),
        Mistake(
            "equal_chances",
            "Kept tokens keep their proportions: divide each by the sum.",
            swap={"drawn": lambda mask: (mask > 0) / (mask > 0).sum()},
        ),
        Mistake(
            "first_tokens",
            "Keep the likeliest tokens, not the first ones of the list.",
            levels=(1,),
            must=True,
            swap={"kept": lambda k: list(range(k))},
        ),
        Mistake(
            "least_likely_dropped_only",
            "Keep only k tokens, not all but the least likely one.",
            levels=(1,),
            swap={"kept": lambda probabilities: sorted(np.argsort(-probabilities)[:-1].tolist())},
        ),
        Mistake(
            "threshold_on_each",
            "Compare the running sum with p, not each probability with 1 − p.",
            levels=(2, 3),
            swap={"enough": above_threshold},
        ),
        Mistake(
            "greedy",
            "Sampling keeps several tokens: only greedy decoding takes the likeliest alone.",
            levels=(2, 3),
            swap={"enough": lambda shares, p: 1},
        ),
        Mistake(
            "temperature_ignored",
            "Divide the logits by the temperature before the softmax.",
            levels=(3,),
            must=True,
            swap={"temperature": lambda: 1.0},
        ),
        Mistake(
            "temperature_multiplied",
            "Divide by the temperature: above 1 it flattens the distribution.",
            levels=(3,),
            swap={"temperature": lambda temperature: 1 / temperature},
        ),
    ),
)
