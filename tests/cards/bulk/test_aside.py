"""What another process reads is what would be read here; what it cannot do is done here."""

from __future__ import annotations

import gc
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from numpy.typing import NDArray

from cards.bulk import aside
from cards.bulk.aside import Aside, Database

ROWS = [[number, -number, 10**15 + number] for number in range(50)]
QUERY = "SELECT one, two, three FROM numbers ORDER BY one"


@pytest.fixture(params=[True, False], ids=["own", "of a stranger"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Database:
    file = tmp_path / "a %20 name?.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE numbers (one, two, three)")
        connection.executemany("INSERT INTO numbers VALUES (?, ?, ?)", ROWS)
    return Database(file, own=request.param, fixed=not request.param)


def turned(rows: NDArray[Any]) -> NDArray[Any]:
    return rows[::-1]


def refuse(database: Database, query: str) -> None:
    raise AssertionError("read here")


def test_few_rows_are_read_here(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "nothing that could be started")
    assert Aside(database, QUERY, len(ROWS), turned)().tolist() == ROWS[::-1]


def test_many_rows_are_read_by_another_process(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "read_table", refuse)
    assert Aside(database, QUERY, aside.LONG, turned)().tolist() == ROWS[::-1]


def test_what_another_process_cannot_do_is_done_here(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    assert Aside(database, QUERY, aside.LONG, turned)().tolist() == ROWS[::-1]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the folders lie that are between the processes."""
    place = tmp_path / "between"
    place.mkdir()
    monkeypatch.setattr(aside, "mkdtemp", lambda prefix: mkdtemp(prefix=prefix, dir=place))
    return place


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n"


def test_rows_that_nobody_holds_end_their_process(database: Database, folders: Path) -> None:
    endless = Aside(database, ENDLESS, aside.LONG, turned)
    (folder,) = folders.iterdir()
    assert (folder / "query.sql").read_text("utf-8") == ENDLESS
    del endless
    gc.collect()
    assert not list(folders.iterdir())


def test_rows_that_are_given_up_end_their_process_at_once(database: Database, folders: Path) -> None:
    with pytest.raises(KeyboardInterrupt), closing(Aside(database, ENDLESS, aside.LONG, turned)) as rows:
        raise KeyboardInterrupt
    assert not list(folders.iterdir())
    rows.close()


def test_what_was_read_leaves_nothing_behind(database: Database, folders: Path) -> None:
    rows = Aside(database, QUERY, aside.LONG, turned)
    assert rows().tolist() == ROWS[::-1]
    assert not list(folders.iterdir())
    assert rows().tolist() == ROWS[::-1]


def test_no_rows_are_rows_too(database: Database) -> None:
    assert Aside(database, f"SELECT * FROM ({QUERY}) WHERE one < 0", 0, turned)().shape == (0, 3)


AS_OWN = pytest.mark.parametrize("database", [True], indirect=True, ids=["own"])


def counted(database: Database) -> Iterator[Any]:
    """More than fits into a pipe that nobody reads."""
    yield from ([at, database.file.name, "é" * 100] for at in range(1000))


def halted(database: Database) -> Iterator[Any]:
    yield from counted(database)
    raise OSError("no more")


@AS_OWN
def test_parts_come_before_the_table(database: Database) -> None:
    rows = Aside(database, QUERY, aside.LONG, turned, counted)
    assert list(rows.parts()) == list(counted(database))
    assert rows().tolist() == ROWS[::-1]


@AS_OWN
def test_parts_that_nobody_hears_hold_nothing_up(database: Database) -> None:
    rows = Aside(database, QUERY, aside.LONG, turned, counted)
    assert next(rows.parts())[0] == 0
    assert rows().tolist() == ROWS[::-1]


@AS_OWN
def test_where_parts_end_early_the_rest_is_done_here(database: Database) -> None:
    rows = Aside(database, QUERY, aside.LONG, turned, halted)
    assert list(rows.parts()) == list(counted(database))
    assert rows().tolist() == ROWS[::-1]


@AS_OWN
def test_few_rows_have_no_parts_before_them(database: Database) -> None:
    rows = Aside(database, QUERY, len(ROWS), turned, counted)
    assert not list(rows.parts())
    assert rows().tolist() == ROWS[::-1]


def test_a_database_is_only_read(database: Database) -> None:
    with closing(database.opened()) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM numbers")


def test_a_stranger_s_functions_are_not_called(tmp_path: Path) -> None:
    file = tmp_path / "indexed.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("CREATE INDEX by_kind ON notes (json_extract(text, '$.kind'))")
    count = "SELECT count(*) FROM notes"
    assert Aside(Database(file, own=True, fixed=False), count, 1, turned)().tolist() == [[0]]
    with pytest.raises(sqlite3.DatabaseError, match="unsafe"):
        Aside(Database(file, own=False, fixed=True), count, 1, turned)()
