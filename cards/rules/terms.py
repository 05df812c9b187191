"""Sentences that tell of their bold term: `A **keel** is ... The **rudder** turns ...`; a card for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cards.asking.front import Question
from cards.asking.predicates import ask_predicate
from cards.asking.topic import Topic
from cards.asking.vocabulary import ask_meaning
from cards.cutting import Cutter, Draft, Found, draft, paragraph
from cards.markdown.tree import Block
from cards.words.verbs import be
from cards.words.wording import plain, sentences

_TERM = re.compile(
    r"(?:(An?|The|In(?: an?| the)?|To) )?(\*\*|__)(?=\S)([^*_\n]{2,60})(?<=[^\s:.?!])\2"
    r"(?:,? \([^()]{2,60}\))? (?:(?:first|then|only|also|often|usually|always) )?(?=[a-z])(.+)",
    re.DOTALL,
)
_CLAUSE = re.compile(r";\s+(?=(?:(?:an?|the) )?\*\*)")
_SAYS = re.compile(r"(is|are|means?|refers? to|denotes?|stands? for)\b\s*(.*)", re.DOTALL)
_ACTS = re.compile(r"(?!was\b|has\b|as\b|this\b|its\b|us\b)([a-z]{2,}s)\b\s*(.*)", re.DOTALL)
_ACT = re.compile(
    r"(?!and\b|or\b|that\b|which\b|with\b|for\b|from\b|but\b|not\b|who\b|were\b|had\b|into\b|the\b|than\b"
    r"|when\b|where\b|while\b|like\b|such\b)([a-z]{3,})(?<!ed)(?<!ing)(?<!ly) (\S.*)",
    re.DOTALL,
)
"""What several do."""
_ADJECTIVE = re.compile(r"[\w-]+(?:ic|al|ous|ary|ive|ible|able|ed|ar|less|ful|ian|oid|ite)\Z")
"""A word that may stand before the name of a thing."""
_COPULAS = ("is", "are")
FEWEST = 2
"""Such sentences of a paragraph, or paragraphs that begin with one, from which each is a card of its own."""


_OF_NOUN = re.compile(r"([a-z]{3,}) (?:is|are|has|can|[a-z]{3,}s)\b")
"""The one name behind terms that are its kinds, and what it does: `**Lateen** sails are`."""


class _Said(NamedTuple):
    """A bold term and what its sentence says of it."""

    before: str
    term: str
    rest: str


def bold_terms(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    text = blocks[at].text
    if "**" not in text and "__" not in text:
        return None
    if not topic.english or not (text.count("**") >= 2 * FEWEST or _has_neighbour(blocks, at)):
        return None
    parts = [part for sentence in sentences(text) for part in _clauses(sentence)]
    nouns = _shared_nouns(parts, blocks, at)
    found = [_said(part, nouns) for part in parts]
    starts = [number for number, one in enumerate(found) if one]
    names = {one.term.casefold() for one in found if one}
    if not starts or len(names) < len(starts) or (len(starts) < FEWEST and not _has_neighbour(blocks, at)):
        return None
    drafts: list[Draft] = []
    for low, high in zip(starts, [*starts[1:], len(parts)], strict=True):
        said = found[low]
        if said:
            question = _ask(topic, said, nouns)
            drafts.append(draft(question, [paragraph(" ".join(parts[low:high]), blocks[at])]))
    before = " ".join(parts[: starts[0]])
    return Found(1, drafts, [paragraph(before, blocks[at])] if before else [])


def _clauses(sentence: str) -> list[str]:
    """A sentence, or its parts where a semicolon stands before another bold term."""
    parts = _CLAUSE.split(sentence) if ";" in sentence else [sentence]
    return [*(f"{part}." for part in parts[:-1]), f"{parts[-1][:1].upper()}{parts[-1][1:]}"]


def _said(sentence: str, nouns: frozenset[str] = frozenset()) -> _Said | None:
    """The term of a sentence that is about it, with what stands before and behind; None for any other."""
    found = _TERM.match(sentence)
    if not found:
        return None
    before, term, rest = found.group(1) or "", found.group(3), found.group(4)
    tells = before.startswith(("In", "To")) or _SAYS.match(rest) or _ACTS.match(rest)
    tells = tells or (not before and rest.split()[0] in nouns)
    if not tells and (be(plain(term)) == "is" or not _ACT.match(rest)):
        return None
    return _Said(before, plain(term), rest)


def _has_neighbour(blocks: Sequence[Block], at: int) -> bool:
    """Whether a paragraph begins with a sentence about its term, as one beside it does."""
    near = [blocks[one] for one in (at - 1, at, at + 1) if 0 <= one < len(blocks)]
    told = [one for one in near if one.kind == "paragraph" and ("**" in one.text or "__" in one.text)]
    return len(told) >= FEWEST and all(_said(one.text) for one in told)


def _shared_nouns(parts: Sequence[str], blocks: Sequence[Block], at: int) -> frozenset[str]:
    """The words behind several of the terms that are adjectives: `**Igneous** rocks`, `**Mixed** rocks`."""
    near = [blocks[one].text for one in (at - 1, at + 1) if 0 <= one < len(blocks)]
    found = [one for one in map(_TERM.match, (*parts, *near)) if one and not one.group(1)]
    words = [one.group(4).split()[0] for one in found if _is_kind(one.group(3), one.group(4))]
    return frozenset(word for word, times in Counter(words).items() if times > 1)


def _is_kind(term: str, rest: str) -> bool:
    """Whether a term is an adjective before several things, or before one that does something."""
    if not _ADJECTIVE.match(term):
        return False
    return rest.split()[0].endswith("s") or _OF_NOUN.match(rest) is not None


def _ask(topic: Topic, said: _Said, nouns: frozenset[str]) -> Question:
    """What a sentence with this term as its subject answers: what it is, or what it does."""
    before, term, rest = said
    if before.startswith("In"):
        return Question(f"What happens {before.lower()} {term}?", topic.all, "basic", 1)
    if before == "To":
        return Question(ask_meaning(f"to {term}"), topic.all, "definition", 1)
    noun, _, behind = rest.partition(" ")
    if noun in nouns:
        name = f"{term[0].lower()}{term[1:]} {noun}"
        return _ask_act(topic, name, be(name) == "are", behind)
    several = be(term) == "are"
    name = f"{before.lower()} {term}".strip()
    says = _SAYS.match(rest)
    if says:
        verb = says.group(1)
        told = ask_predicate(name, several, verb, says.group(2)) if verb in _COPULAS else None
        return Question(told or f"What {be(term)} {name}?", topic.all, "basic" if told else "definition", 1)
    return _ask_act(topic, name, several, rest)


def _ask_act(topic: Topic, name: str, several: bool, rest: str) -> Question:
    """What is asked for a verb and what follows it."""
    verb, _, behind = rest.partition(" ")
    told = ask_predicate(name, several, verb, behind)
    return Question(told or f"What {'do' if several else 'does'} {name} do?", topic.all, "basic", 1)
