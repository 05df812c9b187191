"""Oracles of warm-up: interpolating between the corners, updates counted one by one."""

from __future__ import annotations

import numpy as np


def linear_scaling_lr(variant):
    """Many small steps of plain SGD on a steady gradient cover what one scaled step covers."""
    p = variant.params
    batch = p.get("batch") or sum(p["per_device"] for _ in range(p["devices"]))
    examples = np.lcm(batch, p["base_batch"])
    path = sum(p["lr"] for _ in range(examples // p["base_batch"]))
    scaled = path / (examples // batch)
    found = {"scaled": scaled, "rooted": np.sqrt(p["lr"] * scaled)}
    if "warmup" in p:
        found["current"] = np.interp(p["epoch"], [0, p["warmup"]], [p["lr"], scaled])
    return found


def lr_linear_warmup(variant):
    p = variant.params
    found = {}
    total, warmup = p.get("total"), p.get("warmup")
    if variant.level == 3:
        updates = [None for _ in range(p["epochs"]) for _ in range(0, p["n"], p["batch"])]
        total = len(updates)
        warmup = sum(1 for update in range(1, total + 1) if 100 * update <= p["percent"] * total)
        found = {"total": total, "warmup": warmup}
    corners = [0, warmup, total or 10 * warmup]
    if "early" in p:
        found["rising"] = np.interp(p["early"], corners, [0, p["peak"], 0])
    if "late" in p:
        found["falling"] = np.interp(p["late"], corners, [0, p["peak"], 0])
    return found


ORACLES = {
    "linear_scaling_lr": ("the path of many small steps against few large ones", linear_scaling_lr),
    "lr_linear_warmup": ("numpy's interpolation between the corners", lr_linear_warmup),
}
