"""Chats copied out of their programs: a question of one and the answer of another are a card.

Slack, Discord and Telegram put the name and the time above what somebody says, WhatsApp before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cards.files.source import FileText
from cards.marks.lines import Marked

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_ABOVE = re.compile(
    r"([^\W\d_][\w .'’-]{0,30}?)(?:\s{1,3}|\s*,\s|\s[—–-]\s)\[?"
    rf"(?:(?:Today|Yesterday) at |{_DAY},? (?:at )?)?{_TIME}\]?\s*"
)
_BEFORE = re.compile(rf"\[?{_DAY},? {_TIME}\]?(?: -)? ([^:\n]{{1,30}}): (.*)")
_MINUTES = re.compile(r":\d\d")
_REACTION = re.compile(
    r"\s*(?::[\w+-]+:\s*\d*\s*)+|\s*\d+ repl(?:y|ies)\b.*|\s*\(edited\)\s*|<Media omitted>"
)
_LEADING = re.compile(
    r"(?:(?:thx|thanks|thank you|ty|ok(?:ay)?|hey|hi|hello|great|cool|nice|ah|oh|so|and|btw|also|right)\b"
    r"[,.!:]*\s+)+",
    re.IGNORECASE,
)
FEWEST = 4
"""Turns from which a text is a chat."""
LEAST_WORDS = 3
"""Words of a question that can be asked again."""


@dataclass(slots=True)
class _Turn:
    """What one of the speakers says at a time."""

    name: str
    start: int
    rows: list[str] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + max((at for at, row in enumerate(self.rows) if row.strip()), default=0)

    @property
    def text(self) -> str:
        return "\n".join(row.strip() for row in self.rows if row.strip() and not _REACTION.fullmatch(row))


def read_chat(text: str, file: str) -> FileText | None:
    """The cards of a chat and what else was said, and the lines above it; None where too few are turns."""
    if len(_MINUTES.findall(text)) < FEWEST:
        return None
    rows = text.split("\n")
    turns = _turns(rows)
    if len(turns) < FEWEST or len({turn.name for turn in turns}) < 2:
        return None
    marked = [card for one, other in pairwise(turns) if (card := _card(one, other))]
    if not marked:
        return None
    asked = {card.start for card in marked}
    other = [
        (turn.start, turn.end, turn.text)
        for before, turn in pairwise([None, *turns])
        if turn and turn.text and turn.start not in asked and not (before and before.start in asked)
    ]
    lines = [row if at < turns[0].start else "" for at, row in enumerate(rows, start=1)]
    return FileText(lines, marked=marked, other=other)


def _turns(rows: Sequence[str]) -> list[_Turn]:
    turns: list[_Turn] = []
    for at, row in enumerate(rows, start=1):
        begun = _BEFORE.fullmatch(row) or _ABOVE.fullmatch(row) if _MINUTES.search(row) else None
        if begun:
            turns.append(_Turn(begun.group(1).strip(), at, [begun.group(2) if begun.lastindex == 2 else ""]))
        elif turns:
            turns[-1].rows.append(row)
    return turns


def _card(one: _Turn, other: _Turn) -> Marked | None:
    """A question and what somebody else says to it; what they ask in turn answers nothing."""
    question, answer = one.text, other.text
    if one.name == other.name or not question.endswith(("?", "？")) or answer.endswith(("?", "？")):
        return None
    leading = _LEADING.match(question)
    question = question[leading.end() :] if leading else question
    if len(question.split()) < LEAST_WORDS or not answer:
        return None
    return Marked(question[0].upper() + question[1:], answer, one.start, other.end)
