"""Which exercises a card calls for: the catalogue's terms in its question, its headings and its answer.

What the author names wins, and nothing is added to it. A term counts where the card is about it: in the
question itself, or, if it is long enough to mean one thing only, in the answer; never in the context that
a heading lends to the question, and never in code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from cards.model import Card
from cards.wording import bare, content_words

Words = tuple[str, ...]


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


Linker = Callable[[Card], tuple[str, ...]]

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{2})|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[A-Za-z])\d+[dD]\b")
_CODE = re.compile(r"```.*?```", re.DOTALL)
_SENTENCE = re.compile(r"[.!?;:\n|]+")
_SYNONYMS = {
    "normalization": "norm",
    "normalisation": "norm",
    "normalize": "norm",
    "normalized": "norm",
    "convolution": "conv",
    "convolutional": "conv",
    "convolve": "conv",
    "transpose": "transposed",
    "upconvolution": "upconv",
    "average": "avg",
    "averaging": "avg",
    "maximum": "max",
    "regularisation": "regularization",
    "parameter": "weight",
    "param": "weight",
    "optimiser": "optimizer",
    "initialisation": "initialization",
    "init": "initialization",
    "sigmoidal": "sigmoid",
    "pool": "pooling",
    "dilation": "dilated",
    "atrous": "dilated",
    "vanish": "vanishing",
    "explode": "exploding",
    "backprop": "backpropagation",
    "resnet": "residual",
    "ensembling": "ensemble",
    "whiten": "whitening",
    "logit": "logit",
}
_JOINED: Mapping[Words, Words] = {
    ("stochastic", "gradient", "descent"): ("sgd",),
    ("fully", "connected"): ("fc",),
    ("learning", "rate"): ("lr",),
    ("batchnorm",): ("batch", "norm"),
    ("bn",): ("batch", "norm"),
    ("batch", "normalization"): ("batch", "norm"),
    ("layernorm",): ("layer", "norm"),
    ("cross", "entropy"): ("crossentropy",),
    ("mini", "batch"): ("minibatch",),
    ("up", "conv"): ("upconv",),
    ("non", "max"): ("nonmax",),
    ("multi", "head"): ("multihead",),
}
_JOINS = frozenset(words[0] for words in _JOINED)
_PLAIN_ENDINGS = frozenset(("step", "forward", "update"))
_TRAILING_CONTEXT = re.compile(r"(?<=[?.:…*])\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*$|（[^（）]*）\s*$")
_BRACKETS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_AROUND = re.compile(
    r"what (?:is|are) the (?:purpose|goals?|reasons?|problems?|advice|solutions?|exceptions?|summary"
    r"|advantages|disadvantages|limitations|effects?|inputs?|outputs?|signs)|what must you be careful"
    r"|what is it used for|what should be noted|what does it cost|^why\b|: why\?|^where\b|^when\b"
    r"|what if\b|what follows|what speaks|what else|which (?:ways|kinds|alternatives|parameters|methods)"
    r"|\[…\]",
    re.IGNORECASE,
)
"""Questions around a thing, not about how it is computed: only a very specific term counts there."""
SPECIFIC = 3
"""Words with a meaning from which a term means one thing wherever it stands."""
MAX_SHARED = 2
"""Exercises that may share a term; a term of more of them tells nothing."""
_HOLLOW = frozenset(
    re.findall(r"\S+", "a an the of in on at to for and or with by from as is are its their be than vs per")
)


@dataclass(frozen=True, slots=True)
class _Hit:
    """An exercise with the words through which a card names it."""

    exercise: str
    words: frozenset[str]


def link(card: Card, terms: Sequence[Term]) -> tuple[str, ...]:
    """The ids of the exercises that a card calls for; for many cards, make one `linker`."""
    return linker(terms)(card)


def linker(terms: Sequence[Term]) -> Linker:
    """A function from cards to exercise ids, with the terms indexed once."""
    names = {name: entry.id for entry in terms for name in (*entry.aliases, entry.id)}
    index = _Index(terms)

    def find(card: Card) -> tuple[str, ...]:
        if card.exercises:
            return tuple(dict.fromkeys(names.get(name, name) for name in card.exercises))
        question = _words(subject_of(card))
        asked = _most_specific([*index.hits(question), *index.scattered(question)])
        if _AROUND.search(card.front):
            asked = _specific(asked)
        back = _CODE.sub(" ", card.back) if "```" in card.back else card.back
        told = [
            hit
            for sentence in _SENTENCE.split(back)
            if len(words := _words(sentence)) >= SPECIFIC
            for hit in index.scattered(words, SPECIFIC)
        ]
        return tuple(sorted({hit.exercise for hit in [*asked, *_most_specific(told)]}))

    return find


def subject_of(card: Card) -> str:
    """The question of a card without the context that its headings have added to it."""
    text = _TRAILING_CONTEXT.sub("", card.front)
    headings = [bare(heading) for heading in card.source.path]

    def keep_or_drop(match: re.Match[str]) -> str:
        inside, before = bare(match.group(1)), content_words(text[: match.start()].split(":")[-1])
        lent = inside and any(
            inside in heading and not before <= content_words(heading) for heading in headings
        )
        return " " if lent else match.group()

    return _BRACKETS.sub(keep_or_drop, text)


class _Index:
    """Terms by their words."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.phrases: dict[Words, set[str]] = {}
        for entry in terms:
            for term in (*entry.terms, *_implied(entry.id)):
                phrase = tuple(_words(term))
                if phrase:
                    self.phrases.setdefault(phrase, set()).add(entry.id)
        self.longest = max(map(len, self.phrases), default=0)
        self.first = {phrase[0] for phrase in self.phrases}
        often = Counter(word for phrase in self.phrases for word in _meaning(phrase))
        self.by_rarest: dict[str, list[tuple[Words, frozenset[str]]]] = {}
        for phrase in self.phrases:
            meaning = frozenset(_meaning(phrase))
            if len(meaning) > 1:
                rarest = min(meaning, key=lambda word: (often[word], word))
                self.by_rarest.setdefault(rarest, []).append((phrase, meaning))

    def hits(self, words: Sequence[str]) -> list[_Hit]:
        """The exercises whose terms stand in the words; the longest term at a place wins."""
        found: list[_Hit] = []
        position = 0
        while position < len(words):
            longest = min(self.longest, len(words) - position) if words[position] in self.first else 0
            for length in range(longest, 0, -1):
                phrase = tuple(words[position : position + length])
                if phrase in self.phrases:
                    found.extend(_Hit(name, frozenset(phrase)) for name in self.phrases[phrase])
                    position += length - 1
                    break
            position += 1
        return found

    def scattered(self, words: Sequence[str], least: int = 2) -> list[_Hit]:
        """The exercises with a term of at least so many words that all stand among these, in any order."""
        present = set(words)
        return [
            _Hit(name, frozenset(phrase))
            for word in present
            for phrase, meaning in self.by_rarest.get(word, ())
            if len(meaning) >= least and meaning <= present
            for name in self.phrases[phrase]
        ]


