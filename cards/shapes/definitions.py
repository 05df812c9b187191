"""Lists of definitions: terms above what they mean, which is indented or stands behind a colon.

Works on the lines of one paragraph; each term becomes a labelled paragraph of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cards.markdown.tree import Block
from cards.words.wording import count_words

_DEFINES = re.compile(r"\s{0,3}[:：]\s+(?=\S)")
FEWEST_TERMS, MAX_TERM = 2, 5
"""Terms above definitions that are indented, and words of one."""


def definitions(block: Block, lines: Sequence[str]) -> list[Block]:
    """The terms of a paragraph with their definitions; empty where it is none of these lists."""
    if not _DEFINES.match(lines[0]) and any(map(_DEFINES.match, lines)):
        return _behind_colons(block, lines)
    return _hanging(block, lines) if lines[0][:1].strip() and lines[1][:2] == "  " else []


def _hanging(block: Block, lines: Sequence[str]) -> list[Block]:
    """Terms with their definitions indented below them, each as a labelled paragraph; or nothing."""
    terms = [at for at, line in enumerate(lines) if not line[:1].isspace()]
    edges = [*terms, len(lines)]
    names = [lines[at].strip() for at in terms]
    named = all(0 < count_words(name) <= MAX_TERM and name[-1] not in ".!?:;," for name in names)
    if len(terms) < FEWEST_TERMS or not named or any(high - low < 2 for low, high in pairwise(edges)):
        return []
    return [
        block._replace(
            start=block.start + low,
            end=block.start + high - 1,
            text=f"**{name.strip('*_')}**: {' '.join(line.strip() for line in lines[low + 1 : high])}",
        )
        for name, (low, high) in zip(names, pairwise(edges), strict=True)
    ]


def _behind_colons(block: Block, lines: Sequence[str]) -> list[Block]:
    """Terms with their definitions behind a colon on the next lines, each as a labelled paragraph."""
    result: list[Block] = []
    for number, line in enumerate(lines):
        at, mark = block.start + number, _DEFINES.match(line)
        term = number + 1 < len(lines) and _DEFINES.match(lines[number + 1]) is not None
        if not result or (term and not mark):
            result.append(block._replace(start=at, end=at, text=line.strip().strip("*_")))
            continue
        above = result[-1]
        said = line[mark.end() :].strip() if mark else line.strip()
        text = f"{above.text}\n{said}" if above.end > above.start else f"**{above.text}**: {said}"
        result[-1] = above._replace(end=at, text=text)
    return result
