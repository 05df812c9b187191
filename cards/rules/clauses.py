"""A statement's reason, purpose, means or condition, as what its other part asks for.

`Tar keeps ropes dry because water runs off it`: "Tar keeps ropes dry: why?"
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cards.asking.pronouns import BEGINS_WITH_PRONOUN, points_back
from cards.words.letters import ARTICLES, capital, inside
from cards.words.verbs import is_command
from cards.words.wording import count_words, plain

_REASON = re.compile(r"^(.{12,160}?),?\s+(because|since)\s+(?=\S{2,}\s+\S+)(.+)$", re.IGNORECASE | re.DOTALL)
_MEANS = re.compile(r"^(.{12,160}?\w) by ((?:\w+ly )?[a-z]{2,}ing\s.+)$", re.DOTALL)
_IS_ONE = re.compile(
    r"[^,;:]{2,60}? (?:is|are|was|were) (?:an?|the|any|one|\w+s) [^,;:]*\b(?:that|which|who)\b"
)
"""What defines, whose means are those of the clause that tells more of the thing."""
_DENIED = re.compile(r"n['’]t\b|\b(?:cannot|not|never|no)\b")
"""What is not so has no means."""
_REASONS, _PURPOSES = ("because", "since"), ("in order to", "so as to")
_PURPOSE = re.compile(r"^(.{12,160}?),?\s+((?:in order|so as) to\s+.+)$", re.IGNORECASE | re.DOTALL)
LEAD = re.compile(
    (
        r"^(?:(?:nb|n\.b\.|note|remember|recall"
        r"|additionally|moreover|furthermore|finally|however|also|plus|thus|hence|therefore|note that|luckily"
        r"|(?:un)?fortunately|surprisingly|notably|importantly|obviously|intuitively"
        r"|remember that|conversely|"
        r"interestingly|(?:it is )?interesting to (?:note|notice|see) that|basically|essentially"
        r"|in fact|in short|in other words|in general|in practice"
        r"|in theory|in this case|for example|of course|"
        r"we (?:also )?(?:saw|see|know|note|found|learned|can see) that|it turns out that|(?:unlike"
        r"|compared (?:to|with)|with|in contrast to|"
        r"different from) [^,]{3,60}(?=,))[,:]?\s+)+"
    ),
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(if|when|once|unless)\s+((?!it\b|this\b|that\b|they\b|so\b|not\b)"
    r"(?:(?!(?<!is)(?<!are)(?<!was) then\s)[^,.;:]){8,120})(?:,\s+(?:then\s+)?| then\s+)"
    r"(?!(?:or|and|but|nor)\b)(\S.{7,})$",
    re.IGNORECASE | re.DOTALL,
)
_CHANGE = re.compile(
    r"^as\s+((?!it\b|this\b|that\b|they\b|we\b|you\b)[^,.;:]{3,100}?\b"
    r"(?:increases?|decreases?|grows?|shrinks?|rises?|falls?|drops?|widens?|deepens?)\b[^,.;:]{0,60}"
    r"(?:\([^()]*\)[^,.;:]{0,40})?),\s+(\S.{7,})$",
    re.IGNORECASE | re.DOTALL,
)
_TURNED = re.compile(r"([^,;:()]{2,60}?) (is|are|was|were|can|could|must|should|will|would) (.+)", re.DOTALL)
_CLAUSE = re.compile(r"\b(?:that|which|who|whose|where|when|if|while|what|how|there|it|but|not)\b")
_ATTACHED = re.compile(r" (?:of|in|with|for|from|on|at|between|to) ")
MAX_NAME, MAX_WITH_ATTACHED = 3, 7
"""Words of what a statement is about, of which a question can be made by putting its verb first."""


class Asked(NamedTuple):
    """A question, and what the sentence answers."""

    text: str
    answer: str


def ask_clause(sentence: str) -> Asked | None:
    """The question that a sentence with a reason, means or condition answers; None for any other."""
    first = LEAD.sub("", sentence)
    by_means = _by_means(first) if " by " in first else None
    return _by_reason(first) or by_means or _by_condition(first, sentence)


def _by_reason(sentence: str) -> Asked | None:
    """What comes before "because" or "in order to" asks for what comes after it."""
    small = sentence.lower()
    for pattern, hints in ((_REASON, _REASONS), (_PURPOSE, _PURPOSES)):
        match = pattern.match(sentence) if any(map(small.__contains__, hints)) else None
        if not match or points_back(match.group(1)) or count_words(match.group(1)) < 4:
            continue
        told = plain(match.group(1))
        if pattern is _PURPOSE:
            return Asked(f"{capital(told)}: what for?", capital(match.group(2)))
        return Asked(_turned("Why", told), capital(f"{match.group(2)} {match.group(3)}"))
    return None


def _by_means(sentence: str) -> Asked | None:
    """What comes before "by doing" asks for what comes after it."""
    match = _MEANS.match(sentence)
    if not match or points_back(match.group(1)) or is_command(sentence) or _IS_ONE.match(match.group(1)):
        return None
    told, answer = plain(match.group(1)), capital(f"by {match.group(2)}")
    if _DENIED.search(told):
        return None
    thing, _, verb = told.rpartition(" ")
    if verb in ("work", "works"):
        return Asked(f"How {'does' if verb == 'works' else 'do'} {inside(thing)} work?", answer)
    return Asked(_turned("How", told), answer) if count_words(told) > 3 else None


def _turned(word: str, told: str) -> str:
    """A statement as the question for its reason or means: its verb first where that is easily told."""
    found = _TURNED.match(told)
    if found and not _CLAUSE.search(found[1]) and not BEGINS_WITH_PRONOUN.match(told):
        name, verb, rest = found.groups()
        words = count_words(name) - name.startswith(ARTICLES)
        if words <= (MAX_WITH_ATTACHED if _ATTACHED.search(name) else MAX_NAME):
            return f"{word} {verb} {inside(name)} {rest}?"
    return f"{capital(told)}: {word.lower()}?"


def _by_condition(first: str, sentence: str) -> Asked | None:
    """A condition asks for what holds then."""
    change = _CHANGE.match(first)
    if change:
        return Asked(f"What happens as {plain(change.group(1))}?", capital(change.group(2)))
    match = _CONDITION.match(sentence)
    if not match:
        return None
    word, condition = match.group(1), plain(match.group(2))
    text = f"What if {condition}?" if word.lower() == "if" else f"{capital(word)} {condition}: what then?"
    return Asked(text, capital(match.group(3)))
