"""What holds in training and what at test time, as the first two points of a list: one answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.topic import Topic, about
from cards.cutting import Cutter, Found, draft
from cards.labels.label import split_label
from cards.markdown.tree import Block

_TRAINING = re.compile(r"(?:(?:at|during|in) )?train(?:ing)?(?: time| phase)?", re.IGNORECASE)
_TEST = re.compile(
    r"(?:(?:at|during|in) )?(?:test(?:ing)?|inference|eval(?:uation)?|prediction)(?: time| phase)?",
    re.IGNORECASE,
)
BEGINNING = 14
"""Letters of a point within which training is named."""


def training_and_test(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if "rain" not in block.children[0].children[0].text[:BEGINNING] or not topic.title or not topic.english:
        return None
    pair, others = block.children[:2], block.children[2:]
    labels = [split_label(item.children[0].text, in_list=True) for item in pair]
    names = [label.label for label in labels if label]
    if len(names) < 2 or not _TRAINING.fullmatch(names[0]) or not _TEST.fullmatch(names[1]):
        return None
    asked = Question(f"{about(topic)}: what happens in training, and what at test time?", topic.above)
    made = draft(asked, [block._replace(end=pair[-1].end, children=pair)])
    left = [block._replace(start=others[0].start, children=others)] if others else []
    return Found(1, [made, *(cutter.cut(topic, left, made.start) if left else ())])
