"""The first screen stands before database and numpy are loaded, and what comes after it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Static

from quizapp.store import open_store
from quizapp.tui.app import QuizApp
from quizapp.tui.overview import Overview
from quizapp.tui.screens.home import READY_SOON
from quizapp.workspace import Workspace

PROGRAM = """
import asyncio, sys
from quizapp.tui.app import QuizApp

HEAVY = ("sqlalchemy", "numpy", "pydantic", "fsrs", "alembic", "rapidfuzz", "latex2mathml")

class Watched(QuizApp):
    loaded = None

    def open_store(self):
        if Watched.loaded is None:
            Watched.loaded = [name for name in HEAVY if name in sys.modules]
            Watched.shown = self.screen.size.width
        super().open_store()

async def main():
    settled = []
    needed = "quizapp.tui.typeset", "quizapp.tui.screens.study"
    app = Watched(sys.argv[1], settled=lambda: settled.extend(name in sys.modules for name in needed))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workspace()
        await app.workers.wait_for_complete()
        await pilot.pause()
        headline = str(app.screen.query_one("#headline").render())
        heavy = ["sqlalchemy" in sys.modules, "numpy" in sys.modules]
        print(Watched.loaded, Watched.shown, *heavy, settled, headline)

asyncio.run(main())
"""


def test_the_first_paint_needs_neither_database_nor_numpy(tmp_path: Path) -> None:
    environ = os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "store.sqlite")],
        capture_output=True,
        text=True,
        env=environ,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[] 80 True True [True, True] 20 to do today"


def test_the_package_loads_no_screen_library() -> None:
    program = (
        "import sys, quizapp.tui.keys; print([name for name in ('textual', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("begun", [False, True], ids=["no store", "tables alone"])
async def test_a_first_start_says_that_the_cards_come(home: Path, begun: bool) -> None:
    told: list[str] = []
    if begun:
        open_store(str(home / "none.sqlite")).close()

    class Watched(QuizApp):
        def overview(self, workspace: Workspace) -> Overview:
            told.append(str(self.screen.query_one("#headline", Static).render()))
            return super().overview(workspace)

    app = Watched(str(home / "none.sqlite"))
    async with app.run_test() as pilot:
        async with asyncio.timeout(60):
            while not told:  # opened by the test, the store could be there before the first look at it
                await pilot.pause(0.01)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert told[0] == READY_SOON
        assert "to do today" in str(app.screen.query_one("#headline", Static).render())
