"""Writes the answers of a quiz to the review log, where they move no schedule.

An exercise is logged as in a session, with the question, what was typed and the mistakes; a card with a
grade for right or wrong. Cards that the store does not hold, and exercises that do not exist any more, are
passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizapp.catalogue import levels
from quizapp.memory import Rating
from quizapp.records import Answer
from quizapp.skill import Attempt

if TYPE_CHECKING:
    from quizapp.quiz.grade import Mark
    from quizapp.quiz.model import Question
    from quizapp.workspace import Workspace


def log_question(
    workspace: Workspace, question: Question, marks: Sequence[Mark], *, now_ms: int, duration_ms: int
) -> list[int]:
    """Write the answers to one question; when this returns they are on the disk.

    Args:
      workspace: with the learner's store.
      question: what was asked.
      marks: one for each of its places, in order.
      now_ms: UTC milliseconds.
      duration_ms: time from showing the question to the answer.

    Returns:
      The numbers of the rows in the log.
    """
    with workspace.store.transaction():
        graded = _graded(workspace, question, marks)
        day = workspace.scheduling.calendar.day(now_ms)
        each = duration_ms // max(1, len(graded))
        return [
            workspace.store.study.record(
                Answer(item, now_ms, day, "quiz", rating, each, attempt=attempt),
                progress=None,
                skill=None,
                model="",
                latest=0,
            )
            for item, rating, attempt in graded
        ]


def _graded(
    workspace: Workspace, question: Question, marks: Sequence[Mark]
) -> list[tuple[int, Rating | None, Attempt | None]]:
    """What is logged of which item."""
    if question.exercise:
        if not levels(question.exercise):
            return []
        items = workspace.store.library.ensure_exercises([question.exercise])
        return [(items[question.exercise], None, attempt_of(question, marks))]
    keys = [f"card:{blank.part}" for blank in question.blanks]
    items = workspace.store.items.numbers(keys)
    return [
        (items[key], Rating.GOOD if mark.score == 1 else Rating.AGAIN, None)
        for key, mark in zip(keys, marks, strict=True)
        if key in items
    ]


def attempt_of(question: Question, marks: Sequence[Mark]) -> Attempt:
    """The attempt that the marks of an exercise's question are; nothing typed counts as given up."""
    import engine
    from engine.variant import variant_key

    exercise = engine.exercise(question.exercise)
    typed = tuple(mark.typed for mark in marks)
    tried = any(typed)
    return Attempt(
        variant=variant_key(exercise, question.seed, question.level, None),
        level=question.level,
        correct=all(mark.score == 1 for mark in marks),
        score=sum(mark.score for mark in marks) / len(marks),
        typed=typed if tried else (),
        verdicts=tuple(mark.verdict for mark in marks) if tried else (),
        mistakes=tuple(dict.fromkeys(name for mark in marks for name in mark.mistakes)),
        params=dict(question.inputs),
    )
