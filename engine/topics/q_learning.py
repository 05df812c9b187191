"""Q-learning and its relatives: which value of the next state enters the target."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def q_learning_step(
    q: npt.ArrayLike,
    state: int,
    action: int,
    reward: float,
    next_state: int,
    rate: float = 0.1,
    discount: float = 0.9,
    done: bool = False,
) -> Array:
    """Table of action values after one step of Q-learning.

    Q(s, a) ← Q(s, a) + α·(r + γ·max_a' Q(s', a') − Q(s, a)); after the end of an episode the target is r
    alone. SARSA takes Q(s', a') of the action that is really taken, expected SARSA the mean over the policy.

    Args:
      q: `[states, actions]`.
      state, action, reward, next_state: the transition.
      rate: α, step size.
      discount: γ, in [0, 1].
      done: whether the episode has ended with this step.

    Returns:
      A new table.

    Source: Watkins and Dayan, Q-learning (1992); Sutton and Barto, Reinforcement Learning: An Introduction
    (2018), equations 6.7 to 6.9.
    """
    table = np.array(q, dtype=float)
    target = reward + (0.0 if done else discount * float(table[next_state].max()))
    table[state, action] += rate * (target - table[state, action])
    return table


def _draw_q(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "q": float(draw.whole(1, 6)),
            "following": [float(v) for v in draw.sample(range(1, 10), 3)],
            "reward": draw.signed(1, 6, 0),
            "discount": draw.pick([0.5, 0.8, 0.9]),
            "rate": draw.pick([0.1, 0.2, 0.4]),
        }
    rates = {"discount": draw.pick([0.7, 0.8, 0.9, 0.95]), "reward": draw.signed(0.5, 4, 1)}
    if level == 2:
        table = [draw.spread(3, -2, 6, 1, gap=0.4) for _ in range(3)]
        state, following = draw.sample([0, 1, 2], 2)
        moves = {"state": state, "action": draw.whole(0, 2), "next_state": following}
        return {"table": table, **moves, **rates, "rate": draw.pick([0.1, 0.2, 0.25, 0.4])}
    row = draw.spread(3, -2, 6, 1, gap=0.6)
    others = [action for action in range(3) if row[action] != max(row)]
    return {"following": row, "taken": draw.pick(others), **rates, "epsilon": draw.pick([0.1, 0.2, 0.3])}


def _transition(params: Params) -> str:
    rows = [[f"state {s}", *row] for s, row in enumerate(params["table"])]
    return (
        f"In state {params['state']} the agent takes action {params['action']}, gets the reward "
        f"{params['reward']}, and comes to state {params['next_state']}, where the episode goes on. Make a "
        f"step of Q-learning with the step size α = {params['rate']} and the discount γ = "
        f"{params['discount']}. The present estimates:\n\n"
        + show.table(["", "action 0", "action 1", "action 2"], rows)
    )


Q_LEARNING_STEP = Exercise(
    id="q_learning_step",
    title="A step of Q-learning",
    topic="reinforcement learning",
    seconds=90,
    reference=q_learning_step,
    terms=("Q-learning", "Q-value update", "action values", "SARSA"),
    aliases={"sarsa_target": Focus(3, "sarsa")},
    prompt={
        1: "The present estimate of an action is Q(s, a) = {q}. It brings the reward {reward} and leads to a "
        "state whose actions have the estimates {following}. Make a step of Q-learning with the step size α "
        "= {rate} and the discount γ = {discount}.",
        2: _transition,
        3: "An action brings the reward {reward} and leads to a state whose actions 0, 1, 2 have the "
        "estimates {following}. The policy is ε-greedy with ε = {epsilon}: with probability ε it takes any "
        "of the three actions (each alike), otherwise the best one; this time it takes action {taken}. The "
        "discount is γ = {discount}. Which targets do Q-learning, SARSA and expected SARSA have?",
    },
    draw=_draw_q,
    levels={1: ("target", "updated"), 2: ("target", "updated"), 3: ("target", "sarsa", "expected")},
    parts=(
        Part("target", "the target of Q-learning"),
        Part("updated", "the new estimate of the action"),
        Part("sarsa", "the target of SARSA"),
        Part("expected", "the target of expected SARSA"),
    ),
    steps=(
        Step(
            "q",
            "Present estimate of the action: its state's row, its own column",
            "Q(s, a) = {q}",
            lambda table, state, action: table[state, action],
        ),
        Step(
            "following",
            "Estimates of the next state: its row",
            "{following}",
            lambda table, next_state: table[next_state],
        ),
        Step("best", "Q-learning takes the best of them", "{best}", lambda following: following.max()),
        Step(
            "target",
            "Target: reward + γ·best",
            "{reward} + {discount}·{best} = {target}",
            lambda reward, discount, best: reward + discount * best,
        ),
        Step(
            "updated",
            "Move the estimate by the share α towards the target",
            "{q} + {rate}·({target} − {q}) = {updated}",
            lambda q, rate, target: q + rate * (target - q),
        ),
        Step(
            "sarsa",
            "SARSA takes the estimate of the action that is taken: reward + γ·Q(s', a')",
            "{sarsa}",
            lambda reward, discount, following, taken: reward + discount * following[taken],
        ),
        Step(
            "chances",
            "ε-greedy: ε/3 for each action, and 1 − ε on top for the best one",
            "{chances}",
            lambda epsilon, following: epsilon / 3 + (1 - epsilon) * (following == following.max()),
        ),
        Step(
            "expected",
            "Expected SARSA weighs the estimates with these probabilities",
            "{reward} + {discount}·({chances}·{following}, added) = {expected}",
            lambda reward, discount, chances, following: reward + discount * np.sum(chances * following),
        ),
    ),
    mistakes=(
        Mistake(
            "not_discounted",
            "Multiply the value of the next state by the discount γ.",
            must=True,
            swap={
                "target": lambda reward, best: reward + best,
                "sarsa": lambda reward, following, taken: reward + following[taken],
                "expected": lambda reward, chances, following: reward + np.sum(chances * following),
            },
        ),
        Mistake(
            "mean_for_best",
            "Q-learning takes the largest estimate of the next state, not their mean.",
            must=True,
            swap={"best": lambda following: following.mean()},
        ),
        Mistake(
            "present_state_for_next",
            "The target looks ahead: take the largest estimate of the next state, not of the present one.",
            must=True,
            levels=(2,),
            swap={"following": lambda table, state: table[state]},
        ),
        Mistake(
            "same_action_again",
            "Q-learning takes the best action of the next state, not the same one again.",
            levels=(2,),
            swap={"best": lambda following, action: following[action]},
        ),
        Mistake(
            "reward_forgotten",
            "The target begins with the reward.",
            swap={"target": lambda discount, best: discount * best},
        ),
        Mistake(
            "estimate_replaced",
            "Move the estimate towards the target by the share α; do not replace it.",
            must=True,
            levels=(1, 2),
            swap={"updated": lambda target: target},
        ),
        Mistake(
            "shares_exchanged",
            "The estimate keeps 1 − α of itself; the target gets the share α.",
            levels=(1, 2),
            swap={"updated": lambda q, rate, target: rate * q + (1 - rate) * target},
        ),
        Mistake(
            "target_added",
            "Add α times the error (target − estimate), not α times the target.",
            levels=(1, 2),
            swap={"updated": lambda q, rate, target: q + rate * target},
        ),
        Mistake(
            "targets_exchanged",
            "Q-learning takes the best action, SARSA the one that is really taken.",
            must=True,
            levels=(3,),
            swap={
                "target": lambda reward, discount, following, taken: reward + discount * following[taken],
                "sarsa": lambda reward, discount, best: reward + discount * best,
            },
        ),
        Mistake(
            "exploring_never_hits_the_best",
            "Exploring picks among all actions: the best one has 1 − ε + ε/3, the others ε/3 each.",
            must=True,
            levels=(3,),
            swap={
                "chances": lambda epsilon, following: np.where(
                    following == following.max(), 1 - epsilon, epsilon / 2
                ),
            },
        ),
        Mistake(
            "all_actions_alike",
            "The policy prefers the best action: weigh the estimates with its probabilities.",
            levels=(3,),
            swap={"chances": lambda following: np.ones(3) / 3},
        ),
    ),
)
