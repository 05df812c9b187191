"""What is asked of points without an order: what they are, how many, or what they say of their title."""

from __future__ import annotations

import re

from cards.asking.aspects import KINDS_OF_POINTS, PICKED
from cards.asking.front import Question
from cards.asking.remarks import LAW, ask_act
from cards.asking.stating import NUMBERS
from cards.words.letters import lowered
from cards.words.verbs import be
from cards.words.wording import count_words

SHORT = 3
"""Words of a title that does not say of what its points are."""

_BEHIND_HEAD = re.compile(r"\s(?:of|for|in|on|to|with|from|at)\s|\s*\(")
_COLLECTION = re.compile(
    r"\b(?:list|order|sequence|checklist|set|series|zoo|family|taxonomy|top|many|various|\d+)\b",
    re.IGNORECASE,
)
_MANY = r"(?:(?:many|some|several|various|different) )?"
_PICKED = rf"(?:{'|'.join(PICKED)}|{NUMBERS}) (?:(?:{'|'.join(PICKED)}) )?"
_KIND = re.compile(
    rf"{_MANY}((?:[\w’'/-]+ ){{0,4}}?{KINDS_OF_POINTS}|{_PICKED}(?:[\w’'/-]+ ){{0,3}}?"
    r"(?!(?:notes|points|remarks|comments|thoughts|ideas|terms|concepts)\b)[\w-]+(?<!s)s)",
    re.IGNORECASE,
)
"""A title that says what the points below it are: `Design criteria`, `Common applications`."""
_IS_COUNTED = re.compile(rf"(?:{NUMBERS}) ", re.IGNORECASE)
_STATES_FACT = re.compile(
    r"\S \S+.* (?:is|are|was|were|has|have|can|cannot|will|must|suffers?|makes?|leads?|introduced) \S+ \S"
    r"|\A\S+ (?:is|are|has|have|can|cannot|does not|do not|will|must|should|may) \S+ \S"
)
"""A title that is a sentence."""
_COUNTS = re.compile(rf" (?:{NUMBERS}) (?:[\w-]+ ){{0,3}}[\w-]+(?<!s)s\Z", re.IGNORECASE)
"""The end of a sentence that says how many there are of what the list below it names."""
_REMEDY = re.compile(
    r"(?:avoid|prevent|reduce|improve|fix|handle|overcome|deal with|detect) \S", re.IGNORECASE
)
"""A title that says what is to be reached."""


def ask_listed(title: str, subject: str, above: tuple[str, ...], shape: str, count: int) -> Question:
    """The question for the points of a list below a title.

    Args:
        subject: the title with its context.
        above: the titles that can be added.
        shape: "names", "deeds" where all points say what it does, "aims" where they say what it is for.
        count: the points.
    """
    kind, context = _KIND.fullmatch(title), subject.removeprefix(title)
    if kind and shape != "names" and be(title) == "are":
        shown = int(not context and count_words(title) <= SHORT)
        return Question(_ask_kind(kind.group(1), context, count), above, "list", shown)
    return Question(_ask_points(title, subject, shape, count), above, "list")


def _ask_kind(name: str, context: str, count: int) -> str:
    """What are the points, by what their title says that they are."""
    name = name if any(map(str.isupper, name[1:])) else lowered(name)
    return f"What are the {'' if _IS_COUNTED.match(name) else f'{count} '}{name}{context}?"


def _ask_points(title: str, subject: str, shape: str, count: int) -> str:
    if shape == "names":
        return f"{subject}: {_ask_names(title, count)}"
    if shape == "deeds":
        return f"What {'do' if be(title) == 'are' else 'does'} {subject} do?"
    if shape == "aims":
        act = ask_act(title, be(title))
        return f"{act[:-1]}{subject.removeprefix(title)}?" if act else f"What {be(title)} {subject} for?"
    if LAW.search(title):
        return f"What {'do' if be(title) == 'are' else 'does'} {subject} say?"
    if _STATES_FACT.search(title):
        return f"{subject}: {'which?' if _COUNTS.search(title) else 'explain.'}"
    return f"{subject}: {'how?' if _REMEDY.match(title) else f'what are the {count} main points?'}"


def _ask_names(title: str, count: int) -> str:
    """What to ask for a list of names; below a single thing they are not of its kind."""
    head = _BEHIND_HEAD.split(title)[0]
    if be(head) == "are" or _COLLECTION.search(head):
        return f"name the {count}."
    return f"what are the {count} points?"
