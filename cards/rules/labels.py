"""A paragraph that begins with its label: `Term: explanation`, `**Term** explanation`, `[Term] explanation`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cards.cutting import Cutter, Found, draft, paragraph
from cards.label import split_label
from cards.markdown import Block
from cards.topic import Topic, ask_label
from cards.wording import count_words, is_formula


def labelled_paragraph(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if block.kind != "paragraph":
        return None
    found = split_label(block.text)
    if not found or count_words(found.body) < 1:
        return None
    end = at + 1
    while end < len(blocks) and blocks[end].kind in ("list", "quote", "code", "math"):
        end += 1
    body = [paragraph(found.body, block), *blocks[at + 1 : end]]
    if is_formula(found.body) and count_words(found.label) > 4:
        return None
    question = ask_label(topic, found.label, found.body)
    return Found(end - at, [replace(draft(question, body), start=block.start)])
