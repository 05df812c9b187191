"""Conversations: what one who learns asks, and what one who knows answers.

Only pairs of a question and the answer right behind it are taken; other turns stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.markdown import Block

_WHO_ASKS = r"[*_]*(?:student|interviewer|host|audience|user|me|moderator|client|child)[*_]*:"
_ASKS = re.compile(_WHO_ASKS, re.IGNORECASE)
_BEGINS = frozenset("*_SsIiHhAaUuMmCc")
_ASKER = re.compile(
    _WHO_ASKS + r"[*_]*\s+([^?]{8,200}\?)\s*",
    re.IGNORECASE,
)
_ANSWERER = re.compile(
    r"[*_]*(?:prof(?:essor)?|teacher|lecturer|tutor|instructor|interviewee|candidate|guest|speaker|expert|assistant"
    r"|ai|bot|gpt|chatgpt|claude|gemini)\.?[*_]*:[*_]*\s+(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Who asks, and who answers below."""


def with_speakers(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks in which a question with its answer has no speakers: a line in bold, and a quote."""
    found = {
        at
        for at, block in enumerate(blocks)
        if block.text[:1] in _BEGINS and block.kind == "paragraph" and _ASKS.match(block.text)
    }
    if not found:
        return blocks
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        pair = _pair(blocks, at) if at in found else None
        made += pair[0] if pair else [blocks[at]]
        at += pair[1] if pair else 1
    return made


def _pair(blocks: Sequence[Block], at: int) -> tuple[list[Block], int] | None:
    """The question of a paragraph with its answer in the same or in the next one, and how many it takes."""
    block = blocks[at]
    first, _, rest = block.text.partition("\n")
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    asked = _ASKER.fullmatch(first)
    if rest or following is None or following.kind != "paragraph":
        told, place, used = _ANSWERER.fullmatch(rest), block._replace(start=block.start + 1), 1
    else:
        told, place, used = _ANSWERER.fullmatch(following.text), following, 2
    if not asked or not told:
        return None
    answer = place._replace(text=told.group(1))
    question = block._replace(end=block.start, text=f"**{asked.group(1)}**")
    return [question, answer._replace(kind="quote", text="", children=(answer,))], used
