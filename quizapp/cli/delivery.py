"""Texts on their way out: to stdout or to a file, and without what would command a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from quizapp.whole import writing


def deliver(path: Path | None, text: str) -> None:
    """Write a text to stdout, or to a file that is whole or absent.

    Raises:
      InputError: the file cannot be written there.
    """
    if path is None:
        sys.stdout.write(text)
        return
    with writing(path) as target:
        target.write(text.encode())


def printable(text: str) -> str:
    """A text that a stranger wrote, without what would command a terminal."""
    return "".join(character for character in text if character.isprintable() or character == "\n")
