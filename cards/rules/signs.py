"""Two lists, one marked with `+` and the other with `-`: what speaks for a thing and what against it."""

from __future__ import annotations

from collections.abc import Sequence

from cards.asking.titled import ask_label
from cards.asking.topic import Topic
from cards.cutting import Cutter, Found, draft
from cards.markdown.tree import PLUS, STAR, Block

NEAR = 2
"""Lines between the two lists."""


def pros_and_cons(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None or following.kind != "list" or not topic.english or not topic.title:
        return None
    one, other = blocks[at], following
    if (
        STAR in (one.form, other.form)
        or {one.info, other.info} != {PLUS, "-"}
        or other.start - one.end > NEAR
    ):
        return None
    names = ("Pros", "Cons") if one.info == PLUS else ("Cons", "Pros")
    drafts = [
        draft(ask_label(topic, name, ""), [block]) for name, block in zip(names, (one, other), strict=True)
    ]
    return Found(2, drafts)
