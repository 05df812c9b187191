"""A line is drawn without a question after what it does not have.

Textual asks in each line for frames, patterns and veils, and for each of its parts, by way of a hash of
colours, how its look is written in true colours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style
from textual import app as apps
from textual import widget as widgets
from textual._segment_tools import line_pad
from textual._styles_cache import StylesCache
from textual.filter import ANSIToTruecolor
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.terminal_theme import TerminalTheme
    from textual.color import Color
    from textual.css.styles import StylesBase
    from textual.geometry import Region, Size, Spacing
    from textual.widget import Widget

MOST_LOOKS = 4096
"""Looks on a ground that are remembered."""


def draw_lines_plainly() -> None:
    """From now on draw all lines in this way."""
    vars(widgets)["StylesCache"] = Lines
    vars(apps)["ANSIToTruecolor"] = Truecolors


class Lines(StylesCache):
    """The lines of a widget; one that has no edge is not asked for it in each of them."""

    _plain = False

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """The lines of a widget in a region of its own."""
        self._plain = _is_plain(widget)
        return super().render_widget(widget, crop)

    def render_line(
        self,
        styles: StylesBase,
        y: int,
        size: Size,
        content_size: Size,
        padding: Spacing,
        base_background: Color,
        background: Color,
        render_content_line: Callable[[int], Strip],
        *others: Any,
    ) -> Strip:
        """One line: its text between the padding of both sides."""
        row = y - padding.top
        if not self._plain or not 0 <= row < content_size.height:
            given = (styles, y, size, content_size, padding, base_background, background)
            return super().render_line(*given, render_content_line, *others)
        ground = self.get_inner_outer(base_background, background)[0].rich_style
        line = render_content_line(row).adjust_cell_length(content_size.width, ground)
        if padding.left or padding.right:
            return Strip(line_pad(line, padding.left, padding.right, ground), size.width)
        return line


def _is_plain(widget: Widget) -> bool:
    """Whether a widget has nothing around its text but padding, and nothing laid over it."""
    styles = widget.styles
    return (
        not has_edge_or_pattern(styles) and not styles.tint.a and widget.opacity == styles.text_opacity == 1
    )


def has_edge_or_pattern(styles: StylesBase) -> bool:
    """Whether lines of a widget differ by what surrounds its text, or by what is drawn on its ground."""
    return styles.has_rule("hatch") or any(edge for edge, _ in (*styles.border, *styles.outline))


class Truecolors(ANSIToTruecolor):
    """Looks in true colours, remembered by the ground on which they stand."""

    def __init__(self, terminal_theme: TerminalTheme, enabled: bool = True) -> None:
        super().__init__(terminal_theme, enabled)
        self._grounds: dict[Color, _Looks] = {}

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The parts of a line in true colours."""
        if background not in self._grounds:
            self._grounds[background] = _Looks(self, background)
        looks = self._grounds[background]
        return [
            part if (look := looks[part.style]) is part.style else Segment(part.text, look)
            for part in segments
        ]


class _Looks(dict[Style | None, Style | None]):
    """What looks become on one ground."""

    def __init__(self, filter_: Truecolors, background: Color) -> None:
        super().__init__({None: None})
        self._filter = filter_
        self._ground = background.rich_color

    def __missing__(self, look: Style) -> Style:
        if len(self) > MOST_LOOKS:
            self.clear()
            self[None] = None
        found = self[look] = self._filter.truecolor_style(look, self._ground)
        return found
