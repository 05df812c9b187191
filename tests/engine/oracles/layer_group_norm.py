"""Oracles of layer and group normalization: ONNX's operators."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import scipy.stats

spec = importlib.util.spec_from_file_location("oracle_onnx", Path(__file__).with_name("first.py"))
first = importlib.util.module_from_spec(spec)
spec.loader.exec_module(first)


def layer_norm(variant):
    p = variant.params
    x = np.array(p["x"], dtype=float)
    rows = np.atleast_2d(x)
    d = rows.shape[1]
    gamma, beta = np.array(p.get("gamma", np.ones(d))), np.array(p.get("beta", np.zeros(d)))
    inputs = {"x": rows, "s": gamma, "b": beta}
    out = first.run_node("LayerNormalization", inputs, axis=-1, epsilon=p.get("eps", 1e-12))[0]
    if "eps" not in p:  # the operator works in single precision inside
        exact = gamma * scipy.stats.zscore(rows, axis=1) + beta
        np.testing.assert_allclose(out, exact, rtol=1e-4, atol=1e-4)
        out = exact
    return {
        "mean": scipy.stats.tmean(x) if x.ndim == 1 else None,
        "variance": scipy.stats.moment(x, 2, axis=-1),
        "x_hat": out[0],
        "y": out[0],
        "Y": out,
    }


def group_norm(variant):
    p = variant.params
    x = np.array(p["x"], dtype=float)
    c, groups = len(x), p.get("groups", len(x))
    gamma, beta = np.array(p.get("gamma", np.ones(c))), np.array(p.get("beta", np.zeros(c)))
    inputs = {"x": x[None], "s": gamma, "b": beta}
    if groups == c:
        out = first.run_node("InstanceNormalization", inputs, epsilon=1e-14)[0][0]
    else:
        out = first.run_node("GroupNormalization", inputs, num_groups=groups, epsilon=1e-14, opset=21)[0][0]
    size = c // groups
    blocks = [x[g * size : (g + 1) * size].ravel() for g in range(groups)]
    standard = np.concatenate([scipy.stats.zscore(block) for block in blocks]).reshape(x.shape)
    exact = gamma[:, None] * standard + beta[:, None]
    np.testing.assert_allclose(out, exact, rtol=1e-4, atol=1e-4)  # the operators work in single precision
    return {
        "x_hat": exact,
        "Y": exact,
        "means": [scipy.stats.tmean(block) for block in blocks],
        "variances": [scipy.stats.moment(block, 2) for block in blocks],
    }


ORACLES = {
    "layer_norm_forward": ("ONNX LayerNormalization and scipy's z-scores", layer_norm),
    "group_norm_forward": ("ONNX Instance- and GroupNormalization, and scipy's z-scores", group_norm),
}
