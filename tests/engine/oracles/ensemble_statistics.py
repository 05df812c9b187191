"""Oracles of ensemble statistics: covariance matrices, and exact counting of samples."""

from __future__ import annotations

from fractions import Fraction

import numpy as np


def ensemble_variance(variant):
    """The variance of a mean is the mean entry of the covariance matrix."""
    p = variant.params
    sigma = p["sigma"] if "sigma" in p else np.sqrt(p["variance"])

    rho = p.get("rho", 0.0)

    def of_mean(models):
        correlations = np.full((models, models), rho) + (1 - rho) * np.eye(models)
        return (np.outer([sigma] * models, [sigma] * models) * correlations).mean()

    few, many = of_mean(1000), of_mean(2000)
    variance = of_mean(p["k"])
    return {
        "averaged": variance,
        "floor": 2 * many - few,  # what is left falls with 1/k: extrapolate to no 1/k at all
        "deviation": np.sqrt(variance),
        "equivalent": of_mean(1) / variance,
    }


def bootstrap(variant):
    """Distribution of the number of different examples, draw by draw, in exact fractions."""
    p = variant.params
    n = p["n"]
    draws = int(Fraction(str(p.get("share", 1))) * n)
    chances = [Fraction(1)] + [Fraction(0)] * n  # chance of having seen 0, 1, 2, ... different examples
    for _ in range(draws):
        chances = [
            chances[seen] * seen / n + (chances[seen - 1] * (n - seen + 1) / n if seen else 0)
            for seen in range(n + 1)
        ]
    expected = sum(seen * chance for seen, chance in enumerate(chances))
    found = {"fraction": float(expected / n), "missed": float(n - expected)}
    if "models" in p:
        found["unseen"] = float(p["models"] * (1 - expected / n))
    return found


ORACLES = {
    "ensemble_variance": ("mean entry of the covariance matrix", ensemble_variance),
    "bootstrap_unique_fraction": ("exact distribution of the different examples", bootstrap),
}
