"""Backpropagation through small graphs of numbers: every value forward, every gradient back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step

OPERATIONS: dict[str, tuple[Any, Any]] = {
    "+": (lambda a, b: a + b, lambda a, b: (1.0, 1.0)),
    "·": (lambda a, b: a * b, lambda a, b: (b, a)),
    "²": (lambda a: a * a, lambda a: (2 * a,)),
    "σ": (lambda a: 1 / (1 + np.exp(-a)), lambda a: (np.exp(-a) / (1 + np.exp(-a)) ** 2,)),
}
"""For each operation its value, and its derivatives by each of its arguments."""


def backward(
    graph: Sequence[tuple[str, str, tuple[str, ...]]], inputs: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Values of all nodes of a graph, and the gradient of the last node by every node.

    Forward, each operation is applied to the values of its arguments. Backward, from the last node to
    the first, each node passes its gradient times the local derivative to its arguments; a node that
    is used several times adds up what arrives.

    Args:
      graph: nodes in an order in which they can be calculated: name, operation, names of arguments.
      inputs: values of the nodes that are given.

    Returns:
      Values and gradients by name.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.5; Stanford CS231n, course
    notes, Backpropagation.
    """
    values: dict[str, float] = dict(inputs)
    for name, operation, arguments in graph:
        values[name] = OPERATIONS[operation][0](*(values[each] for each in arguments))
    gradients: dict[str, float] = dict.fromkeys(values, 0.0)
    gradients[graph[-1][0]] = 1.0
    for name, operation, arguments in reversed(graph):
        slopes = OPERATIONS[operation][1](*(values[each] for each in arguments))
        for each, slope in zip(arguments, slopes, strict=True):
            gradients[each] += gradients[name] * slope
    return values, gradients


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        first, second, third = draw.sample([-6, -5, -4, -3, -2, 2, 3, 4, 5, 6], 3)
        return {"x": first, "y": second, "z": third}
    if level == 2:
        a, b, c = draw.sample([-4, -3, -2, 2, 3, 4, 5], 3)
        return {"a": a, "b": b, "c": c}
    w, x, bias = draw.signed(0.3, 1.3, 1), draw.signed(0.5, 1.8, 1), draw.signed(0.1, 0.9, 1)
    wrong = 0 if w * x + bias > 0 else 1
    target = wrong if draw.chance(0.8) else 1 - wrong
    return {"w": w, "x": x, "bias": bias, "target": target, "decay": draw.pick([0.1, 0.2, 0.3, 0.5])}


