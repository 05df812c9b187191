"""What a quiz is: versions, questions, places for answers, options, and the key to all of them.

Every number is kept as it is shown, so that a quiz is the same on any machine. Nothing here draws, reads,
writes or grades.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.errors import UsageError

Kind = Literal["numeric", "choice"]
"""How a question is answered: by numbers that are worked out, or by a letter."""

KINDS: tuple[Kind, ...] = ("numeric", "choice")


@dataclass(frozen=True, slots=True)
class Slip:
    """What a classic mistake gives, and what to do instead."""

    answer: str
    ids: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Blank:
    """One place for an answer: `column` names it in a file of answers (`3`, or `3a` of several)."""

    column: str
    part: str
    label: str
    wanted: str
    """What to give: the label, the form and the digits."""
    answer: str
    """The right value as shown; for a choice the letter."""
    accepted: str
    """The interval that counts, where there is one."""
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice; `ids` and `message` tell the mistake that leads to it."""

    text: str
    right: bool
    ids: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Worked:
    """One step of a solution."""

    rule: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its key; exercise, edition, seed, level and part draw it again."""

    number: int
    kind: Kind
    exercise: str
    edition: int
    """The exercise's version: another one may draw something else from the same seed."""
    seed: int
    level: int
    part: str | None
    inputs: Mapping[str, Any]
    title: str
    topic: str
    text: str
    points: int
    seconds: int
    blanks: tuple[Blank, ...]
    options: tuple[Option, ...]
    solution: tuple[Worked, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version of a quiz."""

    version: str
    questions: tuple[Question, ...]

    @property
    def points(self) -> int:
        """The points that can be had."""
        return sum(question.points for question in self.questions)

    @property
    def minutes(self) -> int:
        """The time that the exercises expect, rounded up."""
        return -(-sum(question.seconds for question in self.questions) // 60)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a file of answers."""
        return tuple(blank.column for question in self.questions for blank in question.blanks)


@dataclass(frozen=True, slots=True)
class Quiz:
    """All versions of a quiz."""

    title: str
    seed: int
    level: int
    sheets: tuple[Sheet, ...]
    format: Literal["quizapp-quiz/1"] = field(default="quizapp-quiz/1")

    def sheet(self, version: str) -> Sheet:
        """The sheet of a version, however its name is capitalised.

        Raises:
          UsageError: there is none of that name.
        """
        wanted = version.strip().casefold()
        for sheet in self.sheets:
            if sheet.version.casefold() == wanted:
                return sheet
        known = ", ".join(sheet.version for sheet in self.sheets)
        raise UsageError(f"the quiz has no version {version!r}: choose one of {known}")


def letter(index: int) -> str:
    """The letter of an option, counted from 0."""
    return chr(ord("A") + index)


def letter_of(options: Sequence[Option]) -> str:
    """The letter of the right option."""
    return letter(next(index for index, option in enumerate(options) if option.right))
