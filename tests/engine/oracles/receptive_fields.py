"""Oracles of receptive fields: one output traced back through the layers, cell by cell."""

from __future__ import annotations

import itertools

import numpy as np


def seen(kernels, strides, dilations, output=0):
    """First and last input cell that one output reads, traced back from it."""
    first = last = output
    for k, s, d in list(zip(kernels, strides, dilations, strict=True))[::-1]:
        first, last = s * first, s * last + d * (k - 1)
    return first, last


def width(cells):
    first, last = cells
    return len(range(first, last + 1))


def receptive_field(variant):
    p = variant.params
    layers = p["kernels"], p["strides"], p.get("dilations", [1] * len(p["kernels"]))
    return {
        "field": width(seen(*layers)),
        "jump": seen(*layers, output=1)[0] - seen(*layers, output=0)[0],
    }


def stack(k, dilations):
    return width(seen([k] * len(dilations), [1] * len(dilations), dilations))


def dilated_receptive_field(variant):
    p = variant.params
    field = stack(p["k"], p["dilations"] * p.get("blocks", 1))
    found = {"field": field}
    if variant.level == 2:
        found["plain_layers"] = next(n for n in range(200) if stack(p["k"], [1] * n) == field)
    if variant.level == 3:
        found["milliseconds"] = 1000 * field / (1000 * p["rate"])
    return found


def layers_for_receptive_field(variant):
    """Layers added one by one to a first one with the given field and jump."""
    p = variant.params
    first, jump = p.get("r0", 1), p.get("j0", 1)

    def enough(dilations):
        layers = [first, *[p["k"]] * len(dilations)], [jump, *[1] * len(dilations)], [1, *dilations]
        return width(seen(*layers)) >= p["wanted"]

    return {
        "plain": next(n for n in range(300) if enough([1] * n)),
        "doubling": next(n for n in range(12) if enough([2**i for i in range(n)])),
    }


def receptive_field_path_counts(variant):
    p = variant.params
    if variant.level == 3:
        x = np.eye(5)  # the response to unit impulses is the kernel
        hidden = np.array([[np.dot(row[i : i + 3], p["w1"]) for i in range(3)] for row in x])
        kernel = hidden @ np.array(p["w2"])
        return {"kernel": kernel, "kernel_share": (kernel[0] + kernel[-1]) / kernel.sum()}
    paths = [sum(path) for path in itertools.product(*map(range, p["kernels"]))]
    counts = [paths.count(cell) for cell in range(max(paths) + 1)]
    return {"counts": counts, "share": (paths.count(0) + paths.count(max(paths))) / len(paths)}


ORACLES = {
    "receptive_field": ("the cells that one output reads, traced back", receptive_field),
    "dilated_receptive_field": ("the cells that one output reads, traced back", dilated_receptive_field),
    "layers_for_receptive_field": ("layers added until enough cells are read", layers_for_receptive_field),
    "receptive_field_path_counts": ("all paths enumerated, and unit impulses", receptive_field_path_counts),
}
