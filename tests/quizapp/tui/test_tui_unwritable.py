"""Screens over a store that cannot be written: they show what there is, and say why nothing is kept."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

PATIENCE = 90.0

SEEN = {
    "home": ((), "Numbers"),
    "browse": (("b",), "200+ found"),
    "stats": (("t",), "Answers a day"),
    "settings": (("s",), "rollover hour"),
    "paths": (("p",), "Foundations"),
    "study": (("enter",), "What is 2 + 2?"),
    "quiz": (("z",), "A quiz"),
}
"""Keys from the first screen, and what is there to be seen."""

REFUSED = {
    "grade": ("enter", "space", "3"),
    "rest": ("enter", "s"),
    "undo": ("u",),
    "path": ("p", "space"),
    "quiz": ("z", "enter"),
    "flag": ("b", "enter", "f", "1", "enter"),
    "tag": ("b", "enter", "t", "x", "enter"),
    "write": ("b", "enter", "e", "X", "ctrl+s"),
    "add": ("b", "enter", "n", "X"),
}
"""Keys from the first screen to something that would be written."""


@pytest.fixture
def unwritable(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    real, without = os.access, (store, store.parent)
    monkeypatch.setattr(os, "access", lambda path, mode: path not in without and real(path, mode))
    return store


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        await pilot.pause(0.01)


def refusals(pilot: Pilot[None]) -> list[str]:
    said = [notification.message for notification in pilot.app._notifications]
    return [one for one in said if "cannot be written; change its permissions" in one]


@pytest.mark.parametrize("screen", SEEN)
async def test_what_there_is_can_be_seen(running: Any, unwritable: Path, words: Any, screen: str) -> None:
    keys, seen = SEEN[screen]
    async with running() as pilot:
        (said,) = refusals(pilot)
        assert said.endswith("Until then nothing is kept.")
        await pilot.press(*keys)
        await until(pilot, lambda: seen in words(pilot))


@pytest.mark.parametrize("deed", REFUSED)
async def test_what_cannot_be_kept_is_refused_in_a_sentence(
    running: Any, unwritable: Path, deed: str
) -> None:
    before = unwritable.read_bytes()
    async with running() as pilot:
        pilot.app.clear_notifications()
        for key in REFUSED[deed]:
            await pilot.press(key)
            await pilot.pause(0.05)
        await until(pilot, lambda: bool(refusals(pilot)))
    assert unwritable.read_bytes() == before


async def test_words_that_cannot_be_kept_are_not_left_at_the_first_key(
    running: Any, unwritable: Path, words: Any
) -> None:
    async with running("b", "enter", "n") as pilot:
        pilot.app.clear_notifications()
        await until(pilot, lambda: "A new card" in words(pilot))
        await pilot.press("X", "ctrl+q")
        await until(pilot, lambda: bool(refusals(pilot)))
        assert not pilot.app._exit
        assert "X" in words(pilot)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: pilot.app._exit)
