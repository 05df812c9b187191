"""Finding cards and exercises by their words, tags, decks, states, flags and mistakes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select

from quizapp.records import Found
from quizapp.search import Term
from quizapp.store.database import Database
from quizapp.store.selection import among, on_path, with_cards
from quizapp.store.tables import cards, decks, files, items, log, states

SHOWN = 300
"""Characters of a front that a list needs."""


_COLUMNS = select(
    items.c.id,
    items.c.key,
    func.substr(cards.c.front, 1, SHOWN).label("front"),
    decks.c.name.label("deck"),
    items.c.suspended,
    items.c.buried_until,
    items.c.flag,
    cards.c.retired_ms.is_not(None).label("retired"),
    on_path().label("on"),
    states.c.phase,
    states.c.due_day,
    states.c.lapses,
)


class Search:
    """Looks through cards and exercises."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self,
        terms: Sequence[Term],
        day: int,
        *,
        exercises: Collection[str],
        leech: int,
        limit: int,
    ) -> list[Found]:
        """The first items that meet all conditions: cards in the order in which they came, then exercises.

        Args:
            terms: what is searched for.
            day: today's study day.
            exercises: ids of the exercises whose names hold all the words.
            leech: lapses from which an item is a leech; 0 for never.
            limit: how many at most.
        """
        conditions = [_condition(term, day, leech) for term in terms if term.field != "word" or term.negated]
        texts = [_holds(term.value) for term in terms if term.field == "word" and not term.negated]
        if Term("is", "retired") not in terms:
            texts.append(cards.c.retired_ms.is_(None))
        of_cards = (
            _COLUMNS.join_from(cards, items, items.c.id == cards.c.item_id)
            .join(decks, decks.c.id == cards.c.deck_id)
            .outerjoin(files, files.c.id == cards.c.file_id)
            .outerjoin(states, states.c.item_id == cards.c.item_id)
            .where(items.c.joined_to.is_(None), *texts, *conditions)
            .order_by(cards.c.item_id)
        )
        of_exercises = (
            _COLUMNS.select_from(with_cards(items).outerjoin(states, states.c.item_id == items.c.id))
            .where(among(items.c.key, [f"exercise:{one}" for one in exercises]), *conditions)
            .order_by(items.c.key)
        )
        with self._database.read() as connection:
            rows = list(connection.execute(of_cards.limit(limit)))
            if exercises and len(rows) < limit:
                rows += connection.execute(of_exercises.limit(limit - len(rows)))
        return [_found(row, day, leech) for row in rows]


def _found(row: Any, day: int, leech: int) -> Found:
    return Found(
        item=row.id,
        key=row.key,
        front=row.front or "",
        deck=row.deck or "",
        suspended=row.suspended,
        buried=(row.buried_until or 0) > day,
        retired=bool(row.retired),
        flag=row.flag,
        phase=row.phase,
        wait=None if row.due_day is None else row.due_day - day,
        leech=bool(leech and (row.lapses or 0) >= leech),
        on=bool(row.on),
    )


def _condition(term: Term, day: int, leech: int) -> ColumnElement[bool]:
    if term.field == "word":
        condition = _holds(term.value)
    elif term.field == "is":
        condition = _state(term.value, day, leech)
    elif term.field == "flag":
        condition = items.c.flag == int(term.value)
    elif term.field == "deck":
        condition = decks.c.name.contains(term.value, autoescape=True)
    elif term.field == "tag":
        tags: Any = func.json_each(cards.c.tags).table_valued("value")
        condition = exists(
            select(1).select_from(tags).where(tags.c.value.startswith(term.value, autoescape=True))
        )
    else:
        exercises = select(items.c.id).where(items.c.key.between("exercise:", "exercise;"))
        made = func.json_extract(log.c.attempt, "$.mistakes").contains(term.value, autoescape=True)
        condition = items.c.id.in_(select(log.c.item_id).where(log.c.item_id.in_(exercises), made))
    return not_(func.coalesce(condition, false())) if term.negated else condition


def _holds(word: str) -> ColumnElement[bool]:
    """Whether a card's words hold a text; small and capital letters are one."""
    return or_(
        cards.c.front.contains(word, autoescape=True),
        cards.c.back.contains(word, autoescape=True),
        cards.c.id == word,
    )


def _state(name: str, day: int, leech: int) -> ColumnElement[bool]:
    match name:
        case "new":
            return states.c.item_id.is_(None)
        case "learning":
            return states.c.due_ms.is_not(None)
        case "due":
            return and_(
                states.c.phase == "review",
                states.c.due_day <= day,
                ~items.c.suspended,
                or_(items.c.buried_until.is_(None), items.c.buried_until <= day),
            )
        case "review":
            return states.c.phase == "review"
        case "suspended":
            return items.c.suspended
        case "buried":
            return items.c.buried_until > day
        case "flagged":
            return items.c.flag > 0
        case "leech":
            return states.c.lapses >= leech if leech else false()
        case "retired":
            return cards.c.retired_ms.is_not(None)
        case "card":
            return cards.c.item_id.is_not(None)
        case _:
            return cards.c.item_id.is_(None)
