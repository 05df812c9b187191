"""Sentences that tell of their bold term: `A **keel** is ... The **rudder** turns ...`; a card for each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.cutting import Cutter, Draft, Found, draft, paragraph
from cards.front import Question
from cards.markdown import Block
from cards.topic import Topic
from cards.verbs import be
from cards.wording import plain, sentences

_SAID = re.compile(
    r"((?:An?|The) )?(\*\*|__)(?=\S)([^*_\n]{2,60})\2(?:,? \([^()]{2,60}\))? "
    r"(?:(is|are|means?|refers? to|denotes?|stands? for)|(?!was\b|has\b|as\b|this\b)[a-z]{2,}s)\b"
)
FEWEST = 2
"""Such sentences of a paragraph from which each is a card of its own."""


def bold_terms(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    text = blocks[at].text
    if not topic.english or (text.count("**") < 2 * FEWEST and text.count("__") < 2 * FEWEST):
        return None
    parts = sentences(text)
    found = [_SAID.match(part) for part in parts]
    starts = [number for number, one in enumerate(found) if one]
    names = {one.group(3).casefold() for one in found if one}
    if len(names) < max(FEWEST, len(starts)):
        return None
    drafts: list[Draft] = []
    for low, high in zip(starts, [*starts[1:], len(parts)], strict=True):
        said = found[low]
        if said:
            body = [paragraph(" ".join(parts[low:high]), blocks[at])]
            drafts.append(draft(_ask(topic, said), body))
    before = " ".join(parts[: starts[0]])
    return Found(1, drafts, [paragraph(before, blocks[at])] if before else [])


def _ask(topic: Topic, said: re.Match[str]) -> Question:
    """What a sentence with this term as its subject answers: what it is, or what it does."""
    term = plain(said.group(3))
    name = f"{(said.group(1) or '').lower()}{term}"
    if said.group(4):
        return Question(f"What {be(term)} {name}?", topic.all, "definition", 1)
    return Question(f"What {'do' if be(term) == 'are' else 'does'} {name} do?", topic.all, "basic", 1)
