"""Plots in text: bars, a calendar, shares. Pure: numbers in, styled lines out.

Every plot carries its scale in figures, so that nothing is told by colour or height alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from textual.content import Content
from textual.style import Style

EIGHTHS = " ▁▂▃▄▅▆▇█"
LEVELS = "·░▒▓█"
"""Signs of the calendar, from nothing to the most."""

AXIS = "$foreground-muted"


def bars(
    values: Sequence[float], *, height: int, width: int, labels: tuple[str, str], style: str = "$primary"
) -> list[Content]:
    """Columns side by side, the first and the last one labelled.

    Args:
        values: not negative; one column of one cell for each, apart from each other where that fits.
        height: lines of the tallest.
        width: cells that there are.
        labels: below the first and below the last column.
        style: of the columns.
    """
    most = max(values, default=0) or 1
    scale = f"{most:,.0f}"
    start = len(scale) + 1
    size = 2 if start + 2 * len(values) <= width else 1
    lines = []
    for row in range(height, 0, -1):
        cells = "".join(_cell(value / most * height, row).ljust(size) for value in values)
        mark = scale if row == height else "0" if row == 1 else ""
        columns = _tracked(Content.styled(cells, style), start=start, first=0, step=1, size=size)
        lines.append(Content.styled(f"{mark:>{start - 1}} ", AXIS) + columns)
    return [*lines, Content.styled(" " * start + _spread(labels, size * len(values) - size + 1), AXIS)]


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
    monday = first_day(last, weeks)
    most = max((counts.get(monday + timedelta(days=day), 0) for day in range(7 * weeks)), default=0)
    lines = [Content.styled("    " + _months(monday, weeks), AXIS)]
    for weekday, name in enumerate(("Mon", "", "Wed", "", "Fri", "", "")):
        days = (monday + timedelta(days=7 * week + weekday) for week in range(weeks))
        cells = _runs(_day(counts.get(day, 0), most) for day in days if day <= last)
        track = _tracked(cells, start=4, first=weekday, step=7, size=2)
        lines.append(Content.styled(f"{name:<4}", AXIS) + track)
    return lines


def calendar_days(last: date, weeks: int) -> list[date]:
    """The days of a calendar in their order; the places of `place_at` count them."""
    begin = first_day(last, weeks)
    return [begin + timedelta(days=day) for day in range((last - begin).days + 1)]


def first_day(last: date, weeks: int) -> date:
    """The Monday with which a calendar begins."""
    return last - timedelta(days=last.weekday() + 7 * (weeks - 1))


def _tracked(cells: Content, *, start: int, first: int, step: int, size: int) -> Content:
    """A line of a plot that knows which of the plot's values stand where.

    Args:
        cells: the values' signs.
        start: cells of the line before them.
        first: the place of the first value among all.
        step: how far the places of two neighbours are apart.
        size: cells of each.
    """
    return cells.stylize(Style.from_meta({"track": (start, first, step, size)}))


def place_at(meta: Mapping[str, Any], x: int) -> int | None:
    """Which value stands at a cell of a line, by what the cell knows; None beside the plot."""
    if "track" not in meta:
        return None
    start, first, step, size = meta["track"]
    return int(first + step * ((x - start) // size))


def marked(line: Content, place: int) -> Content:
    """A line in which one value stands out, where the line holds it."""
    for span in line.spans:
        if isinstance(span.style, Style) and "track" in span.style.meta:
            start, first, step, size = span.style.meta["track"]
            column, apart = divmod(place - first, step)
            at = start + column * size
            if not apart and start <= at < span.end:
                return line.stylize("reverse", at, at + 1)
    return line


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


def _runs(cells: Iterable[tuple[str, str]]) -> Content:
    """Signs with their styles, one after the other; what is alike is styled at once, which draws sooner."""
    runs = groupby(cells, key=itemgetter(1))
    return Content.assemble(*(("".join(sign for sign, _ in run), style) for style, run in runs))


def share_bar(share: float, width: int, style: str = "$success") -> Content:
    """A bar that is filled from 0 to 1."""
    filled = round(max(0.0, min(1.0, share)) * width)
    return Content.styled("━" * filled, style) + Content.styled("─" * (width - filled), "$rule")
