"""Parameters of transformers and the operations that training them takes."""

from __future__ import annotations

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def transformer_parameters(
    layers: int,
    width: int,
    hidden: int,
    vocabulary: int,
    matrices: int = 2,
    shared: float = 1.0,
    tied: bool = True,
) -> int:
    """Weights of a decoder-only transformer, without biases and norms.

    Each layer has attention, 2·d² for queries and outputs and 2·shared·d² for keys and values, and a
    feed-forward block of 2·d·f weights, or 3·d·f where it is gated. Token embeddings add V·d, once more
    if the output layer does not share them.

    Args:
      layers: number of layers.
      width: d, features of the model.
      hidden: f, hidden units of the feed-forward block.
      vocabulary: V, number of tokens.
      matrices: of the feed-forward block, 2 plain or 3 gated.
      shared: key-value heads over query heads.
      tied: whether the output layer uses the embedding table.

    Returns:
      Number of weights.

    Source: Vaswani et al., Attention Is All You Need (2017), section 3; Kaplan et al., Scaling Laws for
    Neural Language Models (2020), table 1; Touvron et al., LLaMA (2023), section 2.2, for gating.
    """
    layer = 2 * width**2 + 2 * round(shared * width**2) + matrices * width * hidden
    return layers * layer + (1 if tied else 2) * vocabulary * width


def _draw_parameters(draw: Draw, level: int) -> Params:
    width = draw.pick([192, 256, 320, 384, 448, 512, 576, 640, 768, 896, 1024, 1280])
    if level == 1:
        return {"d": width, "hidden": width * draw.pick([3, 4, 6])}
    if level == 2:
        return {
            "layers": draw.pick([6, 8, 10, 12, 16, 18, 24]),
            "d": width,
            "vocabulary": draw.pick([8000, 16000, 30000, 32000, 50000]),
        }
    heads, kv_heads = draw.pick([(8, 2), (16, 4), (24, 8), (32, 8), (40, 8)])
    wide = heads * draw.pick([64, 128])
    return {
        "layers": draw.pick([16, 20, 24, 28, 32, 36]),
        "d": wide,
        "hidden": wide * draw.pick([2, 3, 5]),
        "heads": heads,
        "kv_heads": kv_heads,
        "vocabulary": draw.pick([32000, 50000, 64000, 100000, 128000]),
    }


