"""The base of widgets whose text is laid out for the width that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

from quizapp.tui.widgets.onepass import OnePass

if TYPE_CHECKING:
    from textual.app import RenderResult


class Laid(OnePass, Widget):
    """As tall as its text is at its width; the text can be selected.

    What was laid out to learn the height is drawn, unless it was asked for a new drawing meanwhile.
    """

    DEFAULT_CSS = """
    Laid {
        height: auto;
        width: 1fr;
    }
    """

    def laid_out(self, width: int) -> Content:
        """The text in lines of at most `width` cells."""
        raise NotImplementedError

    _measured: tuple[int, Content] | None = None
    """What was laid out last, and its width; None since it may have changed."""

    def _at(self, width: int) -> Content:
        if self._measured is None or self._measured[0] != width:
            self._measured = width, self.laid_out(width)
        return self._measured[1]

    def refresh(self, *regions: Region, **options: Any) -> Self:
        self._measured = None
        return super().refresh(*regions, **options)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._at(width).plain.count("\n") + 1

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def render(self) -> RenderResult:
        return self._at(self.content_size.width)

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
