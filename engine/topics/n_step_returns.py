"""Returns over a few steps, completed by an estimated value, and the errors that move estimates."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def n_step_return(rewards: npt.ArrayLike, discount: float, value: float) -> float:
    """Return over some steps, completed by the estimated value of the state after them.

    G = Σ_{i<n} γⁱ·r_i + γⁿ·V(s_n). If the episode ends within the n steps, the sum ends there and nothing is
    added. n = 1 is the target of TD(0), n without end that of Monte Carlo.

    Args:
      rewards: `[n]`, the next rewards.
      discount: γ, in [0, 1].
      value: V(s_n), estimate for the state reached; 0 if the episode has ended.

    Returns:
      The return.

    Source: Sutton and Barto, Reinforcement Learning: An Introduction (2018), equations 7.1 and 7.2.
    """
    r = np.asarray(rewards, dtype=float)
    return float(np.sum(discount ** np.arange(len(r)) * r) + discount ** len(r) * value)


def weighted(rewards: Array, discount: float) -> Any:
    """Discounted sum of rewards, the first one in full."""
    return np.sum(discount ** np.arange(len(rewards)) * rewards)


def _draw_steps(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "rewards": [draw.signed(1, 6, 0)],
            "discount": draw.pick([0.5, 0.8, 0.9]),
            "v_next": float(draw.whole(2, 9)),
            "v": float(draw.whole(2, 9)),
        }
    discount = draw.pick([0.7, 0.8, 0.9])
    if level == 2:
        return {
            "rewards": draw.vector(3, 0.5, 3, 1, signed=True),
            "discount": discount,
            "v_next": draw.signed(1, 5, 1),
            "v": draw.signed(1, 5, 1),
            "rate": draw.pick([0.1, 0.2, 0.25, 0.4]),
        }
    return {
        "rewards": draw.vector(6, 0.5, 3, 1, signed=True),
        "values": draw.vector(6, 0.8, 4, 1, signed=True),
        "discount": discount,
        "n": draw.whole(3, 4),
    }


def _episode(params: Params) -> str:
    rewards, n = params["rewards"], params["n"]
    rows = [
        [t, value, reward] for t, (value, reward) in enumerate(zip(params["values"], rewards, strict=True))
    ]
    return (
        f"An episode ends after {len(rows)} steps. For each step the table shows the estimated value of the "
        f"state in which it starts, and the reward that it brings. Compute the {n}-step returns from step 0 "
        f"and from step {len(rewards) - n + 1} with the discount γ = {params['discount']}. The reward that "
        f"follows "
        "at once is not discounted.\n\n" + show.table(["step", "value", "reward"], rows)
    )


N_STEP_RETURN = Exercise(
    id="n_step_return",
    title="n-step return and TD error",
    topic="reinforcement learning",
    seconds=90,
    reference=n_step_return,
    terms=("n-step return", "TD target", "TD error", "temporal difference", "bootstrapping from the value"),
    aliases={"td_error": Focus(1)},
    prompt={
        1: "From a state with the estimated value {v} a step brings the reward {rewards[0]} and leads to a "
        "state with the estimated value {v_next}. The discount is γ = {discount}.",
        2: "From a state with the estimated value {v} three steps bring the rewards {rewards:list}, in this "
        "order, and lead to a state with the estimated value {v_next}. The discount is γ = {discount}, the "
        "step size α = {rate}. Which 3-step return G is the target, and which new value V + α·(G − V) does "
        "the first state get?",
        3: _episode,
    },
    draw=_draw_steps,
    levels={1: ("target", "error"), 2: ("target", "updated"), 3: ("early", "late")},
    parts=(
        Part("target", "the target"),
        Part("error", "the TD error"),
        Part("updated", "the new value"),
        Part("early", "the return from step 0"),
        Part("late", "the return from the later step"),
    ),
    steps=(
        Step(
            "earned",
            "Discounted rewards, the first one in full",
            "{earned}",
            lambda rewards, discount: weighted(rewards, discount),
        ),
        Step(
            "fade",
            "The state is reached n steps later: its value is discounted by γⁿ",
            "γⁿ = {fade}",
            lambda discount, rewards: discount ** len(rewards),
        ),
        Step(
            "target",
            "Add its discounted value: it stands for all later rewards",
            "{earned} + {fade}·{v_next} = {target}",
            lambda earned, fade, v_next: earned + fade * v_next,
        ),
        Step(
            "error",
            "TD error: target − present estimate",
            "{target} − {v} = {error}",
            lambda target, v: target - v,
        ),
        Step(
            "updated",
            "Move the estimate by the share α towards the target",
            "{v} + {rate}·({target} − {v}) = {updated}",
            lambda v, rate, target: v + rate * (target - v),
        ),
        Step(
            "first",
            "From step 0: the discounted sum of the first n rewards",
            "{first}",
            lambda rewards, discount, n: weighted(rewards[:n], discount),
        ),
        Step(
            "reached",
            "Value of the state in which the next step starts",
            "{reached}",
            lambda values, n: values[n],
        ),
        Step(
            "early",
            "Add it, discounted by γⁿ",
            "{first} + {discount}^{n}·{reached} = {early}",
            lambda first, discount, n, reached: first + discount**n * reached,
        ),
        Step(
            "late",
            "From the later step fewer than n rewards are left: add up these; after the end nothing follows",
            "{late}",
            lambda rewards, discount, n: weighted(rewards[len(rewards) - n + 1 :], discount),
        ),
    ),
    mistakes=(
        Mistake(
            "no_bootstrap",
            "Add the discounted value of the state that is reached: it stands for all later rewards.",
            must=True,
            swap={"target": lambda earned: earned, "early": lambda first: first},
        ),
        Mistake(
            "value_not_discounted",
            "The state is reached n steps later: discount its value by γⁿ.",
            must=True,
            swap={"fade": lambda: 1.0, "early": lambda first, reached: first + reached},
        ),
        Mistake(
            "value_discounted_like_the_last_reward",
            "The last reward has the weight γⁿ⁻¹, the value after it γⁿ.",
            must=True,
            levels=(2, 3),
            swap={
                "fade": lambda discount, rewards: discount ** (len(rewards) - 1),
                "early": lambda first, discount, n, reached: first + discount ** (n - 1) * reached,
            },
        ),
        Mistake(
            "rewards_not_discounted",
            "Discount later rewards as well, with the weights 1, γ, γ² and so on.",
            levels=(2, 3),
            swap={
                "earned": lambda rewards: np.sum(rewards),
                "first": lambda rewards, n: np.sum(rewards[:n]),
                "late": lambda rewards, n: np.sum(rewards[len(rewards) - n + 1 :]),
            },
        ),
        Mistake(
            "error_turned_round",
            "The error is target − estimate: positive where the estimate was too low.",
            levels=(1, 2),
            swap={
                "error": lambda target, v: v - target,
                "updated": lambda v, rate, target: v - rate * (target - v),
            },
        ),
        Mistake(
            "shares_exchanged",
            "The estimate moves by the share α only: it keeps 1 − α of itself.",
            levels=(2,),
            swap={"updated": lambda v, rate, target: rate * v + (1 - rate) * target},
        ),
        Mistake(
            "estimate_replaced",
            "Move the estimate towards the target by the share α; do not replace it.",
            must=True,
            levels=(2,),
            swap={"updated": lambda target: target},
        ),
        Mistake(
            "value_of_the_wrong_state",
            "The rewards of n steps lead to the state n steps later: take its value.",
            must=True,
            levels=(3,),
            swap={"reached": lambda values, n: values[n - 1]},
        ),
        Mistake(
            "value_after_the_end",
            "The episode has ended: no state follows, so no value is added.",
            must=True,
            levels=(3,),
            swap={
                "late": lambda rewards, values, discount, n: (
                    weighted(rewards[len(rewards) - n + 1 :], discount) + discount ** (n - 1) * values[-1]
                ),
            },
        ),
    ),
)
