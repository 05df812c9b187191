"""Oracles of the losses and metrics of regression, and of the losses that compare embeddings."""

from __future__ import annotations

import itertools
import statistics
from fractions import Fraction

import numpy as np
import scipy.optimize
import scipy.spatial.distance
import scipy.special
import scipy.stats
from sklearn import metrics


def central(function, at, step=1e-4):
    at = np.asarray(at, dtype=float)
    result = np.zeros(at.shape)
    for index in np.ndindex(at.shape):
        up, down = at.copy(), at.copy()
        up[index] += step
        down[index] -= step
        result[index] = (function(up) - function(down)) / (2 * step)
    return result


def mse(variant):
    p, y = np.array(variant.params["p"], dtype=float), np.array(variant.params["y"], dtype=float)
    slope = central(lambda at: metrics.mean_squared_error(y.ravel(), at.ravel()), p)
    return {
        "mse": metrics.mean_squared_error(y.ravel(), p.ravel()),
        "gradient": slope,
        "gradients": slope,
    }


def huber(variant):
    p = variant.params
    error = np.array(p["error"]) if "error" in p else np.array(p["p"]) - np.array(p["y"])
    losses = scipy.special.huber(p["delta"], error)
    slope = central(lambda at: scipy.special.huber(p["delta"], at).mean(), error)
    return {"losses": losses, "mean": losses.mean(), "gradient": slope}


def outlier(variant):
    """How the loss shrinks once the largest error is taken away."""
    p = variant.params
    errors = sorted(p["errors"], key=abs)
    zero = np.zeros(len(errors))

    def share(loss):
        return 1 - loss(errors[:-1]) * (len(errors) - 1) / (loss(errors) * len(errors))

    return {
        "l1_share": share(lambda e: metrics.mean_absolute_error(e, zero[: len(e)])),
        "l2_share": share(lambda e: metrics.mean_squared_error(e, zero[: len(e)])),
        "huber_share": share(lambda e: np.mean(scipy.special.huber(p.get("delta", 1.0), e))),
    }


def minimiser(variant):
    """The piecewise linear loss at every target, and a numerical search for the squared one."""
    y = variant.params["y"]
    losses = {c: metrics.mean_absolute_error(y, [c] * len(y)) for c in y}
    least = min(losses.values())
    best = sorted(c for c, loss in losses.items() if np.isclose(loss, least))
    squared = scipy.optimize.minimize_scalar(lambda c: metrics.mean_squared_error(y, [c] * len(y)))
    np.testing.assert_allclose(squared.x, statistics.fmean(y), rtol=1e-6)
    return {
        "best_l1": best[0],
        "least_l1": least,
        "all_l1": [best[0], best[-1]],
        "best_l2": statistics.fmean(y),
        "least_l2": squared.fun,
    }


def error_measures(variant):
    p, y = variant.params["p"], variant.params["y"]
    errors = [float(Fraction(str(a)) - Fraction(str(b))) for a, b in zip(p, y, strict=True)]
    return {
        "mae": metrics.mean_absolute_error(y, p),
        "mse": metrics.mean_squared_error(y, p),
        "rmse": metrics.root_mean_squared_error(y, p),
        "norm": scipy.spatial.distance.euclidean(p, y),
        "bias": statistics.fmean(errors),
        "variance": statistics.pvariance(errors),
    }


def r_squared(variant):
    p, y = variant.params["p"], variant.params["y"]
    return {
        "residual": scipy.spatial.distance.sqeuclidean(y, p),
        "total": statistics.pvariance(y) * len(y),
        "r2": metrics.r2_score(y, p),
        "correlation": scipy.stats.pearsonr(y, p).statistic,
    }


def triplet(variant):
    p = variant.params
    if variant.level == 2:
        near = scipy.spatial.distance.sqeuclidean(p["anchor"], p["positive"])
        far = scipy.spatial.distance.sqeuclidean(p["anchor"], p["negative"])
        return {"near": near, "far": far, "loss": max(near + p["margin"] - far, 0)}
    if variant.level == 1:
        return {"loss": max(p["near"] + p["margin"] - p["far"], 0)}
    cents = {i: round(100 * far) for i, far in enumerate(p["fars"])}
    near, edge = round(100 * p["near"]), round(100 * (p["near"] + p["margin"]))
    lost = [len(range(far, edge)) for far in cents.values()]
    return {
        "semi_hard": [i for i, far in cents.items() if far in range(near + 1, edge)],
        "mean": statistics.fmean(lost) / 100,
    }


def info_nce(variant):
    p = variant.params
    if variant.level < 3:
        log_p = scipy.special.log_softmax(np.array([p["positive"], *p["negatives"]]) / p["temperature"])
        return {"p_positive": np.exp(log_p[0]), "loss": -log_p[0]}
    s = np.array(p["similarity"]) / p["temperature"]
    texts = [metrics.log_loss([i], [scipy.special.softmax(s[i])], labels=[0, 1, 2]) for i in range(3)]
    images = [metrics.log_loss([i], [scipy.special.softmax(s[:, i])], labels=[0, 1, 2]) for i in range(3)]
    both = statistics.fmean(itertools.chain(texts, images))
    return {"image_loss": statistics.fmean(texts), "symmetric": both}


ORACLES = {
    "mse_loss": ("scikit-learn's mean_squared_error and central differences", mse),
    "huber_loss": ("scipy.special.huber and central differences", huber),
    "outlier_sensitivity": ("losses of scikit-learn and scipy with and without the outlier", outlier),
    "l1_l2_minimiser": ("the loss at every target, and a numerical search", minimiser),
    "error_measures": ("scikit-learn, scipy.spatial and statistics", error_measures),
    "r_squared": ("scikit-learn's r2_score and scipy's pearsonr", r_squared),
    "triplet_loss": ("scipy.spatial distances, and counting in hundredths", triplet),
    "info_nce": ("scipy's log_softmax and scikit-learn's log_loss", info_nce),
}
