"""The TeX commands that can be drawn, by what they do. All others, unless they are symbols, are refused."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from cards.formula.symbols import ACCENTS, OPERATORS, PREFERRED
from cards.formula.tree import Kind

STYLES = {
    **dict.fromkeys((r"\mathbf", r"\bm", r"\boldsymbol", r"\pmb", r"\bold", r"\bf"), "bold"),
    **dict.fromkeys((r"\mathbb", r"\Bbb", r"\mathds"), "double"),
    **dict.fromkeys((r"\mathcal", r"\mathscr", r"\cal", r"\scr"), "script"),
    **dict.fromkeys((r"\mathfrak", r"\frak"), "fraktur"),
    **dict.fromkeys((r"\mathrm", r"\mathit", r"\mathsf", r"\mathtt", r"\mathnormal"), ""),
    **dict.fromkeys((r"\rm", r"\it", r"\sf", r"\tt"), ""),
}
SWITCHES = frozenset((r"\bf", r"\cal", r"\frak", r"\rm", r"\it", r"\sf", r"\tt"))
"""Styles that hold to the end of their group."""

SIZES = frozenset(
    "\\" + name
    for name in [
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "scriptscriptstyle",
        "tiny",
        "small",
        "normalsize",
        "large",
        "Large",
    ]
)
CLASSES: dict[str, Kind] = {
    r"\mathbin": "bin",
    r"\mathclose": "close",
    r"\mathinner": "ord",
    r"\mathop": "op",
    r"\mathopen": "open",
    r"\mathord": "ord",
    r"\mathpunct": "punct",
    r"\mathrel": "rel",
}
TRANSPARENT = frozenset((r"\mathclap", r"\mathllap", r"\mathrlap"))
FRACTIONS = frozenset((r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"))
BINOMIALS = frozenset((r"\binom", r"\dbinom", r"\tbinom"))
LABELS = frozenset((r"\overset", r"\underset", r"\stackrel"))
TABLES = {
    r"\aligned": ("", ""),
    r"\gathered": ("", ""),
    r"\substack": ("", ""),
    r"\matrix": ("", ""),
    r"\smallmatrix": ("", ""),
    r"\array": ("", ""),
    r"\pmatrix": ("(", ")"),
    r"\bmatrix": ("[", "]"),
    r"\Bmatrix": ("{", "}"),
    r"\vmatrix": ("|", "|"),
    r"\Vmatrix": ("‖", "‖"),
    r"\cases": ("{", ""),
    r"\rcases": ("", "}"),
}
ARROWS = {r"\xrightarrow": "→", r"\xleftarrow": "←", r"\xleftrightarrow": "↔", r"\xRightarrow": "⇒"}
SPACES = {
    **dict.fromkeys((r"\,", r"\:", r"\;", r"\>", "\\ ", "~", r"\enspace", r"\thinspace", r"\medspace"), 1),
    **dict.fromkeys((r"\thickspace", r"\space", r"\nobreakspace"), 1),
    **dict.fromkeys((r"\!", r"\negthinspace"), 0),
    r"\quad": 2,
    r"\qquad": 4,
}
BIG = frozenset("\\" + size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "m", "r"))
_OTHERS = (
    r"\left \right \middle \sqrt \over \choose \atop \overbrace \underbrace \boxed \mod \pmod \bmod \hline "
    r"\lvert \rvert \lVert \rVert \mid \colon"
)


@lru_cache(maxsize=1)
def vocabulary() -> tuple[frozenset[str], dict[str, str]]:
    """The commands that may pass, and the characters of those that are symbols."""
    from latex2mathml import commands
    from latex2mathml.symbols_parser import SYMBOLS

    taken = {*commands.CONVERSION_MAP, *commands.GLOBAL_FONTS, *commands.COMMANDS_WITH_ONE_PARAMETER}
    characters = {
        name: char
        for name, char in ((name, chr(int(code, 16))) for name, code in SYMBOLS.items())
        if name[:1] == "\\" and name not in taken and "{" not in name[2:]
        if unicodedata.category(char)[0] in "LNPS"
    }
    characters |= {"\\" + name: char for name, char in PREFERRED.items()}
    parts = (STYLES, SIZES, CLASSES, TRANSPARENT, FRACTIONS, BINOMIALS, LABELS, ARROWS, SPACES, BIG, ACCENTS)
    structure = {name for part in parts for name in part} | {"\\" + name for name in OPERATORS}
    return frozenset(characters) | structure | frozenset(_OTHERS.split()), characters
