"""Oracles of costs and depth: operations counted by numbers that count, longest paths by search."""

from __future__ import annotations

import itertools

import numpy as np


class Counted:
    """A number that counts how often it takes part in an operation."""

    operations = 0

    def __mul__(self, other):
        Counted.operations += 1
        return self

    __add__ = __mul__


def operations(inputs, outputs):
    """Operations of one example, counted on a small layer and scaled cell by cell."""
    Counted.operations = 0
    one = Counted()
    for _ in range(min(outputs, 3)):
        total = one
        for _ in range(min(inputs, 4)):
            total = total + one * one
    return Counted.operations / (min(outputs, 3) * min(inputs, 4)) * inputs * outputs


def flops(variant):
    p = variant.params
    batch = p.get("batch", 1)
    if variant.level < 3:
        count = operations(p["n"], p["m"]) * batch
        return {"macs": np.zeros((p["n"], p["m"])).size * batch, "flops": count, "mega": count / 1e6}
    forward = sum(operations(n, m) for n, m in itertools.pairwise(p["widths"])) * batch / 1e6
    # backward: G·Wᵀ and Xᵀ·G, two products of the size of the forward one
    return {"forward": forward, "training": forward + forward + forward}


def layers(variant):
    p = variant.params
    if "layers" in p:
        unrolled = [name for times, name in p["layers"] for _ in range(times)]
        return {"depth": sum(name.split()[0] in ("conv", "fully") for name in unrolled)}
    paths = itertools.product(*p["branches"])
    whole = [1] * (p["stem"] + p["head"]) + [1 for block in p["branches"] for n in block for _ in range(n)]
    return {"path": max(p["stem"] + sum(path) + p["head"] for path in paths), "everything": len(whole)}


ORACLES = {
    "linear_flops": ("numbers that count their operations", flops),
    "layer_count": ("words of the listing, and a search over all paths", layers),
}
