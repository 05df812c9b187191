"""The lines of a note from which a card was made, with a few around them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from textual.content import Content

from cards.model import Source
from quizapp.tui.widgets.laid import Laid, hanging


class NoteLines(Laid):
    """Numbered lines; those of the card are marked."""

    def __init__(self) -> None:
        super().__init__()
        self._where = ""
        self._lines: Sequence[tuple[int, str, bool]] = ()

    def show(self, source: Source, lines: Sequence[tuple[int, str, bool]]) -> None:
        """Show the lines of another card.

        Args:
            source: of the card.
            lines: number, text, and whether the card was made from it.
        """
        many = source.start != source.end
        where = f"{source.unit}s {source.start} to {source.end}" if many else f"{source.unit} {source.start}"
        self._where = f"{PurePath(source.file).name}, {where}"
        self._lines = lines
        self.lay_out_anew()

    def laid_out(self, width: int) -> Content:
        found = [Content.styled(self._where, "$text-primary")]
        for number, text, inside in self._lines:
            lead = Content.styled(
                f"{number:>5} {'▎' if inside else ' '}", "$text-accent" if inside else "$foreground-muted"
            )
            body = Content(text) if inside else Content.styled(text, "$foreground-muted")
            found.append(hanging(lead, body, width))
        return Content("\n").join(found)