TRANSFORMER_PARAMETERS = Exercise(
    id="transformer_parameters",
    title="Parameters of a transformer",
    topic="language models",
    seconds=120,
    reference=transformer_parameters,
    terms=("parameters of a transformer", "weights of a transformer block"),
    aliases={"transformer_param_count": Focus(2, "total")},
    prompt={
        1: "A transformer block of width {d} has multi-head attention (projections of queries, keys, values "
        "and the output) and a feed-forward block of two linear layers with {hidden} hidden units. Leave "
        "biases and norms out.",
        2: "A decoder-only transformer has {layers} layers of width {d}: multi-head attention with its four "
        "projections, and a feed-forward block of two linear layers with four times the width inside. The "
        "output layer shares the embeddings of {vocabulary} tokens. Leave biases, norms and positions out.",
        3: "A decoder-only transformer has {layers} layers of width {d}. Attention has {heads} query heads, "
        "which share the width, and {kv_heads} key-value heads of the same size. The feed-forward block is "
        "gated (SwiGLU: three matrices) with {hidden} hidden units. Input embeddings and output layer for "
        "{vocabulary} tokens are separate. Leave biases, norms and positions out.",
    },
    draw=_draw_parameters,
    levels={1: ("attention", "block"), 2: ("layer", "total"), 3: ("shared", "gated", "whole")},
    parts=(
        Part("attention", "the weights of attention", "integer"),
        Part("block", "the weights of the whole block", "integer"),
        Part("layer", "the weights of one layer", "integer"),
        Part("total", "the weights of the model in millions", digits=3, significant=True),
        Part("shared", "the weights of attention in one layer", "integer"),
        Part("gated", "the weights of one feed-forward block", "integer"),
        Part("whole", "the weights of the model in millions", digits=3, significant=True),
    ),
    constants={"projections": 4, "matrices": 3, "tables": 2, "expansion": 4},
    steps=(
        Step(
            "attention",
            "Four square matrices: queries, keys, values, output",
            "{projections}·{d}² = {attention}",
            lambda projections, d: projections * d**2,
        ),
        Step(
            "block",
            "Add the two matrices of the feed-forward block",
            "{attention} + 2·{d}·{hidden} = {block}",
            lambda attention, d, hidden: attention + 2 * d * hidden,
        ),
        Step(
            "feed_forward",
            "Two matrices, to the inner width and back",
            "2·{d}·{expansion}·{d} = {feed_forward}",
            lambda d, expansion: 2 * expansion * d**2,
        ),
        Step(
            "layer",
            "Add attention and feed-forward block: twelve times the square of the width",
            "{attention} + {feed_forward} = {layer}",
            lambda attention, feed_forward: attention + feed_forward,
        ),
        Step(
            "table",
            "A row of the embedding table for each token",
            "{vocabulary}·{d} = {table}",
            lambda vocabulary, d: vocabulary * d,
        ),
        Step(
            "total",
            "All layers and the embeddings, once",
            "({layers}·{layer} + {table}) / 10⁶ = {total}",
            lambda layers, layer, table: (layers * layer + table) / 1e6,
        ),
        Step(
            "kv_width",
            "Keys have a share of the width: key-value heads over query heads",
            "{d}·{kv_heads}/{heads} = {kv_width}",
            lambda d, kv_heads, heads: d * kv_heads // heads,
        ),
        Step(
            "shared",
            "Square matrices for queries and output, narrow ones for keys and values",
            "2·{d}² + 2·{d}·{kv_width} = {shared}",
            lambda d, kv_width: 2 * d**2 + 2 * d * kv_width,
        ),
        Step(
            "gated",
            "Three matrices between the width and the hidden units",
            "{matrices}·{d}·{hidden} = {gated}",
            lambda matrices, d, hidden: matrices * d * hidden,
        ),
        Step(
            "whole",
            "All layers, the embeddings and the output layer",
            "({layers}·({shared} + {gated}) + {tables}·{table}) / 10⁶ = {whole}",
            lambda layers, shared, gated, tables, table: (layers * (shared + gated) + tables * table) / 1e6,
        ),
    ),
    mistakes=(
        Mistake(
            "no_output_projection",
            "Attention has four projections: count that of the output too.",
            must=True,
            swap={
                "projections": lambda: 3,
                "shared": lambda d, kv_width: d**2 + 2 * d * kv_width,
            },
        ),
        Mistake(
            "one_feed_forward_matrix",
            "The feed-forward block has a matrix to its hidden units and one back.",
            levels=(1, 2),
            must=True,
            swap={
                "block": lambda attention, d, hidden: attention + d * hidden,
                "feed_forward": lambda d, expansion: expansion * d**2,
            },
        ),
        Mistake(
            "not_expanded",
            "Inside, the feed-forward block is four times as wide as the model.",
            levels=(2,),
            swap={"expansion": lambda: 1},
        ),
        Mistake(
            "embeddings_forgotten",
            "Add the embedding table: a row for each token.",
            levels=(2, 3),
            must=True,
            swap={"table": lambda: 0},
        ),
        Mistake(
            "embeddings_twice",
            "The output layer shares the embeddings: count them once.",
            levels=(2,),
            must=True,
            swap={"total": lambda layers, layer, table: (layers * layer + 2 * table) / 1e6},
        ),
        Mistake(
            "embeddings_once",
            "Input embeddings and output layer are separate here: count both.",
            levels=(3,),
            must=True,
            swap={"tables": lambda: 1},
        ),
        Mistake(
            "keys_not_shared",
            "Keys and values have fewer heads: their matrices are narrower.",
            levels=(3,),
            must=True,
            swap={"kv_width": lambda d: d},
        ),
        Mistake(
            "gate_forgotten",
            "A gated block has three matrices: gate, value and the way back.",
            levels=(3,),
            must=True,
            swap={"matrices": lambda: 2},
        ),
        Mistake(
            "one_layer",
            "Multiply with the number of layers.",
            levels=(2, 3),
            swap={"layers": lambda: 1},
        ),
    ),
)


def training_flops(parameters: float, tokens: float) -> float:
    """Operations of training a dense transformer.

    A forward pass multiplies and adds once for each weight and token, 2·N·D; the backward pass takes
    twice as many: 6·N·D together. Attention scores are left out.

    Args:
      parameters: N, weights that are used for every token.
      tokens: D, tokens read in training.

    Returns:
      FLOPs.

    Source: Kaplan et al., Scaling Laws for Neural Language Models (2020), section 2.1; Hoffmann et al.,
    Training Compute-Optimal Large Language Models (2022), section 3 and table 3, for 20 tokens a weight.
    """
    return 6 * parameters * tokens


def _draw_flops(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"billions": draw.decimal(0.3, 9.5, 1), "tokens": draw.whole(12, 300)}
    if level == 2:
        return {
            "billions": draw.decimal(1.2, 70, 1),
            "tokens": draw.whole(2, 30) * 100,
            "chips": draw.pick([64, 128, 256, 512, 1024]),
            "peak": draw.pick([125, 200, 312, 400, 990]),
            "utilisation": draw.pick([0.3, 0.35, 0.4, 0.45, 0.5]),
        }
    return {
        "mantissa": draw.decimal(1.2, 9.8, 1),
        "exponent": draw.whole(20, 24),
        "ratio": draw.pick([15, 20, 25]),
    }


