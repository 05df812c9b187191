"""Anki's collections, of all three containers, with their review history.

A card's id is its note's guid, so that importing again finds it; further cards of a note add their number.
Only words travel: templates are rendered, scripts and styles are left behind.

Source: Anki's rslib: `storage/schema11.sql` to `schema18`, `import_export/package/meta.rs`,
`scheduler/fsrs/params.rs` (`reviews_for_fsrs`: which answers drive the memory model).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

from cards.imports import Days
from cards.imports.container import collection
from cards.imports.from_html import to_markdown
from cards.imports.templates import back_of, numbers, render
from cards.imports.wire import fields_of, text_of
from cards.model import Card, Deck, Kind, Review, Schedule, Source
from cards.pause import collector_paused
from cards.text import clean
from engine.errors import InputError

_TABLES = ("col", "notes", "cards", "revlog")
_SUSPENDED, _BURIED = -1, (-2, -3)
_LEARN, _REVIEW, _RELEARN, _FILTERED = 0, 1, 2, 3
_PHASES: Mapping[int, Literal["learning", "review", "relearning"]] = {
    _LEARN: "learning",
    _REVIEW: "review",
    _RELEARN: "relearning",
    _FILTERED: "review",
}
DAY = 86_400
_QUARTER = 900_000
LATEST_MS = 4_102_444_800_000
"""The year 2100: an answer after that, or before 2000, was never given."""
EARLIEST_MS = 946_684_800_000

_CARDS = """
    SELECT n.guid, n.mid, n.mod, n.tags, n.flds, c.id, c.did, c.odid, c.ord, c.type, c.queue, c.due, c.odue,
           c.ivl, c.reps, c.lapses, c.flags
    FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.nid, c.ord, c.id
"""
_ANSWERS = """
    SELECT cid, id, ease, ivl, factor, time, type FROM revlog WHERE id BETWEEN ? AND ? ORDER BY cid, id
