"""How large a learning rate may be: where descent diverges, and how far an update moves the weights."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def max_stable_lr(hessian: npt.ArrayLike) -> float:
    """Learning rate above which gradient descent on a quadratic loss diverges.

    lr < 2/λ_max: along an eigenvector of the Hessian with eigenvalue λ each step multiplies the distance
    to the minimum by 1 − lr·λ, whose magnitude has to stay below 1. The rate 2/(λ_min + λ_max) makes the
    slowest direction as fast as possible.

    Args:
      hessian: `[d, d]`, symmetric with positive eigenvalues: the second derivatives of the loss.

    Returns:
      The bound 2/λ_max.

    Source: LeCun, Bottou, Orr and Müller, Efficient BackProp (1998), section 5.1; Nesterov, Introductory
    Lectures on Convex Optimization (2004), theorem 2.1.15, for 2/(λ_min + λ_max).
    """
    return float(2 / np.linalg.eigvalsh(np.asarray(hessian, dtype=float))[-1])


def _draw_bound(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"curvature": draw.whole(3, 60)}
    if level == 2:
        small = draw.decimal(0.3, 2, 1)
        coefficients = draw.shuffled([small, small + draw.whole(2, 9)])
        return {"coefficients": [round(c, 1) for c in coefficients], "lr": draw.decimal(0.05, 0.3, 2)}
    first, gap = draw.whole(2, 6), draw.whole(1, 4)
    mixed = draw.whole(1, min(3, first - 1)) * draw.sign()
    return {"H": [[float(first), float(mixed)], [float(mixed), float(first + gap)]]}


MAX_STABLE_LR = Exercise(
    id="max_stable_lr",
    title="The largest learning rate that converges",
    topic="learning rates",
    seconds=80,
    reference=max_stable_lr,
    terms=("maximum stable learning rate", "learning rate too high", "2/curvature", "largest eigenvalue"),
    prompt={
        1: "Gradient descent minimises L(w) = ½·{curvature}·w². Below which learning rate does it converge?",
        2: "Gradient descent minimises L(w) = {coefficients[0]}·w₁² + {coefficients[1]}·w₂². Below which "
        "learning rate does it converge from every start? And by which factors are w₁ and w₂ multiplied in "
        "one step with learning rate {lr}?",
        3: "Gradient descent minimises L(w) = ½·wᵀHw with\n\n  H = {H}\n\nBelow which learning rate does it "
        "converge from every start? And with which rate does its slowest direction shrink fastest?",
    },
    draw=_draw_bound,
    levels={1: ("bound",), 2: ("bound", "factors"), 3: ("curvature", "bound", "best")},
    parts=(
        Part("curvature", "the largest eigenvalue of H"),
        Part("bound", "the bound on the learning rate", digits=4),
        Part("factors", "the factors of w₁ and w₂", "vector"),
        Part("best", "the fastest learning rate", digits=4),
    ),
    steps=(
        Step(
            "H",
            "Second derivatives: the one of a·w² is 2·a",
            "H = {H}",
            lambda coefficients: np.diag(2 * coefficients),
        ),
        Step(
            "spectrum",
            "Eigenvalues of H = [[p, q], [q, r]]: (p + r)/2 ± √(((p − r)/2)² + q²), the diagonal itself "
            "where q = 0",
            "λ = {spectrum}",
            lambda H: np.linalg.eigvalsh(H),
        ),
        Step("curvature", "The largest one sets the bound", "{curvature}", lambda spectrum: spectrum.max()),
        Step(
            "bound",
            "A step multiplies w by 1 − lr·λ; its magnitude stays below 1 as long as lr < 2/λ",
            "2 / {curvature} = {bound}",
            lambda curvature: 2 / curvature,
        ),
        Step(
            "factors",
            "Each weight has its own curvature: 1 − lr·H_ii",
            "1 − {lr}·{H} on the diagonal: {factors}",
            lambda lr, H: 1 - lr * np.diag(H),
        ),
        Step(
            "best",
            "Fastest where both ends shrink alike, 1 − lr·λ_min = lr·λ_max − 1: lr = 2/(λ_min + λ_max)",
            "2 / ({spectrum[0]} + {spectrum[1]}) = {best}",
            lambda spectrum: 2 / (spectrum[0] + spectrum[1]),
        ),
    ),
    mistakes=(
        Mistake(
            "one_over_curvature",
            "With 1/λ one step lands on the minimum; only beyond 2/λ do steps end farther away than they "
            "began.",
            must=True,
            swap={"bound": lambda curvature: 1 / curvature},
        ),
        Mistake(
            "not_doubled",
            "The second derivative of a·w² is 2·a.",
            must=True,
            levels=(2,),
            swap={"H": lambda coefficients: np.diag(coefficients)},
        ),
        Mistake(
            "smallest_curvature",
            "The steepest direction diverges first: take the largest eigenvalue, not the smallest.",
            must=True,
            levels=(2, 3),
            swap={"curvature": lambda spectrum: spectrum.min()},
        ),
        Mistake(
            "diagonal_read_off",
            "The diagonal holds the eigenvalues only where the rest is 0: solve det(H − λI) = 0.",
            must=True,
            levels=(3,),
            swap={"spectrum": lambda H: np.sort(np.diag(H))},
        ),
        Mistake(
            "half_the_curvature",
            "Divide 2 by the curvature, not the curvature by 2.",
            levels=(1, 3),
            swap={"bound": lambda curvature: curvature / 2},
        ),
        Mistake(
            "magnitude_of_factor",
            "The factor is 1 − lr·λ: a negative one is no mistake, w jumps over the minimum.",
            levels=(2,),
            swap={"factors": lambda lr, H: np.abs(1 - lr * np.diag(H))},
        ),
        Mistake(
            "change_for_factor",
            "lr·λ is the share that a step takes away: what remains of w is 1 − lr·λ.",
            levels=(2,),
            swap={"factors": lambda lr, H: lr * np.diag(H)},
        ),
        Mistake(
            "inverse_of_the_mean_curvature",
            "Put 2 over the sum of both eigenvalues.",
            levels=(3,),
            swap={"best": lambda spectrum: 1 / (spectrum[0] + spectrum[1])},
        ),
    ),
)


def update_to_weight_ratio(w: npt.ArrayLike, update: npt.ArrayLike) -> float:
    """Size of one update in relation to the weights that it changes.

    ratio = ‖Δw‖₂ / ‖w‖₂. Around 0.001 is the rule of thumb for a layer; far above, the learning rate is
    probably too high, far below too low.

    Args:
      w: weights of a layer, any shape.
      update: what one step adds to them, of the same shape; −lr·g for plain SGD.

    Returns:
      A number that is not negative.

    Source: Stanford CS231n course notes, Neural Networks part 3, "Ratio of weights:updates".
    """
    return float(np.linalg.norm(np.ravel(update)) / np.linalg.norm(np.ravel(w)))


RULES = ("lower it", "keep it", "raise it")
"""What the rule of thumb says about the learning rate."""


def advice(ratio: float) -> str:
    """The rule of thumb in words: around 0.001, within a factor of 3, is fine."""
    return "lower it" if ratio > 0.003 else "raise it" if ratio < 0.0003 else "keep it"


TRIPLES = [
    (3, 4, 5),
    (6, 8, 10),
    (5, 12, 13),
    (9, 12, 15),
    (8, 15, 17),
    (12, 16, 20),
    (7, 24, 25),
    (20, 21, 29),
]
"""Legs and hypotenuse: vectors whose length is a whole number."""


def _draw_ratio(draw: Draw, level: int) -> Params:
    if level == 1:
        (w1, w2, _), (g1, g2, _) = draw.sample(TRIPLES, 2)
        return {"w": [float(w1), float(-w2)], "g": [float(-g1), float(g2)], "lr": draw.pick([0.1, 0.01])}
    size = draw.pick([0.05, 0.3, 2.0])
    gradient = [round(value * size, 3) for value in draw.vector(3, 0.3, 2, 1, signed=True)]
    w = draw.vector(3, 0.3, 2, 1, signed=True)
    return {"w": w, "g": gradient, "lr": draw.pick([0.1, 0.01, 0.001])}


def _clear(ratio: float) -> str | None:
    near = min(abs(np.log(ratio / edge)) for edge in (0.0003, 0.003))
    return "the ratio lies at the edge of the rule" if near < 0.15 else None


UPDATE_TO_WEIGHT_RATIO = Exercise(
    id="update_to_weight_ratio",
    title="Ratio of update to weights",
    topic="learning rates",
    seconds=75,
    reference=update_to_weight_ratio,
    terms=(
        "update-to-weight ratio",
        "ratio of updates to weights",
        "ratio of update magnitudes",
        "update ratio",
    ),
    prompt={
        1: "The weights of a layer are w = {w}, their gradient is g = {g}, and SGD takes a step with "
        "learning rate {lr}. How large is the update in relation to the weights, in Euclidean norms?",
        2: "The weights of a layer are w = {w}, their gradient is g = {g}, and SGD takes a step with "
        "learning rate {lr}. How large is the update in relation to the weights, in Euclidean norms? And "
        "what does the rule of thumb say about the learning rate: a ratio from 0.0003 to 0.003 is fine?",
        3: "The weights of a layer are w = {w} and their gradient is g = {g}. SGD takes steps with learning "
        "rate {lr}. How large is an update in relation to the weights, in Euclidean norms? And which "
        "learning rate would make the ratio {wanted}?",
    },
    draw=lambda draw, level: {**_draw_ratio(draw, level), **({"wanted": 0.001} if level == 3 else {})},
    guard=lambda ratio: _clear(ratio),
    levels={1: ("ratio",), 2: ("ratio", "verdict"), 3: ("ratio", "better")},
    parts=(
        Part("ratio", "the ratio ‖Δw‖ / ‖w‖", digits=3, significant=True),
        Part("verdict", "the learning rate", "choice", options=RULES),
        Part("better", "the learning rate with the wanted ratio", digits=3, significant=True),
    ),
    steps=(
        Step(
            "weight_norm",
            "Norm of the weights: √Σw²",
            "‖w‖ = √({w:squares}) = {weight_norm}",
            lambda w: np.sqrt(np.sum(w**2)),
        ),
        Step(
            "update_norm",
            "Norm of the update Δw = −lr·g: lr·√Σg²",
            "‖Δw‖ = {lr}·√Σg² = {update_norm}",
            lambda lr, g: lr * np.sqrt(np.sum(g**2)),
        ),
        Step(
            "ratio",
            "Divide update by weights",
            "{update_norm} / {weight_norm} = {ratio}",
            lambda update_norm, weight_norm: update_norm / weight_norm,
        ),
        Step(
            "verdict",
            "Too large an update asks for a lower rate, too small a one for a higher rate",
            "{ratio}: {verdict}",
            lambda ratio: advice(ratio),
        ),
        Step(
            "better",
            "The ratio grows in proportion to the rate: lr·wanted/ratio",
            "{lr}·{wanted} / {ratio} = {better}",
            lambda lr, wanted, ratio: lr * wanted / ratio,
        ),
    ),
    mistakes=(
        Mistake(
            "rate_forgotten",
            "The update is lr·g, not the gradient itself: multiply by the learning rate.",
            must=True,
            swap={"update_norm": lambda g: np.sqrt(np.sum(g**2))},
        ),
        Mistake(
            "upside_down",
            "Divide the update by the weights, not the weights by the update.",
            must=True,
            swap={"ratio": lambda update_norm, weight_norm: weight_norm / update_norm},
        ),
        Mistake(
            "no_roots",
            "A norm is the root of the sum of squares: take both roots.",
            must=True,
            swap={
                "weight_norm": lambda w: np.sum(w**2),
                "update_norm": lambda lr, g: lr**2 * np.sum(g**2),
            },
        ),
        Mistake(
            "sums_for_norms",
            "Signs cancel in a sum: use the root of the sum of squares.",
            swap={
                "weight_norm": lambda w: np.abs(np.sum(w)),
                "update_norm": lambda lr, g: lr * np.abs(np.sum(g)),
            },
        ),
        Mistake(
            "wrong_direction",
            "The ratio grows with the rate: multiply the rate by wanted/ratio.",
            levels=(3,),
            swap={"better": lambda lr, wanted, ratio: lr * ratio / wanted},
        ),
    ),
)
