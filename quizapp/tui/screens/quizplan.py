"""A quiz to be put together: which topics and kinds of questions, how many, at which level, how long."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cards.markdown.text import counted
from engine.errors import UsageError
from quizapp.quiz.model import KINDS, Kind
from quizapp.quiz.run import Plan
from quizapp.quiz.sitting import topics
from quizapp.tui.ahead import in_turn
from quizapp.tui.app import QuizApp
from quizapp.tui.keys import bindings
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.screens.pick import PickScreen
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.keybar import KeyBar

MOST_QUESTIONS = 200
MOST_MINUTES = 600

KIND_WORDS: dict[Kind, str] = {
    "numeric": "numbers to work out",
    "choice": "exercises with options to choose from",
    "short": "cards that a word answers",
    "matching": "terms to match with what explains them",
}

LEVELS = (
    ("0", "your own: each exercise where you stand"),
    ("1", "1  small numbers, one step"),
    ("2", "2  as in an exam"),
    ("3", "3  with traps"),
)
"""What can be chosen, by the number that stands for it; 0 for the learner's own."""


class QuizPlanScreen(Dialog[Plan | None]):
    """Kinds and topics to tick; None when the learner thought better of it."""

    BINDINGS = bindings("quizplan")

    app = getters.app(QuizApp)
    choices = getters.query_one(Choices)

    def __init__(self) -> None:
        super().__init__()
        self.topics = topics()
        self.ticked: set[str] = {*KINDS, *(name for name, _ in self.topics)}
        """Names of kinds and topics."""
        self.count = 10
        self.minutes = 0
        self.level = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -full"):
            yield Static("A quiz", classes="title")
            yield Static("", classes="note")
            yield Choices()
            yield KeyBar()

    def on_mount(self) -> None:
        self._fill(len(KINDS) + 2)

    def _fill(self, place: int | None = None) -> None:
        place = self.choices.highlighted if place is None else place
        kinds = [Option(self._line(kind, KIND_WORDS[kind], kind), id=kind) for kind in KINDS]
        listed = [
            Option(self._line(name, name.capitalize(), counted(count, "exercise")), id=name)
            for name, count in self.topics
        ]
        self.choices.set_options([_heading("Kinds of questions"), *kinds, _heading("Topics"), *listed])
        self.choices.highlighted = place
        self.query_one(".note", Static).update(Content(self._summary()))

    def _summary(self) -> str:
        limit = f"in {counted(self.minutes, 'minute')}" if self.minutes else "without a time limit"
        level = f"at level {self.level}" if self.level else "at your own level"
        return f"{counted(self.count, 'question')} {level}, {limit}; no verdict until the end."

    def _line(self, name: str, title: str, note: str) -> Content:
        on = name in self.ticked
        mark = Content.styled("✓ ", "$text-success") if on else Content.styled("○ ", "$foreground-muted")
        return mark + Content(f"{title}  ") + Content.styled(note, "$foreground-muted")

    def action_tick(self) -> None:
        if self.choices.highlighted is not None:
            name = self.choices.get_option_at_index(self.choices.highlighted).id
            assert name is not None
            self.ticked ^= {name}
            self._fill()

    def action_tick_all(self) -> None:
        """All topics, or none."""
        every = {name for name, _ in self.topics}
        self.ticked = self.ticked - every if every <= self.ticked else self.ticked | every
        self._fill()

    @in_turn
    async def action_number(self) -> None:
        typed = await self._ask("How many questions?", self.count, 1, MOST_QUESTIONS)
        self.count = self.count if typed is None else typed
        self._fill()

    @in_turn
    async def action_time(self) -> None:
        typed = await self._ask("How many minutes? 0 for no limit.", self.minutes, 0, MOST_MINUTES)
        self.minutes = self.minutes if typed is None else typed
        self._fill()

    @in_turn
    async def action_level(self) -> None:
        chosen = await self.app.push_screen_wait(PickScreen("Level", LEVELS, chosen=str(self.level)))
        self.level = self.level if chosen is None else int(chosen)
        self._fill()

    async def _ask(self, question: str, now: int, least: int, most: int) -> int | None:
        def check(typed: str) -> None:
            if not typed.strip().isdigit() or not least <= int(typed) <= most:
                raise UsageError(f"type a whole number from {least} to {most}")

        typed = await self.app.push_screen_wait(AskScreen(question, "", str(now), check))
        return None if typed is None else int(typed)

    def action_begin(self) -> None:
        names = tuple(name for name, _ in self.topics if name in self.ticked)
        kinds = tuple(kind for kind in KINDS if kind in self.ticked)
        if not names or not kinds:
            self.notify("Tick a topic first." if kinds else "Tick a kind of question first.")
            return
        self.dismiss(Plan(names, self.count, self.minutes, kinds, self.level or None))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_tick()

    def action_cancel(self) -> None:
        self.dismiss(None)


def _heading(text: str) -> Option:
    return Option(Content.styled(text, "bold $text-primary"), disabled=True)
