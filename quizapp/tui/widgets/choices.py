"""A list to choose from, moved through by arrows or the letters of vi; what choosing does is the screen's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.content import Content
from textual.reactive import var
from textual.widgets import OptionList

from quizapp.tui.keys import bindings

if TYPE_CHECKING:
    from textual.css.styles import RulesMap


PADDING = 2
"""Cells that stay empty beside a line."""


class Choices(OptionList, inherit_bindings=False):
    """An option list whose keys are in the registry."""

    BINDINGS = bindings("list")
    auto_links = var(False)
    """No text in a line is a command; looking for some takes a fifth of the time of a line."""

    @property
    def room(self) -> int:
        """Cells of a line."""
        return max(1, self.scrollable_content_region.width - PADDING)

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region:  # Textual looks for the first line even where none has room
            super()._move_page(direction)


class Line(Content):
    """A text on one line; a list of thousands need not be measured for it."""

    __slots__ = ()

    @classmethod
    def of(cls, text: Content) -> Line:
        """The first line of a text."""
        return cls(text.plain, list(text.spans), strip_control_codes=False)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return 1
