"""The past months as a calendar, and what tomorrow holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual.content import Content

from quizapp.tui import plots
from quizapp.tui.widgets.laid import Laid


class Months(Laid):
    """Answers by day, as many weeks as fit."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Mapping[date, int] = {}
        self._last = date(1970, 1, 1)

    def show(self, counts: Mapping[date, int], last: date) -> None:
        """Show the days up to the last one."""
        self._counts, self._last = counts, last
        self.lay_out_anew()

    def laid_out(self, width: int) -> Content:
        weeks = max(1, min(38, (width - 4) // 2))
        return Content("\n").join(plots.calendar(self._counts, self._last, weeks))
