"""A choice among a few things."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizapp.tui.keys import bindings
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.keybar import KeyBar

FEW = 8
"""Options that are seen at once on any screen; a longer list scrolls above the keys."""


class PickScreen(Dialog[str | None]):
    """One of several; None when the learner thought better of it."""

    BINDINGS = bindings("pick")

    choices = getters.query_one(Choices)

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str | Content]],
        *,
        note: str = "",
        chosen: str = "",
        preview: Callable[[str], None] | None = None,
    ) -> None:
        """
        Args:
            title: what is chosen.
            options: each with its name and what the list shows.
            note: a sentence below the title.
            chosen: the name of the one that is in force.
            preview: called with the name of each that is looked at.
        """
        super().__init__()
        self._words = (title, note)
        self._options = options
        self._chosen = chosen
        self._preview = preview

    def compose(self) -> ComposeResult:
        title, note = self._words
        with Vertical(classes="dialog" if len(self._options) <= FEW else "dialog -full"):
            yield Static(Content(title), classes="title")
            if note:
                yield Static(Content(note), classes="note")
            yield Choices(*(Option(_shown(text), id=name) for name, text in self._options))
            yield KeyBar()

    def on_mount(self) -> None:
        names = [name for name, _ in self._options]
        self.choices.highlighted = names.index(self._chosen) if self._chosen in names else 0

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if self._preview is not None and event.option_id is not None:
            self._preview(event.option_id)

    def on_key(self, event: events.Key) -> None:
        """A digit takes the option that is called so."""
        if any(name == event.character for name, _ in self._options):
            event.stop()
            self.dismiss(event.character)

    def action_choose(self) -> None:
        if self.choices.highlighted is not None:
            self.dismiss(self.choices.get_option_at_index(self.choices.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_cancel(self) -> None:
        self.dismiss(None)


def _shown(text: str | Content) -> Content:
    return Content(text) if isinstance(text, str) else text
