"""Oracles of probabilities, likelihoods, logarithms and information: enumeration, fractions, scipy."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import scipy.optimize
import scipy.spatial.distance
import scipy.special
import scipy.stats


def union(variant):
    """Counting outcomes one by one; independent events as a grid of equally likely outcomes."""
    p = variant.params
    if variant.level == 1:
        balls = ["r"] * p["red"] + ["g"] * p["green"] + ["b"] * p["blue"]
        return {"colours": sum(ball in "rg" for ball in balls) / len(balls)}
    if variant.level == 2:
        only_night, only_person = p["night"] - p["both"], p["person"] - p["both"]
        rest = p["total"] - only_night - only_person - p["both"]
        images = [(1, 1)] * p["both"] + [(1, 0)] * only_night + [(0, 1)] * only_person + [(0, 0)] * rest
    else:
        hundred_a, hundred_b = round(100 * p["p_a"]), round(100 * p["p_b"])
        images = [(i < hundred_a, j < hundred_b) for i in range(100) for j in range(100)]
    return {
        "either": sum(a or b for a, b in images) / len(images),
        "exactly_one": sum(a != b for a, b in images) / len(images),
    }


def joint(variant):
    p = variant.params
    if variant.level == 3:
        labels = [1] * p["wrong"] + [0] * (p["total"] - p["wrong"])
        pairs = [a and b for a, b in itertools.permutations(labels, 2)]
        triples = [not any(each) for each in itertools.combinations(labels, 3)]
        return {"two_wrong": sum(pairs) / len(pairs), "none_wrong": sum(triples) / len(triples)}
    given = Fraction(str(p.get("p_b_given_a", p.get("p_b"))))
    people = 10**6
    with_a = people * Fraction(str(p["p_a"]))
    with_both = with_a * given
    with_b = people * Fraction(str(p["p_b"]))
    return {"both": float(with_both / people), "reverse": float(with_both / with_b)}


def bayes(variant):
    """A population counted in exact fractions."""
    p = variant.params
    if variant.level == 1:
        flags = [True] * p["caught"] + [False] * p["alarms"]
        return {"flagged": sum(flags) / len(flags)}
    prior, hit, spec = (Fraction(str(p[name])) for name in ("prior", "sensitivity", "specificity"))
    states = {True: prior, False: 1 - prior}
    fires = {True: hit, False: 1 - spec}
    runs = {
        (state, *tests): states[state] * math.prod(fires[state] if t else 1 - fires[state] for t in tests)
        for state in states
        for tests in itertools.product([True, False], repeat=2)
    }

    def probability(event):
        return sum((weight for run, weight in runs.items() if event(*run)), Fraction(0))

    once = probability(lambda state, first, second: first)
    twice = probability(lambda state, first, second: first and second)
    return {
        "evidence": float(once),
        "after_one": float(probability(lambda state, first, second: state and first) / once),
        "after_two": float(probability(lambda state, first, second: state and first and second) / twice),
    }


def binomial(variant):
    p = variant.params
    if variant.level < 3:
        chance = scipy.stats.binom.pmf(p["k"], p["n"], p["p"])
        other = scipy.stats.binom.pmf(p["k"], p["n"], p.get("q", 0.5))
        return {"chance": chance, "ratio": other / chance}

    def best(a, b):
        """The mode of a beta density: where its derivative changes sign."""
        density = scipy.stats.beta(a, b)
        top = scipy.optimize.minimize_scalar(
            lambda x: -density.logpdf(x), bounds=(1e-6, 1 - 1e-6), method="bounded", options={"xatol": 1e-12}
        ).x
        return scipy.optimize.brentq(lambda x: (a - 1) / x - (b - 1) / (1 - x), top - 0.01, top + 0.01)

    heads, tails = p["k"], p["n"] - p["k"]
    return {"mle": best(heads + 1, tails + 1), "map": best(heads + p["a"], tails + p["b"])}


def logarithm(variant):
    p = variant.params
    if variant.level == 1:
        wanted = Fraction(1, p["size"]) if p["below_one"] else Fraction(p["size"])
        return {"power": next(k for k in range(-20, 21) if Fraction(p["base"]) ** k == wanted)}
    if variant.level == 2:
        return {"in_base": scipy.optimize.brentq(lambda y: p["base"] ** y - p["x"], -1, 12, xtol=1e-13)}
    exact = Fraction(str(p["p"])) ** p["n"]
    product = math.prod([p["p"]] * p["n"])
    natural = math.log(exact.numerator) - math.log(exact.denominator)
    decimal = math.log10(exact.numerator) - math.log10(exact.denominator)
    return {
        "log_product": natural,
        "decimal_power": decimal,
        "outcome": "it becomes 0" if product == 0.0 else "it can be held",
    }


def entropy(variant):
    p = variant.params
    if variant.level == 1:
        return {"information": math.log2(1 / p["p"])}
    if variant.level == 2:
        even = np.full(len(p["p"]), 1 / len(p["p"]))
        missing = scipy.stats.entropy(p["p"], even, base=2)  # the divergence from equal probabilities
        return {"bits": scipy.stats.entropy(p["p"], base=2), "missing": missing}
    cells = np.array(p["joint"])
    x, y = cells.sum(axis=1), cells.sum(axis=0)
    return {
        "h_x": scipy.stats.entropy(x, base=2),
        "h_joint": scipy.stats.entropy(cells.ravel(), base=2),
        "mutual": scipy.stats.entropy(cells.ravel(), np.outer(x, y).ravel(), base=2),
    }


def divergence(variant):
    p, q = np.array(variant.params["p"]), np.array(variant.params["q"])
    m = (p + q) / 2
    return {
        "forward": scipy.special.rel_entr(p, q).sum(),
        "reverse": scipy.special.rel_entr(q, p).sum(),
        "p_from_m": scipy.stats.entropy(p, m, base=2),
        "js": scipy.spatial.distance.jensenshannon(p, q, base=2) ** 2,
    }


ORACLES = {
    "probability_union": ("outcomes counted one by one", union),
    "probability_joint": ("enumeration of draws, and exact fractions", joint),
    "bayes_theorem": ("every course of two tests in exact fractions", bayes),
    "binomial_likelihood": ("scipy.stats.binom, and a numerical search for the modes", binomial),
    "logarithm": ("exact fractions, root finding, and the float product itself", logarithm),
    "entropy": ("scipy.stats.entropy, mutual information as a divergence", entropy),
    "kl_divergence": ("scipy.special.rel_entr and scipy's jensenshannon", divergence),
}
