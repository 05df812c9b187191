"""A quiz that is left before its end: its questions, what was answered, and the time that is left.

The questions are written once, when the quiz begins; what was answered is written with each answer, in one
transaction with the log, so that none is asked twice or left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engine.errors import InputError
from quizapp.drafts import Drafts

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from quizapp.quiz.model import Sheet
    from quizapp.quiz.run import Plan, QuizRun
    from quizapp.workspace import Workspace

NAME = "quiz"
"""Of the draft; there is one at most."""

SHEET = "sheet_at_hand"
"""The fact that holds the questions and what the learner chose."""


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[tuple[Sheet, Plan]]:
    from pydantic import TypeAdapter

    from quizapp.quiz.model import Sheet
    from quizapp.quiz.run import Plan

    return TypeAdapter(tuple[Sheet, Plan])


def keep_sheet(run: QuizRun) -> None:
    """Write the questions of a quiz that begins."""
    if run.workspace is None:
        return
    facts = run.workspace.store.facts
    with run.workspace.store.transaction():
        facts.put(SHEET, _adapter().dump_json((run.sheet, run.plan)).decode())
        keep_progress(run, run.began_ms)


def keep_progress(run: QuizRun, now_ms: int, written: Sequence[str] = ()) -> None:
    """Write how far a quiz is, and what stands in the fields of the question at hand."""
    if run.workspace is None:
        return
    Drafts(run.workspace.store.facts).keep(NAME, progress(run, now_ms, written), now_ms)


def progress(run: QuizRun, now_ms: int, written: Sequence[str] = ()) -> Mapping[str, Any]:
    """How far a quiz is.

    Args:
        run: the quiz.
        now_ms: UTC milliseconds.
        written: what stands in the fields of the question at hand.
    """
    return {
        "typed": [[mark.typed for mark in one.marks] for one in run.answered],
        "count": len(run.sheet.questions),
        "left_ms": run.left_ms(now_ms),
        "spent_ms": now_ms - run.began_ms if run.plan.minutes else 0,
        "written": [*written],
    }


def sentence(kept: Mapping[str, Any]) -> str:
    """What is said of a quiz that was left."""
    place = min(len(kept["typed"]) + 1, kept["count"])
    left = kept["left_ms"]
    time = "" if left is None else f", with {left // 60_000}:{left // 1000 % 60:02} left"
    return f"You left a quiz at question {place} of {kept['count']}{time}."


def drop(workspace: Workspace) -> None:
    """Forget the quiz that was left."""
    with workspace.store.transaction():
        Drafts(workspace.store.facts).drop(NAME)
        workspace.store.facts.drop(SHEET)


def resumed(workspace: Workspace, kept: Mapping[str, Any], now_ms: int) -> QuizRun:
    """The quiz that was left, about to ask its next question; the time goes on from where it stood.

    Raises:
        InputError: it was begun with another release, which cannot ask or judge the same any more.
    """
    from pydantic import ValidationError

    from quizapp.quiz.run import Asked, QuizRun

    try:
        sheet, plan = _adapter().validate_json(workspace.store.facts.get(SHEET) or "")
        run = QuizRun(workspace, sheet, plan, now_ms - kept["spent_ms"], written=kept["written"])
        for question, typed in zip(sheet.questions, kept["typed"], strict=False):
            run.asked.append(Asked(question))
            run.asked[-1].grade(typed)
    except (InputError, ValidationError):
        raise InputError(
            "the quiz that was left is of another release and cannot go on; its answers are kept"
        ) from None
    return run
