"""What ReLU units do together: kinks and linear pieces, dead units."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def relu_sum(
    x: npt.ArrayLike, w: npt.ArrayLike, b: npt.ArrayLike, v: npt.ArrayLike, c: float = 0.0
) -> tuple[Array, Array]:
    """Value and slope of a network with one input and one hidden layer of ReLU units.

    f(x) = c + Σ_i v_i·max(0, w_i·x + b_i) is piecewise linear with a kink at −b_i/w_i for each unit;
    its slope is Σ v_i·w_i over the units that are active at x.

    Args:
      x: inputs, any shape.
      w, b: `[h]`, weights and biases of the hidden units.
      v: `[h]`, output weights.
      c: output bias.

    Returns:
      Values and slopes, both of the shape of x.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.4.1; Montúfar et al., On the
    Number of Linear Regions of Deep Neural Networks (2014).
    """
    w, v = np.asarray(w, dtype=float), np.asarray(v, dtype=float)
    z = np.asarray(x, dtype=float)[..., None] * w + np.asarray(b)
    return c + np.maximum(z, 0) @ v, np.asarray((z > 0) @ (v * w))


def _draw_pieces(draw: Draw, level: int) -> Params:
    units = 2 if level == 1 else 3
    kinks = sorted(draw.sample(range(-4, 5), units))
    signs = draw.shuffled([1, -1]) if level == 1 else [1, -1, draw.sign()]
    w = [draw.pick([1, 2]) * sign for sign in signs]
    order = draw.shuffled(range(units))
    drawn: Params = {
        "w": [w[i] for i in order],
        "b": [-w[i] * kinks[i] for i in order],
        "v": draw.sample([-3, -2, -1, 1, 2, 3, 4], units),
    }
    if level == 3:
        return drawn
    outside = draw.pick([kinks[0] - draw.whole(1, 2), kinks[-1] + draw.whole(0, 1)])
    at = outside if level == 1 else draw.whole(-5, 4)
    return {**drawn, "c": draw.whole(2, 9), "x": at + 0.5}


def _pieces_prompt(params: Params) -> str:
    rows = [[i + 1, *unit] for i, unit in enumerate(zip(params["w"], params["b"], params["v"], strict=True))]
    bias = f"{params['c']} + " if "c" in params else ""
    at = f" Look at it at x = {show.number(params['x'])}." if "x" in params else ""
    return (
        "A network has one input, one hidden layer of ReLU units and one linear output: "
        f"f(x) = {bias}Σ v·ReLU(w·x + b), summed over these units.{at}\n\n"
        + show.table(["unit", "w", "b", "v"], rows)
    )


RELU_PIECEWISE_LINEAR = Exercise(
    id="relu_piecewise_linear",
    title="Kinks and slopes of a sum of ReLUs",
    topic="activations",
    seconds=90,
    reference=relu_sum,
    terms=("piecewise linear function", "piecewise-linear", "sum of ReLUs", "linear regions"),
    prompt=_pieces_prompt,
    draw=_draw_pieces,
    levels={1: ("value",), 2: ("kinks", "value", "slope"), 3: ("kinks", "slopes")},
    parts=(
        Part("kinks", "the kinks of f from left to right", "vector", digits=0),
        Part("value", "f(x)", digits=1),
        Part("slope", "the slope of f at x", digits=0, may_repeat=True),
        Part("slopes", "the slope of each linear piece from left to right", "vector", digits=0),
    ),
    steps=(
        Step("z", "Pre-activations: w·x + b", "{w}·{x} + {b} = {z}", lambda w, x, b: w * x + b),
        Step("h", "ReLU of each", "{h}", lambda z: np.maximum(z, 0)),
        Step(
            "kinks",
            "A unit bends f where w·x + b = 0: at −b/w. Sort",
            "{kinks}",
            lambda w, b: np.sort(-b / w),
        ),
        Step(
            "value",
            "Weigh them with v, add (and the bias)",
            "f(x) = {value}",
            lambda c, v, h: c + float(v @ h),
        ),
        Step(
            "slope",
            "Active units add v·w to the slope, the others nothing",
            "{slope}",
            lambda z, v, w: float(np.where(z > 0, v * w, 0) @ np.ones(len(w))),
        ),
        Step(
            "between",
            "Pick an x inside of each piece: left of the first kink, between two, right of the last",
            "x = {between}",
            lambda kinks: np.r_[kinks[0] - 1, (kinks[1:] + kinks[:-1]) / 2, kinks[-1] + 1],
        ),
        Step(
            "active",
            "See which units are active there (rows are pieces, 1 is active); w < 0 is active on the left",
            "{active}",
            lambda between, w, b: (np.outer(between, w) + b > 0).astype(int),
        ),
        Step(
            "slopes",
            "Add v·w over the active units of each piece",
            "{slopes}",
            lambda active, v, w: active @ (v * w),
        ),
    ),
    mistakes=(
        Mistake(
            "all_active",
            "A unit with a negative pre-activation gives 0, and adds nothing to the slope.",
            must=True,
            swap={
                "h": lambda z: z,
                "slope": lambda v, w: float(v @ w),
                "active": lambda between, w: np.ones((len(between), len(w)), dtype=int),
            },
        ),
        Mistake(
            "kink_sign",
            "w·x + b = 0 gives x = −b/w: mind the minus.",
            must=True,
            levels=(2, 3),
            swap={"kinks": lambda w, b: np.sort(b / w)},
        ),
        Mistake(
            "weight_ignored",
            "Divide by the weight: the kink lies at −b/w.",
            levels=(2, 3),
            swap={"kinks": lambda b: np.sort(-b)},
        ),
        Mistake(
            "output_weights_forgotten",
            "Each unit enters with its output weight v.",
            levels=(1, 2),
            swap={
                "value": lambda c, h: c + float(h.sum()),
                "slope": lambda z, w: float(np.where(z > 0, w, 0).sum()),
            },
        ),
        Mistake(
            "input_weights_forgotten",
            "The chain rule multiplies v by w: each active unit adds v·w to the slope.",
            levels=(2, 3),
            swap={
                "slope": lambda z, v: float(np.where(z > 0, v, 0).sum()),
                "slopes": lambda active, v: active @ v,
            },
        ),
        Mistake(
            "bias_forgotten",
            "Add the bias of the output.",
            levels=(1, 2),
            swap={"value": lambda v, h: float(v @ h)},
        ),
        Mistake(
            "all_open_to_the_right",
            "A unit with w < 0 is active to the left of its kink, not to the right.",
            must=True,
            levels=(3,),
            swap={"active": lambda between, w, b: (between[:, None] > -b / w).astype(int)},
        ),
    ),
)


def dead_units(x: npt.ArrayLike, w: npt.ArrayLike, b: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Which ReLU units put out 0 for every example, and so never get a gradient.

    Unit j is dead on a data set if w_j·x_i + b_j ≤ 0 for all examples i.

    Args:
      x: `[n, d]`, examples.
      w: `[h, d]`, one row of weights for each unit.
      b: `[h]`, biases.

    Returns:
      Numbers of the dead units, from 0.

    Source: Lu et al., Dying ReLU and Initialization (2020), section 1; Stanford CS231n, course notes,
    Neural Networks Part 1.
    """
    z = np.asarray(x, dtype=float) @ np.asarray(w, dtype=float).T + np.asarray(b)
    return np.asarray(np.flatnonzero((z <= 0).all(axis=0)))


