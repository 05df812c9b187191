"""What a quiz can be made from: cards of the learner's store or of the shipped notes, exercises with them.

A store that does not exist is not created to make a quiz.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import engine
from quizapp.records import Selection

if TYPE_CHECKING:
    from quizapp.quiz.cards import Askable
    from quizapp.records import StudyCard
    from quizapp.workspace import Workspace

FEWEST, FOR_EACH = 1_000, 100
"""Cards that are enough for a quiz, and for each of its questions; one in thirty has a short answer."""


def stock(store: str | None, selection: Selection) -> list[Askable]:
    """The cards of a selection, on study paths that were not begun as well.

    They come from the learner's store where there is one, else from the shipped notes.

    Args:
      store: path or URL given on the command line.
      selection: decks and tags.
    """
    cards = _stored(store) if has_store(store) else list(_shipped())
    return chosen(cards, selection)


def has_store(store: str | None) -> bool:
    """Whether the store of the settings exists; the command line's name of it wins."""
    from quizapp.paths import default_store
    from quizapp.store.location import store_path
    from quizapp.workspace import settings

    where = settings(store).store
    return (store_path(where) if where else default_store()).exists()


def _stored(store: str | None) -> list[Askable]:
    from quizapp.workspace import Workspace

    with Workspace.open(store) as workspace:
        return list(workspace.store.shelf.cards(Selection()))


def _shipped() -> Iterator[Askable]:
    from dataclasses import replace

    from cards.parse import read_note
    from quizapp.catalogue import linker
    from quizapp.paths import shipped_notes

    find = linker().exercises
    for file in sorted(shipped_notes().iterdir(), key=lambda file: file.name):
        if file.name.endswith(".md"):
            cards = read_note(file.read_bytes(), file.name).cards
            for card, names in zip(cards, find(cards), strict=True):
                yield replace(card, exercises=tuple(names))


def chosen(cards: Sequence[Askable], selection: Selection) -> list[Askable]:
    """The cards of these decks, or of decks below them, with one of these tags; none of either: all."""
    return [card for card in cards if _fits(card, selection)]


def _fits(card: Askable, selection: Selection) -> bool:
    decks, tags = selection.decks, selection.tags
    in_deck = not decks or any(card.deck == deck or card.deck.startswith(f"{deck}::") for deck in decks)
    return in_deck and (not tags or not set(tags).isdisjoint(card.tags))


def following(
    entries: Sequence[engine.Entry], cards: Sequence[Askable], *, topics: bool, selected: bool
) -> tuple[list[engine.Entry], list[Askable]]:
    """Exercises and cards of a quiz: where only one side was named, what is linked with it of the other."""
    ids = {entry.id for entry in entries}
    if topics and not selected:
        return list(entries), [card for card in cards if not ids.isdisjoint(card.exercises)]
    if selected and not topics:
        called = {name for card in cards for name in card.exercises}
        return [entry for entry in entries if entry.id in called], list(cards)
    return list(entries), list(cards)


def linked(workspace: Workspace, entries: Sequence[engine.Entry], count: int, seed: int) -> list[StudyCard]:
    """Cards for a quiz of exercises: those that call for them; of very many, as many as are enough.

    Args:
      workspace: the learner's.
      entries: the exercises.
      count: questions.
      seed: of the quiz; it says which of very many.
    """
    from engine.draw import Draw

    shelf = workspace.store.shelf
    numbers = shelf.calling([entry.id for entry in entries])
    enough = max(FEWEST, FOR_EACH * count)
    if len(numbers) > enough:
        numbers = Draw(f"quiz/{seed}/stock").sample(numbers, enough)
    return list(shelf.cards(Selection(), numbers=numbers))


def own_levels(workspace: Workspace) -> dict[str, int]:
    """The learner's level of each exercise, by id; the level at which it begins where it was never tried."""
    from quizapp.skill import Skill, fitted

    tried = workspace.store.caches.skills()
    return {
        entry.id: fitted(tried.get(entry.id, Skill()), entry.levels).level for entry in engine.catalogue()
    }
