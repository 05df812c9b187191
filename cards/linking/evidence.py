"""What speaks for an exercise in a card: the terms in its question, its headings and its answer, weighed.

Pure arithmetic on findings; the weights were fitted on cards whose exercises their authors had named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from math import sqrt
from operator import mul

from cards.linking.terms import Hit, TermIndex, meaning
from cards.linking.words import spelt_out

_SENTENCE = re.compile(r"[\s|](?:(?<=[\n|])|(?<=[.!?;:]\s))")
_FIELD = re.compile(
    r"(?<!current )(?<!convolutional )\b(?:deep learning|machine learning|(?:deep )?neural networks?)\b",
    re.IGNORECASE,
)
"""The field itself, whose words say nothing of a card below it."""
_FIELD_WORDS = frozenset(("deep", "neural", "network"))
"""Words of the field, which tell nothing of a term that other parts of the card begin."""
MOST = 6
"""Terms of one exercise that are counted; further ones tell nothing new."""
LONGEST_ANSWER = 6000
"""Characters of an answer that are read for terms."""
ASKED = 3
"""How often a word of the question counts where the card's words are compared with an exercise's."""


@dataclass(slots=True)
class Evidence:
    """What speaks for one exercise; weights of terms in the question's or the answer's own words."""

    question: float = 0.0
    """The part of the question's words, its numbers left out, that a term covers, alone or with headings."""
    answer: float = 0.0
    """The weight of a term in a sentence of the answer."""
    heading: float = 0.0
    """The weight of a term in the headings."""
    shared: float = 0.0
    """The part of a sentence of the answer that belongs to a term begun in question or headings."""
    likeness: float = 0.0
    """The cosine of the card's words with those of the exercise's terms."""
    asked: set[frozenset[str]] = field(default_factory=set)
    told: set[frozenset[str]] = field(default_factory=set)

    @property
    def terms(self) -> int:
        """How many different terms speak for it."""
        return min(MOST, len(self.asked | self.told))


BASE = -2.95
QUESTION, ANSWER, HEADING, SHARED, TERMS = 2.7, 0.12, 0.15, 0.3, 0.24
OUTDONE_ASKED, OUTDONE_TOLD, RIVAL, LIKENESS, LESS_LIKE = -1.9, -0.2, -0.18, 8.0, -10.0
WEIGHTS = (
    QUESTION, ANSWER, HEADING, SHARED, TERMS, OUTDONE_ASKED, OUTDONE_TOLD, RIVAL, LIKENESS, LESS_LIKE
)  # fmt: skip
"""What `features` count for, in log odds; `BASE` is where an exercise starts."""


@dataclass(frozen=True, slots=True)
class Findings:
    """The evidence in a card for each exercise."""

    each: dict[str, Evidence]
    asked: set[frozenset[str]]
    """The terms that stand in the question."""
    told: set[frozenset[str]]
    """The terms that stand in a sentence of the answer."""
    said: Set[str]
    """The words of the card."""


def gather(index: TermIndex, question: str, headings: str, answer: str) -> Findings:
    """What speaks for which exercise."""
    each: defaultdict[str, Evidence] = defaultdict(Evidence)
    words = index.words(spelt_out(question))
    above, telling, over = _placed(index, headings)
    asked = meaning(words)
    placed = telling - asked
    hits = [*index.phrases_in(words), *index.scattered_in(asked)]
    words_asked = max(1, sum(not word.isdigit() for word in asked))
    for hit in hits:
        if hit.words:
            _ask(each, hit, min(1.0, len(hit.words) / words_asked))
    for hit in over:
        for name in hit.exercises if hit.words else ():
            one = each[name]
            one.heading = max(one.heading, hit.weight)
            one.told.add(hit.words)
    telling_asked = asked - _FIELD_WORDS
    for hit in index.scattered_in(asked | placed) if placed else ():
        own = hit.words & telling_asked
        if own and own != hit.words:
            _ask(each, hit, len(own) / len(asked) * sqrt(len(own) / len(hit.words)))
    said = defaultdict(int, dict.fromkeys(asked, ASKED))
    for word in above:
        said[word] += 1
    told = _gather_answer(each, index, answer[:LONGEST_ANSWER], asked | placed, said)
    for name, likeness in index.likeness(said, each).items():
        each[name].likeness = likeness
    return Findings(each, {hit.words for hit in hits}, told, said.keys())


