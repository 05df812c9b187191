"""What can go wrong for a person is told on the screen, in the sentence that the command line would print."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from textual.dom import DOMNode

from engine.errors import QuizappError

P = ParamSpec("P")
D = TypeVar("D", bound=DOMNode)

SECONDS = 10
"""How long an error stays."""


def told(
    method: Callable[Concatenate[D, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[D, P], Coroutine[Any, Any, None]]:
    """An action or handler whose refusals are shown; nothing else changes then."""

    @wraps(method)
    async def telling(node: D, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            await method(node, *args, **kwargs)
        except QuizappError as error:
            tell(node, error)

    return telling


def tell(node: DOMNode, error: QuizappError) -> None:
    """Show a refusal as a sentence."""
    app: Any = node.app
    text = str(error)
    if text.partition(" ")[0].isalpha():  # no file or name, whose letters stay as they are
        text = text[:1].upper() + text[1:]
    app.notify(text, severity="error", timeout=SECONDS, markup=False)