COMPUTATION_GRAPH = Exercise(
    id="computation_graph",
    title="Backpropagation through a small graph",
    topic="gradients",
    seconds=120,
    reference=backward,
    terms=(
        "computation graph",
        "computational graph",
        "reverse-mode differentiation",
        "automatic differentiation",
    ),
    prompt={
        1: "A graph computes q = x·y + z and then f = q². Run it forward, then carry the gradient of f back "
        "to every node.\n\n  x = {x}, y = {y}, z = {z}",
        2: "A graph computes u = a·b and v = b + c, and then f = u·v. Run it forward, then carry the "
        "gradient of f back to every node.\n\n  a = {a}, b = {b}, c = {c}",
        3: "A graph computes s = w·x + b, h = σ(s) (the sigmoid) and the loss L = (h − t)² + λ·w². Run it "
        "forward, then carry the gradient of L back.\n\n"
        "  w = {w}, x = {x}, b = {bias}\n  t = {target}, λ = {decay}",
    },
    draw=_draw,
    levels={
        1: ("f", "df_dq", "df_dx", "df_dy", "df_dz"),
        2: ("out", "d_u", "d_v", "d_a", "d_b", "d_c"),
        3: ("h", "loss", "g_s", "g_w", "g_b", "g_x"),
    },
    parts=(
        Part("f", "f", "integer"),
        Part("df_dq", "∂f/∂q", "integer"),
        Part("df_dx", "∂f/∂x", "integer", may_repeat=True),
        Part("df_dy", "∂f/∂y", "integer", may_repeat=True),
        Part("df_dz", "∂f/∂z", "integer", may_repeat=True),
        Part("out", "f", "integer"),
        Part("d_u", "∂f/∂u", "integer", may_repeat=True),
        Part("d_v", "∂f/∂v", "integer", may_repeat=True),
        Part("d_a", "∂f/∂a", "integer", may_repeat=True),
        Part("d_b", "∂f/∂b", "integer", may_repeat=True),
        Part("d_c", "∂f/∂c", "integer", may_repeat=True),
        Part("h", "h"),
        Part("loss", "L"),
        Part("g_s", "∂L/∂s"),
        Part("g_w", "∂L/∂w"),
        Part("g_b", "∂L/∂b"),
        Part("g_x", "∂L/∂x"),
    ),
    steps=(
        Step("q", "Forward: q", "{x}·{y} + {z} = {q}", lambda x, y, z: x * y + z),
        Step("f", "Forward: f", "{q}·{q} = {f}", lambda q: q * q),
        Step("df_dq", "The derivative of q² is 2·q", "2·{q} = {df_dq}", lambda q: 2 * q),
        Step(
            "df_dx",
            "The derivative of x·y by x is y, times what arrives at q",
            "{df_dq}·{y} = {df_dx}",
            lambda df_dq, y: df_dq * y,
        ),
        Step(
            "df_dy",
            "The derivative of x·y by y is x, times what arrives at q",
            "{df_dq}·{x} = {df_dy}",
            lambda df_dq, x: df_dq * x,
        ),
        Step("df_dz", "A sum passes the gradient on unchanged", "{df_dq} = {df_dz}", lambda df_dq: df_dq),
        Step("u", "Forward: u", "{a}·{b} = {u}", lambda a, b: a * b),
        Step("v", "Forward: v", "{b} + {c} = {v}", lambda b, c: b + c),
        Step("out", "Forward: f", "{u}·{v} = {out}", lambda u, v: u * v),
        Step("d_u", "A product passes the gradient times the other factor: v to u", "{d_u}", lambda v: v),
        Step("d_v", "and u to v", "{d_v}", lambda u: u),
        Step("d_a", "a reaches f through u only: ∂f/∂u·b", "{d_u}·{b} = {d_a}", lambda d_u, b: d_u * b),
        Step(
            "d_b",
            "b reaches f on two ways, through u (times a) and through v: add them",
            "{d_u}·{a} + {d_v} = {d_b}",
            lambda d_u, a, d_v: d_u * a + d_v,
        ),
        Step("d_c", "c reaches f through v only; a sum passes the gradient on", "{d_c}", lambda d_v: d_v),
        Step("s", "Forward: s = w·x + b", "{w}·{x} + {bias} = {s}", lambda w, x, bias: w * x + bias),
        Step("h", "Forward: the sigmoid 1/(1 + e^−s)", "σ({s}) = {h}", lambda s: 1 / (1 + np.exp(-s))),
        Step(
            "loss",
            "Forward: the loss",
            "({h} − {target})² + {decay}·{w}² = {loss}",
            lambda h, target, decay, w: (h - target) ** 2 + decay * w**2,
        ),
        Step("g_h", "By h: 2·(h − t)", "2·({h} − {target}) = {g_h}", lambda h, target: 2 * (h - target)),
        Step(
            "g_s",
            "Through the sigmoid: times its slope h·(1 − h)",
            "{g_h}·{h}·(1 − {h}) = {g_s}",
            lambda g_h, h: g_h * h * (1 - h),
        ),
        Step(
            "g_w",
            "w reaches L on two ways: through s (times x), and through the penalty (2·λ·w)",
            "{g_s}·{x} + 2·{decay}·{w} = {g_w}",
            lambda g_s, x, decay, w: g_s * x + 2 * decay * w,
        ),
        Step("g_b", "A sum passes the gradient on unchanged", "{g_b}", lambda g_s: g_s),
        Step("g_x", "By x: times w", "{g_s}·{w} = {g_x}", lambda g_s, w: g_s * w),
    ),
    mistakes=(
        Mistake(
            "own_factor",
            "The derivative of a product by one factor is the other factor.",
            must=True,
            swap={
                "df_dx": lambda df_dq, x: df_dq * x,
                "df_dy": lambda df_dq, y: df_dq * y,
                "d_u": lambda u: u,
                "d_v": lambda v: v,
                "g_x": lambda g_s, x: g_s * x,
            },
        ),
        Mistake(
            "local_slope_only",
            "Multiply the local derivative by the gradient that arrives from above.",
            must=True,
            swap={
                "df_dx": lambda y: y,
                "df_dy": lambda x: x,
                "df_dz": lambda x: 1,
                "d_a": lambda b: b,
                "d_b": lambda a: a + 1,
                "d_c": lambda a: 1,
                "g_s": lambda h: h * (1 - h),
            },
        ),
        Mistake(
            "two_forgotten",
            "The derivative of a square is twice the number: the 2 comes down.",
            levels=(1, 3),
            swap={"df_dq": lambda q: q, "g_h": lambda h, target: h - target},
        ),
        Mistake(
            "square_kept",
            "The derivative of q² is 2·q, not q².",
            levels=(1,),
            swap={"df_dq": lambda q: q * q},
        ),
        Mistake(
            "first_way_only",
            "b is used twice: add what comes back through v.",
            must=True,
            levels=(2,),
            swap={"d_b": lambda d_u, a: d_u * a},
        ),
        Mistake(
            "second_way_only",
            "b is used twice: add what comes back through u.",
            levels=(2,),
            swap={"d_b": lambda d_v: d_v},
        ),
        Mistake(
            "ways_multiplied",
            "Gradients that arrive on several ways are added, not multiplied.",
            levels=(2, 3),
            swap={
                "d_b": lambda d_u, a, d_v: d_u * a * d_v,
                "g_w": lambda g_s, x, decay, w: g_s * x * 2 * decay * w,
            },
        ),
        Mistake(
            "penalty_forgotten",
            "w stands in the penalty too: add 2·λ·w.",
            must=True,
            levels=(3,),
            swap={"g_w": lambda g_s, x: g_s * x},
        ),
        Mistake(
            "sigmoid_skipped",
            "On the way from h to s multiply by the slope of the sigmoid, h·(1 − h).",
            must=True,
            levels=(3,),
            swap={"g_s": lambda g_h: g_h},
        ),
        Mistake(
            "sign_of_error",
            "The derivative of (h − t)² by h is 2·(h − t), with h first.",
            levels=(3,),
            swap={"g_h": lambda h, target: 2 * (target - h)},
        ),
    ),
)
