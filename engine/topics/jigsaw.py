"""Jigsaw puzzles as a pretext task: how many orders of tiles there are to predict."""

from __future__ import annotations

import math

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def arrangements(tiles: int, turns: int = 1) -> int:
    """Number of ways to lay the tiles of a cut image.

    k! orders, since the first place takes one of k tiles, the next one of k − 1 and so on; each tile can
    be turned in addition: k!·turns^k.

    Args:
      tiles: k.
      turns: ways in which one tile can lie, 4 with quarter turns.

    Returns:
      The number of classes of the puzzle.

    Source: Noroozi and Favaro, Unsupervised Learning of Visual Representations by Solving Jigsaw Puzzles
    (2016), section 4.2.
    """
    return int(math.factorial(tiles) * turns**tiles)


GRIDS = ((2, 2), (2, 3), (3, 2), (2, 4), (4, 2), (3, 3))


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"tiles": draw.whole(3, 8), "images": draw.whole(2, 40) * 1000}
    rows, columns = draw.pick(GRIDS)
    if level == 2:
        return {"rows": rows, "columns": columns, "images": draw.whole(2, 40) * 1000}
    return {
        "rows": rows,
        "columns": columns,
        "fixed": draw.whole(1, min(3, rows * columns - 2)),
        "turns": draw.pick([2, 4]),
    }


JIGSAW = Exercise(
    id="jigsaw_orders",
    title="How many orders a jigsaw pretext task has",
    topic="data",
    seconds=45,
    reference=arrangements,
    terms=("pretext task", "jigsaw", "shuffled tiles", "order of the tiles"),
    aliases={"self_supervised_permutations": Focus(1, "orders"), "pretext_task_classes": Focus(2)},
    prompt={
        1: "A self-supervised network sees {tiles} shuffled tiles of an image and predicts their "
        "order. Every "
        "order is a class. Before training it guesses, on {images} images.",
        2: "An image is cut into {rows} rows and {columns} columns of tiles, which are shuffled. A network "
        "predicts the order; every order is a class. Before training it gives all classes the same "
        "probability, and it is tested on {images} images.",
        3: "An image is cut into {rows} rows and {columns} columns of tiles. The number of tiles "
        "that stay as "
        "they are is {fixed}; the others are shuffled, and each of them is also turned in one of "
        "{turns} ways. "
        "A network predicts order and turns together as one class. Before training it gives all classes the "
        "same probability.",
    },
    draw=_draw,
    levels={1: ("orders", "hits"), 2: ("orders", "hits", "loss"), 3: ("classes", "turned_loss")},
    parts=(
        Part("orders", "the number of orders", "integer"),
        Part("hits", "the images that guessing gets right on average", digits=3, significant=True),
        Part("classes", "the number of classes", "integer"),
        Part("loss", "the cross-entropy loss before training, in nats", digits=3),
        Part("turned_loss", "the cross-entropy loss before training, in nats", digits=3),
    ),
    constants={"fixed": 0},
    steps=(
        Step(
            "tiles",
            "Count the tiles that are shuffled",
            "{rows}·{columns} − {fixed} = {tiles}",
            lambda rows, columns, fixed: rows * columns - fixed,
        ),
        Step(
            "orders",
            "The first place takes any tile, the next any of the others: the factorial",
            "{tiles}! = {orders}",
            lambda tiles: math.factorial(tiles),
        ),
        Step(
            "hits",
            "Guessing is right in one of as many cases",
            "{images} / {orders} = {hits}",
            lambda images, orders: images / orders,
        ),
        Step(
            "classes",
            "Multiply with the ways to turn for each tile: a power",
            "{orders}·{turns}^{tiles} = {classes}",
            lambda orders, turns, tiles: orders * turns**tiles,
        ),
        Step(
            "loss",
            "The loss of equal probabilities is the logarithm of the number of classes",
            "ln {orders} = {loss}",
            lambda orders: math.log(orders),
        ),
        Step(
            "turned_loss",
            "The loss of equal probabilities is the logarithm of the number of classes",
            "ln {classes} = {turned_loss}",
            lambda classes: math.log(classes),
        ),
    ),
    mistakes=(
        Mistake(
            "tiles_with_repetition",
            "A tile that is laid is used up: multiply k, k − 1, k − 2 and so on.",
            must=True,
            swap={"orders": lambda tiles: tiles**tiles},
        ),
        Mistake(
            "two_to_the_tiles",
            "Count orders, not subsets: the factorial grows faster than a power of 2.",
            must=True,
            swap={"orders": lambda tiles: 2**tiles},
        ),
        Mistake(
            "pairs",
            "An order arranges all tiles, not only pairs of them.",
            swap={"orders": lambda tiles: tiles * (tiles - 1) // 2},
        ),
        Mistake(
            "first_fixed",
            "The first place is open too: start the product with the number of all tiles.",
            swap={"orders": lambda tiles: math.factorial(tiles - 1)},
        ),
        Mistake(
            "turned_together",
            "Each tile turns by itself: raise the ways to turn to the number of tiles.",
            levels=(3,),
            must=True,
            swap={"classes": lambda orders, turns: orders * turns},
        ),
        Mistake(
            "turns_added",
            "Every order goes with every way to turn: multiply, do not add.",
            levels=(3,),
            swap={"classes": lambda orders, turns, tiles: orders + turns**tiles},
        ),
        Mistake(
            "loss_in_bits",
            "Use the natural logarithm: the loss is asked in nats.",
            levels=(2, 3),
            must=True,
            swap={
                "loss": lambda orders: math.log2(orders),
                "turned_loss": lambda classes: math.log2(classes),
            },
        ),
        Mistake(
            "chance_of_one_tile",
            "All tiles must be right at once: divide by the number of orders.",
            levels=(1, 2),
            must=True,
            swap={"hits": lambda images, tiles: images / tiles},
        ),
        Mistake(
            "fixed_tiles_counted",
            "Tiles that stay in place have no order to predict: leave them out.",
            levels=(3,),
            must=True,
            swap={"fixed": lambda: 0},
        ),
    ),
)
