"""Decks of other programs into the store, with their history: in one transaction, or not at all.

A card that is known already from notes keeps its words; its history is united with what the package tells.
What a package no longer holds stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cards.bulk.pause import collector_paused
from cards.imports import format_of
from cards.markdown.text import counted
from cards.model import Card, Deck
from cards.pictures.masked import beneath
from cards.pictures.media import names_in
from quizapp.decks.history_in import is_decided, write_decisions, write_history
from quizapp.history import Scheduling, begin, settle
from quizapp.notes.files import PACKAGE, files_under
from quizapp.notes.report import ImportReport, ReportedCard, State
from quizapp.records import NewCard

if TYPE_CHECKING:
    from quizapp.notes.importing import Linker, Progress
    from quizapp.store.store import Store


STAGES = 5
"""Reading, writing cards, keeping pictures, writing answers, computing memory states."""

PARAMETERS = 21
"""Of the memory model, in its newest form; those of older forms mean other things."""

_TABLES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Package:
    """A file that holds a deck, read."""

    path: Path
    deck: Deck
    digest: str


def is_package(path: Path) -> bool:
    """Whether a file holds a deck of another program rather than a note."""
    return path.is_file() and format_of(path) is not None


def tables_in(folder: Path) -> list[Path]:
    """The tables of other programs in a folder of notes that carry ids; none for a file."""
    if not folder.is_dir():
        return []
    return [file for file in files_under(folder) if file.suffix.lower() in _TABLES and is_package(file)]


def is_known(store: Store, path: Path) -> bool:
    """Whether a file is as it was when it was brought in."""
    known = store.library.files().get(str(path.absolute().resolve()))
    return known is not None and known.reader == PACKAGE and known.hash == _digest(path)


def read(path: Path, scheduling: Scheduling, progress: Progress | None = None) -> Package:
    """The deck in a file.

    Args:
      path: the file.
      scheduling: whose study days count.
      progress: told before, and now and then on the way; what it raises ends the reading.

    Raises:
      InputError: it cannot be read, or is refused.
    """
    form = format_of(path)
    assert form is not None
    _tell(progress, 0, str(path))
    whole = path.absolute().resolve()
    deck = form.load()(
        whole, scheduling.calendar.day, lambda count: _tell(progress, 0, f"{path}, card {count + 1:,}")
    )
    return Package(whole, deck, _digest(whole))


def _tell(progress: Progress | None, stage: int, what: str) -> None:
    if progress:
        progress(stage, STAGES, what)


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


@collector_paused()
def bring(
    store: Store | None,
    package: Package,
    *,
    scheduling: Scheduling,
    linker: Linker,
    now_ms: int,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Writes a deck and its history into the store, and reports what became of each card.

    Args:
      store: where cards are kept; None for a dry run without a store.
      package: what `read` gave.
      scheduling: with which the histories are replayed.
      linker: finds exercises.
      now_ms: UTC milliseconds.
      dry_run: whether only to report.
      progress: told before each stage; what it raises stops everything, and nothing is written.
    """
    name = str(package.path)
    deck = package.deck
    cards = [_from(card, name) for card in deck.cards]
    stored = store.library.cards((), {card.id for card in cards}) if store else ()
    known = {one.card.id: one.card for one in stored}
    followed = {file for file, one in store.library.files().items() if one.reader != PACKAGE} if store else ()
    report = ImportReport(
        cards=tuple(
            ReportedCard(card, _state(card, known.get(card.id), followed), tuple(names))
            for card, names in zip(cards, linker.exercises(cards), strict=True)
        ),
        skipped=tuple(deck.skipped),
        files=1,
        remarks=(*deck.remarks, *_of_exercises(deck), *_offered(deck, scheduling)),
    )
    if dry_run or store is None:
        return replace(report, remarks=(*deck.late_remarks(), *report.remarks))
    new = [
        NewCard(one.card, explicit=True, exercises=tuple([(each, "linked") for each in one.exercises]))
        for one in report.cards
        if one.state != "kept"
    ]
    with store.transaction(len(new)):
        _tell(progress, 1, f"{len(new):,} cards")
        source = store.library.add_source(PACKAGE, name, now_ms)
        store.library.put_file(source, name, hash=package.digest, reader=PACKAGE, now_ms=now_ms)
        written = store.library.put(new, now_ms)
        elsewhere = {card.id for card in cards if card.id in known and _stays(known[card.id], followed)}
        _keep_pictures(store, deck, [card for card in cards if card.id not in elsewhere], progress)
        _tell(progress, 3, "the history")
        items = {one.card.id: one.item for one in stored} | {**written.items}
        everything = _with_exercises(store, deck, scheduling, items)
        counts = write_history(
            store, deck, everything, lambda at, of: _tell(progress, 3, f"answer {at + 1:,} of {of:,}")
        )
        write_decisions(store, deck, everything, scheduling.calendar.day(now_ms))
        _tell(progress, 4, f"{len(counts.first.starts) + len(counts.more):,} memory states")
        begin(store, scheduling, counts.first)
        settle(store, scheduling, counts.more)
    told = [f"{counted(counts.answers, 'answer')} came along."] if counts.answers else []
    return replace(report, remarks=(*told, *deck.late_remarks(), *report.remarks))


