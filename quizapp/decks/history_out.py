"""Answers and schedules on their way out: the answers as one table, the schedules piece by piece as a format
asks for them.

Formats go through cards in their order, so that few schedules are ever held at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cards.bulk.answers import Answers, Awaited
from cards.model import Deck, Practice, Schedule
from quizapp.skill import START_LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quizapp.notes.importing import Progress
    from quizapp.store.store import Store
    from quizapp.workspace import Workspace

PIECE = 5000
"""So many cards' schedules are held at once."""

V = TypeVar("V")
Told = Callable[[int, int], None]


class Pieces(Mapping[str, V], Generic[V]):
    """Values by name that are fetched for many names at once, fast for somebody who goes in order."""

    def __init__(
        self,
        places: Mapping[str, int],
        numbers: Sequence[int],
        fetch: Callable[[Sequence[int]], Mapping[int, V]],
        told: Told,
        also: Mapping[str, V] | None = None,
    ) -> None:
        """
        Args:
            places: of the names, in their order.
            numbers: the store's number at each place.
            fetch: the values of some numbers; a name whose number has none is not there.
            told: is called before a piece is fetched, with its place and the number of all names.
            also: values of further names.
        """
        self._places, self._numbers = places, numbers
        self._fetch, self._told, self._also = fetch, told, also or {}
        self._held: Mapping[int, V] = {}
        self._piece = -1

    def __getitem__(self, name: str) -> V:
        place = self._places.get(name)
        if place is None:
            return self._also[name]
        if place // PIECE != self._piece:
            self._piece = place // PIECE
            first = self._piece * PIECE
            self._told(first, len(self._numbers))
            self._held = self._fetch(self._numbers[first : first + PIECE])
        try:
            return self._held[self._numbers[place]]
        except KeyError:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in self._places if name in self)
        yield from self._also

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(True for _ in self)


def with_history(
    workspace: Workspace,
    deck: Deck,
    of_cards: Mapping[str, int],
    answers: Callable[[], NDArray[Any]],
    progress: Progress | None = None,
) -> Deck:
    """The deck with what was answered, and where each card and exercise stands.

    Args:
        workspace: where they are; it has to stay open until the deck is written.
        deck: the cards and exercises.
        of_cards: the store's numbers of its cards by their ids.
        answers: waits for what was answered, and more, as `quizapp.store.shelf` has it; nobody waits before a
            format asks.
        progress: told of each piece that is read.
    """
    store, today = workspace.store, workspace.today
    places, numbers = _places(store, deck, of_cards)

    def schedules(wanted: Sequence[int]) -> Mapping[int, Schedule]:
        return store.shelf.schedules(wanted, today)

    def told(what: str) -> Told:
        return lambda at, of: progress(at, of, what) if progress else None

    at_hand = {one.id: numbers[places[one.id]] for one in deck.exercises if one.id in places}
    standing = schedules(list(at_hand.values()))
    others = _other_levels(deck.exercises, {name: standing[number] for name, number in at_hand.items()})
    told("answers")(0, len(numbers))
    names = dict(zip(numbers, places, strict=True))
    return replace(
        deck,
        reviews=Awaited(lambda: Answers.numbered(answers(), names)),
        schedules=Pieces(places, numbers, schedules, told("schedules"), others),
        first_day=store.shelf.first_day(),
        parameters=workspace.scheduling.model.parameters,
        retention=workspace.settings.policy().retention,
    )


def _places(store: Store, deck: Deck, of_cards: Mapping[str, int]) -> tuple[Mapping[str, int], Sequence[int]]:
    """The place of each card and exercise that the store knows, and its number at that place."""
    names = _by_item(store, deck.exercises)
    known = store.items.numbers(names)
    there = dict(of_cards) | {name: known[key] for key, name in names.items() if key in known}
    return {name: place for place, name in enumerate(there)}, list(there.values())


def _other_levels(practised: Sequence[Practice], known: Mapping[str, Schedule]) -> dict[str, Schedule]:
    """At its other levels an exercise is put to rest and flagged as it is where its history stands."""
    decided = {one.exercise: _decision(known[one.id]) for one in practised if one.id in known}
    others = (one for one in practised if one.exercise in decided and one.id not in known)
    return {one.id: decided[one.exercise] for one in others}


def _decision(schedule: Schedule) -> Schedule:
    return Schedule(suspended=schedule.suspended, buried=schedule.buried, flag=schedule.flag)


def _by_item(store: Store, practised: Sequence[Practice]) -> dict[str, str]:
    """For each exercise the one of its levels that carries on its history: the level that is asked next."""
    numbers = store.items.numbers({f"exercise:{one.exercise}" for one in practised})
    stored = store.caches.stored(numbers.values())
    found: dict[str, Practice] = {}
    for one in practised:
        key = f"exercise:{one.exercise}"
        cached = stored.get(numbers.get(key, 0))
        level = cached.skill.level if cached and cached.skill else START_LEVEL
        if key not in found or abs(one.level - level) < abs(found[key].level - level):
            found[key] = one
    return {key: one.id for key, one in found.items()}
