"""The numbers that a long query gives, read by a process of its own while other work goes on here.

A database is only ever read. Of a stranger's, neither views nor functions are trusted with anything.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONG = 200_000
"""Rows from which another process pays."""

LONGEST_CELL = 20_000_000
"""Bytes of one field of a database."""

_QUERY, _ROWS = "query.sql", "rows.npy"


@dataclass(frozen=True, slots=True)
class Database:
    """An SQLite database."""

    file: Path
    own: bool
    """Whether this program wrote it, and may be writing it now; a stranger's is changed by nobody."""

    def opened(self) -> sqlite3.Connection:
        """A connection that only reads."""
        address = f"{self.file.absolute().as_uri()}?mode=ro{'' if self.own else '&immutable=1'}"
        connection = sqlite3.connect(address, uri=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL)
        connection.execute(f"PRAGMA trusted_schema = {self.own}")
        connection.execute("PRAGMA query_only = ON")
        return connection


@contextmanager
def rows_aside(database: Database, query: str, rows: int) -> Iterator[Callable[[], NDArray[Any]]]:
    """Gives a function that waits for the rows of a query: (rows, columns) of whole numbers.

    What another process cannot do is done here, when the rows are asked for.

    Args:
      database: what is asked.
      query: without parameters.
      rows: how many there will be; a few are read here.
    """
    if rows < LONG:
        yield lambda: read_rows(database, query)
        return
    import numpy as np

    with TemporaryDirectory(prefix="quizapp-") as folder:
        (Path(folder) / _QUERY).write_text(query, "utf-8")
        own = "own" if database.own else ""
        command = [sys.executable, "-P", "-m", __name__, str(database.file.absolute()), own, folder]
        with Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL) as process:
            try:
                yield (
                    lambda: (
                        np.load(Path(folder) / _ROWS) if process.wait() == 0 else read_rows(database, query)
                    )
                )
            finally:
                process.kill()


def read_rows(database: Database, query: str) -> NDArray[Any]:
    """The rows of a query, here and now."""
    import numpy as np

    with closing(database.opened()) as connection:
        found = connection.execute(query)
        return np.fromiter(chain.from_iterable(found), np.int64).reshape(-1, len(found.description))


def main(file: str, own: str, folder: str) -> None:
    """Reads the rows of the query in a folder into a file of numpy's beside it."""
    import numpy as np

    query = (Path(folder) / _QUERY).read_text("utf-8")
    np.save(Path(folder) / _ROWS, read_rows(Database(Path(file), bool(own)), query))


if __name__ == "__main__":
    main(*sys.argv[1:])
