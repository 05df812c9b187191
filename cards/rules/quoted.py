"""A quote with the name of who said it: `> Whatever floats ... — Old Knott`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.topic import Topic
from cards.cutting import Cutter, Draft, Found
from cards.markdown.tree import Block
from cards.words.wording import count_words

_SIGNED = re.compile(
    r"[\"“”«»„']*(?P<said>\S.*?[.!?…])[\"“”«»']*\s+(?:[—–―]|-{1,2})\s?"
    r"(?P<name>[A-Z][\w.'’-]+(?: [\w.'’-]+){0,4}(?:,? [^\n]{0,60})?)",
    re.DOTALL,
)
LEAST_SAID, LONGEST_SAID = 4, 300
"""Words and letters of a quote that is asked for."""


def signed_quote(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    """Who said it, where the quote ends with a name."""
    block = blocks[at]
    text = "\n\n".join(child.text for child in block.children)
    signed = _SIGNED.fullmatch(text) if topic.english else None
    if not signed or len(signed["said"]) > LONGEST_SAID or count_words(signed["said"]) < LEAST_SAID:
        return None
    said = " ".join(signed["said"].split())
    question = Question(f"Who said: “{said}”?", topic.all, verbatim=True)
    return Found(1, [Draft(question, signed["name"].strip(), block.start, block.end)])
