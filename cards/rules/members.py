"""Which points of a list are named once more where some of them have cards of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from cards.labels.label import Labelled
from cards.labels.points import point_of
from cards.labels.titles import title_of
from cards.markdown.tree import Block
from cards.words.verbs import says_what_it_does
from cards.words.wording import count_words, is_question

MAX_NAME, MAX_LIST = 5, 9
"""Words of a point that is a name, and points of a list that is named once more."""
LONGEST_NAME = 3
"""Words of a point that is a name among labelled ones."""
_TELLS_OF = re.compile(
    r"(?:\w+ed|made|found|used|must|can|is|are|has|have|not|no|only|also|very|more|less)\b", re.IGNORECASE
)


def outline(block: Block, rest: Sequence[Block], labels: Sequence[Labelled | None] = ()) -> Block:
    """A list, its items without what hangs on them or stands behind labels, but for those without cards."""
    starts = {item.start for item in rest}
    items = [
        item if item.start in starts else _without_below(item, label)
        for item, label in zip_longest(block.children, labels)
        if item.start in starts or not point_of(label.label if label else title_of(item.children[0].text))
    ]
    return block._replace(children=tuple(items))


def _without_below(item: Block, label: Labelled | None) -> Block:
    head = item.children[0]
    text = label.label if label else head.text.rstrip(" :：")
    return item._replace(end=head.end, children=(head._replace(text=text),))


def are_alike(block: Block, labels: Sequence[Labelled | None], announced: bool) -> bool:
    """Whether all items of a list are points of it, be it with others below them, and no titles."""
    several = len(block.children) > 2 and not any(labels)
    if not announced and sum(len(item.children) > 1 for item in block.children) * 2 > len(block.children):
        return False
    return several and not any(is_question(item.children[0].text) for item in block.children)


def are_few(labels: Sequence[Labelled | None]) -> bool:
    """Whether a list has names of both kinds, with what they mean and without, and few of them."""
    told = [label for label in labels if label]
    terms = all(count_words(label.label) <= MAX_NAME and not is_question(label.label) for label in told)
    return bool(told) and terms and len(labels) <= MAX_LIST


def is_plain_name(item: Block) -> bool:
    """Whether a point is a name of few words that says nothing of its title."""
    text = item.children[0].text
    short = is_bare_name(item) and count_words(text) <= LONGEST_NAME and text[-1:] not in ".!?"
    return short and not says_what_it_does(text) and not _TELLS_OF.match(text)


def is_bare_name(item: Block) -> bool:
    """Whether a point of a glossary has no meaning yet."""
    return len(item.children) == 1 and count_words(item.children[0].text) <= MAX_NAME
