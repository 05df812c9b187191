"""Runs of lines `name -> meaning` among other lines of a paragraph; a paragraph of nothing else is a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from cards.asking.vocabulary import pairs_of
from cards.markdown.tree import Block
from cards.shapes.unmarked import list_of
from cards.words.wording import count_words

_LINE = re.compile(
    r"\s*([^\W\d_][^.!?:;=>→\n]{0,60}?)\s+(?:-+>|=>|→)\s+((?:(?![-=]>|→).)*[^\W\d_](?:(?![-=]>|→).)*)"
)
_SIGNS = ("->", "=>", "→")
ARROWS = ">"
"""The info of a list of lines that stood in a paragraph of their own."""
FEWEST, MAX_NAME = 2, 5
"""Lines of a run, and words before an arrow."""


def arrow_list(block: Block, lines: Sequence[str]) -> tuple[None, list[Block]] | None:
    """The list that a paragraph of nothing but such lines is, each short; None for any other paragraph."""
    if not any(map(lines[0].__contains__, _SIGNS)) or not pairs_of(lines):
        return None
    return None, [_list(block, lines, range(len(lines)))._replace(info=ARROWS)]


def arrows_in_line(block: Block) -> list[Block]:
    """The list that a line of several such pairs with semicolons between them is, if it is one."""
    parts = [part.strip() for part in block.text.rstrip(";. ").split(";")]
    if len(parts) < FEWEST or not pairs_of(parts):
        return []
    items = [block._replace(kind="item", text="", children=(block._replace(text=part),)) for part in parts]
    return [list_of(items)._replace(info=ARROWS)]


def around_arrows(block: Block, lines: Sequence[str]) -> list[Block] | None:
    """A paragraph as its runs of such lines, each a list, and the text between them; None without any."""
    if not any(map(block.text.__contains__, _SIGNS)):
        return None
    runs = [list(run) for _, run in groupby(range(len(lines)), key=lambda at: _is_pair(lines[at]))]
    lists = [len(run) >= FEWEST and _is_pair(lines[run[0]]) for run in runs]
    if len(runs) < 2 or not any(lists):
        return None
    return [
        _list(block, lines, run) if listed else _text(block, lines, run)
        for run, listed in zip(runs, lists, strict=True)
    ]


def _is_pair(line: str) -> bool:
    pair = _LINE.fullmatch(line)
    return pair is not None and count_words(pair.group(1)) <= MAX_NAME


def _list(block: Block, lines: Sequence[str], run: Sequence[int]) -> Block:
    items = [
        Block("item", at, at, children=(Block("paragraph", at, at, lines[at - block.start].strip()),))
        for at in (block.start + number for number in run)
    ]
    return list_of(items)


def _text(block: Block, lines: Sequence[str], run: Sequence[int]) -> Block:
    text = "\n".join(lines[run[0] : run[-1] + 1]).strip()
    return block._replace(start=block.start + run[0], end=block.start + run[-1], text=text)
