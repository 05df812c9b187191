"""Residual connections: the block forward, and what they do to gradients."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def residual_block(x: npt.ArrayLike, w1: npt.ArrayLike, w2: npt.ArrayLike) -> Array:
    """A residual block of two linear layers: input plus what they make of it, then ReLU.

    y = ReLU(x + F(x)) with F(x) = W₂·ReLU(W₁·x). With W₂ = 0 the block passes a positive input
    unchanged. A pre-activation block puts ReLU first and none behind the sum:
    y = x + W₂·ReLU(W₁·ReLU(x)).

    Args:
      x: `[d]`.
      w1: `[h, d]`.
      w2: `[d, h]`.

    Returns:
      `[d]`.

    Source: He et al., Deep Residual Learning for Image Recognition (2016), section 3.2; He et al.,
    Identity Mappings in Deep Residual Networks (2016), figure 1, for pre-activation.
    """
    x = np.asarray(x, dtype=float)
    inner = np.asarray(w2) @ np.maximum(np.asarray(w1) @ x, 0)
    return np.asarray(np.maximum(x + inner, 0))


def _draw_forward(draw: Draw, level: int) -> Params:
    if level == 1:
        x = draw.vector(3, 1, 6, 0, signed=True)
        return {"x": x, "f": draw.vector(3, 1, 6, 0, signed=True)}
    x = draw.spread(2, 1, 5, 0, gap=1)
    w1, w2 = draw.matrix(2, 2, 1, 3, 0, signed=True), draw.matrix(2, 2, 1, 3, 0, signed=True)
    if level == 3:
        x[1] = -x[1]
    w1[0] = [abs(w1[0][0]), abs(w1[0][1])] if level == 2 else [abs(w1[0][0]), w1[0][1]]  # this unit works
    down, up = draw.shuffled([0, 1])
    w2[down][0], w2[up][0] = -abs(w2[down][0]), abs(w2[up][0])  # and pulls one output below 0
    return {"x": x, "w1": w1, "w2": w2}


RESIDUAL_FORWARD = Exercise(
    id="residual_forward",
    title="Forward pass of a residual block",
    topic="architectures",
    seconds=75,
    reference=residual_block,
    terms=("residual block", "residual connection", "skip connection"),
    prompt={
        1: "A residual block of a ResNet adds its input to what its layers make of it, and applies ReLU to "
        "the sum. Its layers have given f.\n\n  x = {x}\n  f = {f}",
        2: "A residual block with two linear layers has the residual branch F(x) = W₂·ReLU(W₁·x) (columns, "
        "no biases) and applies ReLU behind the addition.\n\n  x = {x}    W₁ = {w1}    W₂ = {w2}",
        3: "A pre-activation residual block has the residual branch F(x) = W₂·ReLU(W₁·ReLU(x)) (columns, no "
        "biases); behind the addition there is no ReLU.\n\n  x = {x}    W₁ = {w1}    W₂ = {w2}",
    },
    draw=_draw_forward,
    levels={1: ("y",), 2: ("branch", "y"), 3: ("pre_branch", "pre_y")},
    parts=(
        Part("branch", "F(x)", "vector", digits=0),
        Part("y", "the output of the block", "vector", digits=0),
        Part("pre_branch", "F(x)", "vector", digits=0),
        Part("pre_y", "the output of the block", "vector", digits=0),
    ),
    steps=(
        Step("hidden", "First layer and ReLU", "{hidden}", lambda w1, x: np.maximum(w1 @ x, 0)),
        Step("branch", "Second layer", "F(x) = {branch}", lambda w2, hidden: w2 @ hidden),
        Step("f", "That is what the branch adds", "{f}", lambda branch: branch),
        Step("total", "Add the input", "{x} + {f} = {total}", lambda x, f: x + f),
        Step("y", "ReLU of the sum", "{y}", lambda total: np.maximum(total, 0)),
        Step("rectified", "ReLU comes first", "{rectified}", lambda x: np.maximum(x, 0)),
        Step(
            "pre_hidden",
            "First layer and ReLU",
            "{pre_hidden}",
            lambda w1, rectified: np.maximum(w1 @ rectified, 0),
        ),
        Step("pre_branch", "Second layer", "F(x) = {pre_branch}", lambda w2, pre_hidden: w2 @ pre_hidden),
        Step(
            "pre_y",
            "Add the input itself, not what ReLU made of it",
            "{x} + {pre_branch} = {pre_y}",
            lambda x, pre_branch: x + pre_branch,
        ),
    ),
    mistakes=(
        Mistake(
            "no_skip",
            "Add the input: the block computes x + F(x).",
            must=True,
            swap={"total": lambda f: f, "pre_y": lambda pre_branch: pre_branch},
        ),
        Mistake(
            "relu_before_the_sum",
            "ReLU acts on the sum, not on the branch before the addition.",
            levels=(1, 2),
            swap={"y": lambda x, f: x + np.maximum(f, 0)},
        ),
        Mistake(
            "no_relu_behind",
            "Apply ReLU behind the addition.",
            must=True,
            levels=(1, 2),
            swap={"y": lambda total: total},
        ),
        Mistake(
            "relu_behind",
            "A pre-activation block has no ReLU behind the addition: its output may be negative.",
            must=True,
            levels=(3,),
            swap={"pre_y": lambda x, pre_branch: np.maximum(x + pre_branch, 0)},
        ),
        Mistake(
            "rectified_skip",
            "The skip carries x itself; ReLU belongs to the branch.",
            must=True,
            levels=(3,),
            swap={"pre_y": lambda rectified, pre_branch: rectified + pre_branch},
        ),
        Mistake(
            "relu_first_forgotten",
            "A pre-activation branch starts with ReLU of x.",
            levels=(3,),
            swap={"rectified": lambda x: x},
        ),
        Mistake(
            "inner_relu_forgotten",
            "Apply ReLU between the two layers of the branch.",
            levels=(2, 3),
            swap={"hidden": lambda w1, x: w1 @ x, "pre_hidden": lambda w1, rectified: w1 @ rectified},
        ),
        Mistake(
            "multiplied",
            "The skip is added, not multiplied.",
            levels=(1,),
            swap={"total": lambda x, f: x * f},
        ),
    ),
)


def residual_gradient(slopes: npt.ArrayLike) -> float:
    """Derivative of a chain of residual blocks, y = x + f(x), by its input.

    Π_l (1 + f'_l), where the same layers without skips would give Π_l f'_l.

    Args:
      slopes: f' of every block, `[L]`.

    Returns:
      The derivative.

    Source: He et al., Identity Mappings in Deep Residual Networks (2016), section 2.
    """
    return float(np.prod(1 + np.asarray(slopes, dtype=float)))


def _draw_gradient(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"slope": draw.pick([-0.2, -0.1, 0.05, 0.1, 0.2, 0.3]), "depth": draw.whole(3, 20)}
    if level == 2:
        return {"slopes": draw.shuffled([*draw.vector(3, 0.1, 0.5, 1), -draw.decimal(0.1, 0.4, 1)])}
    sides = draw.pick([(2, 5), (3, 4), (3, 5), (4, 5), (1, 4), (1, 5)])  # no small weights make them cancel
    x = [float(side * draw.sign()) for side in draw.shuffled(sides)]
    rows = draw.matrix(2, 2, 1, 3, 0, signed=True)
    works = draw.shuffled([1, -1])  # one hidden unit is active, the other silent
    signs = [
        sign if row[0] * x[0] + row[1] * x[1] > 0 else -sign for sign, row in zip(works, rows, strict=True)
    ]
    return {
        "x": x,
        "w1": [[sign * weight for weight in row] for sign, row in zip(signs, rows, strict=True)],
        "w2": draw.matrix(2, 2, 1, 3, 0, signed=True),
        "g": draw.vector(2, 1, 4, 0, signed=True),
    }


RESIDUAL_GRADIENT = Exercise(
    id="residual_gradient",
    title="What skip connections do to a gradient",
    topic="gradients",
    seconds=90,
    reference=residual_gradient,
    terms=("gradient through a skip connection", "residual gradient", "identity path"),
    prompt={
        1: "A residual network stacks {depth} blocks y = x + f(x), and every f has the slope {slope} where "
        "it works. Find the derivative of the last output by the input, with the skips and without.",
        2: "A residual network stacks four blocks y = x + f(x). Where they work, their functions f have the "
        "slopes below. Find the derivative of the last output by the input, with the skips and without.\n\n"
        "  slopes = {slopes}",
        3: "A residual block computes y = x + W₂·ReLU(W₁·x) (columns, no biases). The loss has the "
        "gradient g by y; carry it back to x.\n\n  x = {x}    W₁ = {w1}    W₂ = {w2}\n\n  g = {g}",
    },
    draw=_draw_gradient,
    levels={1: ("residual", "plain"), 2: ("residual", "plain"), 3: ("branch", "dx")},
    parts=(
        Part("residual", "the derivative with the skips", digits=3, significant=True),
        Part("plain", "the derivative without the skips", digits=3, significant=True),
        Part("branch", "what comes back through the branch", "vector", digits=0),
        Part("dx", "the gradient by x", "vector", digits=0),
    ),
    policies={"with_skip": lambda slopes: 1 + slopes},
    steps=(
        Step(
            "slopes", "All blocks have the same slope", "{slopes}", lambda slope, depth: np.full(depth, slope)
        ),
        Step(
            "factors",
            "The derivative of x + f(x) is 1 + f'",
            "{factors}",
            lambda slopes, with_skip: with_skip(slopes),
        ),
        Step("residual", "Multiply over the blocks", "{residual}", lambda factors: float(np.prod(factors))),
        Step(
            "plain",
            "Without skips multiply the slopes themselves",
            "{plain}",
            lambda slopes: float(np.prod(slopes)),
        ),
        Step("z", "Forward, to see which units are active: W₁·x", "{z}", lambda w1, x: w1 @ x),
        Step("dh", "Back through the second layer: W₂ᵀ·g", "{dh}", lambda w2, g: w2.T @ g),
        Step(
            "dz", "Through ReLU: only where W₁·x is positive", "{dz}", lambda dh, z: np.where(z > 0, dh, 0.0)
        ),
        Step("branch", "Back through the first layer: W₁ᵀ · that", "{branch}", lambda w1, dz: w1.T @ dz),
        Step(
            "dx", "The skip passes g unchanged: add it", "{g} + {branch} = {dx}", lambda g, branch: g + branch
        ),
    ),
    mistakes=(
        Mistake(
            "skip_forgotten",
            "The identity contributes as well: 1 + f' in every block (here: add g).",
            must=True,
            levels=(3,),
            swap={"dx": lambda branch: branch},
        ),
        Mistake(
            "one_added_once",
            "Every block has its own skip: multiply (1 + f') over the blocks, do not add 1 at the end.",
            must=True,
            levels=(1, 2),
            swap={"residual": lambda slopes: 1 + float(np.prod(slopes))},
        ),
        Mistake(
            "factors_added",
            "Blocks in a row multiply their derivatives.",
            must=True,
            levels=(1, 2),
            swap={
                "residual": lambda factors: float(np.sum(factors)),
                "plain": lambda slopes: float(np.sum(slopes)),
            },
        ),
        Mistake(
            "slopes_summed",
            "1 plus the sum of the slopes is only a first approximation: multiply (1 + f').",
            levels=(1, 2),
            swap={"residual": lambda slopes: 1 + float(np.sum(slopes))},
        ),
        Mistake(
            "sign_dropped",
            "A negative slope makes a factor below 1: keep its sign.",
            levels=(1, 2),
            swap={"with_skip": lambda slopes: 1 + np.abs(slopes)},
        ),
        Mistake(
            "not_transposed",
            "Going back the matrices are transposed: W₂ᵀ first, then W₁ᵀ.",
            must=True,
            levels=(3,),
            swap={"dh": lambda w2, g: w2 @ g, "branch": lambda w1, dz: w1 @ dz},
        ),
        Mistake(
            "relu_ignored",
            "A unit with a negative pre-activation lets no gradient through.",
            must=True,
            levels=(3,),
            swap={"dz": lambda dh: dh},
        ),
        Mistake(
            "skip_gated",
            "The skip does not pass ReLU: it carries the whole of g.",
            levels=(3,),
            swap={"dx": lambda g, z, branch: np.where(z > 0, g, 0.0) + branch},
        ),
    ),
)
