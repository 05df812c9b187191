"""Transcripts and subtitles as text: times and names of speakers are no part of what was said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cards.files.source import FileText

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_STAMP = re.compile(rf"\s{{0,3}}(?:\[{_TIME}\]|\({_TIME}\)|{_TIME}(?=\s|$))\s*(?:[-–—:]\s+)?(?!\s*-->)")
_BEGINS = re.compile(r"\n[ \t]{0,3}[\[(]?\d{1,2}:\d{2}")
_MINUTES = re.compile(r":\d\d")
"""What every time holds, which is found sooner."""
_CUE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}.*")
_SPEAKER = re.compile(r"\s*(?:\*\*)?([A-Z][\w.'’-]*(?: [\w.'’-]+){0,2}?)(?:\*\*)?:(?:\*\*)?(?:\s+|$)")
_SOUND = re.compile(r"\[(?:music|applause|laughter|inaudible|silence|foreign|noise)\]", re.IGNORECASE)
_ENDS = re.compile(r"[.?!。？！](?:\s|$)")
_WHOLE = (".", "!", "?", "。", "！", "？")
_FILLER = re.compile(
    r"(?:(?:uh|um|so|ok|okay|alright|well|and)\W+)*(?:any (?:other |more )?questions|good (?:morning|evening)"
    r"|good afternoon|hello|hi |welcome|that['’]?s (?:it|all)|thank you|thanks|see you)\b",
    re.IGNORECASE,
)
"""What is said around a lesson."""
_OPENING = re.compile(r"\A(?:(?:uh|um|so|ok|okay|alright|well|and|now)\b[,.]?\s+)+(?=\w)", re.IGNORECASE)
_NOTED = re.compile(r"\w: |[\w)] ?(?:[=→]|->) |^\s*[-*•] |[\w)]/[\w(]")
"""What is written and not said: labels, signs, bullets."""
NOTED_OF = 3
"""One line in so many has such a sign where somebody took notes."""
_ASKS = ("?", "？")
ASKED_OF = 4
"""The end of a question, and one line of so many asks where somebody lectures."""
FEWEST = 3
"""Lines with a time from which a text is a transcript."""
LEAST_SPEECH = 30
"""Words from which the ends of sentences are counted."""


def read_transcript(text: str, file: str) -> FileText | None:
    """The lines without times and speakers; None where fewer lines than a few begin with a time."""
    if not _MINUTES.search(text) or not _BEGINS.search(f"\n{text}"):
        return None
    rows = text.split("\n")
    stamps = [_STAMP.match(row) for row in rows]
    cues = [_CUE.fullmatch(row) is not None for row in rows]
    if sum(stamp is not None for stamp in stamps) < FEWEST and sum(cues) < FEWEST:
        return None
    rows = [_SOUND.sub("", row) if "[" in row else row for row in rows]
    said = [row[stamp.end() :] if stamp else row for row, stamp in zip(rows, stamps, strict=True)]
    names = Counter(
        speaker.group(1)
        for line, stamp in zip(said, stamps, strict=True)
        if stamp and (speaker := _SPEAKER.match(line))
    )
    everywhere = names.total() * 2 >= sum(stamp is not None for stamp in stamps) > 0
    lines = []
    for at, line in enumerate(said):
        speaker = _SPEAKER.match(line)
        counts = at + 1 < len(rows) and cues[at + 1] and line.strip().isdigit()
        if cues[at] or counts:
            line = ""
        elif speaker and names[speaker.group(1)] > (0 if everywhere else 1):
            line = line[speaker.end() :]
        lines.append(line)
    if _is_unpunctuated(lines):
        return FileText([""] * len(lines), other=[(1, len(lines), "speech without sentences")])
    timed = [at for at, stamp in enumerate(stamps) if stamp and lines[at].strip()]
    if sum(lines[at].rstrip().endswith(_ASKS) for at in timed) * ASKED_OF <= len(timed):
        lines = _with_answers(lines, timed)
        timed = [at for at in timed if lines[at].strip()]
    if _are_sentences([lines[at] for at in timed]):
        points, other = _as_points(lines, timed)
        return FileText(points, other=other)
    if _are_notes([line for line in lines if line.strip()]):
        return FileText(_as_notes(lines, timed))
    return FileText(lines)


def _as_notes(lines: Sequence[str], timed: Sequence[int]) -> list[str]:
    """Lines as points of a list: those with a time, and those right below that stand as far to the left."""
    starts = set(timed)
    made: list[str] = []
    for at, line in enumerate(lines):
        goes_on = at > timed[0] and line[:1].strip() and lines[at - 1].strip()
        made.append(f"- {line.lstrip()}" if at in starts or goes_on else line)
    return made


def _with_answers(lines: Sequence[str], timed: Sequence[int]) -> list[str]:
    """Lines of which one that asks has the answer behind it, as the next one begins."""
    made = list(lines)
    for at, following in pairwise(timed):
        asks = made[at].rstrip().endswith(_ASKS) and not _FILLER.match(made[at])
        if asks and not made[following].rstrip().endswith(_ASKS):
            question = _OPENING.sub("", _SPEAKER.sub("", made[at], count=1), count=1).strip()
            made[at], made[following] = f"{question} {made[following].strip()}", ""
    return made


def _are_notes(told: Sequence[str]) -> bool:
    """Whether somebody took notes of what was said."""
    return sum(_NOTED.search(line) is not None for line in told) * NOTED_OF >= len(told)


def _are_sentences(told: Sequence[str]) -> bool:
    """Whether what is said between two times is most often a whole sentence, and none asks for the next."""
    if any(line.rstrip().endswith(("?", "？")) and not _FILLER.match(line) for line in told):
        return False
    return sum(line.rstrip().endswith(_WHOLE) for line in told) * 5 >= len(told) * 4 > 0


def _as_points(lines: list[str], timed: Sequence[int]) -> tuple[list[str], list[tuple[int, int, str]]]:
    """Lines with each sentence as a point of a list, and what is only said around a lesson."""
    other = [(at + 1, at + 1, lines[at]) for at in timed if _FILLER.match(lines[at])]
    points = {at: _OPENING.sub("", lines[at], count=1) for at in timed if not _FILLER.match(lines[at])}
    made = {at: f"- {point[:1].upper()}{point[1:]}" for at, point in points.items()}
    silent = {start - 1 for start, _, _ in other}
    return ["" if at in silent else made.get(at, line) for at, line in enumerate(lines)], other


def _is_unpunctuated(lines: Sequence[str]) -> bool:
    """Whether a machine wrote down speech and no sentence: from such a text nothing can be asked."""
    told = [line for line in lines if line.strip()]
    if any(line.startswith(("#", "- ", "* ", "Q:")) for line in told):
        return False
    if _are_notes(told):
        return False
    words = sum(len(line.split()) for line in told)
    return words > LEAST_SPEECH and len(_ENDS.findall("\n".join(told))) * 40 < words
