"""What single characters mean to a drawing: their class, their small forms, accents and styles.

Tables and pure look-ups; no TeX is parsed here.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from cards.formula.tree import Kind

OPERATORS: dict[str, bool] = {
    **dict.fromkeys(
        [
            "arccos",
            "arcsin",
            "arctan",
            "arg",
            "cos",
            "cosh",
            "cot",
            "coth",
            "csc",
            "deg",
            "dim",
            "exp",
            "hom",
            "ker",
            "lg",
            "ln",
            "log",
            "sec",
            "sin",
            "sinh",
            "tan",
            "tanh",
        ],
        False,
    ),
    **dict.fromkeys(
        ["argmax", "argmin", "det", "gcd", "inf", "lim", "liminf", "limsup", "max", "min", "Pr", "sup"], True
    ),
}
"""Commands that are words, and whether they carry limits."""

BIG_OPERATORS = "∑∏∐⋃⋂⋁⋀⨁⨂⨀⨆⨄"
INTEGRALS = "∫∬∭∮"

PREFERRED = {
    "bigcirc": "○",
    "blacksquare": "■",
    "Box": "□",
    "coloneqq": ":=",
    "colonequals": ":=",
    "dag": "†",
    "ddag": "‡",
    "dprime": "″",
    "iff": "⇔",
    "impliedby": "⇐",
    "implies": "⇒",
    "leadsto": "⇝",
    "Longleftarrow": "⇐",
    "longleftarrow": "←",
    "Longleftrightarrow": "⇔",
    "longleftrightarrow": "↔",
    "longmapsto": "↦",
    "Longrightarrow": "⇒",
    "longrightarrow": "→",
    "mid": "|",
    "models": "⊨",
    "qprime": "⁗",
    "setminus": "∖",
    "square": "□",
    "trprime": "‴",
}
"""Commands for which a plainer character than the parser's own is in every terminal's font."""

OPENING = dict(zip("([{⟨⌊⌈⟦", ")]}⟩⌋⌉⟧", strict=True))
CLOSING = {close: opening for opening, close in OPENING.items()}
BARS = "|‖"
DELIMITERS = {
    **{c: c for c in "()[]|/"},
    ".": "",
    "<": "⟨",
    ">": "⟩",
    r"\{": "{",
    r"\}": "}",
    r"\|": "‖",
    **{"\\" + name: "|" for name in ("vert", "lvert", "rvert", "mid")},
    **{"\\" + name: "‖" for name in ("Vert", "lVert", "rVert", "parallel")},
    **{
        "\\" + name: char
        for name, char in zip(
            [
                "lbrace",
                "rbrace",
                "lbrack",
                "rbrack",
                "langle",
                "rangle",
                "lfloor",
                "rfloor",
                "lceil",
                "rceil",
                "llbracket",
                "rrbracket",
            ],
            "{}[]⟨⟩⌊⌋⌈⌉⟦⟧",
            strict=True,
        )
    },
}
"""What may follow `\\left`, `\\right` and `\\big`."""

ACCENTS = {
    r"\acute": "\u0301",
    r"\bar": "\u0304",
    r"\breve": "\u0306",
    r"\check": "\u030c",
    r"\ddot": "\u0308",
    r"\dot": "\u0307",
    r"\grave": "\u0300",
    r"\hat": "\u0302",
    r"\mathring": "\u030a",
    r"\overleftarrow": "\u20d6",
    r"\overline": "\u0305",
    r"\overrightarrow": "\u20d7",
    r"\tilde": "\u0303",
    r"\underbar": "\u0332",
    r"\underline": "\u0332",
    r"\vec": "\u20d7",
    r"\widehat": "\u0302",
    r"\widetilde": "\u0303",
}
OVERLINE, UNDERLINE = "\u0305", "\u0332"

SUPERSCRIPTS = {
    **dict(zip("0123456789+−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    **dict(zip("βγδθφχ", "ᵝᵞᵟᶿᵠᵡ", strict=True)),
    **dict(zip("∗⋆†‡′″‴⁗°∘⊤⊺", "*⋆†‡′″‴⁗°°ᵀᵀ", strict=True)),
}
SUBSCRIPTS = {
    **dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
    **dict(zip("βγρφχ", "ᵦᵧᵨᵩᵪ", strict=True)),
}
PRIMES = "′″‴⁗"

_RELATIONS = frozenset(
    "=<>:~∝∥∦∴∵∈∉∊∋∌∍∣∤⊢⊣⊦⊧⊨⊩⊪⊫⋈⋍⋐⋑⋔⟂≔"
    + "".join(map(chr, range(0x2190, 0x2200)))
    + "".join(map(chr, range(0x2236, 0x2240)))
    + "".join(map(chr, range(0x2241, 0x228C)))
    + "⊏⊐⊑⊒⊰⊱⊲⊳⊴⊵"
    + "".join(map(chr, range(0x22D6, 0x22EE)))
    + "".join(map(chr, range(0x27F5, 0x2800)))
    + "".join(map(chr, range(0x2900, 0x2980)))
    + "".join(map(chr, range(0x2A7D, 0x2AF8)))
) - frozenset("≀")
_BINARY = frozenset("+−±∓×÷·∗∘∙∧∨∩∪∔∖≀⊌⊍⊎⊓⊔⊕⊖⊗⊘⊙⊚⊛⊜⊝⊞⊟⊠⊡⊻⊼⊽⋄⋅⋆⋇⋉⋊⋋⋌⋎⋏⋒⋓†‡⨿△▽○◁▷")
ADDITIVE = frozenset("+−±∓∪⊕⊖∨")
"""Binary operators that bind no closer than a fraction's slash."""


def kind_of(char: str) -> Kind:
    """The class of a character: TeX's, as far as it changes the space around it."""
    if char in _RELATIONS or char == ":=":
        return "rel"
    if char in _BINARY:
        return "bin"
    if char in OPENING:
        return "open"
    if char in CLOSING:
        return "close"
    if char in BARS:
        return "bar"
    if char == "/":
        return "sign"
    if char in ",;":
        return "punct"
    if char in BIG_OPERATORS or char in INTEGRALS:
        return "big"
    return "num" if char.isdecimal() and char.isascii() else "ord"


_STYLES = {
    "bold": ("MATHEMATICAL BOLD", ""),
    "double": ("MATHEMATICAL DOUBLE-STRUCK", "DOUBLE-STRUCK"),
    "script": ("MATHEMATICAL SCRIPT", "SCRIPT"),
    "fraktur": ("MATHEMATICAL FRAKTUR", "BLACK-LETTER"),
}


@lru_cache(maxsize=1024)
def styled(char: str, style: str) -> str:
    """The character in a mathematical alphabet, or itself where Unicode has none."""
    name = unicodedata.name(char, "")
    for word in ("LATIN ", "GREEK ", "LETTER ", "LUNATE "):
        name = name.replace(word, "")
    for prefix in _STYLES[style]:
        try:
            return unicodedata.lookup(f"{prefix} {name}")
        except KeyError:
            continue
    return char
