"""Outlines without list marks: lines that only their indents order, and `1.1` with `a)` inside of a point.

They become nested lists on their own lines. Whether these give cards is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cards.label import split_label
from cards.markdown import Block
from cards.wording import count_words, sentences

_SUB_NUMBER = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})+[.)]?\s+(?=\S)")
_LETTER = re.compile(r"\s*\(?[a-z]\)\s+(?=\S)")
_LIST_MARK = re.compile(r"\s*(?:[-*+•>|]|\d{1,3}[.)])\s")
LEAST_BELOW = 2
"""Lines below the first name of an outline."""
MAX_NAME, MAX_POINT = 5, 14
"""Words of a name with lines below it, and of such a line: longer ones may be text that was wrapped."""

_Line = tuple[int, int, str]
"""The number of a line, its depth and its text."""


def indented_outline(block: Block, lines: Sequence[str]) -> list[Block] | None:
    """Names in the first column with their indented lines as a list each; None for any other paragraph."""
    if len(lines) <= LEAST_BELOW:
        return None
    found = [(block.start + at, _depth(line), line.strip()) for at, line in enumerate(lines)]
    roots = [at for at, (_, depth, _) in enumerate(found) if not depth]
    ends = [*roots[1:], len(found)]
    if any(end - at <= LEAST_BELOW for at, end in zip(roots, ends, strict=True)):
        return None
    names = [at for at, other in pairwise(range(len(found))) if found[other][1] > found[at][1]]
    if not all(_is_name(found[at][2]) for at in names) or not all(_is_point(line[2]) for line in found):
        return None
    made: list[Block] = []
    for at, end in zip(roots, ends, strict=True):
        number, _, name = found[at]
        made += [block._replace(start=number, end=number, text=f"{name.rstrip(':')}:")]
        made += [_listed(found[at + 1 : end])]
    return made


def with_sub_numbers(item: Block) -> Block:
    """A point of a numbered list whose text holds `1.1 Name` lines, with these as a list below its title."""
    head = item.children[0]
    lines = head.text.split("\n") if head.kind == "paragraph" and len(item.children) == 1 else []
    depths = [_sub_depth(line) for line in lines]
    if depths[1:2] != [1] or depths.count(1) < LEAST_BELOW or 0 in depths[1:]:
        return item
    marks = [_SUB_NUMBER if depth == 1 else _LETTER for depth in depths]
    texts = [mark.sub("", line, count=1).strip() for mark, line in zip(marks, lines, strict=True)]
    found = [(head.start + at, depths[at], texts[at]) for at in range(1, len(lines))]
    title = head._replace(end=head.start, text=lines[0].strip())
    return item._replace(children=(title, _listed(found)))


def _sub_depth(line: str) -> int:
    return 1 if _SUB_NUMBER.match(line) else 2 if _LETTER.match(line) else 0


def _depth(line: str) -> int:
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip())


def _is_name(text: str) -> bool:
    """Whether a line can have others below it: a few words, and neither a sentence nor a label."""
    ends = text[-1:].isalnum() or text[-1:] in "):?"
    return ends and 0 < count_words(text) <= MAX_NAME and split_label(text) is None


def _is_point(text: str) -> bool:
    """Whether a line stands for itself, and is no part of a sentence that was wrapped."""
    if text[-1:] in ".,;!":
        return False
    return count_words(text) <= MAX_POINT and not _LIST_MARK.match(text) and len(sentences(text)) == 1


def _listed(lines: Sequence[_Line]) -> Block:
    """Lines as a list of those that stand furthest out, each with what is below it."""
    least = lines[0][1]
    begun = [at for at, (_, depth, _) in enumerate(lines) if depth <= least]
    items = [_item(lines[low:high]) for low, high in pairwise([*begun, len(lines)])]
    return Block("list", items[0].start, items[-1].end, children=tuple(items), info="-")


def _item(lines: Sequence[_Line]) -> Block:
    number, _, text = lines[0]
    below = (_listed(lines[1:]),) if lines[1:] else ()
    children = (Block("paragraph", number, number, text), *below)
    return Block("item", number, children[-1].end, children=children)
