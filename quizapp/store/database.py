"""Transactions on one store: many readers, one writer at a time, each durable when it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Connection

from quizapp.errors import StoreError
from quizapp.store import sqlite
from quizapp.store.readable import refusal


class Database:
    """Hands out connections; an operation inside a `write` of the same thread joins it.

    Usable from several threads at once.
    """

    def __init__(self, path: Path, busy_ms: int = 5000, *, foreign_keys: bool = True) -> None:
        self.path = path
        self.busy_ms = busy_ms
        self.refusal = refusal(path)
        """Why it cannot be written; empty where it can be."""
        if self.refusal:
            self.engine = sqlite.connect_to_read(path, busy_ms)
        else:
            self.engine = sqlite.connect(path, busy_ms, foreign_keys=foreign_keys)
        self._writer = self.engine.execution_options(**{sqlite.WRITE: True})
        self._current = threading.local()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the store."""
        joined: Connection | None = getattr(self._current, "connection", None)
        if joined is not None:
            yield joined
            return
        with sqlite.explained(self.path), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, many: bool = False) -> Iterator[Connection]:
        """A transaction that is wholly on the disk when the block ends, or leaves no trace if it fails.

        Args:
            many: whether it writes a great many rows, more than there are.

        Raises:
            StoreError: the store cannot be written.
        """
        if self.refusal:
            raise StoreError(self.refusal)
        joined: Connection | None = getattr(self._current, "connection", None)
        if joined is not None:
            yield joined
            return
        with self._undoing(), sqlite.explained(self.path), self._begun(many) as connection:
            self._current.connection = connection
            try:
                yield connection
            finally:
                self._current.connection = None

    @contextmanager
    def _begun(self, many: bool) -> Iterator[Connection]:
        with self._writer.connect() as connection, ExitStack() as stack:
            if many:
                stack.enter_context(sqlite.checked_at_once(connection))
            with connection.begin():
                yield connection
                if many:
                    sqlite.check(connection, self.path)

    def when_undone(self, undo: Callable[[], object]) -> None:
        """Within a `write`, have something done that takes back what is no row, should the write fail."""
        self._current.undoing.append(undo)

    @contextmanager
    def _undoing(self) -> Iterator[None]:
        undoing: list[Callable[[], object]] = []
        self._current.undoing = undoing
        try:
            yield
        except BaseException:
            for undo in reversed(undoing):
                undo()
            raise

    def close(self) -> None:
        self.engine.dispose()
