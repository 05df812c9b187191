"""Statistics: plots that carry their scale, and the screen that shows them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.tui import plots, sections
from quizapp.tui.screens.stats import StatsScreen
from quizapp.tui.widgets.section import Section


def plain(lines: list[Any]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


def test_bars_reach_as_high_as_their_values() -> None:
    lines = plots.bars([0, 1, 2, 4], height=2, labels=("a", "b"))
    assert plain(lines) == ["4    █", "0  ▄██", "  a  b"]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.integers(2, 8))
def test_a_value_above_nothing_is_seen(values: list[int], height: int) -> None:
    lowest = plots.bars(values, height=height, labels=("", ""))[height - 1].plain
    gutter = len(lowest) - len(values)
    assert [cell != " " for cell in lowest[gutter:]] == [value > 0 for value in values]


def test_the_calendar_has_a_column_for_each_week() -> None:
    lines = plain(plots.calendar({date(2025, 11, 20): 5, date(2025, 11, 10): 1}, date(2025, 11, 20), 3))
    assert lines[0] == "    Nov"
    assert lines[1] == "Mon · ░ ·"
    assert lines[4] == "    · · █"
    assert lines[5] == "Fri · ·"


@pytest.mark.parametrize(("share", "text"), [(0, "────"), (0.5, "━━──"), (1, "━━━━")])
def test_a_share_fills_its_part(share: float, text: str) -> None:
    assert plots.share_bar(share, 4).plain == text


async def test_the_screen_counts_what_was_answered(running: Any, words: Any) -> None:
    async with running("enter", *("space", "4") * 3, "escape", "t") as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, StatsScreen)
        seen = words(pilot)
        assert "3 answered in 30 days, 3 of them new" in seen
        assert "One day in a row" in seen
        await pilot.press("n")
        await pilot.pause()
        assert all(section.numbers for section in pilot.app.screen.query(Section))
        assert "20 Nov 2025" in words(pilot)
        await pilot.press("escape")


async def test_an_empty_store_has_statistics_too(running: Any, words: Any) -> None:
    async with running("t") as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "0 answered in 30 days" in words(pilot)


def test_a_large_log_is_gone_through_apart_with_the_same_result(store: Path) -> None:
    from quizapp.tui.figures import replayed, replayed_apart
    from quizapp.workspace import Workspace

    with Workspace.open(str(store)) as workspace:
        assert replayed_apart(str(store), workspace.scheduling.model) == replayed(workspace)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (89 * 60, "89 minutes"),
        (5400, "1.5 hours"),
        (4e6, "1,111.1 hours"),
    ],
)
def test_time_is_told_in_a_unit_that_fits(seconds: float, text: str) -> None:
    assert sections.spent(seconds) == text
