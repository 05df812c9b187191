"""Oracles of generative models: scikit-learn's log loss, complex steps, numerical integration."""

from __future__ import annotations

import cmath
import math

import numpy as np
import scipy.integrate
import scipy.optimize
import scipy.stats
from sklearn.metrics import log_loss


def gan_losses(variant):
    p = variant.params
    if variant.level == 3:
        logit = complex(p["logit"], 1e-30)
        score = 1 / (1 + cmath.exp(-logit))
        found = scipy.optimize.brentq(
            lambda d: p["real_density"] / d - p["own_density"] / (1 - d), 1e-9, 1 - 1e-9, xtol=1e-14
        )
        original, other = cmath.log(1 - score).imag / 1e-30, -cmath.log(score).imag / 1e-30
        return {"original": original, "other": other, "best": found}
    real, fake = np.atleast_1d(p["real"]), np.atleast_1d(p["fake"])
    losses = [
        log_loss([label] * len(scores), scores, labels=[0, 1])
        for label, scores in ((1, real), (0, fake), (1, fake))
    ]
    return {"discriminator": losses[0] + losses[1], "generator": losses[2]}


def divergence(mean, deviation):
    """∫ q ln(q/p) over the line."""
    q, prior = scipy.stats.norm(mean, deviation), scipy.stats.norm()
    low, high = mean - 12 * deviation, mean + 12 * deviation
    integral, _ = scipy.integrate.quad(
        lambda x: q.pdf(x) * (q.logpdf(x) - prior.logpdf(x)), low, high, epsabs=1e-12, epsrel=1e-12, limit=200
    )
    return integral


def vae_kl(variant):
    p = variant.params
    if variant.level == 1:
        return {"kl": divergence(p["mu"], p["sigma"])}
    kl = sum(divergence(m, math.sqrt(math.exp(v))) for m, v in zip(p["mu"], p["log_variance"], strict=True))
    if variant.level == 2:
        scale = [math.exp(v) ** 0.5 for v in p["log_variance"]]
        sample = [
            scipy.stats.norm(m, s).ppf(scipy.stats.norm.cdf(e))
            for m, s, e in zip(p["mu"], scale, p["noise"], strict=True)
        ]
        return {"kl": kl, "z": sample}
    step = 1e-30
    slopes = []
    for m, v in zip(p["mu"], p["log_variance"], strict=True):
        variance = cmath.exp(complex(v, step))
        slopes.append(p["beta"] * (0.5 * (m**2 + variance - 1 - cmath.log(variance))).imag / step)
    return {"loss": p["error"] + p["beta"] * kl, "slope": slopes}


ORACLES = {
    "gan_losses": ("scikit-learn's log_loss, complex steps, a root finder", gan_losses),
    "vae_kl": ("numerical integration of the divergence", vae_kl),
}
