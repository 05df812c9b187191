"""A list to choose from, moved through by arrows or the letters of vi; what choosing does is the screen's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from textual.content import Content
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import OptionList

from quizapp.tui.keys import bindings

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.style import Style
    from textual.visual import RenderOptions


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

    def scroll_to_highlight(self, top: bool = False) -> None:
        """With the first line that can be chosen, the heading above it comes into sight."""
        super().scroll_to_highlight(top)
        if self.highlighted == 1 and self.get_option_at_index(0).disabled:
            self.scroll_home(animate=False, immediate=True)

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region:  # Textual looks for the first line even where none has room
            super()._move_page(direction)


class Line(Content):
    """A text on one line that cannot be selected.

    A list of thousands need not be measured for it, and its signs need not know where they stand, which
    spares a third of the time in which a list is drawn.
    """

    __slots__ = ()

    @classmethod
    def of(cls, text: Content) -> Line:
        """The first line of a text."""
        return cls(text.plain, list(text.spans), strip_control_codes=False)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return 1

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        line = self.truncate(width, ellipsis=True)
        parts = line.render(style, end="", parse_style=options.get_style)
        return [Strip([Segment(text, (style + own).rich_style) for text, own in parts], line.cell_length)]
