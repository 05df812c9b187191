"""Lists whose items carry their own label or their own sub-list: a card for each such item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cards.cutting import MAX_ROWS, Cutter, Draft, Found, draft, paragraph
from cards.label import Labelled, split_label
from cards.markdown import Block, render
from cards.topic import Topic, ask_label, ask_question, title_of
from cards.wording import count_words, is_question, lines_on_screen, sentences

MAX_LIST = 9
"""Rows of a nested list that is still one thing to remember."""


def labelled_items(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if block.kind != "list":
        return None
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    labels = [_label(item) for item in block.children]
    nested = [len(item.children) > 1 and item.children[0].kind == "paragraph" for item in block.children]
    small = lines_on_screen(render([block])) <= MAX_LIST
    if not any(labels) and (small or not any(nested)) and not _long_items(block):
        return None
    drafts: list[Draft] = []
    rest: list[Block] = []
    used = 1
    for number, item in enumerate(block.children):
        extra = (
            [following]
            if number == len(block.children) - 1 and following and following.kind in ("code", "math")
            else []
        )
        made = _cut_item(cutter, topic, item, labels[number], extra, small)
        if made:
            drafts.extend(made)
            used += len(extra)
        else:
            rest.append(item)
    if not drafts:
        return None
    left = [replace(block, start=rest[0].start, end=rest[-1].end, children=tuple(rest))] if rest else []
    return Found(used, drafts, left)


def _cut_item(
    cutter: Cutter, topic: Topic, item: Block, label: Labelled | None, extra: Sequence[Block], small: bool
) -> list[Draft]:
    head, children = item.children[0], [*item.children[1:], *extra]
    if head.kind != "paragraph":
        return []
    if label:
        return _cut_labelled(cutter, topic, head, label, children)
    if children and (is_question(head.text) or (not small and count_words(head.text) <= 14)):
        title = title_of(head.text)
        if is_question(head.text) and len(sentences(head.text)) == 1:
            return [
                replace(draft(ask_question(title, (*topic.above, topic.title)), children), start=head.start)
            ]
        drafts = cutter.cut(topic.below(title.rstrip(".")), children)
        return [replace(one, start=head.start) if one.start == children[0].start else one for one in drafts]
    return []


def _cut_labelled(
    cutter: Cutter, topic: Topic, head: Block, label: Labelled, children: Sequence[Block]
) -> list[Draft]:
    body = [paragraph(label.body, head), *children]
    question = ask_label(topic, label.label, label.body)
    if lines_on_screen(render(body)) > MAX_ROWS and children:
        first = replace(draft(question, body[:1]), start=head.start)
        return [first, *cutter.cut(topic.below(title_of(label.label)), children)]
    return [replace(draft(question, body), start=head.start)]


def _label(item: Block) -> Labelled | None:
    head = item.children[0] if item.children else None
    return split_label(head.text, in_list=True) if head and head.kind == "paragraph" else None


def _long_items(block: Block) -> bool:
    return False
