"""Products of vectors: inner, outer, sums of outer ones, and the angle between vectors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def low_rank(left: npt.ArrayLike, right: npt.ArrayLike) -> Array:
    """Sum of outer products: a matrix of low rank.

    Σ_r a_r·b_rᵀ, whose entry i, j is Σ_r a_ri·b_rj. Applied to a vector, each term needs only one
    inner product: (a·bᵀ)·x = a·(b·x).

    Args:
      left: a, `[r, m]`, one row for each term.
      right: b, `[r, n]`.

    Returns:
      `[m, n]`, of rank r at most.

    Source: Strang, Introduction to Linear Algebra (2016), section 2.4 (columns times rows); Hu et al.,
    LoRA (2021), section 4.1, for updates of weights in this form.
    """
    return np.asarray(np.asarray(left, dtype=float).T @ np.asarray(right, dtype=float))


def _draw_products(draw: Draw, level: int) -> Params:
    if level == 1:
        a, b = ([float(draw.sign() * draw.whole(1, 6)) for _ in range(3)] for _ in range(2))
        return {"a": a, "b": b}
    a, b = draw.vector(3, 0.2, 3, 1, signed=True), draw.vector(2, 0.2, 3, 1, signed=True)
    if level == 2:
        return {"a": a, "c": draw.vector(3, 0.2, 3, 1, signed=True), "b": b}
    left, right = [a, draw.vector(3, 0.2, 3, 1, signed=True)], [b, draw.vector(2, 0.2, 3, 1, signed=True)]
    return {"left": left, "right": right, "x": draw.vector(2, 0.5, 3, 1, signed=True)}


VECTOR_PRODUCTS = Exercise(
    id="vector_products",
    title="Inner products, outer products, low-rank matrices",
    topic="linear algebra",
    seconds=75,
    reference=low_rank,
    terms=(
        "inner product",
        "dot product of two vectors",
        "outer product",
        "rank-1 matrix",
        "rank one matrix",
    ),
    aliases={"inner_product": Focus(1), "outer_product": Focus(2, "outer"), "low_rank_update": Focus(3)},
    prompt={
        1: "Two vectors are given.\n\n  a = {a}\n  b = {b}",
        2: "Three column vectors are given.\n\n  a = {a}\n  b = {b}\n  c = {c}",
        3: "A weight matrix gets the update ΔW = a₁·b₁ᵀ + a₂·b₂ᵀ of rank 2. The input is x = {x}.\n\n"
        "  a₁ = {left[0]}   b₁ = {right[0]}\n  a₂ = {left[1]}   b₂ = {right[1]}",
    },
    draw=_draw_products,
    levels={1: ("inner",), 2: ("inner_c", "outer"), 3: ("delta", "change")},
    parts=(
        Part("inner", "the inner product of a and b", digits=1),
        Part("inner_c", "the inner product of a and c", digits=2),
        Part("outer", "the outer product a·bᵀ", "matrix", digits=2),
        Part("delta", "the update ΔW", "matrix", digits=2),
        Part("change", "the change ΔW·x of the output", "vector", digits=2),
    ),
    steps=(
        Step("products", "Multiply entry by entry", "{products}", lambda a, b: a * b),
        Step("inner", "Add the products", "a·b = {products:sum} = {inner}", lambda products: products.sum()),
        Step("products_c", "Multiply entry by entry", "{products_c}", lambda a, c: a * c),
        Step(
            "inner_c",
            "Add the products",
            "a·c = {products_c:sum} = {inner_c}",
            lambda products_c: products_c.sum(),
        ),
        Step(
            "outer",
            "Every entry of a times every entry of b: row i, column j holds a_i·b_j",
            "a·bᵀ = {outer}",
            lambda a, b: np.outer(a, b),
        ),
        Step("first", "First term: a₁·b₁ᵀ", "{first}", lambda left, right: np.outer(left[0], right[0])),
        Step("second", "Second term: a₂·b₂ᵀ", "{second}", lambda left, right: np.outer(left[1], right[1])),
        Step("delta", "Add both", "ΔW = {delta}", lambda first, second: first + second),
        Step("change", "Apply it to x: row by row an inner product", "{change}", lambda delta, x: delta @ x),
    ),
    mistakes=(
        Mistake(
            "signs_lost",
            "Keep the signs: products of entries of opposite sign are negative.",
            swap={
                "products": lambda a, b: np.abs(a * b),
                "products_c": lambda a, c: np.abs(a * c),
                "outer": lambda a, b: np.abs(np.outer(a, b)),
            },
            levels=(1, 2),
        ),
        Mistake(
            "product_of_sums",
            "Multiply entry by entry before adding.",
            must=True,
            levels=(1, 2),
            swap={"inner": lambda a, b: a.sum() * b.sum(), "inner_c": lambda a, c: a.sum() * c.sum()},
        ),
        Mistake(
            "added",
            "Multiply the entries, do not add them.",
            must=True,
            swap={
                "products": lambda a, b: a + b,
                "products_c": lambda a, c: a + c,
                "outer": lambda a, b: a[:, None] + b,
                "first": lambda left, right: left[0][:, None] + right[0],
                "second": lambda left, right: left[1][:, None] + right[1],
            },
        ),
        Mistake(
            "norm_of_products",
            "An inner product is a plain sum: no root, no squares.",
            levels=(1, 2),
            swap={
                "inner": lambda products: np.sqrt((products**2).sum()),
                "inner_c": lambda products_c: np.sqrt((products_c**2).sum()),
            },
        ),
        Mistake(
            "one_term",
            "The update has two terms: add a₂·b₂ᵀ.",
            must=True,
            levels=(3,),
            swap={"delta": lambda first: first},
        ),
        Mistake(
            "pairs_mixed",
            "a₁ belongs to b₁ and a₂ to b₂.",
            must=True,
            levels=(3,),
            swap={
                "first": lambda left, right: np.outer(left[0], right[1]),
                "second": lambda left, right: np.outer(left[1], right[0]),
            },
        ),
    ),
)


def cosine_similarity(a: npt.ArrayLike, b: npt.ArrayLike) -> Array:
    """Cosine of the angle between vectors: how alike their directions are.

    cos = a·b/(‖a‖·‖b‖). Vectors of length 1 have the squared distance 2 − 2·cos.

    Args:
      a: `[..., d]`, not zero.
      b: the same; the leading axes broadcast.

    Returns:
      Values in [−1, 1].

    Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), section 6.3.1.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    lengths = np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1)
    return np.asarray((a * b).sum(axis=-1) / lengths)


