"""A whole evening in a real terminal, under a shell: a resize, a stop and return, a kill, a new start."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

import engine
from engine.choices import shown
from engine.variant import Variant
from quizapp.config import Settings, load
from quizapp.drafts import Draft, Drafts
from quizapp.memory import Rating
from quizapp.question import Question, draw_of
from quizapp.records import LogRow
from quizapp.session import Options, Session
from quizapp.store import open_store
from quizapp.workspace import Workspace, now_ms

ALL_TO_THE_LEFT = "\x15"
"""The key that deletes what stands left of the cursor."""


class Evening:
    """A learner at the program in a terminal, and what they expect to find in the log."""

    def __init__(self, terminal: Any, workspace: Workspace) -> None:
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
        """What is on the screen above the first field, but for the line of progress, which begins anew with
        each start."""
        lines = [line for row, line in enumerate(self.terminal.lines) if row != 1]
        return list(takewhile(lambda line: "▌" not in line, lines))

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
    def begun(self) -> list[Draft]:
        """What is kept of questions without a grade."""
        return Drafts(self._workspace.store.facts).all()

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
def evening(workspace: Workspace, terminal: Any) -> Evening:
    return Evening(terminal, workspace)


def test_an_evening_in_a_terminal(evening: Evening) -> None:
    terminal = evening.terminal
    evening.begin()
    evening.answer(40)

    terminal.resize(100, 34)
    terminal.until(lambda: evening.asked and len(terminal.last_line) > 80)
    evening.answer(40)

    terminal.press("\x1a")
    terminal.until_shell()
    terminal.press("fg\r")
    terminal.until(lambda: evening.asked)
    evening.answer(20)

    evening.until_exercise()
    evening.type("0.12")
    terminal.until(lambda: "0.12" in str(evening.begun))
    seen = evening.question  # whole by now: the line of keys may be drawn a frame before it
    os.kill(terminal.foreground, signal.SIGKILL)
    terminal.until_shell()
    assert evening.kept == evening.given

    evening.begin()
    terminal.until(lambda: evening.question == seen and "0.12" in terminal.field)
    terminal.press(ALL_TO_THE_LEFT)
    terminal.until(lambda: "0.12" not in terminal.field)
    evening.answer(200 - len(evening.given))
    terminal.press("\x11")
    terminal.until_shell(0)
    assert evening.kept == evening.given
    assert len({row.key for row in evening.log}) > 150
    assert sum(row.key.startswith("exercise:") for row in evening.log) > 40
