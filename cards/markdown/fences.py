"""Which lines of a text are code between fences."""

from __future__ import annotations

import re
from collections.abc import Sequence

FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|[QAC]:)[ \t]+)*[ \t]*(`{3,}|~{3,})[ \t]*([^`\n]*)$")
"""A fence, be it in a quote, an item or an answer, and what stands behind it."""


def fenced(rows: Sequence[str]) -> frozenset[int]:
    """The places of the lines in fenced code, the fences included.

    Code ends at a fence of its own sign that is as long and bears nothing else; without one it reaches to the
    last line. Source: CommonMark 0.31, section 4.5.
    """
    found: set[int] = set()
    opened, first = "", 0
    for at in [at for at, row in enumerate(rows) if "```" in row or "~~~" in row]:
        match = FENCE.match(rows[at])
        if match and not opened:
            opened, first = match.group(1), at
        elif match and match.group(1).startswith(opened) and not match.group(2).strip():
            found.update(range(first, at + 1))
            opened = ""
    if opened:
        found.update(range(first, len(rows)))
    return frozenset(found)
