"""Anki's collections, of all three containers, with their review history.

A card's id is its note's guid, so that importing again finds it; further cards of a note add their number.
Words, pictures and sounds travel: templates are rendered, scripts and styles are left behind. Our own
exercises come back as what they are.

Source: Anki's rslib: `storage/schema11.sql` to `schema18`, `import_export/package/meta.rs`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import lru_cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from weakref import finalize

from cards.bulk.answers import Answers, Awaited
from cards.bulk.aside import Aside
from cards.bulk.pause import collector_paused
from cards.imports import Days, Told, counting, unheard
from cards.imports.anki_ahead import BEFORE, CARDS, notetypes_in, words_ahead
from cards.imports.anki_answers import EARLIEST_MS, LATEST_MS, Log, log_aside
from cards.imports.anki_shapes import decks, old_decks, old_presets, presets
from cards.imports.anki_sides import Sides, Words
from cards.imports.container import collection, open_database
from cards.imports.from_html import to_markdown
from cards.imports.media import Pictures
from cards.markdown.text import clean
from cards.model import Card, Deck, Phase, Practice, Reason, Schedule, Skipped, Source
from engine.errors import InputError

_TABLES = ("col", "notes", "cards", "revlog")
_SUSPENDED, _BURIED = -1, (-2, -3)
_PHASES: Mapping[int, Phase] = {0: "new", 1: "learning", 2: "review", 3: "relearning"}
_EXERCISE = re.compile(r"exercise-(\w{1,80})-([123])")
_MASK = re.compile(r"\{\{c[\d,]+::image-occlusion:[^}]*\}\}(?:<br>)?")
_SAID = 80
"""Characters of a passage in the report."""

_CARDS = f"""
    SELECT n.guid, n.mid, n.mod, n.tags, n.flds, c.id, c.did, c.odid, c.ord, c.type, c.queue, c.due, c.odue,
           c.ivl, c.reps, c.lapses, c.flags {CARDS}
"""


def read_package(path: Path, day: Days, told: Told = unheard) -> Deck:
    """The cards of an `.apkg` or `.colpkg` with all that Anki knows of them.

    The answers come when somebody asks for them; until then the collection stays on the disk.

    Args:
      path: the file.
      day: the learner's study days, by which intervals are counted as Anki counts them.
      told: told how many cards are read.

    Raises:
      InputError: it is no package, damaged, hostile, or of a kind that is not known; of its answers, when
        they are asked for.
    """
    with ExitStack() as stack:
        file = stack.enter_context(collection(path))
        stack.enter_context(_sound(path))
        with closing(open_database(file)) as database, collector_paused():
            found = _tables(database, path)
            log = stack.enter_context(closing(log_aside(database, words_ahead)))
            return _Reader(database, path, day, found).deck(told, log, stack)


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Refuses a collection in which something is not what it should be: SQLite holds any type anywhere."""
    try:
        yield
    except (TypeError, ValueError, OverflowError, AttributeError) as error:
        raise InputError(f"the collection in {path} is damaged ({error}); export it once more") from None


def _tables(database: sqlite3.Connection, path: Path) -> set[str]:
    """The names of a collection's tables."""
    found = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not found.issuperset(_TABLES):
        raise InputError(
            f"{path} holds no collection of Anki: the table {min({*_TABLES} - found)} is missing"
        )
    return found


