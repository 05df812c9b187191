"""Oracles of sizes in attention: arrays that are built, matrices that are counted, simulated noise."""

from __future__ import annotations

import itertools

import numpy as np


def attention_shapes(variant):
    p = variant.params
    if variant.level < 3:
        m = p.get("m", p["n"])
        q, k, v = (np.zeros(shape) for shape in ((p["n"], p["d_k"]), (m, p["d_k"]), (m, p["d_v"])))
        scores = np.einsum("id,jd->ij", q, k)
        return {"scores": scores.shape, "output": np.einsum("ij,jd->id", scores, v).shape}
    b, n, m, h, d = (p[name] for name in ("batch", "n", "m", "heads", "d_model"))
    q, k = (np.zeros((b, h, tokens, 1), dtype=np.int8) for tokens in (n, m))
    scores = (q @ k.swapaxes(-1, -2)).astype(f"i{p['size']}")
    mixed = np.concatenate([np.broadcast_to(np.int8(0), (b, n, d // h))] * h, axis=-1)
    return {"all_scores": scores.shape, "all_outputs": mixed.shape, "memory": scores.nbytes / 1e6}


def multihead_attention_size(variant):
    p = variant.params
    width, heads = p["d_model"], p["heads"]
    features = np.zeros((3, width)).reshape(3, heads, -1).shape[-1]
    if variant.level == 3:
        shared = p["kv_heads"] * features
        matrices = [
            np.broadcast_to(0, shape)
            for shape in ((width, width), (width, shared), (width, shared), (width, width))
        ]
        return {"kv_width": shared, "shared_parameters": sum(matrix.size for matrix in matrices)}
    # head by head: three projections into the head and the rows of the output matrix that belong to it
    each = [3 * (width + 1) * features + features * width for _ in range(heads)]
    return {"head_dim": features, "scale": features**-0.5, "parameters": sum(each) + width}


def attention_logit_variance(variant):
    """Enumerate entries that take two values with the wanted mean and spread: exact moments of a term."""
    p = variant.params
    a, b, mean = p.get("deviation_q", 1.0), p.get("deviation_k", 1.0), p.get("mean_k", 0.0)
    terms = [q * k for q, k in itertools.product((-a, a), (mean - b, mean + b))]
    variance = sum(float(np.var(terms)) for _ in range(p["d_k"]))
    scaled = np.sqrt(sum(float(np.var(np.divide(terms, p["d_k"] ** 0.5))) for _ in range(p["d_k"])))
    return {"variance": variance, "deviation": variance**0.5, "scaled": scaled}


def kv_cache(variant):
    p = variant.params
    kept = p["kv_heads"]
    key = np.zeros((p["layers"], kept, p["head_dim"]), dtype=f"int{p['bits']}")
    token = key.nbytes + key.copy().nbytes
    expected = {"token": token / 1e3}
    if variant.level == 2:
        expected["cache"] = sum(token * p["tokens"] for _ in range(p["batch"])) / 1e9
    if variant.level == 3:
        used = 0
        expected |= {"sequence": token * p["tokens"] / 1e9, "sequences": 0}
        while (used := used + token * p["tokens"]) <= p["free"] * 10**9:
            expected["sequences"] += 1
    return expected


ORACLES = {
    "attention_shapes": ("shapes and bytes of arrays that are multiplied", attention_shapes),
    "multihead_attention_size": ("matrices counted head by head", multihead_attention_size),
    "attention_logit_variance": ("moments of a term, by enumeration", attention_logit_variance),
    "kv_cache": ("bytes of arrays that are built, added until memory is full", kv_cache),
}
