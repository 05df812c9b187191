"""Rectifiers whose slope for negative numbers is learnt (PReLU) or drawn (RReLU)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.rectifiers import leaky_relu, mixed_signs

Array = npt.NDArray[np.float64]


def prelu_gradients(g: npt.ArrayLike, z: npt.ArrayLike, slope: npt.ArrayLike) -> tuple[Array, Array]:
    """Gradients of PReLU by its input and by its learnt slopes, one for each channel.

    dz = g·(1 if z > 0 else a), da = Σ g·z over the cells of the channel with z < 0.

    Args:
      g: `[n, channels]`, gradient of the loss by the output.
      z: `[n, channels]`, the input.
      slope: a, `[channels]` or one number for all.

    Returns:
      dz `[n, channels]` and da `[channels]` (to be added up where all channels share one slope).

    Source: He et al., Delving Deep into Rectifiers (2015), equations 2 and 3.
    """
    g, z = np.asarray(g, dtype=float), np.asarray(z, dtype=float)
    return np.where(z > 0, g, g * np.asarray(slope)), np.asarray((g * np.minimum(z, 0)).sum(axis=0))


def over_batch(contributions: Any) -> Any:
    """The sum over the examples, for each channel."""
    return contributions.sum(axis=0)


def _draw_prelu(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"z": mixed_signs(draw, 4, 1, 6, 0), "g": draw.vector(4, 1, 5, 0, signed=True)}
    if level == 2:
        return {
            "z": mixed_signs(draw, 5, 0.4, 4),
            "g": draw.vector(5, 0.3, 2.5, 1, signed=True),
            "a": draw.pick([0.1, 0.2, 0.25, 0.3, 0.4]),
        }
    signs = [draw.shuffled([1, -1, draw.sign()]) for _ in range(3)]
    columns = [[sign * draw.decimal(0.4, 4, 1) for sign in column] for column in signs]
    return {
        "z": [list(row) for row in zip(*columns, strict=True)],
        "g": draw.matrix(3, 3, 0.3, 2.5, 1, signed=True),
        "a": draw.spread(3, 0.05, 0.45, 2, gap=0.08),
    }


PRELU = Exercise(
    id="prelu",
    title="PReLU: forward pass and the gradient of its slope",
    topic="activations",
    seconds=90,
    reference=prelu_gradients,
    terms=("PReLU", "parametric ReLU", "parametric rectifier", "learned negative slope"),
    aliases={"prelu_forward_backward": Focus(2), "prelu_gradient": Focus(2, "da")},
    prompt={
        1: "PReLU multiplies negative numbers by a slope a that is learnt. It was applied to z with one "
        "slope for all, and the loss has the gradient g by its output.\n\n  z = {z}\n  g = {g}",
        2: "PReLU with one learnt slope a = {a} for all negative numbers is applied to z. The loss has the "
        "gradient g by its output.\n\n  z = {z}\n  g = {g}",
        3: "PReLU with a learnt slope for each channel is applied to Z (rows are examples, columns are "
        "channels). The loss has the gradient G by its output.\n\n"
        "  Z = {z}\n\n  G = {g}\n\n  slopes a = {a}",
    },
    draw=_draw_prelu,
    levels={1: ("da",), 2: ("y", "dz", "da"), 3: ("das", "dZ")},
    parts=(
        Part("y", "the outputs", "vector", digits=2),
        Part("dz", "the gradient by z", "vector", digits=2),
        Part("da", "the gradient by the slope a", digits=2),
        Part("dZ", "the gradient by Z", "matrix", digits=2),
        Part("das", "the gradient by each slope", "vector", digits=2),
    ),
    policies={"negative": lambda z: np.minimum(z, 0), "add": over_batch},
    steps=(
        Step(
            "y",
            "Keep positive numbers, multiply negative ones by a",
            "{y}",
            lambda z, a: np.where(z > 0, z, a * z),
        ),
        Step(
            "slope",
            "Local slope: 1 where z > 0, a elsewhere",
            "{slope}",
            lambda z, a: np.where(z > 0, 1.0, a),
        ),
        Step("dz", "Multiply by the gradient from above", "{dz}", lambda g, slope: g * slope),
        Step("dZ", "Multiply by the gradient from above", "{dZ}", lambda g, slope: g * slope),
        Step(
            "contributions",
            "a was multiplied by z where z < 0: there the output changes by z, elsewhere not at all",
            "g·min(z, 0) = {contributions}",
            lambda g, z, negative: g * negative(z),
        ),
        Step(
            "da",
            "The slope is shared: add the contributions",
            "{contributions:sum} = {da}",
            lambda contributions, add: float(add(contributions)),
        ),
        Step(
            "das",
            "Each slope serves its column: add over the examples",
            "{das}",
            lambda contributions, add: add(contributions),
        ),
    ),
    mistakes=(
        Mistake(
            "sum_over_positive",
            "a acts on negative numbers only: add g·z where z < 0.",
            must=True,
            swap={"negative": lambda z: np.maximum(z, 0)},
        ),
        Mistake(
            "gradient_without_input",
            "a is multiplied by z, so each negative number contributes g·z, not g.",
            must=True,
            swap={"negative": lambda z: np.where(z < 0, 1.0, 0.0)},
        ),
        Mistake(
            "all_numbers",
            "Positive numbers do not pass through a: leave them out of its gradient.",
            swap={"negative": lambda z: z},
        ),
        Mistake(
            "sign_dropped",
            "The derivative of a·z by a is z itself, which is negative: keep its sign.",
            swap={"negative": lambda z: np.maximum(-z, 0)},
        ),
        Mistake(
            "averaged",
            "Contributions to a shared parameter are added, not averaged.",
            swap={"add": lambda contributions: contributions.mean(axis=0)},
        ),
        Mistake(
            "outputs_for_inputs",
            "The derivative of a·z by a is z, not a·z.",
            levels=(2, 3),
            swap={"contributions": lambda g, z, a: g * a * np.minimum(z, 0)},
        ),
        Mistake(
            "blocked",
            "Negative numbers let a share a of the gradient through, not none.",
            must=True,
            levels=(2, 3),
            swap={"slope": lambda z: np.where(z > 0, 1.0, 0.0)},
        ),
        Mistake(
            "one_slope_for_all",
            "Each channel has its own slope: add over the examples of its column only.",
            levels=(3,),
            swap={"add": lambda contributions: np.full(contributions.shape[1], contributions.sum())},
        ),
        Mistake(
            "along_the_rows",
            "Columns are channels: add down each column, not along the rows.",
            levels=(3,),
            swap={"add": lambda contributions: contributions.sum(axis=1)},
        ),
    ),
)


def rrelu(z: npt.ArrayLike, low: float, high: float, slopes: npt.ArrayLike | None = None) -> Array:
    """Randomized leaky ReLU: sampled slopes in training, their mean at test time.

    Negative numbers are multiplied by a ~ U(low, high) in training and by (low + high)/2 afterwards.

    Args:
      z: any shape.
      low, high: the range of the slopes.
      slopes: sampled slopes of the shape of z for training; None for test time.

    Returns:
      Values of the same shape.

    Source: PyTorch's documentation of RReLU; Xu et al., Empirical Evaluation of Rectified Activations in
    Convolutional Network (2015), section 2.4, which divides by numbers from 3 to 8 instead.
    """
    return leaky_relu(z, (low + high) / 2 if slopes is None else slopes)


def _draw_rrelu(draw: Draw, level: int) -> Params:
    low, width = draw.decimal(0.05, 0.2, 2), 2 * draw.whole(5, 12)
    high = round(low + width / 100, 2)
    ends: Params = {"low": low, "high": high}
    if level == 1:
        return {"z": mixed_signs(draw, 4, 1, 9, 0), **ends}
    sampled = [draw.decimal(low, high, 2) for _ in range(4)]
    return {"z": mixed_signs(draw, 4, 0.5, 6), "sampled": sampled, **ends}


RRELU = Exercise(
    id="rrelu",
    title="Randomized leaky ReLU in training and at test time",
    topic="activations",
    seconds=60,
    reference=rrelu,
    terms=("RReLU", "randomized leaky ReLU", "randomized ReLU"),
    aliases={"rrelu_forward": Focus(2)},
    prompt={
        1: "Randomized leaky ReLU multiplies negative numbers by slopes that are drawn evenly from "
        "{low} to {high} in training. What does it give at test time?\n\n  z = {z}",
        2: "Randomized leaky ReLU multiplies negative numbers by slopes that are drawn evenly from "
        "{low} to {high} in training. For these inputs the slopes below were drawn.\n\n"
        "  z      = {z}\n  slopes = {sampled}\n\nThen the network sees the same z in test mode.",
    },
    draw=_draw_rrelu,
    levels={1: ("y_test",), 2: ("y_train", "y_test")},
    parts=(
        Part("y_train", "the outputs in training", "vector"),
        Part("y_test", "the outputs at test time", "vector"),
    ),
    steps=(
        Step(
            "y_train",
            "Training: each negative number meets the slope that was drawn for it",
            "{y_train}",
            lambda z, sampled: np.where(z > 0, z, sampled * z),
        ),
        Step(
            "middle",
            "Test time: the mean of the slopes, (low + high)/2",
            "({low} + {high})/2 = {middle}",
            lambda low, high: (low + high) / 2,
        ),
        Step(
            "y_test",
            "Multiply negative numbers by it",
            "{y_test}",
            lambda z, middle: np.where(z > 0, z, middle * z),
        ),
    ),
    mistakes=(
        Mistake(
            "lower_end",
            "At test time use the middle of the range, not its lower end.",
            must=True,
            swap={"middle": lambda low: low},
        ),
        Mistake(
            "upper_end",
            "At test time use the middle of the range, not its upper end.",
            must=True,
            swap={"middle": lambda high: high},
        ),
        Mistake(
            "not_halved",
            "Halve the sum of the ends: the mean slope is (low + high)/2.",
            swap={"middle": lambda low, high: low + high},
        ),
        Mistake(
            "sampled_at_test_time",
            "Slopes are drawn in training only; at test time the mean slope serves every number.",
            must=True,
            levels=(2,),
            swap={"y_test": lambda y_train: y_train},
        ),
        Mistake(
            "slopes_on_everything",
            "Positive numbers stay as they are, whatever slope was drawn for them.",
            must=True,
            levels=(2,),
            swap={"y_train": lambda z, sampled: sampled * z, "y_test": lambda z, middle: middle * z},
        ),
        Mistake(
            "averaged_sample",
            "The test slope is the mean of the range, not of the slopes that happened to be drawn.",
            levels=(2,),
            swap={"middle": lambda sampled: sampled.mean()},
        ),
        Mistake(
            "plain_relu",
            "Negative numbers are not cut off: they are multiplied by a slope.",
            swap={"y_train": lambda z: np.maximum(z, 0), "y_test": lambda z: np.maximum(z, 0)},
        ),
    ),
)
