"""Sentences that define, list or date something, as the questions that they answer.

`By osmosis we mean ...`, `X, also called Y, means ...`, `The three kinds are a, b and c`, `It fell in 1914`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cards.model import Kind
from cards.words.dates import DATE
from cards.words.letters import lowered
from cards.words.verbs import be
from cards.words.wording import count_words, holds_one

_NO_NAME = (
    r"(?!(?:it|this|that|these|those|they|we|you|i|he|she|there|which|what|who|if|when|how|by|in|on|as|for|with"
    r"|without|at|from|to|of|all|some|not|no|even|so|also|thus|because|since|while|but|and|or|usually|often)\b)"
)
_NAME = rf"(?P<article>(?:the|an?)\s+)?(?P<name>{_NO_NAME}[\w'’-]+(?: [\w'’-]+){{0,4}}?)"
_ASIDE = r"(?:\s*\([^()]{2,60}\)|,? (?:also|or|sometimes|often) (?:called|known as|named) [^,.;:]{2,50},)?"
_MEANS = re.compile(
    rf"(?:the (?:term|word|name) )?[\"“*]*{_NAME}[\"”*]*{_ASIDE}"
    r" (?P<verb>means?(?! (?:that|to|they|it|you|we)\b)|refers? to|denotes?|(?:is|are) defined as)\s",
    re.IGNORECASE,
)
_RELATIVE = (" which", " that")
"""With which a sentence goes on that has told something else first: `Q stands for X which means ...`."""
_BY_MEAN = re.compile(r"by [\"“*]*([^,.;:\"”*]{3,50}?)[\"”*]* (?:we|one|is) mean[st]?t?\b", re.IGNORECASE)
_CALLED = re.compile(
    r"(?P<what>[^.;:]{12,140}?)(?:,| which)? (?P<be>is|are) (?:also )?(?:called|known as|termed|named)"
    r" (?P<name>(?:the |an? )?[\w'’-]+(?: [\w'’-]+){0,2})\Z",
    re.IGNORECASE,
)
_NAMED = r"(?P<mark>[\"“”*_]*)(?P<of>(?:the |an? )?)[*_]*(?P<name>[\w'’-]+(?: [\w'’-]+){0,3})[\"“”*_]*"
_CALLED_SO = re.compile(
    r"[.,;!]\s+(?:and )?(?:this|these|that|it)(?: [\w-]+){0,2} (?P<be>is|are)"
    r" (?:(?:also|often|sometimes|usually|commonly|what is) )?(?:called |known as |(?=the [*_]))"
    rf"{_NAMED}(?P<more>(?: [\w-]+)?)\s*(?:[.,;]|\Z)",
    re.IGNORECASE,
)
"""A name for what was told before it: `The moon pulls on the sea. This is called the tide.`"""
_LIVED = re.compile(
    r"(?P<name>[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|of|the|de|von|van|da)){0,4}) \((?:c\. ?|b\. ?)?\d{3,4}"
    r"\s?[-–—]\s?(?:\d{2,4})?\)"
)
"""Somebody, and the years of a life."""
_ASPECT = (
    r"(?:\w+ ){0,2}?(?:(?P<apart>advantage|disadvantage|drawback|limitation|problem|challenge|difficulty"
    r"|reason|trick|question|downside|upside|difference|issue|caveat|catch|insight|intuition|motivation)"
    r"|purpose|goal|aim|idea|benefit|assumption|hope|objective)"
)
_ROLE = re.compile(
    rf"(?P<name>(?P<sole>the )?(?:an? |one |another )?{_ASPECT}"
    r"(?P<of> (?:of|with|to|for|in|behind|between|from) [^,.;:]{3,90}?)?)"
    r"(?: then| here| now)?,? (?P<be>is|was) (?:that|how|to|when|whether)\b",
    re.IGNORECASE,
)
"""What a thing has, told in a clause of its own: `A drawback of hemp is that it rots`."""
_CLAUSES = (
    " is that",
    " is how ",
    " is to ",
    " is when ",
    " is whether ",
    " was that",
    " was how ",
    " was to ",
)
NUMBERS = r"two|three|four|five|six|seven|eight|nine|ten|\d{1,2}"
_THERE_ARE = re.compile(
    rf"there (are|were) (?:only |mainly |also )?({NUMBERS})"
    r" ((?:[a-z]+ ){0,2}[a-z]+s(?: (?:of|in|to|for) [^:,;]{2,50})?)"
    r"\s?(?::|[-–—]|,? namely)\s",
    re.IGNORECASE,
)
_COME_IN = re.compile(
    rf"([^,.;:]{{3,40}}) (?:comes?|exists?|occurs?) in ({NUMBERS}) ([a-z]+s)\s?(?::|[-–—]|,)\s",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"(?P<name>the [^,.;:()]{3,80}?) (?P<be>are|were)(?: called)?:? (?:the )?"
    r"(?P<rest>[^,.;:]{2,60}(?:, | and | & ).*)",
    re.IGNORECASE,
)
_VERB_INSIDE = re.compile(r"\b(?:is|are|was|were|has|have|can|will|that|which|who|when|if|because)\b")
_YEAR = r"(?:1\d|20)\d\d"
_WHEN = re.compile(rf"(In|On|By|Around|Since) ({DATE}|{_YEAR}),? (?=\S+ \S+ \S+)")
_DATED = re.compile(rf"(.{{12,140}}?)(?:,| (?=in|on))\s?(in|on) ({DATE}|{_YEAR})\Z", re.DOTALL)
_LATER = re.compile(r"\d{4}")
_POINTS = re.compile(
    r"(?:it|this|that|these|those|they|he|she|we|i|there|here|but|and|so|which|then)\b", re.I
)
_APART = re.compile(r",? (?:and|or|&) |, ")
MOST_BEFORE_NAME = 3
"""Sentences that tell what a name is given to."""
FEWEST, MOST_NAMES = 3, 9
"""Things that a sentence lists, and words of what it lists."""


class Told(NamedTuple):
    """What a sentence answers."""

    text: str
    kind: Kind
    answer: str = ""
    """Of the sentence, where it is not all of it."""


def ask_told(sentence: str) -> Told | None:
    """The question that a sentence answers by its form; None for any other."""
    text = sentence.rstrip(" .!")
    small = text.lower()
    if _POINTS.match(text) and not small.startswith("there "):
        return None
    return _defined(text, small) or _listed(text, small) or _dated(text)


def ask_called(parts: Sequence[str]) -> Told | None:
    """The question for a name that a text of a few sentences gives to what it told; None for any other."""
    if len(parts) > MOST_BEFORE_NAME + 1:
        return None
    named = _CALLED_SO.search(" ".join(parts))
    if not named:
        return None
    name = f"{named['of'].lower()}{named['name']}{named['more']}"
    return Told(f"What {named['be'].lower()} {name}?", "definition")


def _defined(text: str, small: str) -> Told | None:
    """What a word means, or who somebody was."""
    found = _MEANS.match(text) if holds_one(small, (" mean", " refer", " denote", " defined as")) else None
    if found and found["name"].endswith(_RELATIVE):
        return None
    name = f"{(found['article'] or '').lower()}{found['name']}" if found else ""
    if found and (found["verb"] != "mean" or be(name) == "are"):
        return Told(f"What {be(name)} {name}?", "definition")
    said = _BY_MEAN.match(text) if small.startswith("by ") else None
    if said:
        return Told(f"What {be(said.group(1))} {said.group(1)}?", "definition")
    called = _CALLED.match(text) if holds_one(small, (" called ", " known as ", " termed ")) else None
    if called and count_words(called["what"]) > count_words(called["name"]) + 1:
        return Told(f"What {called['be'].lower()} {called['name']}?", "definition")
    role = _ROLE.match(text) if holds_one(small, _CLAUSES) else None
    if role and (role["of"] or (role["sole"] and role["apart"])):
        return Told(f"What {role['be'].lower()} {lowered(role['name'])}?", "basic")
    lived = _LIVED.match(text) if "(" in text else None
    if lived:
        return Told(f"Who was {lived['name']}?", "basic")
    return None


def _listed(text: str, small: str) -> Told | None:
    """Which things there are of a kind."""
    there = _THERE_ARE.match(text) if small.startswith("there ") else None
    if there:
        return Told(f"What {there.group(1).lower()} the {there.group(2)} {there.group(3)}?", "list")
    come = _COME_IN.match(text) if " in " in small else None
    if come:
        return Told(f"Which {come.group(2)} {come.group(3)} of {lowered(come.group(1))} are there?", "list")
    listed = _LISTS.match(text) if small.startswith("the ") else None
    if not listed or len(_APART.split(listed["rest"])) < FEWEST or count_words(listed["name"]) > MOST_NAMES:
        return None
    named = not _VERB_INSIDE.search(listed["name"]) and not _VERB_INSIDE.search(listed["rest"])
    return Told(f"What {listed['be'].lower()} {lowered(listed['name'])}?", "list") if named else None


def _dated(text: str) -> Told | None:
    """What happened at a time that stands first, or when something happened that ends with it."""
    when = _WHEN.match(text) if text[:1] in "IOBAS" else None
    if when:
        return Told(f"What happened {when.group(1).lower()} {when.group(2)}?", "basic")
    dated = _DATED.match(text) if text[-1:].isdigit() and " " in text[:40] else None
    if dated and not _LATER.search(dated.group(1)) and text[:1].isupper() and count_words(dated.group(1)) > 2:
        return Told(
            f"{dated.group(1).rstrip(',')}: when?",
            "basic",
            f"{dated.group(2).capitalize()} {dated.group(3)}.",
        )
    return None
