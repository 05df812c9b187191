"""Plain text whose headings are lines in capitals, `THE REPUBLIC`, `2) OSMOSIS`, or parts: `Week 2: Prices`.

Only text without a heading of Markdown is read in this way, and only where several such lines stand.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from cards.files.source import FileText
from cards.markdown.fences import fenced

_MARKDOWN = re.compile(r"(?m)^#{1,6}[ \t]+\S")
_CAPITALS = re.compile(
    r"\s{0,3}(?:[*=~-]{2,}\s*)?(?P<title>(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[IVX]+\.\s+)?"
    r"(?:[^\W\d_a-z][^\Wa-z_]*|\d+|[&/'’(),–-])(?:[ /'’(),&–-]+(?:[^\Wa-z_]+|[&/'’(),–-]))*\??)"
    r"\s*(?:[*=~-]{2,})?\s*"
)
_PART = re.compile(
    r"(?:Week|Lecture|Chapter|Unit|Module|Lesson|Topic|Part|Section|Session) \d{1,2}\s*[:.–—-]\s+"
    r"(\S.{1,60}?)\s*$"
)
"""A line that numbers a part of a course and names it."""
_LETTERS = re.compile(r"[^\W\d_]")
FEWEST = 2
"""Lines in capitals from which they are the headings of a text."""
SHORTEST, LONGEST = 3, 70
"""Letters of a heading."""


def read_plain(text: str, file: str) -> FileText | None:
    """The lines with a mark before each heading; None where capitals mark none."""
    if PurePath(file).suffix.lower() not in ("", ".txt", ".text") or _MARKDOWN.search(text):
        return None
    lines, found = text.split("\n"), []
    code = fenced(lines)
    for at, line in enumerate(lines):
        alone = (at == 0 or not lines[at - 1].strip()) and len(line) <= LONGEST and at not in code
        title = _title(line) if alone else ""
        if alone and not title and (at + 1 == len(lines) or not lines[at + 1].strip()):
            part = _PART.match(line)
            title = part.group(1) if part else ""
        if title and not _is_underlined(lines, at):
            found.append(at)
            lines[at] = f"{'#' if at == 0 else '##'} {title}"
    if len(found) < FEWEST:
        return None
    first = lines[0].strip()
    if found[0] and first and not lines[1].strip() and len(first) <= LONGEST and first[-1].isalnum():
        lines[0] = f"# {first}"
    return FileText(lines)


def _title(line: str) -> str:
    """What a line in capitals says, or nothing for any other line."""
    if line != line.upper() or line.casefold() == line.upper():
        return ""
    match = _CAPITALS.fullmatch(line)
    return match["title"].strip() if match and len(_LETTERS.findall(line)) >= SHORTEST else ""


def _is_underlined(lines: list[str], at: int) -> bool:
    """Whether a line is a heading already, by the signs below it."""
    return at + 1 < len(lines) and re.fullmatch(r"\s*(?:=+|-+)\s*", lines[at + 1]) is not None
