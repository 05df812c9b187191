"""Oracles of hyper-parameter search: scipy's log-uniform distribution, and enumerating grids."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import scipy.stats


def log_uniform_mapping(variant):
    p = variant.params
    drawn = scipy.stats.loguniform(10.0 ** p["a"], 10.0 ** p["b"])
    found = {}
    if "u" in p:
        found["rate"] = drawn.ppf(p["u"])
    if "start" in p:
        found["probability"] = drawn.cdf(p["end"]) - drawn.cdf(p["start"])
    if "n" in p:
        found["grid"] = np.geomspace(10.0 ** p["a"], 10.0 ** p["b"], p["n"])
        found["factor"] = found["grid"][1] / found["grid"][0]
    return found


def random_vs_grid(variant):
    p = variant.params
    if variant.level == 1:
        values = next(
            k for k in range(1, 100) if len(list(itertools.product(range(k), repeat=p["d"]))) >= p["budget"]
        )
        return {"values": values}
    if variant.level == 2:
        trials = len(list(itertools.product(range(p["k"]), repeat=p["d"])))
        return {"trials": trials, "hit": 1 - scipy.stats.binom.pmf(0, trials, p["share"])}
    missed, needed = Fraction(1), 0
    share, wanted = Fraction(str(p["share"])), Fraction(str(p["wanted"]))
    while 1 - missed < wanted:
        missed, needed = missed * (1 - share), needed + 1
    return {"needed": needed, "miss": float(missed)}


ORACLES = {
    "log_uniform_mapping": ("scipy.stats.loguniform and numpy.geomspace", log_uniform_mapping),
    "random_vs_grid_trials": (
        "enumerated grids, exact fractions and the binomial distribution",
        random_vs_grid,
    ),
}
