"""Rows that are written many at once are the rows that were given, whatever their number."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from cards.exports import bulk
from cards.exports.bulk import insert


@pytest.mark.parametrize("count", [0, 1, 3, 4, 9])
def test_every_row_is_written_once_in_its_order(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "VALUES", 7)
    rows = [(number, f"it's {number}") for number in range(count)]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE notes (one, two, three)")
        insert(database, "notes", "(?, -1, ?)", iter(rows))
        assert database.execute("SELECT one, three FROM notes WHERE two = -1").fetchall() == rows
