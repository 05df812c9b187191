"""Questions that their author has left open: in a list of nothing else below `Questions`, or for somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.cutting import Cutter
from cards.labels.label import split_label
from cards.labels.tasks import only_asks
from cards.markdown.tree import Block
from cards.words.wording import is_question

_OPEN = re.compile(
    r"(?:(?:my|open|further|unanswered|unresolved|remaining|study|review|practice|self-?test|self-?check"
    r"|discussion|exam|sample|follow-?up|comprehension|revision|recall|quiz|test|more|other|some|chapter"
    r"|reflection|potential|possible|likely) )*"
    r"(?:questions?|cues?|doubts?|unclear|to (?:ask|clarify|look up))"
    r"(?: (?:for|to ask) (?:the |my |an? )?(?:teacher|prof\w*|tutor|lecturer?|instructor|supervisor|class"
    r"|exam|ta|myself|later|office hours|review|revision|next .{3,20}))?",
    re.IGNORECASE,
)
_FOR_SOMEBODY = re.compile(
    r"(?:my |open )?(?:q|questions?) (?:for|to) .{2,30}|(?:to )?ask(?: (?:for |in |the )?.{2,30})?"
    r"|(?:my|open|own) questions?|doubts?|unclear",
    re.IGNORECASE,
)
"""A label before a question; fewer than titles, since `Exam question:` has its answer behind it."""
_ASKS_READER = re.compile(r"(?:Do|Did|Can|Could|Are|Have|Will|Would) you\b")
_BEGINS = frozenset("mofursdecqtMOFURSDECQTpP")


def leaves_open(title: str) -> bool:
    """Whether a title says that questions stand below it which somebody wants to have answered."""
    return title[:1] in _BEGINS and _OPEN.fullmatch(title) is not None


def without_open_questions(cutter: Cutter, blocks: Sequence[Block]) -> list[Block]:
    """Text without the points of its lists that ask and say nothing more; these are reported one by one."""
    kept: list[Block] = []
    for block in blocks:
        left = [item for item in block.children if not _is_open(item)] if block.kind == "list" else []
        if block.kind != "list" or len(left) == len(block.children):
            kept.append(block)
            continue
        cutter.skipped += [(item.children[0], "empty") for item in block.children if _is_open(item)]
        if left:
            kept.append(block._replace(start=left[0].start, end=left[-1].end, children=tuple(left)))
    return kept


def _is_open(item: Block) -> bool:
    return len(item.children) == 1 and only_asks(item.children[0].text)


def asks_reader(text: str) -> bool:
    """Whether a text begins with what somebody asks himself, which no text of his answers: `Can you ...?`."""
    return _ASKS_READER.match(text) is not None


def is_for_somebody(text: str) -> bool:
    """Whether a line is a question that its author means to ask somebody."""
    label = split_label(text)
    return label is not None and is_question(label.body) and _FOR_SOMEBODY.fullmatch(label.label) is not None
