"""What a log leads to: the memory and the skill that it replays to, with or without its newest answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from engine.errors import UsageError
from quizapp import schedule, skill
from quizapp.memory import Model
from quizapp.ports import BeginStore, CacheStore, JoinStore, SettleStore, StudyStore
from quizapp.records import Cached, LogRow, Mode
from quizapp.schedule import Calendar, Policy, Progress, Review
from quizapp.skill import Attempt

if TYPE_CHECKING:
    from numpy.typing import NDArray

Levels = Callable[[str], Sequence[int]]
"""The levels that an exercise has, by its id; none for one that does not exist any more."""


def all_levels(_: str) -> Sequence[int]:
    """The levels of every exercise whose definition is not at hand."""
    return (1, 2, 3)


def reviews_of(rows: Sequence[LogRow]) -> list[Review]:
    """The answers that drive the memory model, in the order of a history."""
    return [
        Review(row.answer.at_ms, row.answer.day, row.answer.rating, row.answer.standing)
        for row in rows
        if row.answer.mode == "review" and row.answer.rating is not None and not row.voided
    ]


def attempts_of(rows: Sequence[LogRow]) -> list[Attempt]:
    """The attempts that make the skill, in the order in which they were written."""
    return [
        row.answer.attempt
        for row in sorted(rows, key=lambda row: row.id)
        if row.answer.mode in ("review", "drill") and row.answer.attempt is not None and not row.voided
    ]


@dataclass(frozen=True, slots=True)
class Scheduling:
    """All that turns answers into due dates and levels."""

    model: Model
    policy: Policy = field(default_factory=Policy)
    calendar: Calendar = field(default_factory=Calendar)
    levels: Levels = all_levels

    def progress(self, key: str, reviews: Iterable[Review]) -> Progress | None:
        """The progress of an item that its reviews lead to, in the order of their times."""
        ordered = sorted(reviews, key=lambda review: review.at_ms)
        return schedule.replay(ordered, key, self.policy, self.model)

    def cached(self, key: str, rows: Sequence[LogRow]) -> Cached | None:
        """What the log of an item leads to; None when nothing in it counts."""
        reviews, attempts = reviews_of(rows), attempts_of(rows)
        latest = max((row.id for row in rows if row.answer.mode == "review" and not row.voided), default=0)
        return self.counted(key, reviews, attempts, latest)

    def counted(
        self, key: str, reviews: Sequence[Review], attempts: Sequence[Attempt], latest: int
    ) -> Cached | None:
        """What an item's answers lead to, of which `latest` is the last row of the log that counts."""
        if not (reviews or attempts):
            return None
        levels = self.levels(key.removeprefix("exercise:"))
        return Cached(
            progress=self.progress(key, reviews),
            model=self.model.version if reviews else "",
            latest=latest,
            skill=skill.skill_of(attempts, levels) if attempts else None,
        )


def undo(store: StudyStore, scheduling: Scheduling, modes: Sequence[Mode], now_ms: int) -> LogRow | None:
    """Voids the newest answer of some modes; returns it, or None when there is none.

    Args:
        store: where the log is.
        scheduling: with which the rest of the item's log is replayed.
        modes: what may be undone.
        now_ms: UTC milliseconds.
    """
    with store.transaction():
        row = store.last_answer(modes)
        item = store.load(row.owner) if row else None
        if row is None or item is None:
            return None
        rows = [kept for kept in store.history(row.owner) if kept.id != row.id]
        left = scheduling.cached(item.key, rows)
        store.void(row, at_ms=now_ms, day=scheduling.calendar.day(now_ms), left=left)
    return row


@dataclass(frozen=True, slots=True)
class Proof:
    """How the caches compare with the log."""

    items: int
    """Items that were answered."""
    answers: int
    wrong: tuple[str, ...]
    """Keys of items whose cache is not what the log says."""


