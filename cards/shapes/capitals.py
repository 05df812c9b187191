"""Lines in capitals inside of a paragraph, each the title of the lines below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cards.markdown.tree import Block
from cards.shapes.unmarked import list_of
from cards.words.wording import count_words

_INSIDE = re.compile(r"(?:\A|\n)[A-ZÀ-Þ][A-ZÀ-Þ &/'-]{3,40}:?[ ]*\n(?=.*[a-z])")
_TITLE = re.compile(r"\s*[A-ZÀ-Þ][A-ZÀ-Þ &/'-]{3,40}:?\s*")
MAX_TITLE, MAX_NAME, FEWEST = 4, 3, 2
"""Words of such a title, words of a line that is a name, and lines of names that are a list."""


def around_capitals(block: Block, lines: Sequence[str]) -> list[Block] | None:
    """A paragraph as its titles in capitals and the text below each; None where there are none."""
    if not _INSIDE.search(block.text):
        return None
    titles = [at for at, line in enumerate(lines) if _is_title(line) and at + 1 < len(lines)]
    names = [at for at in titles if not any(map(str.islower, lines[at + 1]))]
    if not titles or names or (titles == [0] and not _are_names(lines[1:])):
        return None
    parts = [_piece(block, lines, 0, titles[0])] if titles[0] else []
    for low, high in pairwise([*titles, len(lines)]):
        parts.append(block._replace(start=block.start + low, end=block.start + low, text=_named(lines[low])))
        parts.append(_piece(block, lines, low + 1, high))
    return parts


def _is_title(line: str) -> bool:
    return _TITLE.fullmatch(line) is not None and count_words(line) <= MAX_TITLE


def _named(line: str) -> str:
    return f"{line.strip().rstrip(':')}:"


def _are_names(lines: Sequence[str]) -> bool:
    """Whether lines are a few words each and no sentences."""
    return len(lines) >= FEWEST and all(
        0 < count_words(line) <= MAX_NAME and line.strip()[-1:] not in ".,;:!?" for line in lines
    )


def _piece(block: Block, lines: Sequence[str], low: int, high: int) -> Block:
    """Some lines of a paragraph: as a list where they are names, else as text."""
    start, end = block.start + low, block.start + high - 1
    if not _are_names(lines[low:high]):
        return block._replace(start=start, end=end, text="\n".join(lines[low:high]).strip())
    places = range(start, end + 1)
    return list_of(
        [
            Block("item", at, at, children=(Block("paragraph", at, at, line.strip()),))
            for at, line in zip(places, lines[low:high], strict=True)
        ]
    )
