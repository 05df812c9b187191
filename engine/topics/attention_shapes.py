"""Shapes in attention, and what its heads and projections hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def attention_shapes(
    queries: Sequence[int], keys: Sequence[int], values: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Shapes of the scores and of the output of attention.

    Scores hold one number for each pair of a query and a key; the output has one row for each query, as
    long as a value. In cross-attention queries come from one sequence, keys and values from another.

    Args:
      queries: shape of Q, `[..., n_q, d_k]`.
      keys: shape of K, `[..., n_kv, d_k]`.
      values: shape of V, `[..., n_kv, d_v]`.

    Returns:
      Shapes of the scores, `[..., n_q, n_kv]`, and of the output, `[..., n_q, d_v]`.

    Source: Vaswani et al., Attention Is All You Need (2017), sections 3.2.1 and 3.2.3.
    """
    return [*queries[:-1], keys[-2]], [*queries[:-1], values[-1]]


def _draw_shapes(draw: Draw, level: int) -> Params:
    if level == 1:
        n, d_k, d_v = draw.sample(range(4, 40), 3)
        return {"n": n, "d_k": d_k, "d_v": d_v}
    if level == 2:
        n, m = draw.sample([6, 8, 10, 12, 15, 20, 24, 30, 49], 2)
        d_k, d_v = draw.sample([16, 32, 48, 64, 96, 128], 2)
        return {"n": n, "m": m, "d_k": d_k, "d_v": d_v}
    n, m = draw.sample([60, 80, 100, 128, 196, 200, 256, 400], 2)
    heads, d_k = draw.pick([(4, 32), (6, 64), (8, 64), (12, 64), (16, 80)])
    batch = draw.pick([b for b in (2, 3, 5, 10, 24) if b != heads])
    return {"batch": batch, "n": n, "m": m, "heads": heads, "d_model": heads * d_k, "size": draw.pick([2, 4])}


