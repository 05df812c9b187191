"""What a file that is no Markdown becomes: the lines of a note, ready cards, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cards.marks.lines import Marked
from cards.model import Unit


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
    damaged: Sequence[tuple[int, int]] = field(default_factory=tuple)
    """Records that could not be read."""
