"""Statistics: plots that carry their scale, and the screen that shows them."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content
from textual.pilot import Pilot
from textual.style import Style

from quizapp import stats
from quizapp.tui import plots, sections
from quizapp.tui.screens import stats as screen
from quizapp.tui.screens.stats import StatsScreen
from quizapp.tui.widgets.months import Months
from quizapp.tui.widgets.section import Section


def plain(lines: list[Any]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


def test_bars_reach_as_high_as_their_values() -> None:
    lines = plots.bars([0, 1, 2, 4], height=2, width=6, labels=("a", "b"))
    assert plain(lines) == ["4    █", "0  ▄██", "  a  b"]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.integers(2, 8))
def test_a_value_above_nothing_is_seen(values: list[int], height: int) -> None:
    lowest = plots.bars(values, height=height, width=len(values), labels=("", ""))[height - 1].plain
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


def test_each_value_of_a_plot_is_found_where_it_stands() -> None:
    last = date(2025, 11, 20)
    lines = plots.calendar({}, last, 3)[1:]
    days = plots.calendar_days(last, 3)
    assert (days[0], days[-1], len(days)) == (date(2025, 11, 3), last, 18)
    for place, day in enumerate(days):
        line, x = lines[day.weekday()], 4 + 2 * (place // 7)
        assert [plots.place_at(meta, x) for meta in _metas(line, x)] == [place]
        marked = plots.marked(line, place)
        assert [(span.start, span.end) for span in marked.spans if span.style == "reverse"] == [(x, x + 1)]
        assert all(plots.marked(other, place) == other for other in lines if other is not line)


def _metas(line: Content, x: int) -> list[Any]:
    found = [span.style for span in line.spans if span.start <= x < span.end]
    return [style.meta for style in found if isinstance(style, Style) and "track" in style.meta]


def test_beside_a_plot_there_is_no_value() -> None:
    assert plots.place_at({}, 7) is None


@pytest.fixture
def walked(running: Any, lived: Path, settled: Any) -> Any:
    """The statistics, or the first screen, of a store with a month of answers."""

    @asynccontextmanager
    async def run(*keys: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
        async with running(*keys, where=lived, size=size) as pilot:
            await settled(pilot)
            yield pilot

    return run


async def test_the_arrows_read_one_plot_after_the_other(walked: Any, words: Any) -> None:
    async with walked("t") as pilot:
        for keys, said in [
            (("tab",), "Thu 20 Nov 2025: no answers"),
            (("up",), "Wed 19 Nov 2025: "),
            (("left",), "Wed 12 Nov 2025: "),
            (("right", "down"), "Thu 20 Nov 2025: "),
            (("down",), "Thu 20 Nov 2025: "),
            (("tab", "h", "h", "l"), "Answers a day  Wed 19 Nov 2025: "),
            (("tab",), "Thu 20 Nov 2025: "),
            (("right",), "Fri 21 Nov 2025: "),
            (("tab", "left"), "Remembered when due  Wed 19 Nov 2025: "),
        ]:
            await pilot.press(*keys)
            await pilot.pause()
            assert said in words(pilot)


async def test_what_is_read_stays_when_the_log_has_been_gone_through(
    running: Any, lived: Path, settled: Any, words: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone_through, replay = threading.Event(), screen.replayed
    monkeypatch.setattr(screen, "replayed", lambda workspace: gone_through.wait(60) and replay(workspace))
    async with running(where=lived, size=(80, 90)) as pilot:
        await pilot.press("t")
        while not pilot.app.screen.query(Section):
            await pilot.pause(0.01)
        await pilot.press("tab", "up")
        await pilot.pause()
        assert "Going through the log" in words(pilot)
        gone_through.set()
        await settled(pilot)
        assert "Going through the log" not in words(pilot)
        assert "Wed 19 Nov 2025: " in words(pilot)


async def test_a_click_on_a_plot_says_what_stands_there(walked: Any, words: Any) -> None:
    async with walked("t") as pilot:
        section = next(iter(pilot.app.screen.query(Section)))
        await pilot.click(section, offset=(4, 4))
        await pilot.pause()
        assert "The past months  Mon 26 May 2025: no answers" in words(pilot)
        await pilot.click(section, offset=(0, 4))
        await pilot.pause()
        assert "Mon 26 May 2025" in words(pilot)
        await pilot.press("n")
        await pilot.pause()
        assert "Mon 26 May 2025" not in words(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_day_of_the_first_screen_is_read(walked: Any, words: Any, size: tuple[int, int]) -> None:
    async with walked(size=size) as pilot:
        assert "Nov" in words(pilot)
        await pilot.press("tab", "up")
        await pilot.pause()
        assert "Wed 19 Nov 2025: " in words(pilot)
        await pilot.press("tab")
        await pilot.pause()
        assert "Wed 19 Nov 2025: " not in words(pilot)
        months = pilot.app.screen.query_one(Months)
        await pilot.click(months, offset=(months.content_size.width - 2, 2))
        await pilot.pause()
        assert "Nov 2025: " in words(pilot)


async def test_the_calendar_stays_away_where_there_is_no_room(walked: Any, words: Any) -> None:
    async with walked(size=(60, 20)) as pilot:
        assert "Mon" not in words(pilot)
        await pilot.press("tab")
        await pilot.pause()
        assert not pilot.app.screen.query_one(Months).has_focus


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


@example(35, ["", "a"])
@given(st.integers(10, 120), st.lists(st.text("abc ", max_size=50), max_size=4, unique=True))
def test_bars_of_shares_stand_in_line_and_fit(width: int, names: list[str]) -> None:
    rows = {f"{name} · level 2": stats.Share(1, 4) for name in names}
    lines = [line.plain for line in sections.shares(rows, width)]
    assert len({line.index("━") for line in lines}) <= 1
    assert all(line.split("━")[0].rstrip().endswith("level 2") for line in lines) or width < 45
    least = len("25 % (1 of 4)") + 4 + sections.SHORTEST + max(sections.SHORTEST, len("… · level 2"))
    assert all(len(line) <= max(width, least) for line in lines)


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
