"""Abbreviations and the words they stand for: `NMS (non-maximum suppression)`, `FLOPS`: Floating Point ...

Only recognises; what is asked about them is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

_SHORT = re.compile(r"[A-Za-z]{1,6}[A-Z]s?")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\Z")
_WITH_BRACKETS = re.compile(r"(\S[^()]*?)\s*\(([^()]+)\)")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(re.findall(r"\S+", "a an and by for from in of on or per the to with"))
LONGEST = 8
"""Letters of an abbreviation."""
_LETTER_LINE = re.compile(
    r"[\s*_`]*([^\W\d_])(?:[*_`]*\s*(?:[-–—=:.)]|→|(?<=\s))[*_]*\s*\S|\*\*[^\W\d_]+\s*(?:[-–—=:]|→)\s*\S)"
)
FEWEST_LETTERS = 3
"""Letters of a word whose letters stand one below the other."""
MAX_SPELT = 8
"""Words of a line that only spells out an abbreviation."""


def spells_out(short: str, words: str) -> bool:
    """Whether an abbreviation is made of the first letters of some words; small words may be left out."""
    if len(short) > LONGEST or not _SHORT.fullmatch(short):
        return False
    letters = short.casefold()
    parts = [part.strip() for part in _IN_BRACKETS.sub("", words).split(",")]
    if len(parts) > 2 and "".join(part[:1] for part in parts).casefold() == letters:
        return True
    found = [word.casefold() for word in _WORD.findall(words)]
    if not 1 < len(found) <= MAX_SPELT:
        return False
    initials = "".join(word[0] for word in found)
    without_small = "".join(word[0] for word in found if word not in _SMALL)
    return any(made in (letters, letters.removesuffix("s")) for made in (initials, without_small))


def letters_of(lines: Sequence[str]) -> str:
    """The single letters with which the first lines begin, each before what it stands for."""
    found = list(takewhile(bool, map(_LETTER_LINE.match, lines)))
    return "".join(one.group(1) for one in found if one)


def spelt_by(letters: str, title: str) -> bool:
    """Whether letters make a word of a title, as those of `Rest`, `Ice`, `Compression` do below `RIC`."""
    if len(letters) < FEWEST_LETTERS:
        return False
    return letters.casefold() in (word.casefold() for word in _WORD.findall(title))


def explains_itself(title: str) -> bool:
    """Whether a title holds an abbreviation together with its words, in whichever order."""
    parts = _WITH_BRACKETS.fullmatch(title) if title.endswith(")") else None
    return parts is not None and (spells_out(*parts.groups()) or spells_out(parts.group(2), parts.group(1)))
