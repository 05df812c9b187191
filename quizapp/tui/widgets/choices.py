"""A list to choose from, moved through by arrows or the letters of vi; what choosing does is the screen's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Spacing
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import OptionList

from quizapp.tui.keys import bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.css.styles import RulesMap
    from textual.events import Click, MouseMove
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

    @property
    def _lines(self) -> Sequence[tuple[int, int]]:
        """The options of the lines; `render_lines` has brought them up to date, once for all of them."""
        return self._line_cache.lines

    def _get_option_render(self, option: Option, style: Style) -> list[Strip]:
        """A line is drawn at once, with its margins.

        It does not say which option it is: lines of like parts look alike then, and are drawn from what is
        remembered of their looks. A click knows its line.
        """
        text = self._get_visual(option)
        if not isinstance(text, Line):
            return super()._get_option_render(option, style)
        key = option, style, SIDES
        if key not in self._option_render_cache:
            self._option_render_cache[key] = [self._drawn(text, style)]
        return self._option_render_cache[key]

    def _drawn(self, text: Line, style: Style) -> Strip:
        """A line with its margins, cut where it is too long."""
        room, ground = max(1, self.virtual_size.width - PADDING), style.rich_style
        line = text.truncate(room, ellipsis=True)
        parts = line.render(style, end="", parse_style=self._get_style)
        words = [Segment(part, (style + own).rich_style) for part, own in parts]
        rest = " " * (room + SIDES.right - line.cell_length)
        return Strip([Segment(" " * SIDES.left, ground), *words, Segment(rest, ground)], room + PADDING)

    async def _on_click(self, event: Click) -> None:
        event.prevent_default()
        place = self._place_of(event)
        if place is not None and not self.options[place].disabled:
            self.highlighted = place
            self.action_select()

    def _on_mouse_move(self, event: MouseMove) -> None:
        event.prevent_default()
        self._mouse_hovering_over = self._place_of(event)

    def _place_of(self, event: Click | MouseMove) -> int | None:
        """The number of the option at which the mouse points."""
        shown = self.scrollable_content_region
        row = event.screen_y - shown.y + self.scroll_offset.y
        inside = shown.contains_point(event.screen_offset) and row < len(self._lines)
        return self._lines[row][0] if inside else None

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
