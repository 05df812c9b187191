"""In a real terminal: whatever ends the program, what was being done is offered by the next start."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from quizapp.drafts import Drafts
from quizapp.store import open_store

PATIENCE = 90.0


@pytest.fixture(autouse=True)
def surroundings(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the terminal, which takes the environment along."""
    monkeypatch.setenv("QUIZAPP_STORE", str(store))


def start(terminal: Any) -> None:
    terminal.press(f"{sys.executable} -m quizapp\r")
    terminal.until(lambda: "enter start" in terminal.last_line)


def written(store: Path, words: str) -> None:
    """Until what was written is on the disk."""
    end = time.monotonic() + PATIENCE
    while True:
        with open_store(str(store)) as opened:
            if any(words in str(draft.content) for draft in Drafts(opened.facts).all()):
                return
        assert time.monotonic() < end


@pytest.mark.parametrize("ending", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL, None])
def test_a_quiz_and_its_half_typed_answer_outlive_the_program(
    terminal: Any, store: Path, ending: signal.Signals | None
) -> None:
    start(terminal)
    terminal.press("z")
    terminal.shows("without a time limit")
    terminal.press("\r")
    terminal.shows("question 1 of 10")
    terminal.press("7531")
    terminal.shows("7531")
    if ending == signal.SIGKILL:
        written(store, "7531")
    if ending is None:
        terminal.press("\x11")
    else:
        os.kill(terminal.foreground, ending)
    terminal.until_shell()

    start(terminal)
    terminal.shows("You left a quiz at question 1 of 10.")
    terminal.press("r")
    terminal.shows("question 1 of 10")
    terminal.shows("7531")
    terminal.press("\x1b")
    terminal.shows("End the quiz here and see the result?")
    terminal.press("y")
    terminal.shows("0 of 10 right")
    terminal.press("\x1b")
    terminal.until(lambda: "enter start" in terminal.last_line)
    with open_store(str(store)) as opened:
        assert Drafts(opened.facts).all() == []


@pytest.mark.parametrize("ending", [signal.SIGHUP, signal.SIGTERM])
def test_a_card_that_is_being_written_outlives_the_terminal(
    terminal: Any, store: Path, ending: signal.Signals
) -> None:
    start(terminal)
    terminal.press("b")
    terminal.shows("found")
    terminal.press("\r")
    terminal.until(lambda: "new card" in terminal.last_line)
    terminal.press("n")
    terminal.shows("A new card")
    terminal.press("Why is it so?")
    terminal.shows("Why is it so?")
    os.kill(terminal.foreground, ending)
    terminal.until_shell()
    start(terminal)
    terminal.shows("You were writing a card: “Why is it so?”.")
