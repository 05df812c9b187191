"""Several labelled statements in one line: `Ebb: it falls. Flood: it rises.`, or with semicolons between."""

from __future__ import annotations

from cards.labels.label import split_label
from cards.markdown.tree import Block
from cards.words.wording import count_words, sentences

MAX_NAME = 3
"""Words of such a label."""


def statements_in_line(text: str) -> list[str]:
    """The statements of a line, each with its label; empty where not all of them have one."""
    if text.count(":") < 2 and text.count("** = ") < 2:
        return []
    parts = sentences(text)
    if len(parts) < 2 and "; " in text:
        parts = tuple(part.strip() for part in text.split("; "))
    labels = [split_label(part) for part in parts]
    short = all(one and count_words(one.label) <= MAX_NAME and count_words(one.body) > 1 for one in labels)
    return list(parts) if len(parts) > 1 and short else []


def items_in_line(item: Block) -> list[Block]:
    """An item of one line as one for each of its statements."""
    only = item.children[0]
    parts = statements_in_line(only.text)
    return [item._replace(children=(only._replace(text=part),)) for part in parts] or [item]
