"""Definitions by a condition: `A sail is **luffing** if its edge shakes`, with the formula that states it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.topic import Topic
from cards.cutting import Cutter, Found, draft
from cards.markdown.tree import Block
from cards.words.wording import plain

_DEFINED = re.compile(
    r"(?:(?:We (?:call|say that)|Let us call) )?(?P<article>An?|The|Two|an?|the|two) "
    r"(?P<thing>[^.*_\n]{2,60}?)"
    r" (?P<verb>is|are)(?: called| said to be)? (?P<mark>\*\*|__|\*|_)(?=\S)(?P<term>[^*_\n]{2,40})(?P=mark)"
    r" (?:if|iff|when|whenever)\b",
)


def defined_by_condition(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    text = blocks[at].text
    found = _DEFINED.match(text) if topic.english and "*" in text[:160] else None
    if not found:
        return None
    end = at + 1
    while end < len(blocks) and blocks[end].kind == "math" and not text.rstrip().endswith("."):
        end += 1
    thing = f"{found['article'].lower()} {found['thing']}"
    question = Question(f"When {found['verb']} {thing} {plain(found['term'])}?", topic.all, "definition", 0)
    return Found(end - at, [draft(question, blocks[at:end])])
