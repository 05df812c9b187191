"""Gradients that vanish or explode with depth, and how to see in which layer they did."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def gradient_after(factor: float, depth: int) -> float:
    """Share of a gradient that is left when every layer multiplies it by the same factor.

    f^L: it vanishes for f < 1 and explodes for f > 1, exponentially in the depth. Below a share s it
    falls after ⌈ln s / ln f⌉ layers.

    Args:
      factor: f > 0, size of weight times slope of a layer.
      depth: L, number of layers.

    Returns:
      The share.

    Source: Bengio, Simard and Frasconi, Learning Long-Term Dependencies with Gradient Descent is Difficult
    (1994); Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.2.5.
    """
    return factor**depth


VANISHES, EXPLODES = "vanishing gradients", "exploding gradients"


def verdict_of(factor: float) -> str:
    """What becomes of a gradient that is multiplied by a factor again and again."""
    return VANISHES if abs(factor) < 1 else EXPLODES


def layers_until(factor: float, share: float) -> int:
    """The smallest number of layers after which a share is passed."""
    return math.ceil(math.log(share) / math.log(factor))


def _draw_product(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "factor": draw.pick([0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5, 2]),
            "depth": draw.whole(3, 30),
        }
    if level == 2:
        weight, slope = draw.decimal(0.6, 4, 1), draw.pick([0.15, 0.2, 0.25, 0.4, 0.5, 0.6, 0.8])
        return {"weight": weight, "slope": slope, "depth": draw.whole(5, 30)}
    if draw.chance():
        return {"factor": draw.decimal(0.3, 0.9, 2), "share": draw.pick([0.01, 0.001, 0.0001])}
    return {"factor": draw.decimal(1.1, 2.5, 2), "share": draw.pick([100, 1000, 10000])}


def _near_edge(share: float | None, factor: float) -> str | None:
    if share is None:
        return "the factor is nearly 1" if abs(factor - 1) < 0.05 else None
    exact = math.log(share) / math.log(factor)
    return "the bound is met almost exactly" if abs(exact - round(exact)) < 0.08 else None


GRADIENT_PRODUCT_DEPTH = Exercise(
    id="gradient_product_depth",
    title="Vanishing and exploding gradients in a deep chain",
    topic="gradients",
    seconds=60,
    reference=gradient_after,
    terms=("vanishing gradient", "exploding gradient", "gradients vanish", "gradients explode"),
    aliases={"chain_gradient_magnitude": Focus(1)},
    prompt={
        1: "On its way back every layer multiplies a gradient by {factor}. By what has it been multiplied "
        "after {depth} layers?",
        2: "In a network with one unit in each layer every weight is {weight} and every activation has the "
        "slope {slope} where it works. A gradient passes back through {depth} such layers.",
        3: "On its way back every layer multiplies a gradient by {factor}. After how many layers is it, for "
        "the first time, beyond {share} times its original size (below that if it shrinks, above that if it "
        "grows)? And what has it been multiplied by then?",
    },
    draw=_draw_product,
    levels={1: ("product",), 2: ("factor", "product", "verdict"), 3: ("layers", "left")},
    parts=(
        Part("factor", "the factor of one layer", digits=3),
        Part("product", "the factor of all layers", digits=3, significant=True),
        Part("verdict", "a deep network of this kind", "choice", options=(VANISHES, EXPLODES)),
        Part("layers", "the number of layers", "integer"),
        Part("left", "the factor after them", digits=3, significant=True),
    ),
    constants={"share": None},
    guard=_near_edge,
    steps=(
        Step(
            "factor",
            "Weight times slope",
            "{weight}·{slope} = {factor}",
            lambda weight, slope: weight * slope,
        ),
        Step(
            "product",
            "The factors multiply: a power",
            "{factor}^{depth} = {product}",
            lambda factor, depth: factor**depth,
        ),
        Step(
            "verdict",
            "Below 1 powers shrink, above 1 they grow",
            "{verdict}",
            lambda factor: verdict_of(factor),
        ),
        Step(
            "exact",
            "Solve factorⁿ = share: n = ln share / ln factor",
            "ln {share}/ln {factor} = {exact}",
            lambda share, factor: np.log(share) / np.log(factor),
        ),
        Step("layers", "Round up to a whole number of layers", "{layers}", lambda exact: int(np.ceil(exact))),
        Step(
            "left",
            "Raise the factor to it",
            "{factor}^{layers} = {left}",
            lambda factor, layers: factor**layers,
        ),
    ),
    mistakes=(
        Mistake(
            "multiplied_by_depth",
            "The layers multiply one another: raise the factor to the depth.",
            must=True,
            levels=(1, 2),
            swap={"product": lambda factor, depth: factor * depth},
        ),
        Mistake(
            "one_layer_less",
            "Every layer multiplies once: the power is the number of layers.",
            levels=(1, 2),
            swap={"product": lambda factor, depth: factor ** (depth - 1)},
        ),
        Mistake(
            "slope_forgotten",
            "A layer multiplies by weight and slope of the activation.",
            must=True,
            levels=(2,),
            swap={"factor": lambda weight: weight},
        ),
        Mistake(
            "weight_forgotten",
            "A layer multiplies by its weight as well as by the slope.",
            levels=(2,),
            swap={"factor": lambda slope: slope},
        ),
        Mistake(
            "added",
            "By the chain rule weight and slope multiply.",
            levels=(2,),
            swap={"factor": lambda weight, slope: weight + slope},
        ),
        Mistake(
            "rounded_down",
            "Round up: with one layer less the bound is not passed yet.",
            must=True,
            levels=(3,),
            swap={"layers": lambda exact: int(np.floor(exact))},
        ),
        Mistake(
            "linear",
            "Each layer multiplies what is left; it does not subtract. Solve factorⁿ = share by logarithms.",
            levels=(3,),
            swap={
                "layers": lambda share, factor: int(np.ceil((share - 1) / (factor - 1))),
                "left": lambda share: share,
            },
        ),
    ),
)


def update_ratios(gradient_norms: npt.ArrayLike, weight_norms: npt.ArrayLike, lr: float) -> Array:
    """Size of a plain gradient step relative to the weights, layer by layer.

    r = lr·‖g‖/‖w‖. Values near 1e-3 are usual; a layer orders of magnitude below the others no
    longer learns.

    Args:
      gradient_norms: ‖g‖ of each layer, `[L]`.
      weight_norms: ‖w‖ of each layer, `[L]`.
      lr: learning rate.

    Returns:
      `[L]`.

    Source: Stanford CS231n, course notes, Neural Networks Part 3 ("ratio of weights:updates").
    """
    return np.asarray(lr * np.asarray(gradient_norms, dtype=float) / np.asarray(weight_norms))


def _draw_ratios(draw: Draw, level: int) -> Params:
    """A stuck layer with large weights, and a healthy one whose weights and gradients are both small."""
    lr = draw.pick([0.1, 0.05, 0.02, 0.01])
    stuck = (draw.decimal(20, 60, 0), draw.decimal(3, 9, 1) * 1e-6)
    small = (draw.decimal(0.02, 0.09, 2), draw.decimal(0.6, 2, 1) * 1e-3)
    others = [(draw.decimal(1, 15, 1), draw.decimal(0.5, 5, 1) * 1e-3) for _ in range(3)]
    layers = draw.shuffled([stuck, small, *others])
    return {
        "gradients": [float(f"{ratio * weight / lr:.2g}") for weight, ratio in layers],
        "weights": [weight for weight, _ in layers],
        "lr": lr,
    }


def _ratio_prompt(params: Params) -> str:
    rows = [[i + 1, *pair] for i, pair in enumerate(zip(params["gradients"], params["weights"], strict=True))]
    return (
        "These norms of gradients and weights were logged during training with plain SGD and learning rate "
        f"{show.number(params['lr'])} (layer 1 is the first). Compare the size of an update with the size of "
        "the weights, layer by layer. One layer has practically stopped learning.\n\n"
        + show.table(["layer", "‖g‖", "‖w‖"], rows)
    )


LAYER_GRADIENT_RATIO = Exercise(
    id="layer_gradient_ratio",
    title="Which layer has stopped learning?",
    topic="gradients",
    seconds=90,
    reference=update_ratios,
    terms=("gradient norms by layer", "ratio of update to weight", "detect vanishing gradients"),
    prompt=_ratio_prompt,
    draw=_draw_ratios,
    levels={2: ("ratios", "layer")},
    parts=(
        Part("ratios", "update / weight for each layer", "vector", digits=2, significant=True),
        Part("layer", "the layer that has stopped learning", "integer", may_repeat=True),
    ),
    policies={"judged_by": lambda ratios, gradients: int(np.argmin(ratios)) + 1},
    steps=(
        Step(
            "updates",
            "Size of the update: learning rate · ‖g‖",
            "{lr}·{gradients} = {updates}",
            lambda lr, gradients: lr * gradients,
        ),
        Step(
            "ratios",
            "Divide by the size of the weights",
            "{ratios}",
            lambda updates, weights: updates / weights,
        ),
        Step(
            "layer",
            "The layer that lies orders of magnitude below the others",
            "layer {layer}",
            lambda ratios, gradients, judged_by: judged_by(ratios, gradients),
        ),
    ),
    mistakes=(
        Mistake(
            "learning_rate_forgotten",
            "An update is learning rate · gradient: multiply by the learning rate.",
            must=True,
            swap={"updates": lambda gradients: gradients},
        ),
        Mistake(
            "ratio_reversed",
            "Divide the update by the weight: a small ratio means a small change.",
            must=True,
            swap={"ratios": lambda updates, weights: weights / updates},
        ),
        Mistake(
            "weights_ignored",
            "Compare each update with the weights of its own layer.",
            swap={"ratios": lambda updates: updates},
        ),
        Mistake(
            "smallest_gradient",
            "A small gradient is enough for small weights: look at the ratio.",
            must=True,
            swap={"judged_by": lambda ratios, gradients: int(np.argmin(gradients)) + 1},
        ),
        Mistake(
            "counted_from_zero",
            "The layers are numbered from 1.",
            swap={"judged_by": lambda ratios, gradients: int(np.argmin(ratios))},
        ),
    ),
)
