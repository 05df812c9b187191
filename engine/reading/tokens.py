"""Cuts an expression into numbers, names and signs; knows no grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.reading.answer import Unreadable, quoted

_NUMBER = r"(?P<number>(?:[0-9]+(?:_[0-9]+)*{group}(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)"
_REST = r"|(?P<name>log_?[0-9]+|[^\W\d_]+)|(?P<sign>\*\*|//|[-+*/^%(),;|√⌊⌋⌈⌉×·])"
_TOKEN = re.compile(r"\s*(?:" + _NUMBER.format(group="(?:[.,][0-9]+)*") + _REST + ")", re.IGNORECASE)
_TOKEN_IN_CALL = re.compile(r"\s*(?:" + _NUMBER.format(group="") + _REST + ")", re.IGNORECASE)
_TAKES_SEVERAL = ("min", "max", "log")


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what the grammar compares, a name in small letters; `typed` what people are shown."""

    kind: str
    text: str
    typed: str


END = Token("end", "", "")


def tokens(text: str) -> list[Token]:
    """The tokens; in the brackets of min, max and log a comma stands between values.

    Raises:
        Unreadable: a character that no expression has.
    """
    found: list[Token] = []
    in_call: list[bool] = []
    at = 0
    while at < len(text):
        match = (_TOKEN_IN_CALL if in_call and in_call[-1] else _TOKEN).match(text, at)
        if match is None:
            raise _unknown_character(text, at)
        kind = str(match.lastgroup)
        word = match[kind].lower().replace("log_", "log") if kind == "name" else match[kind]
        if word == "(":
            in_call.append(bool(found) and found[-1].text in _TAKES_SEVERAL)
        elif word == ")" and in_call:
            in_call.pop()
        found.append(Token(kind, word, match[kind]))
        at = match.end()
    return found


def _unknown_character(text: str, at: int) -> Unreadable:
    character = text[at:].lstrip()[:1]
    if character == "∞":
        return Unreadable("an answer is a finite number: type its value")
    if character == "=":
        return Unreadable(f"an = stands inside {quoted(text)}: type the value alone")
    where = "" if character == text else f" in {quoted(text)}"
    return Unreadable(
        f"{quoted(character)} cannot be read{where}: type a number or an expression such as 1/3 or sqrt(2)"
    )
