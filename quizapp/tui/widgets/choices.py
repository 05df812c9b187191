"""A list to choose from, moved through by arrows or the letters of vi; what choosing does is the screen's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.geometry import Spacing
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import OptionList

from quizapp.tui.keys import bindings

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.style import Style
    from textual.widgets.option_list import Option


SIDES = Spacing(0, 1, 0, 1)
"""Cells that stay empty around a line, as the style sheet has them."""

PADDING = SIDES.width


class Choices(OptionList, inherit_bindings=False):
    """An option list whose keys are in the registry."""

    BINDINGS = bindings("list")
    auto_links = var(False)
    """No text in a line is a command; looking for some takes a fifth of the time of a line."""

    @property
    def room(self) -> int:
        """Cells of a line."""
        return max(1, self.scrollable_content_region.width - PADDING)

    def _get_option_render(self, option: Option, style: Style) -> list[Strip]:
        """A line is drawn at once, with its margins and the place that a click goes to."""
        key = option, style, SIDES
        if key in self._option_render_cache:
            return self._option_render_cache[key]
        text, width = self._get_visual(option), self.scrollable_content_region.width
        if not isinstance(text, Line) or width <= PADDING:
            return super()._get_option_render(option, style)
        place = RichStyle.from_meta({"option": self._option_to_index[option]})
        self._option_render_cache[key] = [self._drawn(text, style, place, width)]
        return self._option_render_cache[key]

    def _drawn(self, text: Line, style: Style, place: RichStyle, width: int) -> Strip:
        """A line with its margins, cut where it is too long."""
        line = text.truncate(width - PADDING, ellipsis=True)
        parts = line.render(style, end="", parse_style=self._get_style)
        ground = style.rich_style + place
        words = [Segment(part, (style + own).rich_style + place) for part, own in parts]
        rest = " " * (width - SIDES.left - line.cell_length)
        return Strip([Segment(" " * SIDES.left, ground), *words, Segment(rest, ground)], width)

    def scroll_to_highlight(self, top: bool = False) -> None:
        """With the first line that can be chosen, the heading above it comes into sight."""
        super().scroll_to_highlight(top)
        if self.highlighted == 1 and self.get_option_at_index(0).disabled:
            self.scroll_home(animate=False, immediate=True)

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region:  # Textual looks for the first line even where none has room
            super()._move_page(direction)


class Line(Content):
    """A text on one line, for which a list of thousands need not be measured."""

    __slots__ = ()

    @classmethod
    def of(cls, text: Content) -> Line:
        """The first line of a text."""
        return cls(text.plain, list(text.spans), strip_control_codes=False)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return 1
