"""Whether a note is in English, so that questions may be worded around its text.

A glance at its first words; no other language is told from another.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

_COMMON = frozenset(re.findall(r"\S+", "the is of and to in a for are with that it we on as by be"))
_FOREIGN = frozenset(
    re.findall(
        r"\S+",
        """der die das und ist nicht le la les des est une el los las es una que och het een di che
        per uma não""",
    )
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LATIN = string.ascii_letters.encode()


def _count_foreign(text: str) -> int:
    """The letters that are not ASCII."""
    return sum(map(str.isalpha, "".join(_NOT_ASCII.findall(text))))


def looks_english(lines: Sequence[str]) -> bool:
    """Whether questions may be worded in English; notes in keywords with Latin letters count as English."""
    sample = "\n".join(lines[:2000])[:40_000].lower()
    if not sample.isascii():
        plain = sample.encode("ascii", "ignore")
        latin = len(plain) - len(plain.translate(None, _LATIN))
        foreign = len(sample) - len(plain)
        if latin * 3 < foreign * 7 and latin * 3 < _count_foreign(sample) * 7:
            return False
    often = Counter(sample.split())
    return sum(often[word] for word in _COMMON) >= sum(often[word] for word in _FOREIGN)
