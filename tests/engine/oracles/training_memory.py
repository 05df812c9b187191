"""Oracle of training memory: arrays that are really allocated, for one parameter on a few devices."""

from __future__ import annotations

import numpy as np

FORMATS = {"fp32": np.float32, "bf16": np.float16, "8 bit": np.int8}
STATES = {"Adam": ("first moment", "second moment"), "SGD with momentum": ("velocity",)}


def training_memory(variant):
    p = variant.params
    if variant.level == 1:
        arrays = [np.zeros(1_000, np.float32) for _ in ("weight", "gradient", *STATES[p["optimizer"]])]
        each = sum(array.nbytes for array in arrays) // 1_000
        return {"single": each, "total": p["billions"] * each}
    if variant.level == 2:
        kept = [np.float16, FORMATS[p["gradients"]], np.float32, FORMATS[p["moments"]], FORMATS[p["moments"]]]
        each = sum(np.zeros(1_000, kind).nbytes for kind in kept) // 1_000
        weights = np.zeros(1_000, np.float16).nbytes / 1_000
        return {"mixed": each, "memory": p["billions"] * each, "inference": p["billions"] * weights}
    parameters, devices = 64 * 100, p["devices"]
    held = {
        "weights": np.zeros(parameters, np.float16),
        "gradients": np.zeros(parameters, np.float16),
        "master copy": np.zeros(parameters, np.float32),
        "first moment": np.zeros(parameters, np.float32),
        "second moment": np.zeros(parameters, np.float32),
    }
    stages = []
    divided = {"master copy", "first moment", "second moment"}
    for more in (set(), {"gradients"}, {"weights"}):
        divided = divided | more
        one = sum(
            (np.split(array, devices)[0] if name in divided else array).nbytes for name, array in held.items()
        )
        stages.append(p["billions"] * one / parameters)
    return {"stages": stages}


ORACLES = {"training_memory": ("bytes of allocated arrays, split among devices", training_memory)}
