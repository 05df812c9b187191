"""The program on a screen in memory: a small deck, a clock that stands still, a fixed seed."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from quizapp.config import Settings
from quizapp.tui.app import QuizApp

NOW = 1_763_650_000_000
"""2025-11-20 14:46:40 UTC."""

NOTE = """
# Numbers

## What is $2 + 2$?

It is **4**, because $\\frac{8}{2} = 4$.

## What is the softmax?

It turns logits $z$ into probabilities:

$$p_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}$$

## How is it written in Python?

```python
def softmax(z):
    return np.exp(z) / np.exp(z).sum()
```
"""


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += round(seconds * 1000)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, in UTC, without settings of the machine."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("QUIZAPP_STORE", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("QUIZAPP_ANIMATIONS", "false")
    monkeypatch.setenv("QUIZAPP_WATCH_SECONDS", "0")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield tmp_path
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the shipped notes, read once."""
    from quizapp.store import open_store
    from quizapp.workspace import Workspace

    path = tmp_path_factory.mktemp("shipped") / "store.sqlite"
    with Workspace(Settings(), open_store(str(path))) as workspace:
        workspace.bring_shipped_notes()
    return path


@pytest.fixture
def store(home: Path, shipped: Path) -> Path:
    """A store with the shipped notes switched off and a small deck of the learner's own."""
    from quizapp.workspace import Workspace

    path = home / "store.sqlite"
    shutil.copy(shipped, path)
    note = home / "numbers.md"
    note.write_text(NOTE, encoding="utf-8")
    with Workspace.open(str(path)) as workspace:
        workspace.import_notes([note])
        for each in workspace.store.decks.paths():
            workspace.store.decks.enable_path(each.name, False)
    return path


Running = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def settled() -> Callable[[Pilot[None]], Awaitable[None]]:
    return _settled


async def _settled(pilot: Pilot[None]) -> None:
    """Until nothing is being loaded any more, nor by what a load has set off; cursors stand still."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    for field in pilot.app.screen.query("Input, TextArea"):
        assert isinstance(field, Input | TextArea)
        field.cursor_blink = False
    await pilot.pause()


@pytest.fixture
def running(store: Path, clock: Clock) -> Running:
    """Runs the program; `keys` are pressed once it stands."""

    @asynccontextmanager
    async def run(
        *keys: str, size: tuple[int, int] = (80, 24), where: Path = store, **options: Any
    ) -> AsyncIterator[Pilot[None]]:
        app = QuizApp(str(where), clock=clock, seed=7, **options)
        async with app.run_test(size=size, notifications=True) as pilot:
            await _settled(pilot)
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            yield pilot

    return run


@pytest.fixture
def words() -> Callable[[Pilot[None]], str]:
    """All text on the screen."""

    def read(pilot: Pilot[None]) -> str:
        screen = pilot.app.screen
        lines = screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)

    return read
