"""A whole evening in memory: nothing grows. `test_tui_terminal` plays one in a real terminal."""

from __future__ import annotations

import gc
from typing import Any

import pytest

pytestmark = pytest.mark.thorough


async def test_memory_does_not_grow(running: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZAPP_NEW_PER_DAY", "0")
    async with running("b") as pilot:
        await pilot.press("enter", "c")
        await pilot.pause()
        counts = []
        for _ in range(4):
            for _ in range(150):
                await pilot.press("space", "1")
            gc.collect()
            counts.append(len(gc.get_objects()))
        assert counts[-1] < counts[1] * 1.02
