"""Stores that can be read and not written: a folder or file without the permission, a disk without room.

The standard library alone is used; no database library is loaded.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlencode

ROOM = 64_000
"""Bytes below which a disk is called full: SQLite needs half of them to read what others may write."""

SENTENCES = {
    "SQLITE_BUSY": "is being written by another program; try again when it has finished",
    "SQLITE_LOCKED": "is being written by another program; try again when it has finished",
    "SQLITE_FULL": "cannot grow, its disk is full; make room, nothing that was saved is lost",
    "SQLITE_READONLY": "cannot be written; change its permissions or give --store another place",
    "SQLITE_PERM": "cannot be opened; change its permissions or give --store another place",
    "SQLITE_CANTOPEN": "cannot be opened; look at its permissions or give --store another place",
    "SQLITE_NOTADB": "is not a store of quizapp; give --store another file",
    "SQLITE_CORRUPT": "is damaged; `quizapp restore` brings back a backup",
    "SQLITE_IOERR": "cannot be read or written, its disk reports an error; look at the disk",
}
"""What SQLite's errors mean, behind the name of the store."""


def refusal(path: Path) -> str:
    """Why a store cannot be written, in a sentence; empty where it can be, or does not exist."""
    if not path.exists():
        return ""
    if not _may_write(path):
        return f"{path} {SENTENCES['SQLITE_READONLY']}"
    try:
        with closing(sqlite3.connect(path, timeout=0)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_IOERR_SHM", "SQLITE_FULL")):
            full = shutil.disk_usage(path.parent).free < ROOM
            return f"{path} {SENTENCES['SQLITE_FULL' if full else 'SQLITE_IOERR']}"
    return ""


def _may_write(path: Path) -> bool:
    """Whether there is the permission, also for the log beside a store."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def for_reading(path: Path) -> tuple[str, dict[str, str]]:
    """The name by which SQLite opens a store that cannot be written, and its options.

    It needs a file beside the store even to read one that others may write. Where nobody has it open, it is
    told that the store does not change meanwhile.
    """
    log = path.with_name(f"{path.name}-wal")
    frozen = not (log.exists() and log.stat().st_size)
    return f"file:{quote(str(path.absolute()))}", {"immutable": "1"} if frozen else {"mode": "ro"}


def opened(path: Path, busy_ms: int = 5000) -> sqlite3.Connection:
    """A connection for reading, also to a store that cannot be written."""
    if not refusal(path):
        return sqlite3.connect(path, timeout=busy_ms / 1000)
    name, options = for_reading(path)
    return sqlite3.connect(f"{name}?{urlencode(options)}", uri=True, timeout=busy_ms / 1000)


def opened_to_look(path: Path) -> sqlite3.Connection:
    """A connection that never writes, not even what the last one to close a store writes back."""
    if not _may_write(path):
        return opened(path)
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        return opened(path)
    return connection
