"""Figures over the whole store that are counted best where the rows are: by deck, and of all memories."""

from __future__ import annotations

from sqlalchemy import func, select

from quizapp.records import DeckFigures
from quizapp.store.database import Database
from quizapp.store.log import not_voided
from quizapp.store.tables import cards, decks, items, log, states


class Figures:
    """Counts for the statistics."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decks(self, since_day: int) -> list[DeckFigures]:
        """What was answered of each deck in review since a study day, the busiest first."""
        owner = func.coalesce(items.c.joined_to, items.c.id)
        query = (
            select(
                decks.c.name,
                func.count(),
                func.sum(log.c.duration_ms),
                func.count().filter(log.c.was == "review"),
                func.count().filter(log.c.was == "review", log.c.rating > 1),
            )
            .select_from(
                log.join(items, items.c.id == log.c.item_id)
                .join(cards, cards.c.item_id == owner)
                .join(decks, decks.c.id == cards.c.deck_id)
            )
            .where(log.c.day >= since_day, log.c.mode == "review", log.c.voids.is_(None), not_voided)
            .group_by(decks.c.id)
            .order_by(func.count().desc(), decks.c.name)
        )
        with self._database.read() as connection:
            return [DeckFigures(*row) for row in connection.execute(query)]

    def memories(self) -> list[tuple[float, float]]:
        """Stability in days and difficulty from 1 to 10 of every item that was learnt."""
        query = (
            select(states.c.stability, states.c.difficulty)
            .join(items, items.c.id == states.c.item_id)
            .where(states.c.phase == "review", items.c.joined_to.is_(None))
        )
        with self._database.read() as connection:
            return [(stability, difficulty) for stability, difficulty in connection.execute(query)]

    def answers(self) -> int:
        """How many rows the log has."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(log)).scalar_one()
