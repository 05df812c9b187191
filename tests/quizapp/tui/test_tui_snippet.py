"""A question as a script on the screen: changed, run, stopped."""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

import engine
from quizapp.tui.screens.snippet import SnippetScreen

PATIENCE = 90.0


def told(pilot: Pilot[Any]) -> str:
    """What the program has said beside the screen."""
    return " ".join(notification.message for notification in pilot.app._notifications)


async def shown(pilot: Pilot[Any], words: Any, text: str) -> None:
    """Until a text is on the screen."""
    until = time.monotonic() + PATIENCE
    while text not in words(pilot) + told(pilot):
        assert time.monotonic() < until, f"{text} did not come:\n{words(pilot)}"
        await pilot.pause(0.01)


async def opened(pilot: Pilot[Any]) -> SnippetScreen:
    screen = SnippetScreen(engine.exercise("conv_output_size").variant(seed=1))
    await pilot.app.push_screen(screen)
    await pilot.pause()
    return screen


async def begun(pilot: Pilot[Any], words: Any) -> SnippetScreen:
    """The screen while a script without an end is running."""
    screen = await opened(pilot)
    screen.script = "import time\nprint('begun', flush=True)\ntime.sleep(600)\n"
    await pilot.press("r")
    await shown(pilot, words, "esc stop")
    return screen


async def test_a_script_without_an_end_is_stopped_by_its_key(running: Any, words: Any) -> None:
    async with running() as pilot:
        await begun(pilot, words)
        await pilot.press("r", "escape")
        await shown(pilot, words, "stopped")
        assert "✗" in words(pilot)
        await shown(pilot, words, "esc back")
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, SnippetScreen)


async def test_leaving_the_program_stops_the_script(running: Any, words: Any) -> None:
    async with running() as pilot:
        run = (await begun(pilot, words))._run
        assert run is not None
        await pilot.press("ctrl+q")
    assert run.outcome().errors == "stopped\n"


@pytest.mark.parametrize(
    ("does", "words_seen"),
    [
        ("file.write_text('print(6 * 7)')", "print(6 * 7)"),
        ("file.write_bytes(b'# \\xff')", "# �"),
        ("file.unlink()", "left no file to read"),
        ("file.write_text('lost'); sys.exit(1)", "exit code 1"),
    ],
)
async def test_a_script_is_changed_in_the_editor(
    running: Any, words: Any, home: Path, monkeypatch: pytest.MonkeyPatch, does: str, words_seen: str
) -> None:
    script = home / "editor.py"
    script.write_text(f"import sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n{does}\n", "utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    async with running(size=(140, 40)) as pilot:
        monkeypatch.setattr(type(pilot.app), "suspend", lambda app: nullcontext())
        screen = await opened(pilot)
        before = screen.script
        await pilot.press("e")
        await shown(pilot, words, words_seen)
        assert (screen.script == before) == ("file.write" not in does or "exit" in does)
