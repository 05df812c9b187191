"""A line to type a search into; up and down move in the list of what was found."""

from __future__ import annotations

from typing import ClassVar

from quizapp.tui.keys import bindings
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.inorder import InOrderInput


class SearchLine(InOrderInput):
    """A search; the list of findings is the screen's `Choices`."""

    BINDINGS: ClassVar = bindings("search")

    def __init__(self, placeholder: str, *, submits: bool = False) -> None:
        """
        Args:
            placeholder: stands there while nothing is typed.
            submits: whether enter is the line's own key; else it is the screen's.
        """
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False)
        self._submits = submits

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "submit" or self._submits

    def action_found_down(self) -> None:
        self.screen.query_one(Choices).action_cursor_down()

    def action_found_up(self) -> None:
        self.screen.query_one(Choices).action_cursor_up()
