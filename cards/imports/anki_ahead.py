"""What the plain cards of a long collection say, found out by another process while the others are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import islice

from cards.bulk.aside import Database
from cards.imports.anki_shapes import Notetype, notetypes, old_notetypes
from cards.imports.anki_sides import Plain, Words
from cards.imports.container import open_database

CARDS = "FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.nid, c.ord, c.id"
"""All cards of a collection, in the order in which they are read."""

BEFORE = 4000
"""Cards that are read until another process has begun."""


def words_ahead(database: Database) -> Iterator[Words]:
    """What each card says, as `Plain` has it, but for those before."""
    with closing(open_database(database.file)) as connection:
        plain = Plain(notetypes_in(connection, str(database.file)))
        rows = connection.execute(f"SELECT n.mid, n.flds, c.ord {CARDS}")
        for mid, fields, ordinal in islice(rows, BEFORE, None):
            yield plain.of(mid, str(fields), ordinal)


def notetypes_in(database: sqlite3.Connection, file: str) -> Mapping[int, Notetype]:
    """The notetypes of a collection by their numbers.

    Args:
      database: the collection.
      file: what a refusal calls it.
    """
    if database.execute("SELECT 1 FROM sqlite_master WHERE (type, name) = ('table', 'notetypes')").fetchone():
        return dict(notetypes(database))
    (models,) = database.execute("SELECT models FROM col").fetchone()
    return dict(old_notetypes(models, file))
