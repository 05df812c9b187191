"""Blocks between marks: `START ... Back: ... END` and `STARTI [...] Back: ... ENDI` of Obsidian_to_Anki."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cards.marks.lines import Lines, Marked

_INLINE = re.compile(
    r"STARTI\s+\[([^\[\]]+)\]\s+(.*?)\s+Back:\s*(.*?)\s*(?:Tags:\s*(.*?)\s*)?(?:ID:\s*\d+\s*)?ENDI"
)
_FIELD = re.compile(r"(?i)\s*(back|answer|extra)\s*:\s*(.*)$")
_FRONT = re.compile(r"(?i)\s*(front|question|text)\s*:\s*(.*)$")
_TAGS = re.compile(r"(?i)\s*tags:\s*(.*)$")
_ID = re.compile(r"(?i)\s*(?:<!--\s*)?ID:\s*\d+.*$")
_DECK = re.compile(r"(?m)^(?:TARGET DECK|DECK)\s*:?[ \t]*\n?[ \t]*(\S[^\n]*)$")
_FILE_TAGS = re.compile(r"(?m)^FILE TAGS\s*:[ \t]*(\S[^\n]*)$")
MAX_BLOCK = 400
"""Lines after which a block that does not end is none."""


def anki_blocks(lines: Lines) -> Iterator[Marked]:
    if "START" not in lines.text:
        return
    deck = _DECK.search(lines.text)
    tags = _FILE_TAGS.search(lines.text)
    common = tuple(re.split(r"[\s,]+", tags.group(1).strip())) if tags else ()
    name = deck.group(1).strip() if deck else ""
    number = 1
    while number <= len(lines):
        if lines.free(number) and lines[number].strip() == "START":
            marked = _block(lines, number, name, common)
            if marked:
                yield marked
                number = marked.end
        elif "STARTI" in lines[number]:
            for match in _INLINE.finditer(lines[number]):
                words = tuple((match.group(4) or "").split())
                yield Marked(
                    match.group(2), match.group(3), number, number, tags=(*common, *words), deck=name
                )
        number += 1


def _block(lines: Lines, start: int, deck: str, common: tuple[str, ...]) -> Marked | None:
    end = next(
        (at for at in range(start + 1, min(len(lines), start + MAX_BLOCK) + 1) if lines[at].strip() == "END"),
        None,
    )
    if end is None:
        return None
    front: list[str] = []
    back: list[str] = []
    tags: tuple[str, ...] = ()
    target = front
    for at in range(start + 2, end):
        row = lines[at]
        found = _TAGS.match(row)
        if found:
            tags = tuple(re.split(r"[\s,]+", found.group(1).strip()))
        elif _ID.match(row):
            continue
        elif field := _FIELD.match(row):
            target = back
            target.append(field.group(2))
        else:
            named = _FRONT.match(row) if not front else None
            target.append(named.group(2) if named else row)
    kind = lines[start + 1].strip().lower()
    question, answer = "\n".join(front).strip(), "\n".join(back).strip()
    if "cloze" in kind:
        return _cloze(question, start, end, (*common, *tags), deck)
    return Marked(question, answer, start, end, tags=(*common, *tags), deck=deck, unanswered=not answer)


def _cloze(text: str, start: int, end: int, tags: tuple[str, ...], deck: str) -> Marked:
    gap = re.compile(r"\{\{?(?:c?\d+(?:::|[:|]))?(.+?)(?:::[^{}]*)?\}\}?")
    return Marked(
        gap.sub("**[…]**", text), gap.sub(r"**\1**", text), start, end, "cloze", tags=tags, deck=deck
    )
