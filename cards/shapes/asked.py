"""Questions with the mark of a list, and what answers them below it without an indent."""

from __future__ import annotations

import re

from cards.labels.tasks import only_asks
from cards.markdown.tree import Block
from cards.words.wording import count_words, is_question, sentences

_LETTER = re.compile(r"(?:\[[ xX]\]\s+)?(?:(?:[ivx]{1,4}|[a-z])[.)]\s+)?(?=\S)")
"""What ticks off or counts a question inside of its point."""
_TICKED = re.compile(r"\[[ xX]\]\s+(?=\S)")
_ASKS = re.compile(
    r"(?:what|why|how|when|where|which|who|is|are|does|do|can|explain|describe|define|name|list|give|state|compare"
    r"|\w+ly (?:define|describe|explain))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:what|why|how|when|where|which|who|is|are|does|do|can)\b", re.IGNORECASE)
"""With which a question begins, be it without its mark, and no task."""
_ANSWERS = ("paragraph", "code", "math", "table")
LEAST_ASKED = 3
"""Words of a question that stands alone."""


def asked_points(block: Block, following: Block | None) -> list[Block]:
    """The points of a list as lines of their own, where the last one asks what stands below the list.

    Only a single point is one, and several that are ticked off; empty for any other list.
    """
    if following is None or following.kind not in _ANSWERS:
        return []
    if block.children[1:] and not all(map(_is_ticked, block.children)):
        return []
    made = [asked for item in block.children if (asked := _asked(item))]
    return made if len(made) == len(block.children) else []


def _is_ticked(item: Block) -> bool:
    return _TICKED.match(item.children[0].text) is not None


def _asked(item: Block) -> Block | None:
    """A point that asks as a line: in bold where it was ticked off, as it may be a task."""
    only = item.children[0]
    if len(item.children) > 1 or only.kind != "paragraph" or "\n" in only.text:
        return None
    mark = _LETTER.match(only.text)
    text = only.text[mark.end() :].strip() if mark else only.text
    if count_words(text) < LEAST_ASKED:
        return None
    if _is_ticked(item):
        if not _ASKS.match(text):
            return None
        asked = (
            f"{text.split('?')[0]}?" if "?" in text or _OPENS.match(text) else f"**{text.replace('**', '')}**"
        )
        return only._replace(text=asked)
    single = len(sentences(text)) == 1 or not is_question(text)
    return only._replace(text=text) if single and ":" not in text and only_asks(text) else None
