"""Notes into the store: what changed is read, matched with what is stored, and written in one transaction.

Readings come from `cards.parse`, the plan from `cards.reconcile`; this module finds the files, skips
those whose content did not change, applies the plan and reports. Notes are never written to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from pathlib import Path

from cards.model import Card, Kind, Reading, Source
from cards.reconcile import Placed, Plan, Stored, card_id, reconcile
from engine.errors import InputError, UsageError
from quizapp.counted import Counted
from quizapp.notes.files import PACKAGE, SHIPPED, Note, content, find_notes, under
from quizapp.notes.report import ImportReport, ReportedCard, Unreadable
from quizapp.paths import shipped_notes
from quizapp.ports import LibraryStore
from quizapp.records import Conflict, NewCard, Origin, StoredCard, StoredFile

SHIPPED_PLACE = 1_000_000
"""The program's decks come after the learner's own in the order of learning."""

Progress = Callable[[int, int, str], None]
"""Told how many files or cards are done, of how many, and what is next."""


@dataclass(frozen=True, slots=True)
class Linker:
    """Finds the exercises of cards, and names its own version.

    A file is read again when the version differs, although its content is the same.
    """

    exercises: Callable[[Sequence[Card]], Sequence[Sequence[str]]]
    """Ids of existing exercises for each card, all cards of a file being given together."""
    version: str


@dataclass(slots=True)
class _Changes:
    """What differs from the store."""

    read: dict[str, tuple[Note, str, Reading]] = field(default_factory=dict)
    """By name: the note, the hash of its content, and its cards."""
    unchanged: list[Note] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def import_notes(
    store: LibraryStore | None,
    paths: Sequence[Path],
    *,
    apart: Collection[Path] = (),
    linker: Linker,
    now_ms: int,
    dry_run: bool = False,
    listing: bool = True,
    progress: Progress | None = None,
) -> ImportReport:
    """Reads notes into the store and reports what became of each card.

    Only cards of files under `paths` can be retired. A dry run reads every file, changed or not, and
    writes nothing.

    Args:
        store: where cards are kept; None for a dry run without a store.
        paths: files and folders.
        apart: files below them that are no notes.
        linker: finds exercises.
        now_ms: UTC milliseconds.
        dry_run: whether only to report.
        listing: whether the report lists the cards of files that did not change; they are counted anyway.
        progress: told before each file, and while exercises are found for the cards; may stop it by raising.

    Raises:
        InputError: no file could be read.
    """
    notes, missing = find_notes(paths, apart)
    roots = [str(path.absolute().resolve()) for path in paths]
    changes = _read(notes, store.files() if store else {}, roots, linker, progress, everything=dry_run)
    changes.unreadable[:0] = missing
    if changes.unreadable and not (changes.read or changes.unchanged or apart):
        raise InputError(changes.unreadable[0].sentence)
    return _bring_in(store, changes, linker, now_ms, progress, dry_run=dry_run, listing=listing)


def import_shipped(
    store: LibraryStore, *, linker: Linker, now_ms: int, progress: Progress | None = None
) -> ImportReport:
    """Brings the program's own notes into the store, or their newer versions.

    The report lists no cards when nothing is newer. On a new store the first study path is switched on;
    all others wait for the learner.
    """
    files = sorted(
        (file for file in shipped_notes().iterdir() if file.name.endswith(".md")), key=lambda f: f.name
    )
    notes = [Note(SHIPPED + file.name, file.name, file.read_bytes, SHIPPED) for file in files]
    changes = _read(notes, store.files(), [SHIPPED], linker, progress, everything=False)
    if not changes.read and not changes.gone:
        return ImportReport(files=len(notes), unchanged=len(notes))
    return _bring_in(store, changes, linker, now_ms, progress, dry_run=False, listing=False)


def add_card(
    store: LibraryStore, *, front: str, back: str, kind: Kind, deck: str, tags: Sequence[str], now_ms: int
) -> str:
    """Puts a card made by hand into the store; returns its id.

    Raises:
        UsageError: a side is empty.
    """
    if not front.strip() or not back.strip():
        raise UsageError("a card needs a front and a back")
    with store.transaction():
        taken, wish = store.ids(), card_id(front, back)
        names = (wish if number == 1 else f"{wish}-{number}" for number in count(1))
        card = Card(
            front=front.strip(),
            back=back.strip(),
            source=Source("", 0, 0),
            kind=kind,
            id=next(name for name in names if name not in taken),
            deck=deck,
            tags=tuple(tags),
        )
        store.put([NewCard(card, explicit=True)], now_ms)
    return card.id


def _read(
    notes: Sequence[Note],
    known: Mapping[str, StoredFile],
    roots: Sequence[str],
    linker: Linker,
    progress: Progress | None,
    *,
    everything: bool,
) -> _Changes:
    changes = _Changes()
    for number, note in enumerate(notes):
        if progress:
            progress(number, len(notes), note.shown)
        try:
            data = content(note)
            digest = sha256(data).hexdigest()
            before = known.get(note.name)
            same = before and (before.hash, before.reader, before.gone) == (digest, linker.version, False)
            if same and not everything:
                changes.unchanged.append(note)
            else:
                changes.read[note.name] = (note, digest, _parse(data, note.name))
        except InputError as error:
            changes.unreadable.append(Unreadable(note.shown, str(error)))
    seen = {note.name for note in notes}
    changes.gone = [
        name
        for name, file in known.items()
        if name not in seen
        and not (file.gone or file.reader == PACKAGE)
        and any(under(name, root) for root in roots)
    ]
    return changes


def _parse(data: bytes, name: str) -> Reading:
    from cards.parse import read_note  # imported on use: what did not change costs its hash and no more

    return read_note(data, name)


def _bring_in(
    store: LibraryStore | None,
    changes: _Changes,
    linker: Linker,
    now_ms: int,
    progress: Progress | None,
    *,
    dry_run: bool,
    listing: bool,
) -> ImportReport:
    reading = [card for _, _, one in changes.read.values() for card in one.cards]
    if store is None:
        plan = reconcile([], reading, lambda _: True)
        return _report(changes, plan, _with_exercises(plan, reading, linker, progress), [])
    wanted = [*changes.read, *changes.gone, *(_unchanged(changes) if listing else ())]
    unlisted = 0 if listing else store.count_cards(_unchanged(changes))
    if not changes.read and not changes.gone:
        report = _report(changes, Plan(), [], store.cards(wanted) if listing else [])
    elif dry_run:
        stored = store.cards(wanted, _own_ids(reading))
        plan = _plan(stored, reading, changes, store.ids())
        report = _report(changes, plan, _with_exercises(plan, reading, linker, progress), stored)
    else:
        with store.transaction():
            stored = store.cards(wanted, _own_ids(reading))
            plan = _plan(stored, reading, changes, store.ids())
            new = _with_exercises(plan, reading, linker, progress)
            conflicts = _write(store, changes, plan, new, linker, now_ms)
        report = replace(_report(changes, plan, new, stored), conflicts=tuple(conflicts))
    return replace(report, unlisted=unlisted)


def _unchanged(changes: _Changes) -> list[str]:
    """Names of the files whose content is as the store knows it."""
    return [note.name for note in changes.unchanged]


def _own_ids(reading: Sequence[Card]) -> set[str]:
    """Ids that authors gave."""
    return {card.id for card in reading if card.id}


def _plan(stored: Sequence[StoredCard], reading: Sequence[Card], changes: _Changes, ids: Set[str]) -> Plan:
    """Matches the reading with the cards of the files that were read or are gone, and with retired ones.

    Cards of other files are out of reach: nobody looked whether they still stand there. Their ids are
    not given away; an id of the author's own that turns up in another file brings its card along.
    """
    covered = {*changes.read, *changes.gone}
    own = _own_ids(reading)
    within = [one for one in stored if one.retired or one.card.source.file in covered or one.card.id in own]
    plan = reconcile([_stored(one) for one in within], reading, covered.__contains__)
    return _with_free_ids(plan, ids - {one.card.id for one in within})


def _with_free_ids(plan: Plan, taken: Set[str]) -> Plan:
    """The plan with other ids for new cards whose id another file's card has."""
    used = {*taken, *(placed.card.id for placed in plan.cards)}
    names: dict[str, str] = {}
    cards: list[Placed] = []
    for placed in plan.cards:
        if placed.card.id not in taken:
            cards.append(placed)
            continue
        number = 2
        while f"{placed.card.id}-{number}" in used:
            number += 1
        names[placed.card.id] = f"{placed.card.id}-{number}"
        used.add(names[placed.card.id])
        cards.append(replace(placed, card=replace(placed.card, id=names[placed.card.id])))
    if not names:
        return plan
    doubtful = tuple(replace(doubt, new=names.get(doubt.new, doubt.new)) for doubt in plan.doubtful)
    return replace(plan, cards=tuple(cards), doubtful=doubtful)


