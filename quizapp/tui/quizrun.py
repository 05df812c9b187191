"""A quiz on the screen: which exercises are asked, what was answered, and how it went.

The questions are drawn and logged as everywhere, in the mode of a quiz, which moves no schedule. No
widget is known here; calls that write are made off the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import engine
from quizapp.question import Question
from quizapp.rounds import Round

if TYPE_CHECKING:
    from quizapp.practice import Practice
    from quizapp.workspace import Workspace

MISSED = "Missed in quizzes"
"""The deck of cards that are made of missed questions."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the learner chose."""

    topics: tuple[str, ...]
    count: int
    minutes: int
    """0 for no limit."""


@dataclass(slots=True)
class Asked:
    """One question of the quiz."""

    round: Round
    answered: bool = False

    @property
    def score(self) -> float:
        attempt = self.round.attempt
        return attempt.score if attempt else 0.0

    @property
    def correct(self) -> bool:
        return self.round.attempt is not None and self.round.attempt.correct


@dataclass(slots=True)
class QuizRun:
    """A quiz from its first question to its result."""

    practice: Practice
    plan: Plan
    began_ms: int
    asked: list[Asked] = field(default_factory=list)
    question: Question | None = None

    def left_ms(self, now_ms: int) -> int | None:
        """The time that is left; None without a limit."""
        if not self.plan.minutes:
            return None
        return max(0, self.began_ms + 60_000 * self.plan.minutes - now_ms)

    def advance(self, now_ms: int) -> Asked | None:
        """The next question; None when all were asked."""
        found = self.practice.next(now_ms)
        if not isinstance(found, Question) or found.draw is None:
            self.question = None
            return None
        self.question = found
        exercise = engine.exercise(found.draw.exercise)
        variant = exercise.variant(found.draw.seed, found.draw.level, found.draw.target)
        self.asked.append(Asked(Round(variant)))
        return self.asked[-1]

    def keep(self, now_ms: int, duration_ms: int) -> None:
        """Write what was answered to the question at hand."""
        assert self.question is not None
        now = self.asked[-1]
        now.round.give_up()
        now.answered = True
        self.practice.answer(
            self.question, None, now_ms=now_ms, duration_ms=duration_ms, attempt=now.round.attempt
        )

    @property
    def answered(self) -> list[Asked]:
        """The questions that were handed in."""
        return [one for one in self.asked if one.answered]

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


def chosen_exercises(plan: Plan, seed: int) -> list[str]:
    """Exercises of the topics in random order, each again only when all were asked."""
    names = [entry.id for entry in engine.catalogue() if entry.topic in plan.topics]
    chance, found = Random(seed), list[str]()
    while names and len(found) < plan.count:
        found += chance.sample(names, len(names))
    return found[: plan.count]


def begin(workspace: Workspace, plan: Plan, seed: int, clock: Callable[[], int]) -> QuizRun:
    """A quiz that is about to ask its first question."""
    from quizapp.practice import Practice

    names = chosen_exercises(plan, seed)
    numbers = workspace.store.library.ensure_exercises(dict.fromkeys(names))
    items = [numbers[name] for name in names]
    practice = Practice(workspace.store.study, workspace.scheduling, items, mode="quiz", seed=seed)
    return QuizRun(practice, Plan(plan.topics, len(items), plan.minutes), clock())


def make_cards(workspace: Workspace, missed: Sequence[Asked], now_ms: int) -> int:
    """A card of each missed question, with its worked solution; returns how many were made."""
    from quizapp.importing import add_card

    with workspace.store.transaction():
        for one in missed:
            variant = one.round.variant
            front = f"{variant.exercise.title}\n\n{_block(variant.prompt)}"
            name = add_card(
                workspace.store.library,
                front=front,
                back=_block("\n".join(_solution(one.round))),
                kind="basic",
                deck=MISSED,
                tags=("quiz", variant.exercise.topic.replace(" ", "-")),
                now_ms=now_ms,
            )
            workspace.store.edits.link(name, variant.exercise.id)
    return len(missed)


def _solution(round_: Round) -> list[str]:
    from engine.choices import shown

    variant = round_.variant
    lines = [line for rule, rows in variant.worked for line in (rule, *(f"    {row}" for row in rows))]
    answers = [
        f"{part.label}: {shown(part, variant.answer[part.name])} {part.unit}".rstrip()
        for part in variant.parts
    ]
    return [*lines, "", *answers]


def _block(text: str) -> str:
    return f"`````text\n{text}\n`````"
