"""A question that yes or no answers."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizapp.tui.keys import bindings
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.widgets.keybar import KeyBar


class ConfirmScreen(Dialog[bool]):
    """True for yes."""

    BINDINGS = bindings("confirm")

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="title")
            yield Static("")
            yield KeyBar()

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_no(self) -> None:
        self.dismiss(False)
