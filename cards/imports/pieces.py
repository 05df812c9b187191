"""A JSON document in pieces, so that one of any size takes no more memory than its largest piece.

The file is read as far as the next piece needs it; nothing is kept of what was given.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

CHUNK = 1 << 20
LONGEST = 100_000_000
"""Characters of one piece."""

_BEHIND = ",:]} \t\n\r"
"""One of these stands behind a value; a number can go on in the next chunk."""
_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def pieces(file: BinaryIO, apart: Collection[str]) -> Iterator[tuple[str, str, Any]]:
    """The members of the object that a file holds: name, key and value.

    Args:
      file: UTF-8.
      apart: the names of members whose entries come one by one, each with its key or its number; all others
        come as a whole, with an empty key.

    Raises:
      ValueError: it is no JSON, or none of this form.
      RecursionError: it is nested too deeply.
    """
    text = _Text(file)
    for name in _keys(text):
        if name not in apart:
            yield name, "", text.value()
        elif text.sign() == "[":
            text.take("[")
            for at, _ in enumerate(_entries(text, "]")):
                yield name, str(at), text.value()
        else:
            for key in _keys(text):
                yield name, key, text.value()
    if sign := text.sign():
        raise ValueError(f"{sign!r} after the end")


def _keys(text: _Text) -> Iterator[str]:
    """The keys of an object, whose values are for the caller to take."""
    text.take("{")
    for _ in _entries(text, "}"):
        key = text.value()
        if not isinstance(key, str):
            raise ValueError(f"a key that is no text: {key!r}"[:80])
        text.take(":")
        yield key


def _entries(text: _Text, end: str) -> Iterator[None]:
    """Stops before each entry of what was opened."""
    while text.sign() != end:
        yield
        if text.sign() != end:
            text.take(",")
    text.take(end)


class _Text:
    """What is not taken yet of a file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._at = 0

    def _more(self) -> bool:
        """Whether there was more to read; twice as much as is there, as the next piece may be a long one."""
        left = self._text[self._at :]
        read = self._file.read(max(CHUNK, 2 * len(left)))
        self._text, self._at = left + self._decoder.decode(read, final=not read), 0
        return bool(read)

    def sign(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def take(self, sign: str) -> None:
        found = self.sign()
        if found != sign:
            raise ValueError(f"{sign!r} is missing before {found!r}")
        self._at += 1

    def value(self) -> Any:
        """The next value."""
        self.sign()
        while True:
            left = len(self._text) - self._at
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if left > LONGEST or not self._more():
                    raise
                continue
            size = end - self._at
            if (size < left and self._text[end] in _BEHIND) or left > LONGEST or not self._more():
                self._at += size
                return found
