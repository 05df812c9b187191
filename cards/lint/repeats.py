"""The same fact in two places: one of them will be mended, and the other forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cards.model import Card

if TYPE_CHECKING:
    from cards.lint import Finding

SHORTEST = 40
"""Letters and digits of a back; below, two facts can have the same answer."""

_SIGNS = re.compile(r"[\W_]+")


def repeats(cards: Iterable[Card]) -> Iterator[Finding]:
    """Cards whose answer stands word for word at an earlier place."""
    from cards.lint import Finding

    first: dict[str, Card] = {}
    for card in cards:
        words = _SIGNS.sub(" ", card.back.casefold()).strip()
        if len(words.replace(" ", "")) < SHORTEST:
            continue
        earlier = first.setdefault(words, card)
        here, there = card.source, earlier.source
        apart = (here.file, here.start) != (there.file, there.start) and not _within(card, earlier)
        if earlier is not card and apart:
            message = f"the same stands at {there.file}:{there.start}; keep one of them"
            yield Finding(here.file, here.start, here.end, "repeated", message, unit=here.unit)


def _within(card: Card, other: Card) -> bool:
    """Whether both were cut from overlapping lines, as the two directions of one card are."""
    mine, theirs = card.source, other.source
    return mine.file == theirs.file and mine.start <= theirs.end and theirs.start <= mine.end
