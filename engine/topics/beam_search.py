"""Beam search: a step that keeps the best continuations, and the ranking of finished ones."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def beam_step(
    scores: npt.ArrayLike, next_log_probabilities: npt.ArrayLike, width: int
) -> tuple[Array, list[int]]:
    """The best continuations of all beams in one step of beam search.

    Each beam's log-probability plus that of each next token scores a continuation; the best of all of
    them, whichever beam they come from, are the new beams.

    Args:
      scores: `[b]`, log-probabilities of the beams.
      next_log_probabilities: `[b, n]`, of each token after each beam.
      width: beams to keep.

    Returns:
      Their scores, `[width]`, best first, and their numbers: beam·n + token.

    Source: Sutskever, Vinyals and Le, Sequence to Sequence Learning with Neural Networks (2014),
    section 3.2.
    """
    table = np.asarray(scores, dtype=float)[:, None] + np.asarray(next_log_probabilities, dtype=float)
    order = np.argsort(-table.reshape(-1))[:width]
    return np.asarray(table.reshape(-1)[order]), order.tolist()


def _conditional(draw: Draw) -> list[list[float]]:
    """Probabilities of three tokens after each of two beams, in tenths."""
    rows = []
    for _ in range(2):
        first = draw.whole(3, 7)
        second = draw.whole(1, 9 - first)
        rows.append([share / 10 for share in draw.shuffled([first, second, 10 - first - second])])
    return rows


def _scores(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "shares": sorted(draw.spread(2, 0.2, 0.8, 1, gap=0.1), reverse=True),
            "next": _conditional(draw),
        }
    if level == 2:
        return {
            "scores": sorted(draw.spread(2, -2.5, -0.5, 1, gap=0.2), reverse=True),
            "next": _conditional(draw),
        }
    lengths = draw.sample(range(3, 13), 3)
    scores = [-round(length * draw.decimal(0.4, 0.9, 2), 1) for length in lengths]
    return {"lengths": lengths, "scores": scores, "alpha": draw.pick([0.5, 0.6, 0.7, 0.8])}


def _draw_beam(draw: Draw, level: int) -> Params:
    """Scores without near-ties among the best, and with both beams still in the race."""
    while True:
        drawn = _scores(draw, level)
        if level == 3:
            ranking = np.divide(drawn["scores"], np.power(drawn["lengths"], drawn["alpha"]))
            plain = np.array(drawn["scores"])
        else:
            beams = np.log(drawn["shares"]) if level == 1 else np.array(drawn["scores"])
            ranking = (beams[:, None] + np.log(drawn["next"])).reshape(-1)
            plain = np.log(drawn["next"]).reshape(-1)
        ordered = np.sort(ranking)[::-1]
        if (ordered[:2] - ordered[1:3]).min() > 0.02 and ranking.argmax() != plain.argmax():
            return drawn


def _beam_prompt(params: Params) -> str:
    rows = [[name, *row] for name, row in zip("AB", params["next"], strict=True)]
    return show.table(["beam", "token 0", "token 1", "token 2"], rows)


def _beam_first(params: Params) -> str:
    a, b = params["shares"]
    return (
        f"Beam search of width 2 has the beams A and B with the probabilities {a} and {b}. The next token "
        "has these probabilities after each:\n\n" + _beam_prompt(params) + "\n\nContinuations are "
        "numbered row "
        "by row: 0, 1, 2 after A and 3, 4, 5 after B; list the best first."
    )


def _beam_logs(params: Params) -> str:
    a, b = params["scores"]
    return (
        f"Beam search of width 2 has the beams A and B with the log-probabilities {a} and {b}. The "
        f"next token "
        "has these probabilities after each:\n\n" + _beam_prompt(params) + "\n\nScores are natural "
        "logarithms "
        "of probabilities. Continuations are numbered row by row: 0, 1, 2 after A and 3, 4, 5 after B; "
        "list the best first."
    )


def _beam_lengths(params: Params) -> str:
    rows = [[i, *row] for i, row in enumerate(zip(params["lengths"], params["scores"], strict=True))]
    return (
        "Beam search has ended with three hypotheses:\n\n"
        + show.table(["hypothesis", "tokens", "log-probability"], rows)
        + f"\n\nThey are ranked by the log-probability divided by the number of tokens to the power "
        f"{params['alpha']}."
    )


BEAM_SEARCH = Exercise(
    id="beam_search",
    title="A step of beam search, and the ranking at its end",
    topic="language models",
    seconds=90,
    reference=beam_step,
    terms=("beam search", "beam width", "length normalization", "greedy decoding"),
    aliases={"beam_search_step": Focus(2), "length_normalised_score": Focus(3)},
    prompt={1: _beam_first, 2: _beam_logs, 3: _beam_lengths},
    draw=_draw_beam,
    levels={1: ("likeliest", "best"), 2: ("kept", "best_score"), 3: ("normalised", "winner")},
    parts=(
        Part("likeliest", "the two kept", "indices"),
        Part("best", "the probability of the best one", digits=2),
        Part("kept", "the two kept", "indices"),
        Part("best_score", "the log-probability of the best one"),
        Part("normalised", "the three normalised scores", "vector"),
        Part("winner", "the number of the hypothesis that wins", "integer", may_repeat=True),
    ),
    steps=(
        Step(
            "products",
            "Multiply the probability of each beam with that of each next token",
            "{products}",
            lambda shares, next: shares[:, None] * next,
        ),
        Step(
            "likeliest",
            "Keep the two largest of all, whichever beam they come from",
            "{likeliest:list}",
            lambda products: np.argsort(-products.reshape(-1))[:2].tolist(),
        ),
        Step(
            "best",
            "The first of them",
            "{best}",
            lambda products, likeliest: products.reshape(-1)[likeliest[0]],
        ),
        Step(
            "logs", "Take logarithms of the next tokens' probabilities", "{logs}", lambda next: np.log(next)
        ),
        Step(
            "sums",
            "Add the score of the beam to each",
            "{sums}",
            lambda scores, logs: scores[:, None] + logs,
        ),
        Step(
            "kept",
            "Keep the two largest of all, whichever beam they come from",
            "{kept:list}",
            lambda sums: np.argsort(-sums.reshape(-1))[:2].tolist(),
        ),
        Step("best_score", "The first of them", "{best_score}", lambda sums, kept: sums.reshape(-1)[kept[0]]),
        Step(
            "normalised",
            "Divide each log-probability by its number of tokens to that power",
            "{scores} / {lengths}^{alpha} = {normalised}",
            lambda scores, lengths, alpha: scores / lengths**alpha,
        ),
        Step(
            "winner",
            "The largest, nearest to 0, wins",
            "{winner}",
            lambda normalised: int(normalised.argmax()),
        ),
    ),
    mistakes=(
        Mistake(
            "beam_ignored",
            "A continuation is as likely as its beam times its token: use the score of the beam too.",
            must=True,
            levels=(1, 2),
            swap={"products": lambda next: next, "sums": lambda logs: logs},
        ),
        Mistake(
            "one_of_each_beam",
            "All continuations compete: both of the best may come from the same beam.",
            levels=(1, 2),
            swap={
                "likeliest": lambda products: [
                    int(products[0].argmax()),
                    len(products[0]) + int(products[1].argmax()),
                ],
                "kept": lambda sums: [int(sums[0].argmax()), len(sums[0]) + int(sums[1].argmax())],
            },
        ),
        Mistake(
            "best_beam_only",
            "Continue every beam: the second one may still overtake the first.",
            levels=(1, 2),
            swap={
                "likeliest": lambda products: np.argsort(-products[0])[:2].tolist(),
                "kept": lambda sums: np.argsort(-sums[0])[:2].tolist(),
            },
        ),
        Mistake(
            "probability_added",
            "Add logarithms, not probabilities, to a log-probability.",
            levels=(2,),
            must=True,
            swap={"logs": lambda next: next},
        ),
        Mistake(
            "base_ten",
            "Use natural logarithms, as the scores do.",
            levels=(2,),
            swap={"logs": lambda next: np.log10(next)},
        ),
        Mistake(
            "not_normalised",
            "Divide by the length first: sums of logarithms favour short hypotheses.",
            levels=(3,),
            must=True,
            swap={"normalised": lambda scores: scores},
        ),
        Mistake(
            "multiplied_by_length",
            "Divide by the power of the length: multiplying punishes long hypotheses twice.",
            levels=(3,),
            must=True,
            swap={"normalised": lambda scores, lengths, alpha: scores * lengths**alpha},
        ),
        Mistake(
            "power_ignored",
            "Raise the number of tokens to the power before dividing.",
            levels=(3,),
            swap={"normalised": lambda scores, lengths: scores / lengths},
        ),
        Mistake(
            "smallest_wins",
            "Log-probabilities are negative: the one nearest to 0 wins.",
            levels=(3,),
            swap={"winner": lambda normalised: int(normalised.argmin())},
        ),
    ),
)
