"""The learner's own words and links on a card, which every later reading leaves in place."""

from __future__ import annotations

import json
from typing import Any, Literal

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from quizapp.store.database import Database
from quizapp.store.library import as_words, new_items
from quizapp.store.paths import place
from quizapp.store.tables import cards, links, overrides

Field = Literal["front", "back", "tags"]
"""Fields in which the learner's words may stand instead of the note's; tags are words with blanks between."""


class Edits:
    """Changes to cards, by their ids."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, card: str, field: Field, words: str, now_ms: int) -> None:
        """Puts the learner's words in place of the note's, which are kept beside them."""
        value: Any = words.split() if field == "tags" else words
        with self._database.write() as connection:
            row = connection.execute(select(cards).where(cards.c.id == card)).one()
            if getattr(row, field) == value:
                return
            noted = as_words(getattr(row, field))
            kept = {"item_id": row.item_id, "field": field, "replaced": noted, "noted": noted}
            again = {"replaced": overrides.c.noted, "made_ms": now_ms}
            statement = upsert(overrides).values(**kept, made_ms=now_ms)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["item_id", "field"], set_=again)
            )
            _set(connection, card, field, value, now_ms)

    def revert(self, card: str, field: Field, now_ms: int) -> None:
        """Lets the note's words stand again, as they are now."""
        with self._database.write() as connection:
            item = connection.execute(select(cards.c.item_id).where(cards.c.id == card)).scalar_one()
            mine = (overrides.c.item_id == item) & (overrides.c.field == field)
            noted = connection.execute(select(overrides.c.noted).where(mine)).scalar()
            if noted is not None:
                connection.execute(overrides.delete().where(mine))
                _set(connection, card, field, json.loads(noted) if field == "tags" else noted, now_ms)

    def link(self, card: str, exercise: str, *, removed: bool = False) -> None:
        """Lets a card call for an exercise, or no longer; no import changes that."""
        with self._database.write() as connection:
            item = connection.execute(select(cards.c.item_id).where(cards.c.id == card)).scalar_one()
            key = f"exercise:{exercise}"
            number = new_items(connection, [key])[key]
            choice = {"origin": "learner", "removed": removed}
            statement = upsert(links).values(item_id=item, exercise_item_id=number, **choice)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["item_id", "exercise_item_id"], set_=choice)
            )


def _set(connection: Connection, card: str, field: str, value: Any, now_ms: int) -> None:
    words = {field: value, "changed_ms": now_ms}
    changed = update(cards).where(cards.c.id == card).values(words).returning(cards.c.item_id)
    item = connection.execute(changed).scalar_one()
    if field == "tags":
        place(connection, {item: value})
