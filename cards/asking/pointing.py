"""Clauses that only point at a picture: on a card there is nothing above, below or beside them."""

from __future__ import annotations

import re

from cards.words.wording import holds_one

_HINTS = ("above", "below", "following", "fig")
"""In small letters, one of them in every clause that points."""
_SHOWN = (
    r"(?:(?:\w+ )?(?:figure|fig\.?|image|picture|plot|graph|diagram|chart|curve|line)s?(?: \d+(?:\.\d+)?)?)"
)
_PLACE = rf"(?:the )?(?:(?:above|below|following) {_SHOWN}|{_SHOWN} (?:above|below)|(?:fig\.?|figure) \d+)"
_SEEN = r"as (?:(?:we|you|one) )?(?:can |is |are )?(?:be )?(?:see|seen|shown|illustrated|depicted)"
_CLAUSE = re.compile(
    rf",?\s+{_SEEN}(?: (?:in|from|by|on|at))? {_PLACE}|\s*\((?:see|cf\.?) {_PLACE}\)", re.IGNORECASE
)

_OPENING = re.compile(
    rf"(?:\A|(?<=[.!?]\s)|(?<=\n- ))(?:in|from|on) (?:{_PLACE}|(?:the|this|these) figures?), (\w)",
    re.IGNORECASE,
)
_IS_ABOUT = re.compile(
    rf"(?:(?:the |this |these )(?:above|following) (?:{_SHOWN}|(?:formula|equation|table)s?)"
    rf"|(?:the |this |these )?{_SHOWN} (?:above|below))\b",
    re.IGNORECASE,
)


def speaks_of_picture(text: str) -> bool:
    """Whether a text is about what was to be seen above or below it."""
    return _IS_ABOUT.match(text) is not None


def without_pointers(text: str) -> str:
    """Text without "as we can see in the figure above" and "In this plot, "; code stays as it is."""
    if "```" in text or not holds_one(text.lower(), _HINTS):
        return text
    return _OPENING.sub(lambda match: match.group(1).upper(), _CLAUSE.sub("", text))
