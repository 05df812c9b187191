"""Lists that say how many points they have, each of which has a card of its own: all of them by their names.

`A boat sinks if three conditions hold:` above `1. **Leak**: ...` asks for the three, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.opened import ask_open
from cards.asking.topic import Topic
from cards.cutting import Draft, draft
from cards.labels.label import split_label
from cards.labels.titles import title_of
from cards.markdown.tree import Block
from cards.words.wording import count_words

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_COUNT = re.compile(rf"\b(?:(\d)|({'|'.join(_NUMBERS)})) (?:\w+ )?[a-z]+s\b", re.IGNORECASE)
MAX_NAME = 8
"""Words by which a point is remembered."""


def all_by_name(topic: Topic, said: str, points: Block, made: Sequence[Draft]) -> list[Draft]:
    """The card for all points of a list whose title counts them; none where they have no cards of their own.

    Args:
        said: the title of the list.
        made: the cards that its points gave.
    """
    count = _COUNT.search(said) if points.kind == "list" and len(made) >= len(points.children) else None
    if not count or _number(count) != len(points.children) or not topic.english:
        return []
    names = [_name(item) for item in points.children]
    if not all(names):
        return []
    title = title_of(said.rstrip(" :"))
    asked = ask_open(title) or f"{title}: which are they?"
    items = [
        item._replace(end=item.children[0].end, children=(item.children[0]._replace(text=name),))
        for item, name in zip(points.children, names, strict=True)
    ]
    return [draft(Question(asked, topic.all, "list", 1), [points._replace(children=tuple(items))])]


def _number(count: re.Match[str]) -> int:
    return int(count[1]) if count[1] else _NUMBERS.index(count[2].lower()) + 2


def _name(item: Block) -> str:
    """The words by which a point is remembered: its label, or its line where more is told below it."""
    text = item.children[0].text
    label = split_label(text, in_list=True)
    name = label.label if label else text if item.children[1:] else ""
    return name if 0 < count_words(name) <= MAX_NAME else ""
