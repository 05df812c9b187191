"""What a list of works and links tells besides: a definition, a formula, a question with its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.labels.label import split_label
from cards.markdown.tree import Block, opened
from cards.noise import WORKS
from cards.words.wording import count_words, is_formula, is_question

_WORKS = re.compile(WORKS, re.IGNORECASE)
_OF_A_WORK = re.compile(
    r"://|\]\(|\b(?:19|20)\d\d\b|\b(?:books?|papers?|courses?|videos?|lectures?|chapters?|ch|articles?|blogs?|posts?"
    r"|editions?|ed|press|vol|pp?|journal|tutorials?|introduction|authors?|websites?|sites?|series|playlist|channel"
    r"|talk|survey|thesis|docs|documentation|by|read|watch|overview|notes|slides|podcast|library|repo)\b",
    re.IGNORECASE,
)
LEAST_WORDS = 4
"""Words of a definition among works."""


def lists_works(title: str) -> bool:
    """Whether a title says that works and links stand below it."""
    return _WORKS.fullmatch(title) is not None


def told_among_works(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """What can be asked, and the works."""
    told: list[Block] = []
    works: list[Block] = []
    for block in opened(blocks):
        answers = bool(told) and told[-1].end + 1 == block.start and is_question(told[-1].text)
        asks = block.kind == "paragraph" and is_question(block.text) and not _OF_A_WORK.search(block.text)
        (told if answers or asks or _defines(block) else works).append(block)
    return told, works


def _defines(block: Block) -> bool:
    """Whether a line gives a name its meaning or its formula, and names no work."""
    label = split_label(block.text) if block.kind == "paragraph" else None
    if not label or _OF_A_WORK.search(block.text):
        return False
    return is_formula(label.body) or (label.body[0].islower() and count_words(label.body) >= LEAST_WORDS)
