"""The learner's own editor: which command it is, how it is told the line, which note it may open.

Nothing is started here.
"""

from __future__ import annotations

import os
import shlex
import shutil
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
        InputError: no editor is set and none is found.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    command = shlex.split(named) if named else [known for known in KNOWN if shutil.which(known)][:1]
    if not command:
        raise InputError("no editor is set: give its name in the environment variable EDITOR")
    place = [f"+{line}"] if Path(command[0]).name in TAKES_LINE else []
    return [*command, *place, str(file)]


def note_of(card: StudyCard) -> Path:
    """The note that a card was cut from.

    Raises:
        InputError: it has none that can be opened.
    """
    from quizapp.notefiles import SHIPPED
    from quizapp.packages import is_package

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
