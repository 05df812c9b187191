"""Linear classifiers: scores, the predicted class, and the bias as one more weight."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def scores_of(x: npt.ArrayLike, w: npt.ArrayLike, b: npt.ArrayLike) -> Array:
    """Scores of a linear classifier: one weighted sum of the inputs for each class.

    s = W·x + b; the class with the highest score is predicted.

    Args:
      x: `[..., d]`, inputs.
      w: `[k, d]`, one row for each class.
      b: `[k]`.

    Returns:
      `[..., k]`.

    Source: Stanford CS231n, course notes, Linear Classification.
    """
    return np.asarray(np.asarray(x, dtype=float) @ np.asarray(w, dtype=float).T + np.asarray(b))


def _draw_scores(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "w": draw.matrix(3, 2, 1, 4, 0, signed=True),
            "b": draw.vector(3, 1, 5, 0, signed=True),
            "x": draw.vector(2, 1, 4, 0, signed=True),
        }
    return {
        "w": draw.matrix(3, 3, 0.1, 1, 1, signed=True),
        "b": draw.vector(3, 0.3, 1.5, 1, signed=True),
        "x": draw.vector(3, 1, 5, 0, signed=True),
    }


LINEAR_SCORES = Exercise(
    id="linear_scores",
    title="Scores and class of a linear classifier",
    topic="linear layers",
    seconds=60,
    reference=scores_of,
    terms=("linear classifier", "class scores", "score function"),
    prompt={
        1: "A linear classifier with three classes has one row of weights for each class.\n\n"
        "  W = {w}    b = {b}\n\n  x = {x}",
        2: "A linear classifier with three classes, numbered from 0, has one row of weights for each class "
        "(PyTorch's layout).\n\n  W = {w}    b = {b}\n\n  x = {x}",
    },
    draw=_draw_scores,
    levels={1: ("scores",), 2: ("scores", "label")},
    parts=(
        Part("scores", "the scores", "vector", digits=1),
        Part("label", "the number of the predicted class", "integer", may_repeat=True),
    ),
    guard=lambda scores: "two classes nearly tie" if np.diff(np.sort(scores))[-1] < 0.25 else None,
    policies={"choose": lambda scores: int(np.argmax(scores))},
    steps=(
        Step("products", "Multiply each row of W with x and add up", "W·x = {products}", lambda w, x: w @ x),
        Step(
            "scores",
            "Add the bias of each class",
            "{products} + {b} = {scores}",
            lambda products, b: products + b,
        ),
        Step(
            "label",
            "The class with the highest score",
            "class {label}",
            lambda scores, choose: choose(scores),
        ),
    ),
    mistakes=(
        Mistake(
            "bias_forgotten",
            "Add the bias of each class to its score.",
            must=True,
            swap={"scores": lambda products: products},
        ),
        Mistake(
            "columns_for_rows",
            "A class has a row of W: multiply rows, not columns, with x.",
            must=True,
            levels=(2,),
            swap={"products": lambda w, x: x @ w},
        ),
        Mistake(
            "largest_size",
            "The highest score wins, not the largest absolute value.",
            levels=(2,),
            swap={"choose": lambda scores: int(np.argmax(np.abs(scores)))},
        ),
        Mistake(
            "lowest_score",
            "Scores are better the higher they are: take the largest.",
            levels=(2,),
            swap={"choose": lambda scores: int(np.argmin(scores))},
        ),
        Mistake(
            "counted_from_one",
            "Classes are numbered from 0.",
            levels=(2,),
            swap={"label": lambda scores, choose: choose(scores) + 1},
        ),
        Mistake(
            "bias_subtracted",
            "Add the bias with its own sign.",
            swap={"scores": lambda products, b: products - b},
        ),
    ),
)


def with_bias(w: npt.ArrayLike, b: npt.ArrayLike) -> Array:
    """Weights and biases as one matrix, for inputs that are extended by a 1.

    W·x + b = [W b]·[x; 1].

    Args:
      w: `[k, d]`, one row for each output.
      b: `[k]`.

    Returns:
      `[k, d + 1]`, the bias as last column.

    Source: Stanford CS231n, course notes, Linear Classification ("bias trick").
    """
    return np.column_stack([np.asarray(w, dtype=float), np.asarray(b, dtype=float)])


def _draw_trick(draw: Draw, level: int) -> Params:
    if level == 1:
        side = draw.pick([8, 16, 28, 32, 48, 64])
        return {"channels": draw.pick([1, 3]), "side": side, "classes": draw.whole(4, 30)}
    return {
        "w": draw.matrix(2, 2, 1, 5, 0, signed=True),
        "b": draw.vector(2, 1, 6, 0, signed=True),
        "x": draw.vector(2, 2, 5, 0, signed=True),
    }


BIAS_TRICK = Exercise(
    id="bias_trick",
    title="The bias as one more column of weights",
    topic="linear layers",
    seconds=60,
    reference=with_bias,
    terms=("bias trick", "bias as a weight", "append a constant 1"),
    prompt={
        1: "A linear classifier with {classes} classes reads images of {channels}×{side}×{side} as one long "
        "vector x: its scores are W·x + b. Write the scores as one product with a single matrix, for which x "
        "is extended by a 1.",
        2: "Write the scores W·x + b as a product of a single matrix with the extended vector [x; 1], which "
        "has the 1 at its end.\n\n  W = {w}    b = {b}    x = {x}",
    },
    draw=_draw_trick,
    levels={1: ("shape", "count"), 2: ("extended", "scores")},
    parts=(
        Part("shape", "the shape of the matrix, rows×columns", "shape"),
        Part("count", "the number of its entries", "integer"),
        Part("extended", "the matrix", "matrix", digits=0),
        Part("scores", "the scores", "vector", digits=0),
    ),
    steps=(
        Step(
            "length",
            "Length of x: channels·height·width",
            "{channels}·{side}·{side} = {length}",
            lambda channels, side: channels * side * side,
        ),
        Step(
            "shape",
            "One row for each class, one column for each input and one for the bias",
            "{shape:shape}",
            lambda classes, length: [classes, length + 1],
        ),
        Step("count", "Rows times columns", "{count}", lambda shape: int(np.prod(shape))),
        Step(
            "extended",
            "Put b as a further column behind W",
            "{extended}",
            lambda w, b: np.column_stack([w, b]),
        ),
        Step("longer", "Put a 1 behind x", "{longer}", lambda x: np.append(x, 1.0)),
        Step("scores", "Multiply", "{scores}", lambda extended, longer: extended @ longer),
    ),
    mistakes=(
        Mistake(
            "bias_as_row",
            "Each class has its own bias: b becomes a column beside W, not a row.",
            must=True,
            levels=(1,),
            swap={"shape": lambda classes, length: [classes + 1, length]},
        ),
        Mistake(
            "bias_left_out",
            "The matrix needs one more column: the biases.",
            must=True,
            levels=(1,),
            swap={"shape": lambda classes, length: [classes, length]},
        ),
        Mistake(
            "transposed_shape",
            "The matrix stands left of the column x: its rows are the classes.",
            levels=(1,),
            swap={"shape": lambda classes, length: [length + 1, classes]},
        ),
        Mistake(
            "channels_forgotten",
            "x holds the pixels of all channels.",
            levels=(1,),
            swap={"length": lambda side: side * side},
        ),
        Mistake(
            "ones_in_the_matrix",
            "The 1 extends x, and b extends W: a column of ones in the matrix would add x's last entry.",
            must=True,
            levels=(2,),
            swap={"extended": lambda w, b: np.column_stack([w, np.ones(len(b))])},
        ),
        Mistake(
            "bias_first",
            "The 1 stands at the end of x, so the bias is the last column.",
            must=True,
            levels=(2,),
            swap={"extended": lambda w, b: np.column_stack([b, w])},
        ),
        Mistake(
            "extended_by_zero",
            "x is extended by a 1, so that the bias column is added once.",
            levels=(2,),
            swap={"longer": lambda x: np.append(x, 0.0)},
        ),
    ),
)
