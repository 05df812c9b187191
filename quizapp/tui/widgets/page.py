"""A page that scrolls, by arrows or the letters of vi."""

from __future__ import annotations

from textual.containers import ScrollableContainer

from quizapp.tui.keys import bindings
from quizapp.tui.widgets.onepass import OnePass


class Page(OnePass, ScrollableContainer, can_focus=True, inherit_bindings=False):
    """A scrolling container whose keys are in the registry."""

    BINDINGS = bindings("page")
    DEFAULT_CSS = """
    Page {
        width: 100%;
        height: 1fr;
        layout: vertical;
        overflow: auto auto;
    }
    """

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Focus changes how the page looks, not what is on it: that need not be dressed anew."""
        self.app.stylesheet.update_nodes([self])

    def action_scroll_home(self) -> None:
        self.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        self.scroll_end(animate=False)
