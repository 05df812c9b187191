"""Conversations: what one who learns asks, and what one who knows answers.

Only pairs of a question, or of a task for a machine, and the answer right behind it are taken; other turns
stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from cards.asking.defining import ASKING
from cards.markdown.tree import Block

_WHO_ASKS = r"[*_]*(?:student|interviewer|host|audience|user|you|human|me|moderator|client|child)[*_]*:"
_ASKS = re.compile(_WHO_ASKS, re.IGNORECASE)
_BEGINS = frozenset("*_SsIiHhAaUuYyMmCc")
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
_TOLD = re.compile(_WHO_ASKS + r"[*_]*\s+([^\n]{4,200})", re.IGNORECASE)
_MACHINE = re.compile(
    r"[*_]*(?:assistant|ai|bot|(?:chat)?gpt(?:-?\d\w*)?|claude|gemini|copilot|deepseek)[*_]*:[*_]*\s+"
    r"(?:(?:sure|certainly|of course|absolutely|(?:great|good) question)\b[^\w\n]+)*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Whom one also tells what to do, and whose answer has several paragraphs."""
_OFFER = re.compile(r"(?:would you like|do you want|shall i|let me know|want me to)\b", re.IGNORECASE)
"""The end of such an answer, which belongs to the talk."""
_LEADING = re.compile(r"(?:(?:and|ok|okay|so|now|thanks|great|please)\b[,!.]*\s+)+", re.IGNORECASE)


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
        pair = _told(blocks, at, found) or _pair(blocks, at) if at in found else None
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


def _told(blocks: Sequence[Block], at: int, turns: Collection[int]) -> tuple[list[Block], int] | None:
    """What somebody tells a machine, with its answer up to the next turn, and how many blocks it takes.

    The last word of a talk, which nobody answers, loses its speaker.
    """
    told = _TOLD.fullmatch(blocks[at].text)
    if told and at > min(turns) and at + 1 == len(blocks):
        return [blocks[at]._replace(text=told.group(1))], 1
    answer = _MACHINE.fullmatch(blocks[at + 1].text) if told and at + 1 < len(blocks) else None
    if not told or not answer:
        return None
    end = next((turn for turn in range(at + 2, len(blocks)) if turn in turns), len(blocks))
    asked = _LEADING.sub("", told.group(1)).strip("*_ ")
    mark = "?" if ASKING.match(asked) and not asked.endswith("?") else ""
    said = [blocks[at + 1]._replace(text=answer.group(1)), *blocks[at + 2 : end]]
    if len(said) > 1 and _OFFER.match(said[-1].text):
        del said[-1]
    question = blocks[at]._replace(text=f"**{asked}{mark}**")
    return [
        question,
        said[0]._replace(kind="quote", text="", end=said[-1].end, children=tuple(said)),
    ], end - at
