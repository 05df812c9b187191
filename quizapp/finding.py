"""What a search that a learner typed finds in the store and in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import engine
from quizapp import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.records import Found
    from quizapp.workspace import Workspace

EVERYTHING = 1_000_000
"""Findings that no list can show."""


def find(workspace: Workspace, typed: str, day: int, limit: int = EVERYTHING) -> list[Found]:
    """The first items that a search finds: cards in the order in which they came, then exercises.

    Args:
        workspace: the learner's.
        typed: words and conditions.
        day: today's study day.
        limit: how many at most.
    """
    terms = search.parse(typed)
    leech = workspace.settings.leech_threshold
    return workspace.store.search.find(terms, day, exercises=_exercises(terms), leech=leech, limit=limit)


def find_numbers(workspace: Workspace, typed: str, day: int) -> list[int]:
    """The numbers of all items that `find` finds."""
    terms = search.parse(typed)
    leech = workspace.settings.leech_threshold
    return workspace.store.search.numbers(terms, day, exercises=_exercises(terms), leech=leech)


def _exercises(terms: tuple[search.Term, ...]) -> list[str]:
    """Those that are named by all words."""
    return [entry.id for entry in engine.catalogue() if _named(entry, search.words(terms))]


def _named(entry: engine.Entry, words: Sequence[str]) -> bool:
    text = f"{entry.id} {entry.title} {entry.topic} {entry.summary}".lower()
    return all(word.lower() in text for word in words)
