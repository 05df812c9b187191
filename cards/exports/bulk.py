"""Many rows into a table of a package, a hundred or more with each statement: half the time of one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

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
