"""Plots in text: bars, a calendar, shares. Pure: numbers in, styled lines out.

Every plot carries its scale in figures, so that nothing is told by colour or height alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

EIGHTHS = " ▁▂▃▄▅▆▇█"
LEVELS = "·░▒▓█"
"""Signs of the calendar, from nothing to the most."""

AXIS = "$foreground-muted"


def bars(
    values: Sequence[float], *, height: int, labels: tuple[str, str], style: str = "$primary", top: str = ""
) -> list[Content]:
    """Columns side by side, the first and the last one labelled.

    Args:
        values: not negative; one column of one cell for each.
        height: lines of the tallest.
        labels: below the first and below the last column.
        style: of the columns.
        top: the figure at the height of the tallest; its value when empty.
    """
    most = max(values, default=0) or 1
    scale = top or f"{most:,.0f}"
    gutter = max(len(scale), 1)
    lines = []
    for row in range(height, 0, -1):
        cells = "".join(_cell(value / most * height, row) for value in values)
        mark = scale if row == height else "0" if row == 1 else ""
        lines.append(Content.styled(f"{mark:>{gutter}} ", AXIS) + Content.styled(cells, style))
    return [*lines, Content.styled(" " * (gutter + 1) + _spread(labels, len(values)), AXIS)]


def _cell(filled: float, row: int) -> str:
    """One cell of a column that is filled up to some height."""
    part = filled - (row - 1)
    if part >= 1:
        return EIGHTHS[8]
    if part <= 0:
        return EIGHTHS[0]
    return EIGHTHS[max(1, round(part * 8))]


def _spread(labels: tuple[str, str], width: int) -> str:
    first, last = labels
    return first + last.rjust(max(width - len(first), len(last) + 1))


def calendar(counts: Mapping[date, int], last: date, weeks: int) -> list[Content]:
    """The days of some weeks, a column for each week, Monday at the top.

    Args:
        counts: answers by day.
        last: the last day.
        weeks: columns.
    """
    monday = last - timedelta(days=last.weekday() + 7 * (weeks - 1))
    most = max((counts.get(monday + timedelta(days=day), 0) for day in range(7 * weeks)), default=0)
    lines = [Content.styled("    " + _months(monday, weeks), AXIS)]
    for weekday, name in enumerate(("Mon", "", "Wed", "", "Fri", "", "")):
        days = (monday + timedelta(days=7 * week + weekday) for week in range(weeks))
        cells = (_day(counts.get(day, 0), most) if day <= last else "  " for day in days)
        lines.append(Content.assemble((f"{name:<4}", AXIS), *cells))
    return lines


def _months(monday: date, weeks: int) -> str:
    """The names of the months above the weeks in which they begin."""
    text = [" "] * (2 * weeks)
    shown, free = 0, 0
    for week in range(weeks):
        day = monday + timedelta(days=7 * week + 6)
        if day.month != shown and 2 * week >= free and 2 * week + 3 <= len(text):
            text[2 * week : 2 * week + 3] = list(f"{day:%b}")
            free = 2 * week + 4
        shown = day.month
    return "".join(text)


def _day(count: int, most: int) -> tuple[str, str]:
    """The sign of a day, and its style."""
    if not count:
        return f"{LEVELS[0]} ", "$foreground-disabled"
    level = min(4, 1 + int(4 * count / (most + 1)))
    return f"{LEVELS[level]} ", "$success"


def share_bar(share: float, width: int, style: str = "$success") -> Content:
    """A bar that is filled from 0 to 1."""
    filled = round(max(0.0, min(1.0, share)) * width)
    return Content.styled("━" * filled, style) + Content.styled("─" * (width - filled), "$rule")
