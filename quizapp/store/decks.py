"""Decks and study paths: how much each holds, and which paths are switched on."""

from __future__ import annotations

from sqlalchemy import Select, and_, case, func, select, update

from quizapp.records import DeckCounts, PathCounts
from quizapp.store.database import Database
from quizapp.store.selection import awake, on_path
from quizapp.store.tables import cards, decks, files, items, path_cards, paths, states

_LIVE = cards.c.retired_ms.is_(None)
_COUNTS = (func.count(cards.c.item_id).filter(_LIVE), func.count(states.c.item_id).filter(_LIVE))
_STATES = states.c.item_id == cards.c.item_id

_PATHS: tuple[Select[str, bool, int, int], ...] = (
    select(files.c.study_path, func.max(files.c.enabled) == 1, *_COUNTS)
    .select_from(files.outerjoin(cards, cards.c.file_id == files.c.id).outerjoin(states, _STATES))
    .where(files.c.study_path != "", ~files.c.gone)
    .group_by(files.c.study_path)
    .order_by(func.min(files.c.path)),
    select(paths.c.name, paths.c.enabled, *_COUNTS)
    .select_from(
        paths.join(path_cards, path_cards.c.path_id == paths.c.id)
        .join(cards, cards.c.item_id == path_cards.c.item_id)
        .outerjoin(states, _STATES)
    )
    .where(paths.c.name.not_in(select(files.c.study_path)))
    .group_by(paths.c.id)
    .having(func.count().filter(_LIVE) > 0)
    .order_by(paths.c.name),
)
"""The paths of files, and those of tags that no file has taken the name of."""


class Decks:
    """Decks by name, and the study paths of files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, day: int) -> list[DeckCounts]:
        """Every deck with what it holds on a study day, in the order of learning.

        Cards that are switched off, suspended or buried count as cards, but neither as new nor as due.
        """
        asked = and_(on_path(), awake(day))
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
                cards.join(items, items.c.id == cards.c.item_id).outerjoin(
                    states, states.c.item_id == cards.c.item_id
                )
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
        """The study paths with their cards: those that files name, in their order, then those of tags."""
        with self._database.read() as connection:
            return [PathCounts(*row) for query in _PATHS for row in connection.execute(query)]

    def enable_path(self, path: str, enabled: bool = True) -> None:
        """Switches a study path on or off; the history of its cards stays."""
        with self._database.write() as connection:
            connection.execute(update(files).where(files.c.study_path == path).values(enabled=enabled))
            connection.execute(update(paths).where(paths.c.name == path).values(enabled=enabled))

    def forecast(self, day: int, days: int) -> list[int]:
        """How many reviews fall due on each of the coming study days; the first holds what is overdue.

        Args:
            day: the first study day.
            days: how many.
        """
        due = case((states.c.due_day < day, day), else_=states.c.due_day)
        query = (
            select(due.label("due"), func.count())
            .select_from(
                states.join(items, items.c.id == states.c.item_id).outerjoin(
                    cards, cards.c.item_id == items.c.id
                )
            )
            .where(states.c.interval > 0, states.c.due_day + 0 < day + days)  # all of them: past the index
            .where(on_path(), cards.c.retired_ms.is_(None), ~items.c.suspended, items.c.joined_to.is_(None))
            .group_by("due")
        )
        with self._database.read() as connection:
            counts: dict[int, int] = dict(connection.execute(query).all())
        return [counts.get(one, 0) for one in range(day, day + days)]
