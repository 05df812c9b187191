"""What is forgotten again and again: named when it happens, reachable from home and statistics."""

from __future__ import annotations

import time
from typing import Any

import pytest

from quizapp.records import Found
from quizapp.tui.forgotten import forgotten
from quizapp.tui.screens.browse import BrowseScreen
from quizapp.tui.screens.confirm import ConfirmScreen
from quizapp.tui.screens.edit import EditScreen
from quizapp.tui.screens.reference import ReferenceScreen
from quizapp.tui.screens.study import StudyScreen
from quizapp.tui.widgets.choices import Choices

MONTHS = 90 * 86_400


async def until(pilot: Any, screen: type) -> None:
    """Wait until a screen stands; what waits for its answer never ends by itself."""
    end = time.monotonic() + 90
    while not isinstance(pilot.app.screen, screen):
        assert time.monotonic() < end
        await pilot.pause(0.02)


@pytest.fixture
def forgetting(clock: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the program up to the moment at which a card was forgotten once too often."""
    monkeypatch.setenv("QUIZAPP_LEECH_THRESHOLD", "1")
    monkeypatch.setenv("QUIZAPP_NEW_PER_DAY", "1")

    async def forget(pilot: Any) -> None:
        await pilot.press("enter", "space", "4", "escape")
        clock.go(MONTHS)
        await pilot.press("enter", "space", "1")
        await until(pilot, ConfirmScreen)

    return forget


async def test_a_leech_is_named_and_can_be_written_anew(running: Any, forgetting: Any) -> None:
    async with running() as pilot:
        await forgetting(pilot)
        await pilot.press("y")
        await until(pilot, EditScreen)


async def test_leeches_are_reached_from_home_and_statistics(
    running: Any, forgetting: Any, settled: Any, words: Any
) -> None:
    async with running(size=(110, 30)) as pilot:
        assert "leech" not in words(pilot)
        await pilot.press("l")
        assert not isinstance(pilot.app.screen, BrowseScreen)
        await forgetting(pilot)
        await pilot.press("n", "escape")
        await settled(pilot)
        assert "· 1 leech" in words(pilot)
        assert "l leeches" in words(pilot)
        for keys in (("l",), ("t", "e")):
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            assert isinstance(pilot.app.screen, BrowseScreen)
            assert len(pilot.app.screen.found) == 1
            assert isinstance(pilot.app.focused, Choices)
            await pilot.press("escape")
            await settled(pilot)


def leech(number: int, exercise: str = "") -> Found:
    key = f"exercise:{exercise}" if exercise else f"card:c{number}"
    front = "" if exercise else f"What is $x^{number}$?"
    return Found(number, key, front, "", False, False, False, 0, "review", 3, True, True)


def test_statistics_name_leeches() -> None:
    assert [line.plain for line in forgotten([], {}, 60)] == ["Nothing is forgotten again and again."]
    lines = [line.plain for line in forgotten([leech(2), leech(3, "iou")], {"iou": "Overlap"}, 60)]
    assert lines[:2] == ["What is x²?", "Overlap"]
    assert lines[-1].endswith("e opens them.")
    assert forgotten([leech(n) for n in range(23)], {}, 60)[-1].plain.startswith("3 more. ")


async def test_an_exercise_that_is_a_leech_can_be_read_up(running: Any) -> None:
    async with running("enter") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, StudyScreen)
        opened = (await pilot.app.workspace()).store
        item = opened.study.load(opened.library.ensure_exercises(["iou"])["iou"])
        assert item is not None
        screen._offer_rewriting(item)
        await until(pilot, ConfirmScreen)
        await pilot.press("y")
        await until(pilot, ReferenceScreen)
