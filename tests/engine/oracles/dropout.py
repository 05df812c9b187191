"""Oracles of dropout: loops, distributions of scipy, exact enumeration of masks, derivatives."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import scipy.special
import scipy.stats


def forward(variant):
    p = variant.params
    keep = Fraction(str(p["keep"])) if "keep" in p else 1 - Fraction(str(p["drop"]))
    mask = p["mask"] if "mask" in p else [Fraction(str(u)) < keep for u in p["uniform"]]

    def layer(h):
        return [value / float(keep) if m else 0.0 * value for m, value in zip(mask, h, strict=True)]

    found = {"y": layer(p["h"])}
    if "dy" in p:
        h = np.array(p["h"], dtype=complex)
        found["dh"] = [np.dot(p["dy"], layer(h + 1e-30j * row)).imag / 1e-30 for row in np.eye(len(h))]
        found["test_sum"] = sum(Fraction(str(value)) for value in p["h"])
    return found


def every_mask(count, keep):
    for mask in itertools.product((0, 1), repeat=count):
        yield np.array(mask), np.prod([keep if m else 1 - keep for m in mask])


def test_time(variant):
    """What the unit receives in training on average, over all masks."""
    p = variant.params
    if variant.level == 1:
        # one input of that size: its mean in training is given
        present = scipy.stats.bernoulli(1 - p["drop"]).mean()
        return {"inflated": p["trained"] / present, "factor": 1 / present}
    if variant.level == 2:
        terms = np.array(p["w"]) * p["h"]
        return {"z": sum(q * (m @ terms) for m, q in every_mask(3, 1 - p["drop"])) + p["b"]}
    terms = np.array(p["w"]) * p["x"]
    first, second = p["drops"]
    output = sum(
        q * r * unit[0] * p["v"] * (m @ terms)
        for m, q in every_mask(3, 1 - first)
        for unit, r in every_mask(1, 1 - second)
    )
    return {"output": output, "unscaled": p["v"] * sum(terms)}


def moments(variant):
    p = variant.params
    keep = 1 - p["drop"]
    if variant.level == 3:
        terms = np.array(p["w"]) * p["h"]
        values, weights = zip(*[(m @ terms / keep, q) for m, q in every_mask(3, keep)], strict=True)
        mean = np.dot(weights, values)
        return {"mean": mean, "spread": np.sqrt(np.dot(weights, (np.array(values) - mean) ** 2))}
    kept = p["x"] / (1 - p["drop"])
    inverted = scipy.stats.rv_discrete(values=([0, 1], [1 - keep, keep]))
    return {
        "kept": kept,
        "variance": kept**2 * inverted.var(),
        "deviation": kept * inverted.std(),
        "plain_mean": p["x"] * inverted.mean(),
        "plain_deviation": p["x"] * inverted.std(),
    }


def expected(variant):
    p = variant.params
    terms, bias = np.array(p["w"]) * p["h"], p.get("bias", 0.0)
    masks = list(every_mask(len(terms), p["keep"]))
    exact = sum(q * max(0.0, m @ terms + bias) for m, q in masks)
    total = sum(q * (m @ terms) for m, q in masks)  # the sum itself, averaged: what scaling stands for
    scaled = max(0.0, total + bias)
    return {"linear": total, "exact": exact, "scaled": scaled, "gap": scaled - exact}


def subnetworks(variant):
    p = variant.params
    n = p.get("n", len(p.get("mask", [])))
    masks = list(itertools.product((0, 1), repeat=n))
    found = {"masks": len(masks), "thinner": sum(n - sum(m) == p.get("missing") for m in masks)}
    if "mask" in p:
        found["probability"] = np.exp(scipy.stats.bernoulli(p["keep"]).logpmf(p["mask"]).sum())
    if "k" in p:
        found["ways"] = sum(sum(m) == p["k"] for m in masks)
        found["exactly"] = scipy.stats.binom(n, p["keep"]).pmf(p["k"])
        found["some"] = scipy.stats.binom(n, p["keep"]).cdf(n - 1)
    return found


ORACLES = {
    "dropout_forward": ("a loop with fractions; complex-step derivatives", forward),
    "dropout_test_scale": ("the mean over all masks of training", test_time),
    "dropout_expectation": ("scipy's discrete distributions; enumeration of all masks", moments),
    "dropout_expected_activation": ("enumeration of all masks", expected),
    "dropout_subnetworks": ("enumeration of all masks, and scipy's binomial distribution", subnetworks),
}
