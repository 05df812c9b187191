"""Decks as a package for Anki 2.1 and later: cards become notes that a later package updates in place.

A note's guid is the card's id, and `mod` is the time at which the card's words last changed, so that
Anki replaces the text of what was edited and leaves every schedule alone. Histories travel whole, and Anki
takes them for cards that are new to it. The clock is never read: the same deck gives the same bytes (with the
same SQLite and zlib).

Source: Anki's rslib, `storage/schema11.sql` and `import_export/package`. The container is the oldest
that is still read, `collection.anki2` with schema 11 and a JSON list of media, which every client takes.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from html import unescape
from operator import add
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from cards.bulk.pause import collector_paused
from cards.exports import anki_exercises, anki_masked, anki_siblings
from cards.exports.anki_history import answers, first_day, standing
from cards.exports.anki_html import cloze, played, to_html
from cards.exports.anki_schema import (
    BASIC,
    CLOZE,
    DECK_OPTIONS,
    HOME_DECK,
    NOTETYPES,
    SCHEMA,
    TYPED,
    WITH_TYPING,
    deck_entry,
    settings,
)
from cards.exports.bulk import insert, insert_numbers
from cards.model import Card, Deck, Practice
from cards.pictures.masked import Masked, whole
from cards.pictures.media import marked, unmarked

_BETWEEN = "\x1f"
"""What Anki puts between fields."""
_BREAKS = re.compile(r"[\s\x1f]+")
_TAGS = re.compile(r"<[^>]*>")
_SET = re.compile(r"[<\n]|\\[(\[]|\[sound:")
"""What nobody types: lines, marks, formulas, sounds."""
COLLECTION = "collection.anki2"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_EFFORT = 1
"""Of zlib: a quarter of the default's time for a tenth more bytes."""
_UNIX = 3
"""The system that a zip says it was made on, whatever the system is."""
_CHUNK = 1 << 20
_DAY, _NOON = 86_400, 43_200

_FOR_ONE_WRITING = "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
"""The pages are larger than by default, which takes less time."""
_COLLECTION = "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')"
_NOTE = "(?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')"
_CARD = "(?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)"
_NEW_CARD = "(?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
"""The same of a card that nobody has begun: fewer values to bind take half of the time."""
_ANSWER = "(?, ?, -1, ?, ?, ?, ?, ?, ?)"


@collector_paused()
def write_apkg(deck: Deck, target: BinaryIO) -> None:
    """Write a package for Anki.

    Args:
      deck: cards with their ids; `changed_ms` decides which notes Anki updates.
      target: need not be seekable.
    """
    place = target if target.seekable() else io.BytesIO()
    masked = anki_masked.masked_cards(deck.cards, deck.media)
    drawn = anki_masked.drawings(deck.cards, masked, deck.media)
    names = dict(enumerate(name for name in deck.media if name not in drawn))
    with (
        TemporaryDirectory(prefix="quizapp-") as folder,
        zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=_EFFORT) as package,
    ):
        _collection(Path(folder) / COLLECTION, deck, masked)
        with package.open(COLLECTION, "w") as out, (Path(folder) / COLLECTION).open("rb") as source:
            copyfileobj(source, out, _CHUNK)
        package.getinfo(COLLECTION).create_system = _UNIX
        _put(package, "media", _json({str(at): name for at, name in names.items()}), zipfile.ZIP_DEFLATED)
        for at, name in names.items():
            _put(package, str(at), whole(deck.media[name], deck.media.get), zipfile.ZIP_STORED)
    if isinstance(place, io.BytesIO) and place is not target:
        target.write(place.getbuffer())


def _put(package: zipfile.ZipFile, name: str, content: bytes | str, method: int) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.create_system = _UNIX
    package.writestr(entry, content, method, _EFFORT)


