"""All that is known of an item: where it comes from, when it is due, how sure the model is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizapp.about import facts
from quizapp.history import Scheduling
from quizapp.records import Item
from quizapp.tui.keys import bindings
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.widgets.factlist import FactList
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.prose import Prose


class InfoScreen(Dialog[None]):
    """Facts about an item, and where to read on."""

    BINDINGS = bindings("reading")

    def __init__(self, item: Item, scheduling: Scheduling, day: int) -> None:
        super().__init__()
        self._facts = facts(item, scheduling, day)
        self._reading = item.card.reading if item.card else ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -read"):
            yield Static("About this one", classes="title")
            with Page():
                yield FactList(self._facts)
                if self._reading:
                    yield Static("")
                    yield Static(Content.styled("Further reading", "bold $text-primary"))
                    yield Prose(self._reading)
            yield KeyBar()

    def action_close(self) -> None:
        self.dismiss()
