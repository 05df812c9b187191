"""Finding cards and exercises by their words, tags, decks, states, flags and mistakes.

First the numbers of what is found, by conditions that end at the limit or go through one table; then the
few rows that are shown. What a condition means is said here alone: the indexes of trigrams only leave out
cards that cannot meet it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    TableClause,
    and_,
    column,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
)

from quizapp.records import Found
from quizapp.search import Term
from quizapp.store.database import Database
from quizapp.store.selection import among, on_path, with_cards
from quizapp.store.tables import MISTAKES, cards, decks, items, log, states

SHOWN = 300
"""Characters of a front that a list needs."""

MOST_TRIGRAMS = 24
"""Of a search, beyond which more of them leave hardly anything out."""

_WORDS = table("card_words", column("rowid"), column("card_words"))
"""The index of `quizapp.store.sqlite.WORDS`; the column of its name takes a query."""

_FRONTS = table("card_fronts", column("rowid"), column("card_fronts"))
"""The index of fronts alone."""

_TRIGRAMS = table("card_words_trigrams", column("term"))
"""The trigrams that some card holds, in small letters."""

_LAST = chr(0x10FFFF)
"""No letter comes after it."""

_ROWS = select(
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
).select_from(with_cards(items).outerjoin(states, states.c.item_id == items.c.id))


class Search:
    """Looks through cards and exercises."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first(
        self,
        terms: Sequence[Term],
        day: int,
        *,
        exercises: Collection[str],
        leech: int,
        limit: int,
    ) -> list[int]:
        """The numbers of the first items that meet all conditions: cards in the order in which they came,
        then exercises; of a search for words alone those cards come first whose front holds them.

        Args:
            terms: what is searched for.
            day: today's study day.
            exercises: ids of the exercises whose names hold all the words.
            leech: lapses from which an item is a leech; 0 for never.
            limit: how many at most.
        """
        with self._database.read() as connection:
            found = [] if _without_cards(terms) else _first(connection, terms, day, leech, limit)
            if exercises and len(found) < limit:
                query = _of_exercises(terms, exercises, day, leech).limit(limit - len(found))
                found += connection.execute(query).scalars()
        return found

    def rows(self, numbers: Collection[int], day: int, leech: int) -> list[Found]:
        """Items as a list shows them, in the order of their numbers.

        Args:
            numbers: of the items; those that are no longer there are left out.
            day: today's study day.
            leech: lapses from which an item is a leech; 0 for never.
        """
        if not numbers:
            return []
        with self._database.read() as connection:
            rows = connection.execute(_ROWS.where(among(items.c.id, numbers))).all()
        found = {row[0]: row for row in rows}
        return [_found(found[number], day, leech) for number in numbers if number in found]

    def numbers(
        self, terms: Sequence[Term], day: int, *, exercises: Collection[str], leech: int
    ) -> list[int]:
        """The numbers of all items that meet all conditions; the arguments are those of `first`."""
        with self._database.read() as connection:
            held = None if _without_cards(terms) else _held(connection, terms)
            queries = [] if held is None else [_numbers(terms, held, day, leech)]
            queries += [_of_exercises(terms, exercises, day, leech)] if exercises else []
            return [number for query in queries for number in connection.execute(query).scalars()]


def _found(row: Any, day: int, leech: int) -> Found:
    """A row of `_ROWS`."""
    number, key, front, deck, suspended, buried_until, flag, retired, on, phase, due_day, lapses = row
    return Found(
        item=number,
        key=key,
        front=front or "",
        deck=deck or "",
        suspended=suspended,
        buried=(buried_until or 0) > day,
        retired=bool(retired),
        flag=flag,
        phase=phase,
        wait=None if due_day is None else due_day - day,
        leech=bool(leech and (lapses or 0) >= leech),
        on=bool(on),
    )


def _without_cards(terms: Sequence[Term]) -> bool:
    """Whether no card can meet the conditions, because only exercises do."""
    asked = [term for term in terms if not term.negated]
    return any(term.field == "mistake" or (term.field, term.value) == ("is", "exercise") for term in asked)


def _of_exercises(terms: Sequence[Term], exercises: Collection[str], day: int, leech: int) -> Select[int]:
    """The numbers of the exercises among some that meet all conditions."""
    conditions = [_condition(term, day, leech) for term in terms if term.field != "word" or term.negated]
    return (
        select(items.c.id)
        .select_from(with_cards(items))
        .where(among(items.c.key, [f"exercise:{one}" for one in exercises]), *conditions)
        .order_by(items.c.key)
    )


def _first(connection: Connection, terms: Sequence[Term], day: int, leech: int, limit: int) -> list[int]:
    """The numbers of the first cards that meet all conditions; of a search for words alone those come first
    whose front holds them."""
    held = _held(connection, terms)
    if held is None:
        return []
    found: list[int] = []
    words = [term.value for term in terms if not term.negated]
    if all(term.field == "word" for term in terms) and (trigrams := _trigrams(words)):
        said = [cards.c.front.contains(word, autoescape=True) for word in words]
        fronts = _numbers(terms, trigrams, day, leech, _FRONTS).where(*said)
        found += connection.execute(fronts.limit(limit)).scalars().all()
    if len(found) < limit:
        found += connection.execute(_numbers(terms, held, day, leech).limit(limit)).scalars().all()
    return list(dict.fromkeys(found))[:limit]


