"""Finding cards and exercises by their words, tags, decks, states, flags and mistakes.

First the numbers of what is found, by conditions that end at the limit or go through one table; then the
few rows that are shown. What a condition means is said here alone: the index of trigrams only leaves out
cards that cannot meet it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    column,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    table,
)

from quizapp.records import Found
from quizapp.search import Term
from quizapp.store.database import Database
from quizapp.store.selection import among, on_path, with_cards
from quizapp.store.tables import cards, decks, items, log, states

SHOWN = 300
"""Characters of a front that a list needs."""

MOST_TRIGRAMS = 24
"""Of a search, beyond which more of them leave hardly anything out."""

_WORDS = table("card_words", column("rowid"), column("card_words"))
"""The index of `quizapp.store.sqlite.WORDS`; the column of its name takes a query."""

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
        of_cards = _COLUMNS.join_from(cards, items, items.c.id == cards.c.item_id)
        of_cards = (
            of_cards.join(decks, decks.c.id == cards.c.deck_id)
            .outerjoin(states, states.c.item_id == cards.c.item_id)
            .where(cards.c.item_id.in_(_numbers(terms, day, leech).limit(limit)))
            .order_by(cards.c.item_id)
        )
        conditions = [
            _condition(term, items.c.id, day, leech) for term in terms if term.field != "word" or term.negated
        ]
        of_exercises = (
            _COLUMNS.select_from(with_cards(items).outerjoin(states, states.c.item_id == items.c.id))
            .where(among(items.c.key, [f"exercise:{one}" for one in exercises]), *conditions)
            .order_by(items.c.key)
        )
        with self._database.read() as connection:
            rows = [] if _without_cards(terms) else list(connection.execute(of_cards))
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


def _without_cards(terms: Sequence[Term]) -> bool:
    """Whether no card can meet the conditions, because only exercises do."""
    asked = [term for term in terms if not term.negated]
    return any(term.field == "mistake" or (term.field, term.value) == ("is", "exercise") for term in asked)


def _numbers(terms: Sequence[Term], day: int, leech: int) -> Select[int]:
    """The numbers of the cards that meet all conditions."""
    joined = select(items.c.id).where(items.c.joined_to.is_not(None))
    conditions = [_condition(term, cards.c.item_id, day, leech) for term in terms]
    query = select(cards.c.item_id).where(cards.c.item_id.not_in(joined), *conditions)
    if Term("is", "retired") not in terms:
        query = query.where(cards.c.retired_ms.is_(None))
    if not (trigrams := _trigrams(terms)):
        return query.order_by(cards.c.item_id)
    quoted = " ".join('"' + one.replace('"', '""') + '"' for one in trigrams)
    return (
        query.join(_WORDS, _WORDS.c.rowid == cards.c.item_id)
        .where(_WORDS.c.card_words.op("MATCH")(quoted))
        .order_by(_WORDS.c.rowid)
    )


def _trigrams(terms: Sequence[Term]) -> list[str]:
    """What a card must hold somewhere if it is to meet the conditions."""
    asked = [term for term in terms if term.field in _INDEXED and not term.negated]
    texts = [_INDEXED[term.field](term.value) for term in asked]
    found = dict.fromkeys(text[place : place + 3] for text in texts for place in range(len(text) - 2))
    return list(found)[:MOST_TRIGRAMS]


def _listed(tag: str) -> str:
    """How the beginning of a tag stands in a list of tags."""
    return json.dumps(tag)[:-1]


_INDEXED: Mapping[str, Callable[[str], str]] = {"word": str, "tag": _listed}
"""The conditions that the index can help, and what it knows of them."""


def _condition(term: Term, item: ColumnElement[int], day: int, leech: int) -> ColumnElement[bool]:
    """
    Args:
        term: the condition.
        item: the column with the item's number.
        day: today's study day.
        leech: lapses from which an item is a leech; 0 for never.
    """
    if term.field == "word":
        condition = _holds(term.value)
    elif term.field == "is":
        condition = _state(term.value, item, day, leech)
    elif term.field == "flag":
        condition = item.in_(select(items.c.id).where(items.c.flag == int(term.value)))
    elif term.field == "deck":
        named = decks.c.name.contains(term.value, autoescape=True)
        condition = cards.c.deck_id.in_(select(decks.c.id).where(named))
    elif term.field == "tag":
        condition = _tagged(term.value)
    else:
        exercises = select(items.c.id).where(items.c.key.between("exercise:", "exercise;"))
        made = func.json_extract(log.c.attempt, "$.mistakes").contains(term.value, autoescape=True)
        condition = item.in_(select(log.c.item_id).where(log.c.item_id.in_(exercises), made))
    return not_(func.coalesce(condition, false())) if term.negated else condition


def _holds(word: str) -> ColumnElement[bool]:
    """Whether a card's words hold a text; small and capital letters are one."""
    return or_(
        cards.c.front.contains(word, autoescape=True),
        cards.c.back.contains(word, autoescape=True),
        cards.c.id == word,
    )


def _tagged(tag: str) -> ColumnElement[bool]:
    """Whether one of a card's tags begins so; the text of the list is looked at before its parts."""
    tags: Any = func.json_each(cards.c.tags).table_valued("value")
    begins = select(1).select_from(tags).where(tags.c.value.startswith(tag, autoescape=True))
    return and_(cards.c.tags.cast(String).contains(_listed(tag), autoescape=True), exists(begins))


def _state(name: str, item: ColumnElement[int], day: int, leech: int) -> ColumnElement[bool]:
    started = select(states.c.item_id)
    one = select(items.c.id)
    match name:
        case "new":
            return item.not_in(started)
        case "learning":
            return item.in_(started.where(states.c.due_ms.is_not(None)))
        case "due":
            resting = one.where(or_(items.c.suspended, items.c.buried_until > day))
            due = started.where(states.c.phase == "review", states.c.due_day <= day)
            return and_(item.in_(due), item.not_in(resting))
        case "review":
            return exists(started.where(states.c.item_id == item, states.c.phase == "review"))
        case "suspended":
            return item.in_(one.where(items.c.suspended))
        case "buried":
            return item.in_(one.where(items.c.buried_until > day))
        case "flagged":
            return item.in_(one.where(items.c.flag > 0))
        case "leech":
            return item.in_(started.where(states.c.lapses >= leech)) if leech else false()
        case "retired":
            return cards.c.retired_ms.is_not(None)
        case "card":
            return cards.c.item_id.is_not(None)
        case _:
            return cards.c.item_id.is_(None)
