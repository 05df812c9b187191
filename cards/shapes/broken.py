"""Lines that `<br>` makes of one line of the source: what is cut from them stands on the source's lines."""

from __future__ import annotations

from collections.abc import Iterable

from cards.markdown.block import Block

BROKEN = "broken"
"""The info of a paragraph that has more lines than its source."""


def on_lines_of(block: Block, made: Iterable[Block]) -> list[Block]:
    """Parts of a paragraph with lines of its source that surely hold them.

    A part is counted too far down by the breaks above it, of which there are no more than lines too many.
    """
    more = block.text.count("\n") - (block.end - block.start)
    return [_moved(part, block, more) for part in made]


def _moved(part: Block, block: Block, more: int) -> Block:
    start = min(block.end, max(block.start, part.start - more))
    end = max(start, min(block.end, part.end))
    children = tuple(_moved(child, block, more) for child in part.children)
    return part._replace(start=start, end=end, children=children)
