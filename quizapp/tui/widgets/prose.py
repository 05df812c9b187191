"""A text in Markdown."""

from __future__ import annotations

from textual.content import Content

from quizapp.tui.widgets.laid import Laid


class Prose(Laid):
    """Markdown with drawn formulas and coloured code."""

    def __init__(self, markdown: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._markdown = markdown

    @property
    def markdown(self) -> str:
        """The text; setting it lays it out anew."""
        return self._markdown

    @markdown.setter
    def markdown(self, markdown: str) -> None:
        if markdown != self._markdown:
            self._markdown = markdown
            self.lay_out_anew()

    def laid_out(self, width: int) -> Content:
        from quizapp.tui.typeset import typeset  # markdown-it, which the first screen does not need

        return typeset(self._markdown, width)
