"""A whole evening in a real terminal, under a shell: a resize, a stop and return, a kill, a new start."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyte
import pytest

import engine
from engine.choices import shown
from engine.variant import Variant
from quizapp.config import Settings, load
from quizapp.memory import Rating
from quizapp.question import Question, draw_of
from quizapp.records import LogRow
from quizapp.session import Options, Session
from quizapp.store import open_store
from quizapp.workspace import Workspace, now_ms

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no shell that can stop a program")

PATIENCE = 90.0
"""Seconds until something that should happen is given up."""

PROMPT = "at the shell, after"

SHELL = "import os; os.login_tty(0); os.execvp('bash', ['bash', '--norc', '--noprofile', '-i'])"
"""The shell as the leader of a session of its own, so that ctrl+z reaches what runs in it."""


FRAMES_ASKED, FRAMES_KNOWN = b"\x1b[?2026$p", "\x1b[?2026;2$y"
"""The question whether the terminal knows frames, and that it does."""

FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"


class Terminal:
    """A terminal with a shell in it: what it shows, and keys to press."""

    def __init__(self) -> None:
        self._parent, child = pty.openpty()
        self._screen = pyte.Screen(80, 24)
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
        self.until(lambda: PROMPT in self.cursor_line)

    def resize(self, columns: int, lines: int) -> None:
        """Change the size, as dragging a corner of the window does; the program is told by a signal."""
        self._screen.resize(lines, columns)
        fcntl.ioctl(self._parent, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys: str) -> None:
        os.write(self._parent, keys.encode())

    def until(self, holds: Callable[[], bool]) -> None:
        """Read what is written until something holds of a whole frame."""
        end = time.monotonic() + PATIENCE
        while self._in_frame or not holds():
            if select.select([self._parent], [], [], max(0.0, end - time.monotonic()))[0]:
                self._read()
            else:
                pytest.fail(f"this did not come in {PATIENCE} s; the screen shows\n" + "\n".join(self.lines))

    def _read(self) -> None:
        data = os.read(self._parent, 65536)
        self._stream.feed(data)
        asked = self._written.count(FRAMES_ASKED)
        self._written = self._written[-100_000:] + data
        if self._written.count(FRAMES_ASKED) > asked:
            self.press(FRAMES_KNOWN)

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


class Evening:
    """A learner at the program in a terminal, and what they expect to find in the log."""

    def __init__(self, terminal: Terminal, workspace: Workspace) -> None:
        self.terminal = terminal
        self._workspace = workspace
        self.given: list[tuple[int, bool]] = []
        """Of each answer the grade, and whether something right was typed."""

    def begin(self) -> None:
        """Start the program and go to the first question."""
        self.terminal.press(f"{sys.executable} -m quizapp\r")
        self.terminal.until(lambda: "enter start" in self._keys)
        self.terminal.press("\r")
        self.terminal.until(lambda: self.asked)

    @property
    def _keys(self) -> str:
        return self.terminal.last_line

    @property
    def at_exercise(self) -> bool:
        return "enter answer" in self._keys

    @property
    def asked(self) -> bool:
        """Whether a question waits for its answer."""
        return "show answer" in self._keys or self.at_exercise

    @property
    def question(self) -> list[str]:
        """What is on the screen, but for the line of progress, which begins anew with each start."""
        return [line for row, line in enumerate(self.terminal.lines) if row != 1]

    @property
    def solved(self) -> bool:
        """Whether a question waits for its grade."""
        return "as marked" in self._keys

    def until_exercise(self) -> None:
        """Answer cards until an exercise is asked."""
        while not self.at_exercise:
            self.answer()

    def answer(self, times: int = 1) -> None:
        """Answer questions; some of the exercises wrongly."""
        for _ in range(times):
            correct = False
            if self.at_exercise:
                correct = self._work()
            else:
                self.reveal()
            grade = 3 if len(self.given) % 5 == 0 else 4
            self.terminal.press(str(grade))
            self.given.append((grade, correct))
            self.terminal.until(lambda: self.asked)

    def reveal(self) -> None:
        self.terminal.press(" ")
        self.terminal.until(lambda: self.solved)

    def _work(self) -> bool:
        """Work on the exercise, every third time to no end; whether the answer is right."""
        values = self._values()
        if not values:
            self.type("0.1234")
            self.terminal.press("\x07")
        for value in values:
            self.type(value)
            self.terminal.press("\r")
            self.terminal.until(lambda text=value: self.solved or not self._stands(text))
        self.terminal.until(lambda: self.solved)
        return bool(values)

    def _values(self) -> list[str]:
        """What to type; nothing where the question is given up."""
        variant = self._drawn()
        values = [shown(part, variant.answer[part.name]) for part in variant.parts]
        return values if len(self.given) % 3 and variant.check(*values).correct else []

    def type(self, text: str) -> None:
        """Type an answer; it stands in the field then."""
        self.terminal.press(text)
        self.terminal.until(lambda: self._stands(text))

    def _stands(self, text: str) -> bool:
        """Whether the end of a text, which is what a narrow field shows, stands in the field."""
        return text[-10:] in self.terminal.field

    @property
    def _entry(self) -> engine.Entry | None:
        """The exercise whose title is on the screen."""
        lines = [line.strip() for line in self.terminal.lines]
        return next((entry for entry in engine.catalogue() if entry.title in lines), None)

    def _drawn(self) -> Variant:
        """The exercise on the screen, as it was drawn from its item and the day."""
        self.terminal.until(lambda: self._entry is not None)
        entry = self._entry
        assert entry is not None
        store, calendar = self._workspace.store, self._workspace.scheduling.calendar
        item = store.study.load(store.library.ensure_exercises([entry.id])[entry.id])
        assert item is not None
        draw = draw_of(item, calendar.day(now_ms()), entry.levels)
        return engine.exercise(entry.id).variant(draw.seed, draw.level, draw.target)

    @property
    def log(self) -> list[LogRow]:
        """Of today."""
        return [row for row in self._workspace.store.log.rows() if row.answer.day == self._workspace.today]

    @property
    def kept(self) -> list[tuple[int, bool]]:
        """Of the answers in the log, in their order, the grade and whether it was right."""
        answers = [row.answer for row in self.log]
        return [(int(one.rating or 0), bool(one.attempt and one.attempt.correct)) for one in answers]


@pytest.fixture
def settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of the environment, under which no day ends while this runs."""
    far = (datetime.now(UTC).hour + 12) % 24
    for name, value in {"NEW_PER_DAY": 300, "NEW_ITEMS": "mixed", "ROLLOVER_HOUR": far}.items():
        monkeypatch.setenv(f"QUIZAPP_{name}", str(value))
    return load(home / "none.toml", os.environ).settings


