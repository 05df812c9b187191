"""Many rows into a table at once: what SQLAlchemy's `insert` does, without its toll for each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes rows, of which each names the columns that the first one names."""
    if not rows:
        return
    dialect = connection.dialect
    statement = insert(table).compile(dialect=dialect, column_keys=list(rows[0]))
    columns: list[Iterable[Any]] = []
    for name in statement.positiontup or ():
        values: Iterable[Any] = map(itemgetter(name), rows)
        convert = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        columns.append(map(convert, values) if convert else values)
    connection.exec_driver_sql(str(statement), list(zip(*columns, strict=True)))
