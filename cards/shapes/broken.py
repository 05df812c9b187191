"""Lines that `<br>` makes of one line of the source: what is cut from them stands on the source's lines."""

from __future__ import annotations

from collections.abc import Iterable

from cards.markdown.block import Block

BROKEN = "broken"
"""The info of a paragraph that has more lines than its source, whose `lines` say whence each of them is."""


def line_of(block: Block, number: int) -> int:
    """The line of the source on which a line of a paragraph stands, counted from 0."""
    return block.lines[number][0] if block.lines else block.start + number


def stretched(block: Block) -> Block:
    """A paragraph with as many lines as its text has, to be cut by the lines of its text."""
    return block._replace(end=block.start + len(block.lines) - 1) if block.lines else block


def on_lines_of(block: Block, made: Iterable[Block]) -> list[Block]:
    """Parts that were cut from a stretched paragraph, with the lines of its source.

    Where these are not known, a part is counted too far down by the breaks above it, of which there are no
    more than lines too many.
    """
    if block.lines:
        return [_at_source(part, block) for part in made]
    more = block.text.count("\n") - (block.end - block.start)
    return [_moved(part, block, more) for part in made]


def _at_source(part: Block, block: Block) -> Block:
    last = len(block.lines) - 1
    first, end = (min(max(line - block.start, 0), last) for line in (part.start, part.end))
    lines = block.lines[first : end + 1]
    children = tuple(_at_source(child, block) for child in part.children)
    told = lines if part.text.count("\n") + 1 == len(lines) and part.kind == "paragraph" else ()
    return part._replace(start=lines[0][0], end=lines[-1][1], children=children, lines=told)


def _moved(part: Block, block: Block, more: int) -> Block:
    start = min(block.end, max(block.start, part.start - more))
    end = max(start, min(block.end, part.end))
    children = tuple(_moved(child, block, more) for child in part.children)
    return part._replace(start=start, end=end, children=children)
