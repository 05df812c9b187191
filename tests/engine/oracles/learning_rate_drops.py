"""Oracles of dropping rates: living through the epochs one by one."""

from __future__ import annotations


def lr_step_decay(variant):
    p = variant.params
    lr, drops = p["lr"], 0
    for epoch in range(1, p["epoch"] + 1):
        due = epoch in p["milestones"] if "milestones" in p else epoch % p["every"] == 0
        if due:
            lr, drops = lr * p["factor"], drops + 1
    return {"drops": drops, "reached": drops, "rate": lr, "stepped": lr}


def reduce_on_plateau(variant):
    """Look back from every epoch: the last new best or drop lies more than the patience behind."""
    p = variant.params
    values, lr = p["values"], p["lr"]
    better = min if p["mode"] == "min" else max
    drops = []
    for epoch in range(1, len(values) + 1):
        best_epochs = [e for e in range(1, epoch + 1) if values[e - 1] == better(values[:e])]
        first_best = [e for e in best_epochs if values[e - 1] not in values[: e - 1]]
        since = max([first_best[-1], *drops])
        if epoch - since > p["patience"]:
            drops.append(epoch)
            lr *= p["factor"]
    return {"drops": drops, "rate": lr}


ORACLES = {
    "lr_step_decay": ("living through the epochs", lr_step_decay),
    "reduce_on_plateau": ("looking back from every epoch", reduce_on_plateau),
}
