"""What self-attention makes of the order of its tokens: nothing, unless positions are told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def permuted_attention(outputs: npt.ArrayLike, order: Sequence[int]) -> Array:
    """Outputs of self-attention without positions after its tokens were put into another order.

    Self-attention is equivariant: f(P·X) = P·f(X) for any permutation matrix P. Rows move along with
    their tokens and do not change; a mean over the tokens therefore stays the same.

    Args:
      outputs: `[n, d]`, the outputs in the first order.
      order: `order[i]` is the token, counted from 0, that stands at place i afterwards.

    Returns:
      `[n, d]`, the outputs in the new order.

    Source: Lee et al., Set Transformer (2019), section 3.1 and property 1.
    """
    return np.asarray(np.asarray(outputs, dtype=float)[np.asarray(order)])


NOT_THEIR_OWN_INVERSE = [[1, 2, 0], [2, 0, 1]]
CYCLES_OF_FOUR = [[1, 2, 3, 0], [3, 0, 1, 2], [2, 3, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1], [3, 2, 0, 1]]


def _draw_permutation(draw: Draw, level: int) -> Params:
    if level == 1:
        rows = [draw.spread(2, -3, 3, 1, gap=0.5) for _ in range(3)]
        return {"Y": rows, "order": draw.pick(NOT_THEIR_OWN_INVERSE)}
    if level == 2:
        return {
            "Y": [draw.spread(2, -3, 4, 1, gap=0.5) for _ in range(4)],
            "order": draw.pick(CYCLES_OF_FOUR),
        }
    cells = draw.spread(9, -3, 4, 1, gap=0.2)
    return {"S": [cells[:3], cells[3:6], cells[6:]], "order": draw.pick(NOT_THEIR_OWN_INVERSE)}


ATTENTION_PERMUTATION = Exercise(
    id="attention_permutation",
    title="What self-attention does when tokens change places",
    topic="attention",
    seconds=60,
    reference=permuted_attention,
    terms=("permutation-equivariant", "permutation equivariance", "order of the tokens", "token order"),
    aliases={"attention_permutation_check": Focus(2)},
    prompt={
        1: "Self-attention without masks and positions turns three tokens into the rows of Y. Then "
        "the tokens "
        "are fed in another order: token {order[0]} first, then {order[1]}, then {order[2]} (counted from "
        "0).\n\n  Y = {Y}",
        2: "Self-attention without masks and positions turns four tokens into the rows of Y. Then the tokens "
        "are fed in the order {order:list} (counted from 0), and a classifier reads the mean of all output "
        "rows.\n\n  Y = {Y}",
        3: "Self-attention without masks and positions has the scores S, one row for each query and one "
        "column for each key. Then the tokens are fed in the order {order:list} (counted from 0).\n\n"
        "  S = {S}",
    },
    draw=_draw_permutation,
    levels={1: ("outputs",), 2: ("outputs", "pooled"), 3: ("scores",)},
    parts=(
        Part("outputs", "the new output", "matrix", digits=1),
        Part("pooled", "the mean that the classifier reads", "vector", digits=2),
        Part("scores", "the new scores", "matrix", digits=1),
    ),
    steps=(
        Step(
            "outputs",
            "Outputs move along with their tokens: row i is the old row of the token that now stands there",
            "{outputs}",
            lambda Y, order: Y[order],
        ),
        Step(
            "pooled",
            "A mean does not depend on the order",
            "{pooled}",
            lambda outputs: outputs.mean(axis=0),
        ),
        Step(
            "scores",
            "Queries and keys both move: reorder the rows and the columns",
            "{scores}",
            lambda S, order: S[order][:, order],
        ),
    ),
    mistakes=(
        Mistake(
            "inverse_order",
            "Place i holds the token that the order names there: take that token's old row.",
            must=True,
            swap={
                "outputs": lambda Y, order: Y[np.argsort(order)],
                "scores": lambda S, order: S[np.argsort(order)][:, np.argsort(order)],
            },
        ),
        Mistake(
            "order_unnoticed",
            "Outputs are not the same in the same places: each row moves along with its token.",
            must=True,
            swap={"outputs": lambda Y: Y, "scores": lambda S: S},
        ),
        Mistake(
            "rows_only",
            "Keys move too: reorder the columns in the same way as the rows.",
            must=True,
            levels=(3,),
            swap={"scores": lambda S, order: S[order]},
        ),
        Mistake(
            "columns_only",
            "Queries move too: reorder the rows in the same way as the columns.",
            must=True,
            levels=(3,),
            swap={"scores": lambda S, order: S[:, order]},
        ),
        Mistake(
            "reversed",
            "Read the order from first to last.",
            levels=(1, 2),
            swap={"outputs": lambda Y, order: Y[order[::-1]]},
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the number of tokens.",
            levels=(2,),
            swap={"pooled": lambda outputs: outputs.sum(axis=0)},
        ),
    ),
)