def _most_specific(hits: Sequence[_Hit]) -> list[_Hit]:
    """Without hits whose words another hit has too, and more, and without terms that many exercises share."""
    shared: dict[frozenset[str], set[str]] = {}
    for hit in hits:
        shared.setdefault(hit.words, set()).add(hit.exercise)
    return [
        hit
        for hit in hits
        if len(shared[hit.words]) <= MAX_SHARED and not any(hit.words < other for other in shared)
    ]


def _specific(hits: Sequence[_Hit]) -> list[_Hit]:
    return [hit for hit in hits if len(_meaning(hit.words)) >= SPECIFIC]


def _meaning(phrase: Iterable[str]) -> set[str]:
    return {word for word in phrase if word not in _HOLLOW}


def _implied(name: str) -> Iterable[str]:
    """An id whose last word says nothing names its subject: `adam_step` is about Adam."""
    words = name.split("_")
    return [" ".join(words[:-1])] if len(words) > 1 and words[-1] in _PLAIN_ENDINGS else []


def _words(text: str) -> list[str]:
    """Words in small letters, in one form each; an identifier falls into its words."""
    words = [_form(word) for word in _WORD.findall(_CAMEL.sub(" ", text).casefold())]
    if _JOINS.isdisjoint(words):
        return words
    result: list[str] = []
    position = 0
    while position < len(words):
        for length in (3, 2, 1):
            joined = _JOINED.get(tuple(words[position : position + length]))
            if joined:
                result.extend(joined)
                position += length
                break
        else:
            result.append(words[position])
            position += 1
    return result


@lru_cache(maxsize=8192)
def _form(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _SYNONYMS.get(word, word)
