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

_RUNS = re.compile(
    r"""(
      [^\W\d_] (?<![</&#;\[\\].) (?<![^\W_].)
      (?: [^\W_]++ (?: (?: [ ] | [,.;:?!'"()%/-][ ]?+ ) (?=[^\W_]) )?+ )*+
      | \d (?<![</&#\[\\].) (?<![^\W_].) (?: \d*(?:[.,]\d+)+ | \d*+(?![.)]) )
    )""",
    re.VERBOSE,
)
"""Words and numbers into which no rule of HTML or Markdown looks: no name of a tag, an entity, a command or a
mark in brackets, and no number that could open an item of a list."""

_SIGN = "\ue010"
_SIGNS = [f"7{chr(number)}7" for number in range(0xE011, 0xE400)]
"""To the rules a sign is a word that begins and ends with a digit."""
_ANY_SIGN = re.compile("7([\ue011-\ue3ff])7")
_FOREIGN = re.compile("[\ue000-\ue00f\ue011-\uf8ff]")
"""Letters of nobody, which a conversion may take for its own."""


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
        pieces = _RUNS.split(text)
        around = self._around(_SIGN.join(pieces[::2]))
        if around is None or 2 * len(around) - 1 != len(pieces):
            return None
        pieces[::2] = around
        return "".join(pieces)

    def _converted(self, built: str) -> Sequence[str] | None:
        """What stands around the runs after the conversion, if each comes through once, in their order."""
        around = built.split(_SIGN)
        if len(around) > len(_SIGNS) or _FOREIGN.search(built):
            return None
        signed = "".join(f"{sign}{piece}" for sign, piece in zip(["", *_SIGNS], around, strict=False))
        found = self._convert(signed)
        pieces = _ANY_SIGN.split(found) if found is not None else []
        return pieces[::2] if pieces[1::2] == [sign[1] for sign in _SIGNS[: len(around) - 1]] else None
