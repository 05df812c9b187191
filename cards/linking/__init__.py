"""Which exercises a card calls for: the catalogue's terms in its question, its headings and its answer.

What the author names wins, and nothing is added to it. Else everything in the card that speaks for an
exercise is weighed, and the few that the card most probably calls for are linked, the likeliest first.
Nothing is read but the cards and the catalogue's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from math import log

from cards.bulk.pause import collector_paused
from cards.linking.evidence import Evidence, gather, scores
from cards.linking.field import is_on_field, only_everyday, places_of, places_on_field
from cards.linking.items import calculated, compared, is_list, named, reports
from cards.linking.terms import Term, TermIndex
from cards.model import Card
from cards.notation import GAP
from cards.words.wording import bare, content_words

__all__ = ["Linker", "Term", "headings_of", "link", "subject_of"]

LEAST_ASKED, LEAST_TOLD, LEAST_NAMED = 0.25, -0.75, 0.0
"""Log odds from which an exercise is linked for which the question speaks, only the answer, an item of a
list: below, precision falls faster than recall grows."""
LONG, LOOSER = 25, 0.5
"""Words from which a card names much in passing, and by how much surer its answer then has to be."""
IN_PASSING = 0.4
"""By how much surer an answer has to be that is a list, and one whose terms are all of one word or two."""
LEAST_AS_A_WHOLE = -4.5
"""Log odds from the whole card below which it is about something else, whatever an item of it names."""
MOST = 5
"""Exercises of a card."""
NEAREST_HEADINGS = 2
_BRACKET = (")", "）")
_TRAILING_CONTEXT = re.compile(r"(?<=[?.:…*])\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*$|（[^（）]*）\s*$")
_BRACKETS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


@dataclass(frozen=True, slots=True)
class _Likely:
    """The exercises of a card, the likeliest first."""

    names: tuple[str, ...]
    doubtful: frozenset[str] = frozenset()
    """Those that only everyday words speak for."""
    on_field: bool = True

    def within(self, field: bool) -> tuple[str, ...]:
        """Those that are called for where the cards around are on the field, or are not."""
        sure = self.names if field else (name for name in self.names if name not in self.doubtful)
        return tuple(sure)[:MOST]


class Linker:
    """Finds the exercises of cards; the terms are indexed once, when the first card asks."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._names = {name: entry.id for entry in terms for name in (*entry.aliases, entry.id)}

    @cached_property
    def _index(self) -> TermIndex:
        return TermIndex(self._terms)

    def alone(self, card: Card) -> tuple[str, ...]:
        """The ids of the exercises that a card calls for, nothing being known of the cards around it."""
        return self._likely(card).within(True)

    def together(self, cards: Sequence[Card]) -> list[tuple[str, ...]]:
        """The exercises of each card, all cards of its file being given.

        A term that means something else in other fields counts only in a file, a chapter or a deck that is
        on the field of the exercises.
        """
        with collector_paused():
            likely = [self._likely(card) for card in cards]
        places = places_on_field(cards, (one.on_field for one in likely))
        return [
            one.within(not card.source.file or not places.isdisjoint(places_of(card)))
            for card, one in zip(cards, likely, strict=True)
        ]

    def _likely(self, card: Card) -> _Likely:
        if card.exercises:
            return _Likely(tuple(dict.fromkeys(self._names.get(name, name) for name in card.exercises)))
        subject = subject_of(card)
        findings = gather(self._index, subject, headings_of(card), card.back)
        told = LEAST_TOLD + LOOSER * log(max(LONG, len(findings.said)) / LONG)
        told += IN_PASSING * is_list(card.back)
        whole = scores(findings)
        odds = {name: value for name, value in whole.items() if value >= _least(findings.each[name], told)}
        items = (
            (name, value)
            for name, value in named(self._index, card.back).items()
            if whole.get(name, LEAST_NAMED) >= LEAST_AS_A_WHOLE
        )
        about = (each(self._index, subject).items() for each in (compared, calculated))
        for name, value in chain(items, *about):
            if value >= LEAST_NAMED and name in findings.each:
                odds[name] = max(value, odds.get(name, value))
        found = () if reports(card.back) else odds
        names = tuple(sorted(found, key=lambda name: (-odds[name], name)))
        doubtful = frozenset(name for name in names if only_everyday(findings.each[name]))
        return _Likely(names, doubtful, is_on_field(findings))


def _least(one: Evidence, told: float) -> float:
    """The log odds from which an exercise is linked, `told` where only the answer speaks for it."""
    if one.asked:
        return LEAST_ASKED
    return told + IN_PASSING * all(len(words) <= 2 for words in one.told)


def link(card: Card, terms: Sequence[Term]) -> tuple[str, ...]:
    """The ids of the exercises that a card calls for; for many cards, make one `Linker`."""
    return Linker(terms).alone(card)


def subject_of(card: Card) -> str:
    """The question of a card without the context that its headings have added to it."""
    front = card.front
    if GAP in front and card.source.path:
        front = front.removeprefix(f"{card.source.path[-1]}: ")
    if "(" not in front and "（" not in front:
        return front
    text = _TRAILING_CONTEXT.sub("", front) if front.endswith(_BRACKET) else front
    if "(" not in text:
        return text
    headings = [_bare(heading) for heading in card.source.path]

    def keep_or_drop(match: re.Match[str]) -> str:
        inside, before = bare(match.group(1)), content_words(text[: match.start()].split(":")[-1])
        lent = inside and any(
            inside in heading and not before <= content_words(heading) for heading in headings
        )
        return " " if lent else match.group()

    return _BRACKETS.sub(keep_or_drop, text)


def headings_of(card: Card) -> str:
    """The nearest headings of a card, and the label of a list that its question carries in brackets."""
    near = card.source.path[-NEAREST_HEADINGS:]
    found = _TRAILING_CONTEXT.search(card.front) if card.front.endswith(_BRACKET) else None
    label = found.group().strip(" ()（）") if found else ""
    known = not label or any(label in heading for heading in card.source.path)
    return " . ".join(near if known else (*near, label))


@lru_cache(maxsize=256)
def _bare(heading: str) -> str:
    return bare(heading)
