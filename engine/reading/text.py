"""Brings typed text to one alphabet: widths, dashes, digits, fractions, exponents, line ends, brackets.

It changes how a character is written, never what it means, and reads no number.
"""

from __future__ import annotations

import re
import unicodedata

_OPENING, _CLOSING = "([{", ")]}"
_PAIRS = dict(zip(_OPENING, _CLOSING, strict=True))

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_SUBSCRIPT_RUN = re.compile("[₀-₉]+")
_SUPERSCRIPT_RUN = re.compile(f"[{''.join(_SUPERSCRIPTS)}]+")
_FRACTION = re.compile("((?<![0-9.,])[0-9]+)?( ?)([¼½¾⅐-⅞↉])")
_NARROW_SPACE_IN_NUMBER = re.compile("(?<=[0-9])[\u2007\u2009\u200a\u202f](?=[0-9]{3}(?![0-9]))")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_SAME = str.maketrans(
    dict.fromkeys("‐‑‒–—―−⁃˗➖", "-")
    | dict.fromkeys("∗⁎＊", "*")
    | dict.fromkeys("⨯✕✖", "×")
    | dict.fromkeys("⋅∙•・", "·")
    | dict.fromkeys("÷∕⁄", "/")
    | dict.fromkeys("≅≃∼", "≈")
    | {"’": "'", "\u2062": "*", "\u2063": ","}
)

_NAME_BEFORE_VALUE = re.compile(r"(?:[^\W\d_]|[∂∇∆‖])[^=≈:;\n]{0,39}(?::=|=+|≈|:)|(?::=|[=≈~]+)")
_WRAPPED = re.compile(
    r"(?:(?:np|numpy|jnp|torch|tf)\.[A-Za-z]\w*|array|tensor)\((.*?)(?:,\s*dtype=[\w.]+)?\)", re.DOTALL
)


def normalized(text: str) -> str:
    """The text in one alphabet: ASCII digits and signs, single blanks, "\\n" as line end, "½" as "(1/2)"."""
    text = "".join(map(_plain_character, text))
    text = _SUBSCRIPT_RUN.sub(r"\g<0> ", text)
    text = _FRACTION.sub(_fraction, _SUPERSCRIPT_RUN.sub(_power, text))
    text = _NARROW_SPACE_IN_NUMBER.sub("", text)
    text = unicodedata.normalize("NFKC", text).translate(_SAME)
    return _BLANKS.sub(" ", _LINE_END.sub("\n", text)).strip()


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    if unicodedata.category(character) == "Cf" and character not in "\u2062\u2063":
        return ""
    return character


def _power(run: re.Match[str]) -> str:
    return f"^({''.join(_SUPERSCRIPTS[c] for c in run[0])})"


def _fraction(match: re.Match[str]) -> str:
    """ "3½" is one number by itself, "3 ½" one or two, which only its place can tell."""
    whole, blank, fraction = match[1] or "", match[2], unicodedata.normalize("NFKC", match[3])
    if whole and not blank:
        return f"({whole}+{fraction})"
    return f"{whole}{blank}{fraction}" if whole else f"{blank}({fraction})"


def undressed(text: str) -> str:
    """The value without what people put around it: "x =", "≈", `$`, backticks, `np.array(...)`."""
    text = _unwrapped(text.strip(" \n`$"))
    if name := _NAME_BEFORE_VALUE.match(text):
        text = _unwrapped(text[name.end() :].strip(" \n`$"))
    return text


def _unwrapped(text: str) -> str:
    wrapped = _WRAPPED.fullmatch(text)
    return wrapped[1].strip() if wrapped else text


def unpaired(text: str) -> str:
    """The first bracket that is closed by another kind or not at all, or closes nothing; "" if none."""
    opened: list[str] = []
    for character in text:
        if character in _OPENING:
            opened.append(character)
        elif character in _CLOSING and (not opened or _PAIRS[opened.pop()] != character):
            return character
    return opened[0] if opened else ""


def inside(text: str) -> str | None:
    """What one pair of brackets around the whole text encloses, None where there is no such pair."""
    text = text.strip()
    if not text or text[0] not in _PAIRS or text[-1] != _PAIRS[text[0]]:
        return None
    depth = 0
    for at, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0 and at < len(text) - 1:
            return None
    return text[1:-1].strip()


def bracketed_groups(text: str) -> list[str]:
    """The insides of "[1, 2], [3, 4]", empty where anything but separators stands outside brackets."""
    groups: list[str] = []
    depth, start = 0, 0
    for at, character in enumerate(text):
        if character in _OPENING:
            depth += 1
            start = at + 1 if depth == 1 else start
        elif character in _CLOSING:
            depth -= 1
            if depth == 0:
                groups.append(text[start:at])
        elif depth == 0 and character not in " \n,;":
            return []
    return groups if depth == 0 else []


def split_outside(text: str, separator: str) -> list[str]:
    """The pieces between matches of the pattern that stand outside every bracket.

    An empty piece at the very end is dropped, so that "(3,)" and "1 2;" have no extra value.
    """
    depth, covered = 0, bytearray(len(text) + 1)
    for at, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        covered[at] = depth > 0
    pieces, start = [], 0
    for match in re.finditer(separator, text):
        if not covered[match.start()]:
            pieces.append(text[start : match.start()].strip())
            start = match.end()
    last = text[start:].strip()
    return [*pieces, last] if last or not pieces else pieces
