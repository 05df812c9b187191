"""The history that a deck brings: answers that the log does not have, and cards that were put to rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.bulk.answers import PHASES, Answers, opening
from cards.model import Deck, Schedule
from quizapp.history import Begun
from quizapp.memory import Rating
from quizapp.records import PRACTICE, Given

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quizapp.store.store import Store

MOVED_MS = 1000
"""In Anki no two answers share a millisecond; nobody answers the same card twice within so many."""

AT_ONCE = 50_000
"""Answers that are written together; more only take memory."""

_LEARNING, _REVIEW, _RELEARNING = map(PHASES.index, ("learning", "review", "relearning"))


@dataclass(frozen=True, slots=True)
class Touched:
    """Items that got answers."""

    answers: int
    """That are new."""
    first: Begun
    """Those that never had any, as far as any of them counts."""
    more: Sequence[int]


def write_history(
    store: Store, deck: Deck, items: Mapping[str, int], told: Callable[[int, int], object]
) -> Touched:
    """Appends the answers that the log does not have.

    Args:
        store: where the log is.
        deck: its histories.
        items: the items of cards and exercises, by the deck's names for them.
        told: told how many answers are written, and of how many.
    """
    import numpy as np

    numbers, rows = _by_item(Answers.of(deck.reviews), items)
    newest = store.log.newest()
    times = store.log.times(numbers[opening(numbers)].tolist()) if newest else []
    had = np.array(times, dtype=np.int64).reshape(-1, 2)
    if len(had):
        numbers, rows = _those(~_known(numbers, rows["at_ms"], had), numbers, rows)
    ids = np.arange(len(rows)) + newest + 1
    with store.log.extending(len(rows)) as extend:
        for start in range(0, len(rows), AT_ONCE):
            told(start, len(rows))
            some = slice(start, start + AT_ONCE)
            extend(_given(numbers[some], rows[some]))
    touched = numbers[opening(numbers)]
    joined = store.items.joined(touched.tolist())
    known = np.isin(touched, [*had[:, 0], *joined])
    first = np.isin(numbers, touched[known], invert=True) & rows["counts"]
    more = [joined.get(item, item) for item in touched[known].tolist()]
    return Touched(len(rows), _begun(*_those(first, numbers, rows, ids)), more)


def _by_item(answers: Answers, items: Mapping[str, int]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The answers with the numbers of their items, item by item, oldest first; an exercise has them from each
    of its levels, and one that two of them tell is told once."""
    import numpy as np

    answered = sorted((items[name], name) for name in answers if name in items)
    numbers, rows = answers.of_cards(answered)
    if np.any((np.diff(rows["at_ms"]) < 0) & (np.diff(numbers) == 0)):  # from levels of one exercise
        order = np.lexsort((rows["at_ms"], numbers))
        numbers, rows = numbers[order], rows[order]
    once = opening(numbers) | opening(rows["at_ms"])
    numbers, rows = _those(once, numbers, rows)
    return numbers, rows


def _those(which: NDArray[Any], *columns: NDArray[Any]) -> Sequence[NDArray[Any]]:
    """Some rows of columns; these themselves where that is all of them, as it mostly is."""
    return columns if which.all() else [column[which] for column in columns]


def _known(numbers: NDArray[Any], at_ms: NDArray[Any], had: NDArray[Any]) -> NDArray[Any]:
    """Which answers the log has, if need be earlier by what a package of Anki had to move them.

    Args:
        numbers: (answers,) items.
        at_ms: (answers,) times.
        had: (rows of the log, 2) items and times.
    """
    import numpy as np

    item, time = np.append(had[:, 0], numbers), np.append(had[:, 1], at_ms)
    theirs = np.arange(len(item)) >= len(had)
    order = np.lexsort((theirs, time, item))
    own = ~theirs[order]
    last = order[np.maximum.accumulate(np.where(own, np.arange(len(order)), 0))]
    found = ~theirs[last] & (item[last] == item[order]) & (time[order] - time[last] <= MOVED_MS)
    known = np.empty(len(order), dtype=bool)
    known[order] = found
    return known[len(had) :]


def _given(numbers: NDArray[Any], rows: NDArray[Any]) -> Given:
    """Answers for the log; those that do not count were practice."""
    import numpy as np

    in_review = _in_review(rows)
    return {
        "item_id": numbers,
        **{name: rows[name] for name in ("at_ms", "day", "rating", "duration_ms")},
        "was": np.where(rows["counts"], rows["was"], PRACTICE),
        "phase": np.where(in_review, _REVIEW, np.where(rows["was"] < _REVIEW, _LEARNING, _RELEARNING)),
        "interval": np.where(in_review, np.maximum(rows["interval"], 1), 0),
        "wait": np.where(in_review, 0, rows["wait"]),
    }


def _in_review(rows: NDArray[Any]) -> NDArray[Any]:
    """Whether an answer leads to days rather than to a learning step."""
    found: NDArray[Any] = (rows["interval"] > 0) | (rows["wait"] == 0)
    return found


def _begun(numbers: NDArray[Any], rows: NDArray[Any], ids: NDArray[Any]) -> Begun:
    """The histories of items, all of whose answers count."""
    import numpy as np

    starts = np.flatnonzero(opening(numbers))
    lapsed = rows["rating"] == Rating.AGAIN
    lapsed[1:] &= _in_review(rows)[:-1]
    lapsed[starts] = False
    lapses = np.append(0, np.cumsum(lapsed))
    ends = np.append(starts[1:], len(numbers))[: len(starts)]
    given = _given(numbers[ends - 1], rows[ends - 1])
    newest = {name: column.tolist() for name, column in given.items()}
    return Begun(
        ratings=rows["rating"],
        days=rows["day"],
        starts=starts,
        lapses=lapses[ends] - lapses[starts],
        last={
            **newest,
            "id": ids[ends - 1].tolist(),
            "phase": [PHASES[at] for at in newest["phase"]],
            "step": [0] * len(ends),
        },
    )


def is_decided(schedule: Schedule) -> bool:
    """Whether somebody put a card to rest or marked it."""
    return schedule.suspended or schedule.buried or schedule.flag > 0


def write_decisions(store: Store, deck: Deck, items: Mapping[str, int], today: int) -> None:
    """Suspended, buried and flagged cards; nothing that the learner decided here is taken back.

    An exercise is put to rest where that was done with each of its levels that came along.
    """
    decided = {items[name] for name, one in deck.schedules.items() if name in items and is_decided(one)}
    found: dict[int, list[Schedule]] = {item: [] for item in decided}
    for name, one in deck.schedules.items():
        if items.get(name) in found:
            found[items[name]].append(one)
    store.items.suspend(item for item, some in found.items() if all(one.suspended for one in some))
    store.items.bury((item for item, some in found.items() if all(one.buried for one in some)), today + 1)
    flags = {item: max(one.flag for one in some) for item, some in found.items()}
    for flag in sorted({*flags.values()} - {0}):
        store.items.flag((item for item, own in flags.items() if own == flag), flag)
