"""Widths in terminal cells, and text cut to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=4096)
def _cell(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(text: str) -> int:
    """How many terminal cells a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    if "\u200d" not in text:
        return sum(map(_cell, text))
    head, *joined = text.split("\u200d")
    return sum(map(_cell, head)) + sum(cells(part[1:].lstrip("\ufe0f")) for part in joined)


def chunks(word: str, width: int) -> list[str]:
    """A word in pieces of at most `width` cells; one character wider than that stays whole."""
    if cells(word) <= width:
        return [word]
    if word.isascii():
        return [word[start : start + width] for start in range(0, len(word), width)]
    out, room = [""], width
    for char in word:
        size = cells(char)
        if size > room and out[-1]:
            out.append("")
            room = width
        out[-1] += char
        room -= size
    return out


def filled(words: Iterable[str], width: int) -> list[str]:
    """Words in lines of at most `width` cells; one wider than that has a line of its own."""
    lines: list[list[str]] = []
    room = 0
    for word in words:
        size = cells(word)
        if lines and size < room:
            lines[-1].append(word)
            room -= size + 1
        else:
            lines.append([word])
            room = width - size
    return [" ".join(line) for line in lines]
