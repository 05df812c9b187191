"""Text copied from pages: their numbers, running heads, stamps and comments go, cut words are whole again.

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
_GAP = " " * 4
_RUNNING = re.compile(r"(\d{1,4})\s{4,}(\S[^\d\n]{3,80})|(\S[^\d\n]{3,80}?)\s{4,}(\d{1,4})")
"""The head of a page beside its number."""
_NAMES = ("page", "pg", "seite", "página")
"""In small letters, one of them where a page is named as such."""
_BEGINS_BARE, _ENDS = "0123456789-–—", frozenset("0123456789-–— ")
"""What the number of a page begins with on a line of its own, and what any line ends with that has one."""
LONGEST = 140
"""Letters of a line with the number of a page."""
_CUT = re.compile(r"(?<!\S)[\"'“(]?[^\W\d_]*[^\W\d_]{2,}-$")
_REST = re.compile(r"(\s*)([^\W\d_]+\S*)\s*")
_DAY = re.compile(r"\s*[^\W\d]+day,? .{0,30}\d{4}\s*|\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s*", re.IGNORECASE)
_TIME = re.compile(r"\s*\d{1,2}[:.]\d{2}(?:\s*[ap]m)?\s*", re.IGNORECASE)
_COMMENT = re.compile(r"\[([a-z]{1,2})\](?=[^\s(:])")
_HIGHLIGHTED = re.compile(r"View Highlight\]|\(\[?Location:? \d")
_PLACE = re.compile(r"\s*\(\[?(?:View Highlight|(?:Location|Page):? \d[\d–-]*)\]?(?:\([^()\s]*\))?\)\s*$")
FEWEST = 2
"""Numbers of pages, or words cut at the end of a line, from which a text is a copy of pages."""


def without_pages(text: FileText) -> FileText:
    """Lines without the furniture of pages; the same ones where there is none."""
    if text.marked:
        return text
    whole = "\n".join(text.lines)
    lines = list(text.lines)
    changed = any(map(whole.__contains__, _HINTS)) and _clear_numbers(lines)
    changed = (_GAP in whole and _clear_running(lines)) or changed
    changed = _clear_stamp(lines) or changed
    changed = ("[a]" in whole and _clear_comments(lines)) or changed
    changed = (_is_highlighted(whole) and _clear_highlights(lines)) or changed
    changed = (_cuts_words(whole) and _join_words(lines)) or changed
    return replace(text, lines=lines) if changed else text


def _clear_numbers(lines: list[str]) -> bool:
    """Blanks the lines that number the pages, where several of them count upwards."""
    found: list[tuple[int, int]] = []
    for at in [at for at, line in enumerate(lines) if line[-1:] in _ENDS and len(line) < LONGEST]:
        match = _number_of_page(lines[at])
        if match:
            found.append((at, int(match.group(match.lastindex or 1))))
    numbers = [number for _, number in found]
    if len(set(numbers)) < FEWEST or numbers != sorted(numbers):
        return False
    for at, _ in found:
        lines[at] = ""
    return True


def _clear_running(lines: list[str]) -> bool:
    """Blanks the heads that pages share beside their number, and with them numbers that stand alone."""
    wide = [(at, line.strip()) for at, line in enumerate(lines) if _GAP in line]
    paged = [(at, line) for at, line in wide if _GAP in line and (line[0].isdigit() or line[-1].isdigit())]
    found = [(at, head) for at, line in paged if (head := _RUNNING.fullmatch(line))]
    pages: dict[str, set[str]] = {}
    for _, head in found:
        pages.setdefault((head[2] or head[3]).casefold(), set()).add(head[1] or head[4])
    running = {name for name, numbers in pages.items() if len(numbers) >= FEWEST}
    if not running:
        return False
    for at, head in found:
        if (head[2] or head[3]).casefold() in running:
            lines[at] = ""
    for at, line in enumerate(lines):
        if line.startswith(_GAP) and line.strip().isdigit():
            lines[at] = ""
    return True


def _number_of_page(line: str) -> re.Match[str] | None:
    if line[0] in "#|":
        return None
    named = _PAGE.fullmatch(line) if any(map(line.lower().__contains__, _NAMES)) else None
    bare = not named and line.lstrip()[:1] in _BEGINS_BARE
    return _BARE_PAGE.fullmatch(line) if bare else named


def _clear_stamp(lines: list[str]) -> bool:
    """Blanks the day and the time below the first line, as a page of a notebook bears them."""
    if len(lines) < 3 or not _DAY.fullmatch(lines[1]) or not _TIME.fullmatch(lines[2]):
        return False
    lines[1:3] = ["", ""]
    return True


def _clear_comments(lines: list[str]) -> bool:
    """Takes out comments that stand at the end of a text, and the letters that lead to them."""
    marks: set[str] = set()
    for at in range(len(lines) - 1, -1, -1):
        comment = _COMMENT.match(lines[at])
        if comment:
            marks.add(comment.group(1))
            lines[at] = ""
        elif lines[at].strip():
            break
    for at, line in enumerate(lines if marks else ()):
        if "[" in line:
            for mark in marks:
                lines[at] = lines[at].replace(f"[{mark}]", "")
    return bool(marks)


def _is_highlighted(whole: str) -> bool:
    hinted = "Highlight]" in whole or "Location" in whole
    return hinted and _HIGHLIGHTED.search(whole) is not None


def _clear_highlights(lines: list[str]) -> bool:
    """Takes out where in a book a passage stands, as reading programs add it."""
    lines[:] = [_PLACE.sub("", line) if ")" in line else line for line in lines]
    return True


def _cuts_words(whole: str) -> bool:
    """Whether several lines end with a letter and a dash, be it of a cut word or not."""
    *before, _ = whole.split("-\n")
    return sum(text[-1:].isalnum() for text in before) >= FEWEST


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
