"""SQLite's particulars: connections, transactions, triggers, backup, checks and what its errors mean.

No other file of the program knows which database it is.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Select, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from cards.bulk.aside import Aside, Database, Make
from quizapp.errors import StoreError
from quizapp.store.readable import SENTENCES, for_reading, opened, refusal

if TYPE_CHECKING:
    from numpy.typing import NDArray

OLDEST_SQLITE = (3, 35, 0)
"""UPSERT, RETURNING, window functions and the index of trigrams."""

WRITE = "quizapp_write"
"""Execution option of connections that will write."""

STRAYS = "PRAGMA foreign_key_check"
"""Gives the rows that point at missing ones."""

TRIGGERS = (
    """CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log
    BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    """CREATE TRIGGER log_keeps_words BEFORE UPDATE ON log
    BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    """CREATE TRIGGER log_voids_answers BEFORE INSERT ON log
    WHEN NEW.voids IS NOT NULL AND EXISTS
        (SELECT 1 FROM log WHERE id = NEW.voids AND (voids IS NOT NULL OR item_id <> NEW.item_id))
    BEGIN SELECT RAISE(ABORT, 'only an answer of the same item can be undone'); END""",
)

WORDS = (
    """CREATE VIEW texts_of_cards AS SELECT item_id, id || char(10, 10) AS id, front || char(10, 10) AS front,
    back || char(10, 10) AS back, tags || char(10, 10) AS tags FROM cards""",
    """CREATE VIRTUAL TABLE card_words USING fts5(id, front, back, tags,
    content='texts_of_cards', content_rowid='item_id', tokenize='trigram', detail=none, columnsize=0)""",
    "CREATE VIRTUAL TABLE card_words_trigrams USING fts5vocab(card_words, row)",
    """CREATE VIRTUAL TABLE card_fronts USING fts5(front,
    content='texts_of_cards', content_rowid='item_id', tokenize='trigram', detail=none, columnsize=0)""",
    """CREATE TRIGGER cards_into_words AFTER INSERT ON cards
    BEGIN INSERT INTO card_words (rowid, id, front, back, tags)
        SELECT item_id, id, front, back, tags FROM texts_of_cards WHERE item_id = NEW.item_id;
    INSERT INTO card_fronts (rowid, front)
        SELECT item_id, front FROM texts_of_cards WHERE item_id = NEW.item_id; END""",
    """CREATE TRIGGER cards_leave_words BEFORE UPDATE OF id, front, back, tags ON cards
    WHEN (OLD.id, OLD.front, OLD.back, OLD.tags) IS NOT (NEW.id, NEW.front, NEW.back, NEW.tags)
    BEGIN INSERT INTO card_words (card_words, rowid, id, front, back, tags)
        SELECT 'delete', item_id, id, front, back, tags FROM texts_of_cards WHERE item_id = OLD.item_id;
    INSERT INTO card_fronts (card_fronts, rowid, front)
        SELECT 'delete', item_id, front FROM texts_of_cards WHERE item_id = OLD.item_id; END""",
    """CREATE TRIGGER cards_change_words AFTER UPDATE OF id, front, back, tags ON cards
    WHEN (OLD.id, OLD.front, OLD.back, OLD.tags) IS NOT (NEW.id, NEW.front, NEW.back, NEW.tags)
    BEGIN INSERT INTO card_words (rowid, id, front, back, tags)
        SELECT item_id, id, front, back, tags FROM texts_of_cards WHERE item_id = NEW.item_id;
    INSERT INTO card_fronts (rowid, front)
        SELECT item_id, front FROM texts_of_cards WHERE item_id = NEW.item_id; END""",
)
"""Which three letters stand side by side on which card, and on which front, for `quizapp.store.search`.

