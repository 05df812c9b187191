"""Remarks that are nothing but values or options: which values something takes, between what one chooses."""

from __future__ import annotations

import re

_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:\s*(?:%|x|×|\*|\\times|e|\^|–|/|-)\s*-?\d+(?:\.\d+)?)*"
_VALUE = rf"\$?\(?{_NUMBER}\)?\s*%?\$?"
_VALUES = re.compile(
    r"(?:(?:usually|typically|often|mostly|about|around|approximately|roughly|default|at least|at most"
    rf"|between|from)[\s:]+)*{_VALUE}(\s*(?:,|or|and|to)\s*{_VALUE})*\s*(?:\([^()]*\))?[.,;]*",
    re.IGNORECASE,
)
MAX_MEASURE = 24
"""Letters of a number with its unit."""
_MEASURE = re.compile(
    r"[<>≥≤~±]?\s?[$€£]?-?\d[\d.,]*(?:\s?[–-]\s?\d[\d.,]*|\+)?\s?"
    r"(?:[%°µμΩ]?(?:[A-Za-zµμΩ°]{0,3}|[a-z]{4,5}(?=/))(?:[/·^²³-][A-Za-zµμ\d-]{1,4}){0,2}|mmHg|mmol/L|minutes?|hours?|days?|years?)"
    r"(?:\s\+\s\d[^,;:.=]{0,16})?"
)
"""A number, or two with a dash, and its unit."""
_RATIO = re.compile(r"\d[\d.]*(?:\s?:\s?\d[\d.]*)+(?:\s*\(?[^\W\d_][\w -]*(?::|/|\sto\s|\s:\s).*|(?<!:\d\d))")
"""A ratio, which no time of day is."""
MAX_VALUES = 80
"""Letters of a remark that can be nothing but values."""
_OPTIONS = re.compile(r"((?:[\w-]+ )?([\w-]+)) or ((?:[\w-]+ )?([\w-]+))\.?")
_NOT_CHOSEN = frozenset(
    ("all", "nothing", "none", "more", "less", "so", "not", "one", "two", "other", "never")
)
"""Words of a phrase with "or" between them that are no options."""


def ask_choice(subject: str, text: str) -> str | None:
    """Which values something takes, or between what one chooses."""
    values = _VALUES.fullmatch(text) if len(text) < MAX_VALUES else None
    if values:
        return f"{subject}: which value{'s' if values.group(1) else ''}?"
    if len(text) < MAX_MEASURE and _MEASURE.fullmatch(text):
        return f"{subject}: which value?"
    if text[:1].isdigit() and ":" in text and len(text) < MAX_VALUES and _RATIO.fullmatch(text):
        return f"{subject}: what is the ratio?"
    options = _OPTIONS.fullmatch(text) if " or " in text else None
    if options and _are_options(*options.groups()):
        return f"{subject}: which options are there?"
    return None


def _are_options(first: str, ends: str, second: str, ends_too: str) -> bool:
    """Whether two names are of the same form; two adjectives before one noun are not: `old or new boats`."""
    if first.casefold() in _NOT_CHOSEN or second.casefold() in _NOT_CHOSEN:
        return False
    alike = (first == ends) == (second == ends_too) and (first == ends or ends == ends_too)
    return alike and first[0].isupper() == second[0].isupper()
