"""Oracles of graph networks: mailboxes node by node, and random walks on the graph with loops."""

from __future__ import annotations

import numpy as np
import scipy.linalg


def neighbours(edges, node):
    return [b if a == node else a for a, b in edges if node in (a, b)]


def a_round(p, values):
    boxes = {node: [] for node in range(4)}
    for a, b in p["edges"]:
        boxes[a].append(values[b])
        boxes[b].append(values[a])
    return [
        max(0.0, p["w_self"] * values[node] + p["w_neighbours"] * float(np.mean(boxes[node])))
        for node in boxes
    ]


def message_passing(variant):
    p = variant.params
    if variant.level == 1:
        messages = [p["h"][other] for other in neighbours(p["edges"], p["node"])]
        return {"total": sum(messages), "mean": float(np.mean(messages))}
    after = a_round(p, p["h"])
    later = a_round(p, after)
    return {"after": after, "later": later, "readout": sum(later)}


def graph_convolution(variant):
    """The normalised matrix as a product with inverse matrix roots of the degrees."""
    p = variant.params
    n = p["n"]
    degrees = [1 + len(neighbours(p["edges"], node)) for node in range(n)]
    root = scipy.linalg.inv(scipy.linalg.sqrtm(np.diag(degrees)))
    joined = [[float(i == j or j in neighbours(p["edges"], i)) for j in range(n)] for i in range(n)]
    matrix = root @ joined @ root
    if variant.level == 1:
        a, b = p["edge"]
        return {"degrees": degrees, "entry": matrix[a][b]}
    x = np.asarray(p["x"]).reshape(n, -1)
    w = np.asarray(p["w"]).reshape(x.shape[1], -1)
    output = np.einsum("ij,jd,dk->ik", matrix, x, w)
    output = np.where(output > 0, output, 0.0)
    return {"output": output[:, 0], "outputs": output}


ORACLES = {
    "message_passing": ("mailboxes filled edge by edge", message_passing),
    "graph_convolution": ("inverse matrix roots of the degrees", graph_convolution),
}
