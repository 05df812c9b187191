"""Names on the command line: several with commas, and decks, whose own names may hold commas.

Nothing is looked up here: which names there are is handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from engine.errors import UsageError
from quizapp.cli.exercises import TopicName

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Words(click.ParamType[Any, Any]):
    """Names separated by commas."""

    name = "names"

    def __init__(self, *, complete: bool = True) -> None:
        self._complete = complete

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        words = [word.strip() for word in value.split(",") if word.strip()]
        return tuple(words) or self.fail("give at least one name", param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return TopicName().shell_complete(ctx, param, incomplete) if self._complete else []


def decks_named(texts: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """The decks that texts name, each one deck or several with commas between them.

    Args:
      texts: as they were typed.
      known: the decks that there are; what stands above one is a deck as well.

    Raises:
      UsageError: there is no such deck; with the nearest ones.
    """
    names = {_pieced(above): above for name in known for above in _above(name)}
    return tuple(dict.fromkeys(name for text in texts for name in _split(text, names)))


def _above(name: str) -> Iterator[str]:
    """A deck and those that it lies in."""
    parts = name.split("::")
    return ("::".join(parts[:count]) for count in range(1, len(parts) + 1))


def _pieced(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.split(",") if piece.strip())


def _split(text: str, names: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    """The longest names first, so that a comma within a name does not end it."""
    pieces = _pieced(text)
    while pieces:
        count = next((count for count in range(len(pieces), 0, -1) if pieces[:count] in names), 0)
        if not count:
            near = get_close_matches(pieces[0], names.values(), n=3, cutoff=0.4)
            hint = f"did you mean {' or '.join(near)}? " if near else ""
            raise UsageError(f"there is no deck {pieces[0]!r}: {hint}`quizapp decks` lists them")
        yield names[pieces[:count]]
        pieces = pieces[count:]
