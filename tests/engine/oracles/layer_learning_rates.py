"""Oracle of layer-wise rates: walking from the last group to the first, and numpy.geomspace."""

from __future__ import annotations

import numpy as np


def discriminative(variant):
    p = variant.params
    if variant.level == 3:
        spread = np.geomspace(p["high"] / p["ratio"], p["high"], p["n"])
        return {"growth": spread[1] / spread[0], "spread": spread}
    rates = [p["high"]]
    while len(rates) < p["n"]:
        rates.insert(0, rates[0] / p["factor"])
    return {"rates": rates}


ORACLES = {"discriminative_learning_rates": ("walking back from the last group; geomspace", discriminative)}
