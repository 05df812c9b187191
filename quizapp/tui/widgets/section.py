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
        self._laid: tuple[tuple[int, bool], Content] | None = None
        """What was laid out last, for its width, and whether the numbers are in it."""

    def watch_numbers(self) -> None:
        self.lay_out_anew()

    def laid_out(self, width: int) -> Content:
        key = width, self.numbers
        if self._laid is None or self._laid[0] != key:
            lines = self._numbers(width) if self.numbers else self._plot(width)
            heading = Content.styled(self._heading, "bold $text-primary")
            self._laid = key, Content("\n").join([heading, Content(), *lines])
        return self._laid[1]
