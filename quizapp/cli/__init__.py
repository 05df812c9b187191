"""The command line: one registry line for each command, loaded when it is called.

Data goes to stdout, narration to stderr. Every error of `engine.errors` ends the program with its one
sentence and its exit code.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence

from engine.errors import InputError, QuizappError

COMMANDS: dict[str, tuple[str, str]] = {
    "study": ("study:study", "study what is due, after importing PATHs if given"),
    "import": ("notes:import_notes", "read notes into cards"),
    "lint": ("linting:lint", "say what to mend in notes"),
    "drill": ("exercises:drill", "practise an exercise or a topic without scheduling"),
    "exercises": ("exercises:exercises", "list the exercises"),
    "exercise": ("exercises:exercise", "ask one exercise"),
    "check": ("exercises:check", "grade an answer to an exercise"),
    "snippet": ("exercises:snippet", "print an exercise as a runnable script"),
    "quiz": ("quizzes:quiz", "write a quiz with its key, take one, grade answers"),
    "due": ("overview:due", "count what is due"),
    "stats": ("overview:stats", "show reviews, retention and mistakes"),
    "decks": ("overview:decks", "list decks and study paths"),
    "sources": ("shelves:sources", "list, rename or remove the files and folders that cards come from"),
    "join": ("shelves:join", "let one card carry on the history of another"),
    "export": ("exporting:export", "write cards to a file"),
    "backup": ("care:backup", "copy the store to a file"),
    "restore": ("care:restore", "replace the store by a backup"),
    "doctor": ("care:doctor", "check the store, and mend its caches"),
    "fit": ("care:fit", "fit the memory model to your own answers"),
    "config": ("care:config", "show the settings, or set one"),
}
"""Each command: where its function is, and the line that the help shows."""

COMPLETION = "_QUIZAPP_COMPLETE"
"""With this in its environment a shell asks for the completion of a line."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; never returns."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _bear_any_letter()
    try:
        if arguments is None and len(sys.argv) == 1 and COMPLETION not in os.environ:
            from quizapp.tui.program import open_program

            open_program()
            return 0
        from quizapp.cli.commands import call

        code = call(arguments)
        sys.stdout.flush()
        return code
    except QuizappError as error:
        from cards.markdown.text import clean

        print(f"quizapp: {clean(str(error))}", file=sys.stderr)  # noqa: T201  this is the command line
        return error.exit_code
    except KeyboardInterrupt:
        print(file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        _close_quietly()
        return 0
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _close_quietly()
        print(f"quizapp: cannot write the output: {error.strerror}", file=sys.stderr)  # noqa: T201
        return InputError.exit_code


def _bear_any_letter() -> None:
    """A letter that the encoding lacks is written by its number; bytes that are none are read as such."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _close_quietly() -> None:
    """The output goes nowhere any more: what is still buffered must not be written at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
