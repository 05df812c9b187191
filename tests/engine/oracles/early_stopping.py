"""Oracle of early stopping: looking for the first window without improvement."""

from __future__ import annotations


def early_stopping_epoch(variant):
    p = variant.params
    losses, delta = p["losses"], p.get("min_delta", 0.0)
    counted = [1]  # epochs that improve on the last counted one by more than the smallest change
    for epoch in range(2, len(losses) + 1):
        if losses[counted[-1] - 1] - losses[epoch - 1] > delta:
            counted.append(epoch)
    ends = [
        (start + p["patience"], start)
        for start, following in zip(counted, [*counted[1:], len(losses) + 1], strict=True)
        if following - start > p["patience"]
    ]
    stop, kept = ends[0]
    found = {"stop": stop, "kept": kept}
    if "every" in p:
        saved = {losses[e - 1]: e for e in range(stop, 0, -1) if e % p["every"] == 0}
        found["checkpoint"] = saved[min(saved)]
    return found


ORACLES = {"early_stopping_epoch": ("the first window without improvement", early_stopping_epoch)}
