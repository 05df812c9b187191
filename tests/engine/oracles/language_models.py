"""Oracles of language models: words crossed out one by one, matrices that are built, bisection."""

from __future__ import annotations

import math

import numpy as np
import scipy.optimize


def crossed_out(candidate, references, n):
    """Match n-grams one by one against one reference, crossing out what is used up."""
    words = candidate.split()
    grams = [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]
    matched = 0
    for kind in set(grams):
        best = 0
        for reference in references:
            other = reference.split()
            left = [tuple(other[i : i + n]) for i in range(len(other) - n + 1)]
            found = 0
            for gram in grams:
                if gram == kind and gram in left:
                    left.remove(gram)
                    found += 1
            best = max(best, found)
        matched += best
    return matched, len(grams)


def bleu(variant):
    p = variant.params
    (m1, n1), (m2, n2) = (crossed_out(p["candidate"], p["references"], n) for n in (1, 2))
    lengths = sorted(len(each.split()) for each in p["references"])
    nearest = sorted(lengths, key=lambda length: abs(length - n1))[0]
    penalty = 1.0 if n1 >= nearest else math.exp((n1 - nearest) / n1)
    score = penalty * math.exp((math.log(m1 / n1) + math.log(m2 / n2)) / 2) if m2 else 0.0
    return {"matches": m1, "p1": m1 / n1, "p2": m2 / n2, "penalty": penalty, "score": score}


def transformer_parameters(variant):
    p = variant.params
    d = p["d"]

    def size(*shapes):
        return sum(np.broadcast_to(0, shape).size for shape in shapes)

    square = (d, d)
    if variant.level == 1:
        attention = size(square, square, square, square)
        return {"attention": attention, "block": attention + size((d, p["hidden"]), (p["hidden"], d))}
    table = size((p["vocabulary"], d))
    if variant.level == 2:
        layer = size(square, square, square, square, (d, 4 * d), (4 * d, d))
        return {"layer": layer, "total": (sum(layer for _ in range(p["layers"])) + table) / 1e6}
    narrow = (d, len(np.arange(d).reshape(p["heads"], -1)[: p["kv_heads"]].ravel()))
    attention = size(square, narrow, narrow, square)
    gated = size((d, p["hidden"]), (d, p["hidden"]), (p["hidden"], d))
    whole = sum(attention + gated for _ in range(p["layers"])) + table + table
    return {"shared": attention, "gated": gated, "whole": whole / 1e6}


def transformer_training_flops(variant):
    p = variant.params
    if variant.level == 3:
        budget = p["mantissa"] * 10.0 ** p["exponent"]
        log = scipy.optimize.brentq(
            lambda log: math.log(6 * p["ratio"]) + 2 * log - math.log(budget), 10, 40, xtol=1e-13
        )
        weights = math.exp(log) / 1e9
        return {"weights": weights, "training_tokens": budget / (6e18 * weights)}
    # a linear layer of as many weights: forward, gradient of the inputs, gradient of the weights
    forward = 2 * p["billions"] * p["tokens"]
    operations = sum([forward, forward, forward]) * 1e18
    expected = {"operations": operations}
    if variant.level == 2:
        per_day = p["chips"] * (p["peak"] * 1e12 * p["utilisation"]) * 24 * 60 * 60
        expected["days"] = operations / per_day
    return expected


ORACLES = {
    "bleu": ("n-grams crossed out one by one", bleu),
    "transformer_parameters": ("matrices that are built and counted", transformer_parameters),
    "transformer_training_flops": (
        "three products of each layer, and a root finder",
        transformer_training_flops,
    ),
}