def _collection(file: Path, deck: Deck, masked: Mapping[str, Masked]) -> None:
    """Writes the database of the package."""
    cards, practised = deck.cards, deck.exercises
    names = [*(card.deck for card in cards), *map(anki_exercises.deck, practised)]
    decks, times = _decks(names), [one.changed_ms for one in deck.notes]
    created, last = first_day(deck), max(times, default=0)
    numbered = {name: decks[_deck_key(name)][0] for name in dict.fromkeys(names)}
    entries = {str(number): deck_entry(number, name) for number, name in decks.values()}
    notetypes = NOTETYPES | (anki_exercises.notetypes() if practised else {})
    notetypes |= WITH_TYPING if any(card.kind == "typed" for card in cards) else {}
    places = anki_siblings.places([card for card in cards if card.id not in masked])
    notetypes |= anki_masked.notetypes(masked) | (anki_siblings.notetypes() if places else {})
    places |= {name: (one.note.guid, one.gap - 1) for name, one in masked.items()}
    texts = (settings(len(times)), notetypes, entries, DECK_OPTIONS)
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(f"{_FOR_ONE_WRITING} {SCHEMA}")
        database.execute("BEGIN")
        database.execute(_COLLECTION, (created * _DAY + _NOON, last, last, *map(_json, texts)))
        numbers = _numbers(times)
        plain = (each for each in zip(numbers, cards, strict=False) if each[1].id not in places)
        insert(database, "notes", _NOTE, (_note(number, card, deck.media) for number, card in plain))
        shared = _shared_notes(numbers, cards, places)
        notes = (_shared_note(some, places, masked, deck.media) for some in shared.values())
        insert(database, "notes", _NOTE, notes)
        insert(database, "notes", _NOTE, map(_exercise_note, numbers[len(cards) :], practised))
        placed = (
            (
                number,
                shared[places[one.id][0]][0][0] if one.id in places else number,
                numbered[name],
                places[one.id][1] if one.id in places else 0,
                one.changed_ms // 1000,
            )
            for number, name, one in zip(numbers, names, deck.notes, strict=True)
        )
        if deck.schedules:
            stands = (standing(deck, one.id, place, created) for place, one in enumerate(deck.notes, 1))
            insert(database, "cards", _CARD, map(add, placed, stands))
        else:
            insert(database, "cards", _NEW_CARD, ((*one, place) for place, one in enumerate(placed, 1)))
        insert_numbers(database, "revlog", _ANSWER, answers(deck, zip(numbers, deck.notes, strict=True)))
        database.execute("COMMIT")


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _numbers(times: Sequence[int]) -> list[int]:
    """A number of its own for each card, near the time at which it changed: Anki shows it as a date."""
    numbers, last = [0] * len(times), 0
    for at in sorted(range(len(times)), key=times.__getitem__):
        last = numbers[at] = max(times[at], last + 1)
    return numbers


def _note(number: int, card: Card, pictures: Container[str]) -> tuple[Any, ...]:
    notetype, fields = _fields(card, pictures)
    return _row(number, card.id, notetype, fields, card.tags, card.changed_ms)


def _shared_notes(
    numbers: Sequence[int], cards: Sequence[Card], places: Mapping[str, tuple[str, int]]
) -> dict[str, list[tuple[int, Card]]]:
    """The cards of each note that has several, with their numbers, by its guid; the note has the first."""
    found: dict[str, list[tuple[int, Card]]] = {}
    for number, card in zip(numbers, cards, strict=False):
        if card.id in places:
            found.setdefault(places[card.id][0], []).append((number, card))
    return found