TRAINING_FLOPS = Exercise(
    id="transformer_training_flops",
    title="Operations and time of training a language model",
    topic="language models",
    seconds=90,
    reference=training_flops,
    terms=("6ND", "training FLOPs", "compute-optimal", "Chinchilla", "scaling laws"),
    aliases={"training_flops": Focus(1, "operations"), "compute_optimal": Focus(3)},
    prompt={
        1: "A dense transformer with {billions} billion weights is trained on {tokens} billion tokens. A "
        "forward pass takes two operations for each weight and token, a backward pass twice as many.",
        2: "A dense transformer with {billions} billion weights is trained on {tokens} billion "
        "tokens, with six "
        "operations for each weight and token. There are {chips} accelerators with a peak of {peak} TFLOP/s "
        "each, of which the share {utilisation} is used.",
        3: "A budget of {mantissa}·10^{exponent} operations is spent on a dense transformer, with six "
        "operations for each weight and token and with {ratio} tokens for each weight.",
    },
    draw=_draw_flops,
    levels={1: ("operations",), 2: ("operations", "days"), 3: ("weights", "training_tokens")},
    parts=(
        Part("operations", "the operations of training", digits=3, significant=True),
        Part("days", "the days that it takes", digits=3, significant=True),
        Part("weights", "the weights of the model in billions", digits=3, significant=True),
        Part("training_tokens", "the training tokens in billions", digits=3, significant=True),
    ),
    constants={"passes": 6},
    steps=(
        Step(
            "operations",
            "Two operations forward and four backward, for each weight and each token",
            "{passes}·{billions}·10⁹·{tokens}·10⁹ = {operations}",
            lambda passes, billions, tokens: passes * billions * 1e9 * tokens * 1e9,
        ),
        Step(
            "speed",
            "Operations a second of all accelerators: their number, their peak and the share that is used",
            "{chips}·{peak}·10¹²·{utilisation} = {speed}",
            lambda chips, peak, utilisation: chips * peak * 1e12 * utilisation,
        ),
        Step(
            "days",
            "Divide, and turn seconds into days",
            "{operations} / {speed} / 86400 = {days}",
            lambda operations, speed: operations / speed / 86400,
        ),
        Step(
            "squared",
            "Operations are six times the ratio times the square of the weights",
            "{mantissa}·10^{exponent} / ({passes}·{ratio}) = {squared}",
            lambda mantissa, exponent, passes, ratio: mantissa * 10.0**exponent / (passes * ratio),
        ),
        Step(
            "weights",
            "Take the root",
            "√{squared} / 10⁹ = {weights}",
            lambda squared: np.sqrt(squared) / 1e9,
        ),
        Step(
            "training_tokens",
            "Multiply with the tokens for each weight",
            "{ratio}·{weights} = {training_tokens}",
            lambda ratio, weights: ratio * weights,
        ),
    ),
    mistakes=(
        Mistake(
            "forward_only",
            "Training also runs backward, which takes twice as much as forward: six operations in all.",
            must=True,
            swap={"passes": lambda: 2},
        ),
        Mistake(
            "backward_like_forward",
            "The backward pass takes twice as much as the forward pass: 2 + 4 operations.",
            levels=(1,),
            must=True,
            swap={"passes": lambda: 4},
        ),
        Mistake(
            "multiplications_only",
            "Count multiplication and addition: two operations for each weight forward.",
            levels=(1,),
            must=True,
            swap={"passes": lambda: 3},
        ),
        Mistake(
            "peak_reached",
            "Only a share of the peak is used: multiply with it.",
            levels=(2,),
            must=True,
            swap={"utilisation": lambda: 1.0},
        ),
        Mistake(
            "one_accelerator",
            "Divide by the speed of all accelerators.",
            levels=(2,),
            swap={"chips": lambda: 1},
        ),
        Mistake(
            "hours",
            "A day has 86400 seconds: dividing by 3600 gives hours.",
            levels=(2,),
            swap={"days": lambda operations, speed: operations / speed / 3600},
        ),
        Mistake(
            "ratio_left_out",
            "Tokens grow along with the weights: divide by the ratio too before taking the root.",
            levels=(3,),
            must=True,
            swap={"squared": lambda mantissa, exponent, passes: mantissa * 10.0**exponent / passes},
        ),
        Mistake(
            "passes_left_out",
            "Divide by the six operations for each weight and token too.",
            levels=(3,),
            swap={"passes": lambda: 1},
        ),
        Mistake(
            "halved",
            "Weights and tokens multiply to the budget: take the root.",
            levels=(3,),
            swap={"weights": lambda squared: squared / 2e9},
        ),
    ),
)
