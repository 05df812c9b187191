"""Headings that only their numbers tell: `1.2 Median` on a line above its text, as in pages that were copied.

Nothing but such lines is taken; what stands below them stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cards.markdown.tree import Block
from cards.words.wording import count_words

_NUMBER = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[^\W\d_])")
_CHAPTER = re.compile(r"\s*\d{1,2}\.?\s+(?=[^\W\d_a-z])")
_LEADING = re.compile(r"\s*[\d.]+\s+")
LEAST = 2
"""Numbered lines that are titles together."""
MAX_WORDS = 8
"""Words of such a title."""


def with_outline(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks whose numbered lines are titles in bold, each above its text."""
    begun = [block.kind == "paragraph" and block.text[:1].isdigit() and "." in block.text for block in blocks]
    if not any(begun):
        return blocks
    count = sum(
        sum(map(_is_title, block.text.split("\n"))) for block, has in zip(blocks, begun, strict=True) if has
    )
    if count < LEAST:
        return blocks
    made: list[Block] = []
    for block, has in zip(blocks, begun, strict=True):
        made += _cut(block) if has else [block]
    return made


def _is_title(line: str) -> bool:
    number = _NUMBER.match(line)
    return number is not None and _is_short(line[number.end() :])


def _is_short(title: str) -> bool:
    return 0 < count_words(title) <= MAX_WORDS and title.rstrip()[-1:] not in ".!:;,=" and "=" not in title


def _cut(block: Block) -> list[Block]:
    """A paragraph cut before and behind its titles."""
    lines = block.text.split("\n")
    titles = {at for at, line in enumerate(lines) if _is_title(line)}
    chapter = _CHAPTER.match(lines[0])
    if chapter and 1 in titles and _is_short(lines[0][chapter.end() :]):
        titles.add(0)
    edges = sorted({0, len(lines), *titles, *(at + 1 for at in titles)})
    made = []
    for low, high in pairwise(edges):
        text = "\n".join(lines[low:high]).strip()
        if low in titles:
            text = f"**{_LEADING.sub('', text, count=1)}**"
        made.append(block._replace(start=block.start + low, end=block.start + high - 1, text=text))
    return made
