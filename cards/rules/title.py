"""The text below a title, as the answer to it: whole where it fits a screen, else in its own parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.cutting import Cutter, Draft, draft, paragraph
from cards.markdown import Block, render
from cards.rules.formula import only_formulas
from cards.rules.prose import ask_statement
from cards.topic import Shape, Topic, ask_title
from cards.wording import count_words, lines_on_screen, sentences

MAX_TEXT = 7
"""Rows of running text that are one answer; longer text is cut where its structure allows."""

_IDENTIFIER = re.compile(
    r"(?:`[^`]+`|[A-Z][\w+-]*\d[\w.+-]*|[A-Z]{2,}[\w+-]*|[A-Z][a-z]+[A-Z]\w*|\w+[vV]?\d+)(?=\s|:)"
)
_CODE_NAME = re.compile(r"[?!]?[\w.]*[._(][\w.()]*")


def text_of_title(cutter: Cutter, topic: Topic, blocks: list[Block]) -> tuple[list[Draft], list[Block]]:
    if not topic.title:
        return [], blocks
    drafts, rest = _parallel(topic, blocks)
    if rest and (lines_on_screen(render(rest)) > MAX_TEXT or len(rest) > 2):
        more, rest = _statements(topic, rest)
        drafts.extend(more)
    text = render(rest)
    if (
        rest
        and (count_words(text) > 1 or only_formulas(rest) or not drafts)
        and not _CODE_NAME.fullmatch(text.strip())
        and count_words(text)
    ):
        shape, count = shape_of(rest)
        first = next((block.text for block in rest if block.kind == "paragraph"), "")
        drafts.append(draft(ask_title(topic, first, shape, count), rest))
        rest = []
    return drafts, rest


def shape_of(blocks: Sequence[Block]) -> tuple[Shape, int]:
    """What a passage looks like, and the number of its points."""
    if only_formulas(blocks):
        return "formula", 0
    if len(blocks) == 1 and blocks[0].kind == "list" and len(blocks[0].children) > 1:
        items = blocks[0].children
        short = sum(count_words(render(item.children[:1])) for item in items) <= 5 * len(items)
        ordered = blocks[0].info == "1"
        return ("steps" if ordered and not short else "names" if short else "list"), len(items)
    return "text", 0


def _parallel(topic: Topic, blocks: list[Block]) -> tuple[list[Draft], list[Block]]:
    """Paragraphs of one line that each begin with another name: a card for each name."""
    names = [_name(block) for block in blocks]
    found = [name for name in names if name]
    if len(found) < 3 or len(set(found)) < len(found) or len(found) * 4 < len(blocks) * 3:
        return [], blocks
    drafts, rest = [], []
    for block, name in zip(blocks, names, strict=True):
        if name:
            body = block.text.strip()[len(name) :].lstrip(" :-–")
            question = replace(
                ask_title(topic, "", "text"),
                text=f"What about {name.strip('`')}?",
                context=topic.all,
                kind="basic",
                shown=1,
            )
            drafts.append(draft(question, [paragraph(body, block)]))
        else:
            rest.append(block)
    return drafts, rest


def _name(block: Block) -> str:
    if block.kind != "paragraph" or "\n" in block.text or len(sentences(block.text)) > 1:
        return ""
    match = _IDENTIFIER.match(block.text.strip())
    return match.group() if match and count_words(block.text) > 2 else ""


def _statements(topic: Topic, blocks: list[Block]) -> tuple[list[Draft], list[Block]]:
    """Paragraphs and long list items that answer a question of their own; the first paragraph stays."""
    drafts: list[Draft] = []
    rest: list[Block] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        leads = block.kind == "paragraph" and (
            block.text.rstrip().endswith(":")
            or (following is not None and following.kind != "paragraph" and following.start - block.end <= 1)
        )
        if block.kind == "paragraph" and number and not leads and (made := _statement(topic, block)):
            drafts.append(made)
        elif block.kind == "list":
            made_items, left = _items(topic, block, bool(rest))
            drafts.extend(made_items)
            rest.extend(left)
        else:
            rest.append(block)
    return drafts, rest


def _statement(topic: Topic, block: Block) -> Draft | None:
    asked = ask_statement(topic, block.text)
    return draft(asked[0], [paragraph(asked[1], block)]) if asked else None


def _items(topic: Topic, block: Block, led: bool) -> tuple[list[Draft], list[Block]]:
    """The long items of a list as cards of their own."""
    items = block.children
    rows = lines_on_screen(render([block]))
    if block.info == "1" or rows <= MAX_TEXT or rows < len(items) * 1.5:
        return [], [block]
    drafts: list[Draft] = []
    left: list[Block] = []
    for item in items:
        head = item.children[0]
        asked = (
            ask_statement(topic, head.text) if head.kind == "paragraph" and len(item.children) == 1 else None
        )
        if asked:
            drafts.append(draft(asked[0], [paragraph(asked[1], head)], start=item.start))
        else:
            left.append(item)
    if not left:
        return drafts, []
    return drafts, [replace(block, start=left[0].start, end=left[-1].end, children=tuple(left))]
