"""Decks out: one module for each family of formats, one registry line for each format.

Every writer takes a deck and a file that is open for writing; choosing cards, naming files and writing
them in one piece is the application's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from cards.model import Deck

Write = Callable[[Deck, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that decks can be written in."""

    at: str
    """`module:function` under `cards.exports`."""
    suffix: str
    summary: str
    lacks: str
    """What of a card, or of a deck, it cannot carry."""
    binary: bool = False
    """Whether it is of no use on a terminal."""
    history: bool = False
    """Whether it carries answers and schedules."""
    exercises: bool = False
    """Whether it carries exercises that ask another question each time."""
    media: bool = False
    """Whether it carries the pictures of cards."""
    identifies: bool = True
    """Whether it carries the ids of cards, by which a later export can update them."""
    misnomer: str = ""
    """A pattern of file names that make the other program take it for something else."""

    def load(self) -> Write:
        """The function that writes it."""
        module, function = self.at.split(":")
        write: Write = getattr(import_module(f"cards.exports.{module}"), function)
        return write


_PLAIN_TABLE = "kinds, further reading, history, pictures"

FORMATS: dict[str, Format] = {
    "csv": Format(
        "table:write_csv", ".csv", "a table for spreadsheets and Anki, separated by commas", _PLAIN_TABLE
    ),
    "tsv": Format("table:write_tsv", ".tsv", "the same, separated by tabs", _PLAIN_TABLE),
    "apkg": Format(
        "anki:write_apkg",
        ".apkg",
        "a package for Anki; importing it again updates in place",
        "difficulty, kinds but gaps and typed answers, and what was edited here of notes that Anki made",
        binary=True,
        history=True,
        exercises=True,
        media=True,
        misnomer=r"collection\.apkg|backup-.*\.apkg|.*\.colpkg",
    ),
    "md": Format(
        "notes:write_notes",
        ".md",
        "notes in the program's own notation, which come back as they were",
        "history, pictures",
    ),
    "html": Format(
        "booklet:write_booklet",
        ".html",
        "a booklet to read on a screen or on paper",
        "tags, history; no program reads it back",
        media=True,
    ),
    "hashcards": Format(
        "marked:write_hashcards",
        ".md",
        "notes for hashcards",
        "ids, tags, several decks, history, pictures",
        identifies=False,
    ),
    "obsidian": Format(
        "marked:write_obsidian",
        ".md",
        "a note for Obsidian's spaced repetition",
        "ids, tags, history, pictures",
        identifies=False,
    ),
    "mochi": Format(
        "mochi:write_mochi",
        ".mochi",
        "a package for Mochi; importing it again updates in place",
        "kinds but gaps; of answers only whether one remembered",
        binary=True,
        history=True,
        media=True,
    ),
    "quizlet": Format(
        "quizlet:write_quizlet",
        ".txt",
        "a term and a definition in each line, for Quizlet",
        "ids, decks, tags, marks, history, pictures",
        identifies=False,
    ),
    "json": Format(
        "lossless:write_json",
        ".json",
        "everything that a card holds, for programs",
        "exercises with questions drawn ahead",
        history=True,
        media=True,
    ),
}
"""Each format by the name under which it is asked for."""
