"""All cards as the learner sees them, for lists and exports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, func, or_, select

from cards.bulk.answers import numbered_table
from cards.model import Card, Schedule
from quizapp.records import Selection, StudyCard
from quizapp.store import rows
from quizapp.store.database import Database
from quizapp.store.log import OWNER, not_voided
from quizapp.store.selection import among, chosen, with_cards
from quizapp.store.sqlite import reading_aside
from quizapp.store.tables import cards, decks, items, links, log, states

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LINKED = (
    select(links.c.item_id, items.c.key)
    .join(items, items.c.id == links.c.exercise_item_id)
    .where(~links.c.removed)
)
"""Cards with the keys of the exercises that they call for."""


class Shelf:
    """The cards that are not retired, in the order of their decks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cards(
        self, selection: Selection, due_day: int | None = None, *, numbers: Collection[int] | None = None
    ) -> Iterator[StudyCard]:
        """Cards of a selection; with a study day, only those that are due on it.

        An empty selection gives every card, those of study paths that were not begun included.

        Args:
            selection: which cards.
            due_day: the study day.
            numbers: only cards with these numbers.
        """
        found = self._found(selection, due_day, numbers)
        return (rows.card_of(row[1:], exercises) for row, exercises in found)

    def leaving(self, selection: Selection, due_day: int | None = None) -> Iterator[tuple[int, Card]]:
        """The same cards as the formats take them, each with its number."""
        found = self._found(selection, due_day)
        return ((row[0], rows.leaving_card(row[1:], exercises)) for row, exercises in found)

    def _found(
        self, selection: Selection, due_day: int | None, numbers: Collection[int] | None = None
    ) -> Iterator[tuple[Row[Any], Sequence[str]]]:
        """Number and columns of cards, with the exercises that they call for."""
        order = (decks.c.place, decks.c.name, cards.c.item_id)
        query = _asked(selection, due_day, items.c.id.label("number"), *rows.CARD).order_by(*order)
        exercises = _LINKED.order_by(items.c.key)
        if numbers is not None:
            query = query.where(among(items.c.id, numbers))
            exercises = exercises.where(among(links.c.item_id, numbers))
        with self._database.read() as connection:
            called = defaultdict(list)
            for number, key in connection.execute(exercises):
                called[number].append(key.removeprefix("exercise:"))
            found: Iterable[Row[Any]] = connection.execute(query)
            for row in found:
                yield row, called.get(row[0], ())

    def calling(self, exercises: Collection[str]) -> Sequence[int]:
        """The numbers of the cards that call for at least one of some exercises, in ascending order."""
        keys = [f"exercise:{name}" for name in exercises]
        query = _LINKED.with_only_columns(links.c.item_id).distinct().where(among(items.c.key, keys))
        with self._database.read() as connection:
            return connection.execute(query.order_by(links.c.item_id)).scalars().all()

    def count(self, selection: Selection, due_day: int | None = None) -> int:
        """How many cards `cards` gives."""
        with self._database.read() as connection:
            return int(connection.execute(_asked(selection, due_day, func.count())).scalar_one())

    def held(self) -> int:
        """How many cards there are, the retired ones included."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(cards)).scalar_one()

    def schedules(self, numbers: Collection[int], today: int) -> dict[int, Schedule]:
        """Where some items stand on a study day, and what the learner decided about them."""
        query = (
            select(items.c.id, *rows.schedule_columns(today))
            .outerjoin_from(items, states, states.c.item_id == items.c.id)
            .where(among(items.c.id, numbers))
        )
        with self._database.read() as connection:
            return {row[0]: Schedule(*row[1:]) for row in connection.execute(query).all()}

    def reviews(self, selection: Selection, due_day: int | None = None) -> Callable[[], NDArray[Any]]:
        """Lets the graded answers to the cards of a selection, and to all exercises, be read while other work
        goes on; gives a function that waits for them: (answers,) of `cards.answers.NUMBERED`.

        They come item by item, oldest first; those to an item joined to another are that one's.
        """
        of_cards = _asked(selection, due_day, items.c.id).correlate(None)
        query = (
            select(OWNER, *rows.REVIEW)
            .join_from(log, items, items.c.id == log.c.item_id)
            .where(or_(OWNER.in_(of_cards), items.c.key.startswith("exercise:")))
            .where(log.c.rating.is_not(None), log.c.voids.is_(None), not_voided)
            .order_by(log.c.id)
        )
        with self._database.read() as connection:
            count = connection.execute(select(func.coalesce(func.max(log.c.id), 0))).scalar_one()
        return reading_aside(self._database.path, query, count, numbered_table)

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
