"""Drills on the command line."""

from __future__ import annotations

import sys

import engine
from quizapp.plain import Left, Lines, ask
from quizapp.practice import Practice
from quizapp.question import Question
from quizapp.rounds import Round
from quizapp.workspace import Workspace, now_ms


def drill_in_lines(
    store: str | None, names: list[str], level: int | None, count: int | None, seed: int | None
) -> None:
    """Ask exercises in turn, each at the learner's level unless one is chosen, until the learner leaves."""
    lines = Lines(sys.stdin, sys.stdout)
    ids = [engine.resolve(name).id for name in names]
    with Workspace.open(store) as workspace:
        items = workspace.store.library.ensure_exercises(ids)
        practice = Practice(
            workspace.store.study,
            workspace.scheduling,
            [items[name] for name in ids],
            mode="drill",
            seed=now_ms() if seed is None else seed,
        )
        done = 0
        try:
            while count is None or done < count:
                question = practice.next(now_ms())
                if not isinstance(question, Question):
                    break
                _one(lines, practice, question, level)
                done += 1
        except Left:
            lines.say()
        lines.say(f"{done} practised.")


def _one(lines: Lines, practice: Practice, question: Question, level: int | None) -> None:
    draw = question.draw
    assert draw is not None
    exercise = engine.exercise(draw.exercise)
    chosen = level if level in exercise.levels else draw.level
    round_ = Round(exercise.variant(draw.seed, chosen or draw.level, draw.target))
    began = now_ms()
    ask(lines, round_)
    assert round_.attempt is not None
    now = now_ms()
    rating = round_.proposed((now - began) / 1000)
    practice.answer(question, rating, now_ms=now, duration_ms=now - began, attempt=round_.attempt)
