"""Oracles of parameter counts: arrays of the size of every weight and bias, and a search."""

from __future__ import annotations

import numpy as np
from sklearn.neural_network import MLPRegressor


def layer(inputs, outputs):
    return np.zeros((inputs, outputs)).size + np.zeros(outputs).size


def fully_connected(variant):
    p = variant.params
    inputs = p["inputs"] if "inputs" in p else np.zeros((p["channels"], p["height"], p["width"])).ravel().size
    if variant.level < 3:
        return {"inputs": inputs, "count": layer(inputs, p["outputs"])}
    first, second = layer(inputs, p["hidden"]), layer(p["hidden"], p["outputs"])
    return {"first": first, "second": second, "share": first / (first + second)}


def mlp(variant):
    p = variant.params
    if variant.level == 3:
        fitting = [h for h in range(1, 1000) if layer(p["inputs"], h) + layer(h, p["outputs"]) <= p["budget"]]
        return {"hidden": max(fitting)}
    widths = p["widths"]
    model = MLPRegressor(hidden_layer_sizes=widths[1:-1], solver="sgd", max_iter=1, batch_size=1)
    model.partial_fit(np.zeros((1, widths[0])), np.zeros((1, widths[-1])))
    sizes = [w.size + b.size for w, b in zip(model.coefs_, model.intercepts_, strict=True)]
    return {"layers": sizes, "total": sum(sizes)}


ORACLES = {
    "fc_param_count": ("sizes of arrays that are built", fully_connected),
    "mlp_param_count": ("the arrays of scikit-learn's MLPRegressor, and a search", mlp),
}
