"""Reproducible randomness on decimal grids.

The stream is `random.Random` seeded with a SHA-256 of a text key, and only its `.random()` is used:
that sequence alone is promised to stay the same on every machine and version of Python. Drawn
decimals are whole numbers divided by a power of ten, so the printed number is the number used.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

CAP = 1_000
"""Tries of one constrained draw (`spread`) before it gives up; a definition that meets it is wrong."""


class Draw:
    """A stream of draws that belongs to one text key."""

    def __init__(self, key: str) -> None:
        seed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
        self._next = random.Random(seed).random

    def unit(self) -> float:
        """A float in [0, 1)."""
        return self._next()

    def chance(self, probability: float = 0.5) -> bool:
        """True with the given probability."""
        return self._next() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def decimal(self, low: float, high: float, places: int = 1) -> float:
        """A decimal with `places` digits from `low` to `high`, both included."""
        grid = 10**places
        return self.whole(round(low * grid), round(high * grid)) / float(grid)

    def signed(self, low: float, high: float, places: int = 1) -> float:
        """A decimal whose magnitude lies from `low` to `high`, of either sign."""
        return self.decimal(low, high, places) * self.sign()

    def sign(self) -> int:
        """Plus or minus one."""
        return 1 if self.chance() else -1

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.whole(0, len(options) - 1)]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """The options in another order (Fisher and Yates)."""
        rest = list(options)
        for last in range(len(rest) - 1, 0, -1):
            other = self.whole(0, last)
            rest[last], rest[other] = rest[other], rest[last]
        return rest

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """`count` different ones of the options, in random order."""
        return self.shuffled(options)[:count]

    def vector(
        self, length: int, low: float, high: float, places: int = 1, *, signed: bool = False
    ) -> list[float]:
        """`length` decimals; with `signed`, magnitudes from `low` to `high` of either sign."""
        one = self.signed if signed else self.decimal
        return [one(low, high, places) for _ in range(length)]

    def matrix(
        self, rows: int, columns: int, low: float, high: float, places: int = 1, *, signed: bool = False
    ) -> list[list[float]]:
        """`rows` rows of `columns` decimals, as in `vector`."""
        return [self.vector(columns, low, high, places, signed=signed) for _ in range(rows)]

    def wholes(self, length: int, low: int, high: int) -> list[int]:
        """`length` whole numbers from `low` to `high`, both included."""
        return [self.whole(low, high) for _ in range(length)]

    def spread(self, length: int, low: float, high: float, places: int = 1, *, gap: float) -> list[float]:
        """`length` decimals in random order, every two at least `gap` apart: no ties, no near-ties."""
        grid = 10**places
        for _ in range(CAP):
            drawn = [self.whole(round(low * grid), round(high * grid)) for _ in range(length)]
            ordered = sorted(drawn)
            if all(b - a >= gap * grid - 1e-9 for a, b in itertools.pairwise(ordered)):
                return [value / grid for value in drawn]
        raise ValueError(f"{length} decimals from {low} to {high} cannot be drawn {gap} apart")
