"""The two streams that a learner reads and types lines on. Nothing is known here of cards or exercises.

The end of the input leaves at any point; Ctrl-C says how to leave, and leaves when it is pressed again.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from cards.markdown.text import clean
from engine import show

WIDEST = 100
"""Columns that a paragraph takes at most."""

LEAVING = ("q", "quit")


class Left(Exception):
    """The learner left what is going on."""


class Ended(Left):
    """The input has ended: everything is left."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A learner who reads and types lines."""

    reader: TextIO
    writer: TextIO

    @property
    def columns(self) -> int:
        """Columns to write in: those of the terminal, within bounds."""
        return min(WIDEST, shutil.get_terminal_size((80, 24)).columns)

    @property
    def at_terminal(self) -> bool:
        """Whether a person sits there, for whom another program can take over the terminal."""
        return self.reader.isatty() and self.writer.isatty()

    def say(self, text: str = "") -> None:
        """Write a text, its paragraphs broken to the width, without what would command a terminal."""
        self.writer.write(show.wrapped(clean(text), self.columns) + "\n")
        self.writer.flush()

    def ask(self, prompt: str, leaving: Collection[str] = LEAVING) -> str:
        """The next line, without white space around it.

        Args:
            prompt: what stands before it.
            leaving: what is typed to leave.

        Raises:
            Left: the input has ended, or the learner typed a word for leaving.
            KeyboardInterrupt: Ctrl-C was pressed again.
        """
        line = self._patiently(prompt)
        if line is None:
            raise Ended
        if line.strip() in leaving:
            raise Left
        return line.strip()

    def aside(self, prompt: str) -> str:
        """A line that is asked for on the side; empty where the learner goes back.

        Raises:
            Ended: the input has ended.
        """
        typed = self.ask(prompt, ())
        return "" if typed in LEAVING else typed

    def yes(self, question: str) -> bool:
        """Whether the learner says yes."""
        return self.aside(f"{question} (y or n) > ").lower() in ("y", "yes")

    def _patiently(self, prompt: str) -> str | None:
        """The next line; None at the end of the input. The first Ctrl-C is answered with a sentence."""
        try:
            return self._next(prompt)
        except KeyboardInterrupt:
            self.say("\nq and Enter leave; every answer is kept. Ctrl-C once more leaves at once.")
        return self._next(prompt)

    def _next(self, prompt: str) -> str | None:
        if self.at_terminal and self.reader is sys.stdin and self.writer is sys.stdout:
            with suppress(ImportError):
                import readline  # noqa: F401  editing what is typed, and the lines before; not on every system
            try:
                return clean(input(clean(prompt)))
            except EOFError:
                return None
        self.writer.write(clean(prompt))
        self.writer.flush()
        line = clean(self.reader.readline())
        if not self.reader.isatty():  # nobody sees what is typed into a pipe, not even the line's end
            self.writer.write(line if line.endswith("\n") else f"{line}\n")
        return line or None
