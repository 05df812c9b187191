"""Keys that come faster than what they ask for: they wait until it is done, or until it asks for more.

Without this a key that is typed ahead, or that comes in one burst over a slow line, would do something to
the list behind a question that is not on the screen yet.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key

if TYPE_CHECKING:
    from textual.screen import Screen

P = ParamSpec("P")
D = TypeVar("D", bound=DOMNode)
R = TypeVar("R")


class Ahead:
    """The keys that wait, and the screens at work: something is being done there, or they are new."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self._at_work: Counter[Screen[Any]] = Counter()
        self._meant_for: WeakKeyDictionary[Key, DOMNode] = WeakKeyDictionary()
        self._keys: list[Key] = []

    def see(self, key: Key) -> None:
        """Note for which part of the screen a key is as it comes."""
        if self.app.screen_stack:
            self._meant_for[key] = self._taker

    def begin(self, screen: Screen[Any]) -> None:
        self._at_work[screen] += 1

    def end(self, screen: Screen[Any]) -> None:
        """Let the keys that wait come once more, where they need not wait for anything else."""
        self._at_work -= Counter([screen])
        if not self._at_work[self.app.screen]:
            keys, self._keys = self._keys, []
            for key in keys:
                self._send(key)

    def take(self, key: Key) -> bool:
        """Whether a key waits, or goes to what takes the keys since it was pressed."""
        if self._at_work[self.app.screen]:
            self._keys.append(key)
        elif self._meant_for.get(key, self._taker) is not self._taker:
            self._send(key)
        else:
            return False
        return True

    @property
    def _taker(self) -> DOMNode:
        return self.app.focused or self.app.screen

    def _send(self, key: Key) -> None:
        self.app.post_message(Key(key.key, key.character))


class PatientApp(App[None]):
    """A program whose keys wait for the screen that they are meant for."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = Ahead(self)

    def push_screen(self, screen: Screen[Any] | str, *args: Any, **kwargs: Any) -> Any:
        shown = super().push_screen(screen, *args, **kwargs)
        self.ahead.begin(self.screen)
        self.screen.call_after_refresh(self.ahead.end, self.screen)
        return shown

    async def push_screen_wait(self, screen: Screen[R], **kwargs: Any) -> R:  # type: ignore[override]  # no names
        """Ask in a worker. What the app has to do first is not given up together with a worker that is."""
        await asyncio.shield(self._flush_next_callbacks())
        return await super().push_screen_wait(screen, **kwargs)

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded:  # it comes again from the screen
            self.ahead.see(event)
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """What nothing on the screen has taken for itself: bound keys, and those that came too early."""
        if self.ahead.take(event):
            event.prevent_default()


def in_turn(
    action: Callable[Concatenate[D, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[D, P], None]:
    """An action in a worker, since it may ask; keys that come before it asks or ends wait for that."""

    @wraps(action)
    def begin(node: D, /, *args: P.args, **kwargs: P.kwargs) -> None:
        app: Any = node.app
        screen = node.screen
        app.ahead.begin(screen)

        async def do() -> None:
            try:
                await action(node, *args, **kwargs)
            finally:
                app.ahead.end(screen)

        node.run_worker(do())

    return begin
