"""Graph convolution: features mixed along the edges of a graph, normalised by degrees."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step
from engine.topics.graph_networks import adjacency, connected_edges

Array = npt.NDArray[np.float64]


def graph_convolution(edges: npt.ArrayLike, x: npt.ArrayLike, w: npt.ArrayLike) -> Array:
    """Output of a layer of graph convolution.

    ReLU(D^(−1/2)·(A + I)·D^(−1/2)·X·W), where A holds the edges, the identity adds a loop to each node,
    and D the degrees with these loops.

    Args:
      edges: `[m, 2]`, undirected edges between nodes counted from 0.
      x: `[n, d]`, features of the nodes.
      w: `[d, k]`, weights.

    Returns:
      `[n, k]`.

    Source: Kipf and Welling, Semi-Supervised Classification with Graph Convolutional Networks (2017),
    equation 2.
    """
    x = np.asarray(x, dtype=float)
    loops = adjacency(edges, len(x)) + np.eye(len(x))
    root = np.sqrt(loops.sum(axis=1))
    return np.asarray(np.maximum(0, loops / root[:, None] / root @ x @ np.asarray(w, dtype=float)))


THREE_NODES = [[[0, 1], [1, 2]], [[0, 1], [0, 2]], [[0, 2], [1, 2]]]


def _draw_convolution(draw: Draw, level: int) -> Params:
    if level == 1:
        edges = connected_edges(draw)
        degrees = [sum(node in edge for edge in edges) for node in range(4)]
        uneven = [edge for edge in edges if degrees[edge[0]] != degrees[edge[1]]]
        return {"edges": edges, "edge": draw.pick(uneven), "n": 4}
    if level == 2:
        return {
            "edges": connected_edges(draw),
            "x": draw.spread(4, -5, 4, 1, gap=0.5),
            "w": draw.decimal(0.5, 2, 1),
            "n": 4,
        }
    return {
        "edges": draw.pick(THREE_NODES),
        "x": draw.matrix(3, 2, 0.5, 4, 1, signed=True),
        "w": draw.matrix(2, 2, 0.3, 1.5, 1, signed=True),
        "n": 3,
    }


GRAPH_CONVOLUTION = Exercise(
    id="graph_convolution",
    title="A layer of graph convolution",
    topic="graphs",
    seconds=150,
    reference=graph_convolution,
    terms=("graph convolution", "GCN", "graph convolutional network", "normalised adjacency matrix"),
    aliases={"gcn_layer": Focus(2), "gcn_normalisation": Focus(1)},
    prompt={
        1: "A graph has {n} nodes, counted from 0, and undirected edges between the pairs "
        "{edges:list}. Graph "
        "convolution adds a loop to each node and divides each entry of the matrix by the roots of "
        "the degrees "
        "of both its nodes, loops included. Take the edge {edge}.",
        2: "A graph has {n} nodes, counted from 0, with one feature each and undirected edges "
        "between the pairs "
        "below. Graph convolution adds a loop to each node, divides each entry of the matrix by the roots of "
        "the degrees of both its nodes (loops included), multiplies the features with this matrix and with "
        "the weight, and applies ReLU.\n\n  edges {edges:list}\n  features {x}\n  weight {w}",
        3: "A graph has {n} nodes, counted from 0, and undirected edges between the pairs "
        "{edges:list}. Row i of "
        "X holds the features of node i. Graph convolution adds a loop to each node, divides each "
        "entry of the "
        "matrix by the roots of the degrees of both its nodes (loops included), multiplies this "
        "matrix, X and "
        "W, and applies ReLU.\n\n  X = {x}   W = {w}",
    },
    draw=_draw_convolution,
    levels={1: ("degrees", "entry"), 2: ("output",), 3: ("outputs",)},
    parts=(
        Part("degrees", "the degrees with loops", "vector", digits=0),
        Part("entry", "the entry of the matrix for this edge"),
        Part("output", "the new features", "vector", digits=2),
        Part("outputs", "the new features", "matrix", digits=2),
    ),
    policies={"unit": lambda values: np.maximum(0, values)},
    steps=(
        Step(
            "loops",
            "Write the graph as a matrix and add a loop to each node: 1 on the diagonal",
            "A + I = {loops}",
            lambda edges, n: adjacency(edges, n) + np.eye(n),
        ),
        Step("degrees", "Add each row: the degrees", "{degrees}", lambda loops: loops.sum(axis=1)),
        Step(
            "matrix",
            "Divide each entry by the roots of the degrees of its row and of its column",
            "{matrix}",
            lambda loops, degrees: loops / np.sqrt(np.outer(degrees, degrees)),
        ),
        Step("entry", "The entry of the edge", "{entry}", lambda matrix, edge: matrix[edge[0], edge[1]]),
        Step(
            "output",
            "Multiply with the features and the weight, and set negative results to 0",
            "ReLU({matrix}·{x}·{w}) = {output}",
            lambda matrix, x, w, unit: unit(matrix @ x * w),
        ),
        Step(
            "mixed",
            "Multiply the matrix with the features: each node mixes its neighbours and itself",
            "{matrix}·X = {mixed}",
            lambda matrix, x: matrix @ x,
        ),
        Step(
            "outputs",
            "Multiply with the weights, and set negative results to 0",
            "ReLU({mixed}·W) = {outputs}",
            lambda mixed, w, unit: unit(mixed @ w),
        ),
    ),
    mistakes=(
        Mistake(
            "no_loops",
            "Add a loop to each node first: its own features count too, and so does the loop in the degree.",
            must=True,
            swap={"loops": lambda edges, n: adjacency(edges, n)},
        ),
        Mistake(
            "rows_only",
            "Divide by the roots of both degrees: dividing by that of the row is a mean.",
            must=True,
            swap={"matrix": lambda loops, degrees: loops / degrees[:, None]},
        ),
        Mistake(
            "not_normalised",
            "Divide the entries by the roots of the degrees: otherwise nodes with many neighbours grow.",
            levels=(2, 3),
            must=True,
            swap={"matrix": lambda loops: loops},
        ),
        Mistake(
            "no_root",
            "Take the root of each of the two degrees before dividing.",
            must=True,
            swap={"matrix": lambda loops, degrees: loops / np.outer(degrees, degrees)},
        ),
        Mistake(
            "degrees_without_loops",
            "Count the loop in each degree as well.",
            swap={"degrees": lambda edges, n: adjacency(edges, n).sum(axis=1)},
        ),
        Mistake(
            "no_relu",
            "Set negative results to 0.",
            levels=(2, 3),
            swap={"unit": lambda values: values},
        ),
        Mistake(
            "weights_transposed",
            "Multiply with W from the right, without transposing it.",
            levels=(3,),
            swap={"outputs": lambda mixed, w, unit: unit(mixed @ w.T)},
        ),
    ),
)
