"""Oracle of n-step returns: unrolling one-step targets from the end."""

from __future__ import annotations


def unrolled(rewards, discount, value):
    """A one-step target for each reward, the last one first."""
    for reward in reversed(rewards):
        value = reward + discount * value
    return value


def n_step_return(variant):
    p = variant.params
    if variant.level == 3:
        values = [*p["values"], 0.0, 0.0, 0.0, 0.0]  # absorbing states after the end are worth nothing
        rewards = [*p["rewards"], 0.0, 0.0, 0.0, 0.0]
        n, start = p["n"], len(p["rewards"]) - p["n"] + 1
        return {
            "early": unrolled(rewards[:n], p["discount"], values[n]),
            "late": unrolled(rewards[start : start + n], p["discount"], values[start + n]),
        }
    target = unrolled(p["rewards"], p["discount"], p["v_next"])
    rate = p.get("rate", 0.0)
    return {"target": target, "error": target - p["v"], "updated": (1 - rate) * p["v"] + rate * target}


ORACLES = {"n_step_return": ("unrolling one-step targets, with absorbing states", n_step_return)}
