"""Oracles of dropout's relatives: loops over weights and pixels, enumeration of masks, scipy."""

from __future__ import annotations

import itertools

import numpy as np
import scipy.optimize
import scipy.special
import scipy.stats


def dropconnect(variant):
    p = variant.params
    if variant.level < 3:
        rows = []
        for weights, mask in zip(p["W"], p["mask"], strict=True):
            rows.append(sum(w * x for w, x, kept in zip(weights, p["x"], mask, strict=True) if kept))
        return {"products": rows, "z": [row / p.get("keep", 1) for row in rows]}
    means, deviations = [], []
    for weights in p["W"]:
        masks = list(itertools.product((0, 1), repeat=3))
        values = [sum(m * w * x for m, w, x in zip(mask, weights, p["x"], strict=True)) for mask in masks]
        chances = [scipy.stats.bernoulli(p["keep"]).pmf(mask).prod() for mask in masks]
        unit = scipy.stats.rv_discrete(values=(range(8), chances))
        means.append(unit.expect(lambda i, values=values: np.array(values)[np.asarray(i, dtype=int)]))
        squares = unit.expect(lambda i, values=values: np.array(values)[np.asarray(i, dtype=int)] ** 2)
        deviations.append(np.sqrt(squares - means[-1] ** 2))
    return {"means": means, "deviations": deviations}


def spatial(variant):
    p = variant.params
    keep = 1 - p["drop"]
    stays = p["mask"] if "mask" in p else [u < keep for u in p["uniform"]]
    out = [[v / keep if stay else 0.0 for v in row] for row, stay in zip(p["x"], stays, strict=True)]
    masks = list(itertools.product((0, 1), repeat=3))
    chances = [np.prod([keep if m else 1 - keep for m in mask]) for mask in masks]
    maps = [np.ones((3, 3)) * np.array(mask)[:, None] for mask in masks]
    both = sum(q for each, q in zip(maps, chances, strict=True) if each[0, 0] and each[0, 1])
    none = sum(q for each, q in zip(maps, chances, strict=True) if not each.any())
    return {"Y": out, "both": both, "none": none}


def standout(variant):
    p = variant.params
    a = np.array(p["a"])
    pi = scipy.special.expit(p["alpha"] * a + p["beta"])
    h = a.clip(0)
    found = {"pi": pi, "drop": scipy.stats.logistic(loc=-p["beta"]).sf(p["alpha"] * a), "test": pi * h}
    if "u" in p:
        found["train"] = [value if u < q else 0.0 for value, u, q in zip(h, p["u"], pi, strict=True)]
    return found


def gaussian(variant):
    p = variant.params

    def spread(drop):  # of the mask of inverted dropout
        return scipy.stats.bernoulli(1 - drop).std() / (1 - drop)

    if variant.level == 3:
        drop = scipy.optimize.brentq(lambda q: spread(q) - p["deviation"], 1e-9, 0.9, xtol=1e-14)
        return {"drop": drop, "kept": p["x"] / (1 - drop)}
    sigma = spread(p["drop"])
    y = [
        scipy.stats.norm(x, abs(x) * sigma).ppf(scipy.stats.norm.cdf(e))
        for x, e in zip(p.get("x", []), p.get("noise", []), strict=True)
    ]
    return {"sigma": sigma, "y": y}


ORACLES = {
    "dropconnect_forward": ("loops over single weights, and the distribution over all masks", dropconnect),
    "spatial_dropout_forward": ("loops over pixels, and enumeration of masks", spatial),
    "standout_keep_probability": ("scipy's logistic function and distribution", standout),
    "gaussian_dropout_std": ("scipy's Bernoulli and normal distributions, and a root search", gaussian),
}
