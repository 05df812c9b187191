"""Settings and keys on the screen: at work at once, kept in the file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from quizapp import config, paths
from quizapp.memory import Rating
from quizapp.question import Question
from quizapp.store import open_store
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.pick import PickScreen
from quizapp.tui.screens.settings import SettingsScreen
from quizapp.tui.screens.study import StudyScreen
from quizapp.tui.widgets.choices import Choices


def kept(home: Path) -> dict[str, Any]:
    return tomllib.loads((home / "quizapp" / "config.toml").read_text(encoding="utf-8"))


async def go_to(pilot: Any, name: str) -> None:
    choices = pilot.app.screen.query_one(Choices)
    choices.highlighted = choices.get_option_index(name)
    await pilot.pause()


async def test_every_setting_is_there_with_its_sentence(running: Any, words: Any) -> None:
    async with running("s", size=(140, 40)) as pilot:
        for name in config.names():
            await go_to(pilot, name)
            seen = " ".join(words(pilot).split())
            assert name.replace("_", " ") in seen
            assert config.sentence(name) in seen


async def test_settings_stand_under_what_they_concern(running: Any, words: Any) -> None:
    async with running("s", size=(140, 40)) as pilot:
        lines = [line.strip() for line in words(pilot).splitlines()]
        assert [line for line in lines if line in config.groups()] == [*config.groups()]
        await pilot.press(*["down"] * len(config.groups()["Queue"]))
        assert pilot.app.screen._selected == config.groups()["Memory"][0]


async def test_the_first_heading_comes_back_into_sight(running: Any, words: Any) -> None:
    async with running("s", "end", size=(60, 20)) as pilot:
        assert "Queue" not in words(pilot)
        await pilot.press("home")
        await pilot.pause()
        assert "Queue" in words(pilot)


async def test_a_number_is_typed_and_at_work_at_once(running: Any, home: Path, words: Any) -> None:
    async with running("s") as pilot:
        await go_to(pilot, "new_per_day")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("1", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert kept(home) == {"new_per_day": 1}
        await pilot.press("escape")
        await pilot.pause()
        assert "1 to do today" in words(pilot)


async def test_a_wrong_value_is_refused_in_the_sentence_of_the_command_line(running: Any, words: Any) -> None:
    async with running("s") as pilot:
        await go_to(pilot, "desired_retention")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("2", "enter")
        await pilot.pause()
        assert "desired_retention must be a number from 0.7 to 0.99" in " ".join(words(pilot).split())
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SettingsScreen)


@pytest.mark.parametrize(
    ("name", "keys", "value"), [("fuzz", ["enter"], False), ("order", ["enter", "down", "enter"], "random")]
)
async def test_switches_and_words_are_chosen(
    running: Any, home: Path, name: str, keys: list[str], value: object
) -> None:
    async with running("s") as pilot:
        await go_to(pilot, name)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        assert kept(home) == {name: value}


async def test_a_theme_is_seen_before_it_is_taken(running: Any, home: Path) -> None:
    async with running("s") as pilot:
        await go_to(pilot, "theme")
        before = pilot.app.theme
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        assert pilot.app.theme == "quizapp-light" != before
        await pilot.press("escape")
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.theme == before
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.app.workers.wait_for_complete()
        assert kept(home) == {"theme": "quizapp-light"}


async def test_a_key_is_pressed_to_be_chosen(running: Any, home: Path) -> None:
    async with running("s", "G", "enter") as pilot:
        keys = pilot.app.screen.query_one(Choices)
        keys.highlighted = next(
            place for place in range(keys.option_count) if keys.get_option_at_index(place).id == "study.undo"
        )
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert "“1” would mean “again” (study.again)" in next(iter(pilot.app._notifications)).message
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("z")
        await pilot.pause()
        assert kept(home) == {"keys": {"study.undo": "z"}}
        await pilot.press("r")
        await pilot.pause()
        assert kept(home) == {"keys": {}}


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
async def test_the_list_of_themes_leaves_room_for_its_keys(
    running: Any, words: Any, home: Path, size: tuple[int, int]
) -> None:
    folder = home / "quizapp" / "themes"
    folder.mkdir(parents=True)
    (folder / "zenith.toml").write_text('primary = "#123456"\n', encoding="utf-8")
    async with running("s", size=size) as pilot:
        await go_to(pilot, "theme")
        await pilot.press("enter")
        for _ in range(200):
            await pilot.pause()
            if isinstance(pilot.app.screen, PickScreen):
                break
        seen = words(pilot)
        assert "esc cancel" in seen
        assert seen.index("quizapp-light") < seen.index("zenith") < seen.index("ansi-dark")
        await pilot.press("escape")


async def test_what_a_key_does_is_read_whole_on_a_narrow_screen(running: Any, words: Any) -> None:
    async with running("s", "G", "enter", size=(60, 20)) as pilot:
        await pilot.pause()
        seen = " ".join(words(pilot).replace("│", " ").split())
        assert "ctrl+q Leave the program; every answer is kept." in seen
        assert "…" not in seen


async def test_a_change_is_at_work_in_the_session_that_is_going_on(
    running: Any, settled: Any, words: Any, store: Path
) -> None:
    with open_store(str(store)) as opened:
        for path in opened.decks.paths():
            opened.decks.enable_path(path.name, True)
    async with running("enter", "space") as pilot:
        await settled(pilot)
        study, app = pilot.app.screen, pilot.app
        assert isinstance(study, StudyScreen)
        assert isinstance(app, QuizApp)
        assert "19 new" in words(pilot)
        before = asked(study)
        for name, value in (("new_per_day", 5), ("desired_retention", 0.7)):
            config.write(paths.config_file(), name, value)
        await app.push_screen(SettingsScreen())
        app.reload_settings()
        await pilot.press("escape")
        await settled(pilot)
        assert "4 new" in words(pilot)
        assert study.revealed
        assert asked(study).item.id == before.item.id
        assert asked(study).standings[Rating.EASY].interval > before.standings[Rating.EASY].interval
        await pilot.press("4")
        await settled(pilot)
        assert study.sitting.done == 1
        assert asked(study).item.id != before.item.id
        assert "3 new" in words(pilot)


def asked(study: StudyScreen) -> Question:
    """The question at hand."""
    assert study.sitting.shown is not None
    assert isinstance(study.sitting.shown.what, Question)
    return study.sitting.shown.what
