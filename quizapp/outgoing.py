"""Cards of the store on their way out, with or without what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cards.model import Card, Deck, Practice, Review, Schedule, Source
from cards.text import counted
from quizapp.pictures import pictures
from quizapp.records import LogRow, Selection, StudyCard
from quizapp.skill import START_LEVEL
from quizapp.travelling import Leaving

if TYPE_CHECKING:
    from quizapp.importing import Progress
    from quizapp.records import Cached
    from quizapp.store.shelf import Decision
    from quizapp.store.store import Store
    from quizapp.workspace import Workspace


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


def deck_of(workspace: Workspace, wanted: Wanted, progress: Progress | None = None) -> Deck:
    """The cards, and the exercises, as the formats take them.

    Args:
        workspace: where they are.
        wanted: which of them.
        progress: told before each exercise is drawn.
    """
    shelf = workspace.store.shelf
    found = [
        card_of(card)
        for card in shelf.cards(wanted.selection, workspace.today if wanted.only_due else None)
        if wanted.exercises is None or wanted.exercises.intersection(card.exercises)
    ]
    leaving = Leaving(workspace.store.pictures)
    remarks = () if wanted.pictures else _without_pictures(found)
    if wanted.pictures:
        found = [leaving.card(card) for card in found]
    practised = _practised(workspace, wanted, found, progress) if wanted.practice else []
    deck = _with_history(workspace, found, practised) if wanted.history else Deck(found, exercises=practised)
    return replace(deck, media=leaving, remarks=(*remarks, *leaving.remarks))


def _without_pictures(cards: Sequence[Card]) -> tuple[str, ...]:
    texts = (f"{card.front}\n\n{card.back}" for card in cards)
    shown = sum("![" in text and any(not one.remote for one in pictures(text)) for text in texts)
    told = f"Left out: the pictures of {counted(shown, 'card')}, which this format cannot hold."
    return (told,) if shown else ()


def _practised(
    workspace: Workspace, wanted: Wanted, found: Sequence[Card], progress: Progress | None
) -> list[Practice]:
    from quizapp.drawnahead import draw
    from quizapp.workspace import now_ms

    called = {name for card in found for name in card.exercises}
    names = called if wanted.exercises is None else called & wanted.exercises
    return draw(sorted(names), wanted.levels, workspace.store.facts, now_ms(), progress)


def card_of(card: StudyCard) -> Card:
    """A card of the store as the formats take it."""
    return Card(
        front=card.front,
        back=card.back,
        source=card.source or Source("", 0, 0),
        kind=card.kind,
        id=card.id,
        deck=card.deck,
        tags=card.tags,
        exercises=card.exercises,
        passage=card.passage,
        difficulty=card.difficulty,
        reading=card.reading,
        changed_ms=card.changed_ms,
    )


def _with_history(workspace: Workspace, cards: Sequence[Card], practised: Sequence[Practice]) -> Deck:
    store, settings = workspace.store, workspace.settings
    stored = store.caches.stored()
    keys = {f"card:{card.id}": card.id for card in cards} | _by_item(store, stored, practised)
    names = {number: keys[key] for key, number in store.items.numbers(keys).items()}
    decisions = store.shelf.decisions(names)
    schedules = {
        name: _schedule(stored.get(number), decisions[number], workspace.today)
        for number, name in names.items()
    }
    return Deck(
        cards=cards,
        exercises=practised,
        reviews={names[number]: _reviews(rows) for number, rows in store.caches.histories(list(names))},
        schedules=_on_all_levels(practised, schedules),
        parameters=workspace.scheduling.model.parameters,
        retention=settings.policy().retention,
    )


def _on_all_levels(practised: Sequence[Practice], known: Mapping[str, Schedule]) -> dict[str, Schedule]:
    """Schedules in which an exercise that was put to rest or flagged is so at each of its levels."""
    decided = {one.exercise: known[one.id] for one in practised if one.id in known}
    others = (one for one in practised if one.id not in known and one.exercise in decided)
    return dict(known) | {one.id: _decision(decided[one.exercise]) for one in others}


def _decision(schedule: Schedule) -> Schedule:
    return Schedule(suspended=schedule.suspended, buried=schedule.buried, flag=schedule.flag)


def _by_item(store: Store, stored: Mapping[int, Cached], practised: Sequence[Practice]) -> dict[str, str]:
    """For each exercise the one of its levels that carries on its history: the level that is asked next."""
    numbers = store.items.numbers({f"exercise:{one.exercise}" for one in practised})
    found: dict[str, Practice] = {}
    for one in practised:
        key = f"exercise:{one.exercise}"
        cached = stored.get(numbers.get(key, 0))
        level = cached.skill.level if cached and cached.skill else START_LEVEL
        if key not in found or abs(one.level - level) < abs(found[key].level - level):
            found[key] = one
    return {key: one.id for key, one in found.items()}


def _reviews(rows: Iterable[LogRow]) -> list[Review]:
    """The graded answers, oldest first; those outside of the schedule do not count."""
    found = []
    for row in rows:
        answer = row.answer
        if answer.rating is None:
            continue
        counts = answer.mode == "review"
        standing = answer.standing if counts else None
        found.append(
            Review(
                at_ms=answer.at_ms,
                day=answer.day,
                rating=int(answer.rating),
                duration_ms=answer.duration_ms,
                was=(answer.was or "review") if counts else "review",
                interval=standing.interval if standing else 0,
                wait=standing.wait if standing else 0,
                counts=counts,
            )
        )
    return found


def _schedule(cached: Cached | None, decision: Decision, today: int) -> Schedule:
    progress = cached.progress if cached else None
    buried = decision.buried_until is not None and decision.buried_until > today
    suspended, flag = decision.suspended, decision.flag
    if progress is None:
        return Schedule(suspended=suspended, buried=buried, flag=flag)
    return Schedule(
        phase=progress.phase,
        stability=progress.memory.stability,
        difficulty=progress.memory.difficulty,
        due_day=progress.due_day,
        due_ms=progress.due_ms,
        interval=progress.standing.interval,
        reps=progress.reps,
        lapses=progress.lapses,
        answered_ms=progress.answered_ms,
        suspended=suspended,
        buried=buried,
        flag=flag,
    )
