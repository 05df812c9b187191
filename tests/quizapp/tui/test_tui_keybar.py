"""The line of keys: what stays in it however narrow it is, and what a click on it does."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.widgets.keybar import HELPING, Entry, KeyBar, fitting
from quizapp.tui.widgets.searchline import SearchLine

HELP = Entry("?", "help", "question_mark", HELPING)


def entry(shown: str, word: str, rank: int = 2) -> Entry:
    return Entry(shown, word, shown, rank)


words = st.text("abc", min_size=1, max_size=12)
entries = st.lists(st.builds(entry, words, words, st.integers(0, 2)), max_size=9, unique_by=lambda e: e.shown)


@given(entries, st.integers(10, 120))
def test_what_fits_is_kept_in_its_order_and_help_always(found: list[Entry], width: int) -> None:
    kept, gap = fitting([*found, HELP], width)
    assert kept[-1] == HELP
    assert [each for each in found if each in kept] == kept[:-1]
    assert sum(each.size for each in kept) + gap * (len(kept) - 1) <= max(width, HELP.size)


@given(entries, st.integers(10, 120))
def test_no_key_is_left_out_for_one_that_matters_less(found: list[Entry], width: int) -> None:
    kept, gap = fitting([*found, HELP], width)
    for out in (each for each in found if each not in kept):
        before = [each for each in kept if each.rank <= out.rank]
        assert sum(each.size for each in before) + gap * len(before) + out.size > width


def test_keys_are_written_closer_before_one_is_left_out() -> None:
    found = [entry("ctrl+n", "hint"), entry("ctrl+g", "give up"), HELP]
    assert fitting(found, 40) == (found, 3)
    kept, gap = fitting(found, 34)
    assert [each.shown for each in kept] == ["^n", "^g", "?"]
    assert gap == 2


def last_line(text: str) -> str:
    return text.splitlines()[-1]


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), ("enter start", "q quit", "? help")),
        (("enter",), ("space show answer", "esc home", "? help")),
        (("b",), ("enter to the list", "esc home", "f1 help")),
        (("b", "enter"), ("enter edit", "esc home", "? help")),
        (("s",), ("enter change", "esc home", "? help")),
        (("t",), ("n numbers", "esc home", "? help")),
        (("p",), ("enter on/off", "esc done", "? help")),
    ],
)
async def test_the_main_key_and_the_way_out_are_seen_at_every_width(
    running: Any, words: Any, settled: Any, width: int, keys: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    async with running(*keys, size=(width, 24)) as pilot:
        await settled(pilot)
        assert any(all(word in line for word in expected) for line in words(pilot).splitlines())


@pytest.mark.parametrize("width", [60, 80])
async def test_what_can_be_done_with_a_question_is_seen_at_every_width(
    running: Any, words: Any, settled: Any, width: int
) -> None:
    async with running(size=(width, 20)) as pilot:
        await pilot.app.practise(["conv_output_size"])
        await settled(pilot)
        seen = last_line(words(pilot)).replace("ctrl+", "^")
        assert all(word in seen for word in ("enter answer", "^n hint", "^g give up", "esc back", "? help"))


async def test_help_is_clicked_while_a_search_is_typed(running: Any, settled: Any) -> None:
    async with running("b") as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        await pilot.click(bar, offset=(bar.size.width - 4, 0))
        await settled(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)
        assert pilot.app.screen_stack[-2].query_one(SearchLine).value == ""


@pytest.mark.parametrize("width", [60, 140])
async def test_keys_do_not_overlap(running: Any, width: int) -> None:
    async with running(size=(width, 24)) as pilot:
        spots = pilot.app.screen.query_one(KeyBar)._spots
        assert len(spots) > 4
        assert all(end < start for (_, end, _), (start, _, _) in pairwise(spots))
