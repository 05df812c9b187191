"""Oracles of derivatives: complex steps through the functions themselves."""

from __future__ import annotations

import numpy as np

from engine.topics.derivatives import jacobian

STEP = 1e-30


def slopes(function, at):
    """Derivatives of an analytic function by complex steps: one row for each variable."""
    at = np.asarray(at, dtype=complex)
    return np.array([np.imag(function(at + 1j * STEP * unit)) / STEP for unit in np.eye(len(at))])


def gradient(variant):
    p = variant.params
    if variant.level == 1:
        by_x, by_y = slopes(
            lambda c: p["p"] * c[0] ** 2 + p["q"] * c[0] * c[1] + p["r"] * c[1], [p["x1"], p["x2"]]
        )
        return {"df_dx": by_x, "df_dy": by_y}
    a, b, x = (np.array(p[name]) for name in ("a", "b", "x"))

    def f(c):
        return sum(c[i] * a[i, j] * c[j] for i in range(2) for j in range(2)) + c @ b

    v = np.array(p.get("v", [1.0, 0.0]))
    along = slopes(lambda c: f(x + c[0] * v / np.hypot(*v)), [0.0])[0]
    return {"gradient": slopes(f, x), "directional": along}


def map_of(variant):
    p = variant.params

    def g(c):
        x, y = c
        outputs = [p["p"] * x * y, p["q"] * x**2 + p["r"] * y]
        if variant.level > 1:
            outputs.append(p["s"] * x + p["t"] * y**2)
        return np.array(outputs)

    at = [p["x"], p["y"]]
    matrix = slopes(g, at).T
    np.testing.assert_allclose(jacobian(g, at), matrix, rtol=1e-5, atol=1e-5)
    v = np.array(p.get("v", np.ones(len(matrix))))
    return {"square": matrix, "tall": matrix, "carried": slopes(lambda c: v @ g(c), at)}


ORACLES = {
    "gradient_of_scalar_function": ("complex steps through the function", gradient),
    "jacobian_matrix": ("complex steps through the map, and through its product with v", map_of),
}
