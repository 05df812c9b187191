"""The catalogue of exercises as the rest of the application asks for it: levels, times, links from cards.

Listing loads no numpy, and so does nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

import engine
from cards.model import Card
from quizapp import __version__

if TYPE_CHECKING:
    from cards.linking import Linker as TermLinker
    from quizapp.notes.importing import Linker


@lru_cache(maxsize=1)
def _entries() -> dict[str, engine.Entry]:
    return {entry.id: entry for entry in engine.catalogue()}


def levels(exercise: str) -> Sequence[int]:
    """The levels of an exercise; none for one that does not exist any more."""
    entry = _entries().get(exercise)
    return entry.levels if entry else ()


def seconds(exercise: str) -> int:
    """The time that an exercise allows for; 0 for one that does not exist any more."""
    entry = _entries().get(exercise)
    return entry.seconds if entry else 0


@lru_cache(maxsize=1)
def _terms() -> TermLinker:
    from cards.linking import Linker as TermLinker  # imported on use: it brings an index of all terms

    return TermLinker(list(_entries().values()))


def linker() -> Linker:
    """Finds the exercises of cards through the catalogue; names that lead nowhere are left out."""
    from quizapp.notes.importing import Linker  # it brings the reader of notes

    entries = _entries()

    def exercises(cards: Sequence[Card]) -> Sequence[Sequence[str]]:
        return [[name for name in names if name in entries] for names in _terms().together(cards)]

    names = "\n".join(f"{entry.id} {sorted(entry.aliases)} {entry.terms}" for entry in entries.values())
    return Linker(exercises, f"{__version__}+{sha256(names.encode()).hexdigest()[:8]}")
