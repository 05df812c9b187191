"""A part of the statistics: its title, its plot, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.reactive import reactive

from quizapp.tui.widgets.plotted import Plotted

Lines = Callable[[int], Sequence[Content]]
"""Lines for a width."""

Said = Callable[[int], Sequence[str]]
"""The values of a plot of a width, in words."""


class Section(Plotted):
    """Shows a plot, or the numbers on request."""

    numbers: reactive[bool] = reactive(False, layout=True)
    """Whether the numbers stand in place of the plot."""

    def __init__(
        self,
        title: str,
        plot: Lines,
        numbers: Lines | None = None,
        *,
        said: Said | None = None,
        across: int = 1,
        begin: int = -1,
    ) -> None:
        """
        Args:
            title: what is shown.
            plot: to look at.
            numbers: to read; the plot where there is nothing more to read.
            said: the plot's values in words; None where they stand beside it.
            across: how many values lie between one and its neighbour to the right.
            begin: the value at which the arrows begin; the last one when -1.
        """
        super().__init__()
        self._heading = title
        self._plot = plot
        self._numbers = numbers or plot
        self._said = said
        self.across, self.begin = across, begin
        self.can_focus = said is not None
        self._laid: tuple[tuple[int, bool, int | None], Content] | None = None
        """What was laid out last: for its width, the numbers or the plot, and the value that is read."""

    def adopt(self, other: Section) -> None:
        """Show what another section would show; nothing is laid out anew where that is the same."""
        self._plot, self._numbers, self._said = other._plot, other._numbers, other._said
        before, self._laid = self._laid, None
        if before is None or before[1] != self.laid_out(before[0][0]):
            self.lay_out_anew()

    def watch_numbers(self) -> None:
        self.lay_out_anew()

    def said(self) -> Sequence[str]:
        return [] if self._said is None or self.numbers else self._said(self.content_size.width)

    def laid_out(self, width: int) -> Content:
        key = width, self.numbers, self.place
        if self._laid is None or self._laid[0] != key:
            lines = self._numbers(width) if self.numbers else self.standing_out(self._plot(width))
            heading = Content.styled(self._heading, "bold $text-primary")
            if self.reading:
                heading += Content.styled(f"  {self.reading}", "$foreground-muted")
            self._laid = key, Content("\n").join([heading, Content(), *lines])
        return self._laid[1]
