"""The program's own JSON: every field of every card, with its history where that was exported."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from cards.bulk.answers import COLUMNS, Answers, Row, row_of
from cards.bulk.pause import collector_paused
from cards.imports import OFTEN, Days, Told, unheard
from cards.imports.pieces import pieces
from cards.markdown.text import clean, counted
from cards.model import Card, Deck, Review, Schedule
from cards.pictures import media
from engine.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pydantic import TypeAdapter

LARGEST = 2_000_000_000
"""Bytes."""

_APART = ("cards", "reviews", "schedules", "media")
"""Members whose entries are looked at one by one."""


def read_json(path: Path, day: Days, told: Told = unheard) -> Deck:
    """The deck of a JSON document.

    Raises:
      InputError: it is not what `quizapp export --format json` writes.
    """
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST // 10**9} GB; split it")
    document = _Document(path, told)
    with path.open("rb") as file, collector_paused():
        answers = document.read(file)
    known = {card.id for card in document.cards}
    if len(known) != len(document.cards) or "" in known:
        raise InputError(f"{path} is no deck of quizapp: every card needs an id of its own")
    said = f"Left out: {counted(document.refused, 'picture')} that are not what their names say."
    return Deck(
        document.cards,
        Answers(answers, {key: place for key, place in document.places.items() if key in known}),
        {key: one for key, one in document.schedules.items() if key in known},
        media=document.media,
        remarks=[said] if document.refused else [],
    )


class _Document:
    """What `quizapp export --format json` writes, on its way in piece by piece."""

    def __init__(self, path: Path, told: Told) -> None:
        from pydantic import TypeAdapter

        self._path = path
        self._told = told
        self._kinds: dict[str, TypeAdapter[Any]] = {
            "format": TypeAdapter(Literal["quizapp-deck"]),
            "version": TypeAdapter(int),
            "cards": TypeAdapter(Card),
            "reviews": TypeAdapter(list[Review]),
            "schedules": TypeAdapter(Schedule),
            "media": TypeAdapter(str),
        }
        self.cards: list[Card] = []
        self.places: dict[str, tuple[int, int]] = {}
        """As `cards.answers.Answers` has them."""
        self.schedules: dict[str, Schedule] = {}
        self.media: dict[str, bytes] = {}
        self.refused = 0
        """Pictures."""

    def read(self, file: BinaryIO) -> NDArray[Any]:
        """The answers; all else is kept on the way."""
        import numpy as np

        try:
            found = np.fromiter(self._answers(file), COLUMNS)
        except OverflowError:
            raise self._error("reviews: a number that no answer can have") from None
        except RecursionError:
            raise self._error("its values are nested too deeply") from None
        except ValueError as error:
            raise self._error(f"it is no JSON: {error}") from None
        if not np.all((found["rating"] >= 1) & (found["rating"] <= 4)):
            raise self._error("reviews: a number that no answer can have")
        return found

    def _answers(self, file: BinaryIO) -> Iterator[Row]:
        """Those of one card after another."""
        seen: set[str] = set()
        count = 0
        for name, key, value in pieces(file, _APART):
            seen.add(name)
            one = self._valid(name, key, value)
            match name:
                case "version" if one != 1:
                    raise InputError(f"{self._path} was written by a newer quizapp; update the program")
                case "cards":
                    if not len(self.cards) % OFTEN:
                        self._told(len(self.cards))
                    self.cards.append(_cleaned(one))
                case "reviews":
                    if not len(self.places) % OFTEN:
                        self._told(len(self.cards))
                    self.places[key] = count, count + len(one)
                    count += len(one)
                    yield from map(row_of, one)
                case "schedules":
                    self.schedules[key] = one
                case "media":
                    self._keep(key, one)
        if missing := {"format", "version", "cards"} - seen:
            raise self._error(f"{min(missing)}: it is missing")

    def _valid(self, name: str, key: str, value: object) -> Any:
        """What a piece is, if it is that; other members than ours are left alone."""
        from pydantic import ValidationError

        try:
            return self._kinds[name].validate_python(value) if name in self._kinds else value
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(filter(None, (name, key, *map(str, first["loc"]))))
            raise self._error(f"{place}: {first['msg']}") from None

    def _keep(self, name: str, text: str) -> None:
        """Keeps a picture, if its name is the one that its content gives it."""
        try:
            content = b64decode(text)
        except ValueError:
            content = b""
        kind = media.kind_of(content, own=False)
        if kind is not None and name == media.name_of(content, kind) and len(content) <= media.LARGEST:
            self.media[name] = content
        else:
            self.refused += 1

    def _error(self, why: str) -> InputError:
        return InputError(f"{self._path} is no deck of quizapp: {why}")


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
