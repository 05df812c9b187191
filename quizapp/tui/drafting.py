"""Screens in which something is written or chosen that must not be lost, whatever ends the program.

A draft is written to the store a moment after each change and when the program is left; what finishes the
work drops it. One that was left is there again when its screen opens.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic

from textual import getters
from textual.screen import ScreenResultType

from engine.errors import QuizappError
from quizapp.drafts import Drafts
from quizapp.tui.app import QuizApp
from quizapp.tui.closing import ClosingScreen
from quizapp.tui.told import tell

if TYPE_CHECKING:
    from textual.timer import Timer

SOON = 0.5
"""Seconds from a change to its being written, in which others join it."""


class DraftScreen(ClosingScreen[ScreenResultType], Generic[ScreenResultType]):
    """A screen with a draft."""

    app = getters.app(QuizApp)

    def __init__(self) -> None:
        super().__init__()
        self._soon: Timer | None = None
        self._writing = asyncio.Lock()
        self._kept: Mapping[str, Any] | None = None
        """What the store holds, as far as this screen has to do with it."""
        self._finished = False

    @property
    def draft_name(self) -> str:
        """What the draft is called; another one for everything of which several can be begun."""
        raise NotImplementedError

    def draft(self) -> Mapping[str, Any] | None:
        """What there is to keep; None where nothing was done yet."""
        raise NotImplementedError

    async def left(self) -> Mapping[str, Any] | None:
        """What was left here before; None where nothing was."""
        workspace = await self.app.workspace()
        found = await self.app.off_loop(Drafts(workspace.store.facts).find, self.draft_name)
        self._kept = found.content if found else None
        return self._kept

    def keep_soon(self) -> None:
        """Something has changed."""
        if self._soon is None and not self._finished:
            self._soon = self.set_timer(SOON, self.keep_draft)

    async def keep_draft(self) -> bool:
        """Write what there is to keep now; where that cannot be, say so and return false."""
        async with self._writing:
            self._soon = None
            content = None if self._finished else self.draft()
            if content != self._kept:
                try:
                    await self.write_draft(content)
                except QuizappError as error:
                    tell(self, error)
                    return False
                self._kept = content
        return True

    async def write_draft(self, content: Mapping[str, Any] | None) -> None:
        """Write a draft; None drops it."""
        drafts = Drafts((await self.app.workspace()).store.facts)
        if content is None:
            await self.app.off_loop(drafts.drop, self.draft_name)
        else:
            await self.app.off_loop(drafts.keep, self.draft_name, content, self.app.clock())

    async def finish_draft(self) -> None:
        """The work is done, or thrown away."""
        self._finished = True
        await self.keep_draft()


async def keep_drafts(app: QuizApp) -> bool:
    """Write what is unfinished on any screen; whether all of it could be written."""
    unfinished = [screen for screen in app.screen_stack if isinstance(screen, DraftScreen)]
    return all([await screen.keep_draft() for screen in unfinished])


def leave_when_told(app: QuizApp) -> None:
    """Leave in good order when the terminal is closed, or the system ends the program."""

    async def leave() -> None:
        await keep_drafts(app)
        app.exit()

    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name) and not app.is_headless:
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), app.call_later, leave)
