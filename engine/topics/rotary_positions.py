"""Rotary position embedding: queries and keys turn with their position."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Convention, Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def rotary_position(x: npt.ArrayLike, position: int, base: float = 10000.0) -> Array:
    """Rotate the pairs of a query or key by angles that grow with its position.

    Pair i = (x_2i, x_2i+1) turns by position·base^(−2i/d), counter-clockwise. Dot products of rotated
    queries and keys depend on the distance of their positions only.

    Args:
      x: `[d]`, d even.
      position: from 0.
      base: θ of the frequencies.

    Returns:
      `[d]`.

    Source: Su et al., RoFormer: Enhanced Transformer with Rotary Position Embedding (2021), section 3.2.
    """
    first, second = np.asarray(x, dtype=float).reshape(-1, 2).T
    angles = position * base ** (-2 * np.arange(len(first)) / (2 * len(first)))
    turned = (
        first * np.cos(angles) - second * np.sin(angles),
        first * np.sin(angles) + second * np.cos(angles),
    )
    return np.stack(turned, axis=-1).reshape(-1)


def turn_pairs(x: Any, angles: Any) -> Any:
    """Each pair of neighbours turned counter-clockwise by its angle."""
    a, b = x[0::2], x[1::2]
    turned = [a * np.cos(angles) - b * np.sin(angles), a * np.sin(angles) + b * np.cos(angles)]
    return np.stack(turned, axis=1).reshape(-1)


def turn_back(x: Any, angles: Any) -> Any:
    """Each pair turned clockwise."""
    return turn_pairs(x, -angles)


def turn_halves(x: Any, angles: Any) -> Any:
    """Feature i is paired with feature i + d/2."""
    a, b = np.split(x, 2)
    return np.concatenate([a * np.cos(angles) - b * np.sin(angles), a * np.sin(angles) + b * np.cos(angles)])


def turn_without_sign(x: Any, angles: Any) -> Any:
    """The rotation with a plus where the minus belongs."""
    a, b = x[0::2], x[1::2]
    turned = [a * np.cos(angles) + b * np.sin(angles), a * np.sin(angles) + b * np.cos(angles)]
    return np.stack(turned, axis=1).reshape(-1)


def turn_in_degrees(x: Any, angles: Any) -> Any:
    """The angles taken for degrees."""
    return turn_pairs(x, np.radians(angles))


def _draw_rotary(draw: Draw, level: int) -> Params:
    if level == 1:
        return {
            "x": [float(v) for v in draw.sample([-4, -3, -2, 2, 3, 4, 5], 2)],
            "position": draw.whole(2, 9),
            "theta": draw.decimal(0.2, 0.6, 1),
        }
    if level == 2:
        return {
            "x": draw.vector(4, 0.4, 2.5, 1, signed=True),
            "position": draw.whole(2, 20),
            "base": draw.pick([16, 25, 100, 400]),
        }
    near, far = draw.sample(range(1, 14), 2)
    query, key = (draw.vector(4, 0.4, 2.5, 1, signed=True) for _ in range(2))
    return {"q": query, "k": key, "m": near, "n": far, "base": draw.pick([16, 25, 100])}


ROTARY_POSITION = Exercise(
    id="rotary_position",
    title="Rotary position embedding of queries and keys",
    topic="attention",
    seconds=120,
    reference=rotary_position,
    terms=("RoPE", "rotary position embedding", "rotary embedding", "rotary positional"),
    aliases={"rope_rotation": Focus(2, "rotated")},
    prompt={
        1: "A rotary embedding turns the pair x counter-clockwise by its position times the frequency θ, in "
        "radians.\n\n  x = {x}\n\n  position {position}, θ = {theta}",
        2: "A rotary embedding turns each pair of neighbouring features, (0, 1) and (2, 3), "
        "counter-clockwise "
        "by position·base^(−2i/d) radians, where pairs count from i = 0 and d = 4.\n\n"
        "  x = {x}\n\n  position {position}, base {base}",
        3: "A query at position {m} and a key at position {n} get rotary embeddings: each pair of "
        "neighbouring "
        "features, (0, 1) and (2, 3), turns counter-clockwise by position·base^(−2i/d) radians, where pairs "
        "count from i = 0 and d = 4. The score is the dot product of the two turned vectors.\n\n"
        "  q = {q}\n  k = {k}\n\n  base {base}",
    },
    draw=_draw_rotary,
    levels={1: ("angle", "pair"), 2: ("rotated",), 3: ("score",)},
    parts=(
        Part("angle", "the angle", digits=2),
        Part("pair", "the turned pair", "vector", digits=2),
        Part("rotated", "the turned vector", "vector", digits=2),
        Part("score", "the score, without scaling", digits=2),
    ),
    policies={"turn": turn_pairs},
    steps=(
        Step(
            "angle",
            "Multiply the position with the frequency",
            "{position}·{theta} = {angle}",
            lambda position, theta: position * theta,
        ),
        Step(
            "pair",
            "Turn the pair: (a·cos − b·sin, a·sin + b·cos)",
            "{pair}",
            lambda x, angle, turn: turn(x, np.array([angle])),
        ),
        Step(
            "frequencies",
            "Frequencies of the two pairs: base to the power of 0 and of −2/4",
            "{frequencies}",
            lambda base: base ** (-2 * np.arange(2) / 4),
        ),
        Step(
            "angles",
            "Multiply with the position",
            "{position}·{frequencies} = {angles}",
            lambda position, frequencies: position * frequencies,
        ),
        Step(
            "rotated",
            "Turn each pair by its angle: (a·cos − b·sin, a·sin + b·cos)",
            "{rotated}",
            lambda x, angles, turn: turn(x, angles),
        ),
        Step(
            "query",
            "Turn the pairs of the query by its position times the frequencies",
            "{query}",
            lambda q, m, frequencies, turn: turn(q, m * frequencies),
        ),
        Step(
            "key",
            "Turn the pairs of the key by its own position times the frequencies",
            "{key}",
            lambda k, n, frequencies, turn: turn(k, n * frequencies),
        ),
        Step(
            "score",
            "Take the dot product (turning the query alone by the difference gives the same)",
            "{query}·{key} = {score}",
            lambda query, key: query @ key,
        ),
    ),
    mistakes=(
        Mistake(
            "sign_lost",
            "One of the two sines carries a minus: (a·cos − b·sin, a·sin + b·cos).",
            must=True,
            swap={"turn": turn_without_sign},
        ),
        Mistake(
            "clockwise",
            "Turn counter-clockwise: the minus belongs to the first feature of the pair.",
            levels=(1, 2),
            must=True,
            swap={"turn": turn_back},
        ),
        Mistake("degrees", "Angles are in radians: switch the calculator.", swap={"turn": turn_in_degrees}),
        Mistake(
            "one_frequency",
            "Each pair has its own frequency: the second one turns more slowly.",
            levels=(2, 3),
            must=True,
            swap={"frequencies": lambda base: np.ones(2)},
        ),
        Mistake(
            "positions_added",
            "Turn query and key each by its own position: only the difference of the two is left in "
            "the score.",
            levels=(3,),
            must=True,
            swap={"key": lambda k, n, frequencies, turn: turn(k, -n * frequencies)},
        ),
        Mistake(
            "not_rotated",
            "Turn both vectors before the dot product.",
            levels=(3,),
            swap={"turn": lambda x, angles: x},
        ),
        Mistake(
            "only_query_rotated",
            "Turn the key by its position as well.",
            levels=(3,),
            swap={"key": lambda k: k},
        ),
        Mistake(
            "exponent_without_two",
            "The exponent of pair i is −2i/d: half the base's power, −1/2, for the second of two pairs.",
            levels=(2, 3),
            swap={"frequencies": lambda base: base ** (-np.arange(2) / 4)},
        ),
    ),
    conventions=(
        Convention(
            "rotate_half",
            "Right where feature i is paired with feature i + d/2; here neighbours are pairs.",
            swap={"turn": turn_halves},
        ),
    ),
)
