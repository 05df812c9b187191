"""What a session gives out and takes back: a question, a pause, the end, and what an answer did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from quizapp.memory import Rating
from quizapp.records import DayCounts, Item
from quizapp.schedule import Progress, Standing
from quizapp.skill import Skill, fitted


@dataclass(frozen=True, slots=True)
class Draw:
    """Which question of an exercise to ask."""

    exercise: str
    level: int
    target: str | None
    """The mistake that the question makes visible."""
    seed: int


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask now."""

    item: Item
    draw: Draw | None
    """For an exercise, the variant to draw."""
    standings: Mapping[Rating, Standing]
    """What each grade would lead to; empty where the schedule is left alone."""
    day: int
    """The study day on which it is asked."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing to ask now, but a step will be due."""

    until_ms: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more to ask today."""

    counts: DayCounts


@dataclass(frozen=True, slots=True)
class Remaining:
    """What the session still holds."""

    due: int
    steps: int
    new: int

    @property
    def total(self) -> int:
        return self.due + self.steps + self.new


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer did."""

    log: int
    """Its number in the log."""
    progress: Progress | None
    skill: Skill | None
    leech: bool = False
    """Whether this answer made the item a leech, to be named and offered for rewriting."""


def draw_of(item: Item, seed: int, levels: Sequence[int]) -> Draw:
    """The question to draw for an exercise: another one at each answer, aimed at the last named mistake."""
    digest = sha256(f"{seed}\n{item.key}\n{item.answers}".encode()).digest()
    skill = fitted(item.skill, levels)
    return Draw(item.exercise, skill.level, skill.target, int.from_bytes(digest[:4], "big") >> 1)
