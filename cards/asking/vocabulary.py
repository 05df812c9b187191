"""Pairs of a word and its meaning: which lines are some, and how one of them is asked for.

The wording fits a translation as well as a term; where even that is too much, the arrow itself asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from cards.words.wording import count_words, is_affix

_ARROW = re.compile(r"[^\S\n]*(?:-+>|=>|→|⇒)[^\S\n]*")
_NO_PAIR = re.compile(r"[\n:=`$|]|[.!](?:\s|\Z)|[?]\s|\d\s*[-+*/]\s*\d")
"""What stands in no pair of a name and its meaning."""
FEWEST, MAX_NAME, MAX_MEANING = 2, 5, 8
"""Pairs of a list, and words on either side of an arrow."""
_ASKS = re.compile(r"(?:Which|What|Who|Where|When|Why|How)\b")
_LANGUAGES = (
    "spanish|french|german|italian|portuguese|dutch|swedish|norwegian|danish|finnish|icelandic|polish|czech"
    "|russian|ukrainian|greek|latin|turkish|arabic|hebrew|persian|hindi|japanese|chinese|mandarin|cantonese"
    "|korean|vietnamese|thai|indonesian|swahili|welsh|irish|hungarian|romanian|catalan|esperanto"
    "|deutsch|français|español|italiano"
)
_OF_WORDS = re.compile(
    r"\b(?:vocab\w*|vokabeln|wortschatz|vocabulaire|vocabulario|(?<!bag of )(?<!stop )words|verbs?|nouns?"
    r"|word(?=\W*\Z|\s*[-–—:,(]|\s(?:list|bank|pair|of the)s?\b)|adjectives?"
    r"|adverbs?|pronouns|phrases|idioms|slang|false friends|kanji|prefix(?:es)?|suffix(?:es)?)\b"
    rf"|\b(?:{_LANGUAGES})(?=\W*\Z|\s*[-–—:,(/]|\s+(?:[ABC][12]|N[1-5]|\d|unit|lesson|chapter|ch|week|class"
    r"|course|for|notes|grammar|revision|basics|food|family|travel|numbers)\b)",
    re.IGNORECASE,
)
"""Titles of lists of words."""
_FOREIGN = re.compile(
    r"(?:der|das|den|die(?= [A-ZÄÖÜ])|eine?|le|la|les|une|el|los|las|una|il|lo|gli|uma) [^\W\d_]|[ld]['’]"
)
"""An article of another language, small as before a word of vocabulary."""
_ARTICLES = frozenset("deluig")
MAX_WORD, MAX_WORDS, LONGEST = 4, 6, 60
"""Words of a word with its forms, and words and letters of what it means."""
LONGEST_LINE = 200
"""Letters of a pair with its arrow."""
MAX_BARE = 2
"""Words of a meaning that may be anything to its name."""
_IS_MANY = re.compile(r"\s|\A\d")
"""In a name of several words, or that begins with a number."""
_SHORT_FOR = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z]s?")
_NO_MEANING = re.compile(r"[.!?:;]\s|[=<>≤≥]|\A[\d(±~$€£]|[.!]\Z|(?:[^,]*,){3}")
_ARTICLE = re.compile(r"(?:an?|the|one|any|some|where|when|how|what|who)\b")
_NO_NOUN = re.compile(
    r"(?:towards?|away|at|in|on|by|from|behind|below|above|before|after|under|over|not|with|without|as|to)\b"
)
"""With which a meaning begins that is no thing."""


def pairs_of(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The names before an arrow and what they mean; nothing where a line is no pair, or leads to the next."""
    if len(lines) < FEWEST or max(map(len, lines)) > LONGEST_LINE or not all(map(_ARROW.search, lines)):
        return []
    found = [_pair(line) for line in lines]
    told = [one for one in found if one]
    names = {name.casefold() for name, _ in told}
    if len(told) < len(lines) or len(names) < len(told):
        return []
    return [] if any(_leads_on(one[1], other[0]) for one, other in pairwise(told)) else told


def _pair(line: str) -> tuple[str, str] | None:
    """A name and its meaning, both short."""
    sides = [side.strip() for side in _ARROW.split(line)]
    if len(sides) != 2 or not all(sides) or any(map(_NO_PAIR.search, sides)) or _ASKS.match(line):
        return None
    name, meaning = sides
    if name.endswith("?") != meaning.endswith("?"):
        return None
    short = 0 < count_words(name) <= MAX_NAME and 0 < count_words(meaning) <= MAX_MEANING
    return (name.strip("*_ "), meaning) if short else None


def _leads_on(meaning: str, name: str) -> bool:
    """Whether the next name takes up what the last one led to, so that these are steps."""
    return set(name.casefold().split()) <= set(meaning.casefold().split())


def ask_word(titles: tuple[str, ...], name: str, meaning: str) -> str | None:
    """The question for a word below titles of vocabulary, or in another language; None for other pairs."""
    if is_affix(name):
        return ask_meaning(name)
    foreign = (name[:1] in _ARTICLES and _FOREIGN.match(name)) or (
        meaning[:1] in _ARTICLES and _FOREIGN.match(meaning)
    )
    if meaning[LONGEST:] or not (foreign or _is_of_words(titles)):
        return None
    few = count_words(name) <= MAX_WORD and count_words(meaning) <= MAX_WORDS
    told = few and not _NO_MEANING.search(meaning) and (_is_of_words(titles) or not _ARTICLE.match(meaning))
    return ask_meaning(name) if told else None


@lru_cache(maxsize=64)
def _is_of_words(titles: tuple[str, ...]) -> bool:
    """Whether one of some titles is that of a list of vocabulary."""
    return any(map(_OF_WORDS.search, titles))


def ask_meaning(name: str) -> str:
    """What a word means, be it one of another language; several are held together by quotation marks."""
    return f'What does "{name}" mean?' if " " in name or name.endswith("?") else f"What does {name} mean?"


def ask_arrows(pairs: Sequence[tuple[str, str]]) -> list[str] | None:
    """The questions for names and the few words to which arrows lead, all alike.

    None where most of them tell what a thing is.
    """
    things = sum(_ARTICLE.match(meaning) is not None for _, meaning in pairs)
    if things * 2 > len(pairs):
        return None
    names = [name for name, _ in pairs]
    short = all(map(_SHORT_FOR.fullmatch, names))
    told = any(_NO_NOUN.match(meaning) for _, meaning in pairs)
    if short or (told and all(map(str.isalpha, names))):
        return list(map(ask_meaning, names))
    bare = sum(
        count_words(meaning) <= MAX_BARE or _IS_MANY.search(name) is not None for name, meaning in pairs
    )
    return [f"{name} → what?" for name in names] if bare * 2 > len(pairs) else None
