"""The question as a script, in lines: to read, to run, to change and run again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError
from quizapp.notes.editor import read_back, run_editor
from quizapp.runner import run_script

if TYPE_CHECKING:
    from quizapp.lines.console import Lines
    from quizapp.lines.desk import Desk


def show_script(desk: Desk) -> None:
    """Print the script; run and change it until the learner goes on."""
    from engine.snippet import snippet

    assert desk.round is not None
    script = snippet(desk.round.variant)
    desk.say(indented(script))
    while typed := desk.lines.aside("r runs it, e changes it in your editor, Enter goes back > ").lower():
        if typed in ("r", "run"):
            outcome = run_script(script)
            text = (outcome.output + outcome.errors).rstrip() or "nothing"
            desk.say(f"{'It printed' if outcome.ok else 'It failed'}:\n{indented(text)}")
        elif typed in ("e", "edit"):
            script = _changed(desk.lines, script)
            desk.say(indented(script))
        else:
            desk.say("Type r, e or Enter.")


def indented(text: str) -> str:
    """A text that stays as it is laid out."""
    return "\n".join(f"    {line}" for line in text.rstrip("\n").split("\n"))


def _changed(lines: Lines, script: str) -> str:
    try:
        return in_editor(lines, script, "question.py")
    except InputError as error:
        lines.say(str(error))
        return script


def in_editor(lines: Lines, text: str, name: str) -> str:
    """A text after the learner has changed it in an editor.

    Raises:
        InputError: there is no editor, it went wrong, or there is no terminal to hand over.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_text(text, encoding="utf-8")
        open_editor(lines, file)
        return read_back(file)


def open_editor(lines: Lines, file: Path, line: int = 1) -> None:
    """Let the learner change a file; this waits for the editor.

    Raises:
        InputError: there is no editor, it went wrong, or there is no terminal to hand over.
    """
    if not lines.at_terminal:
        raise InputError(f"no editor can be opened without a terminal; open {file} at line {line} elsewhere")
    run_editor(file, line)
