"""The version of a store: made new, upgraded after a backup, or refused.

Versions are four digits that grow. Alembic is loaded only when a store has another version than the
program; a new store gets today's tables and its stamp without it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from quizapp.errors import StoreError
from quizapp.store import sqlite
from quizapp.store.database import Database
from quizapp.store.tables import metadata

HEAD = "0007"
"""The version that this program reads and writes: the newest file under `migrations/versions`."""


def prepare(database: Database) -> None:
    """Brings a store to this program's version.

    Raises:
        StoreError: it is newer than the program, or no store of ours.
    """
    version = sqlite.read_version(database.path, database.busy_ms)
    if version == HEAD:
        return
    if version is None:
        with database.write() as connection:
            if _stamp(connection) is None:  # another program may have been faster
                create(connection)
        return
    check(version, database.path)
    upgrade(database.path, database.busy_ms)


def check(version: str | None, path: Path) -> None:
    """Refuses what this program cannot read."""
    if not version:
        raise StoreError(f"{path} is not a store of quizapp; give --store another file")
    if version > HEAD:
        raise StoreError(
            f"{path} was written by a newer quizapp (its version is {version}, this program reads {HEAD}); "
            "update the program or give --store another file"
        )


def check_readable(path: Path) -> None:
    """Refuses a file that is no store, or newer than the program."""
    check(sqlite.read_version(path, busy_ms=5000) or "", path)


def create(connection: Connection) -> None:
    """Today's tables in an empty database."""
    metadata.create_all(connection)
    for statement in (*sqlite.TRIGGERS, *sqlite.WORDS):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))


def upgrade(path: Path, busy_ms: int, target: str = HEAD) -> None:
    """Runs the migrations up to a version, after a backup; all of it happens, or nothing.

    Raises:
        StoreError: a migration left rows that point at missing ones; the store is as it was.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    database = Database(path, busy_ms, foreign_keys=False)
    try:
        with database.write() as connection:
            if _stamp(connection) == target:  # another program was faster
                return
            sqlite.copy(path, path.with_name(f"{path.name}.before-{target}"))
            config.attributes["connection"] = connection
            command.upgrade(config, target)
            if connection.exec_driver_sql(sqlite.STRAYS).first():
                raise StoreError(f"{path} could not be upgraded, rows of it are missing; it is as it was")
    finally:
        database.close()


def _stamp(connection: Connection) -> str | None:
    """The version inside a transaction; None for an empty file."""
    found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
    if found.first() is None:
        return None
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
