"""The decks with what each holds today; the first line stands for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from quizapp.tui.widgets.choices import Choices, Line

if TYPE_CHECKING:
    from textual import events

    from quizapp.records import DeckCounts

EVERYTHING = "Everything"

COLUMN = 11
"""Cells of a column of numbers."""

ROOMY = 64
"""Cells of a line below which the columns stand closer, so that the names have room."""


class DeckList(Choices):
    """One line for each deck that takes part, with its numbers in columns."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._decks: list[DeckCounts] = []
        self._all = (0, 0)
        self._filled: object = None
        """What the lines were made of."""

    @property
    def chosen(self) -> str | None:
        """The deck of the selected line; None for all decks."""
        if self.highlighted is None:
            return None
        return self.get_option_at_index(self.highlighted).id

    def show(self, decks: Sequence[DeckCounts], due: int, new: int) -> None:
        """Fill the list; the selected line stays where it was.

        Args:
            decks: in their order; those that do not take part are left out.
            due: what today holds of all decks, learning steps included.
            new: new items that today holds.
        """
        self._decks = [deck for deck in decks if deck.on]
        self._all = (due, new)
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        if self._decks:
            self._fill()

    def _fill(self) -> None:
        filled = self._decks, self._all, self.room
        if filled == self._filled:
            return
        self._filled = filled
        place = self.highlighted or 0
        everything = Option(self._line(EVERYTHING, *self._all, "today"))
        self.set_options([everything, *map(self._deck, self._decks)])
        self.highlighted = min(place, len(self._decks))

    def _deck(self, deck: DeckCounts) -> Option:
        name = deck.name.replace("::", " › ")
        return Option(self._line(name, deck.due + deck.steps, deck.new, f"of {deck.on:,}"), id=deck.name)

    def _line(self, name: str, due: int, new: int, note: str) -> Line:
        """Name to the left, numbers to the right."""
        width = self.room
        column = COLUMN if width >= ROOMY else COLUMN - 2
        numbers = [
            _number(due, "due", "bold $text-accent", column),
            _number(new, "new", "$text-primary", column),
        ]
        tail = Content("").join([*numbers, Content.styled(note.rjust(column - 2), "$foreground-muted")])
        room = max(1, width - tail.cell_length)
        head = Content(name).truncate(room, ellipsis=True)
        return Line.of(head.pad_right(max(0, room - head.cell_length)) + tail)


def _number(count: int, word: str, style: str, column: int) -> Content:
    """A count with its word, so that no colour is needed to tell the columns apart."""
    text = f"{count:,} {word}" if count else "·"
    return Content.styled(text.rjust(column), style if count else "$foreground-disabled")
