"""The order of a session: what comes first, what is mixed, what is kept apart. Pure functions over lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from random import Random
from typing import Literal, TypeVar

from quizapp.records import Entry

T = TypeVar("T")

Order = Literal["due", "random", "topic"]
"""How due reviews follow each other: longest due first, shuffled, or deck by deck."""

Placing = Literal["after", "mixed", "before"]
"""Where new items stand among the due ones."""

LOOK_AHEAD = 30
"""How far down the queue a sibling's replacement is looked for."""


def shuffled(entries: Sequence[Entry], seed: int) -> list[Entry]:
    """The entries in an order that depends on the seed and on the items alone."""
    random = Random(seed)
    return sorted(sorted(entries, key=lambda entry: entry.item), key=lambda _: random.random())


def mixed(first: Sequence[T], second: Sequence[T]) -> list[T]:
    """Both lists in their own order, spread evenly over each other."""
    if not first or not second:
        return [*first, *second]
    placed = [((index + 0.5) / len(first), 0, item) for index, item in enumerate(first)]
    placed += [((index + 0.5) / len(second), 1, item) for index, item in enumerate(second)]
    return [item for _, _, item in sorted(placed, key=lambda place: place[:2])]


def interleaved(entries: Sequence[Entry]) -> list[Entry]:
    """Recall and calculation in turn: the exercises spread evenly among the cards."""
    cards = [entry for entry in entries if entry.kind == "card"]
    return mixed(cards, [entry for entry in entries if entry.kind == "exercise"])


def blended(due: Sequence[Entry], new: Sequence[Entry], placing: Placing) -> list[Entry]:
    """Due and new items as one queue."""
    if placing == "mixed":
        return mixed(due, new)
    return [*due, *new] if placing == "after" else [*new, *due]


def next_index(queue: Sequence[Entry], passages: Collection[str], relatives: Collection[int]) -> int:
    """The first place whose item is no sibling of what was just seen; the first of all if each one is.

    Args:
        queue: what remains, not empty.
        passages: passages of the cards just seen.
        relatives: items that are linked with the items just seen.
    """
    for index, entry in enumerate(islice(queue, LOOK_AHEAD)):
        if entry.item not in relatives and (not entry.passage or entry.passage not in passages):
            return index
    return 0


def share_of_exercises(limit: int, cards: int, exercises: int) -> int:
    """How many new exercises enter beside new cards: at most half, unless the cards run short."""
    return min(exercises, max(limit // 2, limit - cards))
