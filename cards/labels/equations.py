"""A name, a sign of equality and what it is: `recall = TP/(TP+FN)`, `KL(p||q) = sum p log(p/q)`.

Works on one line in plain text; formulas in their own marks are known by these.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cards.words.wording import is_measure

_LETTER = "A-Za-zΑ-ω∇∂"
_NAME = (
    rf"[{_LETTER}][\w'’@.⁺⁻∞-]*(?:(?: |/| \+ (?=[a-z]{{3}}))[{_LETTER}(][\w'’@.⁺⁻∞)-]*"
    r"| \([^()=\n]{1,20}\)){0,6}"
    r"(?:\([^()=\n]{1,20}\))?"
)
_CALL = r"(?:[A-Za-z]{2,}|(?:[a-z]+ )?[A-Z])[(\[][^()\[\]=\n]{1,40}[)\]]"
_EQUATION = re.compile(
    rf"(?P<name>{_NAME}|{_CALL})\s*(?P<sign>=|≈|(?<= )~(?= ))\s*(?P<told>[^=\s<>~][^\n]*(?<!;))\Z",
)
_SYMBOL = re.compile(r"\b[A-Za-z]{1,3}_\{?\w{1,5}\}?")
"""A sign with an index."""
_OPERATION = re.compile(
    r"[\w)\]|]\s?[*^×·÷]\s?[\w(\[√|]|\s/\s|[\d)\]|]/|/[\d(\[|√]|\b\w{1,2}/\w"
    r"|[\w)\]]\s?[+−]\s?[\w(]|\s[-–]\s|\w\(|[∑∏∫√]|(?<![\w.])[-−]\s?\w"
)
_CALCULATES = re.compile(r"[\d*^×·÷√∑∏∫()\[\]|=]|\b\w\b")
"""One of these is in a calculation with a comma; words with a plus between them have none."""
_TELLING = re.compile(r"[^\W\d_]{2}|[A-Z][\d(\[]")
_CODE = re.compile(
    r"\w\.\w+\(|\(\)|\[\w*:|\w_\w+\(|\*\*|\b(?:True|False|None|self)\b|\A\s*(?:let|const) |= new "
    r"|[\"`$\\]|(?<![_^])\{|=="
)
"""What a line of a program has, or a formula in marks of its own."""
_STATES = re.compile(
    r"(?:(?!\b(?:where|with|when|for)\b|[.,;:(] )[^\n])*?\b(?:is|are|have|has|costs|means|holds)\b"
)
"""What makes an equation a part of a sentence; behind it its signs may be told."""
_GOES_ON = re.compile(
    r"(?:of|for|where|with|if|and|or|in|at|by|on|so|then|thus|hence|while|but|suppose|let|assume|given|say|set"
    r"|consider|take)\b",
    re.IGNORECASE,
)
"""With which no name begins."""
_NEXT = re.compile(r"(?:,\s+(?:and\s+)?|[.;]\s+)(?=[A-Za-z][^,.;=()]{0,30}(?:\([^()=]{1,20}\))?\s=\s)")
_SIGN = r"(?:[A-Za-zα-ωΑ-Ω]\w{0,11}|\d[\d.,]*[A-Za-z]?|sqrt|floor|ceil)"
_CALCULATION = re.compile(
    r"(?:(?=.*(?:[*^×·÷√]| / |\)/|/\())|(?!.*[A-Za-z]{4})(?=.*\+))"
    rf"[-(\[]*{_SIGN}[)\]]*(?:(?: ?[+*/×·÷^(]| - |-(?=\w\b))[ (\[]*{_SIGN}[)\]]*)+\s?\.?"
)
_CALLS = re.compile(r"[A-Za-z]\w*\([^()]*\)(?: [-+*/·×−] [A-Za-z]\w*\([^()]*\))+")
"""Functions of several things, with an operation between them: `H(T) - H(T, X)`."""
_SIGN_EQUALS = re.compile(r"[A-Za-z][A-Za-z]?(?:_\w+|')? = [^\d\s]")
_PLAIN_SIGNS = str.maketrans("⌊⌋⌈⌉−", "()()-")
_EITHER = re.compile(r"[A-Z]\w{3,} / [A-Z]\w{3,}\.?|\d[\d.e-]* / \d[\d.e-]*\.?")
"""Two names or numbers to choose from: `Adam / AdamW`."""
MOST_CALCULATED = 80
"""Letters of a calculation on a line."""
MOST_NAMED = 60
"""Letters of a name with its sign of equality."""


class Equation(NamedTuple):
    """What a line says that something is."""

    name: str
    told: str
    sign: str = "="

    @property
    def text(self) -> str:
        return f"{self.name} {self.sign} {self.told}"

    @property
    def calculated(self) -> bool:
        """Whether it says how to calculate it, and not only in words what it is."""
        if ", " in self.told and not _CALCULATES.search(self.told):
            return False
        return _OPERATION.search(self.told) is not None


def equation(line: str) -> Equation | None:
    """The named equation that a line is, if it is one; a single letter names nothing."""
    head = line[:MOST_NAMED]
    equals = "=" in head or "≈" in head or " ~ " in head
    found = _EQUATION.match(line.strip()) if equals and not _CODE.search(line) else None
    if (
        not found
        or not _TELLING.search(found["name"])
        or "_" in _SYMBOL.sub("", found["name"].partition("(")[0])
    ):
        return None
    named = Equation(found["name"].strip(), found["told"].strip(), found["sign"])
    calculated = named.calculated
    if " iff " in line or _GOES_ON.match(named.name) or (calculated and _STATES.match(named.told)):
        return None
    return named if calculated or "=" not in named.told else None


def equations(line: str) -> list[Equation]:
    """The named equations of a line, parted by commas, points or semicolons; empty where a part is none."""
    parts = _NEXT.split(line) if line.count("=") > 1 else [line]
    found = [one for part in parts if (one := equation(part))]
    return found if len(found) == len(parts) else []


def calculates(line: str) -> bool:
    """Whether a line says how to calculate what it names."""
    named = equation(line) if "\n" not in line else None
    return named is not None and named.calculated


def is_calculation(text: str) -> bool:
    """Whether a text is nothing but signs, numbers and operations: `H*H + H*D + H`."""
    short = len(text) <= MOST_CALCULATED
    text = text.strip("`").translate(_PLAIN_SIGNS) if short and not text.isascii() else text
    signs = short and (_CALCULATION.fullmatch(text) or _CALLS.fullmatch(text)) is not None
    return signs and not is_measure(text) and not _EITHER.fullmatch(text)


def tells_how(text: str) -> bool:
    """Whether a text calculates what stands before it: a calculation, or what a sign is equal to."""
    return is_calculation(text) or calculates(text) or _SIGN_EQUALS.match(text) is not None


def may_calculate(text: str) -> bool:
    """Whether a text has a sign that stands in every named equation and calculation in plain text."""
    signed = (
        "=" in text
        or "+" in text
        or "*" in text
        or "/" in text
        or " - " in text
        or "~" in text
        or "≈" in text
    )
    return signed and "$" not in text
