"""Oracle of the transformer schedule: logarithms, and searching the later step."""

from __future__ import annotations

import math


def lr_inverse_sqrt(variant):
    p = variant.params
    if variant.level == 1:
        return {"fallen": p["peak"] * math.exp(-0.5 * math.log(p["late"] / p["warmup"]))}

    def rate(t):
        branch = -0.5 * math.log(t) if t > p["warmup"] else math.log(t) - 1.5 * math.log(p["warmup"])
        return math.exp(branch - 0.5 * math.log(p["width"]))

    found = {"top": max(rate(t) for t in range(p["warmup"] - 5, p["warmup"] + 6))}
    if variant.level == 2:
        return found | {"rising": rate(p["early"]), "falling": rate(p["late"])}
    low, high = p["warmup"], 200 * p["warmup"]
    while high - low > 1:  # the rate falls: bisect for the last step that is not below the earlier rate
        middle = (low + high) // 2
        low, high = (middle, high) if rate(middle) >= rate(p["early"]) * (1 - 1e-12) else (low, middle)
    return found | {"again": low}


ORACLES = {"lr_inverse_sqrt": ("logarithms, and bisection for the later step", lr_inverse_sqrt)}
