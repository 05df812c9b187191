"""Keys that come faster than what they ask for: they wait until it is done, or until it asks for more.

Without this a key that is typed ahead, or that comes in one burst over a slow line, would do something to
the list behind a question that is not on the screen yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from textual.dom import DOMNode
from textual.events import Key

if TYPE_CHECKING:
    from textual.screen import Screen

    from quizapp.tui.app import QuizApp

P = ParamSpec("P")
D = TypeVar("D", bound=DOMNode)


class Ahead:
    """The keys that wait, and the screens at work: something is being done there, or they are new."""

    def __init__(self, app: QuizApp) -> None:
        self.app = app
        self._at_work: Counter[Screen[Any]] = Counter()
        self._meant_for: WeakKeyDictionary[Key, Screen[Any]] = WeakKeyDictionary()
        self._keys: list[Key] = []

    def see(self, key: Key) -> None:
        """Note for which screen a key is as it comes."""
        if self.app.screen_stack:
            self._meant_for[key] = self.app.screen

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
        """Whether a key waits, or goes to a screen that has come since it was pressed."""
        screen = self.app.screen
        if self._at_work[screen]:
            self._keys.append(key)
        elif self._meant_for.get(key, screen) is not screen:
            self._send(key)
        else:
            return False
        return True

    def _send(self, key: Key) -> None:
        self.app.post_message(Key(key.key, key.character))


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
