"""Any keys, clicks and sizes in any order: the program stands, and memory and log agree afterwards."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from quizapp.history import prove
from quizapp.store.sqlite import faults
from quizapp.workspace import Workspace

ANY = [
    *"abcdefghijklmnopqrstuvwxyz0123456789/?.,-+[](){}GHJKL",
    *("space", "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end"),
    *("pageup", "pagedown", "backspace", "delete", "f1"),
    *(f"ctrl+{letter}" for letter in "adfgknprstuw"),
]
LIKELY = [*"123bxzitselfunmv", "space", "enter", "escape", "down", "tab", "ctrl+p"]
SIZES = [(80, 24), (60, 20), (140, 40), (30, 8), (20, 5)]


@pytest.mark.parametrize(
    ("seed", "turns"),
    [(1, 200), *(pytest.param(seed, 1500, marks=pytest.mark.thorough) for seed in range(2, 23))],
)
async def test_nothing_that_is_pressed_ends_it(
    running: Any, lived: Path, home: Path, monkeypatch: pytest.MonkeyPatch, seed: int, turns: int
) -> None:
    for name in ("EDITOR", "VISUAL", "BROWSER"):
        monkeypatch.setenv(name, "true")
    monkeypatch.chdir(home)  # where files are chosen from
    (home / "notes.md").write_text("# Notes\n\n- **stride**: how far the window moves\n", encoding="utf-8")
    chance = random.Random(seed)
    store = home / "lived.sqlite"
    shutil.copy(lived, store)
    while turns > 0:  # it may be left, and is opened again
        async with running(where=store, size=chance.choice(SIZES)) as pilot:
            while turns > 0 and pilot.app.is_running and not pilot.app._exit:
                turns -= 1
                await _turn(pilot, chance)
    with Workspace.open(str(store)) as workspace:
        assert not faults(workspace.store.path)
        assert not prove(workspace.store.caches, workspace.scheduling, repair=False).wrong


async def _turn(pilot: Any, chance: random.Random) -> None:
    what = chance.random()
    if what < 0.04:
        width, height = pilot.app.size
        await pilot.click(offset=(chance.randrange(width), chance.randrange(height)))
    elif what < 0.05:
        await pilot.resize_terminal(*chance.choice(SIZES))
    else:
        await pilot.press(chance.choice(LIKELY if chance.random() < 0.6 else ANY))
    if chance.random() < 0.5:
        await pilot.pause()