def _bias(draw: Draw, kind: str, products: list[float], grid: int) -> float:
    """A bias with which the unit is dead, active on some of the examples, or active on all."""
    ordered = sorted(products)
    margin = draw.decimal(0.2, 0.8, 1) if grid == 1 else draw.whole(1, 2)
    if kind == "dead":
        return round(-ordered[-1] - margin, 1)
    if kind == "alive":
        return round(-ordered[0] + margin, 1)
    return round(-(ordered[0] + ordered[-1]) / 2, 1)


def _draw_dead(draw: Draw, level: int) -> Params:
    if level == 1:
        x = draw.matrix(3, 2, 1, 5, 0)
        w = [draw.decimal(1, 3, 0) * sign for sign in draw.shuffled([1, draw.sign()])]
        return {"x": x, "w": w, "b": _bias(draw, draw.pick(["dead", "some"]), _products(x, w), 0)}
    if level == 2:
        x = draw.matrix(4, 2, 0.2, 2, 1)
        rows = draw.matrix(4, 2, 0.2, 2, 1, signed=True)
        kinds = draw.shuffled(["dead", "some", draw.pick(["dead", "alive"]), draw.pick(["some", "alive"])])
        biases = [_bias(draw, kind, _products(x, w), 1) for kind, w in zip(kinds, rows, strict=True)]
        return {"x": x, "w": rows, "b": biases}
    x, w, b = draw.matrix(3, 2, 0.2, 2, 1), draw.vector(2, 0.3, 1.2, 1), draw.decimal(0.1, 0.5, 1)
    dw, lr = draw.vector(2, 0.4, 3, 1), draw.pick([0.2, 0.5])
    after = [round(weight - lr * slope, 2) for weight, slope in zip(w, dw, strict=True)]
    wanted = _bias(draw, draw.pick(["dead", "some"]), _products(x, after), 1)
    return {"x": x, "w_old": w, "b_old": b, "dw": dw, "db": round((b - wanted) / lr, 1), "lr": lr}


