"""Oracle of returns: polynomials in the discount, and a very long simulation."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter


def discounted_return(variant):
    p = variant.params
    rewards, discount = p["rewards"], p["discount"]
    endless = np.r_[rewards, np.full(3_000, p.get("forever", 0.0))]
    # a filter with one pole, run from the end to the start, is the backward recursion
    filtered = lfilter([1.0], [1.0, -discount], endless[::-1])[::-1]
    found = {"g": np.polyval(rewards[::-1], discount), "returns": filtered[: len(rewards)]}
    return found | {"tail": filtered[len(rewards)], "total": filtered[0]}


ORACLES = {"discounted_return": ("polynomials and a recursive filter over 3,000 steps", discounted_return)}
