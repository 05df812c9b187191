"""Which exercises a card calls for: the catalogue's terms in its front, its headings and its formulas.

What the author names wins, and nothing is added to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

from cards.model import Card

_WORD = re.compile(r"[^\W_]+")
_FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$|`[^`\n]+`|```.*?```", re.DOTALL)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Term(Protocol):
    """What linking needs to know of an exercise."""

    @property
    def id(self) -> str: ...
    @property
    def aliases(self) -> Collection[str]: ...
    @property
    def terms(self) -> Sequence[str]: ...
    @property
    def title(self) -> str: ...
    @property
    def topic(self) -> str: ...


Linker = Callable[[Card], tuple[str, ...]]


def link(card: Card, terms: Sequence[Term]) -> tuple[str, ...]:
    """The ids of the exercises that a card calls for; for many cards, make one `linker`."""
    return linker(terms)(card)


def linker(terms: Sequence[Term]) -> Linker:
    """A function from cards to exercise ids, with the terms indexed once."""
    names = {name: entry.id for entry in terms for name in (*entry.aliases, entry.id)}
    index = _index(terms)
    longest = max((len(phrase) for phrase in index), default=0)

    def find(card: Card) -> tuple[str, ...]:
        if card.exercises:
            return tuple(dict.fromkeys(names.get(name, name) for name in card.exercises))
        found = _phrases(_words(card.front), index, longest)
        found |= _phrases(_words(" ".join(_FORMULA.findall(card.back))), index, longest)
        if card.source.path:
            found |= _phrases(_words(card.source.path[-1]), index, longest)
        return tuple(sorted(found))

    return find


def _index(terms: Sequence[Term]) -> dict[tuple[str, ...], set[str]]:
    index: dict[tuple[str, ...], set[str]] = {}
    for entry in terms:
        for term in entry.terms:
            phrase = tuple(_words(term))
            if phrase:
                index.setdefault(phrase, set()).add(entry.id)
    return index


def _phrases(words: Sequence[str], index: dict[tuple[str, ...], set[str]], longest: int) -> set[str]:
    """The exercises named in a text; the longest phrase at a place wins."""
    found: set[str] = set()
    position = 0
    while position < len(words):
        for length in range(min(longest, len(words) - position), 0, -1):
            ids = index.get(tuple(words[position : position + length]))
            if ids:
                found |= ids
                position += length - 1
                break
        position += 1
    return found


def _words(text: str) -> list[str]:
    """Words in small letters, plural and singular made equal; an identifier falls into its words."""
    return [_stem(word.casefold()) for word in _pieces(text)]


def _pieces(text: str) -> Iterable[str]:
    return _WORD.findall(_CAMEL.sub(" ", text))


def _stem(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
