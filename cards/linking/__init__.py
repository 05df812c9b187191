"""Which exercises a card calls for: the catalogue's terms in its question, its headings and its answer.

What the author names wins, and nothing is added to it. Else everything in the card that speaks for an
exercise is weighed, and the few that the card most probably calls for are linked, the likeliest first.
Nothing is read but the card and the catalogue's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from cards.linking.evidence import gather, scores
from cards.linking.terms import Term, TermIndex
from cards.model import Card
from cards.wording import bare, content_words

__all__ = ["Linker", "Term", "link", "linker", "subject_of"]

Linker = Callable[[Card], tuple[str, ...]]

LEAST = 0.0
"""Log odds from which an exercise is linked: below, precision falls faster than recall grows."""
MOST = 4
"""Exercises of a card."""
NEAREST_HEADINGS = 2
_TRAILING_CONTEXT = re.compile(r"(?<=[?.:…*])\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*$|（[^（）]*）\s*$")
_BRACKETS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


def link(card: Card, terms: Sequence[Term]) -> tuple[str, ...]:
    """The ids of the exercises that a card calls for; for many cards, make one `linker`."""
    return linker(terms)(card)


def linker(terms: Sequence[Term]) -> Linker:
    """A function from cards to exercise ids, with the terms indexed once, when the first card asks."""
    names = {name: entry.id for entry in terms for name in (*entry.aliases, entry.id)}
    index: list[TermIndex] = []

    def find(card: Card) -> tuple[str, ...]:
        if card.exercises:
            return tuple(dict.fromkeys(names.get(name, name) for name in card.exercises))
        if not index:
            index.append(TermIndex(terms))
        headings = " . ".join(card.source.path[-NEAREST_HEADINGS:])
        odds = scores(gather(index[0], subject_of(card), headings, card.back))
        likely = sorted((-value, name) for name, value in odds.items() if value >= LEAST)
        return tuple(name for _, name in likely[:MOST])

    return find


def subject_of(card: Card) -> str:
    """The question of a card without the context that its headings have added to it."""
    if "(" not in card.front and "（" not in card.front:
        return card.front
    text = _TRAILING_CONTEXT.sub("", card.front)
    headings = [_bare(heading) for heading in card.source.path]

    def keep_or_drop(match: re.Match[str]) -> str:
        inside, before = bare(match.group(1)), content_words(text[: match.start()].split(":")[-1])
        lent = inside and any(
            inside in heading and not before <= content_words(heading) for heading in headings
        )
        return " " if lent else match.group()

    return _BRACKETS.sub(keep_or_drop, text)


@lru_cache(maxsize=256)
def _bare(heading: str) -> str:
    return bare(heading)
