"""A plot whose values can be read one by one, by a click or by the arrows."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive

from quizapp.tui import plots
from quizapp.tui.keys import bindings
from quizapp.tui.widgets.laid import Laid


class Plotted(Laid, can_focus=True):
    """One value at a time stands out, and is said in words."""

    BINDINGS = bindings("plot")

    place: reactive[int | None] = reactive(None)
    """The value that stands out."""

    across = 1
    """How many places lie between a value and its neighbour to the right."""
    begin = -1
    """The place at which the arrows begin; the last one when -1."""

    def said(self) -> Sequence[str]:
        """Each value in words."""
        raise NotImplementedError

    def watch_place(self) -> None:
        self.lay_out_anew()

    @property
    def reading(self) -> str:
        """The value that stands out, in words."""
        if self.place is None:
            return ""  # asked while the plot is laid out, when its size is not known yet
        said = self.said()
        return said[self.place] if self.place < len(said) else ""

    def standing_out(self, lines: Sequence[Content]) -> list[Content]:
        """The lines of the plot with the chosen value marked."""
        place = self.place
        return list(lines) if place is None else [plots.marked(line, place) for line in lines]

    def on_focus(self) -> None:
        if self.place is None and (said := self.said()):
            self.place = range(len(said))[self.begin]

    def on_blur(self) -> None:
        self.place = None

    def on_click(self, event: events.Click) -> None:
        place = plots.place_at(event.style.meta, event.get_content_offset_capture(self).x)
        if place is not None and place < len(self.said()):
            self.focus()
            self.place = place

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Up and down are the page's where a plot is one line of values."""
        return action not in ("above", "below") or self.across > 1

    def action_before(self) -> None:
        self._go(-self.across)

    def action_after(self) -> None:
        self._go(self.across)

    def action_above(self) -> None:
        self._go(-1)

    def action_below(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        place = (self.place or 0) + step
        if 0 <= place < len(self.said()):
            self.place = place
