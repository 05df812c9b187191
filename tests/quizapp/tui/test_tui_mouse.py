"""Everything that a key does can be done with the mouse: keys in the bar, rows, fields, grades, pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import MouseScrollDown
from textual.pilot import Pilot
from textual.widgets import Input

from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.screens.bring import BringScreen
from quizapp.tui.screens.browse import BrowseScreen
from quizapp.tui.screens.choosefile import ChooseFileScreen
from quizapp.tui.screens.confirm import ConfirmScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.keymap import PressScreen
from quizapp.tui.screens.paths import PathsScreen
from quizapp.tui.screens.quizplan import QuizPlanScreen
from quizapp.tui.screens.settings import SettingsScreen
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.exercisepane import ExercisePane
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page

Steps = Callable[[Pilot[Any]], Awaitable[None]]


async def stands(pilot: Pilot[Any], screen: type) -> None:
    """Until a screen is shown: a worker that waits for the learner has no end to wait for."""
    for _ in range(500):
        await pilot.pause()
        if isinstance(pilot.app.screen, screen):
            return
    raise AssertionError(f"{screen.__name__} did not come")


async def click_row(pilot: Pilot[Any], row: int) -> None:
    """Click a row of the list that is on the screen, counted from 0."""
    await pilot.click(pilot.app.screen.query_one(Choices), offset=(6, row))
    await pilot.pause()


async def click_key(pilot: Pilot[Any], word: str) -> None:
    """Click a key in the bar."""
    bar = pilot.app.screen.query_one(KeyBar)
    line = "".join(segment.text for segment in bar.render_line(0))
    await pilot.click(bar, offset=(line.index(word), 0))
    await pilot.pause()


PLACES = [
    "",
    "enter",
    "enter space",
    "b",
    "b enter",
    "s",
    "t",
    "p",
    "z",
    "i",
    "enter question_mark",
    "enter i",
]


@pytest.mark.parametrize("size", [(60, 20), (140, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", PLACES)
async def test_each_key_in_the_bar_is_clicked(
    running: Any, keys: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(*keys.split(), size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        bar = pilot.app.screen.query_one(KeyBar)
        pressed: list[str] = []
        monkeypatch.setattr(pilot.app, "simulate_key", pressed.append)
        spots = list(bar._spots)
        left = bar.content_region.x - bar.region.x
        for start, end, _ in spots:
            for x in (start, end - 1):
                await pilot.click(bar, offset=(left + x, 0))
        assert spots
        assert pressed == [key for _, _, key in spots for _ in range(2)]


async def test_the_pointer_has_a_key_explained(running: Any) -> None:
    async with running() as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        left = bar.content_region.x - bar.region.x
        (start, _, _), *_, (last, _, _) = bar._spots
        seen = []
        for x in (start, last, last - 1):
            await pilot.hover(bar, offset=(left + x, 0))
            await pilot.pause()
            seen.append(bar.tooltip)
        assert seen == ["Study what is selected in the list.", "Show the keys that work here.", None]


async def test_a_dialog_is_answered_by_its_keys_in_the_bar(running: Any) -> None:
    async with running() as pilot:
        for word, expected in (("yes", True), ("no", False)):
            answers: list[bool | None] = []
            await pilot.app.push_screen(ConfirmScreen("Sure?"), answers.append)
            await pilot.pause()
            await click_key(pilot, word)
            await pilot.pause()
            assert answers == [expected]


async def test_a_row_of_browse_is_looked_at_and_edited(running: Any, words: Any, settled: Any) -> None:
    async with running("b", size=(140, 40)) as pilot:
        await pilot.press(*"softmax deck:numbers")
        await settled(pilot)
        await click_row(pilot, 0)
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, BrowseScreen)
        assert screen.choices.has_focus
        assert "It turns logits" in words(pilot)
        await click_key(pilot, "mark")
        assert "1 marked" in words(pilot)
        await pilot.click(screen.line)
        assert screen.line.has_focus


async def test_rows_of_settings_are_changed(running: Any) -> None:
    async with running("s") as pilot:
        await click_row(pilot, 2)
        await stands(pilot, AskScreen)
        await click_key(pilot, "cancel")
        await stands(pilot, SettingsScreen)
        choices = pilot.app.screen.query_one(Choices)
        assert choices.highlighted == 2
        choices.highlighted = choices.option_count - 1
        choices.action_select()
        for _ in range(20):
            await pilot.pause()
        await click_row(pilot, 2)
        await stands(pilot, PressScreen)


async def test_topics_of_a_quiz_and_paths_are_ticked(running: Any, words: Any, settled: Any) -> None:
    async with running("z", size=(100, 40)) as pilot:
        await stands(pilot, QuizPlanScreen)
        screen = pilot.app.screen
        before = set(screen.ticked)
        await click_row(pilot, 1)
        assert before - screen.ticked == {"numeric"}
        await click_key(pilot, "cancel")
        await stands(pilot, HomeScreen)
        await click_key(pilot, "paths")
        await stands(pilot, PathsScreen)
        before = words(pilot).count(" on  ")
        await click_row(pilot, 1)
        await settled(pilot)
        assert words(pilot).count(" on  ") == before + 1


async def test_notes_are_chosen_and_taken(
    running: Any, home: Path, words: Any, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    (home / "trees.md").write_text("## What is an oak?\n\nA tree with acorns.\n", encoding="utf-8")
    async with running("i") as pilot:
        await stands(pilot, ChooseFileScreen)
        await click_row(pilot, 2)
        await stands(pilot, BringScreen)
        await settled(pilot)
        assert "What is an oak?" in words(pilot)
        await click_row(pilot, 0)
        await click_key(pilot, "import")
        await settled(pilot)
        assert "4 to do today" in words(pilot)


async def test_fields_and_hints_of_an_exercise_are_clicked(running: Any, words: Any) -> None:
    async with running(size=(100, 40)) as pilot:
        await pilot.app.practise(["softmax"])
        await pilot.pause()
        pane = pilot.app.screen.query_one(ExercisePane)
        await pilot.click(pane.fields[1].input)
        assert pane.fields[1].input.has_focus
        await click_key(pilot, "hint")
        assert "hint 1" in words(pilot)
        await click_key(pilot, "give up")
        await pilot.pause()
        assert "Worked solution" in words(pilot)


async def test_pages_are_scrolled_with_the_wheel(running: Any, settled: Any) -> None:
    async with running("t", size=(60, 20)) as pilot:
        await settled(pilot)
        page = pilot.app.screen.query_one(Page)
        await pilot._post_mouse_events([MouseScrollDown], page, button=0)
        await pilot.pause()
        assert page.scroll_offset.y > 0


async def test_a_text_is_selected_and_copied(running: Any) -> None:
    async with running("enter") as pilot:
        front = pilot.app.screen.query_one("#front Prose")
        await pilot.mouse_down(front, offset=(0, 0))
        await pilot.hover(front, offset=(4, 0))
        await pilot.mouse_up(front, offset=(4, 0))
        await pilot.pause()
        assert "What" in (pilot.app.screen.get_selected_text() or "")


async def test_a_field_of_a_dialog_takes_the_cursor(running: Any) -> None:
    async with running() as pilot:
        await pilot.app.push_screen(AskScreen("A word", "", "twelve letters"))
        await pilot.pause()
        field = pilot.app.screen.query_one(Input)
        await pilot.click(field, offset=(4, 0))
        assert field.cursor_position < len(field.value)
