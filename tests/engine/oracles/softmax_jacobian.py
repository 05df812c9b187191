"""Oracle of the softmax Jacobian: complex steps through softmax, at logits that are the logarithms of p."""

from __future__ import annotations

import numpy as np
import scipy.special

STEP = 1e-30


def probabilities(z):
    return np.exp(z) / np.exp(z).sum()


def derivatives(variant):
    params = variant.params
    z = np.array(params["z"]) if "z" in params else np.log(params["p"])
    columns = [np.imag(probabilities(z + 1j * STEP * unit)) / STEP for unit in np.eye(3)]
    matrix = np.array(columns).T
    own, other = params.get("own", 0), params.get("other", 1)
    g = np.array(params.get("g", [0.0, 0.0, 0.0]))
    return {
        "p": scipy.special.softmax(z),
        "J": matrix,
        "diagonal": matrix[own, own],
        "beside": matrix[own, other],
        "dz": [sum(g[i] * matrix[i, j] for i in range(3)) for j in range(3)],
    }


ORACLES = {"softmax_jacobian": ("complex steps through softmax", derivatives)}
