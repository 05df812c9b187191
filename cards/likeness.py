"""How alike two cards are: normalised text, and a number from 0 to 1 that survives edits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_TOKEN = re.compile(r"[^\W_]+|[^\w\s*_`#>|~.,;:!?'\"’“”()\[\]-]")
_COUNT = re.compile(r"\b(what are the|name the|name) \d+\b")
"""Where a question has the number of points that it asks for, which changes with the note."""
_ORDINAL = re.compile(r"\s*\[\d+/\d+\]")

CONTAINED = 0.62
"""The likeness of a text to one that holds it and much more: enough to name it, not to be sure."""


def tokens(text: str) -> list[str]:
    """Words and mathematical signs in small letters; marks, punctuation and blanks do not count."""
    return _TOKEN.findall(text.casefold())


def normal(text: str) -> str:
    """Text for comparing; never empty where the text is not."""
    return " ".join(tokens(text)) or " ".join(text.split()).casefold()


@dataclass(slots=False)
class Text:
    """A card's two sides made ready for comparing, each only when it is asked for."""

    front: str
    back: str

    @cached_property
    def asked(self) -> str:
        """The question without the numbers that change with its neighbours."""
        return normal(_ORDINAL.sub("", _COUNT.sub(r"\1", self.front)))

    @cached_property
    def numbered(self) -> bool:
        return _ORDINAL.search(self.front) is not None

    @cached_property
    def told(self) -> str:
        return normal(self.back)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset([*self.asked.split(), *self.told.split()])


def alike(one: str, two: str) -> float:
    """Likeness of two normalised texts; a text contained in a longer one counts for something."""
    if one == two:
        return 1.0
    if not one or not two:
        return 0.0
    from rapidfuzz.distance import Indel  # imported on use: an import without changes needs none of it

    first, second = one.split(), two.split()
    ordered = Indel.normalized_similarity(first, second)
    if ordered < 0.9:
        ordered = max(
            ordered, 0.98 * Indel.normalized_similarity(one, two) if len(one) + len(two) < 4000 else 0.0
        )
    shared = sum((Counter(first) & Counter(second)).values())
    shorter = min(len(first), len(second))
    contained = shared / shorter if shorter > 4 else 0.0
    return max(ordered, CONTAINED * contained)


def contradict(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two questions name different things: another number, sign or key word on each side."""
    gone, come = set(one) - set(two), set(two) - set(one)
    return any(not _same_word(word, come) for word in gone) and any(
        not _same_word(word, gone) for word in come
    )


def _same_word(word: str, others: set[str]) -> bool:
    """Whether a word is among others, give or take a slip of the pen; numbers and short names take none."""
    if len(word) < 5 or any(character.isdigit() for character in word):
        return False
    from rapidfuzz.distance import OSA

    limit = 1 if len(word) < 10 else 2
    return any(
        OSA.distance(word, other, score_cutoff=limit) <= limit
        for other in others
        if len(other) >= 5 and not any(character.isdigit() for character in other)
    )
