"""Figures over the whole store that are counted best where the rows are, and the rows for the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, func, select, true, type_coerce

from quizapp.records import Accuracy, DeckFigures, Mistake, Reviewed
from quizapp.store.database import Database
from quizapp.store.log import OWNER, not_voided
from quizapp.store.tables import cards, decks, items, log, states

PART = 5000
"""Rows that are read at once."""


class Figures:
    """Counts for the statistics."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decks(self, since_day: int) -> list[DeckFigures]:
        """What was answered of each deck in review since a study day, the busiest first."""
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
                .join(cards, cards.c.item_id == OWNER)
                .join(decks, decks.c.id == cards.c.deck_id)
            )
            .where(log.c.day >= since_day, log.c.mode == "review", log.c.voids.is_(None), not_voided)
            .group_by(decks.c.id)
            .order_by(func.count().desc(), decks.c.name)
        )
        with self._database.read() as connection:
            return [DeckFigures(*row) for row in connection.execute(query)]

    def memories(
        self, stabilities: Sequence[float], difficulties: Sequence[float]
    ) -> tuple[list[int], list[int]]:
        """How many items are remembered for how long, in days, and how many are how hard, from 1 to 10.

        Args:
            stabilities: where the bins begin, in rising order; what lies below counts in the first bin.
            difficulties: the same.
        """
        joined = select(items.c.id).where(items.c.joined_to.is_not(None))
        bins = _bin(states.c.stability, stabilities), _bin(states.c.difficulty, difficulties)
        query = (
            select(*bins, func.count())
            .where(states.c.phase == "review", states.c.item_id.not_in(joined))
            .group_by(*bins)
        )
        found = [0] * len(stabilities), [0] * len(difficulties)
        with self._database.read() as connection:
            for stable, hard, count in connection.execute(query):
                found[0][stable] += count
                found[1][hard] += count
        return found

    def accuracy(self, since_day: int = 0) -> list[Accuracy]:
        """How often each exercise was right at each level since a study day, by exercise and level."""
        query = _tries(items.c.key, log.c.level, func.sum(log.c.correct.cast(Integer)), func.count())
        query = query.where(log.c.day >= since_day).group_by(items.c.key, log.c.level)
        with self._database.read() as connection:
            found = connection.execute(query.order_by(items.c.key, log.c.level))
            return [Accuracy(_exercise(key), level, right, tries) for key, level, right, tries in found]

    def mistakes(self, accuracy: Iterable[Accuracy], since_day: int = 0) -> list[Mistake]:
        """The learner's own mistakes since a study day, the most frequent first.

        Args:
            accuracy: what `accuracy` says of the same time.
            since_day: study day.
        """
        tries: Counter[str] = Counter()
        for one in accuracy:
            tries[one.exercise] += one.tries
        named: Any = func.json_each(log.c.attempt, "$.mistakes").table_valued("value")
        query = _tries(items.c.key, named.c.value, func.count(log.c.id.distinct())).join(named, true())
        query = query.where(log.c.day >= since_day).group_by(items.c.key, named.c.value)
        with self._database.read() as connection:
            found = [
                Mistake(_exercise(key), name, times, tries[_exercise(key)])
                for key, name, times in connection.execute(query)
            ]
        return sorted(found, key=lambda one: (-one.times, one.tries, one.exercise, one.mistake))

    def reviewed(self) -> Iterator[Reviewed]:
        """All answers in review, item by item and for each of them oldest first, undone ones left out.

        The answers to an item that was joined to another are that one's.
        """
        due = type_coerce(func.coalesce(log.c.was == "review", 0), Integer)
        query = (
            select(type_coerce(OWNER, Integer), log.c.day, log.c.rating, due, log.c.interval)
            .join_from(log, items, items.c.id == log.c.item_id)
            .where(log.c.mode == "review", log.c.voids.is_(None), not_voided)
            .order_by(OWNER, log.c.at_ms, log.c.id)
        )
        with self._database.read() as connection:
            yield from connection.execute(query.execution_options(yield_per=PART))

    def answers(self) -> int:
        """How many rows the log has."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(log)).scalar_one()


def _tries(*columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the answers to exercises, undone ones left out."""
    query = select(*columns).join_from(log, items, items.c.id == log.c.item_id)
    return query.where(items.c.key.between("exercise:", "exercise;"), log.c.variant.is_not(None), not_voided)


def _exercise(key: str) -> str:
    return key.removeprefix("exercise:")


def _bin(value: ColumnElement[float], edges: Sequence[float]) -> ColumnElement[int]:
    """The place of the half-open bin in which a value lies."""
    rising = enumerate(edges[1:])
    return case(*((value < edge, place) for place, edge in rising), else_=len(edges) - 1)
