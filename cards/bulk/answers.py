"""The answers to many cards as one table of numbers: a collection has a million, and no object for each.

They read like any mapping of card ids to reviews; nothing is judged or written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
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

NUMBERED = [("card", "i8"), *COLUMNS]
"""The same with a number before, whatever counts the cards."""


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
        if isinstance(reviews, Awaited):
            return reviews.come
        import numpy as np

        places: dict[str, tuple[int, int]] = {}
        count = 0
        for name, some in reviews.items():
            places[name] = (count, count + len(some))
            count += len(some)
        rows = (row_of(one) for some in reviews.values() for one in some)
        return cls(np.fromiter(rows, COLUMNS, count), places)

    @classmethod
    def numbered(cls, table: NDArray[Any], names: Mapping[int, str]) -> Answers:
        """Answers that tell by a number whose they are.

        Args:
          table: (answers,) of `NUMBERED`, card by card, oldest first.
          names: the cards' ids by their numbers; answers to others are left out.
        """
        import numpy as np

        starts = np.flatnonzero(opening(table["card"]))
        ends = np.append(starts[1:], len(table))[: len(starts)]
        places = zip(table["card"][starts].tolist(), starts.tolist(), ends.tolist(), strict=True)
        rows = table[[name for name, _ in COLUMNS]]
        return cls(rows, {names[number]: (start, end) for number, start, end in places if number in names})

    def of_cards(self, cards: Iterable[tuple[int, str]]) -> tuple[NDArray[Any], NDArray[Any]]:
        """The answers to some cards in their order, each with a number.

        Args:
          cards: numbers, whatever they count, and ids of cards; those that nobody answered are passed over.

        Returns:
          (answers,) the numbers, and (answers,) of `COLUMNS`.
        """
        import numpy as np

        found = [(number, *self.places[name]) for number, name in cards if name in self.places]
        number, start, end = np.array(found, dtype=np.int64).reshape(-1, 3).T
        count = end - start
        if len(start) and np.array_equal(start[1:], end[:-1]):  # as they lie, which takes no copy
            return np.repeat(number, count), self.rows[start[0] : end[-1]]
        places = np.repeat(start - (np.cumsum(count) - count), count) + np.arange(np.sum(count))
        return np.repeat(number, count), self.rows[places]

    def __getitem__(self, name: str) -> Sequence[Review]:
        start, end = self.places[name]
        return [
            Review(at_ms, day, rating, duration_ms, PHASES[was], interval, wait, counts)
            for at_ms, day, rating, duration_ms, was, interval, wait, counts in self.rows[start:end].tolist()
        ]

    def __contains__(self, name: object) -> bool:
        return name in self.places  # without a look at the answers

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


class Awaited(Mapping[str, Sequence[Review]]):
    """Answers that are waited for when somebody asks for one."""

    def __init__(self, come: Callable[[], Answers]) -> None:
        """
        Args:
          come: waits for them.
        """
        self._come = come

    @cached_property
    def come(self) -> Answers:
        """The answers, once they are there."""
        return self._come()

    def __getitem__(self, name: str) -> Sequence[Review]:
        return self.come[name]

    def __contains__(self, name: object) -> bool:
        return name in self.come

    def __iter__(self) -> Iterator[str]:
        return iter(self.come)

    def __len__(self) -> int:
        return len(self.come)


def numbered_table(found: NDArray[Any]) -> NDArray[Any]:
    """Answers as (answers, columns) of whole numbers, in any order, as a table of `NUMBERED`: card by card,
    oldest first. Of answers of one instant the first stays first.
    """
    import numpy as np

    found = found[np.lexsort((found[:, 1], found[:, 0]))]
    table = np.empty(len(found), NUMBERED)
    for place, (name, _) in enumerate(NUMBERED):
        table[name] = found[:, place]
    return table


def opening(values: NDArray[Any]) -> NDArray[Any]:
    """Where a value differs from the one before it."""
    import numpy as np

    return np.concatenate((np.ones(min(1, len(values)), dtype=bool), values[1:] != values[:-1]))


Row = tuple[int, int, int, int, int, int, int, bool]
"""An answer by the order of `COLUMNS`."""


def row_of(one: Review) -> Row:
    was = PHASES.index(one.was)
    return one.at_ms, one.day, one.rating, one.duration_ms, was, one.interval, one.wait, one.counts
