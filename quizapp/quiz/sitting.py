"""A quiz from its beginning to the cards that are made of what was missed.

The questions are made, graded and logged as those of every quiz, in a mode that moves no schedule. No
widget is known here; calls that write are made off the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import engine
from quizapp.quiz.draft import keep_progress, keep_sheet
from quizapp.quiz.log import log_question
from quizapp.quiz.run import Asked, Plan, QuizRun

if TYPE_CHECKING:
    from engine.variant import Variant
    from quizapp.workspace import Workspace

MISSED = "Missed in quizzes"
"""The deck of cards that are made of missed questions."""

LEVEL = 2
"""What an exam asks; of cards, which have no level, at any."""


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
    from quizapp.quiz.make import Order, make
    from quizapp.quiz.stock import linked, own_levels

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


def hand_in(run: QuizRun, typed: Sequence[str], now_ms: int, duration_ms: int) -> None:
    """Grade and write what was typed to the question at hand; nothing typed leaves it open."""
    now = run.asked[-1]
    now.grade(typed)
    if run.workspace is None:
        return
    with run.workspace.store.transaction():
        log_question(run.workspace, now.question, now.marks, now_ms=now_ms, duration_ms=duration_ms)
        keep_progress(run, now_ms)


def make_cards(workspace: Workspace, missed: Sequence[Asked], now_ms: int) -> int:
    """A card of each missed exercise, with its worked solution; returns how many were made."""
    from quizapp.notes.importing import add_card

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
