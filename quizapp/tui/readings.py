"""The plots of the statistics in words, one value after the other. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from cards.markdown import text
from quizapp.records import DayCounts
from quizapp.stats import Share
from quizapp.tui import plots, sections
from quizapp.tui.figures import RECENT, Counts


def calendar(counts: Counts, width: int) -> list[str]:
    """The days of the calendar."""
    return [_answered(counts, day) for day in plots.calendar_days(counts.today, sections.weeks(width))]


def reviews(counts: Counts, width: int) -> list[str]:
    """The days of the plot of answers."""
    return [_answered(counts, day) for day in _back(counts, sections.days(width))]


def retention(counts: Counts, width: int) -> list[str]:
    """The days of the plot of what was remembered."""
    return [_remembered(counts, day) for day in _back(counts, RECENT)]


def forecast(counts: Counts, width: int) -> list[str]:
    """The days of the plot of what is coming."""
    return [
        f"{_day(counts.today + timedelta(days=ahead))}: {text.counted(count, 'review')}"
        for ahead, count in enumerate(counts.forecast)
    ]


def _back(counts: Counts, span: int) -> list[date]:
    return [counts.today - timedelta(days=back) for back in range(span - 1, -1, -1)]


def _of(counts: Counts, day: date) -> DayCounts | None:
    number = counts.day - (counts.today - day).days
    return next((one for one in counts.days if one.day == number), None)


def _answered(counts: Counts, day: date) -> str:
    one = _of(counts, day)
    if one is None or not one.reviews:
        return f"{_day(day)}: no answers"
    return f"{_day(day)}: {text.counted(one.reviews, 'answer')}, {one.new:,} new"


def _remembered(counts: Counts, day: date) -> str:
    one = _of(counts, day)
    if one is None or not one.due:
        return f"{_day(day)}: nothing was due"
    return f"{_day(day)}: {sections.percent(Share(one.recalled, one.due))}"


def _day(day: date) -> str:
    return f"{day:%a %d %b %Y}"
