"""Generalised advantage estimation: temporal-difference errors, added up backwards."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def generalized_advantages(
    rewards: npt.ArrayLike,
    values: npt.ArrayLike,
    discount: float = 0.99,
    trace: float = 0.95,
    done: npt.ArrayLike | None = None,
) -> Array:
    """Generalised advantage estimates of a piece of experience.

    A_t = δ_t + γ·λ·A_{t+1} with δ_t = r_t + γ·V(s_{t+1}) − V(s_t), computed backwards. λ = 0 gives the
    one-step error δ_t, λ = 1 the whole return minus V. Where an episode ends, V and A of what follows are 0.

    Args:
      rewards: `[T]`.
      values: `[T + 1]`, V of every state, the one after the last step included.
      discount: γ.
      trace: λ, in [0, 1].
      done: `[T]`, whether the episode ended with the step; never when None.

    Returns:
      `[T]`; added to the values they are the targets of the value function.

    Source: Schulman et al., High-Dimensional Continuous Control Using Generalized Advantage Estimation
    (2016), equations 11 to 16.
    """
    r, v = np.asarray(rewards, dtype=float), np.asarray(values, dtype=float)
    goes_on = np.ones(len(r)) if done is None else 1.0 - np.asarray(done, dtype=float)
    errors = r + discount * v[1:] * goes_on - v[:-1]
    advantages, a = np.zeros(len(r)), 0.0
    for t in reversed(range(len(r))):
        a = float(errors[t] + discount * trace * goes_on[t] * a)
        advantages[t] = a
    return advantages


def collect(errors: Array, end: int, fade: float) -> tuple[Array, list[str]]:
    """Advantages from the errors, backwards, with a line for each; nothing passes the end of an episode."""
    advantages, rows, a = np.zeros(len(errors)), [], 0.0
    for t in reversed(range(len(errors))):
        later = 0.0 if t == end else a
        a = float(errors[t] + fade * later)
        shown = f"({later:.6g})" if later < 0 else f"{later:.6g}"
        rows.append(f"step {t}: {errors[t]:.6g} + {fade:.6g}·{shown} = {a:.6g}")
        advantages[t] = a
    return advantages, rows


def _draw_advantages(draw: Draw, level: int) -> Params:
    rates = {"discount": draw.pick([0.8, 0.9, 0.95]), "trace": draw.pick([0.5, 0.7, 0.8])}
    if level == 1:
        return {"errors": draw.vector(3, 1, 6, 0, signed=True), **rates}
    length = level + 1
    drawn = {
        "rewards": draw.vector(length, 0.5, 3, 1, signed=True),
        "values": draw.vector(length + 1, 0.5, 4, 1, signed=True),
        **rates,
    }
    return drawn if level == 2 else {**drawn, "end": draw.whole(1, 2)}


def _experience(params: Params) -> str:
    rewards, values = params["rewards"], params["values"]
    rows = [[t, value, reward] for t, (value, reward) in enumerate(zip(values, rewards, strict=False))]
    ends = f" One episode ends with step {params['end']}, and a new one begins." if "end" in params else ""
    return (
        "For each step the table shows the estimated value V of its state and its reward. The state after "
        f"the last step has the value {show.value(values[-1])}, and its episode goes on.{ends} Compute the "
        f"TD "
        "errors r + γ·V(next state) − V(state) and the generalised advantage estimates with "
        f"γ = {params['discount']} and λ = {params['trace']}.\n\n"
        + show.table(["step", "value", "reward"], rows)
    )


GENERALIZED_ADVANTAGE = Exercise(
    id="generalized_advantage",
    title="Generalised advantage estimation (GAE)",
    topic="reinforcement learning",
    seconds=150,
    reference=generalized_advantages,
    terms=("generalized advantage estimation", "generalised advantage", "GAE", "advantage estimate"),
    prompt={
        1: "The temporal-difference errors of three steps are {errors:list}; nothing is known of what "
        "follows. Compute the generalised advantage estimates with γ = {discount} and λ = {trace}.",
        2: _experience,
        3: _experience,
    },
    draw=_draw_advantages,
    levels={1: ("advantages",), 2: ("errors", "advantages"), 3: ("errors", "advantages")},
    parts=(
        Part("errors", "the TD errors, first step first", "vector"),
        Part("advantages", "the advantages, first step first", "vector"),
    ),
    constants={"end": -1},
    steps=(
        Step(
            "errors",
            "TD error of each step: r + γ·V(next state) − V(state); the end of an episode has the value 0",
            "δ = {errors}",
            lambda rewards, discount, values, end: (
                rewards + discount * values[1:] * (np.arange(len(rewards)) != end) - values[:-1]
            ),
        ),
        Step(
            "fade",
            "From step to step the advantage fades with γ·λ",
            "{discount}·{trace} = {fade}",
            lambda discount, trace: discount * trace,
        ),
        Step(
            "advantages",
            "Backwards from the last step: A = δ + γ·λ·A of the next step, which is 0 after an end",
            "A = {advantages}",
            collect,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "trace_forgotten",
            "Advantages fade with γ·λ from step to step, not with γ alone.",
            must=True,
            swap={"fade": lambda discount: discount},
        ),
        Mistake(
            "discount_forgotten",
            "Advantages fade with γ·λ from step to step, not with λ alone.",
            swap={"fade": lambda trace: trace},
        ),
        Mistake(
            "errors_only",
            "Add the later errors, faded: the bare TD errors are the case λ = 0.",
            must=True,
            swap={"advantages": lambda errors: (errors, [])},
        ),
        Mistake(
            "forwards",
            "An advantage collects the errors that come later: begin with the last step.",
            must=True,
            swap={"advantages": lambda errors, fade: (collect(errors[::-1], -1, fade)[0][::-1], [])},
        ),
        Mistake(
            "next_value_not_discounted",
            "The value of the next state is discounted by γ in the TD error.",
            must=True,
            levels=(2, 3),
            swap={
                "errors": lambda rewards, values, end: (
                    rewards + values[1:] * (np.arange(len(rewards)) != end) - values[:-1]
                ),
            },
        ),
        Mistake(
            "values_exchanged",
            "The value of the next state is added, that of the present one subtracted.",
            levels=(2, 3),
            swap={
                "errors": lambda rewards, discount, values, end: (
                    rewards + discount * values[:-1] - values[1:] * (np.arange(len(rewards)) != end)
                ),
            },
        ),
        Mistake(
            "value_after_the_end",
            "After the end of an episode no value follows: the error there is r − V.",
            must=True,
            levels=(3,),
            swap={
                "errors": lambda rewards, discount, values: rewards + discount * values[1:] - values[:-1],
            },
        ),
        Mistake(
            "advantage_across_the_end",
            "The next episode has nothing to do with this one: start anew at its end.",
            must=True,
            levels=(3,),
            swap={"advantages": lambda errors, fade: collect(errors, -1, fade)},
        ),
    ),
)
