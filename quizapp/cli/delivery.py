"""Texts on their way out: to stdout or to a file, and without what would command a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any, Protocol

import click

from engine.errors import UsageError
from quizapp.whole import refuse, writing


def _place(context: click.Context, parameter: click.Parameter, value: Any) -> Path | None:
    """A file that can be written; None for stdout."""
    if value is None or str(value) == "-":
        return None
    refuse(value, "give another place with -o")
    return Path(value)


output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    callback=_place,
    help="Default, or with -: stdout.",
)


class Described(Protocol):
    """A format as far as a list of formats tells of it."""

    @property
    def summary(self) -> str: ...
    @property
    def lacks(self) -> str: ...


def listed(formats: Mapping[str, Described]) -> str:
    """Each format with what it is, and what it cannot carry."""
    return "\n".join(line for name, form in formats.items() for line in _lines(name, form))


def _lines(name: str, form: Described) -> Iterator[str]:
    yield from wrap(f"{name:9} {form.summary}", 78, initial_indent="  ", subsequent_indent=" " * 12)
    if form.lacks:
        yield from wrap(f"without {form.lacks}", 78, initial_indent=" " * 14, subsequent_indent=" " * 14)


def deliver(path: Path | None, content: str | bytes) -> None:
    """Write a text or bytes to stdout, or to a file that is whole or absent.

    Raises:
      InputError: the file cannot be written there.
      UsageError: bytes would go to a terminal.
    """
    if path is not None:
        with writing(path) as target:
            target.write(content.encode() if isinstance(content, str) else content)
    elif isinstance(content, str):
        sys.stdout.write(content)
    elif sys.stdout.isatty():
        raise UsageError("this format is not text and does not belong on a terminal: give -o FILE")
    else:
        sys.stdout.buffer.write(content)


def printable(text: str) -> str:
    """A text that a stranger wrote, without what would command a terminal."""
    return "".join(character for character in text if character.isprintable() or character == "\n")
