"""Texts that differ in their words alone, converted once: the notes of a deck are built alike.

A text is taken apart into runs of words and what stands between them. Runs come through a conversion as they
are; so what stands between them is converted with signs in their places, and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

LONGEST = 4000
"""Characters; longer texts are hardly ever built alike, and would only take memory."""

REMEMBERED = 4096
"""Ways in which texts are built."""

_RUN = r"""(
      {word} (?<!{word}.)
      (?:
        (?<={letter}) (?<![</&#;\[\\].)
        {word}*+ (?: (?: [ ] | [,.;:?!'"()%/-][ ]?+ ) {word}++ )*+ (?!(?<=\d)\$)
      | (?<=\d) (?<![&#\\$].)
        (?: \d*+(?:[.,]\d++)++(?!\$) | \d*+(?![.)$]) | \d*(?=\d\$) )
      )
    )"""
"""Words and numbers into which no rule of HTML or Markdown looks: no name of a tag, an entity, a command or a
mark in brackets, no number that could open an item of a list, and no digit beside a dollar."""

_RUNS = re.compile(_RUN.format(word=r"[^\W_]", letter=r"[^\W\d_]"), re.VERBOSE)
_RUNS_OF_ASCII = re.compile(_RUN.format(word="[a-zA-Z0-9]", letter="[a-zA-Z]"), re.VERBOSE | re.ASCII)
"""The same where no other letters are: twice as fast as asking of each whether it is one."""

_BETWEEN = "\ue010"
_SIGNS = [chr(number) for number in range(0xA000, 0xA48D)]
"""Letters of Yi: words to every rule, and hardly ever there."""
_SIGN = re.compile(f"([{_SIGNS[0]}-{_SIGNS[-1]}])")
_STRANGE = re.compile(f"[\ue000-\ue00f\ue011-\uf8ff{_SIGNS[0]}-{_SIGNS[-1]}]")
"""Letters that a conversion, or this, could take for its own."""


class Alike:
    """A conversion of texts by how they are built."""

    def __init__(self, convert: Callable[[str], str | None]) -> None:
        """
        Args:
          convert: the conversion; None for a text that has to be seen as a whole.
        """
        self._convert = convert
        self._around = lru_cache(maxsize=REMEMBERED)(self._converted)

    def __call__(self, text: str) -> str | None:
        """The text converted; None where that takes the whole text."""
        if len(text) > LONGEST:
            return None
        pieces = (_RUNS_OF_ASCII if text.isascii() else _RUNS).split(text)
        around = self._around(_BETWEEN.join(pieces[::2]))
        if around is None or 2 * len(around) - 1 != len(pieces):
            return None
        pieces[::2] = around
        return "".join(pieces)

    def _converted(self, built: str) -> Sequence[str] | None:
        """What stands around the runs after the conversion, if each comes through once, in their order."""
        around = built.split(_BETWEEN)
        if len(around) > len(_SIGNS) or _STRANGE.search(built):
            return None
        signed = "".join(f"{sign}{piece}" for sign, piece in zip(["", *_SIGNS], around, strict=False))
        found = self._convert(signed)
        pieces = _SIGN.split(found) if found is not None else []
        return pieces[::2] if pieces[1::2] == _SIGNS[: len(around) - 1] else None
