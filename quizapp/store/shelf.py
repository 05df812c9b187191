"""All cards as the learner sees them, for lists and exports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select

from cards.model import Review
from quizapp.records import Selection, StudyCard
from quizapp.store import rows
from quizapp.store.database import Database
from quizapp.store.log import not_voided
from quizapp.store.selection import among, chosen, with_cards
from quizapp.store.tables import cards, decks, items, links, log, states


@dataclass(frozen=True, slots=True)
class Decision:
    """What the learner decided about an item."""

    suspended: bool
    buried_until: int | None
    flag: int


class Shelf:
    """The cards that are not retired, in the order of their decks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cards(self, selection: Selection, due_day: int | None = None) -> Iterator[StudyCard]:
        """Cards of a selection; with a study day, only those that are due on it.

        An empty selection gives every card, those of study paths that were not begun included.
        """
        order = (decks.c.place, decks.c.name, cards.c.item_id)
        query = _asked(selection, due_day, items.c.id.label("number"), *rows.CARD).order_by(*order)
        with self._database.read() as connection:
            called = defaultdict(list)
            exercises = select(links.c.item_id, items.c.key).join(
                items, items.c.id == links.c.exercise_item_id
            )
            for number, key in connection.execute(exercises.where(~links.c.removed).order_by(items.c.key)):
                called[number].append(key.removeprefix("exercise:"))
            found: Iterable[Row[Any]] = connection.execute(query)
            for row in found:
                yield rows.card_of(row, called[row.number])

    def count(self, selection: Selection, due_day: int | None = None) -> int:
        """How many cards `cards` gives."""
        with self._database.read() as connection:
            return int(connection.execute(_asked(selection, due_day, func.count())).scalar_one())

    def decisions(self, numbers: Collection[int]) -> dict[int, Decision]:
        """What the learner decided about some items."""
        query = select(items.c.id, items.c.suspended, items.c.buried_until, items.c.flag)
        with self._database.read() as connection:
            found = connection.execute(query.where(among(items.c.id, list(numbers))))
            return {row.id: Decision(row.suspended, row.buried_until, row.flag) for row in found}

    def reviews(self, numbers: Collection[int]) -> dict[int, list[Review]]:
        """Graded answers to items, oldest first; those to an item joined to another are that one's."""
        joined = select(items.c.id, items.c.joined_to).where(among(items.c.joined_to, numbers))
        found: dict[int, list[Review]] = {}
        with self._database.read() as connection:
            owners: dict[int, Any] = dict(connection.execute(joined).all())
            query = (
                select(log.c.item_id, *rows.REVIEW)
                .where(among(log.c.item_id, [*numbers, *owners]))
                .where(log.c.rating.is_not(None), log.c.voids.is_(None), not_voided)
                .order_by(log.c.at_ms, log.c.id)
            )
            answers: Iterable[Row[Any]] = connection.execute(query)
            for row in answers:
                number = row[0]
                found.setdefault(owners.get(number, number), []).append(rows.review_of(row[1:]))
        return found

    def first_day(self) -> int | None:
        """The study day of the first graded answer; None where there is none."""
        query = select(log.c.day).where(log.c.rating.is_not(None), log.c.voids.is_(None), not_voided)
        with self._database.read() as connection:
            return connection.execute(query.order_by(log.c.day).limit(1)).scalar()


def _asked(selection: Selection, due_day: int | None, *columns: Any) -> Select[Any]:
    """Columns of the cards of a selection."""
    everything = selection == Selection()
    wanted = cards.c.retired_ms.is_(None) if everything else chosen(selection)
    query = (
        select(*columns)
        .select_from(with_cards(items))
        .where(cards.c.item_id.is_not(None), items.c.joined_to.is_(None), wanted)
    )
    if due_day is None:
        return query
    due = select(states.c.item_id).where(states.c.phase == "review", states.c.due_day <= due_day)
    return query.where(items.c.id.in_(due))
