"""Decks in: one module for each format, one registry line for each.

A reader takes a file that may come from anybody and gives a `Deck`, or refuses with one sentence. Writing it
into a store is the application's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from cards.model import Deck

Days = Callable[[int], int]
"""The study day of an instant in UTC milliseconds."""

Told = Callable[[int], object]
"""Told now and then how many cards of a file are read; what it raises ends the reading."""

Read = Callable[[Path, Days, Told], Deck]

OFTEN = 500
"""Cards between two tellings."""

T = TypeVar("T")


def unheard(_: int) -> None:
    """Nobody is told."""


def counting(cards: Iterable[T], told: Told) -> Iterator[T]:
    """What a reader makes its cards of, one by one, while somebody is told how far it is."""
    for at, one in enumerate(cards):
        if not at % OFTEN:
            told(at)
        yield one


@dataclass(frozen=True, slots=True)
class Format:
    """A format of decks, recognised by the names of its files or by how they begin."""

    at: str
    """`module:function` under `cards.imports`."""
    brings: str
    """What comes along, and what does not."""
    magic: bytes
    suffixes: tuple[str, ...]
    """How the names of its files end, where that tells it."""
    mark: bytes = b""
    """What else stands in its first lines."""

    def load(self) -> Read:
        """The function that reads it."""
        module, function = self.at.split(":")
        read: Read = getattr(import_module(f"cards.imports.{module}"), function)
        return read


FORMATS: dict[str, Format] = {
    "anki": Format(
        "anki:read_package",
        "Anki's .apkg and .colpkg: cards, gaps, masked pictures, tags, decks, pictures, sounds, schedules, "
        "every answer; no scripts or styles",
        b"PK\x03\x04",
        (".apkg", ".colpkg"),
    ),
    "mochi": Format(
        "mochi:read_mochi",
        "Mochi's .mochi: cards, gaps, templates, tags, decks, pictures, sounds, every answer",
        b"PK\x03\x04",
        (".mochi",),
    ),
    "table": Format(
        "table:read_table",
        "Anki's text exports with ids: cards, gaps, tags, decks; no pictures or history",
        b"#separator:",
        (),
        b"\n#guid column:",
    ),
    "quizapp": Format(
        "lossless:read_json",
        "JSON that `quizapp export` wrote: everything that it was given",
        b"{",
        (),
        b'"quizapp-deck"',
    ),
}
"""Each format by its name."""


def format_of(path: Path) -> Format | None:
    """The format of a file by its name where that tells it, else by its first bytes; None for a note, and for
    what cannot be opened."""
    try:
        with path.open("rb") as file:
            head = file.read(2000)
    except OSError:
        return None
    suffix = path.suffix.lower()
    alike = [one for one in FORMATS.values() if head.startswith(one.magic) and one.mark in head]
    named = [one for one in FORMATS.values() if suffix in one.suffixes]
    return next(iter(named or alike), None)
