"""Cards of the store on their way out, with or without what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.bulk.pause import collector_paused
from cards.markdown.text import counted
from cards.model import Card, Deck, Practice
from quizapp.decks.history_out import with_history
from quizapp.decks.travelling import Leaving
from quizapp.pictures import pictures
from quizapp.records import Selection

if TYPE_CHECKING:
    from quizapp.notes.importing import Progress
    from quizapp.workspace import Workspace


TOLD = 500
"""After so many cards it is told how far the reading is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards to take along, and whether with their history."""

    selection: Selection
    exercises: frozenset[str] | None = None
    """Cards that call for one of these exercises; all when None."""
    only_due: bool = False
    history: bool = False
    practice: bool = False
    """Whether the exercises go along that these cards call for."""
    levels: tuple[int, ...] = ()
    """Of those exercises; the level that is asked by default when empty."""
    pictures: bool = False
    """Whether the pictures of the cards go along; where not, cards speak of them as their notes do."""


@collector_paused()
def deck_of(
    workspace: Workspace,
    wanted: Wanted,
    progress: Progress | None = None,
    reading: Progress | None = None,
) -> Deck:
    """The cards, and the exercises, as the formats take them.

    Args:
        workspace: where they are; it has to stay open until the deck is written.
        wanted: which of them.
        progress: told before each exercise is drawn.
        reading: told how far the cards are read and, while a history is written, how far that is.
    """
    if not wanted.history:
        return _bare(workspace, wanted, _selected(workspace, wanted, reading), progress)
    due = workspace.today if wanted.only_due else None
    answers = workspace.store.shelf.reviews(wanted.selection, due)
    found = _selected(workspace, wanted, reading)
    numbers = {card.id: number for number, card in found}
    return with_history(workspace, _bare(workspace, wanted, found, progress), numbers, answers, reading)


def _bare(
    workspace: Workspace,
    wanted: Wanted,
    selected: Sequence[tuple[int, Card]],
    progress: Progress | None,
) -> Deck:
    """The cards and exercises without what was answered."""
    found = [card for _, card in selected]
    leaving = Leaving(workspace.store.pictures)
    remarks = () if wanted.pictures else _without_pictures(found)
    if wanted.pictures:
        found = [leaving.card(card) for card in found]
    practised = _practised(workspace, wanted, found, progress) if wanted.practice else []
    return Deck(found, exercises=practised, media=leaving, remarks=(*remarks, *leaving.remarks))


def _selected(workspace: Workspace, wanted: Wanted, reading: Progress | None) -> Sequence[tuple[int, Card]]:
    """The cards, each with its number in the store."""
    return [
        (number, card)
        for number, card in _read(workspace, wanted, reading)
        if wanted.exercises is None or wanted.exercises.intersection(card.exercises)
    ]


def _read(workspace: Workspace, wanted: Wanted, reading: Progress | None) -> Iterator[tuple[int, Card]]:
    shelf, due = workspace.store.shelf, workspace.today if wanted.only_due else None
    total = shelf.count(wanted.selection, due) if reading else 0
    for at, one in enumerate(shelf.leaving(wanted.selection, due)):
        if reading and not at % TOLD:
            reading(at, total, "cards")
        yield one


def _without_pictures(cards: Sequence[Card]) -> tuple[str, ...]:
    texts = (f"{card.front}\n\n{card.back}" for card in cards)
    shown = sum("![" in text and any(not one.remote for one in pictures(text)) for text in texts)
    told = f"Left out: the pictures of {counted(shown, 'card')}, which this format cannot hold."
    return (told,) if shown else ()


def _practised(
    workspace: Workspace, wanted: Wanted, found: Sequence[Card], progress: Progress | None
) -> list[Practice]:
    from quizapp.decks.drawnahead import draw
    from quizapp.workspace import now_ms

    called = {name for card in found for name in card.exercises}
    names = called if wanted.exercises is None else called & wanted.exercises
    return draw(sorted(names), wanted.levels, workspace.store.facts, now_ms(), progress)
