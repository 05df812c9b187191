"""What a log of attempts says about an exercise: its level, the mistake to aim at, the grade to propose.

Pure functions; no exercise is drawn or judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizapp.memory import Rating

START_LEVEL = 2
CLEAN_TO_RISE = 2
MISSES_TO_FALL = 2


@dataclass(frozen=True, slots=True)
class Attempt:
    """The first graded try at one drawn question."""

    variant: str
    """The variant's key, with which it can be drawn again."""
    level: int
    correct: bool
    """Whether every part counts as right."""
    score: float = 0.0
    """From 0 to 1."""
    typed: Sequence[str] = ()
    """The answers as typed, one for each part."""
    verdicts: Sequence[str] = ()
    """The judge's word on each part."""
    mistakes: Sequence[str] = ()
    """Ids of the named mistakes, most telling first."""
    hints: int = 0
    """Hints that were shown before the answer."""
    params: dict[str, Any] = field(default_factory=dict)
    """The drawn parameters, so that the question outlives its definition."""

    @property
    def clean(self) -> bool:
        return self.correct and not self.hints


@dataclass(frozen=True, slots=True)
class Skill:
    """How well an exercise is mastered."""

    level: int = START_LEVEL
    run: int = 0
    """Clean answers in a row at this level; below zero, misses in a row."""
    target: str | None = None
    """The named mistake that the next draw makes visible."""


def practised(skill: Skill, attempt: Attempt, levels: Sequence[int] = (1, 2, 3)) -> Skill:
    """The skill after one attempt: up after two clean answers, down after two misses.

    An answer that needed hints counts neither way and ends a run, and an attempt at a level of the
    learner's own choosing moves nothing. A named mistake becomes the target until an answer is right.
    """
    skill = fitted(skill, levels)
    target = attempt.mistakes[0] if attempt.mistakes else None if attempt.correct else skill.target
    if attempt.level != skill.level:
        return Skill(skill.level, skill.run, target)
    step = 1 if attempt.clean else 0 if attempt.correct else -1
    run = skill.run + step if step * skill.run > 0 else step
    if run >= CLEAN_TO_RISE:
        higher = [level for level in levels if level > skill.level]
        return Skill(min(higher), 0, target) if higher else Skill(skill.level, run, target)
    if run <= -MISSES_TO_FALL:
        lower = [level for level in levels if level < skill.level]
        return Skill(max(lower), 0, target) if lower else Skill(skill.level, run, target)
    return Skill(skill.level, run, target)


def skill_of(attempts: Iterable[Attempt], levels: Sequence[int] = (1, 2, 3)) -> Skill:
    """The skill that a log of attempts leads to, oldest first."""
    skill = Skill()
    for attempt in attempts:
        skill = practised(skill, attempt, levels)
    return skill


def fitted(skill: Skill, levels: Sequence[int]) -> Skill:
    """The skill at a level that the exercise has."""
    return skill if skill.level in levels else Skill(start_level(levels), 0, skill.target)


def start_level(levels: Sequence[int]) -> int:
    """The default level, or the nearest one that the exercise has."""
    return min(levels, key=lambda level: (abs(level - START_LEVEL), level), default=START_LEVEL)


def proposed_rating(
    *, correct: bool, hints: int, hints_available: int, seconds: float, expected_seconds: float
) -> Rating:
    """The grade that a try deserves; the learner may overrule it.

    Args:
        correct: whether every part counts as right.
        hints: hints shown; all of them shown means that the answer was given away.
        hints_available: hints that the question has.
        seconds: time taken.
        expected_seconds: time that the exercise allows for; 0 where it says nothing.
    """
    if not correct or (hints and hints >= hints_available):
        return Rating.AGAIN
    if hints or (expected_seconds and seconds > 2 * expected_seconds):
        return Rating.HARD
    if expected_seconds and seconds <= expected_seconds / 2:
        return Rating.EASY
    return Rating.GOOD
