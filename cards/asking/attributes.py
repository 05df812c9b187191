"""Labels that several things share, as attributes of what they stand below: "Biceps: origin?".

A label such as "Origin" is asked as a term where nothing is known but its section; below a second thing with
the same labels it is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice

from cards.asking.front import Question, thing_asked_for
from cards.labels.titles import is_generic

_ASKED = re.compile(
    r"(?:What (?:is|are) (?P<a>[^?]+?)(?: for)?\?|What do you know about (?P<b>[^?]+)\?"
    r"|What (?:does|do) (?P<c>[^?]+?) do\?"
    r"|(?P<d>[^?:]+): (?:which (?:are they|values?|options are there)|what belongs to it)\?)"
)
_INSIDE = re.compile(
    r"(?:What (?:is|are) |Explain: )?([^?:()]+) \(([^()]+)\)(?:\?|: what are the \d+ (?:main )?points\?)?"
)
"""A label that is asked for as a title, with what it is told of behind it."""
_BARE = re.compile(r"[A-Z]|[IVX]{2,4}|\d+(?:st|nd|rd|th)")
"""A letter, a Roman number or an ordinal, which names nothing."""
_OF_THING = frozenset(
    re.findall(
        r"\S+",
        """acute chronic mild moderate severe benign malignant early late primary secondary tertiary internal
        external inner outer upper lower anterior posterior medial lateral proximal distal superficial
        deep northern southern eastern western positive negative active passive direct indirect short-term
        long-term male female public private formal informal technical legal chemical physical mechanical
        biological psychological function functions location financial social cultural religious military
        economic political environmental year founded founder founders ended duration born died birthplace
        habitat diet lifespan religion colour color shape texture taste flavour flavor innervation
        vascular histology rf inside outside hypothetical categorical conditional unconditional explicit
        implicit absolute relative perfect imperfect necessary sufficient subjective objective""",
    )
)
"""Words that name nothing without the thing they are told of."""
LEAST_SHARED = 3
"""Labels that a passage shares with another, from which all of its labels are attributes if most are."""
LEAST_PASSAGES = 3
"""Passages that have a label, from which it is an attribute though they share no other."""
MOST = 12
"""Labels of a passage that are compared with those of others."""


def attributes(asked: Sequence[tuple[str, Question]]) -> dict[int, Question]:
    """The questions that ask for an attribute, in other words: by their place in the row.

    Args:
        asked: passages and what is asked in them.
    """
    labels: defaultdict[tuple[str, str], dict[str, tuple[int, ...]]] = defaultdict(dict)
    for number, (passage, question) in enumerate(asked):
        label, thing = _label(question)
        if label:
            mine = labels[passage, thing]
            mine[label] = (*mine.get(label, ()), number)
    pairs = Counter(pair for mine in labels.values() for pair in _pairs(mine))
    often = Counter([_single(label) for mine in labels.values() for label in mine])
    things = Counter([thing for _, thing in labels])
    found: dict[int, Question] = {}
    for (passage, thing), mine in labels.items():
        shared = {label for pair in _pairs(mine) if pairs[pair] > 1 for label in pair}
        whole = len(shared) >= LEAST_SHARED and len(shared) * 2 > len(mine)
        for label, numbers in mine.items():
            several = label in shared or often[_single(label)] >= LEAST_PASSAGES
            bare = _BARE.fullmatch(label) or label.lower() in _OF_THING
            if several or whole or (bare and asked[numbers[0]][1].shown == 1):
                inner = things[thing] > 1 or often[_single(thing)] or _BARE.fullmatch(label)
                place = passage if inner else thing
                found |= {number: _reworded(asked[number][1], label, thing, place) for number in numbers}
    return found


def _reworded(question: Question, label: str, thing: str, place: str) -> Question:
    """The question for an attribute, with what stands above the thing where its place does not name it."""
    if question.text.endswith("points?"):
        return question
    begun = label if label[1:2].isupper() or len(label) == 1 else f"{label[0].lower()}{label[1:]}"
    context = question.context[:-1] if question.shown else question.context
    shown = int(question.shown == 1 and thing not in place)
    return question._replace(
        text=f"{thing_asked_for(thing)}: {begun}?", context=context, shown=shown, kind="basic"
    )


def _single(label: str) -> str:
    return label[:-1] if label[-1:] == "s" else label


def _pairs(labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each two of the first labels of a passage: what two passages share are attributes of both."""
    return combinations(sorted(islice(labels, MOST)), 2)


def _label(question: Question) -> tuple[str, str]:
    """The label that a question asks for as a term and what it is told of, both empty where it does not."""
    if question.verbatim or not question.context:
        return "", ""
    if question.shown != 1:
        inside = _INSIDE.fullmatch(question.text) if ")" in question.text[-40:] else None
        return (inside.group(1), inside.group(2)) if inside else ("", "")
    thing = question.context[-1]
    match = _ASKED.fullmatch(question.text) if not is_generic(thing) else None
    return (next(filter(None, match.groups())), thing) if match else ("", "")
