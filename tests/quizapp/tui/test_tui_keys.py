"""The registry of keys, and what is made of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quizapp.tui import keys, places
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.keymap import KeymapScreen

SOURCE = Path(keys.__file__).parent
EVERY = [(place, key) for place, found in places.PLACES.items() for key in found.keys]


@pytest.mark.parametrize(("place", "key"), EVERY, ids=lambda value: getattr(value, "name", value))
def test_every_key_has_a_name_a_word_and_a_sentence(place: str, key: places.Key) -> None:
    assert re.fullmatch(r"[a-z_]+", key.name)
    assert key.label
    assert key.help[0].isupper()
    assert key.help.endswith(".")
    assert all(
        re.fullmatch(r"(ctrl\+|shift\+|alt\+)*([a-zA-Z0-9]|[a-z_0-9]+)", one) for one in key.keys.split(",")
    )
    assert keys.find(f"{place}.{key.name}") is key


@pytest.mark.parametrize("place", places.PLACES)
def test_no_name_stands_twice_in_a_place(place: str) -> None:
    assert max(Counter(key.name for key in places.PLACES[place].keys).values()) == 1


@pytest.mark.parametrize("name", ["", "study", "study.nothing", "nowhere.help"])
def test_an_unknown_name_finds_nothing(name: str) -> None:
    assert keys.find(name) is None


@pytest.mark.parametrize("path", [*SOURCE.rglob("*.tcss"), *SOURCE.rglob("*.py")], ids=lambda path: path.name)
def test_colours_are_named_by_their_role(path: Path) -> None:
    if path.name != "themes.py":
        assert not re.findall(r"#[0-9a-fA-F]{6}\b|\brgb\(", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("question_mark", "?"),
        ("slash", "/"),
        ("ctrl+right_square_bracket", "ctrl+]"),
        ("ctrl+]", "ctrl+]"),
        ("ctrl+minus", "ctrl+-"),
        ("shift+up", "shift+↑"),
        ("escape", "esc"),
        ("pagedown", "pgdn"),
        ("space", "space"),
        ("enter", "enter"),
        ("f1", "f1"),
        ("+", "+"),
        ("R", "R"),
    ],
)
def test_a_key_is_named_as_it_stands_on_a_keyboard(name: str, shown: str) -> None:
    assert keys.spelled(name) == shown


async def test_help_the_keys_of_ones_own_and_the_bar_name_a_key_alike(running: Any, words: Any) -> None:
    async with running("question_mark", size=(140, 40)) as pilot:
        assert "↑ or k" in words(pilot)
        await pilot.press("escape")
        await pilot.app.push_screen(KeymapScreen())
        await pilot.pause()
        await pilot.pause()
        assert "↑, k" in words(pilot)
        assert "question_mark" not in words(pilot)


async def test_a_box_to_read_has_help_too(running: Any, words: Any) -> None:
    async with running("enter", "i") as pilot:
        await pilot.pause()
        assert "? help" in words(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Something to read" in words(pilot)


async def test_keys_are_rebound_by_name(running: Any, home: Path) -> None:
    folder = home / "quizapp"
    folder.mkdir()
    (folder / "config.toml").write_text('[keys]\n"study.reveal" = "x"\n', encoding="utf-8")
    async with running("enter", "space") as pilot:
        assert not pilot.app.screen.revealed
        await pilot.press("x")
        assert pilot.app.screen.revealed


async def test_the_palette_has_every_key_of_the_screen(running: Any) -> None:
    async with running("enter") as pilot:
        app = pilot.app
        assert isinstance(app, QuizApp)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Show answer", "Undo", "Home", "Help", "Theme"} <= titles
