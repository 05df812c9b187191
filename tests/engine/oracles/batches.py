"""Oracles of batches: slicing the data, and looping over it."""

from __future__ import annotations

from itertools import islice

import numpy as np


def batches_of(n, size):
    data = iter(range(n))
    found = []
    while chunk := list(islice(data, size)):
        found.append(len(chunk))
    return found


def updates_per_epoch(variant):
    p = variant.params
    sizes = batches_of(p["n"], p["batch"])
    found = {"batches": len(sizes), "last": sizes[-1]}
    if variant.level == 2:
        found["updates"] = sum(len(batches_of(p["n"], p["batch"])) for _ in range(p["epochs"]))
    if variant.level == 3:
        full = [size for size in sizes if size == p["batch"]]
        found |= {"full": len(full), "dropped": p["n"] - sum(full)}
        updates = epochs = 0
        while updates < p["target"]:
            updates, epochs = updates + len(full), epochs + 1
        found["needed"] = epochs
    return found


def gradient_accumulation(variant):
    """Count update by update; build the batch token by token."""
    p = variant.params
    if variant.level == 3:
        tokens = [g for count, g in zip(p["counts"], p["gradients"], strict=True) for _ in range(count)]
        return {"gradient": np.mean(tokens)}
    workers = p.get("devices", 1) * p["k"]
    effective = len([None for _ in range(workers) for _ in range(p["micro"])])
    return {"effective": effective, "updates": len(batches_of(p["n"], effective))}


ORACLES = {
    "updates_per_epoch": ("slicing a list of the data, epoch after epoch", updates_per_epoch),
    "gradient_accumulation": ("one batch built token by token", gradient_accumulation),
}
