"""Decks of other programs into the store, with their history: in one transaction, or not at all.

A card that is known already from notes keeps its words; its history is united with what the package tells.
What a package no longer holds stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cards.imports import format_of
from cards.model import Card, Deck, Review
from cards.pause import collector_paused
from quizapp import schedule
from quizapp.history import Scheduling, begin, settle
from quizapp.memory import Rating
from quizapp.notefiles import PACKAGE
from quizapp.records import Answer, NewCard
from quizapp.report import ImportReport, ReportedCard, State
from quizapp.schedule import Standing

if TYPE_CHECKING:
    from quizapp.importing import Linker, Progress
    from quizapp.store.store import Store


_RATINGS = {int(rating): rating for rating in Rating}

STAGES = 4
"""Reading, writing cards, writing answers, computing memory states."""


@dataclass(frozen=True, slots=True)
class Package:
    """A file that holds a deck, read."""

    path: Path
    deck: Deck
    digest: str


def is_package(path: Path) -> bool:
    """Whether a file holds a deck of another program rather than a note."""
    return path.is_file() and format_of(path) is not None


def read(path: Path, scheduling: Scheduling, progress: Progress | None = None) -> Package:
    """The deck in a file.

    Args:
      path: the file.
      scheduling: whose study days count.
      progress: told before.

    Raises:
      InputError: it cannot be read, or is refused.
    """
    form = format_of(path)
    assert form is not None
    _tell(progress, 0, str(path))
    whole = path.absolute().resolve()
    return Package(whole, form.load()(whole, scheduling.calendar.day), _digest(whole))


def _tell(progress: Progress | None, stage: int, what: str) -> None:
    if progress:
        progress(stage, STAGES, what)


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


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
    cards = [replace(card, source=replace(card.source, file=name)) for card in package.deck.cards]
    stored = store.library.cards((), {card.id for card in cards}) if store else ()
    known = {one.card.id: one for one in stored}
    states = {
        card.id: _state(card, known[card.id].card if card.id in known else None, name) for card in cards
    }
    written = [card for card in cards if states[card.id] != "kept"]
    report = ImportReport(
        cards=tuple(ReportedCard(card, states[card.id], tuple(linker.exercises(card))) for card in cards),
        files=1,
    )
    if dry_run or store is None:
        return report
    with collector_paused(), store.transaction():
        _tell(progress, 1, f"{len(written):,} cards")
        source = store.library.add_source(PACKAGE, name, now_ms)
        store.library.put_file(source, name, hash=package.digest, reader=PACKAGE, now_ms=now_ms)
        exercises = {one.card.id: one.exercises for one in report.cards}
        new = [
            NewCard(card, explicit=True, exercises=tuple((each, "linked") for each in exercises[card.id]))
            for card in written
        ]
        store.library.put(new, now_ms)
        numbers = store.items.numbers([f"card:{card.id}" for card in cards])
        _tell(progress, 2, "the history")
        items = {card.id: numbers[f"card:{card.id}"] for card in cards}
        counts = _write_history(store, package.deck, items)
        _write_decisions(store, package.deck, items, scheduling.calendar.day(now_ms))
        _tell(progress, 3, f"{len(counts.first) + len(counts.more):,} memory states")
        begin(store, scheduling, counts.first)
        settle(store, scheduling, counts.more)
    return report


def _state(card: Card, before: Card | None, name: str) -> State:
    """What becomes of a card: one that stands in notes, or elsewhere, is left as it is there."""
    if before is None:
        return "new"
    if before.source.file != name:
        return "kept"
    same = all(
        getattr(card, field) == getattr(before, field) for field in ("front", "back", "kind", "deck", "tags")
    )
    return "kept" if same else "edited"


@dataclass(frozen=True, slots=True)
class _Touched:
    """Items that got answers."""

    first: Mapping[int, Sequence[schedule.Review]]
    """Those that never had any, with all that count."""
    more: Sequence[int]


def _write_history(store: Store, deck: Deck, items: Mapping[str, int]) -> _Touched:
    """Appends the answers that the log does not have."""
    numbers = {items[card]: reviews for card, reviews in deck.reviews.items() if card in items}
    had, joined = store.log.times(numbers), store.items.joined(numbers)
    written: list[Answer] = []
    first: dict[int, Sequence[schedule.Review]] = {}
    more: list[int] = []
    for item, reviews in numbers.items():
        answers = list(_answers(item, reviews, had.get(item, frozenset())))
        written += answers
        if item in joined:
            more.append(joined[item])
        elif item not in had:
            first[item] = [
                schedule.Review(one.at_ms, one.day, one.rating, one.standing)
                for one in answers
                if one.mode == "review" and one.rating is not None
            ]
        elif answers:
            more.append(item)
    store.log.append(written)
    return _Touched(first, more)


def _answers(item: int, reviews: Sequence[Review], had: frozenset[int]) -> Iterator[Answer]:
    for one in reviews:
        if one.at_ms in had:
            continue
        yield Answer(
            item=item,
            at_ms=one.at_ms,
            day=one.day,
            mode="review" if one.counts else "cram",
            rating=_RATINGS[one.rating],
            duration_ms=one.duration_ms,
            was=one.was if one.counts else None,
            standing=_standing(one.was, one.interval, one.wait) if one.counts else None,
        )


@lru_cache(maxsize=4096)
def _standing(was: str, interval: int, wait: int) -> Standing:
    if interval or not wait:
        return Standing("review", 0, max(1, interval), 0)
    return Standing("learning" if was in ("new", "learning") else "relearning", 0, 0, wait)


def _write_decisions(store: Store, deck: Deck, items: Mapping[str, int], today: int) -> None:
    """Suspended, buried and flagged cards; nothing that the learner decided here is taken back."""
    found = [(items[card], schedule) for card, schedule in deck.schedules.items() if card in items]
    store.items.suspend(item for item, schedule in found if schedule.suspended)
    store.items.bury((item for item, schedule in found if schedule.buried), today + 1)
    flags = {schedule.flag for _, schedule in found if schedule.flag}
    for flag in sorted(flags):
        store.items.flag((item for item, schedule in found if schedule.flag == flag), flag)
