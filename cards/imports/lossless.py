"""The program's own JSON: every field of every card, with its history where that was exported."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from cards import media
from cards.answers import Answers
from cards.imports import Days, Told, counting, unheard
from cards.model import Card, Deck, Review, Schedule
from cards.text import clean, counted
from engine.errors import InputError

LARGEST = 2_000_000_000
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Document:
    """What `quizapp export --format json` writes."""

    format: Literal["quizapp-deck"]
    version: int
    cards: list[Card]
    reviews: dict[str, list[Review]] = field(default_factory=dict)
    schedules: dict[str, Schedule] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)


def read_json(path: Path, day: Days, told: Told = unheard) -> Deck:
    """The deck of a JSON document.

    Raises:
      InputError: it is not what `quizapp export --format json` writes.
    """
    from pydantic import TypeAdapter, ValidationError

    if path.stat().st_size > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST // 10**9} GB; split it")
    try:
        document = TypeAdapter(Document).validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the document"
        raise InputError(f"{path} is no deck of quizapp: {place}: {first['msg']}") from None
    if document.version != 1:
        raise InputError(f"{path} was written by a newer quizapp; update the program")
    known = {clean(card.id).strip() for card in document.cards}
    if len(known) != len(document.cards) or "" in known:
        raise InputError(f"{path} is no deck of quizapp: every card needs an id of its own")
    pictures = dict(_proved(document.media))
    refused = len(document.media) - len(pictures)
    said = f"Left out: {counted(refused, 'picture')} that are not what their names say."
    return Deck(
        [_cleaned(card) for card in counting(document.cards, told)],
        _given({key: each for key, each in document.reviews.items() if key in known}, path),
        {key: each for key, each in document.schedules.items() if key in known},
        media=pictures,
        remarks=[said] if refused else [],
    )


def _cleaned(card: Card) -> Card:
    """The card without anything that could act on a terminal."""
    return replace(
        card,
        front=clean(card.front),
        back=clean(card.back),
        source=replace(card.source, path=tuple(map(clean, card.source.path))),
        id=clean(card.id).strip(),
        deck=clean(card.deck),
        tags=tuple(map(clean, card.tags)),
        reading=clean(card.reading),
    )


def _given(reviews: Mapping[str, Sequence[Review]], path: Path) -> Answers:
    """The histories, in which there is nothing that nobody can have answered."""
    import numpy as np

    refused = InputError(f"{path} is no deck of quizapp: reviews: a number that no answer can have")
    try:
        found = Answers.of(reviews)
    except OverflowError:
        raise refused from None
    if not np.all((found.rows["rating"] >= 1) & (found.rows["rating"] <= 4)):
        raise refused
    return found


def _proved(texts: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The pictures whose names are those that their content gives them."""
    for name, text in texts.items():
        try:
            content = b64decode(text)
        except ValueError:
            continue
        kind = media.kind_of(content, own=False)
        if kind is not None and name == media.name_of(content, kind) and len(content) <= media.LARGEST:
            yield name, content