def _draw_cosine(draw: Draw, level: int) -> Params:
    if level == 1:
        a = [float(v) for v in draw.pick([[3, 4], [6, 8], [5, 12], [8, 6], [4, 3]])]
        return {"a": draw.shuffled(a), "b": [float(draw.sign() * draw.whole(1, 4)), float(draw.whole(1, 6))]}
    a = draw.vector(3, 0.9, 2.2, 1, signed=True)
    if level == 3:
        return {"a": a, "b": [round(v * draw.decimal(0.2, 1.8, 1) + draw.signed(0.2, 1, 1), 1) for v in a]}
    aligned, near, long = ((1.7, 0.1, 0.2), (0.8, 0.4, 0.7), (2.2, 1.2, 2.2))
    keys = [
        [round(scale * v + draw.signed(low, high, 1), 1) for v in a]
        for scale, low, high in (aligned, near, long)
    ]
    return {"a": a, "keys": draw.shuffled(keys)}


COSINE_SIMILARITY = Exercise(
    id="cosine_similarity",
    title="Cosine similarity of embeddings",
    topic="linear algebra",
    seconds=90,
    reference=cosine_similarity,
    terms=("cosine similarity", "cosine of the angle", "cosine distance"),
    aliases={"nearest_by_cosine": Focus(2, "best")},
    prompt={
        1: "Two embeddings are given.\n\n  a = {a}\n  b = {b}",
        2: "A query embedding a is compared with three keys (rows, numbered from 0) by cosine similarity.\n\n"
        "  a = {a}\n\n  keys {keys}",
        3: "Two embeddings are given. Before they are compared, both are scaled to length 1.\n\n"
        "  a = {a}\n  b = {b}",
    },
    draw=_draw_cosine,
    levels={1: ("cosine",), 2: ("cosines", "best"), 3: ("cosine", "angle", "distance")},
    parts=(
        Part("cosine", "their cosine similarity"),
        Part("cosines", "the cosine similarity with each key", "vector"),
        Part("best", "the number of the most similar key", "integer", may_repeat=True),
        Part("angle", "the angle between them in degrees", digits=1),
        Part("distance", "the Euclidean distance of the scaled embeddings"),
    ),
    steps=(
        Step("dot", "Inner product", "a·b = {dot}", lambda a, b: (a * b).sum()),
        Step(
            "length_a",
            "Length of a: root of the sum of squares",
            "‖a‖ = √({a:squares}) = {length_a}",
            lambda a: np.sqrt((a**2).sum()),
        ),
        Step("length_b", "Length of b", "‖b‖ = √({b:squares}) = {length_b}", lambda b: np.sqrt((b**2).sum())),
        Step(
            "cosine",
            "Divide the inner product by both lengths",
            "{dot}/({length_a}·{length_b}) = {cosine}",
            lambda dot, length_a, length_b: dot / (length_a * length_b),
        ),
        Step("dots", "Inner product with each key", "{dots}", lambda keys, a: keys @ a),
        Step("lengths", "Length of each key", "{lengths}", lambda keys: np.sqrt((keys**2).sum(axis=1))),
        Step(
            "cosines",
            "Divide each inner product by both lengths",
            "{cosines}",
            lambda dots, lengths, length_a: dots / (lengths * length_a),
        ),
        Step(
            "best", "The largest is the most similar", "key {best}", lambda cosines: int(np.argmax(cosines))
        ),
        Step(
            "angle",
            "Angle = arccos of the cosine",
            "arccos {cosine} = {angle}°",
            lambda cosine: np.degrees(np.arccos(cosine)),
        ),
        Step(
            "distance",
            "Unit vectors are √(2 − 2·cos) apart",
            "√(2 − 2·{cosine}) = {distance}",
            lambda cosine: np.sqrt(2 - 2 * cosine),
        ),
    ),
    mistakes=(
        Mistake(
            "not_normalised",
            "Divide by both lengths: the inner product also grows with the length of the vectors.",
            must=True,
            swap={
                "cosine": lambda dot: dot,
                "cosines": lambda dots: dots,
            },
        ),
        Mistake(
            "no_roots",
            "The length is the root of the sum of squares.",
            must=True,
            swap={
                "length_a": lambda a: (a**2).sum(),
                "length_b": lambda b: (b**2).sum(),
                "lengths": lambda keys: (keys**2).sum(axis=1),
            },
        ),
        Mistake(
            "one_length",
            "Divide by the lengths of both vectors.",
            swap={
                "cosine": lambda dot, length_a: dot / length_a,
                "cosines": lambda dots, lengths: dots / lengths,
            },
        ),
        Mistake(
            "sum_of_lengths",
            "Divide by the product of the lengths, not by their sum.",
            swap={
                "cosine": lambda dot, length_a, length_b: dot / (length_a + length_b),
                "cosines": lambda dots, lengths, length_a: dots / (lengths + length_a),
            },
        ),
        Mistake(
            "largest_product",
            "Divide by the lengths before comparing: a long key has a large inner product anyway.",
            must=True,
            levels=(2,),
            swap={"best": lambda dots: int(np.argmax(dots))},
        ),
        Mistake(
            "nearest_point",
            "Compare directions, not distances: a long vector can point the same way.",
            must=True,
            levels=(2,),
            swap={"best": lambda keys, a: int(np.argmin(((keys - a) ** 2).sum(axis=1)))},
        ),
        Mistake(
            "radians",
            "Turn radians into degrees: multiply by 180/π.",
            levels=(3,),
            swap={"angle": lambda cosine: np.arccos(cosine)},
        ),
        Mistake(
            "one_minus_cosine",
            "1 − cos is the cosine distance: unit vectors are √(2 − 2·cos) apart.",
            must=True,
            levels=(3,),
            swap={"distance": lambda cosine: 1 - cosine},
        ),
        Mistake(
            "distance_squared",
            "2 − 2·cos is the squared distance: take the root.",
            levels=(3,),
            swap={"distance": lambda cosine: 2 - 2 * cosine},
        ),
        Mistake(
            "distance_not_scaled",
            "Scale both vectors to length 1 before measuring the distance.",
            levels=(3,),
            swap={"distance": lambda a, b: np.sqrt(((a - b) ** 2).sum())},
        ),
    ),
)
