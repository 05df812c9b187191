"""Text exports of Anki with a guid for each note: found again by it, as in a package.

A table without guids is a note like any other. Fields are HTML where the file says so, our own Markdown where
the columns are ours, else plain text.

Source: Anki manual, "Importing text files"; Anki's rslib, `import_export/text/csv`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from cards.exports import anki_siblings
from cards.exports.anki_exercises import FIELDS
from cards.exports.anki_schema import NOTETYPES, WITH_TYPING
from cards.exports.table import COLUMNS
from cards.imports import Days, Told, counting, unheard
from cards.imports.anki import exercise_of
from cards.imports.from_html import to_markdown
from cards.imports.templates import hides_pictures, sides_of
from cards.markdown.text import clean, counted, decode
from cards.model import Card, Deck, Kind, Practice, Reason, Skipped, Source
from engine.errors import InputError

LARGEST = 500_000_000
"""Bytes."""

_HEADER = re.compile(r"#([a-z ]+):(.*)")
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
_READING = {
    shape["name"]: next(field["ord"] for field in shape["flds"] if field["name"] == "Reading")
    for shape in (NOTETYPES | WITH_TYPING | anki_siblings.notetypes()).values()
}
"""Which field of our notetypes says where to read on."""
_SAID = 80


def read_table(path: Path, day: Days, told: Told = unheard) -> Deck:
    """The cards of a table.

    Args:
      path: the file.
      day: of no use here, a table has no history.
      told: told how many cards are read.

    Raises:
      InputError: it is no table, or damaged.
    """
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST // 10**6} MB; split it")
    return _Reader(decode(path.read_bytes(), str(path)), path).deck(told)


class _Reader:
    """One table on its way to a deck."""

    def __init__(self, text: str, path: Path) -> None:
        self.path = path
        self.lines = text.splitlines(keepends=True)
        header = dict(_header(self.lines))
        self.separator = _separator(header.get("separator", ""))
        self.columns = {
            name.removesuffix(" column"): _column(value)
            for name, value in header.items()
            if name.endswith(" column")
        }
        self.html = header.get("html", "").strip().lower() == "true"
        self.own = header.get("columns", "").split(self.separator) == list(COLUMNS)
        self.home = header.get("deck", "").strip()
        self.changed_ms = int(path.stat().st_mtime * 1000)
        self.pictures = 0

    def deck(self, told: Told) -> Deck:
        cards: dict[str, Card] = {}
        exercises: list[Practice] = []
        skipped: list[Skipped] = []
        for row, start, end in counting(self._rows(), told):
            source = Source(str(self.path), start, end)
            made = self._made(row, source)
            if isinstance(made, Practice):
                exercises.append(made)
                continue
            if isinstance(made, str) or any(card.id in cards for card in made):
                reason: Reason = made if isinstance(made, str) else "duplicate"
                skipped.append(Skipped(source, reason, clean(" ".join(" ".join(row).split()))[:_SAID]))
                continue
            cards |= {card.id: card for card in made}
        said = f"Left out: {counted(self.pictures, 'picture')}, which a text cannot hold."
        return Deck(
            list(cards.values()),
            exercises=exercises,
            skipped=skipped,
            remarks=[said] if self.pictures else [],
        )

    def _rows(self) -> Iterator[tuple[list[str], int, int]]:
        """Fields with the first and last line of their row; comments stand between rows only."""
        start, between = 0, True

        def lines() -> Iterator[str]:
            nonlocal between, start
            for number, line in enumerate(self.lines, 1):
                if between and (line.startswith("#") or not line.strip()):
                    continue
                start = number if between else start
                between = False
                yield line

        try:
            for row in csv.reader(lines(), delimiter=self.separator):
                yield row, start, start + sum(field.count("\n") for field in row)
                between = True
        except csv.Error as error:
            place = f"{self.path} is damaged near line {start}"
            raise InputError(f"{place} ({error}); export it once more") from None

    def _made(self, row: Sequence[str], source: Source) -> list[Card] | Practice | Reason:
        """The cards of a row, or the exercise that it is, or why it is nothing."""
        guid = clean(self._special(row, "guid")).strip()
        if not guid:
            return "damaged"
        special = {at for at in self.columns.values() if at is not None}
        fields = [field for at, field in enumerate(row) if at not in special]
        if exercise := exercise_of(dict(zip(FIELDS, fields, strict=False)), self.changed_ms):
            return exercise
        if hides_pictures(fields):
            return "image occlusion"
        name = self._special(row, "notetype")
        at = _READING.get(name, len(fields))
        reading = "".join(fields[at : at + 1])
        del fields[at : at + 1]
        sides = list(self._pairs(fields) if name == anki_siblings.NAME else self._sides(fields))
        cards = [
            Card(
                front=front,
                back=back,
                source=source,
                kind=kind,
                id=f"{guid}-{number}" if number else guid,
                deck=clean(self._special(row, "deck").strip() or self.home),
                tags=tuple(clean(self._special(row, "tags")).split()),
                passage=f"{self.path}#{guid}",
                reading=self._words(self._as_html(reading)),
                changed_ms=self.changed_ms,
            )
            for kind, number, front, back in sides
            if front and back
        ]
        return cards or "empty"

    def _pairs(self, fields: Sequence[str]) -> Iterator[tuple[Kind, int, str, str]]:
        """The cards of a note with a front and a back for each."""
        for at, (front, back) in enumerate(zip(fields[::2], fields[1::2], strict=False)):
            yield "basic", at + 1 if at else 0, self._side(front), self._side(back)

    def _sides(self, fields: Sequence[str]) -> Iterator[tuple[Kind, int, str, str]]:
        """Kind, number, front and back of each card; number 0 for the one that has the note's id."""
        if not self.own:
            yield from sides_of([*map(self._as_html, fields)], self._words)
            return
        front, *others = [*map(self._words, fields), ""]
        yield "basic", 0, front, "\n\n".join(filter(None, others))

    def _side(self, field: str) -> str:
        return self._words(self._as_html(field))

    def _as_html(self, field: str) -> str:
        return field if self.html or self.own else escape(field, quote=False).replace("\n", "<br>")

    def _words(self, html: str) -> str:
        return clean(html).strip() if self.own else clean(to_markdown(html, self._shown))

    def _shown(self, source: str, words: str) -> str:
        self.pictures += 1
        return f"\\[image: {words or 'left out'}\\]"

    def _special(self, row: Sequence[str], name: str) -> str:
        at = self.columns.get(name)
        return row[at] if at is not None and at < len(row) else ""


def _header(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _HEADER.match(line)
        if found is None:
            return
        yield found[1], found[2].rstrip("\r\n")


def _separator(name: str) -> str:
    return _SEPARATORS.get(name.strip().lower(), name[:1] or "\t")


def _column(value: str) -> int | None:
    return int(value) - 1 if value.strip().isdecimal() and 0 < int(value) < 10_000 else None
