"""Values in EDN, as people write it; keywords and tags become what they become in Transit.

Source: EDN format, "Built-in elements".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cards.imports.transit import name_of, tagged

_TOKEN = re.compile(
    r"(?:[\s,]++|;[^\n]*+)*+(?:"
    r'(?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+")'
    r"|(?P<open>#?\{|\[|\()|(?P<close>[\]})])"
    r"|(?P<discard>\#_)|\#(?P<tag>[A-Za-z][\w./-]*)|(?P<char>\\(?:[a-z]{3,}|u[0-9a-fA-F]{4}|\S))"
    r'|(?P<atom>[^\s,;"\[\](){}\\]+))',
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_CLOSES = {"{": "}", "#{": "}", "[": "]", "(": ")"}
_DEEPEST = 200


def from_edn(text: str) -> Any:
    """The value of a document in EDN.

    Raises:
      ValueError: it is none.
    """
    tokens = _tokens(text)
    found = _value(next(tokens, None), tokens, 0)
    if next(tokens, None) is not None:
        raise ValueError("something follows its first value")
    return found


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        yield match
    if re.fullmatch(r"(?:[\s,]++|;[^\n]*+)*+", text[at:]) is None:
        raise ValueError(f"line {text.count(chr(10), 0, at) + 1} is no EDN")


def _value(token: re.Match[str] | None, tokens: Iterator[re.Match[str]], depth: int) -> Any:
    if token is None or token["close"]:
        raise ValueError("a bracket is never closed" if token is None else "a bracket was never opened")
    if depth > _DEEPEST:
        raise ValueError("its values are nested too deeply")
    if token["open"]:
        return _collection(token["open"], tokens, depth)
    if token["discard"]:
        _value(next(tokens, None), tokens, depth + 1)
        return _value(next(tokens, None), tokens, depth)
    if token["tag"]:
        return tagged(token["tag"], _value(next(tokens, None), tokens, depth + 1))
    if token["text"] is not None:
        return _ESCAPE.sub(_unescaped, token["text"][1:-1])
    return token["char"][1:] if token["char"] else _atom(token["atom"])


def _collection(opening: str, tokens: Iterator[re.Match[str]], depth: int) -> Any:
    found: list[Any] = []
    discarded = 0
    for token in tokens:
        if token["close"]:
            if token["close"] != _CLOSES[opening] or discarded:
                raise ValueError(f"a {opening} is closed by {token['close']}")
            if opening != "{":
                return found
            return {name_of(key): value for key, value in zip(found[::2], found[1::2], strict=True)}
        if token["discard"]:
            discarded += 1
            continue
        value = _value(token, tokens, depth + 1)
        if discarded:
            discarded -= 1
        else:
            found.append(value)
    raise ValueError("a bracket is never closed")


def _unescaped(match: re.Match[str]) -> str:
    sign = match[1]
    return chr(int(sign[1:], 16)) if len(sign) > 1 else _ESCAPES.get(sign, sign)


def _atom(text: str) -> Any:
    constants = {"nil": None, "true": True, "false": False}
    if text in constants:
        return constants[text]
    if re.fullmatch(r"[+-]?\d{1,300}N?", text):
        return int(text.rstrip("N"))
    if re.fullmatch(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?M?", text):
        return float(text.rstrip("M"))
    return text.removeprefix(":")
