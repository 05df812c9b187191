"""What a learner types to find cards and exercises, as conditions.

    batch "running mean" tag:normalization is:due -deck:losses flag:1 mistake:no_bias

Words must all occur; a minus turns a condition around; what is not known as a condition is a word.
Pure: nothing is looked up here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

State = Literal[
    "new",
    "learning",
    "due",
    "review",
    "suspended",
    "buried",
    "flagged",
    "leech",
    "retired",
    "card",
    "exercise",
]
"""What may follow `is:`."""

STATES: tuple[State, ...] = get_args(State)

FIELDS = {"tag": "tag", "deck": "deck", "topic": "deck", "is": "is", "flag": "flag", "mistake": "mistake"}
"""Conditions, and under which name they are kept; a topic is a deck."""

WAYS = (
    ("words", "all of them, anywhere in a card, also their beginnings"),
    ('"two words"', "these, one right after the other"),
    ("tag: deck: topic:", "a tag, a deck, a topic"),
    ("is:", ", ".join(STATES)),
    ("flag:", "0 to 4"),
    ("mistake:", "the name of a mistake that was made"),
    ("-", "before any of them turns it around: -is:suspended"),
)
"""What can be typed, and what it finds, as a learner is told."""

_PART = re.compile(r'(?P<minus>-)?(?:(?P<field>[a-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S+))')

LONGEST = 500
"""Characters that are read."""


@dataclass(frozen=True, slots=True)
class Term:
    """One condition."""

    field: str
    """`word`, `tag`, `deck`, `is`, `flag` or `mistake`."""
    value: str
    negated: bool = False


def parse(text: str) -> tuple[Term, ...]:
    """The conditions of a search, in their order; none for an empty one."""
    return tuple(_term(match) for match in _PART.finditer(text[:LONGEST].strip()))


def _term(match: re.Match[str]) -> Term:
    negated = match["minus"] is not None
    value = match["plain"] if match["quoted"] is None else match["quoted"]
    field = match["field"]
    if field in FIELDS and _allowed(FIELDS[field], value):
        return Term(FIELDS[field], value, negated)
    return Term("word", f"{field}:{value}" if field else value, negated)


def _allowed(field: str, value: str) -> bool:
    if field == "is":
        return value in STATES
    return value.isdigit() if field == "flag" else bool(value)


def misread(text: str) -> list[str]:
    """What was perhaps meant as a condition and is looked for as a word, a sentence each."""
    found = []
    for match in _PART.finditer(text[:LONGEST].strip()):
        field, value = match["field"], match["plain"]
        if not field or not value:
            continue
        near = get_close_matches(field, FIELDS, n=1)
        if field == "is" and value not in STATES:
            found.append(f"After is: comes {', '.join(STATES[:-1])} or {STATES[-1]}.")
        elif field == "flag" and not value.isdigit():
            found.append("After flag: comes a number from 0 to 4.")
        elif field not in FIELDS and near:
            found.append(f"There is no {field}: to search by; did you mean {near[0]}:?")
    return list(dict.fromkeys(found))


def words(terms: tuple[Term, ...]) -> list[str]:
    """The words that must occur."""
    return [term.value for term in terms if term.field == "word" and not term.negated]
