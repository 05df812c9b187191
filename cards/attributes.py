"""Labels that several things share, as attributes of what they stand below: "Biceps: origin?".

A label such as "Origin" is asked as a term where nothing is known but its section; below a second thing with
the same labels it is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, islice

from cards.front import Question, thing_asked_for
from cards.titles import is_generic

_ASKED = re.compile(
    r"(?:What (?:is|are) (?P<a>[^?]+?)(?: for)?\?|What do you know about (?P<b>[^?]+)\?"
    r"|What (?:does|do) (?P<c>[^?]+?) do\?|(?P<d>[^?:]+): which (?:are they|values?|options are there)\?)"
)
_BARE = re.compile(r"[A-Z]|[IVX]{2,4}|\d+(?:st|nd|rd|th)")
"""A letter, a Roman number or an ordinal, which names nothing."""
LEAST_SHARED = 3
"""Labels that a passage shares with another, from which all of its labels are attributes if most are."""
MOST = 12
"""Labels of a passage that are compared with those of others."""


def attributes(asked: Iterable[tuple[str, Question]]) -> Mapping[tuple[str, str], str]:
    """The fronts that ask for an attribute, in other words: by their passage and their text.

    Args:
        asked: passages and what is asked in them.
    """
    labels: defaultdict[str, dict[str, Question]] = defaultdict(dict)
    for passage, question in asked:
        label = _label(question)
        if label:
            labels[passage][label] = question
    pairs = Counter(pair for mine in labels.values() for pair in _pairs(mine))
    found: dict[tuple[str, str], str] = {}
    for passage, mine in labels.items():
        shared = {label for pair in _pairs(mine) if pairs[pair] > 1 for label in pair}
        whole = len(shared) >= LEAST_SHARED and len(shared) * 2 > len(mine)
        for label, question in mine.items():
            if label in shared or whole or _BARE.fullmatch(label):
                begun = label if label[1:2].isupper() or len(label) == 1 else f"{label[0].lower()}{label[1:]}"
                found[passage, question.text] = f"{thing_asked_for(question.context[-1])}: {begun}?"
    return found


def _pairs(labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each two of the first labels of a passage: what two passages share are attributes of both."""
    return combinations(sorted(islice(labels, MOST)), 2)


def _label(question: Question) -> str:
    """The label that a question asks for as a term in the context of its section, empty where it does not."""
    if question.verbatim or question.shown != 1 or not question.context or is_generic(question.context[-1]):
        return ""
    match = _ASKED.fullmatch(question.text)
    return next(filter(None, match.groups()), "") if match else ""
