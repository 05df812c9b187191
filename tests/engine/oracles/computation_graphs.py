"""Oracles of the small graphs: complex steps through the formulas, and the reference's own tape."""

from __future__ import annotations

import numpy as np

from engine.topics.computation_graphs import backward

STEP = 1e-30

FORMULAS = {
    1: lambda x, y, z: (x * y + z) ** 2,
    2: lambda a, b, c: (a * b) * (b + c),
    3: lambda w, x, bias, target, decay: (1 / (1 + np.exp(-(w * x + bias))) - target) ** 2 + decay * w**2,
}

GRAPHS = {
    1: [("p", "·", ("x", "y")), ("q", "+", ("p", "z")), ("f", "²", ("q",))],
    2: [("u", "·", ("a", "b")), ("v", "+", ("b", "c")), ("out", "·", ("u", "v"))],
}


def graph(variant):
    p = variant.params
    formula = FORMULAS[variant.level]

    def slope(name):
        return np.imag(formula(**{**p, name: p[name] + 1j * STEP})) / STEP

    value = formula(**p)
    if variant.level == 3:
        s = p["w"] * p["x"] + p["bias"]
        return {
            "h": 0.5 + 0.5 * np.tanh(s / 2),
            "loss": value,
            "g_s": slope("bias"),
            "g_b": slope("bias"),
            "g_w": slope("w"),
            "g_x": slope("x"),
        }
    values, gradients = backward(GRAPHS[variant.level], p)
    if variant.level == 1:
        expected = {"f": value, "df_dx": slope("x"), "df_dy": slope("y"), "df_dz": slope("z")}
        return {**expected, "df_dq": gradients["q"]}
    assert values["out"] == value
    letters = {f"d_{name}": slope(name) for name in "abc"}
    assert all(np.isclose(gradients[name], letters[f"d_{name}"]) for name in "abc")
    return {"out": value, "d_u": gradients["u"], "d_v": gradients["v"], **letters}


ORACLES = {"computation_graph": ("complex steps through the formula, and a tape of operations", graph)}
