"""Names before what they are equal to: formulas in marks of their own, and what words mean."""

from __future__ import annotations

import re

from cards.words.abbreviation import spells_out
from cards.words.wording import count_words

CALCULATES = re.compile(r"[/*^+×·]|\s[-–]\s")
EQUAL = re.compile(r"((?!.f |.hen )-?[^\W\d_][\w'’ ()-]{0,60}?[\w)]) = ((?=.*[^\W\d_]{2})[^=\n`$]{3,})")
"""A word and what it means, where no condition comes first."""
_MARKED = re.compile(r"([^\W\d_][\w /().-]{2,50}?)\s+(?=[`$]\s*=)")
"""A name before a formula that begins with the sign of equality: "Size `= 4`"."""
_WHOLE = re.compile(
    r"((?:[A-Z][\w'’-]+)(?: [a-z'’-]{3,}){0,3}(?=\s+\$[^$=]{1,30}=)|[^\W\d_][\w '’()-]{2,40}(?= = ))"
    r"(?: =)?\s+(\$[^$]+\$)"
)
"""A name before a whole formula: `Enthalpy $H = U + pV$`, `power = $1 - \\beta$`."""
_FORMULA = re.compile(r"\$[^$\n]+\$")
LEAST_MEANT = 4
"""Words of a meaning behind a sign of equality."""


def named_formula(text: str) -> tuple[str, str] | None:
    """A name and the formula in marks of its own that stands behind it; None for any other text."""
    begun = _MARKED.match(text) if "=" in text else None
    if begun:
        return begun.group(1), text[begun.end(1) :]
    whole = _WHOLE.fullmatch(text) if text[-1:] == "$" and "=" in text else None
    return (whole.group(1), whole.group(2)) if whole else None


def meant_by(text: str) -> tuple[str, str] | None:
    """A word or an abbreviation before a sign of equality and what it means, in many words or spelled out.

    `Power = how likely a test finds what is there`, `ABC = airway, breathing, circulation`.
    """
    name, _, told = text.partition(" = ")
    if "\n" in told:
        return None
    if spells_out(name, told):
        return name, told.strip()
    words = _FORMULA.sub("", text) if "$" in told else text
    found = EQUAL.fullmatch(words) if told[:1] != "$" and not CALCULATES.search(words) else None
    return (name, told) if found and count_words(found.group(2)) >= LEAST_MEANT else None
