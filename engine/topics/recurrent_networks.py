"""Plain recurrent networks: a step, and a whole sequence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def rnn_step(
    x: npt.ArrayLike, h: npt.ArrayLike, w_x: npt.ArrayLike, w_h: npt.ArrayLike, b: npt.ArrayLike
) -> Array:
    """The next state of a plain recurrent network.

    h' = tanh(W_x·x + W_h·h + b). All steps of a sequence share W_x, W_h and b.

    Args:
      x: `[n]`, input of this step.
      h: `[m]`, state before it.
      w_x: `[m, n]`, weights of the input.
      w_h: `[m, m]`, weights of the state.
      b: `[m]`, bias.

    Returns:
      `[m]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equations 10.8 and 10.9.
    """
    x, h, w_x, w_h = (np.asarray(each, dtype=float) for each in (x, h, w_x, w_h))
    return np.asarray(np.tanh(w_x @ x + w_h @ h + b))


def tanh_unit(a: Any) -> Any:
    """The state of a unit from its sum."""
    return np.tanh(a)


def logistic_unit(a: Any) -> Any:
    """A sigmoid in the place of tanh."""
    return 1 / (1 + np.exp(-a))


def unrolled(
    inputs: Array, w_x: float, w_h: float, b: float, h0: float, unit: Callable[[Any], Any]
) -> tuple[Array, list[str]]:
    """States of one recurrent unit over a sequence, with a line for each step."""
    h, states, rows = h0, [], []
    for t, x in enumerate(inputs, start=1):
        a = w_x * x + w_h * h + b
        rows.append(f"h{t} = tanh({w_x:g}·({x:g}) + ({w_h:g})·({h:.4f}) + ({b:g})) = {unit(a):.4f}")
        h = unit(a)
        states.append(h)
    return np.array(states), rows


def with_first_state(
    inputs: Array, w_x: float, w_h: float, b: float, h0: float, unit: Callable[[Any], Any]
) -> tuple[Array, list[str]]:
    """Every step starts from the first state again."""
    return unit(w_x * inputs + w_h * h0 + b), []


def with_sums_carried(
    inputs: Array, w_x: float, w_h: float, b: float, h0: float, unit: Callable[[Any], Any]
) -> tuple[Array, list[str]]:
    """The sum is carried on instead of the state."""
    sums, last = [], h0
    for x in inputs:
        last = w_x * x + w_h * last + b
        sums.append(last)
    return unit(np.array(sums)), []


def _draw_step(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "x": draw.signed(1, 3, 0),
            "h0": draw.signed(0.3, 0.9, 1),
            "w_x": draw.signed(0.2, 0.8, 1),
            "w_h": draw.signed(0.3, 1.2, 1),
            "b": draw.signed(0.1, 0.5, 1),
        }
    if level == 2:
        return {
            "x": draw.vector(2, 0.5, 2, 1, signed=True),
            "h0": draw.vector(2, 0.3, 0.9, 1, signed=True),
            "W_x": draw.matrix(2, 2, 0.2, 0.9, 1, signed=True),
            "W_h": draw.matrix(2, 2, 0.2, 0.9, 1, signed=True),
            "b": draw.vector(2, 0.1, 0.4, 1, signed=True),
            "v": draw.vector(2, 0.5, 2, 1, signed=True),
        }
    return {
        "inputs": draw.vector(3, 0.5, 2, 1, signed=True),
        "w_x": draw.signed(0.3, 0.9, 1),
        "w_h": draw.signed(0.5, 1.4, 1),
        "b": draw.signed(0.1, 0.4, 1),
    }


RNN_STEP = Exercise(
    id="rnn_step",
    title="A recurrent network, step by step",
    topic="sequences",
    seconds=120,
    reference=rnn_step,
    terms=("recurrent network", "recurrent neural network", "RNN", "hidden state", "internal state"),
    aliases={"rnn_unroll": Focus(3, "states")},
    prompt={
        1: "A recurrent unit with tanh has the state {h0} and reads the input {x}.\n\n"
        "  weight of the input   {w_x}\n  weight of the state   {w_h}\n  bias                  {b}",
        2: "A recurrent layer with tanh has two units. The output y = v·h is read from the new state.\n\n"
        "  W_x = {W_x}   W_h = {W_h}\n\n  b = {b},  v = {v}\n  input x = {x}\n  old state h = {h0}",
        3: "A recurrent unit with tanh starts with the state 0 and reads the inputs {inputs:list}, one after "
        "the other.\n\n"
        "  weight of the input   {w_x}\n  weight of the state   {w_h}\n  bias                  {b}",
    },
    draw=_draw_step,
    levels={1: ("total", "h"), 2: ("state", "y"), 3: ("states",)},
    parts=(
        Part("total", "the sum before tanh", digits=2),
        Part("h", "the new state"),
        Part("state", "the new state h", "vector"),
        Part("y", "the output y", digits=2),
        Part("states", "the states after each input", "vector"),
    ),
    constants={"h0": 0.0},
    policies={"unit": tanh_unit},
    steps=(
        Step(
            "total",
            "Add the weighted input, the weighted old state and the bias",
            "{w_x}·{x} + {w_h}·{h0} + {b} = {total}",
            lambda w_x, x, w_h, h0, b: w_x * x + w_h * h0 + b,
        ),
        Step(
            "h", "Take the hyperbolic tangent", "tanh {total} = {h}", lambda total, unit: float(unit(total))
        ),
        Step(
            "totals",
            "Add the weighted input, the weighted old state and the bias",
            "W_x·{x} + W_h·{h0} + {b} = {totals}",
            lambda W_x, x, W_h, h0, b: W_x @ x + W_h @ h0 + b,
        ),
        Step(
            "state",
            "Take the hyperbolic tangent of each",
            "tanh {totals} = {state}",
            lambda totals, unit: unit(totals),
        ),
        Step("y", "Read the output from the new state", "{v}·{state} = {y}", lambda v, state: v @ state),
        Step(
            "states",
            "Carry the state on: each step uses the state that the step before it has left, and the "
            "same weights",
            "states {states}",
            unrolled,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "no_tanh",
            "Apply tanh to the sum: states stay between −1 and 1.",
            must=True,
            swap={
                "h": lambda total: total,
                "state": lambda totals: totals,
                "unit": lambda a: a,
            },
        ),
        Mistake(
            "state_forgotten",
            "Add the old state with its weight: that is the memory of the network.",
            levels=(1, 2),
            must=True,
            swap={
                "total": lambda w_x, x, b: w_x * x + b,
                "totals": lambda W_x, x, b: W_x @ x + b,
            },
        ),
        Mistake(
            "state_not_carried",
            "Start each step from the state that the step before it has left, not from the first state.",
            levels=(3,),
            must=True,
            swap={"states": with_first_state},
        ),
        Mistake(
            "sum_carried",
            "Carry the state after tanh to the next step, not the sum before it.",
            levels=(3,),
            must=True,
            swap={"states": with_sums_carried},
        ),
        Mistake(
            "weights_exchanged",
            "Keep the weights apart: W_x belongs to the input, W_h to the state.",
            swap={
                "totals": lambda W_x, x, W_h, h0, b: W_h @ x + W_x @ h0 + b,
                "w_x": lambda w_h: w_h,
                "w_h": lambda w_x: w_x,
            },
        ),
        Mistake(
            "no_bias",
            "Add the bias in every step.",
            swap={"b": lambda b: 0 * b},
        ),
        Mistake("sigmoid", "This unit uses tanh, not the sigmoid.", swap={"unit": logistic_unit}),
        Mistake(
            "output_of_old_state",
            "Read the output from the new state.",
            levels=(2,),
            swap={"y": lambda v, h0: v @ h0},
        ),
    ),
)
