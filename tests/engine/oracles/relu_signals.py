"""Oracles of signals behind ReLU: integrals over the normal density, layer by layer."""

from __future__ import annotations

from functools import cache

from scipy import integrate, optimize, stats


@cache
def moment(power, sigma, slope=0.0):
    """Moment of a centred normal signal behind a leaky ReLU, by quadrature."""
    density = stats.norm(0, sigma).pdf
    upper = integrate.quad(lambda z: z**power * density(z), 0, 12 * sigma)[0]
    return upper + integrate.quad(lambda z: (slope * z) ** power * density(z), -12 * sigma, 0)[0]


def moments(variant):
    p = variant.params
    slope = p.get("slope", 0.0)
    mean, square = moment(1, p["sigma"], slope), moment(2, p["sigma"], slope)
    density = stats.norm(0, p["sigma"]).pdf

    def deviation(z):
        return ((z if z > 0 else slope * z) - mean) ** 2 * density(z)

    reach = 12 * p["sigma"]
    variance = integrate.quad(deviation, 0, reach)[0] + integrate.quad(deviation, -reach, 0)[0]
    return {"mean": mean, "square": square, "variance": variance}


def depth(variant):
    p = variant.params
    slope = p.get("slope", 0.0)

    def layer(square, weight_variance):
        return p["n"] * weight_variance * moment(2, square**0.5, slope)

    weights = p["variance"] if "variance" in p else stats.norm(0, p["sigma"]).var()
    square = 1.0
    for _ in range(p["depth"]):
        square = layer(square, weights)
    return {
        "factor": layer(1.0, weights),
        "growth": square,
        "spread": square**0.5,
        "steady": optimize.brentq(lambda s: layer(1.0, s * s) - 1, 1e-6, 5, xtol=1e-15),
    }


ORACLES = {
    "relu_second_moment": ("integrals over the normal density", moments),
    "relu_variance_depth": ("integrals over the normal density, layer by layer", depth),
}
