"""A thin line that shows how far along a session is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizapp.tui.widgets.onepass import OnePass

if TYPE_CHECKING:
    from textual.app import RenderResult


class Strand(OnePass, Widget):
    """A horizontal line, its first part in colour."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Strand {
        height: 1;
        width: 1fr;
    }
    """

    share: reactive[float] = reactive(0.0)
    """Of the whole, from 0 to 1."""

    def render(self) -> RenderResult:
        width = self.content_size.width
        done = min(width, round(width * self.share))
        return Content.styled("━" * done, "$primary") + Content.styled("─" * (width - done), "$rule")