ATTENTION_SHAPES = Exercise(
    id="attention_shapes",
    title="Shapes in self-attention and cross-attention",
    topic="attention",
    seconds=60,
    reference=attention_shapes,
    terms=("attention matrix", "score matrix", "cross-attention", "encoder-decoder attention"),
    aliases={"attention_score_memory": Focus(3, "memory")},
    prompt={
        1: "Self-attention over {n} tokens with one head. Queries and keys have {d_k} numbers, values {d_v}. "
        "One row for each query.",
        2: "Cross-attention with one head: a decoder of {n} tokens looks at an encoder's {m} tokens. Queries "
        "and keys have {d_k} numbers, values {d_v}. One row for each query.",
        3: "Cross-attention with {heads} heads in a model of width {d_model}: {n} decoder tokens look at {m} "
        "encoder tokens, in a batch of {batch}. The heads share the width evenly, and their outputs are "
        "concatenated and projected back to it. Axes of the scores: batch, head, query, key; axes of the "
        "output: batch, token, feature. A score takes {size} bytes, and 1 MB is 10⁶ bytes.",
    },
    draw=_draw_shapes,
    levels={1: ("scores", "output"), 2: ("scores", "output"), 3: ("all_scores", "all_outputs", "memory")},
    parts=(
        Part("scores", "the shape of the scores", "shape"),
        Part("output", "the shape of the output", "shape"),
        Part("all_scores", "the shape of the scores", "shape"),
        Part("all_outputs", "the shape of the output", "shape"),
        Part("memory", "the memory of all scores", digits=3, significant=True, unit="MB"),
    ),
    steps=(
        Step("m", "In self-attention there are as many keys as queries", "{m}", lambda n: n),
        Step(
            "scores",
            "One score for each query and each key",
            "{scores:shape}",
            lambda n, m: [n, m],
        ),
        Step(
            "output",
            "One row for each query; a row averages the values and is as long as they are",
            "{output:shape}",
            lambda n, d_v: [n, d_v],
        ),
        Step(
            "all_scores",
            "One score for each query and each key, in every head of every example",
            "{all_scores:shape}",
            lambda batch, heads, n, m: [batch, heads, n, m],
        ),
        Step(
            "all_outputs",
            "One row for each query, as wide as the model after the projection",
            "{all_outputs:shape}",
            lambda batch, n, d_model: [batch, n, d_model],
        ),
        Step(
            "memory",
            "Multiply the axes of the scores and the bytes of each",
            "{all_scores:shape}·{size} / 10⁶ = {memory} MB",
            lambda all_scores, size: float(np.prod(all_scores)) * size / 1e6,
        ),
    ),
    mistakes=(
        Mistake(
            "rows_from_keys",
            "Give the output one row for each query: keys and values are averaged away.",
            levels=(2, 3),
            must=True,
            swap={
                "output": lambda m, d_v: [m, d_v],
                "all_outputs": lambda batch, m, d_model: [batch, m, d_model],
            },
        ),
        Mistake(
            "scores_transposed",
            "Queries count the rows of the scores, keys the columns.",
            levels=(2, 3),
            must=True,
            swap={
                "scores": lambda n, m: [m, n],
                "all_scores": lambda batch, heads, n, m: [batch, heads, m, n],
            },
        ),
        Mistake(
            "scores_over_features",
            "A score is one number for a pair of tokens: the features are summed in the dot product.",
            levels=(1, 2),
            must=True,
            swap={"scores": lambda n, d_k: [n, d_k]},
        ),
        Mistake(
            "output_as_long_as_keys",
            "A row of the output is an average of values: give it their length.",
            levels=(1, 2),
            must=True,
            swap={"output": lambda n, d_k: [n, d_k]},
        ),
        Mistake(
            "as_self_attention",
            "Keys and values come from the other sequence: use its length for the columns of the scores.",
            levels=(2, 3),
            swap={
                "scores": lambda n: [n, n],
                "all_scores": lambda batch, heads, n: [batch, heads, n, n],
            },
        ),
        Mistake(
            "one_head",
            "Every head has scores of its own: multiply with the number of heads.",
            levels=(3,),
            must=True,
            swap={"all_scores": lambda batch, n, m: [batch, 1, n, m]},
        ),
        Mistake(
            "output_of_one_head",
            "The heads are concatenated and projected: the output is as wide as the model.",
            levels=(3,),
            swap={"all_outputs": lambda batch, n, d_model, heads: [batch, n, d_model // heads]},
        ),
        Mistake(
            "output_of_scores",
            "The scores weight the values: multiply them with V and give the shape of that.",
            levels=(1, 2),
            swap={"output": lambda n, m: [n, m]},
        ),
    ),
)


def multihead_parameters(
    width: int, heads: int, key_value_heads: int | None = None, bias: bool = True
) -> int:
    """Parameters of multi-head attention: projections of queries, keys, values and outputs.

    Each head works on width/heads features. Queries and outputs take width·width weights; keys and
    values as many, or only key_value_heads/heads of that where groups of query heads share them.

    Args:
      width: features of the model, d_model.
      heads: query heads; they divide the width and do not change the number of parameters.
      key_value_heads: heads of keys and values; all of them when None.
      bias: whether every projection has one.

    Returns:
      Number of weights and biases.

    Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.2; Ainslie et al., GQA (2023),
    section 2.2, for shared keys and values.
    """
    shared = width // heads * (key_value_heads or heads)
    weights = 2 * width * width + 2 * width * shared
    return weights + (2 * width + 2 * shared if bias else 0)


def _draw_multihead(draw: Draw, level: int) -> Params:
    if level == 1:
        heads, d_head = draw.pick([2, 3, 4, 6, 8, 12]), draw.pick([9, 16, 25, 36, 48, 64, 80, 128])
        return {"d_model": heads * d_head, "heads": heads}
    if level == 2:
        heads, d_head = draw.pick([4, 6, 8, 10, 12, 16, 20]), draw.pick([32, 40, 48, 64, 80, 96])
        return {"d_model": heads * d_head, "heads": heads}
    heads, kv_heads = draw.pick([(8, 2), (16, 2), (16, 4), (24, 8), (32, 8), (40, 8), (12, 3)])
    return {"d_model": heads * draw.pick([48, 64, 80, 96, 112, 128]), "heads": heads, "kv_heads": kv_heads}


MULTIHEAD_PARAMETERS = Exercise(
    id="multihead_attention_size",
    title="Heads and parameters of multi-head attention",
    topic="attention",
    seconds=75,
    reference=multihead_parameters,
    terms=("multi-head attention", "multihead attention", "attention heads", "grouped-query attention"),
    aliases={
        "multihead_head_dim": Focus(1, "head_dim"),
        "multihead_param_count": Focus(2, "parameters"),
        "grouped_query_params": Focus(3, "shared_parameters"),
    },
    prompt={
        1: "Multi-head self-attention in a model of width {d_model} has {heads} heads that share the width "
        "evenly. Dot products are multiplied with a scale before the softmax.",
        2: "Multi-head self-attention in a model of width {d_model} has {heads} heads that share the width "
        "evenly. Queries, keys, values and the output each have a projection with a bias.",
        3: "Grouped-query attention in a model of width {d_model}: {heads} query heads share the "
        "width evenly, "
        "but there are only {kv_heads} heads of keys and of values, each as wide as a query head. Queries, "
        "keys, values and the output each have a projection, all without bias.",
    },
    draw=_draw_multihead,
    levels={1: ("head_dim", "scale"), 2: ("head_dim", "parameters"), 3: ("kv_width", "shared_parameters")},
    parts=(
        Part("head_dim", "the features of one head", "integer"),
        Part("scale", "the scale of the dot products", digits=3, significant=True),
        Part("kv_width", "the features of all key heads together", "integer"),
        Part("parameters", "the parameters of the attention layer", "integer"),
        Part("shared_parameters", "the parameters of the attention layer", "integer"),
    ),
    steps=(
        Step(
            "head_dim",
            "Divide the width by the number of heads",
            "{d_model} / {heads} = {head_dim}",
            lambda d_model, heads: d_model // heads,
        ),
        Step(
            "scale",
            "Scale by one over the root of the features of one head",
            "1/√{head_dim} = {scale}",
            lambda head_dim: 1 / np.sqrt(head_dim),
        ),
        Step(
            "kv_width",
            "Keys (and values) of all their heads side by side",
            "{kv_heads}·{head_dim} = {kv_width}",
            lambda kv_heads, head_dim: kv_heads * head_dim,
        ),
        Step(
            "parameters",
            "Four projections, each a square matrix and a bias",
            "4·({d_model}² + {d_model}) = {parameters}",
            lambda d_model: 4 * (d_model**2 + d_model),
        ),
        Step(
            "shared_parameters",
            "Square matrices for queries and output, narrow ones for keys and values",
            "2·{d_model}² + 2·{d_model}·{kv_width} = {shared_parameters}",
            lambda d_model, kv_width: 2 * d_model**2 + 2 * d_model * kv_width,
        ),
    ),
    mistakes=(
        Mistake(
            "scale_of_model",
            "Take the features of one head under the root: that is the length of its queries and keys.",
            must=True,
            levels=(1,),
            swap={"scale": lambda d_model: 1 / np.sqrt(d_model)},
        ),
        Mistake(
            "no_root",
            "Scale by one over the root of the features of one head.",
            must=True,
            levels=(1,),
            swap={"scale": lambda head_dim: 1 / head_dim},
        ),
        Mistake(
            "scale_by_heads",
            "Take the features of a head under the root, not the number of heads.",
            levels=(1,),
            swap={"scale": lambda heads: 1 / np.sqrt(heads)},
        ),
        Mistake(
            "no_output_projection",
            "Count the output projection too: attention has four matrices, not three.",
            must=True,
            levels=(2, 3),
            swap={
                "parameters": lambda d_model: 3 * (d_model**2 + d_model),
                "shared_parameters": lambda d_model, kv_width: d_model**2 + 2 * d_model * kv_width,
            },
        ),
        Mistake(
            "times_heads",
            "Heads split the width: they do not multiply the parameters.",
            must=True,
            levels=(2,),
            swap={"parameters": lambda d_model, heads: heads * 4 * (d_model**2 + d_model)},
        ),
        Mistake(
            "no_biases",
            "Add one bias for each output of each projection.",
            must=True,
            levels=(2,),
            swap={"parameters": lambda d_model: 4 * d_model**2},
        ),
        Mistake(
            "one_head_only",
            "Count the projections of all heads: together they are as wide as the model.",
            levels=(2,),
            swap={"parameters": lambda d_model, head_dim: 4 * (d_model * head_dim + head_dim)},
        ),
        Mistake(
            "keys_not_shared",
            "Keys and values have fewer heads here: their matrices are narrower than those of the queries.",
            must=True,
            levels=(3,),
            swap={"kv_width": lambda d_model: d_model},
        ),
        Mistake(
            "groups_as_heads",
            "A key head is as wide as a query head: divide the width by the number of query heads.",
            levels=(3,),
            swap={"head_dim": lambda d_model, kv_heads: d_model // kv_heads},
        ),
        Mistake(
            "only_keys_shared",
            "Values share their heads in the same way as keys.",
            levels=(3,),
            swap={"shared_parameters": lambda d_model, kv_width: 3 * d_model**2 + d_model * kv_width},
        ),
    ),
)
