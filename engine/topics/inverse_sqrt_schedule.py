"""The schedule of the transformer: linear warm-up, then decay with the root of the step."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def lr_inverse_sqrt(step: npt.ArrayLike, width: int, warmup: int) -> Array:
    """Learning rate of the first transformer: linear warm-up, then decay with the root of the step.

    d^(−1/2)·min(t^(−1/2), t·W^(−3/2)). Both branches meet at t = W, where the rate has its peak 1/√(d·W).

    Args:
      step: t, number of the update, from 1, any shape.
      width: d, width of the model.
      warmup: W, updates of the warm-up.

    Returns:
      Rates of the shape of step.

    Source: Vaswani et al., Attention Is All You Need (2017), equation 3.
    """
    t = np.asarray(step, dtype=float)
    return np.asarray(width**-0.5 * np.minimum(t**-0.5, t * warmup**-1.5))


def _draw_noam(draw: Draw, level: int) -> Params:
    if level == 1:
        warmup = draw.whole(2, 40) * 100
        return {
            "peak": draw.pick([0.001, 0.002, 0.0005, 0.005]),
            "warmup": warmup,
            "late": warmup * draw.pick([2, 3, 4, 5, 9, 16]),
        }
    width = draw.pick([128, 256, 384, 512, 768, 1024])
    warmup = draw.whole(4, 40) * 200
    early = warmup * draw.whole(15, 85) // 100
    late = warmup * draw.whole(15, 90) // 10
    if level == 2:
        return {"width": width, "warmup": warmup, "early": early, "late": late}
    return {"width": width, "warmup": warmup, "early": warmup // draw.pick([2, 4, 5, 10])}


_NOAM = (
    "The transformer schedule is lr(t) = d^(−1/2)·min(t^(−1/2), t·W^(−3/2)) with d = {width} and W = "
    "{warmup} warm-up updates."
)

LR_INVERSE_SQRT = Exercise(
    id="lr_inverse_sqrt",
    title="Inverse square root schedule with warm-up",
    topic="learning rates",
    seconds=90,
    reference=lr_inverse_sqrt,
    terms=(
        "inverse square root schedule",
        "Noam schedule",
        "transformer learning rate schedule",
        "inverse square root decay",
    ),
    prompt={
        1: "After a warm-up of {warmup} updates the learning rate has its peak of {peak}; from there on it "
        "falls with the inverse square root of the number of updates. How large is it at update {late}?",
        2: _NOAM + " How large is the rate at update {early}, and how large at update {late}?",
        3: _NOAM
        + " How large is it at its peak? And at which later update is it as large as at update {early}?",
    },
    draw=_draw_noam,
    levels={1: ("fallen",), 2: ("rising", "falling"), 3: ("top", "again")},
    parts=(
        Part("fallen", "the learning rate", digits=3, significant=True),
        Part("rising", "the earlier rate", digits=3, significant=True),
        Part("falling", "the later rate", digits=3, significant=True),
        Part("top", "the peak rate", digits=3, significant=True),
        Part("again", "the later update", "integer"),
    ),
    policies={"branch": lambda a, b: min(a, b)},
    steps=(
        Step(
            "fallen",
            "The rate falls with √t from the peak at W: peak·√(W/t)",
            "{peak}·√({warmup}/{late}) = {fallen}",
            lambda peak, warmup, late: peak * np.sqrt(warmup / late),
        ),
        Step("scale", "Factor of the width: 1/√d", "1/√{width} = {scale}", lambda width: width**-0.5),
        Step(
            "rising",
            "Before W the second branch is the smaller one: t·W^(−3/2)",
            "{scale}·min({early}^(−1/2), {early}·{warmup}^(−3/2)) = {rising}",
            lambda scale, early, warmup, branch: scale * branch(early**-0.5, early * warmup**-1.5),
        ),
        Step(
            "falling",
            "After W it is the first one: t^(−1/2)",
            "{scale}·min({late}^(−1/2), {late}·{warmup}^(−3/2)) = {falling}",
            lambda scale, late, warmup, branch: scale * branch(late**-0.5, late * warmup**-1.5),
        ),
        Step(
            "top",
            "Both branches meet at t = W, in the peak 1/√(d·W)",
            "{scale}·{warmup}^(−1/2) = {top}",
            lambda scale, warmup: scale * warmup**-0.5,
        ),
        Step(
            "again",
            "Equate the branches, t^(−1/2) = t₁·W^(−3/2): t = W³/t₁²",
            "{warmup}³ / {early}² = {again}",
            lambda warmup, early: round(warmup**3 / early**2),
        ),
    ),
    mistakes=(
        Mistake(
            "no_root",
            "The rate falls with the root of the step, not with the step itself.",
            must=True,
            levels=(1, 2),
            swap={
                "fallen": lambda peak, warmup, late: peak * warmup / late,
                "falling": lambda scale, late: scale / late,
            },
        ),
        Mistake(
            "larger_branch",
            "The smaller branch counts: the linear one before W, the root after it.",
            must=True,
            levels=(2,),
            swap={"branch": lambda a, b: max(a, b)},
        ),
        Mistake(
            "width_without_root",
            "The width enters with its root: 1/√d.",
            must=True,
            levels=(2, 3),
            swap={"scale": lambda width: 1 / width},
        ),
        Mistake(
            "width_forgotten",
            "Multiply by 1/√d.",
            levels=(2, 3),
            swap={"scale": lambda: 1.0},
        ),
        Mistake(
            "upside_down",
            "The rate falls: the later update stands below the fraction line.",
            levels=(1,),
            swap={"fallen": lambda peak, warmup, late: peak * np.sqrt(late / warmup)},
        ),
        Mistake(
            "counted_from_the_peak",
            "t counts all updates, those of the warm-up included.",
            levels=(1,),
            swap={"fallen": lambda peak, warmup, late: peak * np.sqrt(warmup / (late - warmup))},
        ),
        Mistake(
            "mirrored_at_the_peak",
            "The decay is no mirror image of the warm-up: equate the two branches.",
            must=True,
            levels=(3,),
            swap={"again": lambda warmup, early: 2 * warmup - early},
        ),
        Mistake(
            "square_forgotten",
            "The rate falls with the root of t: square the factor by which it is below the peak.",
            must=True,
            levels=(3,),
            swap={"again": lambda warmup, early: round(warmup**2 / early)},
        ),
    ),
)
