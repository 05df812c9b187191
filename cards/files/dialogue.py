"""Interviews written down by their speakers: who asks and who answers become `Q:` and `A:`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.files.source import FileText

_NAMES = ("nterviewer", "xaminer", "uizmaster", "NTERVIEWER")
"""One of these stands in every such text."""
_SPEECH = re.compile(
    r"\s*(?:[-*>]\s+)?(?:\*\*|__)?([A-Z][\w.'’]*(?: [A-Z]?[\w.'’]+)?)\s*(?:\*\*|__)?:(?:\*\*|__)?\s+(\S.*)"
)
_ASKS = re.compile(r"(?:interviewer|examiner|quizmaster)(?: ?\d)?", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:(?:ok(?:ay)?|right|al?right|great|good|nice|cool|so|and|now|then|well|next|thanks|thank you)\b"
    r"[,.!:]?\s+)+",
    re.IGNORECASE,
)
FEWEST = 2
"""Questions with an answer from which a text is an interview."""


def read_dialogue(text: str, file: str) -> FileText | None:
    """The lines with `Q:` before questions and `A:` before their answers; None where hardly any are found."""
    if not any(map(text.__contains__, _NAMES)):
        return None
    rows = text.split("\n")
    said = [_SPEECH.fullmatch(row) for row in rows]
    lines, found, open_question = list(rows), 0, False
    for at, speech in enumerate(said):
        if not speech:
            continue
        if _ASKS.fullmatch(speech.group(1)):
            open_question = speech.group(2).rstrip(" *_").endswith("?") and _is_answered(said, at)
            lines[at] = f"Q: {_begun(speech.group(2))}" if open_question else speech.group(2)
        elif open_question:
            lines[at] = f"A: {speech.group(2)}"
            found, open_question = found + 1, False
    return FileText(lines) if found >= FEWEST else None


def _is_answered(said: Sequence[re.Match[str] | None], at: int) -> bool:
    """Whether the next speech is somebody else's."""
    following = next((speech for speech in said[at + 1 :] if speech), None)
    return following is not None and not _ASKS.fullmatch(following.group(1))


def _begun(question: str) -> str:
    """A question without what only leads over to it."""
    leading = _LEADING.match(question)
    rest = question[leading.end() :] if leading else question
    return rest[:1].upper() + rest[1:]
