"""What a search that a learner typed finds in the store and in the catalogue."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import engine
from quizapp import search

if TYPE_CHECKING:
    from collections.abc import Collection

    from quizapp.records import Found
    from quizapp.workspace import Workspace

EVERYTHING = 1_000_000
"""Findings that no list can show."""


def find(workspace: Workspace, typed: str, day: int, limit: int = EVERYTHING) -> list[Found]:
    """The first items that a search finds; the arguments are those of `find_first`."""
    return rows(workspace, find_first(workspace, typed, day, limit), day)


def find_first(workspace: Workspace, typed: str, day: int, limit: int) -> list[int]:
    """The numbers of the first items that a search finds, in the order of `Search.first`.

    Args:
        workspace: the learner's.
        typed: words and conditions.
        day: today's study day.
        limit: how many at most.
    """
    terms = search.parse(typed)
    leech = workspace.settings.leech_threshold
    return workspace.store.search.first(terms, day, exercises=_exercises(terms), leech=leech, limit=limit)


def rows(workspace: Workspace, numbers: Collection[int], day: int) -> list[Found]:
    """Items as a list of findings shows them, in the order of their numbers."""
    return workspace.store.search.rows(numbers, day, workspace.settings.leech_threshold)


def find_numbers(workspace: Workspace, typed: str, day: int) -> list[int]:
    """The numbers of all items that a search finds, cards before exercises."""
    terms = search.parse(typed)
    leech = workspace.settings.leech_threshold
    return workspace.store.search.numbers(terms, day, exercises=_exercises(terms), leech=leech)


def _exercises(terms: tuple[search.Term, ...]) -> list[str]:
    """Those that are named by all words."""
    words = [word.lower() for word in search.words(terms)]
    return [exercise for exercise, names in _names().items() if all(word in names for word in words)]


@cache
def _names() -> dict[str, str]:
    """Exercises with the words by which they are found."""
    return {
        entry.id: f"{entry.id} {entry.title} {entry.topic} {entry.summary}".lower()
        for entry in engine.catalogue()
    }
