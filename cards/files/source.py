"""What a file that is no Markdown becomes: the lines of a note, ready cards, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cards.markdown.text import signs_of, signs_of_mark
from cards.marks.lines import Marked
from cards.model import Unit

FRONT = ("front", "question", "q", "term", "prompt", "word", "text", "cloze")
BACK = ("back", "answer", "a", "definition", "meaning", "explanation", "response", "correct answer")
"""Names of records' entries that say what they are, in small letters."""


@dataclass(frozen=True, slots=True)
class FileText:
    """The lines of a note and the cards that its file holds as records.

    `places` gives each line its number in the file (its cell, for a notebook); without it a line's
    number is its place.
    """

    lines: list[str]
    marked: Sequence[Marked] = ()
    places: Sequence[int] = ()
    unit: Unit = "line"
    damaged: Sequence[tuple[int, int, str]] = ()
    """Records that could not be read, each with its first words."""
    other: Sequence[tuple[int, int, str]] = ()
    """Those that are no cards, each with its first words."""


def holds_any(text: str, marks: Iterable[str]) -> bool:
    """Whether one of the marks stands in a text: its signs are looked for among the text's signs first."""
    signs = signs_of(text)
    return any(mark in text for mark in marks if signs_of_mark(mark) in signs)
