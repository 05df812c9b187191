"""Connectionist temporal classification: paths over frames, and the labels they stand for.

A path holds one symbol for each frame; symbol 0 is the blank, the others are letters a, b, c.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]

LETTERS = "_abc"
"""Symbols by number, the blank first."""


def collapse(path: Sequence[int]) -> tuple[int, ...]:
    """Merge repeated symbols of a path, then drop the blanks.

    Args:
      path: one symbol for each frame; 0 is the blank.

    Returns:
      The label that the path stands for: `a a _ a b b` gives `a a b`.

    Source: Graves et al., Connectionist Temporal Classification (2006), section 3.1.
    """
    merged = [symbol for symbol, _ in itertools.groupby(path)]
    return tuple(symbol for symbol in merged if symbol)


def ctc_probability(probabilities: npt.ArrayLike, label: Sequence[int]) -> float:
    """Probability of a label: the sum over all paths that collapse to it.

    p(label) = Σ_{paths π with B(π) = label} Π_t p_t(π_t), by the forward recursion over the label
    with blanks between, before and after its symbols.

    Args:
      probabilities: `[frames, symbols]`, each row sums to 1; column 0 is the blank.
      label: symbols without blanks, not empty.

    Returns:
      A probability; its negative logarithm is the CTC loss.

    Source: Graves et al. (2006), equations 5 to 8.
    """
    p = np.asarray(probabilities, dtype=float)
    states = [0]
    for symbol in label:
        states += [symbol, 0]
    alpha = np.zeros(len(states))
    alpha[:2] = p[0, states[:2]]
    for row in p[1:]:
        before = alpha.copy()
        for s, symbol in enumerate(states):
            skips = s > 1 and symbol != 0 and symbol != states[s - 2]
            alpha[s] = row[symbol] * (
                before[s] + (before[s - 1] if s else 0) + (before[s - 2] if skips else 0)
            )
    return float(alpha[-2:].sum())


def blanks_only(path: Sequence[int]) -> tuple[int, ...]:
    """Drop the blanks and merge nothing."""
    return tuple(symbol for symbol in path if symbol)


def sum_paths(probabilities: Array, label: Array, collapsing: Callable[..., Any]) -> tuple[float, list[str]]:
    """Add the probabilities of all paths that collapse to the label, with a line for each."""
    total, rows = 0.0, []
    for path in itertools.product(range(probabilities.shape[1]), repeat=len(probabilities)):
        if collapsing(path) == tuple(label):
            factors = [probabilities[t, symbol] for t, symbol in enumerate(path)]
            total += float(np.prod(factors))
            product = "·".join(f"{factor:g}" for factor in factors)
            rows.append(f"{spelt(path)}: {product} = {np.prod(factors):.4f}")
    return total, rows


def best_path(probabilities: Array) -> tuple[float, list[str]]:
    """Probability of the single most likely path."""
    return float(np.prod(probabilities.max(axis=1))), []


def most_likely_path(
    probabilities: Array, label: Array, collapsing: Callable[..., Any]
) -> tuple[float, list[str]]:
    """Probability of the likeliest path of the label instead of their sum."""
    paths = itertools.product(range(probabilities.shape[1]), repeat=len(probabilities))
    fitting = [path for path in paths if collapsing(path) == tuple(label)]
    return max(float(np.prod([probabilities[t, s] for t, s in enumerate(path)])) for path in fitting), []


def spelt(symbols: Sequence[int]) -> str:
    """Symbols as letters, the blank as `_`."""
    return "".join(LETTERS[int(symbol)] for symbol in symbols)


LABELS: dict[int, tuple[int, list[list[int]]]] = {
    1: (2, [[1]]),
    2: (3, [[1], [1, 2], [2, 1]]),
    3: (4, [[1, 1], [2, 2]]),
}
"""For each level the number of frames and the labels asked for."""


def _draw(draw: Draw, level: int) -> Params:
    frames, labels = LABELS[level]
    symbols = 2 if level == 1 else 3
    rows = []
    for _ in range(frames):
        cuts = sorted(draw.sample(range(1, 10), symbols - 1))
        shares = [b - a for a, b in itertools.pairwise([0, *cuts, 10])]
        rows.append([share / 10 for share in draw.shuffled(shares)])
    return {"probabilities": rows, "label": draw.pick(labels)}


def _prompt(params: Params) -> str:
    rows = params["probabilities"]
    header = ["frame", "blank", *LETTERS[1 : len(rows[0])]]
    return (
        f"A CTC network reads {len(rows)} frames and gives these probabilities of its symbols:\n\n"
        + show.table(header, [[t + 1, *row] for t, row in enumerate(rows)])
        + "\n\nA path collapses by merging repeats, then dropping blanks. "
        + f'The label is "{spelt(params["label"])}".'
    )


CTC_PROBABILITY = Exercise(
    id="ctc_probability",
    title="CTC probability and loss of a label",
    topic="sequences",
    seconds=180,
    reference=ctc_probability,
    terms=("CTC", "CTC loss", "connectionist temporal classification"),
    prompt=_prompt,
    draw=_draw,
    levels={1: ("probability",), 2: ("probability", "loss"), 3: ("probability", "loss")},
    parts=(
        Part("probability", "the probability of the label", digits=4),
        Part("loss", "the CTC loss in nats", digits=3),
    ),
    policies={"collapsing": collapse},
    steps=(
        Step(
            "probability",
            "List every path that collapses to the label, multiply its probabilities, and add the paths",
            "sum: {probability}",
            sum_paths,
            traced=True,
        ),
        Step(
            "loss",
            "The loss is the negative natural logarithm of that probability",
            "−ln {probability} = {loss}",
            lambda probability: -np.log(probability),
        ),
    ),
    mistakes=(
        Mistake(
            "best_path_only",
            "Add all paths that collapse to the label, not only the most likely one.",
            must=True,
            swap={"probability": most_likely_path},
        ),
        Mistake(
            "repeats_not_merged",
            "Repeats are merged before blanks are dropped: a path such as aa also stands for a.",
            must=True,
            swap={"collapsing": blanks_only},
        ),
        Mistake(
            "greedy_path",
            "These are the likeliest symbols frame by frame; together they may be another label.",
            swap={"probability": best_path},
        ),
        Mistake(
            "probability_for_loss",
            "The loss is the negative logarithm of the probability.",
            levels=(2, 3),
            swap={"loss": lambda probability: probability},
        ),
        Mistake(
            "base_ten_logarithm",
            "Use the natural logarithm.",
            levels=(2, 3),
            swap={"loss": lambda probability: -np.log10(probability)},
        ),
    ),
)
