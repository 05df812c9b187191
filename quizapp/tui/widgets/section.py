"""A part of the statistics: its title, its plot, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.reactive import reactive

from quizapp.tui.widgets.laid import Laid

Lines = Callable[[int], Sequence[Content]]
"""Lines for a width."""


class Section(Laid):
    """Shows a plot, or the numbers on request."""

    numbers: reactive[bool] = reactive(False, layout=True)
    """Whether the numbers stand in place of the plot."""

    def __init__(self, title: str, plot: Lines, numbers: Lines | None = None) -> None:
        """
        Args:
            title: what is shown.
            plot: to look at.
            numbers: to read; the plot where there is nothing more to read.
        """
        super().__init__()
        self._heading = title
        self._plot = plot
        self._numbers = numbers or plot

    def watch_numbers(self) -> None:
        self.lay_out_anew()

    def laid_out(self, width: int) -> Content:
        lines = self._numbers(width) if self.numbers else self._plot(width)
        return Content("\n").join([Content.styled(self._heading, "bold $text-primary"), Content(), *lines])