def _products(x: list[list[float]], w: list[float]) -> list[float]:
    return [first * w[0] + second * w[1] for first, second in x]


DEAD, ALIVE = "it is dead on these data", "it is not dead on these data"

DEAD_RELU_CHECK = Exercise(
    id="dead_relu_check",
    title="Which ReLU units are dead?",
    topic="activations",
    seconds=120,
    reference=dead_units,
    terms=("dead ReLU", "dying ReLU", "dead unit"),
    prompt={
        1: "A ReLU unit has the weights w = {w} and the bias b = {b}. The whole training set is X (rows are "
        "examples).\n\n  X = {x}",
        2: "A layer has four ReLU units, numbered from 0. Rows of W are the weights of a unit, rows of X "
        "are examples, and X is the whole training set. Which units are dead?\n\n"
        "  X = {x}    W = {w}\n\n  b = {b}",
        3: "A ReLU unit with the weights w and the bias b takes one step of gradient descent with learning "
        "rate {lr}; dw and db are the gradients. X is the whole training set (rows are examples). What is "
        "asked is the state after the step.\n\n"
        "  X = {x}\n\n  w = {w_old}, b = {b_old}\n  dw = {dw}, db = {db}",
    },
    draw=_draw_dead,
    levels={1: ("z", "verdict"), 2: ("dead",), 3: ("z", "active", "verdict")},
    parts=(
        Part("z", "the pre-activation of each example", "vector", digits=2),
        Part("active", "the number of examples on which it is active", "integer", may_repeat=True),
        Part("verdict", "the unit", "choice", options=(DEAD, ALIVE)),
        Part("dead", "the dead units", "indices", ordered=False),
    ),
    guard=lambda z: "a pre-activation is nearly 0" if np.abs(z).min() < 0.05 else None,
    policies={"silent": lambda z: z < 0, "every": lambda closed: closed.all(axis=0)},
    steps=(
        Step(
            "w",
            "Weights after the step: w − learning rate · dw",
            "{w_old} − {lr}·{dw} = {w}",
            lambda w_old, lr, dw: w_old - lr * dw,
        ),
        Step(
            "b",
            "Bias after the step, likewise",
            "{b_old} − {lr}·{db} = {b}",
            lambda b_old, lr, db: b_old - lr * db,
        ),
        Step("z", "Pre-activations: weights·x + bias", "{z}", lambda x, w, b: x @ w.T + b),
        Step(
            "closed",
            "Where they are negative, the unit is silent (1)",
            "{closed}",
            lambda z, silent: silent(z).astype(int),
        ),
        Step(
            "active",
            "Count the examples on which it is not silent",
            "{active}",
            lambda closed: int((1 - closed).sum()),
        ),
        Step(
            "verdict",
            "A unit that is silent on every example is dead: no gradient reaches it",
            "{verdict}",
            lambda closed, every: DEAD if every(closed) else ALIVE,
        ),
        Step(
            "dead",
            "Dead are the units (columns) that are silent on every example",
            "{dead:list}",
            lambda closed, every: np.flatnonzero(every(closed)),
        ),
    ),
    mistakes=(
        Mistake(
            "silent_once",
            "A unit is dead only if it is silent on every example: one active example lets it learn.",
            swap={"every": lambda closed: closed.any(axis=0)},
        ),
        Mistake(
            "bias_forgotten",
            "Add the bias: the sign of w·x + b decides.",
            must=True,
            swap={"z": lambda x, w: x @ w.T},
        ),
        Mistake(
            "negative_bias",
            "A negative bias alone does not kill a unit: look at w·x + b on every example.",
            levels=(2,),
            swap={"dead": lambda b: np.flatnonzero(b < 0)},
        ),
        Mistake(
            "negative_mean",
            "The mean pre-activation does not decide: one positive example is enough to stay alive.",
            levels=(2,),
            swap={"dead": lambda z: np.flatnonzero(z.mean(axis=0) < 0)},
        ),
        Mistake(
            "uphill",
            "Gradient descent subtracts learning rate · gradient.",
            must=True,
            levels=(3,),
            swap={"w": lambda w_old, lr, dw: w_old + lr * dw, "b": lambda b_old, lr, db: b_old + lr * db},
        ),
        Mistake(
            "before_the_step",
            "Use the weights and the bias after the step.",
            levels=(3,),
            swap={"w": lambda w_old: w_old, "b": lambda b_old: b_old},
        ),
        Mistake(
            "bias_not_updated",
            "The step changes the bias too.",
            levels=(3,),
            swap={"b": lambda b_old: b_old},
        ),
    ),
)
