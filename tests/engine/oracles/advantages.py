"""Oracle of GAE: the weighted mean of n-step advantages that defines it, episode by episode."""

from __future__ import annotations


def n_step_advantage(rewards, values, discount, t, n):
    total = sum(discount**i * rewards[t + i] for i in range(n))
    return total + discount**n * values[t + n] - values[t]


def of_episode(rewards, values, discount, trace):
    """(1 − λ)·Σ λⁿ⁻¹·A⁽ⁿ⁾, where the longest possible step gets all the weight that is left."""
    result = []
    for t in range(len(rewards)):
        longest = len(rewards) - t
        weights = [(1 - trace) * trace ** (n - 1) for n in range(1, longest)]
        weights.append(trace ** (longest - 1))
        advantages = [n_step_advantage(rewards, values, discount, t, n) for n in range(1, longest + 1)]
        result.append(sum(w * a for w, a in zip(weights, advantages, strict=True)))
    return result


def generalized_advantage(variant):
    p = variant.params
    discount, trace = p["discount"], p["trace"]
    if variant.level == 1:
        # errors are the rewards of a world without values
        fade = discount * trace
        return {"advantages": [sum(fade**i * e for i, e in enumerate(p["errors"][t:])) for t in range(3)]}
    rewards, values = p["rewards"], p["values"]
    cut = p.get("end", -1) + 1
    pieces = [(rewards[cut:], values[cut:])]
    if cut:
        pieces.insert(0, (rewards[:cut], [*values[:cut], 0.0]))
    errors, advantages = [], []
    for piece_rewards, piece_values in pieces:
        errors += [
            n_step_advantage(piece_rewards, piece_values, discount, t, 1) for t in range(len(piece_rewards))
        ]
        advantages += of_episode(piece_rewards, piece_values, discount, trace)
    return {"errors": errors, "advantages": advantages}


ORACLES = {"generalized_advantage": ("weighted mean of n-step advantages", generalized_advantage)}
