"""The screen that stands behind a dialog, in its shade.

Textual shades each piece of text anew for each frame of the dialog, which takes longer than all else in it.
Here each style is shaded once, and a line only when it has changed.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from rich.color import Color as RichColor
    from textual.css.styles import RulesMap
    from textual.screen import Screen
    from textual.style import Style
    from textual.visual import RenderOptions

NOTHING = RichStyle()


class Behind(Visual):
    """A screen under a colour that lets something through."""

    def __init__(self, screen: Screen[object], shade: Color) -> None:
        self.screen, self.shade = screen, shade
        self._under = NOTHING
        """Of the dialog, for what has no colour of its own."""
        self._styles: dict[RichStyle | None, RichStyle] = {}
        self._lines: list[tuple[Strip, Strip]] = []
        """What the screen has shown, and what was made of it."""

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        if self._under != style.rich_style:
            self._under = style.rich_style
            self._styles, self._lines = {}, []
        strips = islice(self.screen._compositor.render_strips(), height)
        before = (*self._lines, *[None] * self.screen.size.height)
        self._lines = [
            kept if kept and kept[0] == strip else (strip, self._shaded(strip))
            for strip, kept in zip(strips, before, strict=False)
        ]
        return [shaded.crop(0, width) for _, shaded in self._lines]

    def _shaded(self, strip: Strip) -> Strip:
        styles = self._styles
        for _, style, _ in strip:
            if style not in styles:
                styles[style] = self._under + shaded(style or NOTHING, self.shade)
        return Strip([Segment(text, styles[style]) for text, style, _ in strip], strip.cell_length)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.screen.size.height


def shaded(style: RichStyle, shade: Color) -> RichStyle:
    """A style whose colours lie under another one, and which is no link or command any more."""
    plain = style.clear_meta_and_links()
    if not shade.a:
        return plain

    def under(colour: RichColor | None) -> RichColor | None:
        return None if colour is None else (Color.from_rich_color(colour) + shade).rich_color

    return plain + RichStyle.from_color(under(plain.color), under(plain.bgcolor))
