"""Linear layers forward: one example, a batch, and two layers that are one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def linear(x: npt.ArrayLike, w: npt.ArrayLike, b: npt.ArrayLike = 0.0) -> Array:
    """A fully connected layer on a batch: every output is a weighted sum of all inputs plus a bias.

    Y = X·W + b, with the same bias added to every row. (PyTorch keeps Wᵀ, shape `[out, in]`, and
    computes X·Wᵀ + b.)

    Args:
      x: `[n, in]`, rows are examples.
      w: `[in, out]`.
      b: `[out]`.

    Returns:
      `[n, out]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.1; PyTorch's documentation
    of Linear.
    """
    return np.asarray(np.asarray(x, dtype=float) @ np.asarray(w, dtype=float) + np.asarray(b))


def _draw_forward(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "x": draw.vector(2, 1, 4, 0, signed=True),
            "w": draw.matrix(2, 2, 1, 5, 0, signed=True),
            "b": draw.vector(2, 1, 5, 0, signed=True),
        }
    if level == 2:
        return {
            "x": draw.matrix(2, 2, 1, 5, 0, signed=True),
            "w": draw.matrix(2, 2, 0.2, 1.5, 1, signed=True),
            "b": draw.vector(2, 0.3, 2, 1, signed=True),
        }
    return {
        "x": draw.vector(3, 1, 4, 0, signed=True),
        "weight": draw.matrix(3, 3, 1, 4, 0, signed=True),
        "b": draw.vector(3, 1, 5, 0, signed=True),
    }


LINEAR_FORWARD = Exercise(
    id="linear_forward",
    title="Forward pass of a linear layer",
    topic="linear layers",
    seconds=60,
    reference=linear,
    terms=("forward pass of a linear layer", "fully connected layer", "dense layer", "affine layer"),
    prompt={
        1: "A linear layer computes y = x·W + b; vectors are rows.\n\n  x = {x}\n\n  W = {w}    b = {b}",
        2: "A linear layer computes Y = X·W + b for a batch X whose rows are examples.\n\n"
        "  X = {x}    W = {w}    b = {b}",
        3: "PyTorch's Linear(3, 3) stores its weight as [out, in] and treats x as a row. What does it "
        "put out for this x?\n\n  x = {x}\n\n  weight = {weight}    bias = {b}",
    },
    draw=_draw_forward,
    levels={1: ("y",), 2: ("Y",), 3: ("y",)},
    parts=(Part("y", "the output", "vector", digits=0), Part("Y", "the outputs", "matrix", digits=2)),
    steps=(
        Step(
            "w",
            "Row i of the weight belongs to output i: transpose it for x·W",
            "Wᵀ = {w}",
            lambda weight: weight.T,
        ),
        Step(
            "products",
            "Multiply each row of the input with each column of W and add up",
            "{products}",
            lambda x, w: x @ w,
        ),
        Step("y", "Add the bias", "y = {products} + {b} = {y}", lambda products, b: products + b),
        Step("Y", "Add the bias to every row", "Y = {Y}", lambda products, b: products + b),
    ),
    mistakes=(
        Mistake(
            "bias_forgotten",
            "Add the bias of each output.",
            must=True,
            swap={"y": lambda products: products, "Y": lambda products: products},
        ),
        Mistake(
            "weights_transposed",
            "Output j uses column j of W, which holds one weight for each input.",
            must=True,
            levels=(1, 2),
            swap={"products": lambda x, w: x @ w.T},
        ),
        Mistake(
            "not_transposed",
            "The weight is stored as [out, in]: output i uses row i, so x is multiplied by its transpose.",
            must=True,
            levels=(3,),
            swap={"w": lambda weight: weight},
        ),
        Mistake(
            "bias_by_example",
            "The bias belongs to the outputs (columns): add the same row b to every example.",
            must=True,
            levels=(2,),
            swap={"Y": lambda products, b: products + b[:, None]},
        ),
        Mistake(
            "cell_by_cell",
            "X·W is a matrix product: row times column, added up.",
            levels=(2,),
            swap={"products": lambda x, w: x * w},
        ),
        Mistake(
            "bias_subtracted",
            "Add the bias with its own sign.",
            swap={"y": lambda products, b: products - b, "Y": lambda products, b: products - b},
        ),
    ),
)


def collapsed(
    w1: npt.ArrayLike, b1: npt.ArrayLike, w2: npt.ArrayLike, b2: npt.ArrayLike
) -> tuple[Array, Array]:
    """The one linear layer that does the same as two without a non-linearity between them.

    W₂·(W₁·x + b₁) + b₂ = (W₂·W₁)·x + (W₂·b₁ + b₂).

    Args:
      w1: `[h, d]`, b1: `[h]`, the first layer (column convention).
      w2: `[k, h]`, b2: `[k]`, the second.

    Returns:
      Weights `[k, d]` and biases `[k]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.1.
    """
    w2 = np.asarray(w2, dtype=float)
    return np.asarray(w2 @ np.asarray(w1)), np.asarray(w2 @ np.asarray(b1) + np.asarray(b2))


def _draw_collapse(draw: Draw, level: int) -> Params:
    if level == 1:
        w1, b1, w2, b2 = draw.sample([-6, -5, -4, -3, -2, 2, 3, 4, 5, 6], 4)
        return {"w1": w1, "b1": b1, "w2": w2, "b2": b2}
    first = draw.matrix(2, 2, 1, 4, 0, signed=True)
    drawn: Params = {
        "w1": first,
        "b1": draw.vector(2, 1, 4, 0, signed=True),
        "w2": draw.matrix(2, 2, 1, 4, 0, signed=True),
        "b2": draw.vector(2, 1, 4, 0, signed=True),
    }
    if level == 2:
        return drawn
    x = draw.vector(2, 1, 3, 0, signed=True)
    wanted = draw.shuffled([draw.whole(1, 5), -draw.whole(1, 5)])  # one hidden unit on either side of 0
    biases = [h - row[0] * x[0] - row[1] * x[1] for h, row in zip(wanted, first, strict=True)]
    return {**drawn, "b1": biases, "x": x}


LINEAR_LAYERS_COLLAPSE = Exercise(
    id="linear_layers_collapse",
    title="Two linear layers are one",
    topic="linear layers",
    seconds=90,
    reference=collapsed,
    terms=("stacked linear layers", "composition of linear maps", "purpose of non-linearities"),
    prompt={
        1: "Two layers with one unit each and no activation: h = {w1}·x + {b1}, then y = {w2}·h + {b2}. "
        "Together they compute y = w·x + b.",
        2: "Two layers without an activation between them: h = W₁·x + b₁, then y = W₂·h + b₂ (x, h and y are "
        "columns). Together they compute y = W·x + b.\n\n"
        "  W₁ = {w1}    b₁ = {b1}\n\n  W₂ = {w2}    b₂ = {b2}",
        3: "Two layers: h = W₁·x + b₁, then y = W₂·h + b₂ (x, h and y are columns). As they stand they do "
        "the same as a single layer with a matrix W. Then ReLU is applied to h, between them.\n\n"
        "  W₁ = {w1}    b₁ = {b1}\n\n  W₂ = {w2}    b₂ = {b2}\n\n  x = {x}",
    },
    draw=_draw_collapse,
    levels={1: ("slope", "offset"), 2: ("W", "b"), 3: ("W", "linear", "bent")},
    parts=(
        Part("slope", "w", digits=0),
        Part("offset", "b", digits=0),
        Part("W", "the matrix W", "matrix", digits=0),
        Part("b", "the bias b", "vector", digits=0),
        Part("linear", "the output without ReLU", "vector", digits=0),
        Part("bent", "the output with ReLU", "vector", digits=0),
    ),
    steps=(
        Step("slope", "Multiply the weights", "{w2}·{w1} = {slope}", lambda w1, w2: w2 * w1),
        Step(
            "offset",
            "The first bias passes the second layer",
            "{w2}·{b1} + {b2} = {offset}",
            lambda b1, w2, b2: w2 * b1 + b2,
        ),
        Step(
            "W",
            "W = W₂·W₁: the map that acts last stands left",
            "{W}",
            lambda w1, w2: w2 @ w1,
        ),
        Step(
            "b",
            "The first bias passes the second layer: b = W₂·b₁ + b₂",
            "{b}",
            lambda b1, w2, b2: w2 @ b1 + b2,
        ),
        Step("linear", "The single layer at x: W·x + b", "{linear}", lambda W, b, x: W @ x + b),
        Step("h", "With ReLU: hidden values W₁·x + b₁", "h = {h}", lambda w1, x, b1: w1 @ x + b1),
        Step(
            "bent",
            "Set the negative ones to 0, then apply the second layer",
            "{bent}",
            lambda w2, h, b2: w2 @ np.maximum(h, 0) + b2,
        ),
    ),
    mistakes=(
        Mistake(
            "biases_added",
            "The first bias goes through the second layer: W₂·b₁ + b₂.",
            must=True,
            levels=(1, 2),
            swap={"offset": lambda b1, b2: b1 + b2, "b": lambda b1, b2: b1 + b2},
        ),
        Mistake(
            "order_exchanged",
            "The layer that acts first stands right: W₂·W₁, not W₁·W₂.",
            must=True,
            levels=(2, 3),
            swap={"W": lambda w1, w2: w1 @ w2},
        ),
        Mistake(
            "wrong_bias_passed",
            "It is the first bias that passes a further layer: W₂·b₁ + b₂, not W₁·b₂ + b₁.",
            swap={"offset": lambda w1, b1, b2: w1 * b2 + b1, "b": lambda w1, b1, b2: w1 @ b2 + b1},
        ),
        Mistake(
            "weights_added",
            "Layers in a row multiply: the product of their weights, not the sum.",
            levels=(1, 2),
            swap={"slope": lambda w1, w2: w1 + w2, "W": lambda w1, w2: w1 + w2},
        ),
        Mistake(
            "second_bias_forgotten",
            "Add the bias of the second layer.",
            levels=(1, 2),
            swap={"offset": lambda b1, w2: w2 * b1, "b": lambda b1, w2: w2 @ b1},
        ),
        Mistake(
            "relu_at_the_end",
            "ReLU acts on h, between the layers, not on the output.",
            must=True,
            levels=(3,),
            swap={"bent": lambda linear: np.maximum(linear, 0)},
        ),
        Mistake(
            "still_linear",
            "With ReLU between them the layers no longer collapse: set the negative h to 0 first.",
            must=True,
            levels=(3,),
            swap={"bent": lambda linear: linear},
        ),
    ),
)
