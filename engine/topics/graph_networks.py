"""Graph neural networks that pass messages between neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def adjacency(edges: npt.ArrayLike, nodes: int) -> Array:
    """The symmetric matrix of an undirected graph: 1 for each pair of neighbours."""
    matrix = np.zeros((nodes, nodes))
    for a, b in np.asarray(edges):
        matrix[a, b] = matrix[b, a] = 1.0
    return matrix


def one_way(edges: Any, nodes: int) -> Any:
    """Each edge from its first node to its second only."""
    matrix = np.zeros((nodes, nodes))
    for a, b in edges:
        matrix[a, b] = 1.0
    return matrix


def message_passing(h: npt.ArrayLike, edges: npt.ArrayLike, w_self: float, w_neighbours: float) -> Array:
    """Values of all nodes after one round of messages.

    h'_v = ReLU(w_self·h_v + w_neighbours·mean of h over the neighbours of v), all nodes at once from the
    values before the round.

    Args:
      h: `[n]` or `[n, d]`, values of the nodes.
      edges: `[m, 2]`, undirected edges between nodes counted from 0.
      w_self: weight of a node's own value.
      w_neighbours: weight of the mean of its neighbours.

    Returns:
      Values of the same shape.

    Source: Gilmer et al., Neural Message Passing for Quantum Chemistry (2017), equations 1 and 2;
    Hamilton et al., Inductive Representation Learning on Large Graphs (2017), algorithm 1, for the mean.
    """
    h = np.asarray(h, dtype=float)
    matrix = adjacency(edges, len(h))
    means = (matrix / matrix.sum(axis=1, keepdims=True)) @ h
    return np.asarray(np.maximum(0, w_self * h + w_neighbours * means))


PAIRS = [[a, b] for a in range(4) for b in range(a + 1, 4)]


def connected_edges(draw: Draw, most: int = 5) -> list[list[int]]:
    """Edges of a connected graph of four nodes whose numbers of neighbours differ."""
    while True:
        edges = sorted(draw.sample(PAIRS, draw.whole(3, most)))
        reached = {0}
        for _ in range(3):
            reached |= {node for edge in edges if reached & set(edge) for node in edge}
        degrees = {sum(node in edge for edge in edges) for node in range(4)}
        if len(reached) == 4 and len(degrees) > 1:
            return edges


def _draw_messages(draw: Draw, level: int) -> Params:
    edges = connected_edges(draw)
    if level == 1:
        busy = [node for node in range(4) if sum(node in edge for edge in edges) > 1]
        return {
            "h": [float(v) for v in draw.sample(range(1, 12), 4)],
            "edges": edges,
            "node": draw.pick(busy),
        }
    weights = {"w_self": draw.decimal(0.3, 1.2, 1), "w_neighbours": draw.signed(0.3, 1.5, 1)}
    if level == 2:
        return {"h": draw.spread(4, -2, 5, 1, gap=0.4), "edges": edges, **weights}
    return {
        "h": [float(v) for v in draw.sample(range(-2, 8), 4)],
        "edges": edges,
        "w_self": draw.pick([0.5, 1.0, 1.5]),
        "w_neighbours": draw.pick([-0.5, 0.5, 1.5, 2.0]),
    }


MESSAGE_PASSING = Exercise(
    id="message_passing",
    title="Passing messages on a small graph",
    topic="graphs",
    seconds=120,
    reference=message_passing,
    terms=("graph neural network", "GNN", "message passing", "neighbourhood aggregation", "graph network"),
    aliases={"graph_neural_network_step": Focus(2), "graph_readout": Focus(3, "readout")},
    prompt={
        1: "A graph has the nodes 0, 1, 2, 3 with the values h and undirected edges between the pairs below. "
        "Node {node} collects messages: the values of its neighbours.\n\n"
        "  h = {h}\n  edges {edges:list}",
        2: "A graph has the nodes 0, 1, 2, 3 with the values h and undirected edges between the "
        "pairs below. In "
        "a round each node becomes ReLU(w·h + u·m), where h is its own value and m the mean of its "
        "neighbours.\n\n  h = {h}\n  edges {edges:list}\n  w = {w_self}, u = {w_neighbours}",
        3: "A graph has the nodes 0, 1, 2, 3 with the values h and undirected edges between the "
        "pairs below. In "
        "a round each node becomes ReLU(w·h + u·m), where h is its own value and m the mean of its "
        "neighbours. There are two rounds with the same weights; then the sum of all nodes is read out.\n\n"
        "  h = {h}\n  edges {edges:list}\n  w = {w_self}, u = {w_neighbours}",
    },
    draw=_draw_messages,
    levels={1: ("total", "mean"), 2: ("after",), 3: ("later", "readout")},
    parts=(
        Part("total", "the sum of the messages", digits=2),
        Part("mean", "the mean of the messages"),
        Part("after", "the values after the round", "vector"),
        Part("later", "the values after two rounds", "vector"),
        Part("readout", "the sum that is read out"),
    ),
    policies={"joined": adjacency, "unit": lambda values: np.maximum(0, values)},
    steps=(
        Step(
            "A",
            "Write the graph as a matrix: 1 for each pair of neighbours, in both directions",
            "A = {A}",
            lambda edges, h, joined: joined(edges, len(h)),
        ),
        Step(
            "total",
            "Add the values of the neighbours",
            "{total}",
            lambda A, h, node: float(A[node] @ h),
        ),
        Step(
            "mean",
            "Divide by the number of neighbours",
            "{mean}",
            lambda A, total, node: total / A[node].sum(),
        ),
        Step(
            "means",
            "For each node take the mean of its neighbours",
            "m = {means}",
            lambda A, h: (A @ h) / A.sum(axis=1),
        ),
        Step(
            "after",
            "Weight own value and mean, and set negative results to 0",
            "ReLU({w_self}·{h} + {w_neighbours}·{means}) = {after}",
            lambda w_self, h, w_neighbours, means, unit: unit(w_self * h + w_neighbours * means),
        ),
        Step(
            "later_means",
            "Means of the neighbours once more, now from the new values of all nodes",
            "m = {later_means}",
            lambda A, after: (A @ after) / A.sum(axis=1),
        ),
        Step(
            "later",
            "Weight and cut off as before",
            "ReLU({w_self}·{after} + {w_neighbours}·{later_means}) = {later}",
            lambda w_self, after, w_neighbours, later_means, unit: unit(
                w_self * after + w_neighbours * later_means
            ),
        ),
        Step("readout", "Add all nodes", "{later:sum} = {readout}", lambda later: later.sum()),
    ),
    mistakes=(
        Mistake(
            "edges_one_way",
            "Undirected edges carry messages in both directions.",
            must=True,
            levels=(1,),
            swap={"joined": one_way},
        ),
        Mistake(
            "own_value_included",
            "A node is not its own neighbour: leave its value out of the messages.",
            must=True,
            swap={"joined": lambda edges, nodes: adjacency(edges, nodes) + np.eye(nodes)},
        ),
        Mistake(
            "sum_for_mean",
            "Divide by the number of neighbours.",
            must=True,
            levels=(2, 3),
            swap={"means": lambda A, h: A @ h, "later_means": lambda A, after: A @ after},
        ),
        Mistake(
            "divided_by_nodes",
            "Divide by the number of neighbours, not by the number of nodes.",
            swap={
                "mean": lambda total, h: total / len(h),
                "means": lambda A, h: A @ h / len(h),
                "later_means": lambda A, after: A @ after / len(after),
            },
        ),
        Mistake(
            "own_value_dropped",
            "Add the node's own value with its weight.",
            levels=(2, 3),
            swap={
                "after": lambda w_neighbours, means, unit: unit(w_neighbours * means),
                "later": lambda w_neighbours, later_means, unit: unit(w_neighbours * later_means),
            },
        ),
        Mistake(
            "no_relu",
            "Set negative results to 0.",
            levels=(2, 3),
            swap={"unit": lambda values: values},
        ),
        Mistake(
            "weights_exchanged",
            "The first weight belongs to the node itself, the second to its neighbours.",
            levels=(2, 3),
            swap={"w_self": lambda w_neighbours: w_neighbours, "w_neighbours": lambda w_self: w_self},
        ),
        Mistake(
            "first_values_again",
            "The second round starts from the values after the first, also for the neighbours.",
            levels=(3,),
            must=True,
            swap={"later_means": lambda means: means},
        ),
        Mistake(
            "one_round",
            "There are two rounds.",
            levels=(3,),
            swap={"later": lambda after: after},
        ),
        Mistake(
            "mean_readout",
            "Add the nodes, as the question says, instead of averaging them.",
            levels=(3,),
            swap={"readout": lambda later: later.mean()},
        ),
    ),
)