def _numbers(
    terms: Sequence[Term], held: Sequence[str], day: int, leech: int, index: TableClause = _WORDS
) -> Select[int]:
    """The numbers of the cards that meet all conditions.

    Without the index cards are looked for by their items, whose rows are small.

    Args:
        terms: the conditions.
        held: what the index is asked for.
        day: today's study day.
        leech: lapses from which an item is a leech; 0 for never.
        index: the one that is asked.
    """
    conditions = [_condition(term, day, leech) for term in terms]
    query = (
        select(items.c.id)
        .join_from(items, cards, cards.c.item_id == items.c.id)
        .where(items.c.joined_to.is_(None), *conditions)
    )
    if Term("is", "retired") not in terms:
        query = query.where(cards.c.retired_ms.is_(None))
    if not held:
        return query.order_by(items.c.id)
    return (
        query.join(index, index.c.rowid == items.c.id)
        .where(index.c[index.name].op("MATCH")(" AND ".join(held)))
        .order_by(index.c.rowid)
    )


def _held(connection: Connection, terms: Sequence[Term]) -> list[str] | None:
    """What the index can say of the conditions, as parts of a query that must all hold; None: no card can."""
    asked = [term for term in terms if term.field in _INDEXED and not term.negated]
    texts = [_INDEXED[term.field](term.value) for term in asked]
    held = _trigrams(texts)
    for short in (text for text in texts if _folded(text) and len(text) < 3):
        begun = _begun(connection, short.lower())
        if not begun:
            return None
        if len(begun) <= MOST_TRIGRAMS:
            held.append(f"({' OR '.join(map(_quoted, begun))})")
    return held


def _trigrams(texts: Sequence[str]) -> list[str]:
    """What texts of three letters and more ask of an index: side by side up to the last one, which leaves
    out nearly as much as all of them."""
    places = ((text, min(place, len(text) - 3)) for text in texts for place in range(0, len(text), 3))
    found = dict.fromkeys(text[place : place + 3] for text, place in places if place >= 0)
    return [_quoted(one) for one in list(found)[:MOST_TRIGRAMS]]


def _begun(connection: Connection, letters: str) -> Sequence[str]:
    """The trigrams that begin with one or two letters; no more of them than tell that they are many."""
    term = _TRIGRAMS.c.term
    query = select(term).where(term >= letters, term <= letters + _LAST).limit(MOST_TRIGRAMS + 1)
    return connection.execute(query).scalars().all()


def _folded(text: str) -> bool:
    """Whether it is sure how the index writes a text: it has its own small letters for some alphabets."""
    return text.isascii() or text.lower() == text == text.upper()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _listed(tag: str) -> str:
    """How the beginning of a tag stands in a list of tags."""
    return json.dumps(tag)[:-1]


_INDEXED: Mapping[str, Callable[[str], str]] = {"word": str, "tag": _listed}
"""The conditions that the index can help, and what it knows of them."""


def _condition(term: Term, day: int, leech: int) -> ColumnElement[bool]:
    if term.field == "word":
        condition = _holds(term.value)
    elif term.field == "is":
        condition = _state(term.value, day, leech)
    elif term.field == "flag":
        condition = items.c.flag == int(term.value)
    elif term.field == "deck":
        named = decks.c.name.contains(term.value, autoescape=True)
        condition = cards.c.deck_id.in_(select(decks.c.id).where(named))
    elif term.field == "tag":
        condition = _tagged(term.value)
    else:
        made: ColumnElement[str] = literal_column(MISTAKES, String)
        tried = select(log.c.item_id).where(log.c.attempt.is_not(None))  # as the index has it
        condition = items.c.id.in_(tried.where(made.contains(term.value, autoescape=True)))
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


def _state(name: str, day: int, leech: int) -> ColumnElement[bool]:
    number = items.c.id
    started = select(states.c.item_id)
    match name:
        case "new":
            return number.not_in(started)
        case "learning":
            return number.in_(started.where(states.c.due_ms.is_not(None)))
        case "due":
            due = started.where(states.c.phase == "review", states.c.due_day <= day)
            resting = or_(items.c.suspended, func.coalesce(items.c.buried_until, day) > day)
            return and_(number.in_(due), not_(resting))
        case "review":
            return exists(started.where(states.c.item_id == number, states.c.phase == "review"))
        case "suspended":
            return items.c.suspended
        case "buried":
            return items.c.buried_until > day
        case "flagged":
            return items.c.flag > 0
        case "leech":
            lapsed = states.c.lapses > literal_column("0")  # as the index has it
            return number.in_(started.where(lapsed, states.c.lapses >= leech)) if leech else false()
        case "retired":
            return cards.c.retired_ms.is_not(None)
        case "card":
            return cards.c.item_id.is_not(None)
        case _:
            return cards.c.item_id.is_(None)