Cards are never deleted, and a trigram does not say where it stands: a fifth of the size of an index that
says so. Two line ends follow each text, so that each of its letters begins a trigram; `card_words_trigrams`
lists them in their order.
"""

_INDEXED = {"card_words": "id, front, back, tags", "card_fronts": "front"}
"""The indexes of words, and what of a card is in them."""
_WORDS_OF = """INSERT INTO {index} (rowid, {columns}) SELECT item_id, {columns} FROM texts_of_cards
    WHERE item_id IN (SELECT value FROM json_each(?))"""
_MERGING = "INSERT INTO {index} ({index}, rank) VALUES ('automerge', ?)"
_MERGED = 4
"""Parts of the index of words that later changes merge into one, as is usual."""

_ASIDE = """SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL
    AND (type = 'index' AND sql NOT LIKE '% WHERE %' OR type = 'trigger' AND sql LIKE '%INSERT ON%')"""
"""An index of few rows takes less to be kept than to be made anew of all of them."""


AT_HAND = -64_000
"""Of a store, while a great many rows are written: kB, as SQLite wants them told, below zero."""


def connect_to_read(path: Path, busy_ms: int) -> Engine:
    """An engine for a store that cannot be written."""
    name, options = for_reading(path)
    url = URL.create("sqlite", database=name, query={**options, "uri": "true"})
    return create_engine(url, connect_args={"timeout": busy_ms / 1000})


def connect(path: Path, busy_ms: int, *, foreign_keys: bool = True) -> Engine:
    """An engine whose connections are durable and whose transactions say at once that they will write.

    A migration works without foreign keys, because SQLite alters a table by copying and dropping it.

    A deferred transaction that reads first and writes later fails at once when another program writes
    in between; with `BEGIN IMMEDIATE` it waits its turn.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; this program needs {needed} or newer")
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": busy_ms / 1000})
    event.listen(engine, "connect", lambda connection, _: _set_up(connection, busy_ms, foreign_keys))
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, busy_ms: int, foreign_keys: bool) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    _use_wal(connection, busy_ms)
    for pragma in (
        "synchronous=FULL",
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        "recursive_triggers=ON",  # or REPLACE would delete rows of the log unseen by its triggers
    ):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: sqlite3.Connection, busy_ms: int) -> None:
    """Turns on the write-ahead log, which a file keeps.

    SQLite does not wait here when another program is about to do the same, so this does.
    """
    patience = time.monotonic() + busy_ms / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(0.01)


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get(WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def checked_at_once(connection: Connection) -> Iterator[None]:
    """Inside, for one transaction that has not begun, no row is asked whether what it points at is there:
    before it ends, `check` asks all of them together.

    For a great many rows, which takes a quarter of the time so.
    """
    own: Any = connection.connection.dbapi_connection
    own.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        own.execute("PRAGMA foreign_keys=ON")


def check(connection: Connection, path: Path) -> None:
    """Refuses a transaction that would leave rows which point at missing ones.

    Raises:
        StoreError: with the first of them.
    """
    found = connection.exec_driver_sql(STRAYS).first()
    if found is not None:
        raise StoreError(f"{path}: {found[0]} would point at a missing {found[2]}; nothing was written")


@contextmanager
def bare(connection: Connection, table: str) -> Iterator[None]:
    """Inside, a table has neither triggers for new rows nor CHECKs nor indexes, but for those that hold its
    keys or few of its rows, and much of the store stays in memory.

    For a great many rows, which take a third of the time so; what triggers and CHECKs look at or do is for
    the caller. It is part of the transaction: what fails inside has to undo that.
    """
    aside = connection.exec_driver_sql(_ASIDE, (table,)).all()
    for kind, name, _ in aside:
        connection.exec_driver_sql(f"DROP {kind} {name}")
    with _set(connection, "ignore_check_constraints", 1), _set(connection, "cache_size", AT_HAND):
        yield
        for *_, statement in aside:
            connection.exec_driver_sql(statement)


@contextmanager
def _set(connection: Connection, pragma: str, value: int) -> Iterator[None]:
    """Inside, a connection has another setting, which no transaction would take back."""
    before = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
    connection.exec_driver_sql(f"PRAGMA {pragma}={value}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA {pragma}={before}")


def index_words(connection: Connection, cards: Sequence[int]) -> None:
    """Does what the trigger does for each new card, for many at once.

    What is merged while they come is merged again and again; that takes a third of the time.
    """
    numbers = json.dumps(cards)
    for index, columns in _INDEXED.items():
        merging = _MERGING.format(index=index)
        connection.exec_driver_sql(merging, (0,))
        connection.exec_driver_sql(_WORDS_OF.format(index=index, columns=columns), (numbers,))
        connection.exec_driver_sql(merging, (_MERGED,))


def reading_aside(path: Path, query: Select[Any], rows: int, make: Make) -> Callable[[], NDArray[Any]]:
    """What `cards.aside.Aside` gives, for what a file held when this began or a little later."""
    text = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    fixed = bool(refusal(path)) and "immutable" in for_reading(path)[1]
    aside = Aside(Database(path, own=True, fixed=fixed), str(text), rows, make)

    def found() -> NDArray[Any]:
        with explained(path):
            return aside()

    return found


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what the database reports into one sentence for people."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise StoreError(_sentence(error.orig, path)) from error
        raise
    except sqlite3.Error as error:
        raise StoreError(_sentence(error, path)) from error


def _sentence(error: sqlite3.Error, path: Path) -> str:
    name = getattr(error, "sqlite_errorname", "")
    for code, sentence in SENTENCES.items():
        if name == code or name.startswith(f"{code}_"):
            return f"{path} {sentence}"
    return f"{path}: the database reports: {error}"


def read_version(path: Path, busy_ms: int) -> str | None:
    """The schema version of a file: None when it holds nothing, "" when it is no store of ours."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    with explained(path), closing(opened(path, busy_ms)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        if not {"alembic_version", "log", "items"} <= tables:
            return ""
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return row[0] if row else ""


def copy(path: Path, target: Path, named: Path | None = None) -> None:
    """A consistent copy of a store, also while other programs use it.

    Args:
        path: the store.
        target: the file to write.
        named: what a refusal calls it, where it is only on the way to another place.

    Raises:
        StoreError: there is no space, or either file cannot be read or written.
    """
    named = named or target
    with explained(named), closing(sqlite3.connect(target)) as new:
        with explained(path), closing(opened(path)) as old:
            try:
                old.backup(new)
            except sqlite3.Error as error:
                raise StoreError(_sentence(error, named if _is_of_target(error) else path)) from error
        new.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def _is_of_target(error: sqlite3.Error) -> bool:
    """Whether it is the copy that could not be made, rather than the store that could not be read."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN"))


def overwrite(path: Path, source: Path) -> None:
    """Puts the content of a sound store in the place of another, whole or not at all.

    A store that can be read is overwritten inside a transaction of its own, so that other programs that
    have it open go on with the new content; one that is damaged is replaced as a file.
    """
    try:
        sound = not path.exists() or not faults(path)
    except StoreError:
        sound = False
    if not sound:
        for leftover in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            leftover.unlink(missing_ok=True)
        source.replace(path)
        return
    with explained(path), closing(sqlite3.connect(path)) as target, closing(sqlite3.connect(source)) as new:
        new.backup(target)


def faults(path: Path) -> list[str]:
    """What SQLite finds wrong with a file; empty when it is sound."""
    with explained(path), closing(opened(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA quick_check")]
        strays = connection.execute(STRAYS).fetchall()
    found = [] if found == ["ok"] else found
    return found + [f"{table} row {row} points at a missing {parent}" for table, row, parent, _ in strays]
