"""Majority votes of classifiers: the winner, and how often it is right."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def majority_vote(votes: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Class with the most votes for each example.

    Ties go to the smallest class. Independent voters that are right with p > ½ are right together with
    Σ_{k > n/2} C(n, k)·pᵏ·(1 − p)ⁿ⁻ᵏ, which grows with n.

    Args:
      votes: `[models, examples]`, classes from 0.

    Returns:
      `[examples]`.

    Source: Hansen and Salamon, Neural Network Ensembles (1990), section III; Condorcet's jury theorem.
    """
    columns = np.atleast_2d(np.asarray(votes)).T
    return np.array([np.argmax(np.bincount(column)) for column in columns])


def _draw_votes(draw: Draw, level: int) -> Params:
    if level == 1:
        columns = []
        for _ in range(4):
            winner, *others = draw.sample(range(5), 4)
            columns.append(draw.shuffled([winner, winner, *others]))
        return {"votes": [list(row) for row in zip(*columns, strict=True)]}
    if level == 2:
        return {"n": draw.pick([3, 5, 7]), "p": draw.decimal(0.55, 0.9, 2)}
    return {"p": draw.spread(3, 0.55, 0.92, 2, gap=0.05)}


def _ballot(params: Params) -> str:
    rows = [[f"model {i}", *row] for i, row in enumerate(params["votes"])]
    header = ["", *[f"example {e}" for e in range(len(params["votes"][0]))]]
    question = "Models vote on the classes of examples. Which class has the most votes for each example?\n\n"
    return question + show.table(header, rows)


ENSEMBLE_MAJORITY_VOTE = Exercise(
    id="ensemble_majority_vote",
    title="Majority vote of classifiers",
    topic="ensembles",
    seconds=90,
    reference=majority_vote,
    terms=("majority vote", "majority voting", "hard voting", "vote of the models"),
    prompt={
        1: _ballot,
        2: "{n} classifiers decide between two classes by majority vote. Each is right with probability {p}, "
        "independently of the others. How likely is the majority right?",
        3: "Three classifiers decide between two classes by majority vote. They are right with the "
        "probabilities {p:list}, independently of each other.",
    },
    draw=_draw_votes,
    levels={1: ("winners",), 2: ("majority",), 3: ("two", "right")},
    parts=(
        Part("winners", "the winning classes", "indices"),
        Part("majority", "the probability"),
        Part("two", "the probability that exactly two are right"),
        Part("right", "the probability that the majority is right"),
    ),
    steps=(
        Step(
            "winners",
            "Count the votes in each column; the most frequent class wins",
            "{winners:list}",
            lambda votes: [int(np.argmax(np.bincount(column))) for column in votes.T],
        ),
        Step(
            "counts",
            "A majority is more than half of the votes: these numbers of right ones",
            "{counts:list}",
            lambda n: np.arange(n // 2 + 1, n + 1),
        ),
        Step(
            "terms",
            "Exactly k right have C(n, k)·pᵏ·(1 − p)ⁿ⁻ᵏ",
            "{terms}",
            lambda n, p, counts: np.array([math.comb(n, int(k)) * p**k * (1 - p) ** (n - k) for k in counts]),
        ),
        Step("majority", "Add them up", "{terms:sum} = {majority}", lambda terms: terms.sum()),
        Step(
            "all_right",
            "All three right: the product of the probabilities",
            "{p} multiplied: {all_right}",
            lambda p: np.prod(p),
        ),
        Step(
            "two",
            "Exactly two right: leave each one out in turn, with 1 − p for it, and add",
            "{all_right}·(1 − p)/p for each p of {p}, added: {two}",
            lambda all_right, p: np.sum(all_right / p * (1 - p)),
        ),
        Step(
            "right",
            "A majority has two or three right votes",
            "{two} + {all_right} = {right}",
            lambda two, all_right: two + all_right,
        ),
    ),
    mistakes=(
        Mistake(
            "mean_class",
            "Classes are names: count the votes, do not average their numbers.",
            must=True,
            levels=(1,),
            swap={"winners": lambda votes: [int(v) for v in np.floor(votes.mean(axis=0) + 0.5)]},
        ),
        Mistake(
            "middle_class",
            "Classes have no order: the winner is the most frequent one, not the middle one.",
            levels=(1,),
            swap={"winners": lambda votes: [int(v) for v in np.median(votes, axis=0)]},
        ),
        Mistake(
            "first_model",
            "All models vote: count the votes of each column.",
            levels=(1,),
            swap={"winners": lambda votes: [int(v) for v in votes[0]]},
        ),
        Mistake(
            "all_must_be_right",
            "A majority suffices: add the cases in which some are wrong.",
            must=True,
            levels=(2, 3),
            swap={"terms": lambda n, p: np.array([p**n]), "right": lambda all_right: all_right},
        ),
        Mistake(
            "bare_majority_only",
            "More than the smallest majority is a majority as well: add those cases.",
            must=True,
            levels=(2, 3),
            swap={"majority": lambda terms: terms[0], "right": lambda two: two},
        ),
        Mistake(
            "orders_not_counted",
            "Any of the classifiers may be the wrong ones: multiply by the number of choices C(n, k).",
            must=True,
            levels=(2,),
            swap={"terms": lambda n, p, counts: p**counts * (1 - p) ** (n - counts)},
        ),
        Mistake(
            "third_not_wrong",
            "Exactly two right means that the third is wrong: multiply by its 1 − p.",
            must=True,
            levels=(3,),
            swap={"two": lambda p: np.sum(np.prod(p) / p)},
        ),
        Mistake(
            "one_pair_only",
            "Any two of the three may be the right ones: add three products.",
            levels=(3,),
            swap={"two": lambda p: p[0] * p[1] * (1 - p[2])},
        ),
        Mistake(
            "majority_wrong",
            "This is the probability that the majority is wrong: take it away from 1.",
            levels=(2, 3),
            swap={
                "majority": lambda terms: 1 - terms.sum(),
                "right": lambda two, all_right: 1 - two - all_right,
            },
        ),
    ),
)
