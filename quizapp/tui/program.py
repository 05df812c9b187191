"""The program as a process of its own: it needs a terminal, and arranges the process for quick screens.

While it starts, nothing is garbage: collections would look through all modules again and again. What was
loaded stays, and is never looked through again, which would halt the screen for 60 ms each time. Of what
comes after it, only the newest is looked through at any moment, and the rest when nothing happens.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cards.pause import NEVER
from engine.errors import UsageError

if TYPE_CHECKING:
    from quizapp.records import Selection
    from quizapp.tui.app import QuizApp

LOOK = 2.0
"""Seconds between two looks at whether anything happens."""

DUE, OVERDUE = 30, 300
"""Collections of the younger objects after which the older ones are worth one: when nothing happens, and
whatever the learner does."""


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
    arranged(store, selection=selection, given=given).run()


def arranged(store: str | None, **options: Any) -> QuizApp:
    """The program in a process that is arranged for it.

    Args:
        store: path or URL given on the command line.
        options: as `QuizApp` takes them.

    Raises:
        QuizappError: the settings or the store cannot be used.
    """
    gc.disable()
    from quizapp.tui.app import QuizApp

    app = QuizApp(store, settled=lambda: _settle(app), **options)
    return app


def _settle(app: QuizApp) -> None:
    """All is loaded: keep it, and from now on look through what comes after when nothing happens."""
    keep_what_is_loaded()
    app.set_interval(LOOK, Older(app).look)


def keep_what_is_loaded() -> None:
    """From now on collections look through what comes after, and of that through the newest."""
    gc.freeze()
    newest, younger, _ = gc.get_threshold()
    gc.set_threshold(newest, younger, NEVER)
    gc.enable()


class Older:
    """Frees cycles of older objects, where a program halts for a moment unseen."""

    def __init__(self, app: QuizApp) -> None:
        self._app = app
        self._seen = (0, 0)

    def look(self) -> None:
        """Look them through if no work is under way and nothing has happened since the last call, or much."""
        _, younger, older = gc.get_count()
        still = self._seen == (younger, older)
        self._seen = (younger, older)
        if older >= (DUE if still else OVERDUE) and all(worker.is_finished for worker in self._app.workers):
            _forget_drawn_lines()
            gc.collect()


def _forget_drawn_lines() -> None:
    """Let go of what widgets that are gone have drawn: Textual keeps it of the last thousand."""
    from textual._styles_cache import StylesCache

    clear = getattr(StylesCache.get_inner_outer, "cache_clear", None)
    if clear is not None:
        clear()
