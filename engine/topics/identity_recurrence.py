"""Recurrent networks of ReLUs whose recurrent weights start as the identity."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def identity_rnn(start: npt.ArrayLike, contributions: npt.ArrayLike, scale: float = 1.0) -> Array:
    """State of a ReLU network whose recurrent weights are a multiple of the identity.

    h_t = max(0, scale·h_{t−1} + u_t) with no bias. With scale 1 a state without inputs is carried on
    unchanged, and so is its gradient.

    Args:
      start: `[m]`, first state.
      contributions: `[T, m]`, what the inputs add at each step, W_x·x_t.
      scale: factor of the identity matrix.

    Returns:
      `[m]`, the last state.

    Source: Le, Jaitly and Hinton, A Simple Way to Initialize Recurrent Networks of Rectified Linear Units
    (2015), section 2.
    """
    h = np.asarray(start, dtype=float)
    for u in np.asarray(contributions, dtype=float):
        h = np.maximum(0, scale * h + u)
    return h


def carried(h0: Array, u: Array, scale: float) -> tuple[Array, list[str]]:
    """The state step by step, with a line for each."""
    h, rows = h0, []
    for t, each in enumerate(u, start=1):
        before = ", ".join(f"{value:g}" for value in np.round(scale * h + each, 9))
        h = np.maximum(0, scale * h + each)
        rows.append(f"h{t} = max(0, [{before}])")
    return h, rows


def clipped_at_the_end(h0: Array, u: Array, scale: float) -> tuple[Array, list[str]]:
    """One ReLU after all the steps."""
    h = h0
    for each in u:
        h = scale * h + each
    return np.maximum(0, h), []


def never_clipped(h0: Array, u: Array, scale: float) -> tuple[Array, list[str]]:
    """No ReLU at all."""
    h = h0
    for each in u:
        h = scale * h + each
    return h, []


def _draw_identity(draw: Draw, level: int) -> Params:
    if level == 1:
        up, low = draw.whole(2, 6), draw.whole(1, 4)
        return {
            "h0": [float(low), float(up)],
            "u": [[-float(low + draw.whole(1, 3)), float(draw.whole(1, 5))]],
        }
    low = draw.whole(1, 3)
    falls = [-float(low + draw.whole(1, 4)), float(draw.whole(2, 5)), float(draw.whole(1, 4))]
    steady = [float(draw.whole(1, 4)), -float(draw.whole(1, 3)), float(draw.whole(2, 5))]
    columns = [falls, steady] if draw.chance() else [steady, falls]
    start = [float(low), float(draw.whole(3, 6))]
    drawn = {
        "h0": start if columns[0] is falls else start[::-1],
        "u": [list(row) for row in zip(*columns, strict=True)],
    }
    if level == 2:
        return drawn
    return {**drawn, "scale": draw.pick([0.5, 0.6, 0.7, 0.8, 0.9]), "T": draw.whole(5, 20)}


RNN_IDENTITY_INIT = Exercise(
    id="rnn_identity_init",
    title="Recurrent weights that start as the identity",
    topic="sequences",
    seconds=75,
    reference=identity_rnn,
    terms=("IRNN", "identity initialization", "recurrent weights start as identity"),
    prompt={
        1: "A recurrent layer with ReLU starts its recurrent weights as the identity and its biases "
        "as 0. Its "
        "state is h_0, and the next input contributes W_x·x = {u[0]}.\n\n  h_0 = {h0}",
        2: "A recurrent layer with ReLU starts its recurrent weights as the identity and its biases "
        "as 0. Row t "
        "of U holds what the input contributes at step t, W_x·x_t.\n\n  h_0 = {h0}\n\n  U = {u}",
        3: "A recurrent layer with ReLU starts its recurrent weights as {scale} times the identity and its "
        "biases as 0. Row t of U holds what the input contributes at step t, W_x·x_t. Later a positive state "
        "gets no more inputs for {T} steps.\n\n  h_0 = {h0}\n\n  U = {u}",
    },
    draw=_draw_identity,
    levels={1: ("state",), 2: ("state",), 3: ("state", "kept")},
    parts=(
        Part("state", "the last state", "vector", digits=2),
        Part("kept", "the share of the state that is left after those steps", digits=3, significant=True),
    ),
    constants={"scale": 1.0},
    steps=(
        Step(
            "state",
            "At each step add what the input contributes to the old state times its weight, and set negative "
            "entries to 0 at once",
            "last state {state}",
            carried,
            traced=True,
        ),
        Step(
            "kept",
            "Without inputs every step multiplies by the factor of the identity",
            "{scale}^{T} = {kept}",
            lambda scale, T: scale**T,
        ),
    ),
    mistakes=(
        Mistake(
            "never_clipped",
            "Apply ReLU: a state is never negative.",
            levels=(1,),
            must=True,
            swap={"state": never_clipped},
        ),
        Mistake(
            "clipped_at_the_end",
            "Apply ReLU at every step: what was cut off does not come back.",
            must=True,
            levels=(2, 3),
            swap={"state": clipped_at_the_end},
        ),
        Mistake(
            "state_dropped",
            "Identity weights carry the old state on: add the contribution to it.",
            must=True,
            swap={"state": lambda u: (np.maximum(0, u[-1]), [])},
        ),
        Mistake(
            "inputs_only",
            "Start from h_0, not from 0.",
            must=True,
            levels=(2, 3),
            swap={"h0": lambda h0: 0 * h0},
        ),
        Mistake(
            "plain_identity",
            "Multiply the state by the factor at every step.",
            must=True,
            levels=(3,),
            swap={"scale": lambda: 1.0},
        ),
        Mistake(
            "factor_times_steps",
            "Factors of consecutive steps multiply: take the power.",
            levels=(3,),
            swap={"kept": lambda scale, T: scale * T},
        ),
    ),
)
