"""Clauses that only point at a picture: on a card there is nothing above, below or beside them."""

from __future__ import annotations

import re

_HINT = re.compile(r"(?i)\b(?:above|below|figures?|fig|pictures?|images?|plots?|diagrams?|graphs?|charts?)\b")
_SHOWN = (
    r"(?:(?:\w+ )?(?:figure|fig\.?|image|picture|plot|graph|diagram|chart|curve|line)s?(?: \d+(?:\.\d+)?)?)"
)
_PLACE = rf"(?:the )?(?:(?:above|below|following) {_SHOWN}|{_SHOWN} (?:above|below)|(?:fig\.?|figure) \d+)"
_SEEN = r"as (?:(?:we|you|one) )?(?:can |is |are )?(?:be )?(?:see|seen|shown|illustrated|depicted)"
_CLAUSE = re.compile(
    rf",?\s+{_SEEN}(?: (?:in|from|by|on|at))? {_PLACE}|\s*\((?:see|cf\.?) {_PLACE}\)", re.IGNORECASE
)


def without_pointers(text: str) -> str:
    """Text without "as we can see in the figure above" and "(see the plot below)"; code stays as it is."""
    return text if "```" in text or not _HINT.search(text) else _CLAUSE.sub("", text)
