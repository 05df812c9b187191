"""The program's own JSON: every field of every card, with its history where that was exported."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cards.imports import Days
from cards.model import Card, Deck, Review, Schedule
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


def read_json(path: Path, day: Days) -> Deck:
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
    known = {card.id for card in document.cards}
    if len(known) != len(document.cards) or "" in known:
        raise InputError(f"{path} is no deck of quizapp: every card needs an id of its own")
    reviews = {key: each for key, each in document.reviews.items() if key in known}
    return Deck(
        document.cards, reviews, {key: each for key, each in document.schedules.items() if key in known}
    )
