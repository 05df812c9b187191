"""Titles that set two things against each other."""

from __future__ import annotations

import re

_VERSUS = re.compile(
    r"^(?:(?:difference|differences|comparison)(?: between| of)? )?(.+?)\s+(?:vs?\.?|versus)\s+(.+)$",
    re.IGNORECASE,
)
_CASE_OF_LAW = re.compile(r"(?:[A-Z][a-z'’.]+ ?)+ v\.? (?:[A-Z][A-Za-z'’.]+ ?)+(?:\(\d{4}\))?")


def sets_apart(title: str) -> bool:
    """Whether a title has a "versus", be it between the parties of a case."""
    return _VERSUS.match(title) is not None


def sides(title: str) -> re.Match[str] | None:
    """The two things that a title sets against each other; the parties of a case are none."""
    if " v" not in title and " V" not in title and "\n" not in title:
        return None
    versus = _VERSUS.match(title)
    if versus and versus.group(1).count("(") > versus.group(1).count(")"):
        return None
    return versus if versus and not _CASE_OF_LAW.fullmatch(title) else None