class _Reader:
    """One collection on its way to a deck."""

    def __init__(self, database: sqlite3.Connection, path: Path, day: Days, tables: set[str]) -> None:
        self.database = database
        self.file = str(path)
        self.day = day
        self.pictures = Pictures(path)
        created, named, options = database.execute("SELECT crt, decks, dconf FROM col").fetchone()
        self.created = day(int(created) * 1000)
        new = "notetypes" in tables
        self.notetypes = notetypes_in(database, self.file)
        self.sides = Sides(self.notetypes, self.pictures)
        names = decks(database) if new else old_decks(named, self.file)
        self.decks = {number: clean(name) for number, name in names}
        self.presets = list(presets(database) if new else old_presets(options, self.file))

    def deck(self, told: Told, log: Aside, needed: ExitStack) -> Deck:
        """
        Args:
          told: told how many cards are read.
          log: gives the rows of its answers, as `cards.imports.anki_answers.graded` has them, and before them
            `words_ahead`.
          needed: what has to stay until the answers have come.
        """
        cards: list[Card] = []
        exercises: list[Practice] = []
        numbers: list[int] = []
        schedules: dict[str, Schedule] = {}
        skipped: list[Skipped] = []
        ahead = chain(repeat(None, BEFORE), log.parts(), repeat(None))
        for place, row in enumerate(counting(self.database.execute(_CARDS), told), 1):
            one = self._one(row, place, next(ahead))
            if not isinstance(one, str) and one.id in schedules:
                one = "duplicate"
            if isinstance(one, str):
                skipped.append(Skipped(Source(self.file, place, place), one, _beginning(row[4])))
                continue
            if isinstance(one, Card):
                cards.append(one)
            else:
                exercises.append(one)
            numbers.append(row[5])
            schedules[one.id] = self._schedule(row)
        due_days = [one.due_day for one in schedules.values()]
        answers = _awaited(needed.pop_all(), log, self.day, (list(schedules), numbers, due_days))
        return Deck(
            cards,
            answers,
            schedules,
            exercises,
            self.pictures,
            presets=self.presets,
            skipped=skipped,
            remarks=self.pictures.remarks,
            late_remarks=lambda: list(_begun_anew(schedules, answers)),
        )

    def _one(self, row: Sequence[Any], place: int, words: Words | None) -> Card | Practice | Reason:
        """What a card of Anki's is here, or why it is nothing."""
        guid, mid, mod, tags, flds, _, did, odid, ordinal = row[:9]
        guid, flds = clean(str(guid)).strip(), str(flds)
        notetype = self.notetypes.get(mid)
        if notetype is None or not guid:
            return "damaged"
        changed_ms = _bounded(mod * 1000 if isinstance(mod, int) else 0)
        if "Variants" in notetype.fields:
            values = dict(zip(notetype.fields, flds.split("\x1f"), strict=False))
            if exercise := exercise_of(values, changed_ms):
                return exercise
        said = self.sides.of(mid, flds, ordinal, guid, words)
        if isinstance(said, str):
            return said
        return Card(
            front=said.front,
            back=said.back,
            source=Source(self.file, place, place),
            kind=said.kind,
            id=guid if ordinal + 1 == said.first else f"{guid}-{ordinal + 1}",
            deck=self.decks.get(odid or did, ""),
            tags=_tags(str(tags)),
            passage=f"{self.file}#{guid}",
            reading=said.reading,
            changed_ms=changed_ms,
        )

    def _schedule(self, row: Sequence[Any]) -> Schedule:
        kind, queue, due, odue, ivl, reps, lapses, flags = row[9:17]
        reviewed = kind == 2 and isinstance(ivl, int) and ivl > 0
        return Schedule(
            phase=_PHASES.get(kind, "learning"),
            due_day=self.created + int(odue or due) if reviewed else 0,
            interval=ivl if reviewed else 0,
            reps=int(reps),
            lapses=int(lapses),
            suspended=queue == _SUSPENDED,
            buried=queue in _BURIED,
            flag=int(flags) & 7,
        )


def _awaited(
    needed: ExitStack, log: Aside, day: Days, wanted: tuple[Sequence[str], Sequence[int], Sequence[int]]
) -> Awaited:
    """Answers that are waited for when somebody asks for one.

    Args:
      needed: what has to stay until they have come, or nobody can ask any more.
      log: gives the rows.
      day: the learner's study days.
      wanted: the arguments of `Log.answers`.
    """

    def come() -> Answers:
        with needed:
            return Log(log(), day).answers(*wanted)

    answers = Awaited(come)
    finalize(answers, needed.close)
    return answers


def _begun_anew(schedules: Mapping[str, Schedule], answers: Awaited) -> Iterator[str]:
    """What is said of cards that were scheduled without any answer in the log."""
    count = sum(one.interval > 0 and name not in answers.come for name, one in schedules.items())
    if count:
        cards, begin = ("1 card has", "it begins") if count == 1 else (f"{count:,} cards have", "they begin")
        yield f"{cards} an interval and no answer in the log: memory comes from answers, so {begin} anew."


def exercise_of(values: Mapping[str, str], changed_ms: int) -> Practice | None:
    """The exercise that a note is which this program wrote, by its fields."""
    found = _EXERCISE.fullmatch(values.get("Key", "")) if "Variants" in values else None
    if found is None:
        return None
    return Practice(
        id=found[0],
        exercise=found[1],
        level=int(found[2]),
        title=values.get("Exercise", ""),
        topic="",
        question=values.get("Question", ""),
        answer=values.get("Answer", ""),
        variants=values["Variants"],
        count=0,
        changed_ms=changed_ms,
    )


def _beginning(fields: object) -> str:
    """The first words of a note, for the report."""
    plain = _MASK.sub("", str(fields)[:2000].replace("\x1f", " "))
    return " ".join(clean(to_markdown(plain, lambda source, words: words or source)).split())[:_SAID]


@lru_cache(maxsize=4096)
def _tags(text: str) -> tuple[str, ...]:
    return tuple(clean(text).split())


def _bounded(at_ms: int) -> int:
    return at_ms if EARLIEST_MS <= at_ms <= LATEST_MS else 0
