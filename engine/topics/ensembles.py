"""Combining predictions: averaging models, averaging augmented copies, and voting."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Convention, Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def ensemble_average(probabilities: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> Array:
    """Weighted mean of the probabilities that several models give.

    p = Σ_m w_m·p_m / Σ_m w_m; the predicted class is the largest entry.

    Args:
      probabilities: `[models, ..., classes]`.
      weights: `[models]`, not negative; equal when None.

    Returns:
      `[..., classes]`.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 7.11; Breiman, Bagging
    Predictors (1996).
    """
    p = np.asarray(probabilities, dtype=float)
    w = np.ones(len(p)) if weights is None else np.asarray(weights, dtype=float)
    return np.asarray(np.tensordot(w, p, axes=1) / w.sum())


def _shares(draw: Draw, classes: int, total: int = 20) -> list[float]:
    """Probabilities on a grid of 1/total that add up to 1; two of them are never alike."""
    halves = [cut for cut in range(1, total) if 2 * cut != total]
    cuts = sorted(draw.sample(halves, classes - 1))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    return [share / total for share in shares]


def _draw_average(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"P": [draw.shuffled(_shares(draw, 3, 10)) for _ in range(2)]}
    # two models lean a little to one class, the third strongly to another, so that mean and vote differ
    first, second, other = draw.sample([0, 1, 2], 3)
    rows = []
    for top, runner, lead in [(first, second, 1), (first, second, 3), (second, other, 8)]:
        rest = draw.whole(1, 2)
        high = (20 - rest + lead + 1) // 2
        row = [rest / 20] * 3
        row[top], row[runner] = high / 20, (20 - rest - high) / 20
        rows.append(row)
    shown = draw.shuffled(rows)
    return {"P": shown} if level == 2 else {"P": shown, "weights": draw.sample([1, 2, 3, 4, 5], 3)}


def _near_tie(mean: Any) -> str | None:
    best = np.sort(np.ravel(mean))
    return "the best two classes are close" if best[-1] - best[-2] < 0.02 else None


def _table(params: Params, names: list[str]) -> str:
    rows = [[name, *row] for name, row in zip(names, params["P"], strict=True)]
    return show.table(["", *[f"class {c}" for c in range(len(params["P"][0]))]], rows)


def _models(params: Params) -> str:
    mean = "arithmetic mean"
    if "weights" in params:
        mean = (
            f"weighted arithmetic mean; the models have the weights {show.value(params['weights'], 'list')}"
        )
    return (
        f"Models give these probabilities of the classes. The prediction of the ensemble is their {mean}.\n\n"
        + _table(params, [f"model {i}" for i in range(len(params["P"]))])
    )


ENSEMBLE_AVERAGE = Exercise(
    id="ensemble_average",
    title="Averaged predictions of an ensemble",
    topic="ensembles",
    seconds=60,
    reference=ensemble_average,
    terms=(
        "average their predictions",
        "averaging ensemble",
        "ensemble averaging",
        "average the predictions",
        "soft voting",
    ),
    prompt=_models,
    draw=_draw_average,
    guard=lambda mean: _near_tie(mean),
    levels={1: ("mean",), 2: ("mean", "label"), 3: ("mean", "label")},
    parts=(
        Part("mean", "the probabilities of the ensemble", "vector"),
        Part("label", "the class that it predicts", "integer", may_repeat=True),
    ),
    steps=(
        Step("weights", "Without weights every model counts once", "{weights}", lambda P: np.ones(len(P))),
        Step(
            "sums",
            "Add the probabilities of each class over the models, each times its weight",
            "{sums}",
            lambda P, weights: weights @ P,
        ),
        Step(
            "mean",
            "Divide by the sum of the weights",
            "{sums} / {weights} added up = {mean}",
            lambda sums, weights: sums / weights.sum(),
        ),
        Step(
            "label",
            "The class with the largest probability",
            "class {label}",
            lambda mean: int(np.argmax(mean)),
        ),
    ),
    mistakes=(
        Mistake(
            "summed",
            "Divide the sum: probabilities have to add up to 1.",
            must=True,
            swap={"mean": lambda sums: sums},
        ),
        Mistake(
            "voted",
            "This class has the most votes; averaging also counts how sure each model is.",
            must=True,
            levels=(2,),
            swap={"label": lambda P: int(np.argmax(np.bincount(np.argmax(P, axis=1))))},
        ),
        Mistake(
            "largest_for_mean",
            "Average over the models: the surest model alone does not decide.",
            swap={"mean": lambda P: P.max(axis=0) / P.max(axis=0).sum()},
        ),
        Mistake(
            "multiplied",
            "Add the probabilities of the models; a product would silence every class that one model rules "
            "out.",
            swap={"mean": lambda P: P.prod(axis=0)},
        ),
        Mistake(
            "weights_ignored",
            "Multiply the probabilities of each model by its weight.",
            must=True,
            levels=(3,),
            swap={"mean": lambda P: P.mean(axis=0)},
        ),
        Mistake(
            "divided_by_the_models",
            "Divide by the sum of the weights, not by the number of models.",
            must=True,
            levels=(3,),
            swap={"mean": lambda sums, P: sums / len(P)},
        ),
        Mistake(
            "counted_from_one",
            "The classes are counted from 0.",
            levels=(2, 3),
            swap={"label": lambda mean: int(np.argmax(mean)) + 1},
        ),
    ),
    conventions=(
        Convention(
            "geometric",
            "Right for averaged logarithms (geometric mean); here the probabilities themselves are averaged.",
            swap={"mean": lambda P, weights: geometric_mean(P, weights)},
        ),
    ),
)


def geometric_mean(P: Array, weights: Array) -> Array:
    """Weighted geometric mean of the rows, scaled to add up to 1."""
    product = np.exp(weights @ np.log(P) / weights.sum())
    return np.asarray(product / product.sum())


def tta_average(original: npt.ArrayLike, augmented: npt.ArrayLike, beta: float = 0.25) -> Array:
    """Test-time augmentation: the prediction of an image blended with those of its augmented copies.

    β·p₀ + (1 − β)·mean of the copies' predictions. Where the output has positions, a mirrored copy's
    prediction is mirrored back first, and paired channels (left and right) are exchanged.

    Args:
      original: p₀, any shape.
      augmented: `[copies, ...]`.
      beta: β, share of the original.

    Returns:
      An array of the shape of p₀.

    Source: Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks
    (2012), section 4.1; fastai's documentation of Learner.tta for β.
    """
    return np.asarray(beta * np.asarray(original) + (1 - beta) * np.mean(np.asarray(augmented), axis=0))


def mirrored_back(M: Array) -> Array:
    """Columns reversed, and the left and right channel exchanged."""
    return M[::-1, ::-1]


def _draw_tta(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "P": [draw.shuffled(_shares(draw, 2, 10)) for _ in range(3)],
            "beta": draw.pick([0.4, 0.2, 0.25]),
        }
    if level == 2:
        return {"P": [draw.shuffled(_shares(draw, 3)) for _ in range(4)], "beta": draw.pick([0.2, 0.25, 0.4])}
    left, right = sorted(draw.sample(range(5), 2))
    seen = [_bump(draw, column) for column in (right, left)]  # the person's left is right in the image
    back = [_bump(draw, column) for column in (right, left)]
    return {"heat": seen, "mirrored": [list(reversed(row)) for row in reversed(back)]}


def _bump(draw: Draw, column: int) -> list[float]:
    """A row of five tenths with its largest value at a column."""
    row = [draw.whole(0, 3) / 10 for _ in range(5)]
    row[column] = draw.whole(6, 9) / 10
    return row


def _tta_prompt(params: Params) -> str:
    return (
        "Test-time augmentation: a model gives these probabilities for an image and for augmented copies of "
        f"it. The prediction is β·p + (1 − β)·m with β = {params['beta']}, p of the original and m the mean "
        f"of "
        "the copies.\n\n" + _table(params, ["original", *[f"copy {i}" for i in range(1, len(params["P"]))]])
    )


TTA_AVERAGE = Exercise(
    id="tta_average",
    title="Test-time augmentation",
    topic="ensembles",
    seconds=90,
    reference=tta_average,
    terms=("test-time augmentation", "TTA", "test time augmentation", "predict each augmented copy"),
    prompt={
        1: _tta_prompt,
        2: _tta_prompt,
        3: "A model marks the left and the right eye of a face, each in one row of a heat map (row 0: left "
        "eye, row 1: right eye, both named from the person's view), with five columns from left to right in "
        "the image. It sees the image, and then the image mirrored left to right. Both outputs count "
        "half.\n\n  original   {heat}\n\n  mirrored   {mirrored}",
    },
    draw=_draw_tta,
    levels={1: ("copies", "blend"), 2: ("copies", "blend"), 3: ("average",)},
    parts=(
        Part("copies", "the mean m of the copies", "vector"),
        Part("blend", "the prediction", "vector"),
        Part("average", "the averaged heat map of the original image", "matrix", digits=2),
    ),
    policies={"align": mirrored_back},
    steps=(
        Step("copies", "Average the copies, class by class", "m = {copies}", lambda P: P[1:].mean(axis=0)),
        Step(
            "blend",
            "Blend with the original: β·p + (1 − β)·m",
            "{beta}·{P[0]} + (1 − {beta})·{copies} = {blend}",
            lambda beta, P, copies: beta * P[0] + (1 - beta) * copies,
        ),
        Step(
            "aligned",
            "Mirror the second output back: reverse its columns and exchange left and right eye",
            "{aligned}",
            lambda align, mirrored: align(mirrored),
        ),
        Step(
            "average",
            "Average both, position by position",
            "{average}",
            lambda heat, aligned: (heat + aligned) / 2,
        ),
    ),
    mistakes=(
        Mistake(
            "original_counted_as_a_copy",
            "m is the mean of the augmented copies alone; the original has its own share β.",
            must=True,
            levels=(1, 2),
            swap={"copies": lambda P: P.mean(axis=0)},
        ),
        Mistake(
            "shares_exchanged",
            "β is the share of the original, 1 − β the share of the copies.",
            must=True,
            levels=(1, 2),
            swap={"blend": lambda beta, P, copies: (1 - beta) * P[0] + beta * copies},
        ),
        Mistake(
            "plain_mean",
            "The original and the copies do not count alike: blend with β.",
            must=True,
            levels=(2,),
            swap={"blend": lambda P: P.mean(axis=0)},
        ),
        Mistake(
            "copies_summed",
            "Divide the sum of the copies by their number.",
            levels=(1, 2),
            swap={"copies": lambda P: P[1:].sum(axis=0)},
        ),
        Mistake(
            "not_mirrored_back",
            "The second output belongs to the mirrored image: reverse its columns before averaging.",
            must=True,
            levels=(3,),
            swap={"align": lambda M: M[::-1]},
        ),
        Mistake(
            "eyes_not_exchanged",
            "Mirrored, a left eye looks like a right one: exchange the two rows as well.",
            must=True,
            levels=(3,),
            swap={"align": lambda M: M[:, ::-1]},
        ),
        Mistake(
            "averaged_as_they_are",
            "Bring the second output back first: reverse its columns and exchange its rows.",
            must=True,
            levels=(3,),
            swap={"align": lambda M: M},
        ),
        Mistake(
            "added_only",
            "Both outputs count half: divide the sum by 2.",
            levels=(3,),
            swap={"average": lambda heat, aligned: heat + aligned},
        ),
    ),
)
