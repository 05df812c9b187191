"""Cards as JSON records: objects with a front and a back, under any names that say so, wherever they stand.

What the enclosing object calls its deck or its tags counts for its cards. A document without any such
record is refused, since nobody reads JSON as a note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from cards.files.delimited import plain_html
from cards.files.source import BACK, FRONT, FileText
from cards.markdown.metadata import words
from cards.markdown.text import clean
from cards.marks.lines import Marked
from engine.errors import InputError

DEEPEST = 5
"""Objects and lists within each other in which cards are looked for."""
SAID = 200
"""Characters of a record that is no card."""
MOST_OTHERS = 1000
"""Records that are no cards and are told."""
_FILLED = re.compile(r"(?m)^(?=.*\S)")
_SPACE = re.compile(r"[ \t\r\n]*")
_ID = re.compile(r"(?=.*[A-Za-z])[\w.:-]{4,80}")
"""Ids that mean the same in every file; mere numbers do not."""
_JSON = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class _Home:
    """What the objects around a record say of it."""

    deck: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    """An object of a list, and where it stands in the text."""

    value: Mapping[str, Any]
    home: _Home
    start: int
    end: int

    @property
    def is_card(self) -> bool:
        return all(any(name in self.value for name in names) for names in (FRONT, BACK))


def read_json(text: str, file: str) -> FileText:
    """Each object with a front and a back as a card.

    Raises:
        InputError: the name says JSON, and the content is none, or holds no card.
    """
    suffix = PurePath(file).suffix.lower()
    try:
        whole = json.loads(text) if suffix == ".json" else None
        starts = [0] if suffix == ".json" else [line.start() for line in _FILLED.finditer(text)]
        cards, others = _sorted(record for at in starts for record in _records(text, at, _Home(), DEEPEST))
    except RecursionError:
        raise InputError(f"{file}:1: is JSON that is nested too deeply for any deck; leave it out") from None
    except ValueError as error:
        line = 1 + text.count("\n", 0, getattr(error, "pos", 0))
        why = getattr(error, "msg", error)
        raise InputError(f"{file}:{line}: is no valid JSON ({why}); mend it or export it once more") from None
    if not cards or (isinstance(whole, dict) and whole.get("format") == "quizapp-deck"):
        raise InputError(f"{file}:1: {_no_deck(whole, file)}")
    lines = _Lines(text)
    return FileText(
        [""] * (text.count("\n") + 1),
        [_marked(one, lines) for one in cards],
        other=[
            (lines.of(one.start), lines.of(one.end), text[one.start : min(one.end, one.start + SAID)])
            for one in others
        ],
    )


def _sorted(found: Iterable[_Record]) -> tuple[list[_Record], list[_Record]]:
    """The records that are cards, and the first of those that are none."""
    cards: list[_Record] = []
    others: list[_Record] = []
    for record in found:
        if record.is_card:
            cards.append(record)
        elif len(others) < MOST_OTHERS:
            others.append(record)
    return cards, others


def _records(text: str, at: int, home: _Home, depth: int) -> Iterator[_Record]:
    """The objects below a value that hold no others."""
    at = _after_space(text, at)
    value, end = _JSON.raw_decode(text, at)
    if not depth or not isinstance(value, (dict, list)):
        return
    if isinstance(value, dict):
        record = _Record({_key(name): one for name, one in value.items()}, home, at, end)
        if record.is_card or not any(isinstance(one, (dict, list)) for one in value.values()):
            yield record
            return
        home = _within(record.value, home)
    for child in _children(text, at):
        yield from _records(text, child, home, depth - 1)


def _children(text: str, at: int) -> Iterator[int]:
    """Where the values of an object or a list begin that are objects or lists themselves."""
    named, at = text[at] == "{", _after_space(text, at + 1)
    while text[at] not in "}]":
        if named:
            _, at = _JSON.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)
        if text[at] in "{[":
            yield at
        _, at = _JSON.raw_decode(text, at)
        at = _after_space(text, at)
        if text[at] == ",":
            at = _after_space(text, at + 1)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _key(name: str) -> str:
    return name.strip().lower().replace("_", " ")


def _within(value: Mapping[str, Any], home: _Home) -> _Home:
    names = (value.get(name) for name in ("deck", "deck name", "name", "title"))
    deck = next((clean(name).strip() for name in names if isinstance(name, str) and name.strip()), home.deck)
    return _Home(deck, (*home.tags, *_tags(value.get("tags"))))


def _tags(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return words(clean(value))
    if not isinstance(value, list):
        return ()
    return tuple("-".join(clean(tag).split()) for tag in value if isinstance(tag, str) and tag.strip())


def _marked(record: _Record, places: _Lines) -> Marked:
    value = record.value
    front, back = (_words(value, names) for names in (FRONT, BACK))
    home = _within({"deck": value.get("deck"), "tags": value.get("tags")}, record.home)
    own = value.get("id")
    return Marked(
        front,
        back,
        places.of(record.start),
        places.of(record.end),
        id=own if isinstance(own, str) and _ID.fullmatch(own) else "",
        tags=home.tags,
        deck=home.deck,
        unanswered=not (front and back),
    )


def _words(value: Mapping[str, Any], names: Sequence[str]) -> str:
    """What a record says under the first of some names that says anything."""
    return next((said for name in names if (said := _said(value.get(name)))), "")


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(f"- {said}" for one in value if (said := _said(one)) and not isinstance(one, list))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return plain_html(clean(str(value))).strip()


def _no_deck(whole: Any, file: str) -> str:
    """What a document is that gives no cards, and what to do."""
    form = whole.get("format") if isinstance(whole, dict) else None
    if form == "quizapp-deck":
        return 'is a deck of quizapp in which "format" is no longer the first entry; export it once more'
    if isinstance(form, str) and form.startswith("quizapp-quiz/"):
        return f"is a quiz of quizapp and no deck; `quizapp quiz take {file}` asks it"
    return (
        "is no deck that quizapp wrote, and no object in it has a front and a back (or question and answer, "
        "term and definition); name its entries so, or export the cards as CSV"
    )


class _Lines:
    """The lines of places in a text that are asked for in rising order, or nearly so."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at, self._line = 0, 1

    def of(self, place: int) -> int:
        if place < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, place)
        self._at = place
        return self._line
