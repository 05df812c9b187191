"""Oracles of decoding: subsets of tokens by enumeration, and joint probabilities that are listed."""

from __future__ import annotations

import itertools
import math

import scipy.special


def nucleus_sampling(variant):
    p = variant.params
    shares = p.get("probabilities") or list(
        scipy.special.softmax([z / p["temperature"] for z in p["logits"]])
    )
    tokens = range(len(shares))
    subsets = [set(each) for size in range(1, 6) for each in itertools.combinations(tokens, size)]
    if variant.level == 1:
        fitting = [each for each in subsets if len(each) == p["k"]]
    else:
        fitting = [each for each in subsets if sum(shares[i] for i in each) >= p["p"]]
        fitting = [each for each in fitting if len(each) == min(map(len, fitting))]
    kept = max(fitting, key=lambda each: sum(shares[i] for i in each))
    total = sum(shares[i] for i in kept)
    return {"kept": sorted(kept), "drawn": [shares[i] / total if i in kept else 0.0 for i in tokens]}


def beam_search(variant):
    p = variant.params
    if variant.level == 3:
        scores = [
            math.copysign(abs(s) * n ** -p["alpha"], s)
            for s, n in zip(p["scores"], p["lengths"], strict=True)
        ]
        better = [sum(a > b for b in scores) for a in scores]
        return {"normalised": scores, "winner": better.index(2)}
    beams = p.get("shares") or [math.exp(score) for score in p["scores"]]
    joint = {(b, t): beams[b] * p["next"][b][t] for b in range(2) for t in range(3)}
    names = sorted(joint, key=joint.__getitem__, reverse=True)[:2]
    numbers, best = [3 * b + t for b, t in names], joint[names[0]]
    return {"likeliest": numbers, "kept": numbers, "best": best, "best_score": math.log(best)}


ORACLES = {
    "nucleus_sampling": ("the likeliest of the smallest subsets, by enumeration", nucleus_sampling),
    "beam_search": ("joint probabilities that are listed and sorted", beam_search),
}
