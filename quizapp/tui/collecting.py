"""The search for garbage, when nothing happens and never for long.

What was loaded stays, and is never looked through again, which would halt the screen for 60 ms each time.
What comes after it is looked through just after a key has had its frame, in parts: each of them, also the
one that counts, touches every object, and those of a large import are in no cache of the processor any more.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from cards.bulk.pause import NEVER

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp

LOOK = 0.1
"""Seconds between two looks at whether anything happens."""

STILL = 300
"""New objects between two looks, up to which nothing happens."""

WORTH = 1_500
"""New objects that are worth a collection when nothing happens; an answered card makes some thousands."""

NEWEST, YOUNGER = 3_000, 2
"""New objects after which they are looked through whatever happens, in a millisecond or two; and after how
many times those that were left are too. They may all be a screen that has closed, which takes the longest."""

GROWN, OUTGROWN = 6_000, 12_000
"""How many more older objects there are than the last look through them left, from which they are worth
another one: when nothing happens, and whatever the learner does."""

MANY, TOO_MANY = 35_000, 200_000
"""Older objects that can be looked through in less than 50 ms. Where there are more, somebody has read notes
or made a quiz: they are left alone from then on, once the learner is back on the first screen or if they are
far more, and are freed like all others when nothing holds them."""

KEPT, KEPT_ELSEWHERE = 10_000, 20_000
"""Older objects that a look through them has left, from which they are left alone from then on: these are
definitions of exercises and what is remembered of texts and styles. On the first screen there is hardly
anything else; another one is among them, and will be lost with its cycles when it is closed."""


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
        self._looked = False
        """Whether the older objects have been looked through since they were counted."""
        self._times = 0
        """How often the younger objects had been looked through when the older ones were counted."""
        self._older = 0
        self._left = 0
        """Of the older objects, at most, when they were last looked through."""

    def look(self) -> None:
        """Look through the newer objects if nothing has happened since the last call; the older ones if
        there are many more of them and no work is under way. Does one of these things with each call."""
        newest, _, times = gc.get_count()
        self._still = abs(newest - self._seen) <= STILL
        idle = all(worker.is_finished for worker in self._app.workers)
        if idle and (self._looked or times != self._times):
            self._count(times)
        elif idle and self._are_due():
            if self._ready:
                self._look_through()
            else:
                _forget_drawn_lines()
                self._times = -1  # a screen that has closed may have let go of most: count again
            self._ready = not self._ready
        elif self._still and newest >= WORTH:
            gc.collect(1)
        self._seen = gc.get_count()[0]

    def _count(self, times: int) -> None:
        self._times, self._older = times, len(gc.get_objects(generation=2))
        if self._looked:
            self._looked, self._left = False, self._older
            if self._older > (KEPT if self._at_home else KEPT_ELSEWHERE):
                self._leave_alone()
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
        if self._older > MANY:
            self._leave_alone()
        else:
            gc.collect(2)
            self._looked = True

    def _leave_alone(self) -> None:
        gc.collect(1)
        gc.freeze()
        self._older = self._left = 0


def _forget_drawn_lines() -> None:
    """Let go of what widgets that are gone have drawn: Textual keeps it of the last thousand."""
    from textual._styles_cache import StylesCache

    clear = getattr(StylesCache.get_inner_outer, "cache_clear", None)
    if clear is not None:
        clear()
