"""Units made of several linear maps: SwiGLU multiplies two, maxout takes the largest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.gated_activations import silu

Array = npt.NDArray[np.float64]


def swiglu(x: npt.ArrayLike, gate_weights: npt.ArrayLike, value_weights: npt.ArrayLike) -> Array:
    """A linear map of x, gated by the SiLU of another one.

    SwiGLU(x) = SiLU(x·W) ⊙ (x·V), without biases.

    Args:
      x: `[..., d]`.
      gate_weights: W, `[d, h]`.
      value_weights: V, `[d, h]`.

    Returns:
      `[..., h]`.

    Source: Shazeer, GLU Variants Improve Transformer (2020), equations 5 and 6.
    """
    x = np.asarray(x, dtype=float)
    return np.asarray(silu(x @ np.asarray(gate_weights)) * (x @ np.asarray(value_weights)))


def _draw_swiglu(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"a": draw.vector(2, 1, 3, 0, signed=True), "b": draw.vector(2, 2, 5, 0, signed=True)}
    x = draw.vector(2, 0.5, 2, 1, signed=True)
    drawn: Params = {
        "x": x,
        "w": draw.matrix(2, 2, 0.3, 1.5, 1, signed=True),
        "v": draw.matrix(2, 2, 0.3, 1.5, 1, signed=True),
    }
    return drawn if level == 2 else {**drawn, "w2": draw.matrix(2, 2, 1, 3, 0, signed=True)}


SWIGLU = Exercise(
    id="swiglu",
    title="SwiGLU: a gated linear unit",
    topic="activations",
    seconds=150,
    reference=swiglu,
    terms=("SwiGLU", "gated linear unit", "GLU variant"),
    prompt={
        1: "In a SwiGLU layer the gate branch x·W and the value branch x·V have given\n\n"
        "  x·W = {a}\n  x·V = {b}\n\nThe swish has β = 1. What does the layer put out?",
        2: "A SwiGLU layer without biases has gate weights W and value weights V (vectors are rows: x·W). "
        "The swish has β = 1.\n\n  x = {x}\n\n  W = {w}    V = {v}",
        3: "The feed-forward block of a transformer multiplies the output of SwiGLU by a matrix W₂. It has "
        "gate weights W, value weights V and no biases (vectors are rows: x·W). The swish has β = 1.\n\n"
        "  x = {x}\n\n  W = {w}    V = {v}    W₂ = {w2}",
    },
    draw=_draw_swiglu,
    levels={1: ("h",), 2: ("a", "b", "h"), 3: ("h", "y")},
    parts=(
        Part("a", "x·W", "vector"),
        Part("b", "x·V", "vector"),
        Part("h", "the output of SwiGLU", "vector"),
        Part("y", "the output of the block", "vector"),
    ),
    policies={"activate": lambda a: a / (1 + np.exp(-a))},
    steps=(
        Step("a", "Gate branch: x·W", "{x}·W = {a}", lambda x, w: x @ w),
        Step("b", "Value branch: x·V", "{x}·V = {b}", lambda x, v: x @ v),
        Step(
            "gate", "Swish of the gate branch: a·σ(a)", "swish({a}) = {gate}", lambda a, activate: activate(a)
        ),
        Step("h", "Multiply both branches cell by cell", "{gate} ⊙ {b} = {h}", lambda gate, b: gate * b),
        Step("y", "Multiply by W₂", "{h}·W₂ = {y}", lambda h, w2: h @ w2),
    ),
    mistakes=(
        Mistake(
            "sigmoid_gate",
            "σ(x·W) ⊙ x·V is GLU: SwiGLU activates the gate branch with swish, a·σ(a).",
            must=True,
            swap={"activate": lambda a: 1 / (1 + np.exp(-a))},
        ),
        Mistake(
            "wrong_branch_activated",
            "The swish belongs to the gate branch x·W; the value branch x·V stays linear.",
            must=True,
            swap={"h": lambda a, b, activate: a * activate(b)},
        ),
        Mistake(
            "not_activated",
            "Put the gate branch through swish before multiplying.",
            must=True,
            swap={"gate": lambda a: a},
        ),
        Mistake(
            "relu_gate",
            "max(0, a) is ReGLU: use swish, a·σ(a).",
            swap={"activate": lambda a: np.maximum(a, 0)},
        ),
        Mistake(
            "added",
            "The branches are multiplied cell by cell, not added.",
            swap={"h": lambda gate, b: gate + b},
        ),
        Mistake(
            "activated_after",
            "Activate the gate branch alone, then multiply; do not activate the product.",
            swap={"h": lambda a, b, activate: activate(a * b)},
        ),
        Mistake(
            "weights_transposed",
            "Vectors are rows: cell j of x·W uses column j of W.",
            levels=(2, 3),
            swap={"a": lambda x, w: w @ x, "b": lambda x, v: v @ x},
        ),
        Mistake(
            "last_matrix_transposed",
            "Vectors are rows: cell j of h·W₂ uses column j of W₂.",
            levels=(3,),
            swap={"y": lambda h, w2: w2 @ h},
        ),
    ),
)


def maxout(x: npt.ArrayLike, weights: npt.ArrayLike, biases: npt.ArrayLike) -> Array:
    """The largest of several linear functions of the input.

    h(x) = max_j (w_j·x + b_j). The gradient flows through the piece that won, and through no other.

    Args:
      x: `[..., d]`.
      weights: `[k, d]`, one row for each piece.
      biases: `[k]`.

    Returns:
      `[...]`.

    Source: Goodfellow et al., Maxout Networks (2013), section 3.
    """
    return np.asarray((np.asarray(x) @ np.asarray(weights).T + np.asarray(biases)).max(axis=-1))


def _draw_maxout(draw: Draw, level: int) -> Params:
    pieces, places, high = (2, 0, 4) if level == 1 else (3, 1, 2)
    low = 1 if level == 1 else 0.3
    x, w = draw.vector(2, 1, 3, places, signed=True), draw.matrix(pieces, 2, low, high, places, signed=True)
    b = draw.vector(pieces, low, high, places, signed=True)
    if level < 3 and draw.chance(0.4):  # no piece is positive
        sums = [row[0] * x[0] + row[1] * x[1] for row in w]
        b = [
            round(min(bias, -total - draw.decimal(low, high, places)), 1)
            for bias, total in zip(b, sums, strict=True)
        ]
    drawn: Params = {"x": x, "w": w, "b": b}
    return drawn if level < 3 else {**drawn, "g": draw.signed(1.2, 3, 1)}


def _close(z: Array) -> str | None:
    best = np.sort(z)
    return "two pieces nearly tie" if best[-1] - best[-2] < 0.1 else None


def _maxout_prompt(params: Params) -> str:
    rows = [[j, *w, b] for j, (w, b) in enumerate(zip(params["w"], params["b"], strict=True))]
    text = (
        "A maxout unit has these linear pieces, numbered from 0:\n\n"
        f"{show.table(['piece', 'w₁', 'w₂', 'bias'], rows)}\n\n  x = {show.vector(params['x'])}"
    )
    if "g" not in params:
        return text
    return (
        f"{text}\n\nThe loss has the gradient {show.number(params['g'])} by the output of the unit. "
        "Carry it back to the weights (one row for each piece) and to the input."
    )


MAXOUT = Exercise(
    id="maxout",
    title="Maxout unit: output, winning piece, gradients",
    topic="activations",
    seconds=75,
    reference=maxout,
    terms=("maxout", "maxout unit"),
    prompt=_maxout_prompt,
    draw=_draw_maxout,
    levels={1: ("y",), 2: ("y", "winner"), 3: ("y", "dw", "dx")},
    parts=(
        Part("y", "the output", digits=2),
        Part("winner", "the number of the piece that wins", "integer", may_repeat=True),
        Part("dw", "the gradient by the weights", "matrix", digits=2),
        Part("dx", "the gradient by x", "vector", digits=2),
    ),
    guard=_close,
    policies={"choose": lambda z: int(np.argmax(z))},
    steps=(
        Step("z", "Evaluate every piece: weights·x + bias", "{z}", lambda w, x, b: w @ x + b),
        Step(
            "winner", "The piece with the largest value wins", "piece {winner}", lambda z, choose: choose(z)
        ),
        Step("y", "The output is its value", "{y}", lambda z, winner: float(z[winner])),
        Step(
            "gate",
            "The winner lets the gradient through (1), the others do not (0)",
            "{gate}",
            lambda z, winner: np.where(np.arange(len(z)) == winner, 1.0, 0.0),
        ),
        Step(
            "dw",
            "The row of the winner gets gradient·x, the other rows 0",
            "{dw}",
            lambda gate, g, x: np.outer(gate * g, x),
        ),
        Step(
            "dx", "The input gets gradient · weights of the winner", "{dx}", lambda gate, g, w: (gate * g) @ w
        ),
    ),
    mistakes=(
        Mistake(
            "largest_size",
            "The largest value wins, not the largest absolute value.",
            swap={"choose": lambda z: int(np.argmax(np.abs(z)))},
        ),
        Mistake(
            "smallest",
            "Maxout takes the largest piece, not the smallest.",
            must=True,
            swap={"choose": lambda z: int(np.argmin(z))},
        ),
        Mistake(
            "biases_forgotten",
            "Add the bias of each piece before comparing.",
            must=True,
            levels=(1, 2),
            swap={"z": lambda w, x: w @ x},
        ),
        Mistake(
            "pieces_added",
            "The pieces compete: take the largest, not their sum.",
            swap={"y": lambda z: float(np.sum(z))},
        ),
        Mistake(
            "rectified",
            "Maxout has no zero piece unless it is learnt: a negative largest value stays negative.",
            swap={"y": lambda z, winner: max(0.0, float(z[winner]))},
        ),
        Mistake(
            "counted_from_one",
            "The pieces are numbered from 0.",
            levels=(2,),
            swap={"winner": lambda z, choose: choose(z) + 1, "y": lambda z: float(np.max(z))},
        ),
        Mistake(
            "all_pieces_learn",
            "Only the piece that won changes the output: the gradients of the others are 0.",
            must=True,
            levels=(3,),
            swap={"gate": lambda z: np.ones(len(z))},
        ),
        Mistake(
            "positive_pieces_learn",
            "What counts is which piece won, not which pieces are positive.",
            levels=(3,),
            swap={"gate": lambda z: np.where(z > 0, 1.0, 0.0)},
        ),
        Mistake(
            "upstream_forgotten",
            "Multiply by the gradient that arrives at the output.",
            must=True,
            levels=(3,),
            swap={"dw": lambda gate, x: np.outer(gate, x), "dx": lambda gate, w: gate @ w},
        ),
    ),
)
