"""Gradients through pooling layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def pool_backward(
    x: npt.ArrayLike, d_y: npt.ArrayLike, window: int, stride: int, maximum: bool = True
) -> Array:
    """Gradient by the input of a pooling layer.

    A maximum passes the gradient of each output to the cell that won; a mean gives each cell of the
    window 1/k² of it. Where windows overlap, the contributions are added.

    Args:
      x: input `[h, w]`, without ties in a window.
      d_y: gradient by the output `[h_out, w_out]`.
      window: side k of the window.
      stride: step s between windows.
      maximum: max pooling; otherwise average pooling.

    Returns:
      `[h, w]`.

    Source: Stanford's CS231n course notes, Convolutional Networks, pooling layer; PyTorch's
    max_pool2d and avg_pool2d.
    """
    values, gradient = np.asarray(x, dtype=float), np.asarray(d_y, dtype=float)
    d_x = np.zeros_like(values)
    for i, j in np.ndindex(*gradient.shape):
        part = np.s_[stride * i : stride * i + window, stride * j : stride * j + window]
        share = values[part] == values[part].max() if maximum else np.full((window, window), window**-2.0)
        d_x[part] += share * gradient[i, j]
    return d_x


def to_winner(window: Array) -> Any:
    """All of the gradient goes to the largest value."""
    return (window == window.max()).astype(float)


def to_all(window: Array) -> Any:
    """Each cell gets an equal share."""
    return np.full(window.shape, 1 / window.size)


def both_add(old: Array, new: Array) -> Array:
    """Contributions of overlapping windows are added."""
    return old + new


def route_back(
    x: Array, d_y: Array, k: int, s: int, share: Callable[..., Any], meet: Callable[..., Any]
) -> tuple[Array, list[str]]:
    """Send each output's gradient back into its window, with a line for each."""
    d_x, rows = np.zeros(x.shape), []
    for i, j in np.ndindex(*d_y.shape):
        part = np.s_[s * i : s * i + k, s * j : s * j + k]
        added = share(x[part]) * d_y[i, j]
        d_x[part] = np.where(added != 0, meet(d_x[part], added), d_x[part])
        u, v = (int(cell) for cell in np.unravel_index(np.argmax(x[part]), x[part].shape))
        rows.append(
            f"output ({i}, {j}), gradient {d_y[i, j]:g}: largest input {x[part].max():g} "
            f"in row {s * i + u}, column {s * j + v}"
        )
    return d_x, rows


def _draw_backward(draw: Draw, level: int) -> Params:
    d_y = [value * draw.sign() for value in draw.sample(range(1, 9), 4)]
    if level == 1:
        return {"d_y": [d_y[:2], d_y[2:]], "k": 2}
    side, s = (4, 2) if level == 2 else (3, 1)
    values = draw.sample(range(1, 40), side * side)
    if level == 3:  # the largest value stands at an edge, under two of the four windows
        edge = draw.pick([1, 3, 5, 7])
        best = values.index(max(values))
        values[edge], values[best] = values[best], values[edge]
    x = [values[side * i : side * i + side] for i in range(side)]
    return {"x": x, "d_y": [d_y[:2], d_y[2:]], "k": 2, "s": s}


POOL_BACKWARD = Exercise(
    id="pool_backward",
    title="Gradients through max and average pooling",
    topic="pooling",
    seconds=75,
    reference=pool_backward,
    terms=(
        "pooling backward",
        "gradient through max pooling",
        "gradient of max pooling",
        "max pooling passes",
    ),
    prompt={
        1: "A map of 4×4 was average-pooled with a {k}×{k} window and stride {k}. The loss has this gradient "
        "by the pooled map. What is its gradient by the input?\n\n  dy = {d_y}",
        2: "This map was max-pooled with a {k}×{k} window and stride {s}. The loss has the gradient dy by "
        "the pooled map. What is its gradient by the input?\n\n  x = {x}   dy = {d_y}",
        3: "This map was max-pooled with a {k}×{k} window and stride {s}, so that windows overlap. The loss "
        "has the gradient dy by the pooled map. What is its gradient by the input?\n\n  x = {x}   dy = {d_y}",
    },
    draw=_draw_backward,
    levels={1: ("d_average",), 2: ("d_x",), 3: ("d_x",)},
    parts=(
        Part("d_average", "the gradient by the input", "matrix", digits=2),
        Part("d_x", "the gradient by the input", "matrix", digits=0),
    ),
    policies={"share": to_winner, "meet": both_add},
    steps=(
        Step(
            "d_average",
            "A mean passes 1/k² of each gradient to every cell of its window",
            "{d_average}",
            lambda d_y, k: np.kron(d_y, np.full((k, k), 1 / k**2)),
        ),
        Step(
            "d_x",
            "A maximum passes the whole gradient to the cell that won; where windows overlap, add",
            "{d_x}",
            route_back,
            traced=True,
        ),
    ),
    mistakes=(
        Mistake(
            "not_divided",
            "Each cell of a window moves the mean by 1/k² only: divide the gradient by k².",
            levels=(1,),
            must=True,
            swap={"d_average": lambda d_y, k: np.kron(d_y, np.ones((k, k)))},
        ),
        Mistake(
            "first_cell_only",
            "All cells of a window take part in the mean, so all of them get a gradient.",
            levels=(1,),
            swap={"d_average": lambda d_y, k: np.kron(d_y, np.eye(k)[:1].T @ np.eye(k)[:1])},
        ),
        Mistake(
            "tiled",
            "Each gradient goes back into its own window, and windows lie side by side.",
            levels=(1,),
            must=True,
            swap={"d_average": lambda d_y, k: np.tile(d_y / k**2, (k, k))},
        ),
        Mistake(
            "shared_out",
            "Only the largest value of a window decides its output: it gets the whole gradient.",
            levels=(2, 3),
            must=True,
            swap={"share": to_all},
        ),
        Mistake(
            "given_to_all",
            "The losers of a window get no gradient: changing them a little changes nothing.",
            levels=(2, 3),
            swap={"share": lambda window: np.ones(window.shape)},
        ),
        Mistake(
            "to_the_corner",
            "The gradient goes to the place of the maximum, not to the corner of the window.",
            levels=(2, 3),
            swap={"share": lambda window: np.eye(len(window))[:1].T @ np.eye(len(window))[:1]},
        ),
        Mistake(
            "times_the_value",
            "The derivative of a maximum by the winner is 1: pass the gradient on as it is.",
            levels=(2, 3),
            swap={"share": lambda window: np.where(window == window.max(), window, 0)},
        ),
        Mistake(
            "overwritten",
            "A cell that wins in several windows gets the sum of their gradients.",
            levels=(3,),
            must=True,
            swap={"meet": lambda old, new: new},
        ),
    ),
)
