"""What a quiz is: versions, questions, places for answers, options, and the key to all of them.

Every number is kept as it is shown, so that a quiz is the same on any machine. Nothing here draws, reads,
writes or grades.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.errors import UsageError

Kind = Literal["numeric", "choice", "short", "matching"]
"""How a question is answered: by numbers that are worked out, by a letter, by a word, or by a letter for
each of several terms. The first two come from exercises, the others from cards."""

KINDS: tuple[Kind, ...] = ("numeric", "choice", "short", "matching")

OF_EXERCISES: tuple[Kind, ...] = ("numeric", "choice")


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
    """The exercise's part, or the card that is asked."""
    label: str
    """For matching, the term."""
    wanted: str
    """What to give: the label, the form and the digits."""
    answer: str
    """The right value as shown; for a choice and in matching the letter."""
    accepted: str
    """The interval that counts, where there is one."""
    slips: tuple[Slip, ...]
    also: tuple[str, ...] = ()
    """Other answers that count, for a short answer."""

    @property
    def rows(self) -> int:
        """Lines that the answer takes on paper: a matrix has one for each row."""
        return self.answer.count("], [") + 1 if self.answer.startswith("[[") else 1


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice, with the mistake that leads to it; in matching, what explains a term."""

    text: str
    right: bool
    """In matching every option is right for one term."""
    ids: tuple[str, ...]
    message: str
    markdown: str = ""
    """The text with its formulas as TeX, where it comes from a card."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One step of a solution."""

    rule: str
    lines: tuple[str, ...]
    markdown: str = ""
    """The lines with their formulas as TeX, where they come from a card."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its key; exercise, edition, seed, level and part draw it again.

    A question from cards has no exercise; its blanks name their cards.
    """

    number: int
    kind: Kind
    exercise: str
    """Empty where cards are asked."""
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
    card: str = ""
    """The card that a short answer is asked from."""
    markdown: str = ""
    """The text with its formulas as TeX, where it comes from a card."""


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
