"""Conditions that say which items take part in studying."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, false, func, or_, select

from quizapp.records import Selection
from quizapp.store.tables import cards, decks, files, items, links, path_cards, paths

linked_cards = cards.alias("linked_cards")
linked_decks = decks.alias("linked_decks")
linked_files = files.alias("linked_files")


def with_cards(base: FromClause) -> FromClause:
    """`base`, which holds items, with card, deck and file beside each; they are absent for exercises."""
    return (
        base.outerjoin(cards, cards.c.item_id == items.c.id)
        .outerjoin(decks, decks.c.id == cards.c.deck_id)
        .outerjoin(files, files.c.id == cards.c.file_id)
    )


def among(column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Whether a column is one of any number of values, which travel as one parameter."""
    listed: Any = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def numbered(keys: Collection[str]) -> Select[str, int]:
    """Key and number of the items that have one of any number of keys; with many at hand a look at each of
    them takes less than half of what `among` takes.
    """
    listed: Any = func.json_each(json.dumps(list(dict.fromkeys(keys)))).table_valued("value")
    return select(items.c.key, items.c.id).select_from(listed.join(items, items.c.key == listed.c.value))


def awake(day: int) -> ColumnElement[bool]:
    """Neither suspended, nor buried beyond this day, nor joined to another item."""
    return and_(
        ~items.c.suspended,
        or_(items.c.buried_until.is_(None), items.c.buried_until <= day),
        items.c.joined_to.is_(None),
    )


def on_path(card: FromClause = cards) -> ColumnElement[bool]:
    """Whether a card takes part in studying: by hand, by its file, or by a path that its tags put it on."""
    tagged = (
        select(path_cards.c.item_id).join(paths, paths.c.id == path_cards.c.path_id).where(paths.c.enabled)
    )
    off = select(files.c.id).where(~files.c.enabled)
    return or_(card.c.file_id.is_(None), card.c.file_id.not_in(off), card.c.item_id.in_(tagged))


def chosen(selection: Selection) -> ColumnElement[bool]:
    """Cards of files that are switched on, or of what is named, and their exercises."""
    terms: list[ColumnElement[bool]] = []
    card_terms = _terms(selection, cards, decks, files)
    of_cards = and_(cards.c.item_id.is_not(None), *card_terms)
    terms.append(or_(of_cards, and_(cards.c.item_id.is_(None), _through_cards(selection))))
    if selection.exercises:
        keys = [f"exercise:{name}" for name in selection.exercises]
        terms.append(items.c.key.in_(keys))
    if len(set(selection.kinds)) == 1:
        is_card = cards.c.item_id.is_not(None)
        terms.append(is_card if "card" in selection.kinds else ~is_card)
    return and_(*terms)


def _through_cards(selection: Selection) -> ColumnElement[bool]:
    """An exercise takes part when it is named, nothing is named, or one of its cards takes part."""
    if selection.exercises or not (selection.decks or selection.files or selection.tags):
        return cards.c.item_id.is_(None)
    joined = (
        links.join(linked_cards, linked_cards.c.item_id == links.c.item_id)
        .join(linked_decks, linked_decks.c.id == linked_cards.c.deck_id)
        .outerjoin(linked_files, linked_files.c.id == linked_cards.c.file_id)
    )
    return exists(
        select(1)
        .select_from(joined)
        .where(
            links.c.exercise_item_id == items.c.id,
            ~links.c.removed,
            *_terms(selection, linked_cards, linked_decks, linked_files),
        )
        .correlate(items)
    )


def _terms(
    selection: Selection, card: FromClause, deck: FromClause, file: FromClause
) -> list[ColumnElement[bool]]:
    terms: list[ColumnElement[bool]] = [card.c.retired_ms.is_(None)]
    if not (selection.decks or selection.files):
        terms.append(on_path(card))
    if selection.decks:
        terms.append(_any(_below(deck.c.name, name, "::") for name in selection.decks))
    if selection.files:
        terms.append(_any(_below(file.c.path, name, os.sep) for name in selection.files))
    if selection.tags:
        tags: Any = func.json_each(card.c.tags).table_valued("value")
        terms.append(exists(select(1).select_from(tags).where(tags.c.value.in_(selection.tags))))
    return terms


def _below(column: ColumnElement[str], name: str, separator: str) -> ColumnElement[bool]:
    """The name itself, or a name below it; `LIKE` would not tell small letters from capitals."""
    name = name.removesuffix(separator)
    first, beyond = name + separator, name + separator[:-1] + chr(ord(separator[-1]) + 1)
    return or_(column == name, and_(column >= first, column < beyond))


def _any(terms: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(false(), *terms)
