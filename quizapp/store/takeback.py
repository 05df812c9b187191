"""How items stood by the learner's doing, and back to it: decisions, own words and links.

What notes say is never put back: where a card had no words of the learner's own, the note's stand again as
they are now.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from quizapp.store.database import Database
from quizapp.store.edits import Field
from quizapp.store.items import Decided, Items
from quizapp.store.library import as_words
from quizapp.store.paths import place
from quizapp.store.selection import among
from quizapp.store.tables import cards, links, overrides


@dataclass(frozen=True, slots=True)
class Own:
    """The learner's words in a field of a card, what they replaced, and when."""

    value: Any
    replaced: str
    made_ms: int


@dataclass(frozen=True, slots=True)
class Stood:
    """How some items stand."""

    decided: Mapping[int, Decided]
    words: Mapping[tuple[int, Field], Own]
    """The learner's own, by item and field."""
    links: Mapping[tuple[int, int], tuple[str, bool]]
    """Origin, and whether it was removed, by the items of card and exercise."""


class TakeBack:
    """Notes how items stand, and lets them stand so again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._items = Items(database)

    def stood(self, numbers: Collection[int]) -> Stood:
        """How items stand now."""
        with self._database.read() as connection:
            return Stood(
                self._items.decided(numbers), _own(connection, numbers), _called(connection, numbers)
            )

    def restore(self, before: Stood, now_ms: int) -> None:
        """Lets items stand as they stood."""
        with self._database.write() as connection:
            now = self.stood(before.decided)
            decided = {item: one for item, one in before.decided.items() if one != now.decided.get(item)}
            self._items.restore(decided)
            _let_notes_speak(connection, now.words.keys() - before.words.keys(), now_ms)
            changed = {key: own for key, own in before.words.items() if own != now.words.get(key)}
            _write_again(connection, changed, now_ms)
            _relink(connection, before.links, now.links)


def _own(connection: Connection, numbers: Collection[int]) -> dict[tuple[int, Field], Own]:
    query = (
        select(overrides, cards.c.front, cards.c.back, cards.c.tags)
        .join(cards, cards.c.item_id == overrides.c.item_id)
        .where(among(overrides.c.item_id, numbers))
    )
    return {
        (row.item_id, row.field): Own(getattr(row, row.field), row.replaced, row.made_ms)
        for row in connection.execute(query)
    }


def _called(connection: Connection, numbers: Collection[int]) -> dict[tuple[int, int], tuple[str, bool]]:
    query = select(links).where(among(links.c.item_id, numbers))
    return {
        (row.item_id, row.exercise_item_id): (row.origin, row.removed) for row in connection.execute(query)
    }


def _let_notes_speak(connection: Connection, keys: Iterable[tuple[int, Field]], now_ms: int) -> None:
    """Takes the learner's words away from fields of cards."""
    wanted = set(keys)
    query = select(overrides.c.item_id, overrides.c.field, overrides.c.noted)
    mine = among(overrides.c.item_id, [item for item, _ in wanted])
    noted = [row for row in connection.execute(query.where(mine)) if (row.item_id, row.field) in wanted]
    for field in {row.field for row in noted}:
        said = {row.item_id: row.noted for row in noted if row.field == field}
        connection.execute(
            overrides.delete().where(overrides.c.field == field, among(overrides.c.item_id, list(said)))
        )
        words = {item: json.loads(text) if field == "tags" else text for item, text in said.items()}
        _set(connection, field, words, now_ms)


def _write_again(connection: Connection, own: Mapping[tuple[int, Field], Own], now_ms: int) -> None:
    """Puts words that the learner had written before into fields of cards."""
    for field in {field for _, field in own}:
        mine = {item: one for (item, named), one in own.items() if named == field}
        query = select(cards.c.item_id, cards.c[field]).where(among(cards.c.item_id, list(mine)))
        rows = [
            {
                "item_id": item,
                "field": field,
                "replaced": mine[item].replaced,
                "noted": as_words(stands),
                "made_ms": mine[item].made_ms,
            }
            for item, stands in connection.execute(query)
        ]
        statement = upsert(overrides)
        again = {"replaced": statement.excluded.replaced, "made_ms": statement.excluded.made_ms}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["item_id", "field"], set_=again), rows
        )
        _set(connection, field, {item: one.value for item, one in mine.items()}, now_ms)


def _set(connection: Connection, field: Field, words: Mapping[int, Any], now_ms: int) -> None:
    rows = [{"item": item, field: value, "changed_ms": now_ms} for item, value in words.items()]
    connection.execute(update(cards).where(cards.c.item_id == bindparam("item")), rows)
    if field == "tags":
        place(connection, words)


def _relink(
    connection: Connection,
    before: Mapping[tuple[int, int], tuple[str, bool]],
    now: Mapping[tuple[int, int], tuple[str, bool]],
) -> None:
    made = now.keys() - before.keys()
    for exercise in {exercise for _, exercise in made}:
        of_cards = among(links.c.item_id, [item for item, named in made if named == exercise])
        connection.execute(links.delete().where(links.c.exercise_item_id == exercise, of_cards))
    rows = [
        {"item_id": item, "exercise_item_id": exercise, "origin": origin, "removed": removed}
        for (item, exercise), (origin, removed) in before.items()
        if now.get((item, exercise)) != (origin, removed)
    ]
    if rows:
        connection.execute(insert(links).prefix_with("OR REPLACE"), rows)
