"""Oracles of voting: statistics.mode, and enumerating who is right."""

from __future__ import annotations

import itertools
import statistics

import numpy as np


def majority_vote(variant):
    p = variant.params
    if variant.level == 1:
        return {"winners": [statistics.mode(column) for column in zip(*p["votes"], strict=True)]}
    chances = [p["p"]] * p["n"] if "n" in p else p["p"]
    by_count = np.zeros(len(chances) + 1)
    for outcome in itertools.product([0, 1], repeat=len(chances)):
        by_count[sum(outcome)] += np.prod([c if o else 1 - c for c, o in zip(chances, outcome, strict=True)])
    majority = by_count[len(chances) // 2 + 1 :].sum()
    return {"majority": majority, "right": majority, "two": by_count[2]}


ORACLES = {"ensemble_majority_vote": ("enumerating which classifiers are right", majority_vote)}
