"""A card: its front, a line to type into where it asks for that, and its back once it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Rule

from quizapp.tui.widgets.onepass import OnePass
from quizapp.tui.widgets.passage import Passage
from quizapp.tui.widgets.prose import Prose
from quizapp.tui.widgets.typedfield import TypedField

if TYPE_CHECKING:
    from quizapp.records import StudyCard


class CardPane(OnePass, Vertical):
    """Front above, back below a thin line."""

    front = getters.query_one("#front", Passage)
    back = getters.query_one("#back", Passage)
    typed = getters.query_one(TypedField)

    _card: StudyCard | None = None

    def compose(self) -> ComposeResult:
        yield Passage(id="front")
        yield TypedField()
        yield Rule()
        yield Passage(id="back")

    def show(self, card: StudyCard, written: Sequence[str] = ()) -> None:
        """Show the front of a card, and what stood in its line when it was left."""
        self._card = card
        self.front.show(card.front, card.source)
        self.front.display = True
        self.back.show(card.back, card.source)
        self._show_back(False)
        self.typed.display = card.kind == "typed"
        if self.typed.display:
            self.typed.ask(card.back, *written)

    def reveal(self) -> None:
        """Show the back too, and gaps filled in place of the gaps.

        A back that begins with a picture below the screen comes into sight.
        """
        self._show_back(True)
        assert self._card is not None
        if self._card.kind == "cloze":
            self._fill_gaps(self._card)
        if self._card.back.startswith("!["):
            self.call_after_refresh(
                self.call_after_refresh, self._go_to_back
            )  # a picture is fitted in between

    def _fill_gaps(self, card: StudyCard) -> None:
        """Leave out of the front what the back says again."""
        from quizapp.filled import unrepeated

        kept = unrepeated(card.front, card.back)
        if kept != card.front:
            self.front.show(kept, card.source)
            self.front.display = self.query_one(Rule).display = bool(kept)

    def _go_to_back(self) -> None:
        rule, page = self.query_one(Rule), self.parent
        if rule.display and isinstance(page, Widget) and self.back.region.bottom > page.region.bottom:
            rule.scroll_visible(top=True, animate=False)

    def lay_out_ahead(self) -> None:
        """Lay the back out while the front is read, so that it is there at once."""
        width = self.front.query_one(Prose).content_size.width
        self.back.query_one(Prose).laid_out(width)

    def _show_back(self, shown: bool) -> None:
        self.query_one(Rule).display = self.back.display = shown
