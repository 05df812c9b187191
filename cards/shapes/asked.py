"""Questions with the mark of a list, and what answers them below it without an indent."""

from __future__ import annotations

import re

from cards.labels.tasks import only_asks
from cards.markdown.tree import Block
from cards.words.wording import count_words, is_question, sentences

_LETTER = re.compile(r"(?:[ivx]{1,4}|[a-z])[.)]\s+(?=\S)")
"""What counts a question inside of its point."""
_ANSWERS = ("paragraph", "code", "math", "table")
LEAST_ASKED = 3
"""Words of a question that stands alone."""


def asked_point(block: Block, following: Block | None) -> Block | None:
    """The only point of a list as a line of its own, where it asks what stands below the list."""
    only = block.children[0].children
    if following is None or following.kind not in _ANSWERS or len(only) > 1 or only[0].kind != "paragraph":
        return None
    text = only[0].text
    letter = _LETTER.match(text)
    text = text[letter.end() :] if letter else text
    single = len(sentences(text)) == 1 or not is_question(text)
    alone = only_asks(text) and single and "\n" not in text and ":" not in text
    if not alone or count_words(text) < LEAST_ASKED:
        return None
    return only[0]._replace(text=text)
