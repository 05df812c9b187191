"""Whole screens as pictures: home, card, exercise and verdict, in two sizes and two themes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quizapp.tui.app import QuizApp

SIZES = [(80, 24), (140, 40)]
THEMES = ["quizapp-dark", "quizapp-light"]

Steps = Callable[[Pilot[None]], Awaitable[None]]


async def home(pilot: Pilot[None]) -> None:
    """Nothing was pressed."""


async def card(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "space", "3", "space")


async def code(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "space", "3", "space", "3", "space")


async def exercise(pilot: Pilot[None]) -> None:
    assert isinstance(pilot.app, QuizApp)
    await pilot.app.practise(["conv_output_size"])
    await pilot.pause()
    await pilot.press("ctrl+n", *"2*3")


async def verdict(pilot: Pilot[None]) -> None:
    await exercise(pilot)
    await pilot.press("enter", "ctrl+g")


async def keys(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "question_mark")


async def statistics(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "space", "3", "space", "1", "escape", "t")


SCENES: list[Steps] = [home, card, code, exercise, verdict, keys, statistics]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_it_looks_as_before(
    snap_compare: Any,
    store: Path,
    clock: Any,
    settled: Steps,
    monkeypatch: pytest.MonkeyPatch,
    scene: Steps,
    size: tuple[int, int],
    theme: str,
) -> None:
    monkeypatch.setenv("QUIZAPP_THEME", theme)

    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await scene(pilot)
        await settled(pilot)

    app = QuizApp(str(store), clock=clock, seed=7)
    assert snap_compare(app, terminal_size=size, run_before=before)
