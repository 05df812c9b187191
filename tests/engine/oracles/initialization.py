"""Oracles of initial weights: equations for kept variances, solved numerically with integrals over ReLU."""

from __future__ import annotations

from functools import cache

from scipy import integrate, optimize, stats


@cache
def kept(slope):
    """Share of the mean square of a standard normal signal behind a leaky ReLU, by quadrature."""

    def square(z):
        return (z if z > 0 else slope * z) ** 2 * stats.norm.pdf(z)

    return integrate.quad(square, 0, 12)[0] + integrate.quad(square, -12, 0)[0]


def solved(growth):
    """The standard deviation with which the growth of a signal is 1."""
    return optimize.brentq(lambda s: growth(s) - 1, 1e-6, 10, xtol=1e-15, rtol=1e-14)


def std(variant):
    p = variant.params
    n, m, slope = p["fan_in"], p.get("fan_out", 1), p.get("slope", 0.0)
    return {
        "lecun": solved(lambda s: n * s**2),
        "he": solved(lambda s: n * s**2 * kept(0.0)),
        "glorot": solved(lambda s: (n * s**2 + m * s**2) / 2),
        "gain": kept(slope) ** -0.5,
        "leaky_in": solved(lambda s: n * s**2 * kept(slope)),
        "leaky_out": solved(lambda s: m * s**2 * kept(slope)),
    }


def reach(deviation):
    """Half width of the uniform distribution with that standard deviation."""
    return optimize.brentq(lambda b: stats.uniform(-b, 2 * b).std() - deviation, 1e-9, 50, xtol=1e-15)


def bound(variant):
    p = variant.params
    n = p["fan_in"]
    if variant.level == 1:
        default = reach(kept(5**0.5) ** -0.5 / n**0.5)  # kaiming_uniform_ with a = √5
        return {"default": default, "std": stats.uniform(-default, 2 * default).std()}
    if variant.level == 2:
        deviation = solved(lambda s: (n + p["fan_out"]) / 2 * s**2)
        return {"xavier": reach(deviation), "xavier_std": deviation}
    deviation = solved(lambda s: n * s**2 * kept(p["slope"]))
    return {"gain": kept(p["slope"]) ** -0.5, "kaiming_std": deviation, "kaiming": reach(deviation)}


ORACLES = {
    "initial_std": ("equations for kept variances, with integrals over the normal density", std),
    "uniform_init_bound": ("scipy's uniform distribution of the required deviation", bound),
}
