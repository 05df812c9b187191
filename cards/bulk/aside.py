"""What is made of the numbers that a long query gives, by a process of its own while other work goes on here.

Before that it can do a part of that other work, piece by piece. A database is only ever read. Of a
stranger's, neither views nor functions are trusted with anything.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from shutil import rmtree
from subprocess import DEVNULL, PIPE, Popen
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from weakref import finalize

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONG = 100_000
"""Rows from which another process pays."""

LONGEST_CELL = 20_000_000
"""Bytes of one field of a database."""

TOGETHER = 200
"""Parts that come as one line."""

_QUERY, _TABLE = "query.sql", "table.npy"

Make = Callable[["NDArray[Any]"], "NDArray[Any]"]
"""What makes a table of (rows, columns) of whole numbers: a function at the top of a module."""


First = Callable[["Database"], Iterable[Any]]
"""What is done before the query and gives parts that JSON can hold: a function at the top of a module."""


@dataclass(frozen=True, slots=True)
class Database:
    """An SQLite database."""

    file: Path
    own: bool
    """Whether this program wrote it."""
    fixed: bool
    """Whether nobody changes it meanwhile."""

    def opened(self) -> sqlite3.Connection:
        """A connection that only reads."""
        address = f"{self.file.absolute().as_uri()}?mode=ro{'&immutable=1' if self.fixed else ''}"
        connection = sqlite3.connect(address, uri=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL)
        connection.execute(f"PRAGMA trusted_schema = {self.own}")
        connection.execute("PRAGMA query_only = ON")
        return connection


class Aside:
    """What is made of the rows of a query, on its way; a call waits for it.

    What another process cannot do is done here, when it is asked for. That process ends at the latest when
    nobody holds this any more.
    """

    def __init__(
        self, database: Database, query: str, rows: int, make: Make, first: First | None = None
    ) -> None:
        """
        Args:
          database: what is asked.
          query: without parameters.
          rows: how many there will be; a few are read here.
          make: makes the table.
          first: gives the parts that `parts` gives, before the query is asked.
        """
        self._here = partial(read_table, database, query, make)
        self._process: Popen[bytes] | None = None
        if rows < LONG:
            return
        self._folder = Path(mkdtemp(prefix="quizapp-"))
        (self._folder / _QUERY).write_text(query, "utf-8")
        how = ("own" if database.own else "", "fixed" if database.fixed else "")
        called = [f"{one.__module__}:{one.__name__}" for one in (make, first) if one]
        what = (str(database.file.absolute()), *how, *called)
        command = [sys.executable, "-P", "-m", __name__, str(self._folder), *what]
        self._process = Popen(command, stdin=DEVNULL, stdout=PIPE if first else DEVNULL, stderr=DEVNULL)
        self._end = finalize(self, _end, self._process, self._folder)

    def parts(self) -> Iterator[Any]:
        """What the other process does first, as it comes; none where there is no such process, and no more
        where it fails."""
        for line in (self._process and self._process.stdout) or ():
            if line.endswith(b"\n"):
                yield from json.loads(line)

    def __call__(self) -> NDArray[Any]:
        import numpy as np

        if self._process is not None and self._process.stdout:
            self._process.stdout.close()  # or it would wait for ever to be heard
        if self._process is None or self._process.wait() != 0:
            return self._here()
        table: NDArray[Any] = np.load(self._folder / _TABLE)
        self.close()
        return table

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._end()
            self._process = None


def _end(process: Popen[bytes], folder: Path) -> None:
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()
    rmtree(folder, ignore_errors=True)


def read_table(database: Database, query: str, make: Make) -> NDArray[Any]:
    """What is made of the rows of a query, here and now."""
    import numpy as np

    with closing(database.opened()) as connection:
        found = connection.execute(query)
        rows = np.fromiter(chain.from_iterable(found), np.int64).reshape(-1, len(found.description))
    return make(rows)


def main(folder: str, file: str, own: str, fixed: str, make: str, first: str = "") -> None:
    """Writes parts for who waits for them; then puts what is made of the query in a folder beside it."""
    database = Database(Path(file), bool(own), bool(fixed))
    parts = iter(_named(first)(database) if first else ())
    while some := list(islice(parts, TOGETHER)):
        sys.stdout.write(f"{json.dumps(some)}\n")
    sys.stdout.flush()
    import numpy as np  # nobody waits for it longer than for the parts

    query = (Path(folder) / _QUERY).read_text("utf-8")
    np.save(Path(folder) / _TABLE, read_table(database, query, _named(make)))


def _named(place: str) -> Callable[..., Any]:
    """The function of `module:function`."""
    module, function = place.split(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
