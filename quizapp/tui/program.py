"""The program as a process of its own: it needs a terminal, and arranges the process for quick screens.

While it starts, nothing is garbage: collections would look through all modules again and again.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.errors import UsageError

if TYPE_CHECKING:
    from textual.events import ScreenResume
    from textual.geometry import Size
    from textual.message import Message

    from quizapp.records import Selection
    from quizapp.tui.app import QuizApp

FRAMES = "120"
"""The most frames in a second. After a frame the next one waits for up to two periods, even when nothing
else is to be done; with Textual's sixty that is twice as long as what a search needs."""

TURN = 0.001
"""Seconds for which a thread that computes keeps the others waiting. The screen needs its turn several times
for a frame, and with Python's five milliseconds would come late each time."""

LONG = 0.004
"""Seconds of work on one message, after which keys and clocks have their turn before the next message."""


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
    sys.setswitchinterval(TURN)
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)  # read when it is imported
    from quizapp.tui.app import QuizApp
    from quizapp.tui.drawing import draw_what_is_seen
    from quizapp.tui.lines import draw_lines_plainly

    draw_what_is_seen()
    draw_lines_plainly()
    spare_caches()
    give_way()
    lay_out_once()
    dress_once()
    app = QuizApp(store, settled=lambda: _settle(app), **options)
    return app


def spare_caches() -> None:
    """Let the lines that are drawn from now on remember their parts without seven caches each.

    Those are empty, but for one or two, and they are half of all objects that a look for garbage goes
    through. Lines do not live long enough for a bound on what they remember.
    """
    from textual import strip

    vars(strip)["FIFOCache"] = lambda _: {}


def give_way() -> None:
    """Let nobody wait for more than one message.

    A screen goes through all messages that wait for it without a look at anything else; when it opens these
    are three, with a frame each.
    """
    from textual.message_pump import MessagePump

    dispatch = MessagePump._dispatch_message

    async def dispatch_and_wait(self: MessagePump, message: Message) -> None:
        began = time.perf_counter()
        await dispatch(self, message)
        if time.perf_counter() - began > LONG:
            await asyncio.sleep(sys.float_info.min)  # more than none: after what is due already

    MessagePump._dispatch_message = dispatch_and_wait  # type: ignore[method-assign]


def lay_out_once() -> None:
    """Spare a screen that opens a second layout with its frame: it is told once more of the size it has."""
    from textual.screen import Screen

    resized = Screen._screen_resized

    def resized_if_so(self: Screen[Any], size: Size) -> None:
        if size != self._compositor.size:
            resized(self, size)

    Screen._screen_resized = resized_if_so  # type: ignore[method-assign]


def dress_once() -> None:
    """Spare a screen that opens a second look for the styles of its widgets, which have just got them."""
    from textual.screen import Screen

    resume = Screen._on_screen_resume

    def resume_dressed(self: Screen[Any], event: ScreenResume) -> None:
        event.refresh_styles &= bool(self.stack_updates)
        resume(self, event)

    Screen._on_screen_resume = resume_dressed  # type: ignore[method-assign]


def _settle(app: QuizApp) -> None:
    """All is loaded: keep it, and from now on look through what comes after when nothing happens."""
    from quizapp.tui.collecting import LOOK, Collector, keep_what_is_loaded

    keep_what_is_loaded()
    app.set_interval(LOOK, Collector(app).look)
