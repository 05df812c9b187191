"""Memory that cached keys and values take while a model generates text."""

from __future__ import annotations

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step


def kv_cache_bytes(
    layers: int, key_value_heads: int, head_dim: int, tokens: int, size: int = 2, batch: int = 1
) -> int:
    """Bytes that cached keys and values take while a model generates text.

    2·layers·heads·head_dim·tokens·batch·size: a key and a value for each head of keys and values, in
    every layer, for every token. Query heads that share keys (grouped-query attention) cost nothing.

    Args:
      layers: number of layers.
      key_value_heads: heads of keys and values, not of queries.
      head_dim: features of a head.
      tokens: tokens of each sequence so far.
      size: bytes of a number.
      batch: number of sequences.

    Returns:
      Bytes.

    Source: Pope et al., Efficiently Scaling Transformer Inference (2022), section 3.3; Ainslie et al.,
    GQA (2023), section 2.2.
    """
    return 2 * layers * key_value_heads * head_dim * tokens * size * batch


def _draw_cache(draw: Draw, level: int) -> Params:
    bits = draw.pick([8, 32])
    if level == 1:
        return {
            "layers": draw.pick([12, 16, 20, 24, 28, 36]),
            "kv_heads": draw.pick([6, 8, 10, 12, 16, 20]),
            "head_dim": draw.pick([32, 48, 64, 80]),
            "bits": bits,
        }
    heads, kv_heads = draw.pick([(16, 4), (24, 8), (32, 4), (32, 8), (40, 8), (48, 6), (64, 8)])
    drawn = {"layers": draw.pick([24, 28, 36, 40, 48, 80]), "heads": heads, "kv_heads": kv_heads}
    drawn |= {"head_dim": draw.pick([64, 80, 96, 128]), "bits": bits}
    if level == 2:
        return {**drawn, "tokens": draw.pick([1000, 1500, 3000, 5000, 12000]), "batch": draw.pick([3, 5, 10])}
    return {**drawn, "tokens": draw.pick([2000, 3000, 5000, 7000]), "free": draw.whole(20, 90)}


KV_CACHE = Exercise(
    id="kv_cache",
    title="Memory of the key-value cache",
    topic="attention",
    seconds=90,
    reference=kv_cache_bytes,
    terms=("KV cache", "key-value cache", "KV-cache", "grouped-query attention", "multi-query attention"),
    aliases={"kv_cache_bytes": Focus(2, "cache"), "kv_cache_batch": Focus(3, "sequences")},
    prompt={
        1: "A decoder has {layers} layers with multi-head attention of {kv_heads} heads, {head_dim} features "
        "each. Its cache keeps keys and values as {bits}-bit numbers; 1 kB is 1,000 bytes.",
        2: "A decoder has {layers} layers. Its grouped-query attention has {heads} query heads and "
        "{kv_heads} "
        "key-value heads of {head_dim} features each. The cache holds {batch} sequences of {tokens} "
        "tokens as "
        "{bits}-bit numbers; 1 kB is 1,000 bytes and 1 GB is 10⁹ bytes.",
        3: "A decoder has {layers} layers. Its grouped-query attention has {heads} query heads and "
        "{kv_heads} "
        "key-value heads of {head_dim} features each. Beside the weights {free} GB are free for a cache of "
        "{bits}-bit numbers; 1 GB is 10⁹ bytes. Each sequence may grow to {tokens} tokens.",
    },
    draw=_draw_cache,
    levels={1: ("token",), 2: ("token", "cache"), 3: ("sequence", "sequences")},
    parts=(
        Part("token", "the cache of one token", digits=4, significant=True, unit="kB"),
        Part("cache", "the whole cache", digits=3, significant=True, unit="GB"),
        Part("sequence", "the cache of one full sequence", digits=4, significant=True, unit="GB"),
        Part("sequences", "how many full sequences fit", "integer"),
    ),
    constants={"stored": 2},
    steps=(
        Step("size", "Turn bits into bytes", "{bits} / 8 = {size}", lambda bits: bits / 8),
        Step(
            "token",
            "For one token: key and value, times layers, heads, features of a head and bytes of a number",
            "{stored}·{layers}·{kv_heads}·{head_dim}·{size} / 1000 = {token} kB",
            lambda stored, layers, kv_heads, head_dim, size: (
                stored * layers * kv_heads * head_dim * size / 1000
            ),
        ),
        Step(
            "cache",
            "Multiply with the tokens of all sequences",
            "{token}·{tokens}·{batch} / 10⁶ = {cache} GB",
            lambda token, tokens, batch: token * tokens * batch / 1e6,
        ),
        Step(
            "sequence",
            "Multiply with the tokens of a sequence",
            "{token}·{tokens} / 10⁶ = {sequence} GB",
            lambda token, tokens: token * tokens / 1e6,
        ),
        Step(
            "sequences",
            "Divide the free memory by it and round down",
            "⌊{free} / {sequence}⌋ = {sequences}",
            lambda free, sequence: int(free // sequence),
        ),
    ),
    mistakes=(
        Mistake(
            "query_heads_cached",
            "Count the key-value heads: query heads of a group share them.",
            must=True,
            levels=(2, 3),
            swap={"kv_heads": lambda heads: heads},
        ),
        Mistake(
            "keys_only",
            "Both keys and values are kept: count two numbers.",
            must=True,
            swap={"stored": lambda: 1},
        ),
        Mistake(
            "one_layer",
            "Every layer has a cache of its own: multiply with the number of layers.",
            must=True,
            swap={"layers": lambda: 1},
        ),
        Mistake(
            "half_precision",
            "Take the bits of a number from the question: two bytes would be half precision.",
            must=True,
            swap={"size": lambda: 2.0},
        ),
        Mistake(
            "bits_as_bytes",
            "Divide by 8: a byte has eight bits.",
            swap={"size": lambda bits: bits},
        ),
        Mistake(
            "queries_cached",
            "Queries are used once and need not be kept: only keys and values.",
            swap={"stored": lambda: 3},
        ),
        Mistake(
            "one_sequence",
            "Every sequence of the batch has its own cache.",
            levels=(2,),
            swap={"cache": lambda token, tokens: token * tokens / 1e6},
        ),
        Mistake(
            "tokens_squared",
            "The cache grows in proportion to the tokens: only scores come in pairs of tokens.",
            levels=(2,),
            swap={"cache": lambda token, tokens, batch: token * tokens**2 * batch / 1e6},
        ),
        Mistake(
            "rounded_up",
            "Round down: a sequence that fits in part does not fit.",
            levels=(3,),
            swap={"sequences": lambda free, sequence: int(-(-free // sequence))},
        ),
    ),
    conventions=(
        Convention(
            "binary_units",
            "Right with 1 KiB of 1,024 bytes; here kB and GB are powers of ten.",
            swap={
                "token": lambda stored, layers, kv_heads, head_dim, size: (
                    stored * layers * kv_heads * head_dim * size / 1024
                )
            },
        ),
    ),
)