"""


@dataclass(frozen=True, slots=True)
class Notetype:
    """The fields and templates of a sort of notes."""

    fields: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]
    """Front and back of each template."""
    cloze: bool


def read_package(path: Path, day: Days) -> Deck:
    """The cards of an `.apkg` or `.colpkg` with all that Anki knows of them.

    Args:
      path: the file.
      day: the learner's study days, by which intervals are counted as Anki counts them.

    Raises:
      InputError: it is no package, damaged, hostile, or of a kind that is not known.
    """
    with collection(path) as database:
        found = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not found.issuperset(_TABLES):
            raise InputError(
                f"{path} holds no collection of Anki: the table {min({*_TABLES} - found)} is missing"
            )
        try:
            with collector_paused():
                return _Reader(database, str(path), day, found).deck()
        except (
            TypeError,
            ValueError,
            OverflowError,
            AttributeError,
        ) as error:  # SQLite holds any type anywhere
            raise InputError(f"the collection in {path} is damaged ({error}); export it once more") from None


class _Reader:
    """One collection on its way to a deck."""

    def __init__(self, database: sqlite3.Connection, file: str, day: Days, tables: set[str]) -> None:
        self.database = database
        self.file = file
        self.day = _by_quarters(day)
        created, models, decks = database.execute("SELECT crt, models, decks FROM col").fetchone()
        self.created = day(int(created) * 1000)
        new = "notetypes" in tables
        self.notetypes = dict(_notetypes(database) if new else _old_notetypes(models, file))
        self.decks = dict(_decks(database) if new else _old_decks(decks, file))

    def deck(self) -> Deck:
        answers = self._answers()
        cards: list[Card] = []
        reviews: dict[str, Sequence[Review]] = {}
        schedules: dict[str, Schedule] = {}
        rows = self.database.execute(_CARDS)
        taken: set[str] = set()
        for place, row in enumerate(rows):
            card = self._card(row, place)
            if card is None or card.id in taken:
                continue
            taken.add(card.id)
            cards.append(card)
            mine = answers.get(row[5], ())
            schedules[card.id] = schedule = self._schedule(row)
            if mine:
                reviews[card.id] = _ending(mine, schedule)
        return Deck(cards, reviews, schedules)

    def _card(self, row: Sequence[Any], place: int) -> Card | None:
        guid, mid, mod, tags, flds, _, did, odid, ordinal = row[:9]
        guid = clean(str(guid)).strip()
        notetype = self.notetypes.get(mid)
        if notetype is None or not guid:
            return None
        values = dict(zip(notetype.fields, str(flds).split("\x1f"), strict=False))
        sides = notetype.sides[0 if notetype.cloze else ordinal : None][:1]
        if not sides or "image-occlusion" in sides[0][0]:
            return None
        front_template, back_template = sides[0]
        gap = ordinal + 1 if notetype.cloze else 0
        front = clean(to_markdown(render(front_template, values, gap, answer=False)))
        back = clean(to_markdown(render(back_of(back_template), values, gap, answer=True)))
        if not front or not back:
            return None
        kind: Kind = "cloze" if notetype.cloze else "typed" if "{{type:" in front_template else "basic"
        first = min(numbers(str(flds)), default=1) - 1 if notetype.cloze else 0
        source = Source(self.file, place + 1, place + 1)
        return Card(
            front=front,
            back=back,
            source=source,
            kind=kind,
            id=guid if ordinal == first else f"{guid}-{ordinal + 1}",
            deck=clean(self.decks.get(odid or did, "")),
            tags=tuple(clean(str(tags)).split()),
            passage=f"{self.file}#{guid}",
            changed_ms=_bounded(mod * 1000 if isinstance(mod, int) else 0),
        )

    def _schedule(self, row: Sequence[Any]) -> Schedule:
        kind, queue, due, odue, ivl, reps, lapses, flags = row[9:17]
        reviewed = kind == 2 and isinstance(ivl, int) and ivl > 0
        return Schedule(
            phase="review"
            if kind == 2
            else "new"
            if kind == 0
            else "relearning"
            if kind == 3
            else "learning",
            due_day=self.created + int(odue or due) if reviewed else 0,
            interval=ivl if reviewed else 0,
            reps=int(reps),
            lapses=int(lapses),
            suspended=queue == _SUSPENDED,
            buried=queue in _BURIED,
            flag=int(flags) & 7,
        )

    def _answers(self) -> dict[int, list[Review]]:
        """The answers of each card, oldest first."""
        found: dict[int, list[Review]] = {}
        rows = self.database.execute(_ANSWERS, (EARLIEST_MS, LATEST_MS))
        for card, group in groupby(rows, key=itemgetter(0)):
            reviews = list(_reviews(list(group), self.day))
            if reviews:
                found[card] = reviews
        return found


def _by_quarters(day: Days) -> Days:
    """The same function for answers, of which many are given within a quarter of an hour; in no zone does
    a day begin within one."""

    @cache
    def of_quarter(quarter: int) -> int:
        return day(quarter * _QUARTER)

    return lambda at_ms: of_quarter(at_ms // _QUARTER)


def _reviews(rows: Sequence[Sequence[Any]], day: Days) -> Iterator[Review]:
    """Graded answers; those before the last time that learning began do not count."""
    first = _first_counting(rows)
    seen = False
    for at, (_, at_ms, ease, ivl, factor, spent, kind) in enumerate(rows):
        if ease not in (1, 2, 3, 4):
            continue
        counts = at >= first and not (kind == _FILTERED and factor == 0)
        yield Review(
            at_ms=at_ms,
            day=day(at_ms),
            rating=ease,
            duration_ms=min(max(int(spent), 0), 3_600_000),
            was=_PHASES.get(kind, "review") if seen or not counts else "new",
            interval=min(ivl, 36_500) if ivl > 0 else 0,
            wait=min(-ivl, DAY) if ivl < 0 else 0,
            counts=counts,
        )
        seen = seen or counts


def _first_counting(rows: Sequence[Sequence[Any]]) -> int:
    """Where the answers begin that the memory model counts: at the last run of learning answers."""
    first = 0
    in_run = False
    for at in range(len(rows) - 1, -1, -1):
        _, _, ease, ivl, factor, _, kind = rows[at]
        graded = ease in (1, 2, 3, 4)
        if kind == _FILTERED and factor == 0:
            continue
        if graded and kind == _LEARN:
            first, in_run = at, True
        elif in_run:
            break
        elif not graded and ivl == 0 and factor == 0:  # the card was made new again
            return at + 1
    return first


def _ending(reviews: Sequence[Review], schedule: Schedule) -> Sequence[Review]:
    """The answers, with the last one leading to the day on which the card is due now."""
    last = max((at for at, one in enumerate(reviews) if one.counts), default=None)
    if last is None or schedule.phase != "review" or not schedule.due_day:
        return reviews
    days = min(max(schedule.due_day - reviews[last].day, 1), 36_500)
    ended = Review(
        at_ms=reviews[last].at_ms,
        day=reviews[last].day,
        rating=reviews[last].rating,
        duration_ms=reviews[last].duration_ms,
        was=reviews[last].was,
        interval=days,
    )
    return [*reviews[:last], ended, *reviews[last + 1 :]]


def _bounded(at_ms: int) -> int:
    return at_ms if EARLIEST_MS <= at_ms <= LATEST_MS else 0


def _old_notetypes(text: str, file: str) -> Iterator[tuple[int, Notetype]]:
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


def _old_decks(text: str, file: str) -> Iterator[tuple[int, str]]:
    for number, shape in _json(text, file).items():
        yield int(number), str(shape.get("name", ""))


def _json(text: str, file: str) -> Mapping[str, Any]:
    try:
        shape = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise InputError(f"the collection in {file} is damaged (its notetypes are no JSON)") from None
    if not isinstance(shape, dict) or not all(re.fullmatch(r"\d{1,19}", key) for key in shape):
        raise InputError(f"the collection in {file} is damaged (its notetypes have no numbers)")
    return {key: value for key, value in shape.items() if isinstance(value, dict)}


def _notetypes(database: sqlite3.Connection) -> Iterator[tuple[int, Notetype]]:
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


def _decks(database: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for number, name in database.execute("SELECT id, name FROM decks"):
        yield number, str(name).replace("\x1f", "::")
