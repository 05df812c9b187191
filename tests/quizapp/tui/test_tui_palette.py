"""Each command of the palette from each screen: the program goes on, and home is reached again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from quizapp.tui.app import QuizApp
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.settings import SettingsScreen
from quizapp.tui.settingsfound import SettingsFound

SCENES = [
    "enter e",
    *(pytest.param(keys, marks=pytest.mark.thorough) for keys in ("enter space", "b enter", "s", "z")),
]
"""Keys that lead to a screen from the first one."""

LEAVING = ("Quit", "Suspend")
"""Commands that end or halt the program."""

MOST = 60
"""Keys that lead home from any screen."""


async def go_home(pilot: Pilot[Any]) -> None:
    """Leave all screens, whatever they ask on the way."""
    for turn in range(MOST):
        if isinstance(pilot.app.screen, HomeScreen):
            return
        await pilot.press(
            "y" if turn % 2 and type(pilot.app.screen).__name__ == "ConfirmScreen" else "escape"
        )
        await pilot.pause()
    raise AssertionError(f"no way home from {pilot.app.screen}")


async def reach(pilot: Pilot[Any], scene: str) -> None:
    for key in scene.split():
        await pilot.press(key)
        await pilot.pause()


@pytest.mark.parametrize(
    ("scene", "offered", "missing"),
    [
        ("enter", {"Browse", "Statistics", "Settings", "Import", "Quiz", "Paths", "Theme"}, set()),
        ("s", {"Browse", "Statistics", "Import", "Quiz", "Paths"}, {"Settings"}),
        ("b", {"Statistics", "Settings", "Import", "Quiz", "Paths"}, {"Browse"}),
        ("", {"Browse", "Stats", "Settings", "Import", "Quiz", "Paths"}, set()),
    ],
)
async def test_every_place_is_offered_but_the_one_where_one_is(
    running: Any, scene: str, offered: set[str], missing: set[str]
) -> None:
    async with running() as pilot:
        await reach(pilot, scene)
        assert isinstance(pilot.app, QuizApp)
        titles = {one.title for one in pilot.app.get_system_commands(pilot.app.screen)}
        assert offered <= titles
        assert not missing & titles


@pytest.mark.parametrize("scene", SCENES)
async def test_each_command_is_done_from_each_screen(
    running: Any, scene: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    async with running() as pilot:
        app = pilot.app
        assert isinstance(app, QuizApp)
        monkeypatch.setattr(app, "deliver_screenshot", lambda: None)
        await reach(pilot, scene)
        titles = [one.title for one in app.get_system_commands(app.screen)]
        assert len(titles) == len(set(titles))
        await go_home(pilot)
        for title in titles:
            if title in LEAVING:
                continue
            await reach(pilot, scene)
            command = next((one for one in app.get_system_commands(app.screen) if one.title == title), None)
            if command is None:  # an earlier one has taken away what it was about
                await go_home(pilot)
                continue
            done = command.callback()
            if done is not None:
                await done
            for _ in range(5):
                await pilot.pause()
            await go_home(pilot)
        assert app.is_running


@pytest.mark.parametrize(
    ("scene", "typed"),
    [("b", "soft"), ("b n", "half a front"), ("z n", "7")],
)
async def test_the_palette_leaves_alone_what_is_half_typed(
    running: Any, scene: str, typed: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    async with running() as pilot:
        await reach(pilot, scene)
        await pilot.press(*(key.replace(" ", "space") for key in typed))
        line = pilot.app.focused
        assert isinstance(line, Input | TextArea)
        for name in ("Settings", "Statistics", "Paths"):
            before = line.value if isinstance(line, Input) else line.text
            assert typed in before
            app = pilot.app
            assert isinstance(app, QuizApp)
            await next(one for one in app.get_system_commands(app.screen) if one.title == name).callback()
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.focused is line
            assert (line.value if isinstance(line, Input) else line.text) == before


@pytest.mark.parametrize(
    ("scene", "typed", "title", "name"),
    [
        ("enter", "new per", "new per day", "new_per_day"),
        ("s", "leech", "leech threshold", "leech_threshold"),
        ("", "learning steps do not count", "reviews per day", "reviews_per_day"),
    ],
)
async def test_a_setting_is_found_by_its_name_or_its_sentence(
    running: Any, scene: str, typed: str, title: str, name: str
) -> None:
    async with running() as pilot:
        app = pilot.app
        await reach(pilot, scene)
        finder = SettingsFound(app.screen)
        hits = [hit async for hit in finder.search(typed)]
        best = max(hits, key=lambda hit: hit.score)
        assert str(best.prompt) == f"Setting: {title}"
        await best.command()
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert app.screen._selected == name
        assert len(app.screen_stack) == len(scene.split()) + 1 + (scene != "s")
        assert not [hit async for hit in finder.search("nothing like that")]
