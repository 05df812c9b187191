"""The terms of a catalogue by their words, and where they stand in a text.

A term is found as a phrase, or with its words in any order and with others between them. Nothing is known
here of cards; what a finding is worth is the caller's business.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain, islice
from math import fsum, log, sqrt
from typing import NamedTuple, Protocol

from cards.bulk.pause import collector_paused
from cards.linking.spelling import speller
from cards.linking.words import Words, spelt_out, words_in, words_of, words_of_all

CODE = "`"
"""What stands around a term of identifiers, which are looked for in a whole piece of code."""
SURE = 24.0
"""What the identifiers of a term tell where one piece of code has them all."""
SHORT = 2
"""Letters of a word that is too short to be looked for anywhere but in its place."""
FEW = 10.0
"""Length below which the words of a text are too few to tell much of what it is about."""


class Term(Protocol):
    """What linking needs to know of an exercise."""

    @property
    def id(self) -> str: ...
    @property
    def aliases(self) -> Iterable[str]: ...
    @property
    def terms(self) -> Sequence[str]: ...
    @property
    def title(self) -> str: ...
    @property
    def topic(self) -> str: ...


class Hit(NamedTuple):
    """A term that stands in a text."""

    exercises: frozenset[str]
    words: frozenset[str]
    """Those of its words that have a meaning."""
    weight: float
    """How much its words tell, each time that they stand in it: rare ones more than common ones."""
    phrase: bool
    """It stands there word by word."""


_HOLLOW = frozenset(
    word
    for text in re.findall(
        r"\S+",
        """a an the of in on at to for and or with by from as is are be was were it its this that these
        those their than vs versus per into when what why how which not no do does can may if then so
        we you i use using explain describe define formula write code name main points list
        about come happen idea intuition know purpose s they there should must weakness will
        example""",
    )
    for word in words_of(text)
)


class TermIndex:
    """Terms by their words."""

    def __init__(self, entries: Sequence[Term]) -> None:
        with collector_paused():
            texts = {entry.id: [text for text in entry.terms if text[:1] != CODE] for entry in entries}
            self._code = [(entry.id, text) for entry in entries for text in entry.terms if text[:1] == CODE]
            self.spelling = speller(chain.from_iterable(texts.values()))
            found = iter(words_of_all(list(chain.from_iterable(texts.values()))))
            phrases = {name: list(islice(found, len(each))) for name, each in texts.items()}
            meanings = {phrase: meaning(phrase) for phrase in chain.from_iterable(phrases.values()) if phrase}
            self._weigh(phrases, meanings)
            own = {name: Counter(chain.from_iterable(map(meaning, each))) for name, each in phrases.items()}
            self._profiles = {name: self._direction(words) for name, words in own.items()}

    def _weigh(
        self, phrases: Mapping[str, Sequence[Words]], meanings: Mapping[Words, frozenset[str]]
    ) -> None:
        """The hits that phrases make: by their first two words, the longest first, and by the two rarest.

        A phrase of one word stands behind all others that begin with it.
        """
        owners: dict[Words, list[str]] = {phrase: [] for phrase in meanings}
        users = Counter[str]()
        for name, each in phrases.items():
            users.update(frozenset(chain.from_iterable(each)))
            for phrase in filter(None, each):
                owners[phrase].append(name)
        count = len(phrases) + 1
        told = {word: log(count / number) for word, number in users.items()}
        self._told, self._strange = told, log(count) / 2
        often = Counter(chain.from_iterable(meanings.values()))
        rank = {
            word: number for number, word in enumerate(sorted(often, key=lambda word: (often[word], word)))
        }
        ranked = rank.__getitem__
        short = frozenset(word for word in often if len(word) <= SHORT)
        alone = {name: frozenset((name,)) for name in phrases}
        self.begun: defaultdict[str, defaultdict[str, list[tuple[Words, int, Hit]]]]
        self.begun = defaultdict(lambda: defaultdict(list))
        self.by_rarest: defaultdict[str, defaultdict[str, list[Hit]]] = defaultdict(lambda: defaultdict(list))
        for phrase in sorted(meanings, key=len, reverse=True):
            words, own = meanings[phrase], owners[phrase]
            names = alone[own[0]] if len(own) == 1 else frozenset(own)
            weight = fsum([told[word] for word in phrase if word in words])
            same = self.begun[phrase[0]][phrase[1] if len(phrase) > 1 else ""]
            same.append((phrase, len(phrase), Hit(names, words, weight, True)))
            if len(words) > 1 and words.isdisjoint(short):
                one, two, *_ = words if len(words) == 2 else sorted(words, key=ranked)
                rarest, next_rarest = (one, two) if rank[one] < rank[two] else (two, one)
                self.by_rarest[rarest][next_rarest].append(Hit(names, words, weight, False))
        for seconds in self.begun.values():
            for second in seconds.keys() - {""}:
                seconds[second] += seconds.get("", ())
        self._seconds = {word: frozenset(hits) for word, hits in self.by_rarest.items()}

    def _direction(self, said: Mapping[str, int]) -> Mapping[str, float]:
        """A vector from words with their counts, rare words being longer; its length is 1 for many words."""
        told, strange = self._told, self._strange
        weights = {word: log(1 + count) * told.get(word, strange) for word, count in said.items()}
        length = sqrt(FEW * FEW + fsum([weight * weight for weight in weights.values()]))
        return {word: weight / length for word, weight in weights.items()}

    def likeness(self, said: Mapping[str, int], exercises: Iterable[str]) -> dict[str, float]:
        """The cosine of words, with how often each was said, with the words of each exercise's terms."""
        profiles = [(name, self._profiles[name]) for name in exercises]
        direction = self._direction(said) if profiles else {}
        words = direction.keys()
        return {
            name: fsum([direction[word] * profile[word] for word in words & profile.keys()])
            for name, profile in profiles
        }

    @cached_property
    def _in_code(self) -> list[tuple[Hit, Sequence[str], Sequence[str]]]:
        return [
            (
                Hit(frozenset((name,)), meaning(self.words(spelt_out(text))), SURE, True),
                [f".{part.split('.')[-1]}" for part in text.strip(CODE).split() if "." in part],
                [_joined(part) for part in re.split(r"[ .]", text.strip(CODE)) if "_" in part.strip("_")],
            )
            for name, text in self._code
        ]

    def identifiers_in(self, words: Set[str], code: str) -> list[Hit]:
        """The terms of identifiers that all stand in a piece of code.

        Those with a dot stand behind one, and those of several words are one name there too.

        Args:
            words: of the code.
        """
        return [
            hit
            for hit, dotted, names in self._in_code
            if hit.words <= words
            and all(map(code.__contains__, dotted))
            and (not names or all(map(_joined(code).__contains__, names)))
        ]

    def words(self, text: str) -> list[str]:
        """The words of a text that is spelt out, long ones with one wrong letter as the terms have them."""
        return words_in(text, self.spelling)

    def phrases_in(self, words: Sequence[str]) -> list[Hit]:
        """The terms that stand in the words; the longest one at a place wins."""
        found: list[Hit] = []
        end, phrases = 0, self.begun
        row = (*words, "", "")
        for at in [at for at, word in enumerate(words) if word in phrases]:
            if at < end:
                continue
            begun = phrases[row[at]]
            second, third = row[at + 1], row[at + 2]
            for phrase, length, hit in begun.get(second if second in begun else "", ()):
                if length < 3 or (phrase[2] == third and row[at : at + length] == phrase):
                    found.append(hit)
                    end = at + length
                    break
        return found

    def scattered_in(self, words: frozenset[str]) -> list[Hit]:
        """The terms of several words that all stand among these, in any order."""
        seconds, hits = self._seconds, self.by_rarest
        return [
            hit
            for word in words
            if word in seconds
            for second in words & seconds[word]
            for hit in hits[word][second]
            if len(hit.words) == 2 or hit.words <= words
        ]


def _joined(code: str) -> str:
    """Code in which `grad_weight` and `gradWeight` read alike."""
    return code.replace("_", "").casefold()


def meaning(words: Iterable[str]) -> frozenset[str]:
    """The words that say something."""
    return frozenset(words) - _HOLLOW