def prove(store: CacheStore, scheduling: Scheduling, *, repair: bool) -> Proof:
    """Replays the whole log and compares, or replaces, what the caches hold.

    Args:
        store: log and caches.
        scheduling: with which the log is replayed.
        repair: whether caches that are wrong are written anew.
    """
    keys, stored = store.keys(), store.stored()
    items = answers = 0
    right: dict[int, Cached | None] = dict.fromkeys(stored)
    for number, rows in store.histories():
        items, answers = items + 1, answers + len(rows)
        right[number] = scheduling.cached(keys[number], rows)
    wrong = {number: cached for number, cached in right.items() if not _agree(cached, stored.get(number))}
    if repair and wrong:
        store.replace(wrong.items())
    return Proof(items, answers, tuple(sorted(keys[number] for number in wrong)))


def _agree(one: Cached | None, other: Cached | None) -> bool:
    """Whether two caches say the same, but for the last digits of a memory: powers have others on another
    processor, or in another library."""
    if one == other:
        return True
    if not (one and other and one.progress and other.progress):
        return False
    mine, yours = one.progress.memory, other.progress.memory
    close = math.isclose(mine.stability, yours.stability) and math.isclose(mine.difficulty, yours.difficulty)
    same = replace(other.progress, memory=replace(mine, day=yours.day))
    return close and one == replace(other, progress=same)


def settle(store: SettleStore, scheduling: Scheduling, items: Iterable[int]) -> None:
    """Counts in what was appended to the logs of items, as after an import of a history."""
    wanted = list(items)
    if not wanted:
        return
    keys, histories = store.caches.keys(), store.caches.histories(wanted)
    found = [(number, scheduling.cached(keys[number], rows)) for number, rows in histories]
    store.caches.replace(found)


@dataclass(frozen=True, slots=True)
class Begun:
    """The first answers that some items ever had, those of an item one after another, oldest first."""

    ratings: NDArray[Any]
    """(answers,)."""
    days: NDArray[Any]
    """(answers,) study days."""
    starts: NDArray[Any]
    """(items,) where the answers of each item begin."""
    lapses: NDArray[Any]
    """(items,) how often each was forgotten in review."""
    last: Mapping[str, Sequence[Any]]
    """(items,) the newest answer of each as the log keeps it, by the names of its columns."""


def begin(store: BeginStore, scheduling: Scheduling, begun: Begun) -> None:
    """Counts in the first answers that some items ever had, just appended, without reading them again."""
    import numpy as np

    stabilities, difficulties, days = scheduling.model.replay_many(begun.ratings, begun.days, begun.starts)
    last = begun.last
    told = zip(last["phase"], last["at_ms"], last["wait"], strict=True)
    store.caches.begin(
        {
            "item_id": last["item_id"],
            "model": [scheduling.model.version] * len(begun.starts),
            "stability": stabilities.tolist(),
            "difficulty": difficulties.tolist(),
            **{name: last[name] for name in ("phase", "step", "interval", "wait")},
            "reps": np.diff(begun.starts, append=len(begun.days)).tolist(),
            "lapses": begun.lapses.tolist(),
            "day": days.tolist(),
            "answered_ms": last["at_ms"],
            "due_day": [day + interval for day, interval in zip(last["day"], last["interval"], strict=True)],
            "due_ms": [None if phase == "review" else at_ms + 1000 * wait for phase, at_ms, wait in told],
            "log_id": last["id"],
        }
    )


def join(store: JoinStore, scheduling: Scheduling, kept: str, dropped: str) -> None:
    """Lets one card carry on the history of another that is the same fact.

    Args:
        store: items, log and caches.
        scheduling: with which the united log is replayed.
        kept: id of the card that stays.
        dropped: id of the card whose answers become the other's, and which is asked no more.

    Raises:
        UsageError: there is no card of such an id, or both are the same.
    """
    found = store.items.numbers([f"card:{kept}", f"card:{dropped}"])
    for name in (kept, dropped):
        if f"card:{name}" not in found:
            raise UsageError(f"there is no card {name}")
    if kept == dropped:
        raise UsageError(f"{kept} cannot be joined with itself; name two cards")
    one, other = found[f"card:{kept}"], found[f"card:{dropped}"]
    with store.study.transaction():
        store.items.join(one, other)
        united = scheduling.cached(f"card:{kept}", store.study.history(one))
        store.caches.replace([(one, united), (other, None)])
