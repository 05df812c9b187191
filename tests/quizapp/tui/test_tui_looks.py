"""Whole screens as pictures, each in three sizes and two themes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quizapp.tui.app import QuizApp

SIZES = [(60, 20), (80, 24), (140, 40)]
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


async def paths(pilot: Pilot[None]) -> None:
    await pilot.press("p")


async def browse(pilot: Pilot[None]) -> None:
    await pilot.press("b")


async def found(pilot: Pilot[None]) -> None:
    await pilot.press("b", *"norm")


async def editing(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "e")


async def links(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "l")


async def quiz_plan(pilot: Pilot[None]) -> None:
    await pilot.press("z")


async def snippet(pilot: Pilot[None]) -> None:
    await verdict(pilot)
    await pilot.press("v")


async def palette(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+p")


SCENES: list[Steps] = [
    home,
    card,
    code,
    exercise,
    verdict,
    keys,
    statistics,
    paths,
    browse,
    found,
    editing,
    links,
    quiz_plan,
    snippet,
    palette,
]

WAITING: dict[Steps, tuple[str, ...]] = {
    editing: ("EditScreen",),
    links: ("LinksScreen",),
    quiz_plan: ("QuizPlanScreen",),
}
"""Scenes in which a worker waits for the learner: the screen that it shows, and keys to press there."""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_it_looks_as_before(
    pictured: Callable[..., bool], store: Path, scene: Steps, size: tuple[int, int], theme: str
) -> None:
    assert pictured(store, scene, size, theme, WAITING.get(scene, ()))
