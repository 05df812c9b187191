"""Values in the JSON form of Transit, with both its ways of writing maps.

Keywords and symbols become strings without their mark, sets lists, instants milliseconds; the last value of
a key counts. Of an unknown tag the value stays that it stands before.

Source: Transit format, "JSON encoding" and "Caching".
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

_FIRST, _DIGITS = 48, 44
"""How places in the cache are written: from this character on, in so many."""
_CACHED = re.compile(r"~[:#$]")
_MARKS = ("~", "^")
_INSTANTS = frozenset(("dt", "t", "m", "inst"))


def from_transit(text: str) -> Any:
    """The value of a document in Transit's JSON.

    Raises:
      ValueError: it is none.
    """
    try:
        return _Transit().value(json.loads(text))
    except RecursionError:
        raise ValueError("its values are nested too deeply") from None


class _Transit:
    """A reading of one document, with the strings that it may refer back to."""

    def __init__(self) -> None:
        self.cache: list[str] = []

    def value(self, shape: Any) -> Any:
        if isinstance(shape, str):
            return _scalar(self._whole(shape, key=False)) if shape.startswith(_MARKS) else shape
        if isinstance(shape, list):
            return self._list(shape)
        if not isinstance(shape, dict):
            return shape
        entries = [(self._whole(key, key=True), value) for key, value in shape.items()]
        if len(entries) == 1 and entries[0][0].startswith("~#"):
            return tagged(entries[0][0][2:], self.value(entries[0][1]))
        return {name_of(_scalar(key)): self.value(value) for key, value in entries}

    def _list(self, shape: list[Any]) -> Any:
        if shape[:1] == ["^ "]:
            pairs = zip(shape[1::2], shape[2::2], strict=False)
            return {self._key(key): self.value(value) for key, value in pairs}
        if len(shape) == 2 and isinstance(shape[0], str):
            first = self._whole(shape[0], key=False)
            if first.startswith("~#"):
                return tagged(first[2:], self.value(shape[1]))
            return [_scalar(first), self.value(shape[1])]
        return [self.value(one) for one in shape]

    def _key(self, key: Any) -> str:
        return name_of(_scalar(self._whole(key, key=True)) if isinstance(key, str) else self.value(key))

    def _whole(self, text: str, *, key: bool) -> str:
        """A string as it was written in full where it stood first."""
        if text[:1] == "^" and text != "^ ":
            place = 0
            for sign in text[1:]:
                place = place * _DIGITS + ord(sign) - _FIRST
            if not 0 <= place < len(self.cache):
                raise ValueError(f"it refers to something that it does not hold ({text[:8]})")
            return self.cache[place]
        if len(text) > 3 and (key or _CACHED.match(text)):
            if len(self.cache) == _DIGITS**2:
                self.cache.clear()
            self.cache.append(text)
        return text


def name_of(key: Any) -> str:
    """A key of a map as a string."""
    return key if isinstance(key, str) else json.dumps(key, default=str)


def _scalar(text: str) -> Any:
    if text[:1] != "~" or len(text) < 2:
        return text
    sign, rest = text[1], text[2:]
    if sign in "~^`":
        return text[1:]
    if sign in "tm":
        return _instant(rest)
    if sign in "idfn":
        return float(rest) if any(one in rest for one in ".eE") else int(rest)
    return {"_": None, "?": rest == "t"}.get(sign, rest)


def tagged(tag: str, value: Any) -> Any:
    """A value behind a tag."""
    if tag in _INSTANTS:
        return _instant(value)
    if tag == "cmap" and isinstance(value, list):
        return {name_of(key): each for key, each in zip(value[::2], value[1::2], strict=False)}
    return value


def _instant(value: Any) -> int | None:
    """UTC milliseconds."""
    if isinstance(value, int | float):
        return int(value)
    if re.fullmatch(r"-?\d{1,18}", str(value)):
        return int(value)
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)
