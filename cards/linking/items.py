"""What the items of a list name: an item that is hardly more than a term calls for the term's exercises.

A list of remedies, losses or layers is answered with names, each of which is one word among many for the
card and yet all that its item says; and a question that compares two things names both. Nothing is read but
the answer's list items or its names between commas, and the names that a question joins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cards.linking.evidence import gather, scores
from cards.linking.terms import TermIndex, meaning
from cards.linking.words import spelt_out
from cards.notation import GAP
from cards.words.phrases import enumerates

MOST_WORDS = 6
"""Words of an item that may be a name; longer ones are sentences, and weighed as such."""
MOST_NAMES = 8
"""Items that a card may be about; a longer list is an overview, and about none of them."""
LEAST_ITEMS = 3
"""Items of a list; two are rather the two sides of one thing."""
LEAST_PART = 0.65
"""The part of an item's words that a term covers."""
LESS_SURE, COMPARED = 1.2, 0.9
"""Log odds by which an item says less than a question of the same words, and so does one of the things that
a question compares."""
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+(.+)")
_ITEMS = re.compile(rf"^{_ITEM.pattern}", re.MULTILINE)
_COMMA = re.compile(r",(?: and | or )?|;")
_JOINED = re.compile(r",(?: and | or )?| and | or | vs\.? | versus |;|\bbetween ")
_CALCULATED = re.compile(r"\b(?:steps|formulas?|derivative|cost|values?|range|how many)\b")
"""What a question asks for that is calculated."""
_MEASURED = re.compile(r"[-*+] [^:\n]{1,40}: [~≈]?\d+(?:[.,]\d+\s?%?|\s?%)")
"""An item that is a name and what was measured: no whole number, which is rather a size."""
_COMBINED = re.compile(r"\bcombin(?:es|ation of) ([^.,;:\n]{2,40}?) (?:and|with) ([^.,;:\n]{2,40})")
"""What a thing is made of: `a combination of a lens and a prism`."""
_REST = re.compile(r"[(:—–,]| - |[=-]>")


def is_list(answer: str) -> bool:
    """Whether an answer is a list, which names much that its card is not about."""
    return len(_ITEMS.findall(answer)) >= LEAST_ITEMS


def reports(answer: str) -> bool:
    """Whether an answer only tells what was measured, which nobody can calculate."""
    lines = answer.split("\n") if answer[:1] in "-*+" else []
    return len(lines) > 1 and all(map(_MEASURED.fullmatch, lines))


def named(index: TermIndex, answer: str) -> dict[str, float]:
    """The log odds that a card calls for the exercises which items of its answer name."""
    names = list(_names(answer))
    if len(names) > MOST_NAMES:
        return {}
    return _called_for(index, (name for name in names if _is_term(index, name)), LESS_SURE)


def compared(index: TermIndex, question: str) -> dict[str, float]:
    """The log odds that a card calls for the exercises of the things which its question compares or joins."""
    parts = _JOINED.split(question) if GAP not in question else ()
    if not 2 <= len(parts) <= MOST_NAMES:
        return {}
    names = [each for each in parts if len(each.split()) <= MOST_WORDS and _is_term(index, each)]
    return _called_for(index, names, COMPARED) if len(names) > 1 else {}


def calculated(index: TermIndex, question: str) -> dict[str, float]:
    """The log odds that a card calls for the exercises of the thing whose steps or formula it asks for."""
    name, _, asked = question.partition(":")
    if GAP in question or len(name.split()) > MOST_WORDS or not _CALCULATED.search(asked):
        return {}
    return _called_for(index, [name] if _is_term(index, name) else (), COMPARED)


def _called_for(index: TermIndex, names: Iterable[str], less: float) -> dict[str, float]:
    """The log odds of the exercises whose terms make up a name, each taken for a question and less sure."""
    found: dict[str, float] = {}
    for name in names:
        findings = gather(index, name, "", "")
        for exercise, value in scores(findings).items():
            if findings.each[exercise].question >= LEAST_PART:
                found[exercise] = max(found.get(exercise, value - less), value - less)
    return found


def _is_term(index: TermIndex, name: str) -> bool:
    """Whether one term makes up most of a name."""
    words = index.words(spelt_out(name))
    said = meaning(words)
    least = LEAST_PART * len(said)
    return bool(said) and (
        any(len(hit.words) >= least for hit in index.phrases_in(words))
        or any(len(hit.words) >= least for hit in index.scattered_in(said))
    )


def _names(answer: str) -> Iterator[str]:
    """What stands in the items before a bracket, a colon or a dash, where it is short.

    A first line that is nothing but names between commas is a list too, and so is what a thing combines.
    """
    if "```" in answer:
        return
    first = answer.split("\n", 1)[0]
    if "," in first and "|" not in first and enumerates(first):
        yield from (name.strip(" *_`.") for name in _COMMA.split(first))
    combined = _COMBINED.search(answer) if "combin" in answer else None
    yield from combined.groups() if combined else ()
    for line in answer.split("\n"):
        item = _ITEM.match(line)
        if item:
            name = _REST.split(item[1], maxsplit=1)[0].strip(" *_`.")
            if name and len(name.split()) <= MOST_WORDS:
                yield name
