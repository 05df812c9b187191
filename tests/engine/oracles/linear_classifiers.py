"""Oracles of linear classifiers: scikit-learn's, and sums written as loops."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression


def scores(variant):
    p = variant.params
    model = LogisticRegression()
    model.coef_, model.intercept_ = np.array(p["w"]), np.array(p["b"])
    model.classes_, model.n_features_in_ = np.arange(3), len(p["x"])
    return {"scores": model.decision_function([p["x"]])[0], "label": model.predict([p["x"]])[0]}


def trick(variant):
    p = variant.params
    if variant.level == 1:
        image = np.zeros((p["channels"], p["side"], p["side"]))
        matrix = np.hstack([np.zeros((p["classes"], image.size)), np.zeros((p["classes"], 1))])
        return {"shape": matrix.shape, "count": matrix.size}
    return {
        "extended": [[*row, bias] for row, bias in zip(p["w"], p["b"], strict=True)],
        "scores": [
            sum(a * c for a, c in zip(row, p["x"], strict=True)) + bias
            for row, bias in zip(p["w"], p["b"], strict=True)
        ],
    }


ORACLES = {
    "linear_scores": ("decision function of scikit-learn's LogisticRegression", scores),
    "bias_trick": ("an array of that size, and W·x + b in loops", trick),
}
