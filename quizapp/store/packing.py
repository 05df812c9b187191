"""Whole numbers side by side in fewer of them, and how a statement takes them apart again.

A value that is bound to a statement takes longer than one that the statement makes of another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOM = 62
"""Bits that are filled of a number of 64: SQLite's numbers have signs."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Columns of a table in fewer columns."""

    words: NDArray[Any]
    """(rows, words)."""
    columns: Mapping[str, str]
    """What makes each column of the words, by its name."""

    def given(self, rows: int) -> str:
        """What stands before a statement that takes so many rows, bound word by word."""
        return given([f"w{place}" for place in range(self.words.shape[1])], rows)


def given(names: Sequence[str], rows: int) -> str:
    """What stands before a statement that takes columns of so many rows, bound one by one, from `given`."""
    row = f"({', '.join('?' * len(names))})"
    return f"WITH given ({', '.join(names)}) AS (VALUES {', '.join([row] * rows)})"


def packed(columns: Mapping[str, NDArray[Any]]) -> Packed:
    """Columns side by side, each in the bits that its range takes.

    Args:
        columns: (rows,) of whole numbers each, with one row or more.
    """
    import numpy as np

    words: list[NDArray[Any]] = []
    made: dict[str, str] = {}
    taken = 0
    for name, values in columns.items():
        column = values.astype(np.int64)
        least, most = int(column.min()), int(column.max())
        bits = (most - least).bit_length()
        if not words or taken + bits > ROOM:
            words.append(np.zeros_like(column))
            taken = 0
        if bits > ROOM:
            words[-1], least = column, 0
        else:
            words[-1] |= (column - least) << taken
        made[name] = _apart(f"w{len(words) - 1}", taken, bits, least)
        taken += bits
    return Packed(np.column_stack(words), made)


def _apart(word: str, shift: int, bits: int, least: int) -> str:
    """What makes a column of the word that holds it; each step less counts, for a million rows."""
    if not bits:
        return f"{least}"
    shifted = f"{word} >> {shift}" if shift else word
    cut = shifted if bits > ROOM else f"({shifted} & {(1 << bits) - 1})"
    return f"({cut} + {least})" if least else cut
