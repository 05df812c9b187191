"""Outlines of lectures, `I.` above `A.` above `1.`: Roman numbers become headings, letters become bullets."""

from __future__ import annotations

import re

from cards.files.source import FileText

_ROMAN = re.compile(r" {0,3}([IVX]{1,5})\.[ \t]+(\S.*)")
_LETTER = re.compile(r"([ \t]*)([A-Z])\.[ \t]+(?=\S)")
_HAS_BOTH = re.compile(r"^ {0,3}I\.[ \t]+\S(?:.*\n){1,60}? {0,3}II\.[ \t]+\S", re.MULTILINE)
_DEEPER = re.compile(r"[ \t]+A\.[ \t]+\S", re.MULTILINE)
_COUNT = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def read_outline(text: str, file: str) -> FileText | None:
    """The lines with headings and bullets; None where the first Roman numbers have no letters below them."""
    if "II." not in text or not _HAS_BOTH.search(text) or not _DEEPER.search(text):
        return None
    rows = text.split("\n")
    depth = _depth(rows)
    marks, wanted = {}, 0
    for at, row in enumerate(rows):
        found = _ROMAN.fullmatch(row)
        if found and wanted < len(_COUNT) and found.group(1) in (_COUNT[wanted], "I"):
            wanted = _COUNT.index(found.group(1)) + 1
            marks[at] = f"{'#' * depth} {found.group(2)}"
    if len(marks) < 2:
        return None
    margin = min(len(found.group(1)) for row in rows if (found := _LETTER.match(row)))
    return FileText([marks.get(at) or _bulleted(row, margin) for at, row in enumerate(rows)])


def _bulleted(row: str, margin: int) -> str:
    """A line without the margin of all points, its letter as a bullet."""
    inner = row[margin:] if not row[:margin].strip() else row.lstrip()
    return _LETTER.sub(r"\1- ", inner, count=1)


def _depth(rows: list[str]) -> int:
    """One more than the deepest heading in the text."""
    return min(
        6, 1 + max((len(row) - len(row.lstrip("#")) for row in rows if row.startswith("#")), default=0)
    )
