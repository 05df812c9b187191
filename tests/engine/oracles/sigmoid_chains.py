"""Oracle of sigmoid chains: complex steps through the whole chain, and a search for the steepest point."""

from __future__ import annotations

import numpy as np
import scipy.special

STEP = 1e-30


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def chain(variant):
    p = variant.params
    if variant.level == 1:
        grid = np.linspace(-4, 4, 8001)
        steepest = np.imag(sigmoid(grid + 1j * STEP)).max() / STEP
        return {"bound": np.exp(p["depth"] * np.log(steepest))}
    if variant.level == 2:
        slopes = scipy.special.expit(p["z"]) * scipy.special.expit(-np.array(p["z"]))
        # each unit starts at its own pre-activation: shift what arrives by a bias
        signal = 0.0 + 1j * STEP
        for z in p["z"]:
            signal = sigmoid(z + (signal - signal.real))
        return {"slopes": slopes, "product": signal.imag / STEP}
    h, signal = [], p["x"] + 1j * STEP
    for w, b in zip(p["w"], p["b"], strict=True):
        signal = sigmoid(w * signal + b)
        h.append(signal.real)
    return {"h": h, "gradient": signal.imag / STEP}


ORACLES = {"sigmoid_gradient_chain": ("complex steps through the chain", chain)}
