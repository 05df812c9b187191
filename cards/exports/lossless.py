"""Decks as JSON: every field of every card, so that nothing is lost on the way out and in again.

{"format": "quizapp-deck", "version": 1, "cards": [
    {"id": "...", "kind": "basic", "front": "...", "back": "...", "deck": "...", "tags": ["..."],
     "exercises": ["..."], "difficulty": 2, "reading": "...", "passage": "...",
     "changed_ms": 1735689600000,
     "source": {"file": "...", "start": 7, "end": 10, "unit": "line", "path": ["..."]}}],
 "reviews": {"<card id>": [{"at_ms": 1735689600000, "day": 20089, "rating": 3, "duration_ms": 4000,
     "was": "new", "interval": 0, "wait": 600, "counts": true}]},
 "schedules": {"<card id>": {"phase": "review", "stability": 3.2, "difficulty": 5.1, "due_day": 20092}},
 "media": {"quizapp-<32 hexadecimal digits>.png": "<base64>"}}

`reviews` and `schedules` (whose further keys are those of `cards.model.Schedule`) are there when the history
was asked for. Reviews are what counts; schedules tell other programs where that leads. `media` is there
when cards have pictures, which are named by the first half of the SHA-256 of their content.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, BinaryIO

from cards.model import Card, Deck, Review, Schedule, Source

FORMAT, VERSION = "quizapp-deck", 1


def write_json(deck: Deck, target: BinaryIO) -> None:
    """Write a deck as one JSON document, a card a line."""
    target.write(f'{{"format": "{FORMAT}", "version": {VERSION}, "cards": [\n'.encode())
    for number, card in enumerate(deck.cards):
        source = {"source": _plain(card.source)}
        target.write(f"{',' if number else ''}{_line(_plain(card) | source)}".encode())
    target.write(b"]")
    if deck.reviews or deck.schedules:
        _mapping(target, "reviews", ((card, list(map(_plain, each))) for card, each in deck.reviews.items()))
        _mapping(target, "schedules", ((card, _plain(each)) for card, each in deck.schedules.items()))
    if deck.media:
        _mapping(target, "media", ((name, b64encode(deck.media[name]).decode()) for name in deck.media))
    target.write(b"}\n")


def _mapping(target: BinaryIO, name: str, entries: Iterable[tuple[str, Any]]) -> None:
    target.write(f', "{name}": {{\n'.encode())
    for number, (key, value) in enumerate(entries):
        target.write(f"{',' if number else ''}{json.dumps(key)}: {_line(value)}".encode())
    target.write(b"}")


def _plain(record: Card | Source | Review | Schedule) -> dict[str, Any]:
    """The fields of a record by their names; `asdict` would copy each on the way."""
    names, values = _FIELDS[type(record)]
    return dict(zip(names, values(record), strict=True))


def _line(value: Any) -> str:
    return _ENCODER.encode(value) + "\n"


_ENCODER = json.JSONEncoder(ensure_ascii=False)
_NAMES = {kind: [field.name for field in fields(kind)] for kind in (Card, Source, Review, Schedule)}
_FIELDS = {kind: (names, attrgetter(*names)) for kind, names in _NAMES.items()}