@pytest.fixture
def workspace(home: Path, shipped: Path, settings: Settings) -> Iterator[Workspace]:
    """A store with new cards and unlocked exercises: cards that call for them were learnt days ago."""
    path = home / "quizapp" / "quizapp.sqlite"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(shipped, path)
    with Workspace(settings, open_store(str(path))) as workspace:
        store = workspace.store
        before = now_ms() - 3 * 86_400_000
        session = Session(
            store.study, workspace.scheduling, now_ms=before, seed=1, options=Options(new_limit=160)
        )
        with store.transaction():
            while isinstance(asked := session.next(before), Question):
                session.answer(asked, Rating.EASY, now_ms=before, duration_ms=4000)
        store.decks.enable_path("Training")
        yield workspace


@pytest.fixture
def evening(workspace: Workspace) -> Iterator[Evening]:
    terminal = Terminal()
    yield Evening(terminal, workspace)
    terminal.close()


def test_an_evening_in_a_terminal(evening: Evening) -> None:
    terminal = evening.terminal
    evening.begin()
    evening.answer(40)

    terminal.resize(100, 34)
    terminal.until(lambda: evening.asked and len(terminal.last_line) > 80)
    evening.answer(40)

    terminal.press("\x1a")
    terminal.until(lambda: PROMPT in terminal.cursor_line)
    terminal.press("fg\r")
    terminal.until(lambda: evening.asked)
    evening.answer(20)

    evening.until_exercise()
    seen = evening.question
    evening.type("0.12")
    os.kill(terminal.foreground, signal.SIGKILL)
    terminal.until(lambda: PROMPT in terminal.cursor_line)
    assert evening.kept == evening.given

    evening.begin()
    terminal.until(lambda: evening.question == seen)
    evening.answer(200 - len(evening.given))
    terminal.press("\x11")
    terminal.until(lambda: f"{PROMPT} 0" in terminal.cursor_line)
    assert evening.kept == evening.given
    assert len({row.key for row in evening.log}) > 150
    assert sum(row.key.startswith("exercise:") for row in evening.log) > 40
