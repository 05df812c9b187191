"""Questions that were begun and are not graded yet: what was typed, the hints taken, the tries made.

They are kept as a draft of their mode. One that is asked again goes on from there: the same numbers, and
the time that was spent on it counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.errors import QuizappError
from quizapp.drafts import Drafts

if TYPE_CHECKING:
    from quizapp.question import Question
    from quizapp.records import Mode
    from quizapp.rounds import Round
    from quizapp.store.facts import Facts

NAME = "question"
"""The kind of the drafts."""


class Begun:
    """The questions of a mode that were begun, by the numbers of their items."""

    def __init__(self, facts: Facts | None, mode: Mode) -> None:
        """
        Args:
            facts: where they outlive the program; nowhere when None.
            mode: in which they are asked.
        """
        self.name = f"{NAME}:{mode}"
        self._drafts = Drafts(facts) if facts is not None else None
        found = self._drafts.find(self.name) if self._drafts else None
        self._stored: Mapping[str, Any] | None = found.content if found else None
        self._all: dict[str, Any] = dict(self._stored or {})

    @property
    def content(self) -> Mapping[str, Any] | None:
        """What there is to keep; None where nothing is begun."""
        return dict(self._all) or None

    def find(self, question: Question) -> Mapping[str, Any] | None:
        """How a question was left; None where it was not begun, or answered since."""
        kept = self._all.get(str(question.item.id))
        return kept if kept and kept["answers"] == question.item.answers else None

    def note(self, question: Question, round_: Round | None, written: Sequence[str], spent_ms: int) -> None:
        """Note how far a question is.

        Args:
            question: what is asked.
            round_: an exercise as it is worked on; None for a card.
            written: what stands in its fields.
            spent_ms: the time spent on it.
        """
        if not any(written) and not (round_ and round_.steps):
            self.drop(question)
            return
        self._all[str(question.item.id)] = {
            "answers": question.item.answers,
            "drawn": _drawn(round_) if round_ else None,
            "steps": [*round_.steps] if round_ else [],
            "written": [*written],
            "spent_ms": spent_ms,
        }

    def drop(self, question: Question) -> None:
        """A question was graded, or nothing is left of what was begun."""
        self._all.pop(str(question.item.id), None)

    def write(self, now_ms: int) -> None:
        """Keep what has changed."""
        content = self.content
        if self._drafts is None or content == self._stored:
            return
        if content is None:
            self._drafts.drop(self.name)
        else:
            self._drafts.keep(self.name, content, now_ms)
        self._stored = content


def _drawn(round_: Round) -> Mapping[str, Any]:
    variant = round_.variant
    return {"key": variant.key, "seed": variant.seed, "level": variant.level, "target": variant.target}


def taken_up(question: Question, kept: Mapping[str, Any]) -> Round | None:
    """An exercise as it was left; None where this release cannot ask the same any more."""
    import engine
    from quizapp.rounds import Round

    drawn = kept["drawn"]
    try:
        exercise = engine.exercise(question.item.exercise)
        variant = exercise.variant(drawn["seed"], drawn["level"], drawn["target"])
    except QuizappError:
        return None
    return Round(variant, kept["steps"]) if variant.key == drawn["key"] else None
