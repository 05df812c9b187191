"""The learner's own editor: which command it is, how it is told the line, which note it may open."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError

if TYPE_CHECKING:
    from quizapp.records import StudyCard

KNOWN = ("nano", "vim", "vi")
"""Editors that are tried, where the learner has named none."""

TAKES_LINE = ("vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "joe", "ne", "jed")
"""Editors that understand `+LINE`."""


def editor(file: Path, line: int = 1) -> list[str]:
    """The command that opens a file at a line, for editors that can be told.

    Raises:
        InputError: no editor is set and none is found, or what is set cannot be read.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(named) or [known for known in KNOWN if shutil.which(known)][:1]
    except ValueError:
        raise InputError(f"the name of the editor has a quotation mark too many: {named}") from None
    if not command:
        raise InputError("no editor is set: give its name in the environment variable EDITOR")
    place = [f"+{line}"] if Path(command[0]).name in TAKES_LINE else []
    return [*command, *place, str(file)]


def run_editor(file: Path, line: int = 1) -> None:
    """Let the learner change a file; this waits for the editor.

    Raises:
        InputError: there is no editor, it cannot be started, or it ended with an error.
    """
    command = editor(file, line)
    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise InputError(f"cannot start {command[0]}: {error.strerror}; set EDITOR to another one") from None
    if code:
        raise InputError(f"{command[0]} ended with an error (exit code {code}); set EDITOR to another one")


def read_back(file: Path) -> str:
    """The text of a file after the learner was in an editor with it.

    Raises:
        InputError: it is not there any more.
    """
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f"the editor left no file to read: {error.strerror}") from None


def note_of(card: StudyCard) -> Path:
    """The note that a card was cut from.

    Raises:
        InputError: it has none that can be opened.
    """
    from quizapp.decks.packages import is_package
    from quizapp.notes.files import SHIPPED

    if card.source is None or not card.source.file:
        raise InputError("this card was made by hand and has no note; e edits it")
    if card.source.file.startswith(SHIPPED):
        raise InputError("this card belongs to the shipped deck, whose notes are the program's; e edits it")
    file = Path(card.source.file)
    if not file.is_file():
        raise InputError(f"{file} is not there any more; import it from where it is now")
    if is_package(file):
        raise InputError(f"this card came in the package {file.name}, which is no note; e edits it")
    return file
