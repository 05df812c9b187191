"""Oracles of run time and ensemble cost: exact fractions in basic units."""

from __future__ import annotations

from fractions import Fraction


def exact(value):
    return Fraction(str(value))


GIGA, TERA = Fraction(10**9), Fraction(10**12)


def flops_runtime(variant):
    p = variant.params
    speed = exact(p["speed"]) * TERA * p["percent"] / 100
    if variant.level == 1:
        return {"time": float(exact(p["gflops"]) * GIGA / speed * 1000)}
    if variant.level == 2:
        seconds = sum(exact(p["gmacs"]) * GIGA * (1 + 1) for _ in range(p["batch"])) / speed
        return {"batch_time": float(seconds * 1000), "throughput": float(p["batch"] / seconds)}
    # forward: y = W·x is 2 FLOPs a weight; backward: dW and dx, 2 FLOPs a weight each
    passes = {"forward": 2, "weight gradient": 2, "input gradient": 2}
    total = sum(passes.values()) * exact(p["billions"]) * GIGA * exact(p["tokens"]) * GIGA
    return {"total": float(total), "days": float(total / (speed * p["devices"]) / (24 * 60 * 60))}


def ensemble_cost(variant):
    """Count network by network and version by version."""
    p = variant.params
    networks = [exact(p["parameters"])] * p["models"]
    passes = [exact(p["operations"]) for _ in networks for _ in range(p.get("copies", 1))]
    found = {"stored": float(sum(networks)), "flops": float(sum(passes))}
    if "bytes_each" in p:
        found["memory"] = float(sum(networks) * 10**6 * p["bytes_each"] / 10**6)
    if "speed" in p:
        seconds = sum(passes) * GIGA / (exact(p["speed"]) * TERA)
        found["latency"] = float(seconds * 1000)
        found["hours"] = float(seconds * p.get("images", 1) / 3600)
    return found


ORACLES = {
    "flops_runtime": ("exact fractions in FLOPs and seconds", flops_runtime),
    "ensemble_cost": ("counting network by network in exact fractions", ensemble_cost),
}
