"""Everything that the program remembers, in one database; all SQL of it is written in this package.

Importing the package loads no database library: `open_store` does that when it is called, and `peek`
reads what a first screen shows with the standard library alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.store.store import Store


def open_store(where: str | None = None, *, busy_ms: int = 5000) -> Store:
    """The store at a path or URL, made when it does not exist and upgraded when it is older.

    Args:
        where: a path or an SQLAlchemy URL of SQLite; None for the default place.
        busy_ms: how long to wait for another program that is writing.

    Raises:
        StoreError: another kind of database, a newer, damaged or locked file, no space, no permission.
    """
    from quizapp.store.store import Store

    return Store.open(where, busy_ms=busy_ms)
