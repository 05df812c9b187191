"""The text below a title, as the answer to it: whole where it fits a screen, else in parts."""

from __future__ import annotations

from collections.abc import Sequence

from cards.cutting import Cutter, Draft, draft
from cards.markdown import Block, render
from cards.rules.formula import only_formulas
from cards.topic import Topic, ask_title
from cards.wording import count_words


def text_of_title(cutter: Cutter, topic: Topic, blocks: list[Block]) -> tuple[list[Draft], list[Block]]:
    if not topic.title:
        return [], blocks
    text = render(blocks)
    if count_words(text) < 2 and not only_formulas(blocks):
        return [], blocks
    shape, count = _shape(blocks)
    first = next((block.text for block in blocks if block.kind == "paragraph"), "")
    question = ask_title(topic, first, shape, count)
    return [draft(question, blocks)], []


def _shape(blocks: Sequence[Block]) -> tuple[str, int]:
    if only_formulas(blocks):
        return "formula", 0
    lists = [block for block in blocks if block.kind == "list"]
    if lists and len(blocks) == 1 and len(lists[0].children) > 1:
        return ("steps" if lists[0].info == "1" else "list"), len(lists[0].children)
    return "text", 0
