"""Outlines without list marks: lines that only their indents order, and `1.1` with `a)` inside of a point.

They become nested lists on their own lines. Whether these give cards is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cards.labels.label import split_label
from cards.markdown.tree import Block
from cards.words.wording import count_words, sentences

_SUB_NUMBER = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})+[.)]?\s+(?=\S)")
_LETTER = re.compile(r"\s*(?:\(?[a-z]\)|[-*•–])\s+(?=\S)")
_BY_LETTER = re.compile(r"\s*\(?([a-z])[.)]\s+(?=\S)")
_LIST_MARK = re.compile(r"\s*(?:[-*+•>|]|\d{1,3}[.)])\s")
LEAST_BELOW = 2
"""Lines below the first name of an outline."""
LEAST_NAMED = 2
"""Names with lines below them from which lines without any may stand between them."""
MAX_NAME, MAX_POINT = 5, 14
"""Words of a name with lines below it, and of such a line: longer ones may be text that was wrapped."""

NUMBERED = "1"
"""The info of a point that had a number of two parts."""

_Line = tuple[int, int, str]
"""The number of a line, its depth and its text."""


def indented_outline(block: Block, lines: Sequence[str]) -> list[Block] | None:
    """Names in the first column with their indented lines as a list each; None for any other paragraph."""
    if len(lines) <= LEAST_BELOW:
        return None
    found = [(block.start + at, _depth(line), line.strip()) for at, line in enumerate(lines)]
    roots = [at for at, (_, depth, _) in enumerate(found) if not depth]
    ends = [*roots[1:], len(found)]
    below = [end - at - 1 for at, end in zip(roots, ends, strict=True)]
    named = sum(count >= LEAST_BELOW for count in below)
    if 1 in below or not named or (0 in below and named < LEAST_NAMED):
        return None
    names = [at for at, other in pairwise(range(len(found))) if found[other][1] > found[at][1]]
    if not all(_is_name(found[at][2]) for at in names) or not all(
        _is_point(line[2]) for line in found if line[1]
    ):
        return None
    made: list[Block] = []
    for at, end in zip(roots, ends, strict=True):
        number, _, name = found[at]
        if end == at + 1:
            made += [block._replace(start=number, end=number, text=name)]
            continue
        made += [block._replace(start=number, end=number, text=f"{name.rstrip(':')}:")]
        made += [_listed(found[at + 1 : end])]
    return made


def with_sub_numbers(item: Block) -> Block:
    """A point of a numbered list whose text holds `1.1 Name` lines, with these as a list below its title.

    A list that stands below such a line is its own.
    """
    head, *more = item.children
    if head.kind != "paragraph" or any(child.kind not in ("paragraph", "list") for child in more):
        return item
    title, *lines = head.text.split("\n")
    points = _sub_points(head._replace(start=head.start + 1), lines)
    for child in more:
        if child.kind == "paragraph":
            points += _sub_points(child, child.text.split("\n"))
        elif points:
            last = points[-1]
            points[-1] = last._replace(end=child.end, children=(*last.children, child))
    numbered = sum(point.info == NUMBERED for point in points)
    if numbered < LEAST_BELOW or numbered < len(points):
        return item
    plain = tuple(point._replace(info="") for point in points)
    found = Block("list", points[0].start, points[-1].end, children=plain, info="-")
    return item._replace(children=(head._replace(end=head.start, text=title.strip()), found))


def with_letters(item: Block) -> Block:
    """A point of a numbered list whose lines run from `a.` on, with these as a list below its title."""
    head, *more = item.children
    title, *lines = head.text.split("\n")
    begun: list[int] = []
    for at, line in enumerate(lines):
        letter = _BY_LETTER.match(line)
        if letter and ord(letter.group(1)) == ord("a") + len(begun):
            begun.append(at)
    if more or len(begun) < LEAST_BELOW or begun[0]:
        return item
    items = []
    for low, high in pairwise([*begun, len(lines)]):
        first, *rest = lines[low:high]
        text = "\n".join([_BY_LETTER.sub("", first, count=1), *map(str.strip, rest)])
        told = Block("paragraph", head.start + 1 + low, head.start + high, text.strip())
        items.append(Block("item", told.start, told.end, children=(told,)))
    points = Block("list", items[0].start, items[-1].end, children=tuple(items), info="-")
    return item._replace(children=(head._replace(end=head.start, text=title.strip()), points))


def _sub_points(block: Block, lines: Sequence[str]) -> list[Block]:
    """The points that the lines of a paragraph begin, each with its letters; one without a number is told."""
    depths = [_sub_depth(line) for line in lines]
    marks = [_SUB_NUMBER if depth == 1 else _LETTER for depth in depths]
    texts = [mark.sub("", line, count=1).strip() for mark, line in zip(marks, lines, strict=True)]
    found = [
        (block.start + at, depth or 1, text)
        for at, (depth, text) in enumerate(zip(depths, texts, strict=True))
    ]
    begun = [at for at, depth in enumerate(depths) if depth < 2]
    if depths[:1] == [2]:
        begun = [0, *begun]
    items = [_item(found[low:high]) for low, high in pairwise([*begun, len(found)])]
    return [
        one._replace(info=NUMBERED if depths[at] == 1 else "") for one, at in zip(items, begun, strict=True)
    ]


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
    if text[-1:] in ".,;!" or "  " in text:
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
