"""A question to the learner that one line answers."""

from __future__ import annotations

from collections.abc import Callable

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from engine.errors import QuizappError
from quizapp.tui.keys import bindings
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.widgets.inorder import InOrderInput
from quizapp.tui.widgets.keybar import KeyBar


class AskInput(InOrderInput):
    """The line; its keys are the screen's."""

    BINDINGS = bindings("ask", "accept")


class AskScreen(Dialog[str | None]):
    """One line of text; None when the learner thought better of it."""

    BINDINGS = bindings("ask", "cancel")

    refusal = getters.query_one(".refusal", Static)

    def __init__(
        self, title: str, note: str = "", value: str = "", check: Callable[[str], object] | None = None
    ) -> None:
        """
        Args:
            title: what is asked.
            note: a sentence on what to type.
            value: what stands in the line at first.
            check: raises a `QuizappError` for what cannot be accepted, whose sentence is shown.
        """
        super().__init__()
        self._words = (title, note)
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        title, note = self._words
        with Vertical(classes="dialog"):
            yield Static(Content(title), classes="title")
            if note:
                yield Static(Content(note), classes="note")
            yield AskInput(self._value, compact=True, select_on_focus=True)
            yield Static("", classes="refusal")
            yield KeyBar()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            if self._check is not None:
                self._check(event.value)
        except QuizappError as error:
            self.refusal.update(Content(f"✗ {error}"))
            return
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        self.dismiss(None)
