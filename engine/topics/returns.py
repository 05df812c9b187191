"""Returns in reinforcement learning: discounted sums of rewards, finite and without end."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def discounted_returns(rewards: npt.ArrayLike, discount: float, tail: float = 0.0) -> Array:
    """Discounted return from every step of an episode.

    G_t = r_{t+1} + γ·G_{t+1}, computed backwards; G_t = Σ_k γᵏ·r_{t+k+1}. The reward that follows at once is
    not discounted.

    Args:
      rewards: `[T]`, rewards in the order in which they come.
      discount: γ, in [0, 1].
      tail: value of what comes after the last reward; 0 at the end of an episode.

    Returns:
      `[T]`, the return from each step on.

    Source: Sutton and Barto, Reinforcement Learning: An Introduction (2018), equations 3.8 and 3.9.
    """
    returns, g = [], float(tail)
    for reward in np.asarray(rewards, dtype=float)[::-1]:
        g = float(reward) + discount * g
        returns.append(g)
    return np.array(returns[::-1])


def walk_back(rewards: Array, discount: float) -> tuple[Array, list[str]]:
    """Returns from each step, backwards, with a line for each."""
    returns, rows, g = [], [], 0.0
    for t, reward in reversed(list(enumerate(rewards))):
        new = float(reward) + discount * g
        after = f"({g:.6g})" if g < 0 else f"{g:.6g}"
        rows.append(f"from step {t}: {reward:g} + {discount:g}·{after} = {new:.6g}")
        g = new
        returns.append(g)
    return np.array(returns[::-1]), rows


def _draw_return(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"rewards": draw.vector(3, 1, 6, 0, signed=True), "discount": draw.pick([0.5, 0.8, 0.9])}
    drawn = {
        "rewards": draw.vector(6 - level, 0.5, 4, 1, signed=True),
        "discount": draw.pick([0.6, 0.7, 0.8, 0.9]),
    }
    return drawn if level == 2 else {**drawn, "forever": draw.signed(0.5, 2, 1)}


DISCOUNTED_RETURN = Exercise(
    id="discounted_return",
    title="Discounted return of an episode",
    topic="reinforcement learning",
    seconds=75,
    reference=discounted_returns,
    terms=(
        "discounted return",
        "discount factor",
        "discounted rewards",
        "cumulative reward",
        "Markov decision process",
    ),
    prompt={
        1: "An episode brings the rewards {rewards:list}, in this order, and ends. What is the return from "
        "its start with the discount γ = {discount}? The reward that follows at once is not discounted.",
        2: "An episode brings the rewards {rewards:list}, in this order, and ends. What is the return from "
        "each step on with the discount γ = {discount}? The reward that follows at once is not discounted.",
        3: "First come the rewards {rewards:list}, in this order; after them every step brings the reward "
        "{forever}, without end. What is the return from the start with the discount γ = {discount}? The "
        "reward that follows at once is not discounted.",
    },
    draw=_draw_return,
    levels={1: ("g",), 2: ("returns",), 3: ("tail", "total")},
    parts=(
        Part("g", "the return"),
        Part("returns", "the returns, first step first", "vector"),
        Part("tail", "the return from the first equal reward on"),
        Part("total", "the return from the start"),
    ),
    steps=(
        Step(
            "powers",
            "Each step of waiting multiplies by γ: weights 1, γ, γ², …",
            "{powers}",
            lambda discount, rewards: discount ** np.arange(len(rewards)),
        ),
        Step(
            "g",
            "Weigh the rewards and add",
            "{powers}·{rewards}, added: {g}",
            lambda powers, rewards: np.sum(powers * rewards),
        ),
        Step(
            "returns",
            "Go backwards from the end: return = reward + γ·return of the next step",
            "{returns}",
            walk_back,
            traced=True,
        ),
        Step(
            "tail",
            "The same reward for ever is worth r·(1 + γ + γ² + …) = r/(1 − γ)",
            "{forever} / (1 − {discount}) = {tail}",
            lambda forever, discount: forever / (1 - discount),
        ),
        Step(
            "fade",
            "It begins after the first rewards, so it is discounted once for each of them",
            "γ^(number of first rewards) = {fade}",
            lambda discount, rewards: discount ** len(rewards),
        ),
        Step("total", "Add both", "{g} + {fade}·{tail} = {total}", lambda g, fade, tail: g + fade * tail),
    ),
    mistakes=(
        Mistake(
            "not_discounted",
            "Later rewards count less: multiply by γ for each step of waiting.",
            must=True,
            swap={
                "powers": lambda rewards: np.ones(len(rewards)),
                "returns": lambda rewards: (np.cumsum(rewards[::-1])[::-1], []),
                "fade": lambda: 1.0,
            },
        ),
        Mistake(
            "first_one_discounted",
            "The reward that follows at once has the weight 1: the powers of γ start at 0.",
            must=True,
            swap={
                "powers": lambda discount, rewards: discount ** (np.arange(len(rewards)) + 1),
                "returns": lambda discount, rewards: (walk_back(rewards * discount, discount)[0], []),
                "tail": lambda forever, discount: forever * discount / (1 - discount),
            },
        ),
        Mistake(
            "early_ones_discounted",
            "Rewards that come later are discounted more, not earlier ones.",
            swap={
                "powers": lambda discount, rewards: discount ** np.arange(len(rewards))[::-1],
                "returns": lambda discount, rewards: (walk_back(rewards[::-1], discount)[0][::-1], []),
            },
        ),
        Mistake(
            "discounted_from_the_start",
            "From a later step on the discount starts anew: its own next reward has the weight 1.",
            must=True,
            levels=(2,),
            swap={
                "returns": lambda discount, rewards: (
                    np.cumsum((discount ** np.arange(len(rewards)) * rewards)[::-1])[::-1],
                    [],
                )
            },
        ),
        Mistake(
            "past_rewards_counted",
            "A return looks ahead: it adds the rewards that are still to come.",
            levels=(2,),
            swap={
                "returns": lambda discount, rewards: (
                    np.cumsum(discount ** np.arange(len(rewards)) * rewards),
                    [],
                )
            },
        ),
        Mistake(
            "tail_at_once",
            "The equal rewards begin later: discount their return for each reward that comes before.",
            must=True,
            levels=(3,),
            swap={"fade": lambda: 1.0},
        ),
        Mistake(
            "tail_one_step_early",
            "After n rewards n steps have passed: discount by γⁿ.",
            must=True,
            levels=(3,),
            swap={"fade": lambda discount, rewards: discount ** (len(rewards) - 1)},
        ),
        Mistake(
            "one_reward_only",
            "The reward comes again in every step: r/(1 − γ).",
            levels=(3,),
            swap={"tail": lambda forever: forever},
        ),
    ),
)
