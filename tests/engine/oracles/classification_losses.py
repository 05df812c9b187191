"""Oracles of cross entropy, binary cross entropy, focal loss and hinge loss."""

from __future__ import annotations

from decimal import Decimal, getcontext

import numpy as np
import scipy.stats
from sklearn.metrics import log_loss

from engine.topics.focal_loss import focal_loss

getcontext().prec = 80


def cross_entropy(variant):
    p = variant.params
    if variant.level == 3:
        soft = scipy.stats.entropy(p["q"]) + scipy.stats.entropy(p["q"], p["p"])
        bits = scipy.stats.entropy(p["q"], base=2) + scipy.stats.entropy(p["q"], p["p"], base=2)
        return {"soft": soft, "bits": bits}
    rows, labels = np.atleast_2d(p["p"]), np.atleast_1d(p.get("labels", p.get("label")))
    losses = [log_loss([y], [row], labels=[0, 1, 2]) for row, y in zip(rows, labels, strict=True)]
    return {"loss": losses[0], "losses": losses, "mean": log_loss(labels, rows, labels=[0, 1, 2])}


def surprise(z: float, y: int) -> Decimal:
    """−ln of the sigmoid, or of its complement, with eighty digits."""
    probability = 1 / (1 + (-Decimal(str(z))).exp())
    return -(probability if y else 1 - probability).ln()


def binary_cross_entropy(variant):
    p = variant.params
    if variant.level < 3:
        ps, ys = np.atleast_1d(p["p"]), np.atleast_1d(p["y"])
        losses = [log_loss([y], [a], labels=[0, 1]) for a, y in zip(ps, ys, strict=True)]
        return {"loss": losses[0], "losses": losses, "mean": log_loss(ys, ps, labels=[0, 1])}
    losses = [float(surprise(z, y)) for z, y in zip(p["z"], p["y"], strict=True)]
    step = Decimal("1e-20")
    slopes = [
        float((surprise(Decimal(str(z)) + step, y) - surprise(Decimal(str(z)) - step, y)) / (2 * step))
        for z, y in zip(p["z"], p["y"], strict=True)
    ]
    return {"logit_losses": losses, "logit_mean": sum(losses) / 4, "gradient": np.array(slopes) / 4}


def focal(variant):
    """Log loss with sample weights; the paper's own numbers for the modulating factor."""
    ratio = focal_loss(0.9, 1, 0.0) / focal_loss(0.9, 1, 2.0)
    np.testing.assert_allclose(ratio, 100)  # Lin et al., section 3.2: 100 times lower at p_t = 0.9
    p = variant.params

    def loss(probability, y, gamma, weight=1.0):
        wrong = probability if y == 0 else 1 - probability
        for_class = [wrong**gamma * weight]
        return log_loss([y], [probability], labels=[0, 1], sample_weight=for_class, normalize=False)

    if variant.level == 1:
        return {"cross_entropy": loss(p["p_t"], 1, 0), "focal": loss(p["p_t"], 1, p["gamma"])}
    if variant.level == 2:
        weight = {1: p["alpha"], 0: 1 - p["alpha"]}[p["y"]]
        weighted = loss(p["p"], p["y"], p["gamma"], weight)
        return {"weighted": weighted, "factor": weighted / loss(p["p"], p["y"], 0, weight)}
    return {
        "plain_ratio": loss(p["hard"], 1, 0) / loss(p["easy"], 1, 0),
        "focal_ratio": loss(p["hard"], 1, p["gamma"]) / loss(p["easy"], 1, p["gamma"]),
    }


def hinge(variant):
    """Loops over classes; slopes by central differences, which are exact between kinks."""
    p = variant.params
    margin = p.get("margin", 1.0)

    def loss(scores, label):
        return sum(max(0.0, s - scores[label] + margin) for j, s in enumerate(scores) if j != label)

    rows, labels = np.atleast_2d(p["s"]), np.atleast_1d(p["label"])
    losses = [loss(row, label) for row, label in zip(rows, labels, strict=True)]
    slopes = [
        (loss(rows[0] + 0.01 * e, labels[0]) - loss(rows[0] - 0.01 * e, labels[0])) / 0.02
        for e in np.eye(len(rows[0]))
    ]
    return {"loss": losses[0], "losses": losses, "mean": np.mean(losses), "gradient": slopes}


ORACLES = {
    "cross_entropy": ("scikit-learn's log_loss; entropy plus divergence of scipy.stats", cross_entropy),
    "binary_cross_entropy": ("scikit-learn's log_loss; decimal arithmetic for logits", binary_cross_entropy),
    "focal_loss": ("scikit-learn's log_loss with sample weights, and the paper's example", focal),
    "hinge_loss": ("loops over classes and central differences", hinge),
}
