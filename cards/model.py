"""What a card is, where it came from, and what a reading of notes returns.

Plain frozen records: no file, no database and no screen is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["basic", "definition", "formula", "comparison", "list", "code", "cloze", "typed"]
"""What sort of question a card asks; it decides how it is shown, never how it is scheduled."""

Unit = Literal["line", "cell"]
"""What `Source.start` and `Source.end` count: lines of a text, or cells of a notebook."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a passage stands: file, first and last line (from 1, both included), heading path."""

    file: str
    start: int
    end: int
    path: tuple[str, ...] = ()
    unit: Unit = "line"


@dataclass(frozen=True, slots=True)
class Card:
    """One question and its answer, as read from a note.

    `front` and `back` are Markdown with TeX in `$...$` and `$$...$$`. The front stands alone, the
    back is never empty. `id` is the author's own id, or empty until reconciliation gives it one.
    """

    front: str
    back: str
    source: Source
    kind: Kind = "basic"
    id: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    """Ids or aliases of exercises that the author names; linking adds to none of them silently."""
    passage: str = ""
    """Cards cut from the same passage share this key: they are siblings."""
    difficulty: int | None = None
    """The author's estimate from 1 (easy) to 3 (hard)."""
    reading: str = ""
    """Where to read on: a paper or a textbook section."""
    changed_ms: int = field(default=0, compare=False)
    """When its words last changed, in UTC milliseconds; 0 where nobody has kept it."""


Reason = Literal[
    "empty",
    "title",
    "container",
    "navigation",
    "placeholder",
    "comment",
    "metadata",
    "image only",
    "no question",
    "duplicate",
    "damaged",
    "link only",
    "code only",
]
"""Why a passage gave no card."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A passage that gave no card, and why."""

    source: Source
    reason: Reason
    text: str = ""
    """The beginning of the passage, for the report."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one note file gave."""

    cards: Sequence[Card] = field(default_factory=tuple)
    skipped: Sequence[Skipped] = field(default_factory=tuple)
    path: str = ""
    """The path of learning that the note names in its front matter."""
