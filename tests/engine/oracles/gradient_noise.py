"""Oracles of gradient noise: covariance matrices and enumeration of all mini-batches."""

from __future__ import annotations

import itertools

import numpy as np


def gradient_variance(variant):
    """Trace of numpy's covariance matrix; the mean squared distance of all pairs is twice the variance."""
    g = np.array(variant.params["gradients"])
    trace = np.trace(np.cov(g.T, bias=True))
    pairs = np.mean([((a - b) ** 2).sum() for a, b in itertools.product(g, g)])
    np.testing.assert_allclose(trace, pairs / 2)
    full = [np.mean(column) for column in g.T]
    return {"full": full, "variance": trace, "noise_scale": trace / np.dot(full, full)}


def variance_of_means(values, batch):
    """Exact variance of the mean of `batch` independent draws from equally likely values."""
    means = [np.mean(draws) for draws in itertools.product(values, repeat=batch)]
    return np.var(means)


def minibatch_variance(variant):
    """Means of all samples of a two-point distribution, doubling the batch by convolution."""
    p = variant.params

    def noise(variance, batch):
        # a gradient is +s or -s: the mean of a batch follows a binomial distribution, summed exactly
        s = np.sqrt(variance)
        weights = np.array([1.0])
        for _ in range(batch):
            weights = np.convolve(weights, [0.5, 0.5])
        means = s * (2 * np.arange(batch + 1) - batch) / batch
        return (weights * means**2).sum()

    np.testing.assert_allclose(noise(4.0, 3), variance_of_means([2, -2], 3))
    if variant.level == 3:
        single = p["noise"] ** 2 / noise(1.0, p["known"])
        batch = p["known"]
        while np.sqrt(noise(single, batch)) > p["wanted"]:
            batch += 1
        return {"needed": batch}
    variance = p["sigma"] ** 2 if "sigma" in p else p["variance"]
    result = noise(variance, p["batch"])
    return {"batch_variance": result, "deviation": np.sqrt(result)}


ORACLES = {
    "gradient_variance": ("numpy's covariance and the mean over all pairs", gradient_variance),
    "minibatch_variance": ("exact distribution of the mean of two-point gradients", minibatch_variance),
}
