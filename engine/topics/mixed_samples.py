"""Two samples made into one: mixup and CutMix, with their labels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def mixup(a: npt.ArrayLike, b: npt.ArrayLike, weight: float) -> Array:
    """Blend of two samples, or of their one-hot labels, with the same weight.

    x̃ = λ·x₁ + (1 − λ)·x₂ and ỹ = λ·y₁ + (1 − λ)·y₂, with λ drawn from Beta(α, α). As cross-entropy is
    linear in the label, the loss is λ·CE(y₁) + (1 − λ)·CE(y₂).

    Args:
      a: first sample or label, any shape.
      b: second one, the same shape.
      weight: λ in [0, 1], the weight of the first.

    Returns:
      The same shape.

    Source: Zhang et al., mixup: Beyond Empirical Risk Minimization (2018), section 1.
    """
    return np.asarray(weight * np.asarray(a, dtype=float) + (1 - weight) * np.asarray(b, dtype=float))


def _labels(draw: Draw) -> Params:
    first, second = draw.sample(range(3), 2)
    return {"y1": [int(i == first) for i in range(3)], "y2": [int(i == second) for i in range(3)]}


def _probabilities(draw: Draw, count: int) -> list[float]:
    """Different probabilities in hundredths that add up to 1, each at least 0.05."""
    cuts = sorted(draw.sample(range(5, 96, 5), count - 1))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    if len(set(shares)) < count:
        return _probabilities(draw, count)
    return [share / 100 for share in shares]


def _draw_mixup(draw: Draw, level: int) -> Params:
    weight = draw.pick([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9])
    if level == 1:
        return {"x1": draw.sample(range(21), 3), "x2": draw.sample(range(21), 3), "lam": weight}
    weight = draw.pick([0.15, 0.25, 0.35, 0.62, 0.68, 0.75, 0.82, 0.9])
    if level == 2:
        x1, x2 = draw.vector(3, -2, 3, 1), draw.vector(3, -2, 3, 1)
        return {"x1": x1, "x2": x2, **_labels(draw), "lam": weight}
    return {**_labels(draw), "lam": weight, "p": _probabilities(draw, 3)}


MIXUP = Exercise(
    id="mixup",
    title="Mixup of two samples and their labels",
    topic="data",
    seconds=75,
    reference=mixup,
    terms=("mixup", "virtual samples", "AdaMixup"),
    prompt={
        1: "Mixup blends two inputs; λ = {lam} is the weight of the first. What is the virtual input?\n\n"
        "  x₁ = {x1}\n  x₂ = {x2}",
        2: "Mixup blends two samples with their one-hot labels; λ = {lam} is the weight of the first.\n\n"
        "  x₁ = {x1}, y₁ = {y1}\n  x₂ = {x2}, y₂ = {y2}",
        3: "Mixup has blended two images with λ = {lam} as the weight of the first; their one-hot "
        "labels are y₁ and y₂. "
        "The network gives the blend the class probabilities p. What are the mixed label and the "
        "cross-entropy "
        "(natural logarithm)?\n\n  y₁ = {y1}\n  y₂ = {y2}\n  p  = {p}",
    },
    draw=_draw_mixup,
    levels={1: ("x",), 2: ("x", "y"), 3: ("y", "loss")},
    parts=(
        Part("x", "the mixed input", "vector", digits=2),
        Part("y", "the mixed label", "vector", digits=2),
        Part("loss", "the loss"),
    ),
    steps=(
        Step(
            "x",
            "Blend the inputs: λ·x₁ + (1 − λ)·x₂",
            "{lam}·{x1} + (1 − {lam})·{x2} = {x}",
            lambda lam, x1, x2: lam * x1 + (1 - lam) * x2,
        ),
        Step(
            "y",
            "Blend the labels with the same weights",
            "{lam}·{y1} + (1 − {lam})·{y2} = {y}",
            lambda lam, y1, y2: lam * y1 + (1 - lam) * y2,
        ),
        Step("surprises", "−ln p of every class", "{surprises}", lambda p: -np.log(p)),
        Step(
            "loss",
            "Cross-entropy: weigh them with the mixed label and add",
            "{y}·{surprises} = {loss}",
            lambda y, surprises: np.dot(y, surprises),
        ),
    ),
    mistakes=(
        Mistake(
            "weights_exchanged",
            "λ is the weight of the first sample, 1 − λ that of the second.",
            must=True,
            swap={"lam": lambda lam: 1 - lam},
        ),
        Mistake(
            "plain_average",
            "Weigh the samples with λ and 1 − λ, not with one half each.",
            must=True,
            swap={"lam": lambda: 0.5},
        ),
        Mistake(
            "label_of_the_larger",
            "The label is blended as the input is: it keeps both classes.",
            must=True,
            levels=(2, 3),
            swap={"y": lambda lam, y1, y2: (y1 if lam > 0.5 else y2) * 1.0},
        ),
        Mistake(
            "both_labels_full",
            "The entries of the label have to add up to 1: weigh them with λ and 1 − λ.",
            levels=(2, 3),
            swap={"y": lambda y1, y2: (y1 + y2) * 1.0},
        ),
        Mistake(
            "second_not_weighed",
            "Weigh the second sample with 1 − λ, so that the weights add up to 1.",
            levels=(1, 2),
            swap={"x": lambda lam, x1, x2: lam * x1 + x2},
        ),
        Mistake(
            "log_of_the_blend",
            "Take the logarithm of every probability first, then weigh: cross-entropy is linear in "
            "the label.",
            must=True,
            levels=(3,),
            swap={"loss": lambda y, p: -np.log(np.dot(y, p))},
        ),
        Mistake(
            "base_two",
            "Use the natural logarithm.",
            levels=(3,),
            swap={"surprises": lambda p: -np.log2(p)},
        ),
    ),
)


def cutmix_box(width: int, height: int, weight: float, cx: float, cy: float) -> tuple[Array, float]:
    """Patch that CutMix pastes, and the weight of the first label that goes with it.

    The patch measures W·√(1 − λ) by H·√(1 − λ) around a drawn centre and is clipped at the border. What
    counts for the labels is the share of the first image that is left: λ = 1 − w·h/(W·H) of the patch as
    it was pasted.

    Args:
      width, height: of the image, in pixels.
      weight: drawn λ in [0, 1], the share meant to be left of the first image.
      cx, cy: centre of the patch, in pixels from the upper left corner.

    Returns:
      The patch as x1, y1, x2, y2, and λ after clipping.

    Source: Yun et al., CutMix (2019), section 3.1 (the clipping is that of the authors' code).
    """
    ratio = np.sqrt(1 - weight)
    half = np.array([width * ratio / 2, height * ratio / 2])
    low = np.maximum(np.array([cx, cy]) - half, 0)
    high = np.minimum(np.array([cx, cy]) + half, [width, height])
    return np.concatenate([low, high]), float(1 - np.prod(high - low) / (width * height))


def _draw_cutmix(draw: Draw, level: int) -> Params:
    if level < 3:
        W, H = draw.pick([20, 32, 40, 50, 64]), draw.pick([20, 32, 40, 50, 64])
        patch = {"w": draw.whole(8, int(0.8 * W)), "h": draw.whole(8, int(0.8 * H))}
        labels = _labels(draw) if level == 2 else {}
        return {"W": W, "H": H, **patch, **labels}
    W, H = draw.pick([40, 60, 80, 100]), draw.pick([40, 60, 80, 100])
    ratio = draw.pick([0.3, 0.4, 0.5, 0.6])
    half_w, half_h = round(W * ratio / 2), round(H * ratio / 2)
    across = draw.whole(2, half_w - 3)
    cx = across if draw.chance() else W - across
    cy = draw.whole(half_h, H - half_h) if draw.chance() else draw.whole(2, half_h - 3)
    return {"W": W, "H": H, "lam": round(1 - ratio**2, 2), "cx": cx, "cy": cy}


CUTMIX_LAMBDA = Exercise(
    id="cutmix_lambda",
    title="CutMix: patch and mixed label",
    topic="data",
    seconds=90,
    reference=cutmix_box,
    terms=("CutMix", "paste a patch", "mix labels by area"),
    prompt={
        1: "CutMix pastes a patch of {w}×{h} pixels from another image into an image of {W}×{H} "
        "pixels. What weight λ does "
        "the label of the image keep?",
        2: "CutMix pastes a patch of {w}×{h} pixels from a second image into a first one; both "
        "measure {W}×{H} pixels. "
        "What are the weight λ of the first label and the mixed label?\n\n"
        "  y₁ = {y1} (first image)\n  y₂ = {y2} (second image)",
        3: "CutMix has drawn λ = {lam}, the share to be left of the first image, which measures "
        "{W}×{H} pixels (width × "
        "height). The patch has the proportions of the image and is centred at ({cx}, {cy}), in "
        "pixels from the "
        "upper left corner; what reaches over the border is cut off. Which patch x1, y1, x2, y2 is "
        "pasted, and "
        "what weight does the label of the first image get?",
    },
    draw=_draw_cutmix,
    levels={1: ("weight",), 2: ("weight", "y"), 3: ("box", "weight")},
    parts=(
        Part("weight", "the weight λ of the first label"),
        Part("y", "the mixed label", "vector"),
        Part("box", "the patch", "vector", digits=0),
    ),
    steps=(
        Step(
            "ratio",
            "Each side of the patch is √(1 − λ) of the image's",
            "√(1 − {lam}) = {ratio}",
            lambda lam: np.sqrt(1 - lam),
        ),
        Step("side", "Width and height of the patch", "{side}", lambda W, H, ratio: np.array([W, H]) * ratio),
        Step(
            "low",
            "Upper left corner: centre minus half the sides, not below 0",
            "{low}",
            lambda cx, cy, side: np.maximum(np.array([cx, cy]) - side / 2, 0),
        ),
        Step(
            "high",
            "Lower right corner: centre plus half the sides, not beyond the image",
            "{high}",
            lambda cx, cy, side, W, H: np.minimum(np.array([cx, cy]) + side / 2, np.array([W, H])),
        ),
        Step("box", "Both together", "{box}", lambda low, high: np.round(np.concatenate([low, high]), 6)),
        Step("w", "Width of the patch that is pasted", "{w}", lambda box: box[2] - box[0]),
        Step("h", "Height of the patch that is pasted", "{h}", lambda box: box[3] - box[1]),
        Step(
            "weight",
            "What is left of the first image: 1 − w·h/(W·H)",
            "1 − {w}·{h}/({W}·{H}) = {weight}",
            lambda w, h, W, H: 1 - w * h / (W * H),
        ),
        Step(
            "y",
            "Mix the labels by area: λ·y₁ + (1 − λ)·y₂",
            "{weight}·{y1} + (1 − {weight})·{y2} = {y}",
            lambda weight, y1, y2: weight * y1 + (1 - weight) * y2,
        ),
    ),
    mistakes=(
        Mistake(
            "share_of_the_patch",
            "The first label counts by what is left of its image: one minus the share of the patch.",
            must=True,
            swap={"weight": lambda w, h, W, H: w * h / (W * H)},
        ),
        Mistake(
            "sides_for_areas",
            "Labels are mixed by area: the product of both ratios of sides.",
            levels=(1, 2),
            swap={"weight": lambda w, W: 1 - w / W},
        ),
        Mistake(
            "ratios_averaged",
            "Multiply the ratios of the sides: an area counts.",
            levels=(1, 2),
            swap={"weight": lambda w, h, W, H: 1 - (w / W + h / H) / 2},
        ),
        Mistake(
            "label_of_the_larger",
            "The mixed label keeps both classes, by area.",
            must=True,
            levels=(2,),
            swap={"y": lambda weight, y1, y2: (y1 if weight > 0.5 else y2) * 1.0},
        ),
        Mistake(
            "not_clipped",
            "The patch ends at the border, and the weight follows the area that was really pasted.",
            must=True,
            levels=(3,),
            swap={
                "low": lambda cx, cy, side: np.array([cx, cy]) - side / 2,
                "high": lambda cx, cy, side: np.array([cx, cy]) + side / 2,
            },
        ),
        Mistake(
            "root_forgotten",
            "1 − λ is a share of the area: each side is its root.",
            must=True,
            levels=(3,),
            swap={"ratio": lambda lam: 1 - lam},
        ),
        Mistake(
            "root_of_lambda",
            "The patch covers what is not left of the first image: √(1 − λ).",
            levels=(3,),
            swap={"ratio": lambda lam: np.sqrt(lam)},
        ),
        Mistake(
            "centre_as_corner",
            "The drawn point is the centre of the patch: go half a side each way.",
            levels=(3,),
            swap={
                "low": lambda cx, cy: np.array([cx, cy]) * 1.0,
                "high": lambda cx, cy, side, W, H: np.minimum(np.array([cx, cy]) + side, np.array([W, H])),
            },
        ),
    ),
)
