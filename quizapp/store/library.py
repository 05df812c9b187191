"""Cards in the store: what was read of notes is written over what was read before.

Cards are never deleted, only retired. The learner's words and links survive every reading.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from cards.model import Card, Kind, Source, Unit
from quizapp.records import Conflict, NewCard, StoredCard, Written
from quizapp.store.bulk import are_many, insert_columns
from quizapp.store.paths import place as place_on_paths
from quizapp.store.selection import among, numbered
from quizapp.store.sources import Sources, inserted
from quizapp.store.sqlite import bare, index_words
from quizapp.store.tables import cards, decks, files, items, links, overrides

DECKS = 1_000_000
"""Room for decks in the order of learning between one beginning and the next."""

_CONTENT = ("front", "back", "kind", "deck_id", "difficulty", "reading")
"""Columns whose change is a change of the card, beside the tags."""

_OF_CARD = ("id", "front", "back", "kind", "tags", "difficulty", "reading", "passage")
_OF_SOURCE = ("start", "end", "unit", "path")
"""Columns that a card and its source tell by themselves."""

_UPDATE_CARD = update(cards).where(cards.c.item_id == bindparam("item"))


class Library(Sources):
    """Sources, files and the cards read from them."""

    def cards(self, files_read: Collection[str] | None = None, ids: Collection[str] = ()) -> list[StoredCard]:
        """Cards with their notes' words, in the order of their files.

        Cards that were joined to others are left out.

        Args:
            files_read: names of files whose cards are wanted, together with all retired cards; every card
                when None.
            ids: further cards by their ids.
        """
        query = (
            select(cards, decks.c.name.label("deck"), files.c.path.label("file"))
            .join(decks, decks.c.id == cards.c.deck_id)
            .join(items, items.c.id == cards.c.item_id)
            .outerjoin(files, files.c.id == cards.c.file_id)
            .where(items.c.joined_to.is_(None))
            .order_by(cards.c.file_id, cards.c.start, cards.c.item_id)
        )
        if files_read is not None:
            numbers = select(files.c.id).where(among(files.c.path, files_read))
            wanted = (cards.c.file_id.in_(numbers), cards.c.retired_ms.is_not(None), among(cards.c.id, ids))
            query = query.where(or_(*wanted))
        with self._database.read() as connection:
            found = connection.execute(query).all()
            numbers_found = [row.item_id for row in found]
            noted, linked = _noted(connection, numbers_found), _linked(connection, numbers_found)
        return [_stored(row, noted.get(row.item_id, {}), linked.get(row.item_id, ())) for row in found]

    def ids(self) -> set[str]:
        """The ids of all cards; cards that were joined to others are left out."""
        query = select(cards.c.id).join(items, items.c.id == cards.c.item_id)
        with self._database.read() as connection:
            return set(connection.execute(query.where(items.c.joined_to.is_(None))).scalars())

    def count_cards(self, files_read: Collection[str]) -> int:
        """How many cards of some files are in study."""
        numbers = select(files.c.id).where(among(files.c.path, files_read))
        query = select(func.count()).where(cards.c.file_id.in_(numbers), cards.c.retired_ms.is_(None))
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def put(self, new: Sequence[NewCard], now_ms: int, *, place: int = 0) -> Written:
        """Writes readings of cards, new or known; tells their items and where the learner's words now differ.

        Links that the learner removed stay removed, and the learner's own links stay.

        Args:
            new: the readings, in the order of learning.
            now_ms: UTC milliseconds.
            place: where decks that are new begin in the order of learning, after those that stand there.
        """
        with self._database.write() as connection:
            deck_ids = _decks(connection, new, place)
            file_ids = dict(connection.execute(select(files.c.path, files.c.id)).all())
            mine = among(cards.c.id, [one.card.id for one in new])
            known = {row.id: row for row in connection.execute(select(cards).where(mine))}
            added = [one for one in new if one.card.id not in known]
            made = new_items(connection, [f"card:{one.card.id}" for one in added])
            numbers = {one.card.id: made[f"card:{one.card.id}"] for one in added}
            numbers |= {name: row.item_id for name, row in known.items()}
            again = [one for one in new if one.card.id in known]
            _insert(connection, _columns(added, deck_ids, file_ids) | _begun(added, numbers, now_ms))
            changed, conflicts = _changed(connection, _columns(again, deck_ids, file_ids), known, now_ms)
            if changed:
                connection.execute(_UPDATE_CARD, changed)
            _put_links(connection, new, numbers)
            tags = {numbers[one.card.id]: one.card.tags for one in added}
            place_on_paths(connection, tags | {row["item"]: row["tags"] for row in changed})
        return Written(numbers, conflicts)

    def retire(self, ids: Iterable[str], now_ms: int) -> None:
        """Takes cards out of study; their history stays, and a later reading brings them back."""
        statement = update(cards).where(cards.c.id == bindparam("card")).values(retired_ms=now_ms)
        rows = [{"card": one} for one in ids]
        with self._database.write() as connection:
            if rows:
                connection.execute(statement, rows)

    def ensure_exercises(self, ids: Iterable[str]) -> dict[str, int]:
        """The item numbers of exercises, which become items when they are none yet."""
        keys = {f"exercise:{one}": one for one in ids}
        with self._database.write() as connection:
            numbers = new_items(connection, list(keys))
        return {one: numbers[key] for key, one in keys.items()}


def _noted(connection: Connection, numbers: Collection[int]) -> dict[int, dict[str, str]]:
    """The notes' words of fields that the learner changed, by item and field."""
    query = select(overrides.c.item_id, overrides.c.field, overrides.c.noted)
    found: dict[int, dict[str, str]] = {}
    for row in connection.execute(query.where(among(overrides.c.item_id, numbers))):
        found.setdefault(row.item_id, {})[row.field] = row.noted
    return found


