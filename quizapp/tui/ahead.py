"""Keys that come faster than what they ask for: each is dealt with before the next one has its turn.

Without this a key that is typed ahead, or that comes in one burst over a slow line, would go to what is on
the screen now, and not to what the key before it is about to bring.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key, Paste

if TYPE_CHECKING:
    from textual.message_pump import MessagePump
    from textual.screen import Screen

P = ParamSpec("P")
D = TypeVar("D", bound=DOMNode)
R = TypeVar("R")

ROUNDS = 3
"""How often what a key was for, and all that it is part of, are seen idle: for the key, for what it sets off,
and for what that sets off."""

AT_ONCE = ("app.leave", "app.interrupt")
"""What does not wait for a long work to end."""


class Ahead:
    """The keys that wait, and the screens at work: something is being done there, or they are new."""

    def __init__(self, app: PatientApp) -> None:
        self.app = app
        self._at_work: Counter[Screen[Any]] = Counter()
        self._keys: deque[Key | Paste] = deque()
        self._under_way = False

    def begin(self, screen: Screen[Any]) -> None:
        self._at_work[screen] += 1

    def end(self, screen: Screen[Any]) -> None:
        self._at_work -= Counter([screen])
        self.app.call_later(self._go_on)

    async def come(self, key: Key | Paste) -> None:
        """Deal with a key, now or when those before it are dealt with."""
        if self._is_held and self._is_urgent(key):
            await self.app.deal_with(key)
        else:
            self._keys.append(key)
            await self._go_on()

    @property
    def is_idle(self) -> bool:
        """Whether every key that came has been dealt with."""
        return not self._keys and not self._under_way

    @property
    def _is_held(self) -> bool:
        return not self.app.screen_stack or self._at_work[self.app.screen] > 0

    def _is_urgent(self, key: Key | Paste) -> bool:
        bound = self.app.active_bindings.get(key.key) if isinstance(key, Key) else None
        return bound is not None and bound.binding.action in AT_ONCE

    async def _go_on(self) -> None:
        if self._keys and not self._under_way and not self._is_held:
            self._under_way = True
            way = self._way()
            await self.app.deal_with(self._keys.popleft())
            self._follow(iter(way * ROUNDS))

    def _way(self) -> list[MessagePump]:
        """What a key comes to, from what takes the keys up to the program."""
        return [*(self.app.focused or self.app.screen).ancestors_with_self]

    def _follow(self, way: Iterator[MessagePump]) -> None:
        """Go on once all on the way of a key have done what they had to do; what is gone has nothing."""
        if not any(node.call_later(self._follow, way) for node in way):
            self._under_way = False
            self.app.call_later(self._go_on)


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
        if isinstance(event, Key | Paste) and not event.is_forwarded:  # it comes again from the screen
            await self.ahead.come(event)
        else:
            await self.deal_with(event)

    async def deal_with(self, event: Event) -> None:
        """Let a key have its turn, or anything else."""
        await super().on_event(event)


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
