"""Many rows into a table at once: what SQLAlchemy's `insert` does, without its toll for each value.

One statement writes hundreds of rows: SQLite opens a journal for every statement that could fail half-way,
and a million journals take three times as long as the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection, Dialect, Table, insert
from sqlalchemy.types import TypeEngine

from quizapp.store.packing import given

MANY = 2000
"""Rows from which it can pay to make the indexes of a table anew."""

VALUES = 12_000
"""Of one statement; SQLite takes 32,766."""


def are_many(count: int, present: int) -> bool:
    """Whether so many rows, beside those that are there, pay for indexes that are made anew."""
    return count > max(MANY, present)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes rows, of which each names the columns that the first one names."""
    if rows:
        insert_columns(connection, table, {name: list(map(itemgetter(name), rows)) for name in rows[0]})


def insert_columns(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Writes rows that come as columns of one length, by the columns' names; lists in JSON are tuples.

    What is the same in all rows is bound once.
    """
    if not all(columns.values()):
        return
    dialect = connection.dialect
    statement = insert(table).compile(dialect=dialect, column_keys=list(columns))
    head, _, _ = str(statement).partition(" VALUES ")
    made: list[str] = []
    fixed: list[Any] = []
    varied: dict[str, Sequence[Any]] = {}
    for name in statement.positiontup or ():
        column = _bound(table.c[name].type, dialect, columns[name])
        if varied and column.count(column[0]) == len(column):
            made.append("?")
            fixed.append(column[0])
        else:
            made.append(f"c{len(varied)}")
            varied[made[-1]] = column
    for height, values in _batches([*varied.values()]):
        rows = given([*varied], height)
        connection.exec_driver_sql(f"{rows} {head} SELECT {', '.join(made)} FROM given", (*values, *fixed))


def _bound(kind: TypeEngine[Any], dialect: Dialect, column: Sequence[Any]) -> Sequence[Any]:
    """A column as the driver takes it."""
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    if convert and isinstance(kind, JSON):
        convert = lru_cache(maxsize=1000)(convert)  # a deck has few tags and many cards
    return list(map(convert, column)) if convert else column


def _batches(columns: Sequence[Sequence[Any]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """How many rows come together, and their values one after another."""
    width = len(columns)
    height = max(1, VALUES // width)
    for start in range(0, len(columns[0]), height):
        some = [column[start : start + height] for column in columns]
        values = [None] * (width * len(some[0]))
        for place, column in enumerate(some):
            values[place::width] = column
        yield len(some[0]), tuple(values)