def _stored(one: StoredCard) -> Stored:
    source = one.card.source
    return Stored(
        id=one.card.id,
        front=one.card.front,
        back=one.card.back,
        file=source.file,
        start=source.start,
        end=source.end,
        path=source.path,
        retired=one.retired,
        explicit=one.explicit,
    )


def _with_exercises(
    plan: Plan, reading: Sequence[Card], linker: Linker, progress: Progress | None
) -> list[NewCard]:
    found = []
    linked = Counted(reading, progress, "cards for their exercises") if progress else reading
    for placed, read, names in zip(plan.cards, reading, linker.exercises(linked), strict=True):
        origin: Origin = "note" if read.exercises else "linked"
        links = tuple((name, origin) for name in names)
        found.append(NewCard(placed.card, explicit=bool(read.id), exercises=links))
    return found


def _write(
    store: LibraryStore, changes: _Changes, plan: Plan, new: Sequence[NewCard], linker: Linker, now_ms: int
) -> Sequence[Conflict]:
    """Applies a plan; returns where the learner's words now differ from the note's."""
    known = store.files()
    paths = {file.study_path: file.enabled for file in known.values() if file.study_path}
    shipped = False
    for note, digest, reading in changes.read.values():
        shipped = note.source == SHIPPED
        study_path = reading.path if shipped else ""
        enabled = paths.setdefault(study_path, not paths) if study_path else True
        store.put_file(
            _source(store, note, known.get(note.name), now_ms),
            note.name,
            hash=digest,
            reader=linker.version,
            now_ms=now_ms,
            study_path=study_path,
            enabled=enabled,
        )
    store.mark_gone(changes.gone)
    store.retire([card.id for card in plan.retired], now_ms)
    return store.put(new, now_ms, place=SHIPPED_PLACE if shipped else 0).conflicts


