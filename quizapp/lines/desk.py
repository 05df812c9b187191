"""A desk: what is at hand, the moment at which it stands, and commands that are possible there.

Where a command is expected, a letter or a word is one. Where an answer is typed, commands begin with a
colon, so that every answer can be given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from engine.errors import QuizappError
from quizapp.lines.console import LEAVING, Left, Lines
from quizapp.question import Question

if TYPE_CHECKING:
    from engine.variant import Variant
    from quizapp.records import Item, StudyCard
    from quizapp.rounds import Round
    from quizapp.sitting import Sitting
    from quizapp.workspace import Workspace


class Moment(Enum):
    """Where the learner stands; the value says what else than commands can be typed there."""

    FRONT = "Enter shows the answer."
    TYPED = "Type the answer; an empty line counts as not known."
    BACK = "1, 2, 3 or 4 grades how well it came; Enter gives the grade in brackets."
    WORK = "Type the answer, or Enter for the one in brackets."
    SOLVED = "Enter goes on."
    OVER = "Enter looks whether something is due again; where the day is done, it leaves."


ANSWERS = (Moment.TYPED, Moment.WORK)
"""Moments at which any word may be an answer."""


class Anew(Exception):
    """What is at hand has changed: ask for it again."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the learner can ask for."""

    letter: str
    """Empty where the word alone is a command."""
    word: str
    help: str
    moments: tuple[Moment, ...]
    do: Callable[[Desk], None]
    fits: Callable[[Desk], bool] = lambda desk: True
    """Whether it makes sense for what is at hand."""

    def possible(self, desk: Desk) -> bool:
        return desk.moment in self.moments and self.fits(desk)


class Desk:
    """One learner at one question after the other."""

    def __init__(
        self,
        lines: Lines,
        commands: Sequence[Command],
        *,
        workspace: Workspace | None = None,
        sitting: Sitting | None = None,
    ) -> None:
        """
        Args:
            lines: where the learner reads and types.
            commands: all that there are.
            workspace: the learner's; None where one exercise is asked without a store.
            sitting: gives out what is at hand; None without a store.
        """
        self.lines = lines
        self.commands = commands
        self.moment = Moment.OVER
        self._workspace = workspace
        self._sitting = sitting
        self._round: Round | None = None

    @property
    def studying(self) -> bool:
        """Whether what is at hand comes from the learner's store."""
        return self._sitting is not None

    @property
    def sitting(self) -> Sitting:
        assert self._sitting is not None
        return self._sitting

    @property
    def workspace(self) -> Workspace:
        assert self._workspace is not None
        return self._workspace

    @property
    def question(self) -> Question | None:
        """What is asked from the store; None between questions."""
        shown = self._sitting.shown if self._sitting else None
        return shown.what if shown is not None and isinstance(shown.what, Question) else None

    @property
    def item(self) -> Item:
        assert self.question is not None
        return self.question.item

    @property
    def card(self) -> StudyCard | None:
        return self.question.item.card if self.question else None

    @property
    def round(self) -> Round | None:
        """The exercise's question."""
        if self._sitting is None:
            return self._round
        return self._sitting.shown.round if self._sitting.shown else None

    def turn_to(self, variant: Variant) -> None:
        """Put a question on a desk without a store."""
        from quizapp.rounds import Round

        self._round = Round(variant)

    @property
    def written(self) -> Sequence[str]:
        """What was typed for the parts of the question at hand before it was left; empty where it is new."""
        return self._sitting.written if self._sitting else ()

    def note(self, written: Sequence[str]) -> None:
        """Keep how far the question at hand is, should the program end before it is graded.

        Args:
            written: what was typed for each of its parts.
        """
        if self._sitting is not None:
            self._sitting.note(written)
            self._sitting.begun.write(self._sitting.now_ms)

    def say(self, text: str = "") -> None:
        self.lines.say(text)

    def ask(self, prompt: str) -> str:
        """The next line that is no command; commands are done on the way.

        Raises:
            Left: the learner left.
            Anew: a command has changed what is at hand.
        """
        free = self.moment in ANSWERS
        while True:
            typed = self.lines.ask(prompt, () if self.moment is Moment.TYPED else LEAVING)
            name = typed[1:].strip() if typed.startswith(":") else "" if free and typed != "?" else typed
            command = self.find(name)
            if command is None and not typed.startswith(":"):
                return typed
            if command is not None and command.possible(self):
                self._do(command)
            else:
                self.say(f"“{typed}” is not possible now; ? lists what is.")

    def _do(self, command: Command) -> None:
        try:
            command.do(self)
        except QuizappError as error:
            self.say(str(error))

    def choose(self, prompt: str, words: Sequence[str]) -> str:
        """One of a few words, or an empty line; commands are done on the way."""
        while (typed := self.ask(prompt).lower()) and typed not in words:
            self.say(f"“{typed}” is nothing that can be typed here; ? lists what can.")
        return typed

    def find(self, name: str) -> Command | None:
        """The command of a letter or word."""
        name = name.lower()
        return next((one for one in self.commands if name and name in (one.letter, one.word)), None)

    def help(self) -> None:
        """List what can be typed now."""
        graded = self.moment is Moment.SOLVED and self.studying and self.sitting.graded
        self.say((Moment.BACK if graded else self.moment).value)
        colon = ":" if self.moment in ANSWERS else ""
        for one in self.commands:
            if one.possible(self):
                mark = "" if one.letter == "?" else colon
                names = ", ".join(f"{mark}{name}" for name in (one.letter, one.word) if name)
                self.say(f"{names}: {one.help}")

    def leave(self) -> None:
        raise Left
