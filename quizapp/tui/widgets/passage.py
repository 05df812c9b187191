"""A text with its pictures: drawn where the terminal can, framed with their words where it cannot."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from engine.errors import InputError
from quizapp.tui.widgets.laid import Laid
from quizapp.tui.widgets.onepass import OnePass
from quizapp.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from cards.model import Source
    from quizapp.pictures import Picture
    from quizapp.tui.app import QuizApp
    from quizapp.tui.graphics import Cell, Manner

ROOM = 10
"""Rows of the screen that a picture leaves to what stands around it."""

LEAST = 6
"""Rows that a picture may take however low the screen is."""


class Passage(OnePass, Vertical):
    """Markdown; its pictures that stand alone are drawn between the texts around them."""

    DEFAULT_CSS = """
    Passage {
        height: auto;
        & > .between { margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        yield Prose()

    def show(self, markdown: str, source: Source | None = None) -> None:
        """Show a text.

        Args:
            markdown: the text.
            source: where it stands; its pictures are looked for beside it.
        """
        if len(self.children) > 1:
            self.query(".between").remove()
        first = self.query_one(Prose)
        if "![" not in markdown or (manner := self._manner()) is None:
            first.markdown = markdown
            first.display = True
            return
        from quizapp.pictures import cut

        begun, *rest = cut(markdown)
        if not isinstance(begun, str):
            begun, rest = "", [begun, *rest]
        first.markdown = begun
        first.display = bool(begun)
        for part in rest:
            pane = Prose(part) if isinstance(part, str) else PicturePane(part, source, manner)
            self.mount(pane.add_class("between"))

    def _manner(self) -> Manner | None:
        """How the terminal draws pictures; None where it does not."""
        from quizapp.tui import graphics

        app = cast("QuizApp", self.app)
        wanted = app.settings.pictures
        if wanted == "auto" and (app.is_headless or app.is_web):
            return None
        return graphics.manner(wanted, os.environ) if graphics.available() else None


class PicturePane(Vertical):
    """One picture over its words; a frame until it is drawn, and where it cannot be."""

    DEFAULT_CSS = """
    PicturePane {
        height: auto;
        & > .words { color: $foreground-muted; text-style: none; }
    }
    """

    def __init__(self, picture: Picture, source: Source | None, manner: Manner) -> None:
        super().__init__()
        self._picture = picture
        self._source = source
        self._manner = manner
        self._cell: Cell | None = None
        self._drawn: Any = None
        """The library's widget, whose classes are not known before it is imported."""

    def compose(self) -> ComposeResult:
        yield Frame(self._picture)

    def on_mount(self) -> None:
        if not self._picture.remote and not self._picture.heard:
            self._draw()

    @work
    async def _draw(self) -> None:
        """Read the picture and put it in the frame's place, or say in the frame why not."""
        from quizapp.pictures import picture_file
        from quizapp.tui import graphics

        app = cast("QuizApp", self.app)
        frame = self.query_one(Frame)
        try:
            kept = (await app.workspace()).store.pictures
            file = picture_file(self._picture, self._source, kept)
            pixels = await app.off_loop(graphics.load, file)
        except InputError as refusal:
            frame.say(str(refusal))
            return
        cell = await app.off_loop(graphics.library)
        self._cell = cell if self._manner != "cells" else graphics.Cell(1, 2)
        self._drawn = graphics.drawing(self._manner, pixels)
        self._fit()
        frame.display = False
        await self.mount(self._drawn)
        if self._picture.alt.strip():
            from quizapp.tui.typeset import inline

            await self.mount(Static(inline(self._picture.alt), classes="words"))

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def _fit(self) -> None:
        """Give the picture the cells that there are for it."""
        if self._drawn is None or self._cell is None or not self.size.width:
            return
        from quizapp.tui.graphics import fitted

        high = max(LEAST, self.screen.size.height - ROOM)
        width, height = fitted(self._drawn.image.size, self._cell, self.size.width, high)
        styles = self._drawn.styles
        styles.width, styles.max_width, styles.height = "100%", width, height

    def on_unmount(self) -> None:
        if self._drawn is not None:
            self._drawn.image = None  # takes it back from the terminal, which would keep it


class Frame(Laid):
    """The words of a picture in a frame that stands for it, and why it is not drawn."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._picture = picture
        self._note = ""

    def say(self, note: str) -> None:
        """Tell why it is not drawn."""
        self._note = note
        self.lay_out_anew()

    def laid_out(self, width: int) -> Content:
        from quizapp.tui.typeset import framed

        return Content("\n").join(framed(self._picture, width, self._note))
