"""The learner's own words and links on a card, which every later reading leaves in place."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, func, literal, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from quizapp.store.database import Database
from quizapp.store.library import as_words, new_items
from quizapp.store.paths import place
from quizapp.store.selection import among
from quizapp.store.tables import cards, items, links, overrides

Field = Literal["front", "back", "tags"]
"""Fields in which the learner's words may stand instead of the note's; tags are words with blanks between."""

AT_ONCE = 2_000
"""Cards whose tags are held in memory; to let go of those of very many would halt the screen."""


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
            _keep(connection, field, {row.item_id: getattr(row, field)}, now_ms)
            _set(connection, card, field, value, now_ms)

    def tag(self, numbers: Collection[int], words: Sequence[str], now_ms: int) -> None:
        """Adds words to the tags of cards, by the numbers of their items; a word after a minus is removed."""
        chosen = list(numbers)
        with self._database.write() as connection:
            for start in range(0, len(chosen), AT_ONCE):
                _tag(connection, chosen[start : start + AT_ONCE], words, now_ms)

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
            self.link_all([item], exercise, removed=removed)

    def link_all(self, numbers: Collection[int], exercise: str, *, removed: bool = False) -> None:
        """The same for cards by the numbers of their items."""
        key = f"exercise:{exercise}"
        choice = {"origin": "learner", "removed": removed}
        with self._database.write() as connection:
            values = [literal(new_items(connection, [key])[key]), *map(literal, choice.values())]
            chosen = select(cards.c.item_id, *values).where(among(cards.c.item_id, numbers))
            statement = upsert(links).from_select(["item_id", "exercise_item_id", *choice], chosen)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["item_id", "exercise_item_id"], set_=choice)
            )

    def linked(self, numbers: Collection[int]) -> list[str]:
        """The exercises that each of some cards, by the numbers of their items, calls for."""
        query = (
            select(items.c.key)
            .join(links, links.c.exercise_item_id == items.c.id)
            .where(among(links.c.item_id, numbers), ~links.c.removed)
            .group_by(items.c.key)
            .having(func.count() == len(numbers))
        )
        with self._database.read() as connection:
            return [key.removeprefix("exercise:") for key in connection.execute(query).scalars()]


def _tag(connection: Connection, numbers: Collection[int], words: Sequence[str], now_ms: int) -> None:
    query = select(cards.c.item_id, cards.c.tags).where(among(cards.c.item_id, numbers))
    before = dict(connection.execute(query).all())
    after = {item: changed_tags(tags, words) for item, tags in before.items()}
    changed = {item: tags for item, tags in after.items() if tags != before[item]}
    if changed:
        _keep(connection, "tags", {item: before[item] for item in changed}, now_ms)
        rows = [{"item": item, "tags": tags, "changed_ms": now_ms} for item, tags in changed.items()]
        connection.execute(update(cards).where(cards.c.item_id == bindparam("item")), rows)
        place(connection, changed)


def changed_tags(tags: Sequence[str], words: Sequence[str]) -> list[str]:
    """Tags after words were added and, with a minus, removed."""
    removed = {word[1:] for word in words if word.startswith("-")}
    kept = [word for word in tags if word not in removed]
    return kept + [word for word in words if not word.startswith("-") and word not in kept]


def _keep(connection: Connection, field: Field, words: Mapping[int, Any], now_ms: int) -> None:
    """Keeps what stood in a field of cards before the learner's words, by the numbers of their items."""
    rows = [
        {"item_id": item, "field": field, "replaced": noted, "noted": noted, "made_ms": now_ms}
        for item, noted in ((item, as_words(before)) for item, before in words.items())
    ]
    again = {"replaced": overrides.c.noted, "made_ms": now_ms}
    statement = upsert(overrides).on_conflict_do_update(index_elements=["item_id", "field"], set_=again)
    connection.execute(statement, rows)


def _set(connection: Connection, card: str, field: str, value: Any, now_ms: int) -> None:
    words = {field: value, "changed_ms": now_ms}
    changed = update(cards).where(cards.c.id == card).values(words).returning(cards.c.item_id)
    item = connection.execute(changed).scalar_one()
    if field == "tags":
        place(connection, {item: value})
