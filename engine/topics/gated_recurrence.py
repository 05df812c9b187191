"""Gated recurrent units: one step of an LSTM and of a GRU."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def gate(z: Any) -> Any:
    """Sigmoid: the share that a gate lets through."""
    return 1 / (1 + np.exp(-z))


def hyperbolic_tangent(value: Any) -> Any:
    """What keeps the state between −1 and 1."""
    return np.tanh(value)


def lstm_step(z: npt.ArrayLike, c: npt.ArrayLike) -> tuple[Array, Array]:
    """State and cell of an LSTM after one step, from the sums of its four blocks.

    c' = σ(z_f)·c + σ(z_i)·tanh(z_g) and h' = σ(z_o)·tanh(c'), where each sum is W·x + U·h + b. The
    forget, input and output gates are sigmoids, the candidate is a tanh.

    Args:
      z: `[4, m]`, sums of forget gate, input gate, candidate and output gate.
      c: `[m]`, cell before the step.

    Returns:
      h' and c', each `[m]`.

    Source: Gers, Schmidhuber and Cummins, Learning to Forget (2000); Goodfellow, Bengio and Courville,
    Deep Learning (2016), section 10.10.1.
    """
    forget, enter, candidate, leave = np.asarray(z, dtype=float)
    cell = gate(forget) * np.asarray(c, dtype=float) + gate(enter) * np.tanh(candidate)
    return np.asarray(gate(leave) * np.tanh(cell)), np.asarray(cell)


def _draw_lstm(draw: Draw, level: int) -> Params:
    c0 = draw.signed(0.6, 2, 1)
    if level == 1:
        shares = [value / 10 for value in draw.sample(range(2, 10), 3)]
        return {**dict(zip("fio", shares, strict=True)), "g": draw.signed(0.4, 0.9, 1), "c0": c0}
    if level == 2:
        return {"z": [value * draw.sign() for value in draw.spread(4, 0.3, 2, 1, gap=0.2)], "c0": c0}
    return {
        "x": draw.signed(0.5, 2, 1),
        "h0": draw.signed(0.4, 0.9, 1),
        "c0": c0,
        "w": draw.vector(4, 0.2, 0.9, 1, signed=True),
        "u": draw.vector(4, 0.2, 0.9, 1, signed=True),
        "b": draw.vector(4, 0.1, 1, 1, signed=True),
    }


BLOCKS = ("forget gate", "input gate", "candidate", "output gate")


def _lstm_sums(params: Params) -> str:
    rows = list(zip(BLOCKS, params["z"], strict=True))
    return (
        f"An LSTM unit has the cell state {params['c0']}. At this step the sums W·x + U·h + b of its blocks "
        "are as follows. Gates use the sigmoid, the candidate uses tanh.\n\n"
        + show.table(["block", "sum"], rows)
        + "\n\nThe new state is the output gate's share of tanh of the new cell state."
    )


def _lstm_weights(params: Params) -> str:
    rows = list(zip(BLOCKS, params["w"], params["u"], params["b"], strict=True))
    return (
        f"An LSTM unit has the state h = {params['h0']} and the cell state c = {params['c0']}, and reads the "
        f"input x = {params['x']}. Gates use the sigmoid, the candidate uses tanh.\n\n"
        + show.table(["block", "weight of x", "weight of h", "bias"], rows)
        + "\n\nThe new state is the output gate's share of tanh of the new cell state."
    )


LSTM_STEP = Exercise(
    id="lstm_step",
    title="One step of an LSTM",
    topic="sequences",
    seconds=150,
    reference=lstm_step,
    terms=("LSTM", "long short-term memory", "forget gate", "cell state", "gated cells"),
    prompt={
        1: "An LSTM unit has the cell state {c0}. At this step its gates and its candidate are, after their "
        "sigmoids and tanh:\n\n  forget gate   {f}\n  input gate    {i}\n  output gate   {o}\n"
        "  candidate     {g}\n\nThe new state is the output gate's share of tanh of the new cell state.",
        2: _lstm_sums,
        3: _lstm_weights,
    },
    draw=_draw_lstm,
    levels={1: ("c", "h"), 2: ("c", "h"), 3: ("c", "h")},
    parts=(Part("c", "the new cell state"), Part("h", "the new state")),
    policies={"squash": hyperbolic_tangent, "open": gate},
    steps=(
        Step(
            "z",
            "Sums of the four blocks: weighted input, weighted state and bias",
            "{w}·{x} + {u}·{h0} + {b} = {z}",
            lambda w, x, u, h0, b: w * x + u * h0 + b,
        ),
        Step("f", "Forget gate: sigmoid of its sum", "σ({z[0]}) = {f}", lambda z, open: open(z[0])),
        Step("i", "Input gate: sigmoid of its sum", "σ({z[1]}) = {i}", lambda z, open: open(z[1])),
        Step("g", "Candidate: tanh of its sum", "tanh({z[2]}) = {g}", lambda z: np.tanh(z[2])),
        Step("o", "Output gate: sigmoid of its sum", "σ({z[3]}) = {o}", lambda z, open: open(z[3])),
        Step(
            "c",
            "Keep the forget gate's share of the cell and add the input gate's share of the candidate",
            "{f}·{c0} + {i}·{g} = {c}",
            lambda f, c0, i, g: f * c0 + i * g,
        ),
        Step(
            "h",
            "Let the output gate's share of tanh of the new cell out",
            "{o}·tanh({c}) = {h}",
            lambda o, c, squash: o * squash(c),
        ),
    ),
    mistakes=(
        Mistake(
            "no_tanh_on_cell",
            "Take tanh of the cell state before the output gate.",
            must=True,
            swap={"squash": lambda value: value},
        ),
        Mistake(
            "gates_exchanged",
            "The forget gate belongs to the old cell, the input gate to the candidate.",
            must=True,
            swap={"c": lambda f, c0, i, g: i * c0 + f * g},
        ),
        Mistake(
            "old_cell_let_out",
            "Read the state from the new cell, not from the old one.",
            swap={"h": lambda o, c0: o * np.tanh(c0)},
        ),
        Mistake(
            "no_output_gate",
            "Multiply with the output gate.",
            swap={"h": lambda c: np.tanh(c)},
        ),
        Mistake(
            "nothing_forgotten",
            "Multiply the old cell with the forget gate.",
            swap={"c": lambda c0, i, g: c0 + i * g},
        ),
        Mistake(
            "forget_reversed",
            "A forget gate of 1 keeps the cell: multiply with it, not with what is missing to 1.",
            swap={"c": lambda f, c0, i, g: (1 - f) * c0 + i * g},
        ),
        Mistake(
            "coupled_gates",
            "The input gate has its own value: it is not what the forget gate leaves.",
            swap={"c": lambda f, c0, g: f * c0 + (1 - f) * g},
        ),
        Mistake(
            "candidate_sigmoid",
            "The candidate uses tanh: it may be negative.",
            levels=(2, 3),
            must=True,
            swap={"g": lambda z: 1 / (1 + np.exp(-z[2]))},
        ),
        Mistake(
            "gates_tanh",
            "Gates use the sigmoid: they are shares between 0 and 1.",
            levels=(2, 3),
            swap={"open": lambda value: np.tanh(value)},
        ),
        Mistake(
            "cell_for_state",
            "The sums of the blocks use the state h, not the cell.",
            levels=(3,),
            swap={"h0": lambda c0: c0},
        ),
    ),
)


def gru_step(
    update: npt.ArrayLike,
    reset: npt.ArrayLike,
    entering: npt.ArrayLike,
    recurrent: npt.ArrayLike,
    h: npt.ArrayLike,
) -> Array:
    """The next state of a gated recurrent unit, from the sums of its blocks.

    n = tanh(entering + σ(reset)·recurrent) and h' = (1 − z)·n + z·h with z = σ(update): an update gate
    of 1 keeps the old state.

    Args:
      update, reset: `[m]`, sums of the two gates.
      entering: `[m]`, what the input gives to the candidate.
      recurrent: `[m]`, what the state gives to the candidate, U·h with its bias if it has one.
      h: `[m]`, state before the step.

    Returns:
      `[m]`.

    Source: Cho et al., Learning Phrase Representations using RNN Encoder-Decoder (2014), section 2.3,
    equation 7; PyTorch documentation of `torch.nn.GRU` for the reset after the product.
    """
    z, r = gate(np.asarray(update, dtype=float)), gate(np.asarray(reset, dtype=float))
    candidate = np.tanh(np.asarray(entering, dtype=float) + r * np.asarray(recurrent, dtype=float))
    return np.asarray((1 - z) * candidate + z * np.asarray(h, dtype=float))


def _draw_gru(draw: Draw, level: int) -> Params:
    h0 = draw.signed(0.5, 0.9, 1)
    if level == 1:
        return {"z": draw.pick([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8]), "n": draw.signed(0.3, 0.9, 1), "h0": h0}
    if level == 2:
        sums = draw.spread(2, -1.8, 1.8, 1, gap=0.5)
        return {
            "update": sums[0],
            "reset": sums[1],
            "entering": draw.signed(0.3, 1.2, 1),
            "u_n": draw.signed(0.8, 2, 1),
            "h0": h0,
        }
    return {
        "x": draw.signed(0.5, 2, 1),
        "h0": h0,
        "w": draw.vector(3, 0.3, 0.9, 1, signed=True),
        "u": [*draw.vector(2, 0.3, 0.9, 1, signed=True), draw.signed(0.8, 1.5, 1)],
        "b": draw.vector(3, 0.1, 0.8, 1, signed=True),
        "c_n": draw.signed(0.4, 1, 1),
    }


def _gru_weights(params: Params) -> str:
    rows = list(
        zip(
            ("update gate z", "reset gate r", "candidate n"),
            params["w"],
            params["u"],
            params["b"],
            strict=True,
        )
    )
    return (
        f"A GRU has the state h = {params['h0']} and reads the input x = {params['x']}. Gates use the "
        f"sigmoid, "
        "the candidate uses tanh.\n\n"
        + show.table(["block", "weight w of x", "weight u of h", "bias b"], rows)
        + "\n\nThe candidate is n = tanh(w·x + b + r·(u·h + c)) with a second bias "
        + f"c = {params['c_n']}, and the new state is (1 − z)·n + z·h."
    )


GRU_STEP = Exercise(
    id="gru_step",
    title="One step of a GRU",
    topic="sequences",
    seconds=120,
    reference=gru_step,
    terms=("GRU", "gated recurrent unit", "update gate", "reset gate"),
    prompt={
        1: "A GRU has the state h = {h0}. Its update gate is z = {z} and its candidate n = {n}; the "
        "new state "
        "is (1 − z)·n + z·h.",
        2: "A GRU has the state h = {h0}. The sum of its update gate z is {update}, that of its "
        "reset gate r is "
        "{reset}; gates use the sigmoid. The candidate is n = tanh(a + u·(r·h)), where the input gives "
        "a = {entering} and u = {u_n}. The new state is (1 − z)·n + z·h.",
        3: _gru_weights,
    },
    draw=_draw_gru,
    levels={1: ("h",), 2: ("n", "h"), 3: ("n", "h")},
    parts=(Part("n", "the candidate"), Part("h", "the new state")),
    policies={"open": gate},
    steps=(
        Step(
            "update",
            "Sum of the update gate",
            "{w[0]}·{x} + {u[0]}·{h0} + {b[0]} = {update}",
            lambda w, x, u, h0, b: w[0] * x + u[0] * h0 + b[0],
        ),
        Step(
            "reset",
            "Sum of the reset gate",
            "{w[1]}·{x} + {u[1]}·{h0} + {b[1]} = {reset}",
            lambda w, x, u, h0, b: w[1] * x + u[1] * h0 + b[1],
        ),
        Step("z", "Update gate: sigmoid of its sum", "σ({update}) = {z}", lambda update, open: open(update)),
        Step("r", "Reset gate: sigmoid of its sum", "σ({reset}) = {r}", lambda reset, open: open(reset)),
        Step(
            "entering",
            "What the input gives to the candidate, with its bias",
            "{w[2]}·{x} + {b[2]} = {entering}",
            lambda w, x, b: w[2] * x + b[2],
        ),
        Step("u_n", "Weight of the state in the candidate", "{u_n}", lambda u: u[2]),
        Step(
            "recurrent",
            "What the state gives to the candidate, before the reset gate",
            "{u_n}·{h0} + {c_n} = {recurrent}",
            lambda u_n, h0, c_n: u_n * h0 + c_n,
        ),
        Step(
            "n",
            "Candidate: the reset gate lets a share of the state's part in, then tanh",
            "tanh({entering} + {r}·{recurrent}) = {n}",
            lambda entering, r, recurrent: np.tanh(entering + r * recurrent),
        ),
        Step(
            "h",
            "Mix candidate and old state with the update gate",
            "(1 − {z})·{n} + {z}·{h0} = {h}",
            lambda z, n, h0: (1 - z) * n + z * h0,
        ),
    ),
    constants={"c_n": 0.0},
    mistakes=(
        Mistake(
            "no_reset",
            "Multiply what the state gives with the reset gate inside the candidate.",
            must=True,
            levels=(2, 3),
            swap={"r": lambda: 1.0},
        ),
        Mistake(
            "candidate_only",
            "Keep the update gate's share of the old state: add z·h.",
            must=True,
            swap={"h": lambda z, n: (1 - z) * n},
        ),
        Mistake(
            "not_complemented",
            "The two shares sum to 1: the candidate gets 1 − z.",
            must=True,
            swap={"h": lambda z, n, h0: n + z * h0},
        ),
        Mistake(
            "plain_mean",
            "Mix with the shares z and 1 − z, not half and half.",
            swap={"h": lambda n, h0: (n + h0) / 2},
        ),
        Mistake(
            "candidate_sigmoid",
            "The candidate uses tanh: it may be negative.",
            levels=(2, 3),
            must=True,
            swap={"n": lambda entering, r, recurrent: 1 / (1 + np.exp(-(entering + r * recurrent)))},
        ),
        Mistake(
            "gates_exchanged",
            "The reset gate acts inside the candidate, the update gate mixes it with the old state.",
            levels=(2, 3),
            swap={"z": lambda reset, open: open(reset), "r": lambda update, open: open(update)},
        ),
        Mistake(
            "input_reset",
            "The reset gate acts on what the state gives, not on the input.",
            levels=(2, 3),
            swap={"n": lambda entering, r, recurrent: np.tanh(r * (entering + recurrent))},
        ),
    ),
    conventions=(
        Convention(
            "update_exchanged",
            "Right where the update gate is the share of the candidate; here z is the share of the "
            "old state.",
            swap={"h": lambda z, n, h0: z * n + (1 - z) * h0},
        ),
        Convention(
            "reset_before_bias",
            "Right where the reset gate acts on the state alone; here the second bias is inside of it.",
            swap={"n": lambda entering, r, u_n, h0, c_n: np.tanh(entering + u_n * (r * h0) + c_n)},
        ),
    ),
)
