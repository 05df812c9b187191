"""Oracles of paths, orders and generators: enumeration, regular expressions, and generators that run."""

from __future__ import annotations

import itertools
import re

import numpy as np
import scipy.special


def spelled_out(path):
    text = "".join(map(str, path))
    return [int(symbol) for symbol in re.sub(r"(.)\1*", r"\1", text).replace("0", "")]


def ctc_collapse(variant):
    p = variant.params
    if variant.level == 1:
        return {"collapsed": spelled_out(p["path"])}
    if variant.level == 2:
        best = [max(range(3), key=row.__getitem__) for row in p["probabilities"]]
        return {"best": best, "collapsed": spelled_out(best)}

    def paths(frames):
        """Extend the paths symbol by symbol, counted by what they collapse to and how they end."""
        counts = {((), 0): 1}
        for _ in range(frames):
            following = {}
            for (label, end), count in counts.items():
                for symbol in {0, *p["label"]}:
                    longer = label if symbol in (0, end) else (*label, symbol)
                    if list(longer) == p["label"][: len(longer)]:
                        key = longer, symbol
                        following[key] = following.get(key, 0) + count
            counts = following
        return sum(count for (label, _), count in counts.items() if list(label) == p["label"])

    shortest = next(frames for frames in itertools.count(1) if paths(frames))
    return {"shortest": shortest, "count": paths(p["frames"])}


def jigsaw_orders(variant):
    p = variant.params
    tiles = p.get("tiles") or len(list(np.ndindex(p["rows"], p["columns"]))[p.get("fixed", 0) :])
    orders = 1
    for place in range(tiles):
        orders *= len(set(range(tiles)) - set(range(place)))
    if tiles <= 7:
        assert orders == len(list(itertools.permutations(range(tiles))))
    classes = (
        orders * len(list(itertools.product(range(p["turns"]), repeat=tiles))) if "turns" in p else orders
    )
    return {
        "orders": orders,
        "hits": float(np.mean([p.get("images", 0) * (order == 0) for order in range(orders)])),
        "classes": classes,
        "loss": scipy.special.gammaln(tiles + 1),
        "turned_loss": scipy.special.gammaln(tiles + 1) + tiles * np.log(p.get("turns", 1)),
    }


def generator_next(variant):
    p = variant.params
    if variant.level == 3:
        scope = {}
        exec("def starts(items, size):\n  for start in range(0, items, size):\n    yield start", scope)
        loader = scope["starts"](p["items"], p["size"])
        returned = [next(loader) for _ in range(p["calls"])]
        everything = [*returned, *loader]
        return {
            "begin": returned[-1],
            "batches": len(everything),
            "last": len(range(p["items"])[everything[-1] :]),
        }

    def values():
        value = p["start"]
        while True:
            yield value
            value = p.get("factor", 1) * value + p["add"]

    generator = values()
    value = [next(generator) for _ in range(p["calls"])][-1]
    return {"value": value, "after": next(generator)}


ORACLES = {
    "ctc_collapse": ("regular expressions, and paths extended symbol by symbol", ctc_collapse),
    "jigsaw_orders": ("permutations that are listed, and the gamma function", jigsaw_orders),
    "generator_next": ("the generator itself, run", generator_next),
}