@lru_cache(maxsize=64)
def _placed(index: TermIndex, headings: str) -> tuple[frozenset[str], frozenset[str], Sequence[Hit]]:
    """The words of headings, those that say more than the field, and the terms; many cards have the same."""
    words = index.words(spelt_out(headings))
    telling = index.words(spelt_out(_FIELD.sub(" ", headings)))
    return meaning(words), meaning(telling), index.phrases_in(words)


def _ask(each: defaultdict[str, Evidence], hit: Hit, part: float) -> None:
    """Adds a term that covers a part of the question's words."""
    for name in hit.exercises:
        one = each[name]
        one.asked.add(hit.words)
        if one.question < part:
            one.question = part


def _gather_answer(
    each: defaultdict[str, Evidence],
    index: TermIndex,
    answer: str,
    before: frozenset[str],
    said: defaultdict[str, int],
) -> set[frozenset[str]]:
    """Adds what the sentences of the answer tell, alone and together with the words before it.

    Args:
        said: the words of the card, with how often they count; the answer's are added.
    """
    told: set[frozenset[str]] = set()
    coded: set[str] = set()
    for sentence, is_code in _sentences(answer):
        words = index.words(sentence)
        here = meaning(words)
        if not here:
            continue
        for word in here:
            said[word] += 1
        if is_code:
            coded |= here
        for hit in index.phrases_in(words):
            if hit.words:
                told.add(hit.words)
                _tell(each, hit)
        for hit in () if is_code else index.scattered_in(here | before):
            said_here = hit.words & here
            own = len(said_here)
            if own == len(hit.words):
                told.add(hit.words)
                if own > 2:
                    _tell(each, hit)
                    continue
            elif said_here <= _FIELD_WORDS:
                continue
            share = own / len(here)
            for name in hit.exercises:
                one = each[name]
                one.told.add(hit.words)
                if one.shared < share:
                    one.shared = share
    for hit in index.identifiers_in(coded, answer) if coded else ():
        for name in hit.exercises:
            each[name].told.add(hit.words)
            each[name].answer = hit.weight
    return told


def _tell(each: defaultdict[str, Evidence], hit: Hit) -> None:
    """Adds a term that a sentence of the answer has by itself."""
    for name in hit.exercises:
        one = each[name]
        one.told.add(hit.words)
        if one.answer < hit.weight:
            one.answer = hit.weight


def _sentences(answer: str) -> Iterable[tuple[str, bool]]:
    """The sentences, cells and lines of an answer, and whether they are code in a fence."""
    for number, part in enumerate(spelt_out(answer).split("```")):
        for sentence in _SENTENCE.split(part):
            yield sentence, number % 2 == 1


def scores(findings: Findings) -> dict[str, float]:
    """The log odds that the card calls for each of the exercises."""
    return {name: BASE + sum(map(mul, WEIGHTS, values)) for name, values in features(findings).items()}


def features(findings: Findings) -> dict[str, Sequence[float]]:
    """What is weighed for each of the exercises, in the order of `WEIGHTS`; a heading alone is nothing."""
    asked = _outdone((one.asked for one in findings.each.values()), findings.asked)
    told = _outdone((one.told for one in findings.each.values() if not one.asked), findings.told)
    terms = {name: one.terms for name, one in findings.each.items()}
    standing = {name: terms[name] + 3 * one.question for name, one in findings.each.items()}
    best = max(standing.values(), default=0.0)
    likest = max((one.likeness for one in findings.each.values()), default=0.0)
    return {
        name: (
            one.question,
            one.answer,
            one.heading,
            one.shared,
            float(terms[name]),
            float(bool(one.asked) and one.asked <= asked),
            float(not one.asked and bool(one.told) and one.told <= told),
            best - standing[name],
            one.likeness,
            likest - one.likeness,
        )
        for name, one in findings.each.items()
        if one.asked or one.answer or one.shared
    }


def _outdone(terms: Iterable[set[frozenset[str]]], others: set[frozenset[str]]) -> set[frozenset[str]]:
    """Those of the terms that stand inside of a longer one."""
    longer = [other for other in others if len(other) > 1]
    if not longer:
        return set()
    every = frozenset[str]().union(*longer)
    return {
        words
        for words in frozenset[frozenset[str]]().union(*terms)
        if words <= every and any(words < other for other in longer)
    }
