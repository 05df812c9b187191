"""What an Anki collection says of its cards in common: notetypes, decks and presets, old tables and new.

Source: Anki's rslib: `storage/schema11.sql` to `schema18`, `proto/anki/deck_config.proto`.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards.imports.wire import Value, fields_of, text_of
from cards.markdown.text import clean
from cards.model import Preset
from engine.errors import InputError


@dataclass(frozen=True, slots=True)
class Notetype:
    """The fields and templates of a sort of notes."""

    fields: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]
    """Front and back of each template."""
    cloze: bool

    @property
    def hides(self) -> bool:
        """Whether it asks what lies under a mask of a picture, which no words can ask."""
        return {"Question Mask", "Answer Mask"} <= {*self.fields} or any(
            "image-occlusion" in front for front, _ in self.sides
        )


def old_notetypes(text: str, file: str) -> Iterator[tuple[int, Notetype]]:
    for number, shape in _json(text, file).items():
        fields = sorted(shape.get("flds", ()), key=lambda one: one.get("ord", 0))
        sides = sorted(shape.get("tmpls", ()), key=lambda one: one.get("ord", 0))
        yield (
            int(number),
            Notetype(
                tuple(str(one.get("name", "")) for one in fields),
                tuple((str(one.get("qfmt", "")), str(one.get("afmt", ""))) for one in sides),
                shape.get("type") == 1,
            ),
        )


def old_decks(text: str, file: str) -> Iterator[tuple[int, str]]:
    for number, shape in _json(text, file).items():
        yield int(number), str(shape.get("name", ""))


def old_presets(text: str, file: str) -> Iterator[Preset]:
    """From the JSON of schema 11."""
    for shape in _json(text, file).values():
        numbers = [shape.get(name) for name in ("fsrsParams6", "fsrsParams5", "fsrsWeights")]
        retention = shape.get("desiredRetention", 0.9)
        yield _preset(
            str(shape.get("name", "")),
            next((tuple(one) for one in numbers if isinstance(one, list) and one), ()),
            retention if isinstance(retention, float) else 0.9,
        )


def _json(text: str, file: str) -> Mapping[str, Any]:
    try:
        shape = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise InputError(f"the collection in {file} is damaged (its notetypes are no JSON)") from None
    if not isinstance(shape, dict) or not all(re.fullmatch(r"\d{1,19}", key) for key in shape):
        raise InputError(f"the collection in {file} is damaged (its notetypes have no numbers)")
    return {key: value for key, value in shape.items() if isinstance(value, dict)}


def notetypes(database: sqlite3.Connection) -> Iterator[tuple[int, Notetype]]:
    """From the tables of schema 15 and later; field 1 of a notetype's settings is its sort."""
    fields: dict[int, list[str]] = defaultdict(list)
    for number, name in database.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields[number].append(name)
    sides: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, config in database.execute(
        "SELECT ntid, CAST(config AS BLOB) FROM templates ORDER BY ntid, ord"
    ):
        found = fields_of(config)
        sides[number].append((text_of(found, 1), text_of(found, 2)))
    for number, config in database.execute("SELECT id, CAST(config AS BLOB) FROM notetypes"):
        yield number, Notetype(tuple(fields[number]), tuple(sides[number]), fields_of(config).get(1) == 1)


def decks(database: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for number, name in database.execute("SELECT id, name FROM decks"):
        yield number, str(name).replace("\x1f", "::")


def presets(database: sqlite3.Connection) -> Iterator[Preset]:
    """From the table of schema 15 and later."""
    for name, config in database.execute("SELECT name, CAST(config AS BLOB) FROM deck_config"):
        found = fields_of(config)
        numbers = next((numbers for at in (6, 5, 3) if (numbers := _floats(found.get(at)))), ())
        yield _preset(str(name), numbers, next(iter(_floats(found.get(37))), 0.9))


def _floats(value: Value | None) -> tuple[float, ...]:
    """Packed numbers of 32 bits, as the shortest decimals that are them."""
    if not isinstance(value, bytes) or len(value) % 4:
        return ()
    return tuple(float(f"{one:.6g}") for one in struct.unpack(f"<{len(value) // 4}f", value))


def _preset(name: str, parameters: Sequence[Any], retention: float) -> Preset:
    sound = all(isinstance(one, (int, float)) and math.isfinite(one) for one in parameters)
    return Preset(
        clean(name), tuple(map(float, parameters)) if sound else (), retention if 0 < retention < 1 else 0.9
    )