def _from(card: Card, file: str) -> Card:
    """A card as that of a file, whatever its reader calls it."""
    return card if card.source.file == file else replace(card, source=replace(card.source, file=file))


def _of_exercises(deck: Deck) -> Iterator[str]:
    if deck.exercises:
        answered = sum(one.id in deck.reviews for one in deck.exercises)
        found = counted(len(deck.exercises), "exercise")
        yield f"{found} of this program, which draws the questions itself; {answered:,} with answers."


def _offered(deck: Deck, scheduling: Scheduling) -> Iterator[str]:
    """What the presets of the deck would have the memory model be, which nobody adopts unasked."""
    for preset in deck.presets:
        if len(preset.parameters) == PARAMETERS and preset.parameters != scheduling.model.parameters:
            numbers = " ".join(f"{one:g}" for one in preset.parameters)
            yield (
                f"The preset {preset.name} has parameters of the memory model that are not in force here; "
                f'`quizapp config fsrs_parameters "{numbers}"` and `quizapp doctor` adopt them.'
            )
        if preset.parameters and abs(preset.retention - scheduling.policy.retention) > 1e-6:
            yield (
                f"The preset {preset.name} wants {100 * preset.retention:.3g} % of the cards remembered; "
                f"`quizapp config desired_retention {preset.retention:.3g}` adopts that."
            )


def _keep_pictures(store: Store, deck: Deck, cards: Sequence[Card], progress: Progress | None) -> None:
    """Puts the pictures of cards beside the store."""
    names = dict.fromkeys(
        name for card in cards for side in (card.front, card.back) for name in names_in(side)
    )
    drawings = [deck.media[name] for name in names if name.endswith(".svg") and name in deck.media]
    names |= dict.fromkeys(filter(None, map(beneath, drawings)))
    wanted = [name for name in names if name in deck.media and not (store.pictures / name).is_file()]
    for at, name in enumerate(wanted):
        if not at % 20:
            _tell(progress, 2, f"picture {at + 1:,} of {len(wanted):,}")
        store.keep_picture(name, deck.media[name])


def _with_exercises(
    store: Store, deck: Deck, scheduling: Scheduling, items: Mapping[str, int]
) -> dict[str, int]:
    """The items of cards, and of those exercises that were answered or put to rest, by the deck's names."""
    touched = {one.exercise for one in deck.exercises if one.id in deck.reviews or _decided(deck, one.id)}
    numbers = store.library.ensure_exercises({name for name in touched if scheduling.levels(name)})
    levels = {one.id: numbers[one.exercise] for one in deck.exercises if one.exercise in numbers}
    return {**items, **levels}


def _decided(deck: Deck, name: str) -> bool:
    return name in deck.schedules and is_decided(deck.schedules[name])


def _stays(before: Card, followed: Collection[str]) -> bool:
    """Whether a card's words are those of a note, or were written by hand."""
    return not before.source.file or before.source.file in followed


def _state(card: Card, before: Card | None, followed: Collection[str]) -> State:
    """What becomes of a card: one that stands in notes, or was written by hand, is left as it is there, and
    one that came in another file is replaced by newer words only."""
    if before is None:
        return "new"
    if _stays(before, followed):
        return "kept"
    if before.source.file != card.source.file and card.changed_ms <= before.changed_ms:
        return "kept"
    same = all(
        getattr(card, field) == getattr(before, field) for field in ("front", "back", "kind", "deck", "tags")
    )
    return "kept" if same else "edited"
