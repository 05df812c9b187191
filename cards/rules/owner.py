"""A line that is a heading without being marked as one: it owns the list, quote, table or code below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cards.cutting import Cutter, Found
from cards.markdown import Block
from cards.prepare import owns_what_follows
from cards.topic import Topic, title_of
from cards.wording import count_words

_STRUCTURE = ("list", "quote", "code", "math", "table")


def label_with_content(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if block.kind != "paragraph" or at + 1 == len(blocks) or count_words(block.text) > 12:
        return None
    if not owns_what_follows(block.text, blocks[at + 1].kind):
        return None
    end = at + 1
    while end < len(blocks) and blocks[end].kind in _STRUCTURE:
        end += 1
    if end == at + 1:
        end = _own_paragraphs(blocks, at + 1)
    if end == at + 1:
        return None
    drafts = cutter.cut(topic.below(title_of(block.text)), blocks[at + 1 : end])
    first = min(range(len(drafts)), key=lambda number: drafts[number].start, default=None)
    if first is not None:
        drafts[first] = replace(drafts[first], start=block.start)
    return Found(end - at, drafts)


def _own_paragraphs(blocks: Sequence[Block], at: int) -> int:
    """The paragraphs below a label, up to the next label."""
    end = at
    while end < len(blocks) and blocks[end].kind != "html":
        following = blocks[end + 1].kind if end + 1 < len(blocks) else ""
        if end > at and blocks[end].kind == "paragraph" and owns_what_follows(blocks[end].text, following):
            break
        end += 1
    return end
