"""Text copied from pages: their numbers and running heads go, words cut at the ends of lines are whole again.

The number of lines stays as it is, so every line keeps its place.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cards.files.source import FileText

_HINTS = ("age ", "AGE ", "eite ", "ágina ", " -\n", " of ", " / ", "1/")
"""One of these stands where the pages of a text are numbered."""
_PAGE = re.compile(
    r"\s*(?:\S.{0,90}?[\s|–—-])?(?:page|pg\.?|seite|página)\s*(\d{1,4})(?:\s*(?:of|/|von|de)\s*\d{1,4})?\s*",
    re.IGNORECASE,
)
_BARE_PAGE = re.compile(r"\s*[-–—]\s*(\d{1,4})\s*[-–—]\s*|\s*(\d{1,4})\s*(?:/|of)\s*\d{1,4}\s*")
_CUT = re.compile(r"(?<!\S)[\"'“(]?[^\W\d_]*[^\W\d_]{2,}-$")
_REST = re.compile(r"(\s*)([^\W\d_]+\S*)\s*")
FEWEST = 2
"""Numbers of pages, or words cut at the end of a line, from which a text is a copy of pages."""


def without_pages(text: FileText) -> FileText:
    """Lines without the furniture of pages; the same ones where there is none."""
    if text.marked:
        return text
    whole = "\n".join(text.lines)
    lines = list(text.lines)
    changed = any(map(whole.__contains__, _HINTS)) and _clear_numbers(lines)
    changed = ("-\n" in whole and _join_words(lines)) or changed
    return replace(text, lines=lines) if changed else text


def _clear_numbers(lines: list[str]) -> bool:
    """Blanks the lines that number the pages, where several of them count upwards."""
    found: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if line[-1:] in "0123456789-–— " and len(line) < 140 and line[:1] not in ("#", "|"):
            match = _PAGE.fullmatch(line) or _BARE_PAGE.fullmatch(line)
            if match:
                found.append((at, int(match.group(match.lastindex or 1))))
    numbers = [number for _, number in found]
    if len(set(numbers)) < FEWEST or numbers != sorted(numbers):
        return False
    for at, _ in found:
        lines[at] = ""
    return True


def _join_words(lines: list[str]) -> bool:
    """Puts the second half of each cut word behind its first, where words are cut again and again."""
    cuts = [
        at
        for at, line in enumerate(lines[:-1])
        if line.endswith("-") and lines[at + 1].lstrip()[:1].islower() and _CUT.search(line)
    ]
    if len(cuts) < FEWEST:
        return False
    for at in cuts:
        rest = _REST.match(lines[at + 1])
        if rest:
            lines[at] = lines[at][:-1] + rest.group(2)
            lines[at + 1] = rest.group(1) + lines[at + 1][rest.end() :]
    return True
