"""A line on stderr that says how far long work has come; only on a terminal, and gone when it is done."""

from __future__ import annotations

import sys
import time
from typing import Self

import click

PAUSE = 0.1
"""Seconds between two changes of the line, so that it costs no time."""
FEWEST = 3
"""Work of so few pieces is done before anybody could read of it."""


class Line:
    """Says `reading 3 of 20: name`; at the end of a `with` block it is gone, also before an error is told.

    Args:
        verb: what is done.
    """

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._next = 0.0
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

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
