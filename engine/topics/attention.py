"""Scaled dot-product attention by hand: weights, outputs, and what a causal mask changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.softmax import softmax

Array = npt.NDArray[np.float64]


def attention(
    queries: npt.ArrayLike, keys: npt.ArrayLike, values: npt.ArrayLike, causal: bool = False
) -> Array:
    """Averages of the values, weighted by how well each query fits the keys.

    softmax(Q·Kᵀ/√d_k)·V, the softmax over the keys of each query. With a causal mask the scores of later
    positions are −∞ before the softmax, so that they get the weight 0.

    Args:
      queries: Q, `[n, d_k]`.
      keys: K, `[m, d_k]`.
      values: V, `[m, d_v]`.
      causal: whether position i sees the positions up to i only (then n = m).

    Returns:
      `[n, d_v]`.

    Source: Vaswani et al., Attention Is All You Need (2017), equation 1 and section 3.2.3.
    """
    queries, keys = np.asarray(queries, dtype=float), np.asarray(keys, dtype=float)
    scores = queries @ keys.T / np.sqrt(keys.shape[-1])
    if causal:
        scores = np.where(np.tri(len(scores), dtype=bool), scores, -np.inf)
    return np.asarray(softmax(scores) @ np.asarray(values, dtype=float))


def _draw_attention(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "Q": [float(v) for v in draw.wholes(4, -1, 2)],
            "K": [[float(v) for v in draw.wholes(4, -1, 2)] for _ in range(3)],
        }
    keys, values = draw.matrix(3, 3, 0.2, 1.5, 1, signed=True), draw.matrix(3, 2, 0.5, 5, 1, signed=True)
    if level == 2:
        return {"Q": draw.vector(3, 0.4, 1.8, 1, signed=True), "K": keys, "V": values}
    return {"Q": draw.matrix(3, 3, 0.4, 1.8, 1, signed=True), "K": keys, "V": values}


SCALED_DOT_PRODUCT_ATTENTION = Exercise(
    id="scaled_dot_product_attention",
    title="Scaled dot-product attention by hand",
    topic="attention",
    seconds=210,
    reference=attention,
    terms=(
        "scaled dot-product attention",
        "self-attention",
        "cross-attention",
        "attention mechanism",
        "queries, keys and values",
    ),
    aliases={"self_attention": Focus(3, "outputs"), "attention_weights": Focus(1, "weights")},
    prompt={
        1: "One query looks at three keys, the rows of K. Scores are scaled dot products, and the attention "
        "weights are their softmax.\n\n  q = {Q}\n\n  K = {K}",
        2: "One query looks at three positions with scaled dot-product attention. Row i of K and row i of V "
        "belong to position i.\n\n  q = {Q}\n\n  K = {K}   V = {V}",
        3: "Scaled dot-product attention without a mask. Rows of Q, K and V belong to positions.\n\n"
        "  Q = {Q}   K = {K}   V = {V}",
    },
    draw=_draw_attention,
    levels={1: ("scores", "weights"), 2: ("weights", "output"), 3: ("outputs",)},
    parts=(
        Part("scores", "the scaled scores", "vector", digits=2),
        Part("weights", "the attention weights", "vector"),
        Part("output", "the output of the query", "vector", digits=2),
        Part("outputs", "the output, one row for each query", "matrix", digits=2),
    ),
    steps=(
        Step(
            "products",
            "Multiply every query with every key: the dot products",
            "{Q}·Kᵀ = {products}",
            lambda Q, K: Q @ K.T,
        ),
        Step(
            "scores",
            "Divide them by the root of the length of a key",
            "scores = {scores}",
            lambda products, K: products / np.sqrt(K.shape[-1]),
        ),
        Step("exps", "Take the exponential of each score", "{exps}", lambda scores: np.exp(scores)),
        Step(
            "weights",
            "Divide by the sum over the keys, so that the weights of a query sum to 1",
            "weights = {weights}",
            lambda exps: exps / exps.sum(axis=-1, keepdims=True),
        ),
        Step(
            "output",
            "Average the rows of V with these weights",
            "{weights}·V = {output}",
            lambda weights, V: weights @ V,
        ),
        Step(
            "outputs",
            "Average the rows of V with the weights of each query",
            "{weights}·V = {outputs}",
            lambda weights, V: weights @ V,
        ),
    ),
    mistakes=(
        Mistake(
            "not_scaled",
            "Divide the dot products by √d_k before the softmax.",
            must=True,
            swap={"scores": lambda products: products},
        ),
        Mistake(
            "divided_by_length",
            "Divide by the root √d_k, not by d_k itself.",
            must=True,
            swap={"scores": lambda products, K: products / K.shape[-1]},
        ),
        Mistake(
            "softmax_over_queries",
            "Normalise each row of scores, over the keys: the weights of one query sum to 1.",
            must=True,
            levels=(3,),
            swap={"weights": lambda exps: exps / exps.sum(axis=0, keepdims=True)},
        ),
        Mistake(
            "scaled_by_values",
            "Scale by the length of the keys, d_k, not by that of the values.",
            levels=(2, 3),
            swap={"scores": lambda products, V: products / np.sqrt(V.shape[-1])},
        ),
        Mistake(
            "no_softmax",
            "Turn the scores into weights with a softmax first: weights are positive and sum to 1.",
            swap={"weights": lambda scores: scores},
        ),
        Mistake(
            "queries_and_keys_exchanged",
            "Rows of the score matrix belong to queries: multiply Q with the transpose of K, not K with Qᵀ.",
            levels=(3,),
            swap={"products": lambda Q, K: K @ Q.T},
        ),
        Mistake(
            "causal_without_being_asked",
            "No mask was asked for: let every query look at all keys.",
            levels=(3,),
            swap={"exps": lambda scores: np.tril(np.exp(scores))},
        ),
        Mistake(
            "best_value_only",
            "Average all values with their weights instead of returning the one with the largest weight.",
            levels=(2, 3),
            swap={
                "output": lambda weights, V: V[weights.argmax()],
                "outputs": lambda weights, V: V[weights.argmax(axis=-1)],
            },
        ),
        Mistake(
            "equal_weights",
            "Weight the values by the attention weights: a plain mean ignores the query.",
            levels=(2, 3),
            swap={
                "output": lambda V: V.mean(axis=0),
                "outputs": lambda V: np.tile(V.mean(axis=0), (3, 1)),
            },
        ),
    ),
)


def visible_scores(scores: Any) -> Any:
    """Scores with −∞ where a column stands for a later position than its row."""
    return np.where(np.tri(len(scores), dtype=bool), scores, -np.inf)


def all_scores(scores: Any) -> Any:
    """No mask at all."""
    return scores


def zeroed_scores(scores: Any) -> Any:
    """Later positions with the score 0, which is an ordinary score."""
    return np.where(np.tri(len(scores), dtype=bool), scores, 0.0)


def earlier_hidden(scores: Any) -> Any:
    """The mask transposed: earlier positions are hidden."""
    return np.where(np.tri(len(scores), dtype=bool).T, scores, -np.inf)


def own_position_hidden(scores: Any) -> Any:
    """The diagonal is hidden as well, except for the first position, which has nothing else."""
    strictly = np.tri(len(scores), k=-1, dtype=bool)
    strictly[0, 0] = True
    return np.where(strictly, scores, -np.inf)


def _draw_causal(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"scores": [[float(v) for v in draw.sample(range(-2, 4), 3)] for _ in range(3)]}
    values = draw.matrix(3, 2, 0.5, 5, 1, signed=True)
    if level == 2:
        return {"scores": draw.matrix(3, 3, 0.3, 2.5, 1, signed=True), "V": values}
    queries, keys = (draw.matrix(3, 2, 0.4, 1.8, 1, signed=True) for _ in range(2))
    return {"Q": queries, "K": keys, "V": draw.matrix(3, 3, 0.5, 5, 1, signed=True)}


CAUSAL_ATTENTION = Exercise(
    id="causal_attention",
    title="Attention under a causal mask",
    topic="attention",
    seconds=240,
    reference=attention,
    terms=("causal attention", "causal mask", "masked self-attention", "look-ahead mask"),
    aliases={"masked_attention": Focus(2)},
    prompt={
        1: "Row i of S holds the scaled scores of position i with all positions. A decoder lets a position "
        "see itself and earlier ones only.\n\n  S = {scores}",
        2: "Row i of S holds the scaled scores of position i with all positions, row i of V its value. A "
        "decoder lets a position see itself and earlier ones only.\n\n  S = {scores}   V = {V}",
        3: "Scaled dot-product self-attention in a decoder: a position sees itself and earlier ones only. "
        "Rows belong to positions.\n\n  Q = {Q}   K = {K}   V = {V}",
    },
    draw=_draw_causal,
    levels={1: ("weights",), 2: ("weights", "outputs"), 3: ("outputs",)},
    parts=(
        Part("weights", "the attention weights", "matrix"),
        Part("outputs", "the output, one row for each position", "matrix", digits=2),
    ),
    policies={"mask": visible_scores},
    steps=(
        Step(
            "scores",
            "Dot products of queries and keys, divided by the root of the length of a key",
            "S = Q·Kᵀ/√d_k = {scores}",
            lambda Q, K: Q @ K.T / np.sqrt(K.shape[-1]),
        ),
        Step(
            "masked",
            "Set the scores of later positions, right of the diagonal, to −∞ before the softmax",
            "{masked}",
            lambda scores, mask: mask(scores),
        ),
        Step(
            "exps",
            "Take the exponentials: that of −∞ is 0",
            "{exps}",
            lambda masked: np.exp(masked),
        ),
        Step(
            "weights",
            "Divide each row by its sum",
            "weights = {weights}",
            lambda exps: exps / exps.sum(axis=-1, keepdims=True),
        ),
        Step(
            "outputs",
            "Average the rows of V with the weights of each position",
            "{weights}·V = {outputs}",
            lambda weights, V: weights @ V,
        ),
    ),
    mistakes=(
        Mistake(
            "masked_scores_zero",
            "Set masked scores to −∞, not to 0: the exponential of 0 is 1, which is a weight like any other.",
            must=True,
            swap={"mask": zeroed_scores},
        ),
        Mistake(
            "not_renormalised",
            "Mask before the softmax: zeroing weights afterwards leaves rows that do not sum to 1.",
            must=True,
            swap={
                "weights": lambda scores: np.tril(np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True))
            },
        ),
        Mistake(
            "no_mask",
            "Hide later positions: a decoder must not see the tokens that it has to predict.",
            must=True,
            swap={"mask": all_scores},
        ),
        Mistake(
            "mask_transposed",
            "Hide what lies right of the diagonal: row i belongs to the query, column j to what it looks at.",
            must=True,
            swap={"mask": earlier_hidden},
        ),
        Mistake(
            "own_position_masked",
            "Keep the diagonal: a position sees itself.",
            swap={"mask": own_position_hidden},
        ),
        Mistake(
            "normalised_over_columns",
            "Normalise each row by itself: the weights of one position sum to 1.",
            swap={"weights": lambda exps: exps / exps.sum(axis=0, keepdims=True)},
        ),
        Mistake(
            "not_scaled",
            "Divide the dot products by √d_k.",
            levels=(3,),
            swap={"scores": lambda Q, K: Q @ K.T},
        ),
    ),
)
