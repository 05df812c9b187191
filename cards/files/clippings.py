"""What an e-book reader keeps of the places that somebody marked: the books as headings, the rest as text.

The places and times of the marks are no part of what was marked.
"""

from __future__ import annotations

import re

from cards.files.source import FileText

_RULE = re.compile(r"={8,}\s*")
_PLACE = re.compile(
    r"\s*- (?:Your |Ihre? |Votre |Tu |La tua )?(?:Highlight|Note|Bookmark|Markierung|Notiz|Lesezeichen"
    r"|surlignement|subrayado|nota|evidenziazione)\b.{0,120}",
    re.IGNORECASE,
)
FEWEST = 2
"""Marked places from which a text is such a file."""


def read_clippings(text: str, file: str) -> FileText | None:
    """The lines with each book's title as a heading once, and without places and rules."""
    if "========" not in text or "\n- " not in text:
        return None
    rows = text.split("\n")
    rules = [at for at, row in enumerate(rows) if _RULE.fullmatch(row)]
    starts = [0, *(at + 1 for at in rules)]
    entries = [at for at in starts if at + 1 < len(rows) and _PLACE.fullmatch(rows[at + 1])]
    if len(entries) < FEWEST:
        return None
    lines = ["" if _RULE.fullmatch(row) else row for row in rows]
    book = ""
    for at in entries:
        title = rows[at].strip("\ufeff ")
        lines[at] = "" if title == book else f"# {title}"
        lines[at + 1] = ""
        book = title
    return FileText(lines)
