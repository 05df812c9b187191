"""What a first screen shows, read with the standard library alone: no database library is loaded.

The conditions are those of `quizapp.store.selection` for everything that may be studied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from quizapp.store.readable import opened_to_look

if TYPE_CHECKING:
    from quizapp.records import DeckCounts


T = TypeVar("T")

VERSION = "0007"
"""The schema that the queries below are written for."""

_TAGGED = """
    SELECT on_path.item_id FROM path_cards on_path JOIN paths p ON p.id = on_path.path_id WHERE p.enabled
"""

_LIVE = f"""
    (c.item_id IS NULL OR (c.retired_ms IS NULL AND (f.id IS NULL OR f.enabled OR c.item_id IN ({_TAGGED}))))
    AND NOT i.suspended AND i.joined_to IS NULL AND (i.buried_until IS NULL OR i.buried_until <= :day)
"""

_STARTED = f"""
    SELECT count(*) FILTER (WHERE s.phase = 'review' AND s.due_day <= :day),
           count(*) FILTER (WHERE s.due_ms IS NOT NULL)
    FROM states s JOIN items i ON i.id = s.item_id
    LEFT JOIN cards c ON c.item_id = i.id LEFT JOIN files f ON f.id = c.file_id
    WHERE (s.due_ms IS NOT NULL OR (s.phase = 'review' AND s.due_day <= :day)) AND {_LIVE}
"""

_CARDS = f"""
    SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM states s WHERE s.item_id = c.item_id))
    FROM cards c JOIN items i ON i.id = c.item_id LEFT JOIN files f ON f.id = c.file_id
    WHERE {_LIVE}
"""

_DECKS = f"""
    SELECT d.name,
           count(*) FILTER (WHERE s.item_id IS NULL),
           count(*) FILTER (WHERE s.phase = 'review' AND s.due_day <= :day),
           count(*) FILTER (WHERE s.due_ms IS NOT NULL),
           count(*)
    FROM decks d JOIN cards c ON c.deck_id = d.id JOIN items i ON i.id = c.item_id
    LEFT JOIN files f ON f.id = c.file_id LEFT JOIN states s ON s.item_id = c.item_id
    WHERE {_LIVE} GROUP BY d.id ORDER BY d.place, d.name
"""

_TODAY = """
    SELECT count(*), count(*) FILTER (WHERE was = 'new'), count(*) FILTER (WHERE was = 'review') FROM log
    WHERE day = :day AND mode = 'review' AND voids IS NULL
    AND NOT EXISTS (SELECT 1 FROM log v WHERE v.voids = log.id)
"""


@dataclass(frozen=True, slots=True)
class Peek:
    """A store at a glance, limits left out of account."""

    cards: int
    """Cards that may be studied."""
    new: int
    """Those that were never asked."""
    due: int
    """Items whose review is due, exercises included."""
    steps: int
    """Items in their learning steps."""
    answered: int
    """Answers in review today."""
    introduced: int
    """Items asked for the first time today."""
    reviewed: int
    """Due reviews done today."""


def peek(path: Path, day: int) -> Peek | None:
    """A store at a glance on a study day.

    Returns None when there is no store yet, or one that only `open_store` can make sense of.
    """

    def look(connection: sqlite3.Connection) -> Peek:
        due, steps = connection.execute(_STARTED, {"day": day}).fetchone()
        cards, new = connection.execute(_CARDS, {"day": day}).fetchone()
        return Peek(cards, new, due, steps, *connection.execute(_TODAY, {"day": day}).fetchone())

    return _read(path, look)


def peek_decks(path: Path, day: int) -> list[DeckCounts] | None:
    """The decks that take part in studying, None where `peek` gives none."""
    from quizapp.records import DeckCounts

    def look(connection: sqlite3.Connection) -> list[DeckCounts]:
        rows = connection.execute(_DECKS, {"day": day})
        return [DeckCounts(name, on, new, due, steps, on) for name, new, due, steps, on in rows]

    return _read(path, look)


def _read(path: Path, look: Callable[[sqlite3.Connection], T]) -> T | None:
    if not path.is_file():
        return None
    try:
        with closing(opened_to_look(path)) as connection:
            if connection.execute("SELECT version_num FROM alembic_version").fetchone() != (VERSION,):
                return None
            return look(connection)
    except sqlite3.Error:
        return None  # `open_store` will find the same and say it in a sentence
