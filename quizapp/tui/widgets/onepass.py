"""Widgets that are laid out in one pass: the size that a layout gives them calls for no second one.

Textual lays a screen out and writes it once more whenever a widget has got another size. Nothing can come
of that here: what is inside was measured on the way, and a scrollbar that comes or goes asks by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.reactive import var
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.visual import VisualType


class OnePass:
    """To be named before the widget that it changes."""

    virtual_size = var(Size(0, 0))
    auto_links = var(False)
    """No text in it is a command, and none is looked for."""


class Words(OnePass, Static):
    """A text that may change with each question."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show a text; one that stands there already is not drawn again."""
        shown = self.content
        if not (isinstance(content, Content) and isinstance(shown, Content) and content.is_same(shown)):
            super().update(content, layout=layout)
