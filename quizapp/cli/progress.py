"""A line on stderr that says how far long work has come; only on a terminal, and gone when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any, overload

import click

PAUSE = 0.1
"""Seconds between two changes of the line, so that it costs no time."""
FEWEST = 3
"""Work of so few pieces is done before anybody could read of it."""


class Line:
    """Says `reading 3 of 20: name`.

    Args:
        verb: what is done.
    """

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._next = 0.0
        self._shown = False

    def __call__(self, done: int, total: int, name: str) -> None:
        """Tell that `done` of `total` are done, and what comes next."""
        now = time.monotonic()
        if total > FEWEST and now >= self._next and sys.stderr.isatty():
            self._next, self._shown = now + PAUSE, True
            said = f"{self._verb} {done + 1:,} of {total:,}: {name}"
            click.echo(f"\r\x1b[K{said[: max(20, _columns() - 1)]}", err=True, nl=False)

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


class Counted(Sequence[Any]):
    """A sequence that tells how far it was gone through; what goes through it need not know."""

    def __init__(self, pieces: Sequence[Any], line: Line, what: str) -> None:
        self._pieces = pieces
        self._line = line
        self._what = what

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self._pieces[at]

    def __len__(self) -> int:
        return len(self._pieces)

    def __iter__(self) -> Iterator[Any]:
        total = len(self._pieces)
        for at, piece in enumerate(self._pieces):
            if not at % 100:
                self._line(at, total, self._what)
            yield piece
