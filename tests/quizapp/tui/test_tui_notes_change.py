"""In a real terminal: a note changes while it is open in the learner's editor, in the midst of a session."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from quizapp.store import open_store

EDITOR = """
import sys
from pathlib import Path
note = Path(sys.argv[-1])
assert sys.stdin.isatty()
input("in the editor > ")
exec(Path({deed!r}).read_text())
"""
"""An editor that has the terminal, and does what a file says when enter is pressed."""


class Desk:
    """A learner in the midst of a session, at the second of three cards."""

    def __init__(self, terminal: Any, home: Path) -> None:
        self.terminal = terminal
        self.note = home / "numbers.md"
        self._deed = home / "deed.py"
        script = home / "editor.py"
        script.write_text(EDITOR.format(deed=str(self._deed)), encoding="utf-8")

    def begin(self) -> None:
        self.terminal.press(f"{sys.executable} -m quizapp\r")
        self.terminal.until(lambda: "enter start" in self.terminal.last_line)
        self.terminal.press("\r")
        self.terminal.shows("What is 2 + 2?")
        self.terminal.press(" ")
        self.terminal.shows("as marked")
        self.terminal.press("4")
        self.terminal.shows("What is the softmax?")

    def edit(self, deed: str, *, meanwhile: tuple[str, str] | None = None) -> None:
        """Open the note in the editor, which does something; another program may change it meanwhile."""
        self._deed.write_text(deed, encoding="utf-8")
        self.terminal.press("o")
        self.terminal.until(lambda: "in the editor >" in self.terminal.cursor_line)
        if meanwhile:
            self.note.write_text(self.note.read_text(encoding="utf-8").replace(*meanwhile), encoding="utf-8")
        self.terminal.press("\r")

    def at_question(self, *words: str) -> None:
        """Until words are on the screen, under the keys of a card whose back is hidden."""
        for one in words:
            self.terminal.shows(one)
        self.terminal.until(lambda: "show answer" in self.terminal.last_line)


@pytest.fixture
def desk(terminal: Any, home: Path) -> Desk:
    return Desk(terminal, home)


@pytest.fixture(autouse=True)
def surroundings(home: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the terminal, which takes the environment along."""
    monkeypatch.setenv("QUIZAPP_STORE", str(store))
    monkeypatch.setenv("VISUAL", f"{sys.executable} {home / 'editor.py'}")


def replacing(old: str, new: str) -> str:
    return f"note.write_text(note.read_text().replace({old!r}, {new!r}))"


def test_what_is_edited_is_asked_in_its_place(desk: Desk) -> None:
    desk.begin()
    desk.edit(replacing("What is the softmax?", "What does the softmax do?"))
    desk.at_question("What does the softmax do?", "1 edited")
    desk.edit("pass", meanwhile=("turns logits", "makes logits"))
    desk.at_question("1 edited")
    desk.terminal.press(" ")
    desk.terminal.shows("It makes logits")
    desk.edit(replacing("into probabilities", "into shares"))
    desk.terminal.shows("into shares")  # the answer stays on the screen
    desk.terminal.press("u")
    desk.at_question("What is 2 + 2?", "The last answer is taken back.")
    desk.terminal.press("\x11")
    desk.terminal.until_shell(0)


def test_a_card_that_the_note_gives_no_longer_makes_room(desk: Desk, store: Path) -> None:
    desk.begin()
    desk.terminal.press(" ")
    desk.terminal.shows("It turns logits")
    desk.edit("text = note.read_text(); note.write_text(text[: text.index('## What is the')])")
    desk.terminal.shows("retired")
    desk.terminal.shows("Done for today")
    desk.terminal.press("u")
    desk.at_question("What is 2 + 2?")
    with open_store(str(store)) as opened:
        assert sum(one.retired for one in opened.library.cards()) == 2


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("note.unlink()", "is not there any more"),
        ("note.rename(note.with_name('other.md'))", "is not there any more"),
        ("note.write_bytes(bytes(range(256)) * 40)", "this is not a text file"),
        ("note.unlink(); note.mkdir()", "is not there any more"),
        (f"{replacing('turns logits', 'makes logits')}; sys.exit(3)", "ended with an error (exit code 3)"),
        ("raise SystemExit(1)", "ended with an error (exit code 1)"),
    ],
)
def test_a_note_that_cannot_be_read_leaves_the_card_and_the_place(desk: Desk, deed: str, said: str) -> None:
    desk.begin()
    desk.edit(deed)
    desk.at_question("What is the softmax?", said)
    desk.terminal.press(" ")
    desk.terminal.shows("makes logits" if "makes logits" in deed else "turns logits")
    desk.terminal.press("3")
    desk.terminal.shows("How is it written in Python?")
    desk.terminal.press("u")
    desk.at_question("What is the softmax?")


def test_an_editor_that_is_not_there_is_told(desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "editor.py").unlink()
    desk.begin()
    desk.terminal.press("o")
    desk.at_question("What is the softmax?", "ended with an error")
