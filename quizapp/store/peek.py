"""What a first screen shows, read with the standard library alone: no database library is loaded.

The conditions are those of `quizapp.store.selection` for everything that may be studied.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from quizapp.errors import StoreError

VERSION = "0002"
"""The schema that the queries below are written for."""

_LIVE = """
    (c.item_id IS NULL OR (c.retired_ms IS NULL AND (f.id IS NULL OR f.enabled)))
    AND NOT i.suspended AND i.joined_to IS NULL AND (i.buried_until IS NULL OR i.buried_until <= :day)
"""

_STARTED = f"""
    SELECT count(*) FILTER (WHERE s.phase = 'review' AND s.due_day <= :day),
           count(*) FILTER (WHERE s.due_ms IS NOT NULL),
           min(s.due_ms)
    FROM states s JOIN items i ON i.id = s.item_id
    LEFT JOIN cards c ON c.item_id = i.id LEFT JOIN files f ON f.id = c.file_id
    WHERE (s.due_ms IS NOT NULL OR (s.phase = 'review' AND s.due_day <= :day)) AND {_LIVE}
"""

_CARDS = f"""
    SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM states s WHERE s.item_id = c.item_id))
    FROM cards c JOIN items i ON i.id = c.item_id LEFT JOIN files f ON f.id = c.file_id
    WHERE {_LIVE}
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
    next_step_ms: int | None
    """UTC milliseconds at which the first of them is due."""
    answered: int
    """Answers in review today."""
    introduced: int
    """Items asked for the first time today."""
    reviewed: int
    """Due reviews done today."""


def peek(path: Path, day: int) -> Peek | None:
    """A store at a glance on a study day; None when there is none yet.

    A store that is older than the program is upgraded first.

    Raises:
        StoreError: as `open_store` does.
    """
    if not path.is_file():
        return None
    found = _read(path, day)
    if found is None:
        from quizapp.store import open_store

        open_store(str(path)).close()
        found = _read(path, day)
    if found is None:
        raise StoreError(f"{path} cannot be read now; try again")
    return found


def _read(path: Path, day: int) -> Peek | None:
    """None where the queries do not fit the file, whatever the reason."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("SELECT version_num FROM alembic_version").fetchone() != (VERSION,):
                return None
            due, steps, next_step = connection.execute(_STARTED, {"day": day}).fetchone()
            cards, new = connection.execute(_CARDS, {"day": day}).fetchone()
            today = connection.execute(_TODAY, {"day": day}).fetchone()
    except sqlite3.Error:
        return None
    return Peek(cards, new, due, steps, next_step, *today)
