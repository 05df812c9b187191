"""A displayed formula below a title: what it is asked for by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.cutting import Cutter, Draft, draft
from cards.markdown import Block
from cards.topic import Topic, ask_title
from cards.wording import is_formula, lines_on_screen

_WHERE = re.compile(r"(?i)^(?:where|with|here|for)\b")


def formula_of_title(
    cutter: Cutter, topic: Topic, blocks: list[Block], first: int | None
) -> tuple[list[Draft], list[Block]]:
    """A card for the formula where the title also has text of its own; otherwise the text rule asks."""
    if not topic.title:
        return [], blocks
    formulas = [number for number, block in enumerate(blocks) if _is_formula(block)]
    others = [block for number, block in enumerate(blocks) if number not in formulas and block.kind != "code"]
    if len(formulas) != 1 or (others and lines_on_screen("\n".join(block.text for block in others)) < 2):
        return [], blocks
    first = last = formulas[0]
    while (
        last + 1 < len(blocks)
        and blocks[last + 1].kind == "paragraph"
        and _WHERE.match(blocks[last + 1].text)
    ):
        last += 1
    lead = blocks[first - 1] if first else None
    if lead and lead.kind == "paragraph" and lead.text.rstrip().endswith((":", "：")):
        first -= 1
    chosen = blocks[first : last + 1]
    return [draft(ask_title(topic, "", "formula"), chosen, "formula")], [*blocks[:first], *blocks[last + 1 :]]


def only_formulas(blocks: Sequence[Block]) -> bool:
    """Whether a passage is nothing but formulas."""
    return bool(blocks) and all(_is_formula(block) for block in blocks)


def _is_formula(block: Block) -> bool:
    return block.kind == "math" or (block.kind == "paragraph" and is_formula(block.text))
