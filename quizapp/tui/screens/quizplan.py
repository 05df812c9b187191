"""A quiz to be put together: which topics, how many questions, how long."""

from __future__ import annotations

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from engine.errors import UsageError
from quizapp.quizrun import Plan, topics
from quizapp.tui.app import QuizApp
from quizapp.tui.keys import bindings
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.keybar import KeyBar

MOST_QUESTIONS = 200
MOST_MINUTES = 600


class QuizPlanScreen(Dialog[Plan | None]):
    """Topics to tick; None when the learner thought better of it."""

    BINDINGS = bindings("quizplan")

    app = getters.app(QuizApp)
    choices = getters.query_one(Choices)

    def __init__(self) -> None:
        super().__init__()
        self.topics = topics()
        self.ticked = {name for name, _ in self.topics}
        self.count = 10
        self.minutes = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -full"):
            yield Static("A quiz", classes="title")
            yield Static("", classes="note")
            yield Choices()
            yield KeyBar()

    def on_mount(self) -> None:
        self._fill()

    def _fill(self) -> None:
        place = self.choices.highlighted or 0
        self.choices.set_options([Option(self._line(name, count), id=name) for name, count in self.topics])
        self.choices.highlighted = place
        limit = f"in {self.minutes} minutes" if self.minutes else "without a time limit"
        self.query_one(".note", Static).update(
            Content(f"{self.count} questions {limit}, without a verdict until the end.")
        )

    def _line(self, name: str, count: int) -> Content:
        on = name in self.ticked
        mark = Content.styled("✓ ", "$text-success") if on else Content.styled("○ ", "$foreground-muted")
        word = "exercise" if count == 1 else "exercises"
        return (
            mark + Content(f"{name.capitalize()}  ") + Content.styled(f"{count} {word}", "$foreground-muted")
        )

    def action_tick(self) -> None:
        if self.choices.highlighted is not None:
            self.ticked ^= {self.topics[self.choices.highlighted][0]}
            self._fill()

    def action_tick_all(self) -> None:
        every = {name for name, _ in self.topics}
        self.ticked = set() if self.ticked == every else every
        self._fill()

    @work
    async def action_number(self) -> None:
        typed = await self._ask("How many questions?", self.count, 1, MOST_QUESTIONS)
        self.count = self.count if typed is None else typed
        self._fill()

    @work
    async def action_time(self) -> None:
        typed = await self._ask("How many minutes? 0 for no limit.", self.minutes, 0, MOST_MINUTES)
        self.minutes = self.minutes if typed is None else typed
        self._fill()

    async def _ask(self, question: str, now: int, least: int, most: int) -> int | None:
        def check(typed: str) -> None:
            if not typed.strip().isdigit() or not least <= int(typed) <= most:
                raise UsageError(f"type a whole number from {least} to {most}")

        typed = await self.app.push_screen_wait(AskScreen(question, "", str(now), check))
        return None if typed is None else int(typed)

    def action_begin(self) -> None:
        if not self.ticked:
            self.notify("Tick a topic first.")
            return
        names = tuple(name for name, _ in self.topics if name in self.ticked)
        self.dismiss(Plan(names, self.count, self.minutes))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_tick()

    def action_cancel(self) -> None:
        self.dismiss(None)
