"""Decks and study paths: how much each holds, and which paths are switched on."""

from __future__ import annotations

from sqlalchemy import and_, case, func, or_, select, update

from quizapp.records import DeckCounts, PathCounts
from quizapp.store.database import Database
from quizapp.store.selection import awake
from quizapp.store.tables import cards, decks, files, items, states


class Decks:
    """Decks by name, and the study paths of files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, day: int) -> list[DeckCounts]:
        """Every deck with what it holds on a study day, in the order of learning.

        Cards that are switched off, suspended or buried count as cards, but neither as new nor as due.
        """
        asked = and_(or_(files.c.id.is_(None), files.c.enabled), awake(day))
        due = and_(asked, states.c.phase == "review", states.c.due_day <= day)
        deck = (cards.c.deck_id + 0).label("deck")  # in the order of the cards: thrice as fast as by index
        counts = (
            select(
                deck,
                func.count().label("cards"),
                func.count().filter(asked, states.c.item_id.is_(None)).label("new"),
                func.count().filter(due).label("due"),
                func.count().filter(asked, states.c.due_ms.is_not(None)).label("steps"),
                func.count().filter(asked).label("on"),
            )
            .select_from(
                cards.join(items, items.c.id == cards.c.item_id)
                .outerjoin(files, files.c.id == cards.c.file_id)
                .outerjoin(states, states.c.item_id == cards.c.item_id)
            )
            .where(cards.c.retired_ms.is_(None), items.c.joined_to.is_(None))
            .group_by(deck)
            .subquery()
        )
        numbers = (counts.c.cards, counts.c.new, counts.c.due, counts.c.steps, counts.c.on)
        query = select(decks.c.name, *numbers).join(counts, counts.c.deck == decks.c.id)
        with self._database.read() as connection:
            found = connection.execute(query.order_by(decks.c.place, decks.c.name))
            return [DeckCounts(*row) for row in found]

    def paths(self) -> list[PathCounts]:
        """The study paths with their cards, in the order of their files."""
        live = cards.c.retired_ms.is_(None)
        query = (
            select(
                files.c.study_path,
                func.max(files.c.enabled) == 1,
                func.count(cards.c.item_id).filter(live),
                func.count(states.c.item_id).filter(live),
            )
            .select_from(
                files.outerjoin(cards, cards.c.file_id == files.c.id).outerjoin(
                    states, states.c.item_id == cards.c.item_id
                )
            )
            .where(files.c.study_path != "", ~files.c.gone)
            .group_by(files.c.study_path)
            .order_by(func.min(files.c.path))
        )
        with self._database.read() as connection:
            return [PathCounts(*row) for row in connection.execute(query)]

    def enable_path(self, path: str, enabled: bool = True) -> None:
        """Switches a study path on or off; the history of its cards stays."""
        with self._database.write() as connection:
            connection.execute(update(files).where(files.c.study_path == path).values(enabled=enabled))

    def forecast(self, day: int, days: int) -> list[int]:
        """How many reviews fall due on each of the coming study days; the first holds what is overdue.

        Args:
            day: the first study day.
            days: how many.
        """
        due = case((states.c.due_day < day, day), else_=states.c.due_day)
        on = or_(files.c.id.is_(None), files.c.enabled)
        query = (
            select(due.label("due"), func.count())
            .select_from(
                states.join(items, items.c.id == states.c.item_id)
                .outerjoin(cards, cards.c.item_id == items.c.id)
                .outerjoin(files, files.c.id == cards.c.file_id)
            )
            .where(states.c.interval > 0, states.c.due_day + 0 < day + days)  # all of them: past the index
            .where(on, cards.c.retired_ms.is_(None), ~items.c.suspended, items.c.joined_to.is_(None))
            .group_by("due")
        )
        with self._database.read() as connection:
            counts: dict[int, int] = dict(connection.execute(query).all())
        return [counts.get(one, 0) for one in range(day, day + days)]
