"""Oracle of Q-learning: expectations over the policy as exact fractions."""

from __future__ import annotations

from fractions import Fraction


def exact(value):
    return Fraction(str(value))


def q_learning_step(variant):
    p = variant.params
    following = [exact(v) for v in (p["table"][p["next_state"]] if "table" in p else p["following"])]
    best = sorted(following)[-1]
    reward, discount = exact(p["reward"]), exact(p["discount"])
    found = {"target": reward + discount * best}
    if variant.level < 3:
        q = exact(p["table"][p["state"]][p["action"]] if "table" in p else p["q"])
        rate = exact(p["rate"])
        found["updated"] = (1 - rate) * q + rate * found["target"]
    else:
        found["sarsa"] = reward + discount * following[p["taken"]]
        # 3,000 draws of the policy as a list: exploring ones spread evenly, the others greedy
        exploring = round(3_000 * p["epsilon"])
        draws = [following[i % 3] for i in range(exploring)] + [best] * (3_000 - exploring)
        found["expected"] = reward + discount * sum(draws) / len(draws)
    return {name: float(value) for name, value in found.items()}


ORACLES = {"q_learning_step": ("exact fractions, the policy as a list of draws", q_learning_step)}
