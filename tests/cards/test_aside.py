"""What another process reads is what would be read here; what it cannot do is done here."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from numpy.typing import NDArray

from cards import aside
from cards.aside import Database, table_aside

ROWS = [[number, -number, 10**15 + number] for number in range(50)]
QUERY = "SELECT one, two, three FROM numbers ORDER BY one"


@pytest.fixture(params=[True, False], ids=["own", "of a stranger"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Database:
    file = tmp_path / "a %20 name?.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE numbers (one, two, three)")
        connection.executemany("INSERT INTO numbers VALUES (?, ?, ?)", ROWS)
    return Database(file, own=request.param)


def turned(rows: NDArray[Any]) -> NDArray[Any]:
    return rows[::-1]


def refuse(database: Database, query: str) -> None:
    raise AssertionError("read here")


def test_few_rows_are_read_here(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "nothing that could be started")
    with table_aside(database, QUERY, len(ROWS), turned) as rows:
        assert rows().tolist() == ROWS[::-1]


def test_many_rows_are_read_by_another_process(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "read_table", refuse)
    with table_aside(database, QUERY, aside.LONG, turned) as rows:
        assert rows().tolist() == ROWS[::-1]


def test_what_another_process_cannot_do_is_done_here(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with table_aside(database, QUERY, aside.LONG, turned) as rows:
        assert rows().tolist() == ROWS[::-1]


def test_rows_that_nobody_wants_end_their_process(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n"
    with pytest.raises(KeyboardInterrupt), table_aside(database, endless, aside.LONG, turned):
        raise KeyboardInterrupt


def test_no_rows_are_rows_too(database: Database) -> None:
    with table_aside(database, f"SELECT * FROM ({QUERY}) WHERE one < 0", 0, turned) as rows:
        assert rows().shape == (0, 3)


def test_a_database_is_only_read(database: Database) -> None:
    with closing(database.opened()) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM numbers")


def test_a_stranger_s_functions_are_not_called(tmp_path: Path) -> None:
    file = tmp_path / "indexed.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("CREATE INDEX by_kind ON notes (json_extract(text, '$.kind'))")
    with table_aside(Database(file, own=True), "SELECT count(*) FROM notes", 1, turned) as rows:
        assert rows().tolist() == [[0]]
    with (
        table_aside(Database(file, own=False), "SELECT count(*) FROM notes", 1, turned) as rows,
        pytest.raises(sqlite3.DatabaseError, match="unsafe"),
    ):
        rows()
