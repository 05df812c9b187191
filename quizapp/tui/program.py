"""The program as a process of its own: it needs a terminal, and arranges the process for quick screens.

While it starts, nothing is garbage: collections would look through all modules again and again. What was
loaded stays, and is never looked through again, which would halt the screen for 60 ms each time.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.errors import UsageError

if TYPE_CHECKING:
    from quizapp.records import Selection


def open_program(
    store: str | None = None, selection: Selection | None = None, given: Mapping[str, Any] | None = None
) -> None:
    """Open the screens; without a terminal, say how to study in lines.

    Args:
        store: path or URL given on the command line.
        selection: what to study at once; the home screen comes first when None.
        given: settings given on the command line, by name.

    Raises:
        UsageError: this is no terminal.
        QuizappError: the settings or the store cannot be used.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("this is no terminal: `quizapp study --plain` studies in lines.")
    gc.disable()
    from quizapp.tui.app import QuizApp

    QuizApp(store, selection=selection, given=given, settled=keep_what_is_loaded).run()


def keep_what_is_loaded() -> None:
    """From now on collections look through what comes after."""
    gc.freeze()
    gc.enable()
