"""How the function behind an exercise is defined: its rule, its symbols, its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizapp.reference import definition, documentation
from quizapp.tui.closing import ClosingScreen
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from engine.model import Exercise


class ReferenceScreen(ClosingScreen[None]):
    """Documentation and text of the reference function."""

    CSS_PATH = looks("sheet")
    BINDINGS = bindings("reading")
    AUTO_FOCUS = "Page"

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise

    def compose(self) -> ComposeResult:
        with Page(), Vertical(id="reference"):
            yield Static(Content(self._exercise.title), classes="title")
            yield Static(_coloured(documentation(self._exercise)))
            yield Static("")
            yield Prose(f"`````python\n{definition(self._exercise)}\n`````")
        yield KeyBar()

    def action_close(self) -> None:
        self.dismiss()


_HEAD = re.compile(r"^(Args|Returns|Raises|Source):", re.MULTILINE)


def _coloured(text: str) -> Content:
    """A docstring: what stands between backticks as code, the names of its parts in bold."""
    from quizapp.tui.typeset import CODE

    pieces = (Content.styled(part, CODE if odd % 2 else "") for odd, part in enumerate(text.split("`")))
    content = Content("").join(pieces)
    for found in _HEAD.finditer(content.plain):
        content = content.stylize("bold", found.start(), found.end())
    return content
