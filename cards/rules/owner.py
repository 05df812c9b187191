"""A line that is a heading without being marked as one: it owns the list, quote, table or code below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.cutting import Cutter, Found
from cards.markdown import Block
from cards.titles import title_of
from cards.topic import Topic
from cards.untangle import owns_what_follows
from cards.wording import count_words

_LEAD_IN = re.compile(
    r"(?i)^(?:an?|the following|for|in|at|on|we|you|i|they|it|this|these|those|there|here|to|with|from|by|after|before|as|and|or|so|then"
    r"|also|now|note|steps to|below)\b"
)


def label_with_content(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if block.kind != "paragraph" or at + 1 == len(blocks) or count_words(block.text) > 12:
        return None
    if not owns_what_follows(block.text, blocks[at + 1].kind) or _LEAD_IN.match(block.text.strip("*_`[ ")):
        return None
    end = _end(blocks, at + 1)
    drafts = cutter.cut(topic.below(title_of(block.text)), blocks[at + 1 : end])
    if drafts:
        drafts[0] = replace(drafts[0], start=block.start)
    return Found(end - at, drafts)


def _end(blocks: Sequence[Block], at: int) -> int:
    """Where the content of a label ends: after blocks of one kind, or before the next label."""
    kind = blocks[at].kind
    end = at + 1
    if kind != "paragraph":
        while end < len(blocks) and blocks[end].kind == kind:
            end += 1
        return end
    while end < len(blocks) and blocks[end].kind != "html":
        following = blocks[end + 1].kind if end + 1 < len(blocks) else ""
        if blocks[end].kind == "paragraph" and owns_what_follows(blocks[end].text, following):
            break
        end += 1
    return end
