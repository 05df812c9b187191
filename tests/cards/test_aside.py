"""What another process reads is what would be read here; what it cannot do is done here."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cards import aside
from cards.aside import Database, rows_aside

ROWS = [[number, -number, 10**15 + number] for number in range(50)]
QUERY = "SELECT one, two, three FROM numbers ORDER BY one"


@pytest.fixture(params=[True, False], ids=["own", "of a stranger"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Database:
    file = tmp_path / "a %20 name?.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE numbers (one, two, three)")
        connection.executemany("INSERT INTO numbers VALUES (?, ?, ?)", ROWS)
    return Database(file, own=request.param)


def refuse(database: Database, query: str) -> None:
    raise AssertionError("read here")


def test_few_rows_are_read_here(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "nothing that could be started")
    with rows_aside(database, QUERY, len(ROWS)) as rows:
        assert rows().tolist() == ROWS


def test_many_rows_are_read_by_another_process(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "read_rows", refuse)
    with rows_aside(database, QUERY, aside.LONG) as rows:
        assert rows().tolist() == ROWS


def test_what_another_process_cannot_do_is_done_here(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with rows_aside(database, QUERY, aside.LONG) as rows:
        assert rows().tolist() == ROWS


def test_rows_that_nobody_wants_end_their_process(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n"
    with pytest.raises(KeyboardInterrupt), rows_aside(database, endless, aside.LONG):
        raise KeyboardInterrupt


def test_no_rows_are_rows_too(database: Database) -> None:
    with rows_aside(database, f"SELECT * FROM ({QUERY}) WHERE one < 0", 0) as rows:
        assert rows().shape == (0, 3)


def test_a_database_is_only_read(database: Database) -> None:
    with closing(database.opened()) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM numbers")


def test_a_stranger_s_functions_are_not_called(tmp_path: Path) -> None:
    file = tmp_path / "indexed.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("CREATE INDEX by_kind ON notes (json_extract(text, '$.kind'))")
    with rows_aside(Database(file, own=True), "SELECT count(*) FROM notes", 1) as rows:
        assert rows().tolist() == [[0]]
    with (
        rows_aside(Database(file, own=False), "SELECT count(*) FROM notes", 1) as rows,
        pytest.raises(sqlite3.DatabaseError, match="unsafe"),
    ):
        rows()
