"""Study paths: which of the shipped topics take part in studying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizapp.tui.app import QuizApp
from quizapp.tui.keys import bindings
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.told import told
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from quizapp.records import PathCounts


class PathsScreen(Dialog[None]):
    """A switch for each path; what was answered in it stays."""

    BINDINGS = bindings("paths")

    app = getters.app(QuizApp)
    choices = getters.query_one(Choices)

    def __init__(self, paths: Sequence[PathCounts]) -> None:
        super().__init__()
        self._paths = list(paths)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Study paths", classes="title")
            yield Static("New cards come from the paths that are on, path by path.", classes="note")
            yield Choices(*self._options())
            yield KeyBar()

    def _options(self) -> list[Option]:
        width = max((len(path.name) for path in self._paths), default=0)
        return [Option(_line(path, width), id=path.name) for path in self._paths]

    @told
    async def action_switch(self) -> None:
        place = self.choices.highlighted
        if place is None:
            return
        path = self._paths[place]
        workspace = await self.app.workspace()
        await self.app.off_loop(workspace.store.decks.enable_path, path.name, not path.enabled)
        self.app.rise()
        self._paths = list(await self.app.off_loop(workspace.store.decks.paths))
        self.choices.set_options(self._options())
        self.choices.highlighted = place

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        await self.action_switch()

    def action_close(self) -> None:
        self.dismiss()


def _line(path: PathCounts, width: int) -> Content:
    mark = (
        Content.styled("● on ", "$text-success")
        if path.enabled
        else Content.styled("○ off", "$foreground-muted")
    )
    counts = f"{path.started:,} of {path.cards:,} started"
    return mark + Content(f"  {path.name:<{width}}  ") + Content.styled(counts, "$foreground-muted")