def _linked(connection: Connection, numbers: Collection[int]) -> dict[int, list[str]]:
    """The exercises of cards, by item."""
    found: dict[int, list[str]] = {}
    query = (
        select(links.c.item_id, items.c.key)
        .join(items, items.c.id == links.c.exercise_item_id)
        .where(~links.c.removed, among(links.c.item_id, numbers))
        .order_by(items.c.key)
    )
    for row in connection.execute(query):
        found.setdefault(row.item_id, []).append(row.key.removeprefix("exercise:"))
    return found


def _stored(row: Any, noted: dict[str, str], exercises: Sequence[str]) -> StoredCard:
    source = Source(row.file or "", row.start, row.end, tuple(row.path), cast(Unit, row.unit))
    card = Card(
        front=noted.get("front", row.front),
        back=noted.get("back", row.back),
        source=source,
        kind=cast(Kind, row.kind),
        id=row.id,
        deck=row.deck,
        tags=tuple(json.loads(noted["tags"]) if "tags" in noted else row.tags),
        exercises=tuple(exercises),
        passage=row.passage,
        difficulty=row.difficulty,
        reading=row.reading,
        changed_ms=row.changed_ms,
    )
    return StoredCard(row.item_id, card, row.explicit, row.retired_ms is not None)


def _decks(connection: Connection, new: Sequence[NewCard], place: int) -> dict[str, int]:
    """The numbers of all decks, after adding those that are new."""
    known = dict(connection.execute(select(decks.c.name, decks.c.id)).all())
    behind = decks.c.place.between(place, place + DECKS - 1)
    place = connection.execute(
        select(func.coalesce(func.max(decks.c.place), place)).where(behind)
    ).scalar_one()
    for one in new:
        name = one.card.deck
        if name not in known:
            place += 1
            known[name] = inserted(connection.execute(insert(decks).values(name=name, place=place)))
    return known


