"""Oracles of cosine schedules: the recursion of PyTorch's schedulers, and integrated sines."""

from __future__ import annotations

import math

from scipy.integrate import quad


def chained(peak, low, total, steps):
    """CosineAnnealingLR in the recursive form of PyTorch's documentation, step by step from the peak."""
    lr = peak
    for t in range(1, steps + 1):
        before = 1 + math.cos(math.pi * (t - 1) / total)
        lr = (lr - low) * (1 + math.cos(math.pi * t / total)) / before + low
    return lr


def between(start, end, share):
    """Half a cosine as the integral of a sine: slow at both ends."""
    way, _ = quad(math.sin, 0, math.pi * share, epsabs=1e-13)
    return start + (end - start) * way / 2


def lr_cosine_schedule(variant):
    p = variant.params
    warmup = p.get("warmup", 0)
    length, steps = p["total"] - warmup, p["t"] - warmup
    return {"progress": steps / length, "rate": chained(p["peak"], p.get("low", 0.0), length, steps)}


def lr_one_cycle(variant):
    p = variant.params
    first = p["peak"] / p["div"]
    found = {}
    if variant.level == 1:
        weights = (p["rise"] - p["up_at"], p["up_at"])
        found["line"] = (weights[0] * first + weights[1] * p["peak"]) / p["rise"]
        return found
    share = (p["down_at"] - p["rise"]) / (p["total"] - p["rise"])
    found["down"] = between(p["peak"], first / p["final_div"], share)
    if variant.level == 2:
        found["up"] = between(first, p["peak"], p["up_at"] / p["rise"])
    else:
        found["momentum"] = between(p["base"], p["high"], share)
    return found


ORACLES = {
    "lr_cosine_schedule": ("the recursion of PyTorch's CosineAnnealingLR", lr_cosine_schedule),
    "lr_one_cycle": ("integrated sines between the corner rates", lr_one_cycle),
}
