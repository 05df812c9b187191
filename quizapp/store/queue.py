"""What may be asked on a study day, and what was asked already."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from sqlalchemy import exists, select

from quizapp.records import DayCounts, Entry, Selection
from quizapp.store.database import Database
from quizapp.store.log import DAY, not_voided
from quizapp.store.selection import awake, chosen, with_cards
from quizapp.store.tables import cards, decks, items, links, log, states

_DECKS = select(decks.c.id).order_by(decks.c.place, decks.c.name)


class Queue:
    """Items that are due, in their steps, or new."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(
        self,
        day: int,
        selection: Selection,
        *,
        order: Literal["due", "topic"] = "due",
        limit: int | None = None,
    ) -> list[Entry]:
        """Items whose review is due on this study day."""
        first = (decks.c.name,) if order == "topic" else ()
        query = (
            select(items.c.id, cards.c.item_id, cards.c.passage)
            .select_from(with_cards(states.join(items, items.c.id == states.c.item_id)))
            .where(states.c.phase == "review", states.c.due_day <= day, awake(day), chosen(selection))
            .order_by(*first, states.c.due_day, items.c.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return [_entry(*row) for row in connection.execute(query)]

    def steps(self, day: int, selection: Selection) -> list[tuple[int, Entry]]:
        """Items in their steps, each after the UTC milliseconds at which it is due, earliest first."""
        query = (
            select(states.c.due_ms, items.c.id, cards.c.item_id, cards.c.passage)
            .select_from(with_cards(states.join(items, items.c.id == states.c.item_id)))
            .where(states.c.due_ms.is_not(None), awake(day), chosen(selection))
            .order_by(states.c.due_ms, items.c.id)
        )
        with self._database.read() as connection:
            return [(row[0] or 0, _entry(row[1], row[2], row[3])) for row in connection.execute(query)]

    def new_cards(
        self, day: int, selection: Selection, limit: int, apart: Collection[str] = ()
    ) -> list[Entry]:
        """New cards in the order of their decks and notes.

        One card of each passage comes first; its siblings wait for another day, unless there are too few
        others to fill the limit.

        Args:
            day: today's study day.
            selection: what may be studied.
            limit: how many at most.
            apart: passages that have had their card today.
        """
        taken = set(apart)
        found: list[Entry] = []
        siblings: list[Entry] = []
        with self._database.read() as connection:
            for deck in connection.execute(
                select(decks.c.id).order_by(decks.c.place, decks.c.name)
            ).scalars():
                if len(found) >= limit:
                    break
                for row in connection.execute(_new_in_deck(deck, day, selection)):
                    if len(found) >= limit:
                        break
                    waits = row.passage != "" and row.passage in taken
                    if not waits:
                        taken.add(row.passage)
                        found.append(Entry(row.item_id, "card", row.passage))
                    elif len(siblings) < limit:
                        siblings.append(Entry(row.item_id, "card", row.passage))
        return found + siblings[: limit - len(found)]

    def new_exercises(self, day: int, selection: Selection, limit: int) -> list[Entry]:
        """Exercises never asked, of which a linked card was learnt before this study day."""
        learnt = exists(
            select(1)
            .select_from(links.join(states, states.c.item_id == links.c.item_id))
            .where(
                links.c.exercise_item_id == items.c.id,
                ~links.c.removed,
                states.c.phase == "review",
                states.c.day < day,
            )
            .correlate(items)
        )
        query = (
            select(items.c.id)
            .select_from(with_cards(items).outerjoin(states, states.c.item_id == items.c.id))
            .where(
                cards.c.item_id.is_(None), states.c.item_id.is_(None), awake(day), chosen(selection), learnt
            )
            .order_by(items.c.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return [Entry(item, "exercise") for item in connection.execute(query).scalars()]

    def passages_of(self, day: int) -> frozenset[str]:
        """Passages of which a card was answered on this study day."""
        query = (
            select(cards.c.passage)
            .join(log, log.c.item_id == cards.c.item_id)
            .where(log.c.day == day, log.c.mode == "review", log.c.voids.is_(None), cards.c.passage != "")
        )
        with self._database.read() as connection:
            return frozenset(connection.execute(query).scalars())

    def counts(self, day: int) -> DayCounts:
        """What was answered on this study day."""
        query = select(*DAY).where(
            log.c.day == day, log.c.mode == "review", log.c.voids.is_(None), not_voided
        )
        with self._database.read() as connection:
            return DayCounts(day, *connection.execute(query).one())


def _new_in_deck(deck: int, day: int, selection: Selection) -> Any:
    return (
        select(cards.c.item_id, cards.c.passage)
        .select_from(with_cards(items).outerjoin(states, states.c.item_id == items.c.id))
        .where(cards.c.deck_id == deck, states.c.item_id.is_(None), awake(day), chosen(selection))
        .order_by(cards.c.file_id, cards.c.start, cards.c.item_id)
    )


def _entry(item: int, card: int | None, passage: str | None) -> Entry:
    return Entry(item, "exercise" if card is None else "card", passage or "")
