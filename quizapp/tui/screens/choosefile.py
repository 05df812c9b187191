"""A file or a folder to choose, typed or walked to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from engine.errors import InputError
from quizapp.notes.files import nothing_at
from quizapp.paths import shown
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.screens.dialog import Dialog
from quizapp.tui.told import tell
from quizapp.tui.widgets.choices import Choices
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.searchline import SearchLine

HERE = "."
"""The line that stands for the whole folder."""

MOST = 500
"""Entries of a folder that are listed."""


class ChooseFileScreen(Dialog[Path | None]):
    """A path; None when the learner thought better of it."""

    CSS_PATH = looks("dialog", "panes")
    BINDINGS = bindings("choosefile")

    line = getters.query_one(SearchLine)
    choices = getters.query_one(Choices)

    def __init__(self, start: Path, suffixes: frozenset[str]) -> None:
        """
        Args:
            start: the folder to begin in.
            suffixes: of the files that are offered; any file can be typed.
        """
        super().__init__()
        self._start = start
        self._suffixes = suffixes

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -full"):
            yield Static("Import notes", classes="title")
            yield Static("A file, or a folder with all notes below it.", classes="note")
            yield SearchLine("a path")
            yield Choices()
            yield KeyBar()

    def on_mount(self) -> None:
        self._go(self._start)

    def _go(self, folder: Path) -> None:
        self.line.value = f"{shown(folder).rstrip('/')}/"
        self.line.cursor_position = len(self.line.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        folder, begun = self._split(typed)
        options = [Option(_whole(folder), id=HERE)] if folder.is_dir() and not begun else []
        options += [Option(_line(path), id=str(path)) for path in self._entries(folder, begun)]
        self.choices.set_options(options)
        self.choices.highlighted = 0 if options else None

    @staticmethod
    def _split(typed: str) -> tuple[Path, str]:
        """The folder of a path, and what is typed of the name in it."""
        path = _meant(typed or ".")
        return (path, "") if typed.endswith("/") or not typed else (path.parent, path.name)

    def _entries(self, folder: Path, begun: str) -> Sequence[Path]:
        try:
            found = [path for path in folder.iterdir() if self._offered(path, begun)]
        except OSError:
            return []
        return sorted(found, key=lambda path: (not path.is_dir(), path.name.lower()))[:MOST]

    def _offered(self, path: Path, begun: str) -> bool:
        if path.name.startswith(".") and not begun.startswith("."):
            return False
        return path.name.lower().startswith(begun.lower()) and (
            path.is_dir() or path.suffix.lower() in self._suffixes
        )

    def action_choose(self) -> None:
        """Go into a folder, or take what is selected."""
        place = self.choices.highlighted
        if place is None:
            self._take(_meant(self.line.value))
            return
        name = self.choices.get_option_at_index(place).id
        if name == HERE:
            self.dismiss(self._split(self.line.value)[0])
        elif name is not None and Path(name).is_dir():
            self._go(Path(name))
        elif name is not None:
            self.dismiss(Path(name))

    def _take(self, path: Path) -> None:
        """Take what was typed; where nothing is, it can be typed again."""
        if os.path.exists(path):
            self.dismiss(path)
        else:
            tell(self, InputError(nothing_at(path)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_cancel(self) -> None:
        self.dismiss(None)


def _meant(typed: str) -> Path:
    """A path as it was typed; `~` is the home, and a name behind it that no user has stays as it is."""
    return Path(os.path.expanduser(typed))


def _line(path: Path) -> Content:
    if path.is_dir():
        return Content.styled(f"{path.name}/", "$text-primary")
    return Content(path.name)


def _whole(folder: Path) -> Content:
    return Content.styled("✓ everything in this folder", "bold") + Content.styled(
        f"  {shown(folder)}", "$foreground-muted"
    )
