"""How the function behind an exercise is defined: its rule, its symbols, its source."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from engine.model import Exercise


class ReferenceScreen(Screen[None]):
    """Documentation and text of the reference function."""

    CSS_PATH = looks("sheet")
    BINDINGS = bindings("help")
    AUTO_FOCUS = "Page"

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise

    def compose(self) -> ComposeResult:
        function = self._exercise.reference
        with Page(), Vertical(id="reference"):
            yield Static(Content(self._exercise.title), classes="title")
            yield Static(Content(inspect.getdoc(function) or ""))
            yield Static("")
            yield Prose(f"`````python\n{_without_doc(function)}\n`````")
        yield KeyBar()

    def action_close(self) -> None:
        self.dismiss()


def _without_doc(function: Callable[..., Any]) -> str:
    """The text of a function without its documentation, which stands above it."""
    import ast

    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    if ast.get_docstring(definition) is not None and len(definition.body) > 1:
        definition.body = definition.body[1:]
    return ast.unparse(tree)
