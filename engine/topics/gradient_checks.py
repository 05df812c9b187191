"""Judging a gradient check: relative errors, and what a numerical gradient costs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.layer_sizes import mlp_parameters

Array = npt.NDArray[np.float64]


def relative_error(analytic: npt.ArrayLike, numeric: npt.ArrayLike) -> Array:
    """Relative error between calculated and numerical gradients, cell by cell.

    |a − n| / max(|a|, |n|)

    Args:
      analytic: a, any shape.
      numeric: n, the same shape; not both 0 in a cell.

    Returns:
      Values from 0 to 2. In double precision about 1e-7 is good, and above 1e-2 something is wrong.

    Source: Stanford CS231n, course notes, Neural Networks Part 3.
    """
    a, n = np.asarray(analytic, dtype=float), np.asarray(numeric, dtype=float)
    return np.asarray(np.abs(a - n) / np.maximum(np.abs(a), np.abs(n)))


def _draw_relative(draw: Draw, level: int) -> Params:
    if level == 1:
        slope = draw.signed(0.5, 4, 2)
        return {"analytic": round(slope * (1 + draw.signed(0.05, 0.3, 2)), 2), "numeric": slope}
    if level == 2:
        numeric = draw.vector(4, 0.3, 5, 3, signed=True)
        wrong = draw.whole(0, 3)
        factors = [1 + draw.signed(1, 9, 0) * 10.0 ** draw.whole(-5, -4) for _ in range(4)]
        factors[wrong] = 1 + draw.signed(0.04, 0.3, 2)
        analytic = [round(n * factor, 6) for n, factor in zip(numeric, factors, strict=True)]
        return {"analytic": analytic, "numeric": numeric}
    slope, h = draw.signed(0.5, 4, 2), draw.pick([0.001, 0.002, 0.005])
    loss = draw.decimal(0.5, 3, 3)
    return {
        "above": round(loss + slope * h, 6),
        "below": round(loss - slope * h, 6),
        "h": h,
        "analytic": round(slope * (1 + draw.signed(0.02, 0.4, 2)), 3),
    }


RATIO = "The relative error is |a − n|/max(|a|, |n|)."


def _relative_prompt(params: Params) -> str:
    pairs = zip(params["analytic"], params["numeric"], strict=True)
    return (
        "A hand-written backward pass gives the gradients a of four weights, central differences give n. "
        f"One of them is wrong. {RATIO}\n\n"
        + show.table(["weight", "a", "n"], [[i, *pair] for i, pair in enumerate(pairs)])
    )


GRADIENT_CHECK_RELATIVE_ERROR = Exercise(
    id="gradient_check_relative_error",
    title="Relative error of a gradient check",
    topic="gradients",
    seconds=75,
    reference=relative_error,
    terms=("relative error of the gradient", "relative error of a gradient check"),
    prompt={
        1: "A hand-written backward pass gives the gradient a = {analytic}, a central difference "
        f"n = {{numeric}}. {RATIO}",
        2: _relative_prompt,
        3: "A gradient check moves one weight by ±{h}; the loss becomes {above} (+) and {below} (−). "
        f"Backpropagation gave the gradient a = {{analytic}}; n is the numerical one. {RATIO}",
    },
    draw=_draw_relative,
    levels={1: ("error",), 2: ("errors", "worst"), 3: ("numeric", "error")},
    parts=(
        Part("numeric", "the numerical gradient"),
        Part("error", "the relative error", digits=3),
        Part("errors", "the relative errors", "vector", digits=2, significant=True),
        Part("worst", "the weight whose gradient is wrong", "integer", may_repeat=True),
    ),
    steps=(
        Step(
            "numeric",
            "Central difference: (loss above − loss below)/(2h)",
            "({above} − {below})/(2·{h}) = {numeric}",
            lambda above, below, h: (above - below) / (2 * h),
        ),
        Step(
            "gap",
            "Distance of the two: |a − n|",
            "|{analytic} − {numeric}| = {gap}",
            lambda analytic, numeric: np.abs(analytic - numeric),
        ),
        Step(
            "larger",
            "The larger absolute value",
            "{larger}",
            lambda analytic, numeric: np.maximum(np.abs(analytic), np.abs(numeric)),
        ),
        Step("error", "Divide", "{gap}/{larger} = {error}", lambda gap, larger: gap / larger),
        Step("errors", "Divide", "{errors}", lambda gap, larger: gap / larger),
        Step(
            "worst",
            "The largest relative error; the others are rounding",
            "weight {worst}",
            lambda errors: int(np.argmax(errors)),
        ),
    ),
    mistakes=(
        Mistake(
            "absolute_error",
            "Divide by the larger of the two absolute values: a gap matters more for a small gradient.",
            must=True,
            swap={"error": lambda gap: gap, "errors": lambda gap: gap},
        ),
        Mistake(
            "smaller_value",
            "Divide by the larger of the two absolute values.",
            levels=(1, 3),
            swap={"larger": lambda analytic, numeric: np.minimum(np.abs(analytic), np.abs(numeric))},
        ),
        Mistake(
            "divided_by_sum",
            "Divide by the larger absolute value, as the question says, not by the sum.",
            swap={"larger": lambda analytic, numeric: np.abs(analytic) + np.abs(numeric)},
        ),
        Mistake(
            "sign_kept",
            "The relative error takes absolute values: it is never negative.",
            swap={"gap": lambda analytic, numeric: analytic - numeric},
        ),
        Mistake(
            "divided_by_h",
            "The losses lie 2h apart: divide their difference by 2h.",
            must=True,
            levels=(3,),
            swap={"numeric": lambda above, below, h: (above - below) / h},
        ),
        Mistake(
            "counted_from_one",
            "The weights are numbered from 0.",
            levels=(2,),
            swap={"worst": lambda errors: int(np.argmax(errors)) + 1},
        ),
    ),
)


def loss_evaluations(parameters: int, central: bool = True) -> int:
    """Loss evaluations that a numerical gradient needs.

    2n for central differences; n + 1 for forward ones, which share the loss at the point itself.

    Args:
      parameters: n.
      central: central or forward differences.

    Returns:
      Number of forward passes. Backpropagation needs one forward and one backward pass, whatever n.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 5.3.3.
    """
    return 2 * parameters if central else parameters + 1


def _draw_cost(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"n": draw.whole(20, 900)}
    widths = [draw.whole(2, 12) * 5, draw.whole(2, 10) * 5, draw.whole(2, 10)]
    return {"widths": widths} if level == 2 else {"widths": widths, "ms": draw.pick([2, 3, 4, 5, 8, 10, 20])}


GRADIENT_EVAL_COST = Exercise(
    id="gradient_eval_cost",
    title="What a numerical gradient costs",
    topic="gradients",
    seconds=75,
    reference=loss_evaluations,
    terms=("cost of numerical differentiation", "numerical versus analytic gradient", "loss evaluations"),
    prompt={
        1: "The gradient of a loss with {n} parameters is calculated by finite differences. Forward "
        "differences share the loss at the point itself.",
        2: "The gradient of a fully connected network with {widths:list} units (input, hidden, output; with "
        "biases) is calculated by central differences, one parameter after the other. Backpropagation needs "
        "a forward pass and a backward pass that costs twice as much. The factor says how many times as "
        "much work the central differences are.",
        3: "A fully connected network has {widths:list} units (input, hidden, output; with biases). "
        "Evaluating its loss (a forward pass) takes {ms} ms, a backward pass twice as long. Compare "
        "the time for one gradient.",
    },
    draw=_draw_cost,
    levels={1: ("forward", "central"), 2: ("n", "central", "factor"), 3: ("central", "seconds", "backprop")},
    parts=(
        Part("n", "the number of parameters", "integer"),
        Part("forward", "the loss evaluations with forward differences", "integer"),
        Part("central", "the loss evaluations with central differences", "integer"),
        Part("factor", "the factor", digits=1),
        Part("seconds", "the time of the central differences", digits=2, unit="s"),
        Part("backprop", "the time of backpropagation", digits=0, unit="ms"),
    ),
    constants={"pass_cost": 3},
    steps=(
        Step(
            "n",
            "Parameters: (inputs + 1)·units for each layer",
            "({widths[0]} + 1)·{widths[1]} + ({widths[1]} + 1)·{widths[2]} = {n}",
            lambda widths: int(mlp_parameters(widths).sum()),
        ),
        Step(
            "forward",
            "One loss at the point, one for each moved parameter: n + 1",
            "{n} + 1 = {forward}",
            lambda n: n + 1,
        ),
        Step("central", "Two losses for each parameter: 2n", "2·{n} = {central}", lambda n: 2 * n),
        Step(
            "factor",
            "Backpropagation costs as much as three losses",
            "{central}/{pass_cost} = {factor}",
            lambda central, pass_cost: central / pass_cost,
        ),
        Step(
            "seconds",
            "Times the time of a loss",
            "{central}·{ms}/1000 = {seconds}",
            lambda central, ms: central * ms / 1000,
        ),
        Step(
            "backprop",
            "One pass forward and one backward",
            "{pass_cost}·{ms} = {backprop}",
            lambda ms, pass_cost: pass_cost * ms,
        ),
    ),
    mistakes=(
        Mistake(
            "one_loss_a_parameter",
            "A central difference needs a loss on either side of the point: two for each parameter.",
            must=True,
            swap={"central": lambda n: n},
        ),
        Mistake(
            "base_point_forgotten",
            "The forward difference also needs the loss at the point itself, once for all parameters.",
            must=True,
            levels=(1,),
            swap={"forward": lambda n: n},
        ),
        Mistake(
            "base_point_each_time",
            "The loss at the point itself is the same for all parameters: evaluate it once.",
            levels=(1,),
            swap={"forward": lambda n: 2 * n},
        ),
        Mistake(
            "base_point_added",
            "The central difference does not use the loss at the point itself.",
            swap={"central": lambda n: 2 * n + 1},
        ),
        Mistake(
            "biases_forgotten",
            "Biases are parameters too.",
            must=True,
            levels=(2, 3),
            swap={"n": lambda widths: int(np.sum(widths[:-1] * widths[1:]))},
        ),
        Mistake(
            "backward_pass_free",
            "Backpropagation is a forward and a backward pass; the backward one costs twice as much.",
            levels=(2, 3),
            swap={"pass_cost": lambda: 2},
        ),
        Mistake(
            "milliseconds",
            "The time is asked for in seconds: divide by 1000.",
            levels=(3,),
            swap={"seconds": lambda central, ms: central * ms},
        ),
    ),
)
