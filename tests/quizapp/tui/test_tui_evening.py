"""A whole evening: in a real terminal with a resize, a stop and a kill, and in memory for growth."""

from __future__ import annotations

import fcntl
import gc
import os
import pty
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.thorough

PATIENCE = 60.0
"""Seconds until something that should happen is given up."""


class Terminal:
    """The program in a pseudo-terminal."""

    def __init__(self, store: Path, home: Path) -> None:
        self.store = store
        self.parent, child = pty.openpty()
        self.resize(80, 24)
        environ = os.environ | {"TERM": "xterm-256color", "HOME": str(home), "QUIZAPP_NEW_PER_DAY": "500"}
        self.program = subprocess.Popen(
            [sys.executable, "-c", "from quizapp.cli import main; main()", "--store", str(store)],
            stdin=child,
            stdout=child,
            stderr=child,
            env=environ,
            start_new_session=True,
        )
        os.close(child)

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.parent, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys: str) -> None:
        os.write(self.parent, keys.encode())

    def read(self, seconds: float = 0.05) -> bytes:
        """What was written to the screen meanwhile."""
        ready, _, _ = select.select([self.parent], [], [], seconds)
        return os.read(self.parent, 65536) if ready else b""

    def wait_for(self, text: str) -> None:
        end, seen = time.monotonic() + PATIENCE, b""
        while text.encode() not in seen:
            assert time.monotonic() < end, f"{text} did not come"
            seen = (seen + self.read())[-65536:]

    def answered(self) -> int:
        """Rows of the log, as another program sees them."""
        with sqlite3.connect(f"{self.store.as_uri()}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM log").fetchone()[0])

    def answer(self, times: int, begun: int) -> None:
        """Answer cards one after the other; each waits until the one before is on the disk."""
        for done in range(times):
            self.press(" ")
            self.read(0.03)
            end = time.monotonic() + PATIENCE
            while self.answered() == begun + done:
                assert time.monotonic() < end, f"answer {done} was not kept"
                self.press("4" if done % 7 else "3")
                self.read(0.05)


def test_an_evening_in_a_terminal(home: Path, store: Path) -> None:
    from quizapp.workspace import Workspace

    with Workspace.open(str(store)) as workspace:
        workspace.store.decks.enable_path("Foundations")
    terminal = Terminal(store, home)
    terminal.wait_for("to do today")
    terminal.press("\r")
    terminal.wait_for("show answer")
    terminal.answer(60, 0)
    terminal.resize(140, 40)
    os.kill(terminal.program.pid, signal.SIGWINCH)
    terminal.answer(40, terminal.answered())
    before = terminal.answered()
    terminal.program.kill()
    terminal.program.wait()
    assert terminal.answered() == before >= 100

    again = Terminal(store, home)
    again.wait_for("answered today")
    again.press("\r")
    again.wait_for("show answer")
    again.answer(100, again.answered())
    assert again.answered() >= 200
    again.press("u\x11")
    again.program.wait(PATIENCE)
    assert again.program.returncode == 0


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
