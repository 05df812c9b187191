"""Screens that close once, however many keys ask for it, and whatever is still being loaded for them."""

from __future__ import annotations

from typing import Generic

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType
from textual.worker import NoActiveWorker, get_current_worker


class ClosingScreen(Screen[ScreenResultType], Generic[ScreenResultType]):
    """A screen that can be dismissed."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close the screen where it is on top; Textual would close whatever has come before it.

        What is still at work for it ends first, as it would find no widget any more.
        """
        if not self.is_active:
            return AwaitComplete()
        try:
            current = get_current_worker()
        except NoActiveWorker:
            current = None
        for worker in self.workers:
            if worker.node is self and worker is not current:
                worker.cancel()
        return super().dismiss(result)