def _source(store: LibraryStore, note: Note, known: StoredFile | None, now_ms: int) -> int:
    """The source of a file: a folder that is followed already keeps it."""
    if known and not known.gone and known.location != note.name and under(note.name, known.location):
        return known.source
    return store.add_source(_kind(note), note.source, now_ms)


def _kind(note: Note) -> str:
    if note.source == SHIPPED:
        return "shipped"
    return "file" if note.source == note.name else "folder"


def _report(
    changes: _Changes,
    plan: Plan,
    new: Sequence[NewCard],
    stored: Sequence[StoredCard],
) -> ImportReport:
    """What became of the cards of all files that were looked at, in the order of the files."""
    names = {note.name: note.shown for note, _, _ in changes.read.values()}
    names |= {note.name: note.shown for note in changes.unchanged}
    unchanged = {note.name for note in changes.unchanged}
    before = {one.card.id: one for one in stored}
    cards = [
        ReportedCard(_shown(placed.card, names), placed.state, tuple(name for name, _ in one.exercises))
        for placed, one in zip(plan.cards, new, strict=True)
    ]
    cards += [
        ReportedCard(_shown(one.card, names), "kept", one.card.exercises)
        for one in stored
        if one.card.source.file in unchanged and not one.retired
    ]
    cards += [ReportedCard(_shown(before[card.id].card, names), "retired") for card in plan.retired]
    skipped = [
        replace(skip, source=replace(skip.source, file=note.shown))
        for note, _, reading in changes.read.values()
        for skip in reading.skipped
    ]
    return ImportReport(
        cards=tuple(cards),
        skipped=tuple(skipped),
        doubtful=plan.doubtful,
        unreadable=tuple(changes.unreadable),
        files=len(changes.read) + len(changes.unchanged),
        unchanged=len(changes.unchanged),
        gone=tuple(changes.gone),
    )


def _shown(card: Card, names: Mapping[str, str]) -> Card:
    """The card with the name of its file that the learner gave."""
    file = card.source.file
    return replace(card, source=replace(card.source, file=names.get(file, file)))
