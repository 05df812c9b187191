"""A quiz as it is taken: what is asked, what was answered, how it goes. Nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import engine
from quizapp.quiz.model import KINDS, Kind, Question, Sheet
from quizapp.rounds import Round

if TYPE_CHECKING:
    from engine.variant import Variant
    from quizapp.quiz.grade import Mark
    from quizapp.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Plan:
    """What the learner chose."""

    topics: tuple[str, ...]
    count: int
    minutes: int
    """0 for no limit."""
    kinds: tuple[Kind, ...] = KINDS
    level: int | None = None
    """Of the exercises; each at the learner's own when None."""


@dataclass
class Asked:
    """One question of the quiz."""

    question: Question
    marks: Sequence[Mark] = ()
    """Empty until it was handed in."""

    @cached_property
    def variant(self) -> Variant | None:
        """The drawn question; None where cards are asked."""
        asked = self.question
        if not asked.exercise:
            return None
        return engine.exercise(asked.exercise).variant(asked.seed, asked.level, None, asked.part)

    @cached_property
    def round(self) -> Round | None:
        """A question by numbers as it is worked on."""
        return Round(self.variant) if self.variant and self.question.kind == "numeric" else None

    def grade(self, typed: Sequence[str]) -> None:
        """Mark what was typed; nothing for a question that was left open."""
        from quizapp.quiz.grade import grade_question

        self.marks = grade_question(self.question, typed or [""] * len(self.question.blanks))

    @property
    def score(self) -> float:
        return sum(mark.score for mark in self.marks) / len(self.marks) if self.marks else 0.0

    @property
    def correct(self) -> bool:
        return bool(self.marks) and all(mark.score == 1 for mark in self.marks)


@dataclass(slots=True)
class QuizRun:
    """A quiz from its first question to its result."""

    workspace: Workspace | None
    """Where answers are logged, and what is left is kept; nowhere when None."""
    sheet: Sheet
    plan: Plan
    began_ms: int
    asked: list[Asked] = field(default_factory=list)
    written: Sequence[str] = ()
    """What stood in the fields of the next question when the quiz was left."""

    def left_ms(self, now_ms: int) -> int | None:
        """The time that is left; None without a limit."""
        if not self.plan.minutes:
            return None
        return max(0, self.began_ms + 60_000 * self.plan.minutes - now_ms)

    def advance(self) -> Asked | None:
        """The next question; None when all were asked."""
        if len(self.asked) == len(self.sheet.questions):
            return None
        self.asked.append(Asked(self.sheet.questions[len(self.asked)]))
        return self.asked[-1]

    @property
    def answered(self) -> list[Asked]:
        """The questions that were handed in."""
        return [one for one in self.asked if one.marks]

    @property
    def score(self) -> float:
        """Mean credit over all that was to be asked, from 0 to 1."""
        return sum(one.score for one in self.answered) / self.plan.count if self.plan.count else 0.0
