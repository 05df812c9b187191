"""What a log leads to: the memory and the skill that it replays to, with or without its newest answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from quizapp import schedule, skill
from quizapp.memory import Model
from quizapp.ports import StudyStore
from quizapp.records import LogRow, Mode
from quizapp.schedule import Calendar, Policy, Progress, Review
from quizapp.skill import Attempt, Skill

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
    """The attempts that make the skill, in the order of a history."""
    return [
        row.answer.attempt
        for row in rows
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

    def skill(self, exercise: str, attempts: Sequence[Attempt]) -> Skill | None:
        """The skill that attempts lead to; None when there were none."""
        return skill.skill_of(attempts, self.levels(exercise)) if attempts else None


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
        rows = [kept for kept in store.history(row.owner) if kept.id != row.id and not kept.voided]
        store.void(
            row,
            at_ms=now_ms,
            day=scheduling.calendar.day(now_ms),
            progress=scheduling.progress(item.key, reviews_of(rows)),
            model=scheduling.model.version,
            latest=max((kept.id for kept in rows if kept.answer.mode == "review"), default=0),
            skill=scheduling.skill(item.exercise, attempts_of(rows)),
        )
    return row
