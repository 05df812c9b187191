"""The memory model fitted from the settings: what it says, what it changes, and how it is stopped."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizapp import config, paths
from quizapp.memory import Rating
from quizapp.records import Answer
from quizapp.store import open_store
from quizapp.tui.refit import refit
from quizapp.tui.screens.fit import FitScreen
from quizapp.tui.screens.settings import SettingsScreen

PATIENCE = 90
"""Seconds until something that should happen is given up."""

DAY = 20_000
DAY_MS = 86_400_000


@pytest.fixture
def forgetful(store: Path) -> Path:
    """A store of somebody who forgets every other time after ten days."""
    pytest.importorskip("fsrs_rs_python")
    with open_store(str(store)) as opened, opened.transaction():
        keys = [f"card:{name}" for name in sorted(opened.library.ids())[:100]]
        for item in opened.items.numbers(keys).values():
            for turn in range(8):
                rating = Rating.GOOD if turn % 2 == 0 else Rating.AGAIN
                day = DAY + 10 * turn
                answer = Answer(item, day * DAY_MS + turn, day, "review", rating, 5000)
                opened.study.record(answer, progress=None, skill=None, model="", latest=0)
    return store


async def until(pilot: Any, holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        await pilot.pause(0.05)


async def shown(pilot: Any, words: Any, text: str) -> str:
    """The words on the screen, once a text is among them."""
    await until(pilot, lambda: text in words(pilot))
    return " ".join(words(pilot).split())


async def test_a_fit_is_compared_and_put_in_force(running: Any, words: Any, forgetful: Path) -> None:
    async with running("s", "f") as pilot:
        said = await shown(pilot, words, "parameters predict")
        assert "700 answers." in said
        assert "fitted parameters predict better" in said
        assert "enter use them" in said
        assert not config.load(paths.config_file(), {}).settings.fsrs_parameters
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        assert len(pilot.app.settings.fsrs_parameters) == 21
        await until(pilot, lambda: "in force" in str([one.message for one in pilot.app._notifications]))
        found = (await pilot.app.workspace()).scheduling.model.parameters
        assert found == config.load(paths.config_file(), {}).settings.fsrs_parameters


async def test_why_there_is_no_fit_is_said(running: Any, words: Any) -> None:
    pytest.importorskip("fsrs_rs_python")
    async with running("s", "f") as pilot:
        said = await shown(pilot, words, "✗")
        assert "0 answers are too few to fit the model to" in said
        assert "use them" not in said
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, SettingsScreen)


async def test_leaving_stops_the_fit(running: Any, words: Any, forgetful: Path) -> None:
    async with running("s") as pilot:
        await pilot.press("f")
        screen = pilot.app.screen
        assert isinstance(screen, FitScreen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert not [worker for worker in pilot.app.workers if worker.group == "fit"]


async def test_a_fit_that_is_cancelled_ends_its_process(forgetful: Path) -> None:
    running = asyncio.create_task(refit(forgetful, apply=False))
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
