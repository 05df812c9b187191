"""Lines of a paragraph that each pair a name with a value, and a line above them that is their title.

`Chicken 165F`, `20 mph = 12 m`; a text below a few words that are no beginning of it. Only recognises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from cards.wording import count_words

_VALUE_LINE = re.compile(
    r"\s*([^\W\d_][^\d\n:=<>≥≤~±$€£]{0,40}?)\s+"
    r"([<>≥≤~±]?\s?[$€£]?-?\d[\d.,]*(?:\s?[–—-]\s?\d[\d.,]*)?\s?[^\s\d]{0,8})\s*"
)
"""A name, and a number with its unit."""
_COUNT_LINE = re.compile(
    r"\s*(\d+(?:[.,]\d+)? [^\W\d_][^:=→\n`$]{0,30}?)\s+(?:[-–—=→]|->)\s+(\S[^:=→\n`$]{0,60}?)\s*"
)
"""A number of something, a sign, and what it means."""
FEWEST = 3
"""Such lines from which they are pairs."""
MAX_TITLE, MAX_LETTERS = 4, 40
"""Words and letters of a line that is the title of the text below it."""
_NO_TITLE = re.compile(r"[=:：;|`$?？]|[.,!?…。、]\s*\Z|\s[-–—→>]+\s|\A\s*[-*+>\d(\[]")


def with_pairs(lines: Sequence[str]) -> list[str] | None:
    """The lines with the name of each in bold, the title with a colon; None where they are no pairs."""
    for first in (0, 1):
        rest = lines[first:]
        if len(rest) < FEWEST or (first and not _is_title(lines[0])):
            continue
        for pattern in (_VALUE_LINE, _COUNT_LINE):
            found = list(takewhile(bool, map(pattern.fullmatch, rest)))
            names = {one.group(1).casefold() for one in found if one}
            if len(names) == len(rest):
                pairs = [f"**{one.group(1)}**: {one.group(2)}" for one in found if one]
                return [f"{lines[0].strip()}:", *pairs] if first else pairs
    return None


def titles_text(lines: Sequence[str]) -> bool:
    """Whether the first line names the text below it: on a full line its next word would have stood on it."""
    first, second = lines[0].strip(), lines[1].strip()
    fits = len(first) + 1 + len(second.split(" ", 1)[0]) < len(second)
    return fits and first[:1].isalpha() and _is_title(first) and count_words(second) > MAX_TITLE


def _is_title(line: str) -> bool:
    line = line.strip()
    return len(line) <= MAX_LETTERS and 0 < count_words(line) <= MAX_TITLE and not _NO_TITLE.search(line)