def new_items(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """The numbers of items by key, after adding those that are new.

    Where all are, they are not looked up again: each has the number after the one before.
    """
    listed: Any = func.json_each(json.dumps(list(keys))).table_valued("value")
    adding = insert(items).prefix_with("OR IGNORE").from_select(["key"], select(listed.c.value))
    made = connection.execute(adding).rowcount
    if made < len(keys):
        return dict(connection.execute(numbered(keys)).all())
    newest = connection.execute(select(func.coalesce(func.max(items.c.id), 0))).scalar_one()
    return dict(zip(keys, range(newest - made + 1, newest + 1), strict=True))


def _columns(
    new: Sequence[NewCard], deck_ids: Mapping[str, int], file_ids: Mapping[str, int]
) -> dict[str, Sequence[Any]]:
    """What cards tell, by the columns of their table."""
    told = [one.card for one in new]
    return {
        **{name: list(map(attrgetter(name), told)) for name in _OF_CARD},
        **{name: list(map(attrgetter(f"source.{name}"), told)) for name in _OF_SOURCE},
        "deck_id": [deck_ids[card.deck] for card in told],
        "file_id": [file_ids[card.source.file] if card.source.file else None for card in told],
        "explicit": [one.explicit for one in new],
        "retired_ms": [None] * len(new),
    }


def _begun(added: Sequence[NewCard], numbers: Mapping[str, int], now_ms: int) -> dict[str, Sequence[Any]]:
    """The further columns of cards that are new."""
    return {
        "item_id": [numbers[one.card.id] for one in added],
        "created_ms": [now_ms] * len(added),
        "changed_ms": [min(one.card.changed_ms or now_ms, now_ms) for one in added],
    }


def _changed(
    connection: Connection, columns: Mapping[str, Sequence[Any]], known: Mapping[str, Any], now_ms: int
) -> tuple[list[dict[str, Any]], list[Conflict]]:
    """The rows of cards that are known, as they are now, and where the learner's words differ from notes."""
    noted = _noted(connection, [row.item_id for row in known.values()])
    rows, conflicts = [], []
    for told in zip(*columns.values(), strict=True):
        values = dict(zip(columns, told, strict=True))
        old = known[values["id"]]
        conflicts += _keep_words(connection, old, values, noted.get(old.item_id, {}))
        touched = [*values["tags"]] != old.tags or any(
            values[name] != getattr(old, name) for name in _CONTENT
        )
        rows.append(values | {"item": old.item_id, "changed_ms": now_ms if touched else old.changed_ms})
    return rows, conflicts


def as_words(value: Any) -> str:
    """A field's value as overrides keep it: text, or a list as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _keep_words(
    connection: Connection, old: Any, values: dict[str, Any], noted: dict[str, str]
) -> list[Conflict]:
    """Leaves the learner's words in `values` and notes what the note says now."""
    conflicts = []
    for field, before in noted.items():
        now, values[field] = as_words(values[field]), getattr(old, field)
        if now != before:
            conflicts.append(Conflict(old.id, field, as_words(values[field]), now))
            same = (overrides.c.item_id == old.item_id) & (overrides.c.field == field)
            connection.execute(update(overrides).where(same).values(noted=now))
    return conflicts


def _insert(connection: Connection, columns: Mapping[str, Sequence[Any]]) -> None:
    """Writes cards that are new."""
    numbers = columns["item_id"]
    present = connection.execute(select(func.count()).select_from(cards)).scalar_one()
    if are_many(len(numbers), present):
        with bare(connection, cards.name):
            insert_columns(connection, cards, columns)
            index_words(connection, numbers)
    else:
        insert_columns(connection, cards, columns)


def _put_links(connection: Connection, new: Sequence[NewCard], numbers: dict[str, int]) -> None:
    """Replaces what notes and linker say; the learner's decisions stay."""
    names = sorted({name for one in new for name, _ in one.exercises})
    exercise_ids = new_items(connection, [f"exercise:{name}" for name in names])
    mine = among(links.c.item_id, [numbers[one.card.id] for one in new])
    connection.execute(links.delete().where(mine, links.c.origin != "learner", ~links.c.removed))
    rows = [
        {
            "item_id": numbers[one.card.id],
            "exercise_item_id": exercise_ids[f"exercise:{name}"],
            "origin": origin,
        }
        for one in new
        for name, origin in one.exercises
    ]
    if rows:
        connection.execute(upsert(links).on_conflict_do_nothing(), rows)