def _shared_note(
    some: Sequence[tuple[int, Card]],
    places: Mapping[str, tuple[str, int]],
    masked: Mapping[str, Masked],
    pictures: Mapping[str, bytes],
) -> tuple[Any, ...]:
    """A note with the words of its cards; those that all share are those of the one that changed last."""
    number = some[0][0]
    latest = max((card for _, card in some), key=lambda card: card.changed_ms)
    guid, changed_ms = places[latest.id][0], latest.changed_ms
    if one := masked.get(latest.id):
        fields = anki_masked.fields(latest, one, pictures)
        return _row(number, guid, one.note.notetype, fields, latest.tags, changed_ms)
    sides = {places[card.id][1]: _fields(replace(card, kind="basic"), pictures)[1] for _, card in some}
    fields = anki_siblings.fields(sides)
    return _row(number, guid, anki_siblings.SEVERAL, fields, latest.tags, changed_ms)


def _exercise_note(number: int, one: Practice) -> tuple[Any, ...]:
    fields, tags = anki_exercises.fields(one), anki_exercises.tags(one)
    return _row(number, one.id, anki_exercises.EXERCISE, fields, tags, one.changed_ms)


def _row(
    number: int, guid: str, notetype: int, fields: Sequence[str], tags: Sequence[str], changed_ms: int
) -> tuple[Any, ...]:
    plain = _plain(fields[0])
    checksum = int.from_bytes(hashlib.sha1(plain.encode(), usedforsecurity=False).digest()[:4])
    return number, guid, notetype, changed_ms // 1000, _tags(tuple(tags)), _joined(fields), plain, checksum


def _joined(fields: Sequence[str]) -> str:
    joined = _BETWEEN.join(fields)
    if joined.count(_BETWEEN) < len(fields):
        return joined
    return _BETWEEN.join(field.replace(_BETWEEN, " ") for field in fields)


def _fields(card: Card, pictures: Container[str]) -> tuple[int, tuple[str, ...]]:
    """The notetype and the fields; a cloze card whose gaps cannot be filled is asked as a basic one."""
    alts: dict[str, str] = {}
    front, back = card.front, card.back
    if ("!" in front and "![" in front) or ("!" in back and "![" in back):
        front, back = marked(front, alts), marked(back, alts)
    reading = to_html(card.reading) if card.reading else ""
    text = cloze(front, back) if card.kind == "cloze" else None
    fields: tuple[str, ...] = (
        (text, reading) if text is not None else (to_html(front), to_html(back), reading)
    )
    if alts:
        fields = tuple(
            unmarked(one, alts, lambda name: name if name in pictures else None, played) for one in fields
        )
    typed = card.kind == "typed" and not _SET.search(fields[1])
    return CLOZE if text is not None else TYPED if typed else BASIC, fields


@lru_cache(maxsize=1024)
def _tags(tags: Sequence[str]) -> str:
    listed = " ".join(_BREAKS.sub("_", tag.strip()) for tag in tags)
    return f" {listed} " if listed else ""


def _plain(field: str) -> str:
    """A field without its marks."""
    text = _TAGS.sub("", field) if "<" in field else field
    if "&#" in text:
        return unescape(text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def _deck_key(name: str) -> str:
    """What Anki holds for the same deck."""
    return _deck_name(name).casefold()


def _deck_name(name: str) -> str:
    parts = (_BREAKS.sub(" ", part).strip() for part in unicodedata.normalize("NFC", name).split("::"))
    return "::".join(part for part in parts if part) or HOME_DECK


def _decks(names: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Number and name of each deck and of those above it, by its key; Anki's own first deck stays."""
    found = {"": (1, "Default")}
    for name in dict.fromkeys(names):
        for above in _ancestry(_deck_name(name)):
            found.setdefault(above.casefold(), (_deck_number(above), above))
    return found


def _ancestry(name: str) -> Iterator[str]:
    parts = name.split("::")
    return ("::".join(parts[: depth + 1]) for depth in range(len(parts)))


def _deck_number(name: str) -> int:
    """A number that is the deck's in every package; in Anki's terms a time between 2001 and 2035."""
    digest = hashlib.sha256(name.casefold().encode()).digest()
    return 1_000_000_000_000 + int.from_bytes(digest[:5], "big")
