"""The base of widgets whose text is laid out for the width that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quizapp.tui.widgets.onepass import OnePass

if TYPE_CHECKING:
    from textual.app import RenderResult


class Laid(OnePass, Widget):
    """As tall as its text is at its width; the text can be selected."""

    DEFAULT_CSS = """
    Laid {
        height: auto;
        width: 1fr;
    }
    """

    def laid_out(self, width: int) -> Content:
        """The text in lines of at most `width` cells."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.laid_out(width).plain.count("\n") + 1

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def render(self) -> RenderResult:
        return self.laid_out(self.content_size.width)

    def lay_out_anew(self) -> None:
        """The text has changed."""
        self.clear_cached_dimensions()
        self.refresh(layout=True)


def hanging(lead: Content, text: Content, width: int) -> Content:
    """A text wrapped beside its lead: later lines stand under its beginning."""
    from quizapp.tui.wrapping import wrap  # knows widths of formulas, which the first screen can wait for

    size = lead.cell_length
    lines = wrap(text, max(width - size, 1))
    blank = Content(" " * size)
    return Content("\n").join((lead if number == 0 else blank) + line for number, line in enumerate(lines))
