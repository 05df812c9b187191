"""The program on a screen in memory: a small deck, a clock that stands still, a fixed seed."""

from __future__ import annotations

import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import pyte
import pytest
from rich.cells import cell_len
from textual.app import App
from textual.notifications import Notification
from textual.pilot import Pilot
from textual.screen import SystemModalScreen
from textual.widgets import Input, TextArea

import engine
from engine.choices import shown
from quizapp.config import Settings
from quizapp.memory import Rating
from quizapp.question import Draw, Question
from quizapp.rounds import Round
from quizapp.schedule import DAY_MS
from quizapp.session import Options, Session
from quizapp.skill import Attempt
from quizapp.store import open_store
from quizapp.tui.app import QuizApp
from quizapp.workspace import Workspace

NOW = 1_763_650_000_000
"""2025-11-20 14:46:40 UTC."""

STORE, NOTE_NAME = "store.sqlite", "numbers.md"

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
    monkeypatch.setattr(Notification, "time_left", 600.0)  # a slow machine may look at it late
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
    path = tmp_path_factory.mktemp("shipped") / "store.sqlite"
    with Workspace(Settings(), open_store(str(path))) as workspace:
        workspace.bring_shipped_notes()
    return path


@pytest.fixture(scope="session")
def lived(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store after a month of evenings with cards and exercises."""
    path = tmp_path_factory.mktemp("lived") / "store.sqlite"
    shutil.copy(shipped, path)
    with pytest.MonkeyPatch.context() as patch, Workspace(Settings(), open_store(str(path))) as workspace:
        patch.setenv("TZ", "UTC")
        time.tzset()
        for each in workspace.store.decks.paths():
            workspace.store.decks.enable_path(each.name, each.name in ("Foundations", "Detection"))
        _live(workspace, NOW)
    time.tzset()
    return path


def _live(workspace: Workspace, now: int) -> None:
    """Evenings of some answers, most of them right; a day off now and then."""
    chance = random.Random(5)
    for day in range(30, 0, -1):
        if chance.random() < 0.2:
            continue
        start = now - day * DAY_MS
        options = Options(new_limit=chance.randint(4, 12))
        session = Session(
            workspace.store.study, workspace.scheduling, now_ms=start, seed=day, options=options
        )
        for turn in range(chance.randint(15, 30)):
            at = start + turn * 40_000
            question = session.next(at)
            if not isinstance(question, Question):
                break
            attempt = _attempt(question.draw, chance) if question.draw else None
            forgotten = chance.random() < 0.12 if attempt is None else not attempt.correct
            rating = Rating.AGAIN if forgotten else chance.choice([Rating.HARD, Rating.GOOD, Rating.GOOD])
            duration = chance.randint(3_000, 30_000)
            session.answer(question, rating, now_ms=at, duration_ms=duration, attempt=attempt)


def _attempt(draw: Draw, chance: random.Random) -> Attempt:
    """A right answer, or one with a mistake that has a name."""
    exercise = engine.exercise(draw.exercise)
    variant = exercise.variant(seed=draw.seed, level=draw.level, target=draw.target)
    values = dict(variant.answer)
    if variant.live and chance.random() < 0.4:
        values |= chance.choice(variant.live).values
    tried = Round(variant)
    tried.submit([shown(part, values[part.name]) for part in variant.parts])
    tried.give_up()
    assert tried.attempt is not None
    return tried.attempt


@pytest.fixture(scope="session")
def small(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store whose shipped notes are switched off, and a note that was read into it."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copy(shipped, folder / STORE)
    (folder / NOTE_NAME).write_text(NOTE, encoding="utf-8")
    with Workspace.open(str(folder / STORE)) as workspace:
        workspace.import_notes([folder / NOTE_NAME])
        for each in workspace.store.decks.paths():
            workspace.store.decks.enable_path(each.name, False)
    return folder


@pytest.fixture
def store(home: Path, small: Path) -> Path:
    """A store with the shipped notes switched off and a small deck of the learner's own."""
    for name in (STORE, NOTE_NAME):
        shutil.copy2(small / name, home / name)
    with sqlite3.connect(home / STORE) as base:
        for table, column in (("sources", "location"), ("files", "path")):
            base.execute(
                f"UPDATE {table} SET {column} = ? WHERE {column} = ?",
                (str(home / NOTE_NAME), str(small / NOTE_NAME)),
            )
    base.close()
    return home / STORE


Running = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def settled() -> Callable[[Pilot[None]], Awaitable[None]]:
    return _settled


async def _settled(pilot: Pilot[None]) -> None:
    """Until nothing is being loaded any more, nor by what a load has set off; cursors stand still."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await _still(pilot)


async def _still(pilot: Pilot[None]) -> None:
    for field in pilot.app.screen.query("Input, TextArea"):
        assert isinstance(field, Input | TextArea)
        field.cursor_blink = False
    for _ in range(3):  # a change of the focus reaches the line of keys in several turns of the loop
        await pilot.pause()


async def _stands(pilot: Pilot[None], screen: str) -> None:
    """Until a screen is shown: a worker that waits for the learner has no end to wait for."""
    for _ in range(500):
        await pilot.pause()
        if type(pilot.app.screen).__name__ == screen:
            return
    raise AssertionError(f"{screen} did not come")


THEMES = ("quizapp-dark", "quizapp-light")


class Taken(App[str]):
    """A program whose picture was taken before."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self._picture = picture

    def run(self, **_: Any) -> str:
        return self._picture


@pytest.fixture(scope="session")
def taken() -> dict[object, str]:
    """Pictures of scenes in the other theme, for the test that comes next: to change the theme takes less
    time than to play the scene, and must look as if it had been so from the beginning."""
    return {}


@pytest.fixture
def pictured(
    request: pytest.FixtureRequest,
    snap_compare: Any,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    taken: dict[object, str],
) -> Callable[..., bool]:
    """Whether a screen looks as in its picture."""

    def compare(
        store: Path,
        scene: Callable[[Pilot[None]], Awaitable[None]],
        size: tuple[int, int],
        theme: str,
        waiting: tuple[str, ...] = (),
    ) -> bool:
        """`waiting` names a screen that a worker shows, and the keys to press there."""
        others = [other for other in THEMES if other != theme and "theme" in request.fixturenames]

        async def play(pilot: Pilot[None]) -> None:
            await _settled(pilot)
            await scene(pilot)
            if waiting:
                await _stands(pilot, waiting[0])
                await pilot.press(*waiting[1:])
            lasting = isinstance(pilot.app.screen, SystemModalScreen)  # it keeps the theme it came in
            for each in (theme, *([] if lasting else others)):
                pilot.app.theme = each
                await (_still(pilot) if waiting else _settled(pilot))
                await pilot.wait_for_scheduled_animations()
                taken[scene, size, each] = pilot.app.export_screenshot(title=pilot.app.title, simplify=True)
            pilot.app.exit()

        if (scene, size, theme) not in taken:
            monkeypatch.setenv("QUIZAPP_THEME", theme)
            QuizApp(str(store), clock=clock, seed=7).run(headless=True, auto_pilot=play, size=size)
        return bool(snap_compare(Taken(taken.pop((scene, size, theme)))))

    return compare


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


TERMINAL_PATIENCE = 90.0
"""Seconds until something that should happen in a terminal is given up."""

LOOK = 0.1
"""Seconds after which what is awaited is looked for though nothing was written."""

PROMPT = "at the shell, after"

SHELL = "import os; os.login_tty(0); os.execvp('bash', ['bash', '--norc', '--noprofile', '-i'])"
"""The shell as the leader of a session of its own, so that ctrl+z reaches what runs in it."""


FRAMES_ASKED, FRAMES_KNOWN = b"\x1b[?2026$p", "\x1b[?2026;2$y"
"""The question whether the terminal knows frames, and that it does."""

FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"


COLOURS = re.compile(rb"\x1b\[([0-9;]*)m")
BEGUN = re.compile(rb"\x1b(?:\[[0-9;]*)?\Z")
"""The beginning of a sequence whose end was not read yet."""


class Cells(pyte.Screen):
    """A screen that puts plain words down at once; cell by cell takes as much time as the program itself."""

    _known: ClassVar[dict[Any, dict[str, Any]]] = {}

    def draw(self, data: str) -> None:
        begin, end = self.cursor.x, self.cursor.x + len(data)
        if end > self.columns or cell_len(data) != len(data) or self.charset:
            super().draw(data)
            return
        known = self._known.setdefault(self.cursor.attrs, {})
        line, attrs = self.buffer[self.cursor.y], self.cursor.attrs
        for column, sign in zip(range(begin, end), data, strict=True):
            if (cell := known.get(sign)) is None:
                cell = known[sign] = attrs._replace(data=sign)
            line[column] = cell
        self.cursor.x = end

    def colour(self, given: bytes) -> None:
        """Change colours and weights."""
        self.cursor.attrs = _coloured(self.cursor.attrs, given)


@lru_cache(100_000)
def _coloured(attrs: Any, given: bytes) -> Any:
    screen = pyte.Screen(1, 1)
    screen.cursor.attrs = attrs
    screen.select_graphic_rendition(*(int(number or 0) for number in given.split(b";")))
    return screen.cursor.attrs


class Terminal:
    """A terminal with a shell in it: what it shows, and keys to press."""

    def __init__(self) -> None:
        self._parent, child = pty.openpty()
        self._screen = Cells(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self.resize(80, 24)
        self._shell = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", SHELL],
            stdin=child,
            stdout=child,
            stderr=child,
            env=_environ() | {"TERM": "xterm-256color", "PS1": f"\\[\\e[?2026l\\]{PROMPT} $? > "},
        )
        os.close(child)
        self._written = b""
        self._begun = b""
        self.until_shell()

    def resize(self, columns: int, lines: int) -> None:
        """Change the size, as dragging a corner of the window does; the program is told by a signal."""
        self._screen.resize(lines, columns)
        fcntl.ioctl(self._parent, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys: str) -> None:
        os.write(self._parent, keys.encode())

    def until(self, holds: Callable[[], bool]) -> None:
        """Read what is written until something holds of a whole frame, or of what the program keeps."""
        end = time.monotonic() + TERMINAL_PATIENCE
        while self._in_frame or not holds():
            if select.select([self._parent], [], [], LOOK)[0]:
                self._read()
            elif time.monotonic() > end:
                pytest.fail(
                    f"this did not come in {TERMINAL_PATIENCE} s; the screen shows\n" + "\n".join(self.lines)
                )

    def until_shell(self, status: int | str = "") -> None:
        """Until the program has ended, with a status if one is given, or was stopped."""
        self.until(lambda: f"{PROMPT} {status}" in self.cursor_line)

    def shows(self, words: str) -> None:
        """Until some words are on the screen, however the lines of a text or a notice break."""
        self.until(lambda: words in " ".join(" ".join(self.lines).replace("▌", " ").split()))

    def _read(self) -> None:
        data = os.read(self._parent, 65536)
        self._show(data)
        asked = self._written.count(FRAMES_ASKED)
        self._written = self._written[-100_000:] + data
        if self._written.count(FRAMES_ASKED) > asked:
            self.press(FRAMES_KNOWN)

    def _show(self, data: bytes) -> None:
        data = self._begun + data
        end = begun.start() if (begun := BEGUN.search(data)) else len(data)
        data, self._begun = data[:end], data[end:]
        place = 0
        for found in COLOURS.finditer(data):
            self._stream.feed(data[place : found.start()])
            self._screen.colour(found[1])
            place = found.end()
        self._stream.feed(data[place:])

    @property
    def _in_frame(self) -> bool:
        return self._written.rfind(FRAME_BEGINS) > self._written.rfind(FRAME_ENDS)

    def line(self, row: int) -> str:
        cells, columns = self._screen.buffer[row], range(self._screen.columns)
        return "".join(cells[column].data for column in columns).rstrip()

    @property
    def lines(self) -> list[str]:
        return [self.line(row) for row in range(self._screen.lines)]

    @property
    def last_line(self) -> str:
        return self.line(self._screen.lines - 1)

    @property
    def cursor_line(self) -> str:
        return self.line(self._screen.cursor.y)

    @property
    def field(self) -> str:
        """The line of the field that shows a cursor; the terminal's own may lag behind."""
        rows = range(self._screen.lines)
        return next((line for row in rows if "▌" in (line := self.line(row)) and self._has_cursor(row)), "")

    def _has_cursor(self, row: int) -> bool:
        """Whether a cell stands out from the field, to which margin and last column do not belong."""
        cells = self._screen.buffer[row]
        grounds = {cells[column].bg for column in range(3, self._screen.columns - 1)}
        return len(grounds - {cells[0].bg}) > 1

    @property
    def foreground(self) -> int:
        """The number of the process that has the terminal."""
        return os.tcgetpgrp(self._parent)

    def close(self) -> None:
        for process in {self.foreground, self._shell.pid}:
            os.kill(process, signal.SIGKILL)
        self._shell.wait()
        os.close(self._parent)


def _environ() -> dict[str, str]:
    """The environment without a size, which would stand above that of the terminal."""
    return {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A terminal at its shell."""
    if shutil.which("bash") is None:
        pytest.skip("no shell that can stop a program")
    opened = Terminal()
    yield opened
    opened.close()
