"""The exercises that cards call for, among all that there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

import engine
from cards.markdown.text import counted
from quizapp.tui.app import QuizApp
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.told import told
from quizapp.tui.widgets.choices import Choices, Line
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.searchline import SearchLine


class LinksScreen(Dialog[bool]):
    """Switches links on and off; true when any was changed."""

    CSS_PATH = looks("dialog", "panes")
    BINDINGS = bindings("links")

    app = getters.app(QuizApp)
    choices = getters.query_one(Choices)

    def __init__(self, numbers: Sequence[int], linked: Collection[str]) -> None:
        """
        Args:
            numbers: of the cards' items.
            linked: the exercises that each of them calls for.
        """
        super().__init__()
        self.linked = set(linked)
        self._numbers = numbers
        self._changed = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -full"):
            which = (
                "this card" if len(self._numbers) == 1 else f"each of {counted(len(self._numbers), 'card')}"
            )
            yield Static(f"Exercises of {which}", classes="title")
            yield SearchLine("type to find an exercise")
            yield Choices()
            yield KeyBar()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill, self.choices.highlighted)

    def on_input_changed(self) -> None:
        self._fill()

    def _fill(self, place: int | None = 0) -> None:
        words = self.query_one(SearchLine).value.lower().split()
        entries = [
            entry
            for entry in engine.catalogue()
            if all(word in f"{entry.id} {entry.title} {entry.topic}".lower() for word in words)
        ]
        entries.sort(key=lambda entry: entry.id not in self.linked)
        room = self.choices.room
        self.choices.set_options([Option(self._line(entry, room), id=entry.id) for entry in entries])
        self.choices.highlighted = (place or 0) if entries else None

    def _line(self, entry: engine.Entry, room: int) -> Content:
        on = entry.id in self.linked
        mark = ("● ", "$text-success") if on else ("○ ", "$foreground-muted")
        topic = (f"  {entry.topic}", "$foreground-muted")
        rest = max(room - len(mark[0]) - len(topic[0]), 1)
        title = Content(entry.title).truncate(rest, ellipsis=True, pad=True)
        return Line.of(Content.assemble(mark, title, topic))

    @told
    async def action_switch(self) -> None:
        place = self.choices.highlighted
        if place is None:
            return
        option = self.choices.get_option_at_index(place)
        assert option.id is not None
        removed = option.id in self.linked
        workspace = await self.app.workspace()
        link = partial(workspace.store.edits.link_all, self._numbers, option.id, removed=removed)
        await self.app.off_loop(link)
        self.linked ^= {option.id}
        self._changed = True
        self.choices.replace_option_prompt_at_index(
            place, self._line(engine.entry(option.id), self.choices.room)
        )

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        await self.action_switch()

    def action_close(self) -> None:
        if self._changed:
            self.app.rise()
        self.dismiss(self._changed)
