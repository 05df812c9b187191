"""Oracles of embedding tables: dictionaries of rows, central differences, arrays that are counted."""

from __future__ import annotations

import numpy as np


def embedding_lookup(variant):
    p = variant.params
    if variant.level == 1:
        return {
            "one_hot": [float(i == p["token"]) for i in range(4)],
            "embedding": dict(enumerate(p["table"]))[p["token"]],
        }
    if variant.level == 2:
        rows = dict(enumerate(p["table"]))
        found = [rows[token] for token in p["tokens"]]
        return {"embeddings": found, "pooled": [sum(column) / 3 for column in zip(*found, strict=True)]}

    def loss(table):
        return sum(
            table[token][c] * gradient[c]
            for token, gradient in zip(p["tokens"], p["upstream"], strict=True)
            for c in range(2)
        )

    gradient = np.zeros((p["rows"], 2))
    for place in np.ndindex(gradient.shape):
        up, down = np.zeros_like(gradient), np.zeros_like(gradient)
        up[place], down[place] = 1, -1  # the loss is linear in the table
        gradient[place] = (loss(up) - loss(down)) / 2
    return {"gradient": gradient}


def embedding_parameters(variant):
    p = variant.params
    if variant.level < 3:
        table = np.broadcast_to(0, (p["vocabulary"], p["width"])).size
        expected = {"table": table}
        if variant.level == 2:
            size = np.dtype(f"f{p['bits'] // 8}").itemsize
            expected["model"] = table + np.zeros((p["classes"], p["width"] + 1)).size
            expected["memory"] = expected["model"] * size / 1e6
        return expected
    tables = [np.zeros(shape) for shape in zip(p["sizes"], p["widths"], strict=True)]
    joined = np.concatenate([*(table[0] for table in tables), np.zeros(p["numeric"])])
    count = sum(table.size for table in tables)
    layer = np.outer(np.zeros(p["hidden"]), [*joined, 1])
    return {"tables": count, "joined": joined.size, "network": count + layer.size}


ORACLES = {
    "embedding_lookup": ("rows by name, and differences of a loss", embedding_lookup),
    "embedding_parameters": ("arrays that are built and counted", embedding_parameters),
}
