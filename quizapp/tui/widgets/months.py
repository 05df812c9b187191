"""The past months as a calendar, whose days can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from textual.content import Content
from textual.geometry import Size

from cards.markdown.text import counted
from quizapp.tui import plots
from quizapp.tui.widgets.plotted import Plotted

DAYS = 7
"""Lines below that of the months."""


class Months(Plotted):
    """Answers by day, as many weeks as fit, and the chosen day in words in place of the months."""

    across = DAYS

    def __init__(self) -> None:
        super().__init__()
        self._counts: Mapping[date, int] = {}
        self._last = date(1970, 1, 1)

    def show(self, counts: Mapping[date, int], last: date) -> None:
        """Show the days up to the last one."""
        self._counts, self._last = counts, last
        self.lay_out_anew()

    def said(self) -> Sequence[str]:
        return [
            f"{day:%a %d %b %Y}: {counted(self._counts.get(day, 0), 'answer')}"
            for day in plots.calendar_days(self._last, self._weeks(self.content_size.width))
        ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + DAYS

    @staticmethod
    def _weeks(width: int) -> int:
        return max(1, min(38, (width - 4) // 2))

    def laid_out(self, width: int) -> Content:
        months, *days = plots.calendar(self._counts, self._last, self._weeks(width))
        if self.reading:
            months = Content(f"    {self.reading}")
        return Content("\n").join([months, *self.standing_out(days)])
