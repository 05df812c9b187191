"""The program as a process of its own: it needs a terminal, and arranges the process for quick screens.

While it starts, nothing is garbage: collections would look through all modules again and again. What was
loaded stays, and is never looked through again, which would halt the screen for 60 ms each time. What comes
after it is looked through when nothing happens, just after a key has had its frame, and never for long.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cards.pause import NEVER
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

LOOK = 0.1
"""Seconds between two looks at whether anything happens."""

STILL = 300
"""New objects between two looks, up to which nothing happens."""

WORTH = 1_500
"""New objects that are worth a collection when nothing happens; an answered card makes some thousands."""

NEWEST, YOUNGER = 5_000, 2
"""New objects after which they are looked through whatever happens, in a millisecond or two; and after how
many times those that were left are too."""

GROWN, OUTGROWN = 6_000, 12_000
"""How many more older objects there are than the last look through them left, from which they are worth
another one: when nothing happens, and whatever the learner does."""

MANY, TOO_MANY = 80_000, 200_000
"""Older objects that can be looked through in less than 50 ms. Where there are more, somebody has read notes
or made a quiz: they are left alone from then on, once the learner is back on the first screen or if they are
far more, and are freed like all others when nothing holds them."""

LONG = 0.004
"""Seconds of work on one message, after which keys and clocks have their turn before the next message."""

KEPT, KEPT_ELSEWHERE = 10_000, 20_000
"""Older objects that a look through them has left, from which they are left alone from then on: these are
definitions of exercises and what is remembered of texts and styles. On the first screen there is hardly
anything else; another one is among them, and will be lost with its cycles when it is closed."""


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
    keep_what_is_loaded()
    app.set_interval(LOOK, Collector(app).look)


def keep_what_is_loaded() -> None:
    """From now on collections look through what comes after, and of that through the newest."""
    gc.freeze()
    gc.set_threshold(NEWEST, YOUNGER, NEVER)
    gc.enable()


class Collector:
    """Frees cycles of objects where a program halts for a moment unseen."""

    def __init__(self, app: QuizApp) -> None:
        self._app = app
        self._seen = 0
        self._still = False
        """Whether nothing has happened between the last two looks."""
        self._ready = False
        """Whether the older objects are looked through next if they are due still."""
        self._times = 0
        """How often the younger objects had been looked through when the older ones were counted."""
        self._older = 0
        self._left = 0
        """Of the older objects, at most, when they were last looked through."""

    def look(self) -> None:
        """Look through the newer objects if nothing has happened since the last call; the older ones if
        there are many more of them and no work is under way."""
        newest, _, times = gc.get_count()
        self._still = abs(newest - self._seen) <= STILL
        idle = all(worker.is_finished for worker in self._app.workers)
        if idle and times != self._times:
            self._count(times)  # takes its own time, too, where somebody reads notes
        if idle and self._are_due():
            if self._ready:
                self._look_through()
            else:
                _forget_drawn_lines()  # takes its own time
            self._ready = not self._ready
        elif self._still and newest >= WORTH:
            gc.collect(1)
        self._seen = gc.get_count()[0]

    def _count(self, times: int) -> None:
        self._times, self._older = times, len(gc.get_objects(generation=2))
        self._left = min(self._left, self._older)

    def _are_due(self) -> bool:
        """Whether the older objects shall be looked through, or left alone."""
        if self._older > MANY:
            return self._at_home or self._older > TOO_MANY
        return self._older - self._left >= (GROWN if self._still else OUTGROWN)

    @property
    def _at_home(self) -> bool:
        return len(self._app.screen_stack) == 1

    def _look_through(self) -> None:
        large = self._older > MANY
        gc.collect(1 if large else 2)
        self._left = TOO_MANY
        self._count(0)
        if large or self._older > (KEPT if self._at_home else KEPT_ELSEWHERE):
            gc.freeze()
            self._older = self._left = 0


def _forget_drawn_lines() -> None:
    """Let go of what widgets that are gone have drawn: Textual keeps it of the last thousand."""
    from textual._styles_cache import StylesCache

    clear = getattr(StylesCache.get_inner_outer, "cache_clear", None)
    if clear is not None:
        clear()
