"""Many rows into a table of a package, a hundred or more with each statement: half the time of one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

VALUES = 2_000
"""Of one statement; SQLite takes 32,766, but reading a longer one costs more than it saves."""


def insert(database: sqlite3.Connection, table: str, row: str, rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as they come.

    Args:
      database: inside of a transaction.
      table: its name.
      row: the values of a row as SQL, with a question mark for each value of `rows`.
      rows: the values that differ.
    """
    height = VALUES // row.count("?")
    head = f"INSERT INTO {table} VALUES "
    full = head + ", ".join([row] * height)
    coming = iter(rows)
    while some := list(islice(coming, height)):
        statement = full if len(some) == height else head + ", ".join([row] * len(some))
        database.execute(statement, list(chain.from_iterable(some)))


def insert_numbers(
    database: sqlite3.Connection, table: str, row: str, tables: Iterable[NDArray[Any]]
) -> None:
    """The same for tables of whole numbers, whose values come without an object for each row.

    Args:
      tables: (rows, columns), the columns being the question marks of `row`.
    """
    height, head = VALUES // row.count("?"), f"INSERT INTO {table} VALUES "
    full = head + ", ".join([row] * height)
    for each in tables:
        for start in range(0, len(each), height):
            some = each[start : start + height]
            statement = full if len(some) == height else head + ", ".join([row] * len(some))
            database.execute(statement, some.ravel().tolist())
