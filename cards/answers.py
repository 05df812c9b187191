"""The answers to many cards as one table of numbers: a collection has a million, and no object for each.

They read like any mapping of card ids to reviews; nothing is judged or written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cards.model import Phase, Review

if TYPE_CHECKING:
    from numpy.typing import NDArray

PHASES: tuple[Phase, ...] = ("new", "learning", "review", "relearning")
"""By the number that stands for each in a table."""

COLUMNS = [
    ("at_ms", "i8"),
    ("day", "i8"),
    ("rating", "i1"),
    ("duration_ms", "i8"),
    ("was", "i1"),
    ("interval", "i8"),
    ("wait", "i8"),
    ("counts", "?"),
]
"""The fields of `cards.model.Review`, as numpy names them."""


class Answers(Mapping[str, Sequence[Review]]):
    """Histories by card id, each of them some rows of one table."""

    def __init__(self, rows: NDArray[Any], places: Mapping[str, tuple[int, int]]) -> None:
        """
        Args:
          rows: (answers,) of `COLUMNS`, those of a card one after another, oldest first.
          places: the first row of each card, and the one behind its last.
        """
        self.rows = rows
        self.places = places

    @classmethod
    def of(cls, reviews: Mapping[str, Sequence[Review]]) -> Answers:
        """Any histories as a table."""
        if isinstance(reviews, Answers):
            return reviews
        import numpy as np

        places: dict[str, tuple[int, int]] = {}
        count = 0
        for name, some in reviews.items():
            places[name] = (count, count + len(some))
            count += len(some)
        rows = (row_of(one) for some in reviews.values() for one in some)
        return cls(np.fromiter(rows, COLUMNS, count), places)

    def __getitem__(self, name: str) -> Sequence[Review]:
        start, end = self.places[name]
        return [
            Review(at_ms, day, rating, duration_ms, PHASES[was], interval, wait, counts)
            for at_ms, day, rating, duration_ms, was, interval, wait, counts in self.rows[start:end].tolist()
        ]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def opening(values: NDArray[Any]) -> NDArray[Any]:
    """Where a value differs from the one before it."""
    import numpy as np

    return np.concatenate((np.ones(min(1, len(values)), dtype=bool), values[1:] != values[:-1]))


Row = tuple[int, int, int, int, int, int, int, bool]
"""An answer by the order of `COLUMNS`."""


def row_of(one: Review) -> Row:
    was = PHASES.index(one.was)
    return one.at_ms, one.day, one.rating, one.duration_ms, was, one.interval, one.wait, one.counts
