"""A quiz on the screen: what is asked, what was answered, and how it went.

The questions are made, graded and logged as those of every quiz, in a mode that moves no schedule. No
widget is known here; calls that write are made off the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import engine
from quizapp.quiz import KINDS, Kind, Question, Sheet
from quizapp.rounds import Round

if TYPE_CHECKING:
    from engine.variant import Variant
    from quizapp.quizgrade import Mark
    from quizapp.workspace import Workspace

MISSED = "Missed in quizzes"
"""The deck of cards that are made of missed questions."""

LEVEL = 2
"""What an exam asks; of cards, which have no level, at any."""


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
        from quizapp.quizgrade import grade_question

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

    def keep(self, typed: Sequence[str], now_ms: int, duration_ms: int) -> None:
        """Grade and write what was typed to the question at hand; nothing typed leaves it open."""
        now = self.asked[-1]
        now.grade(typed)
        if self.workspace is None:
            return
        from quizapp.quizdraft import keep_progress
        from quizapp.quizlog import log_question

        with self.workspace.store.transaction():
            log_question(self.workspace, now.question, now.marks, now_ms=now_ms, duration_ms=duration_ms)
            keep_progress(self, now_ms)

    @property
    def answered(self) -> list[Asked]:
        """The questions that were handed in."""
        return [one for one in self.asked if one.marks]

    @property
    def score(self) -> float:
        """Mean credit over all that was to be asked, from 0 to 1."""
        return sum(one.score for one in self.answered) / self.plan.count if self.plan.count else 0.0


def topics() -> list[tuple[str, int]]:
    """The topics with the number of their exercises, in the order of the catalogue."""
    counts: dict[str, int] = {}
    for entry in engine.catalogue():
        counts[entry.topic] = counts.get(entry.topic, 0) + 1
    return list(counts.items())


def begin(workspace: Workspace, plan: Plan, seed: int, clock: Callable[[], int]) -> QuizRun:
    """A quiz that is about to ask its first question; it takes the place of one that was left.

    Raises:
      UsageError: the topics make too few such questions.
    """
    from quizapp.quizdraft import keep_sheet
    from quizapp.quizmake import Order, make
    from quizapp.quizstock import linked, own_levels

    entries = [entry for entry in engine.catalogue() if entry.topic in plan.topics]
    cards = linked(workspace, entries, plan.count, seed)
    levels = own_levels(workspace) if plan.level is None else {}
    order = Order(
        entries, plan.count, plan.level or LEVEL, seed, kinds=plan.kinds, cards=cards, levels=levels
    )
    made = make(order)
    run = QuizRun(workspace, made.sheets[0], plan, clock())
    keep_sheet(run)
    return run


def make_cards(workspace: Workspace, missed: Sequence[Asked], now_ms: int) -> int:
    """A card of each missed exercise, with its worked solution; returns how many were made."""
    from quizapp.importing import add_card

    variants = [one.variant for one in missed if one.variant is not None]
    with workspace.store.transaction():
        for variant in variants:
            front = f"{variant.exercise.title}\n\n{_block(variant.prompt)}"
            name = add_card(
                workspace.store.library,
                front=front,
                back=_block("\n".join(_solution(variant))),
                kind="basic",
                deck=MISSED,
                tags=("quiz", variant.exercise.topic.replace(" ", "-")),
                now_ms=now_ms,
            )
            workspace.store.edits.link(name, variant.exercise.id)
    return len(variants)


def _solution(variant: Variant) -> list[str]:
    from engine.choices import shown

    lines = [line for rule, rows in variant.worked for line in (rule, *(f"    {row}" for row in rows))]
    answers = [
        f"{part.label}: {shown(part, variant.answer[part.name])} {part.unit}".rstrip()
        for part in variant.parts
    ]
    return [*lines, "", *answers]


def _block(text: str) -> str:
    return f"`````text\n{text}\n`````"
