"""Titles that set two things against each other."""

from __future__ import annotations

import re

VERSUS = re.compile(
    r"^(?:(?:differences?|comparison)(?:\s?[:–—-] |(?: between| of)? ))?(.+?)\s+(?:vs?\.?|versus)\s+"
    r"(?<! v (?=and |or |is |are |of |in |with |to |that |for |such ))(.+)$",
    re.IGNORECASE,
)
"""A title with a "versus", be it between the parties of a case."""
_CASE_OF_LAW = re.compile(
    r"(?:\bR\b|[A-Z][a-z'’.]+)[*_]* v\.? [*_]*[A-Z][A-Za-z'’.]+(?: [A-Z][A-Za-z'’.]+)*[*_]* ?(?=\Z|[,:(\[])"
)


def sides(title: str) -> re.Match[str] | None:
    """The two things that a title sets against each other; the parties of a case are none."""
    if " v" not in title and " V" not in title and "\n" not in title:
        return None
    versus = VERSUS.match(title)
    if versus and "$" in title and versus.group(1).count("$") % 2:
        return None
    if versus and "(" in title and versus.group(1).count("(") > versus.group(1).count(")"):
        return None
    return versus if versus and not _CASE_OF_LAW.search(title) else None
