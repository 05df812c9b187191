"""Text below a day or a number of a series, which name nothing: only what asks for itself gives cards."""

from __future__ import annotations

import re

from cards.asking.topic import Topic
from cards.cutting import Cutter, Draft, draft, paragraph
from cards.markdown.tree import Block, opened
from cards.rules.prose import VAGUE, ask_statement

_OF_SOMEBODY = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|us|today|yesterday|tomorrow)\b")


def told_statements(
    cutter: Cutter, topic: Topic, blocks: list[Block], first: int | None
) -> tuple[list[Draft], list[Block]]:
    """Cards for the sentences that say what a thing is or does; what somebody did is left out.

    What stands below a label has a title of its own.
    """
    if topic.label:
        return [], blocks
    drafts: list[Draft] = []
    for block in opened(blocks):
        made = _stated(topic, block)
        if made:
            drafts.append(made)
        else:
            cutter.skipped.append((block, "no question"))
    return drafts, []


def _stated(topic: Topic, block: Block) -> Draft | None:
    if block.kind != "paragraph" or _OF_SOMEBODY.search(block.text):
        return None
    text = block.text.strip("“”") if block.text[:1] == "“" and block.text.count("“") == 1 else block.text
    asked = ask_statement(topic, text, opening=False)
    if not asked or asked[0].text.startswith(VAGUE):
        return None
    return draft(asked[0], [paragraph(asked[1], block)])
