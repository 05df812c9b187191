"""Mistyped long words read as the words of known texts: one slip of the finger, and only where it is likely.

A letter left out, put in twice or too much, exchanged with its neighbour, or struck one key aside is a slip;
another letter makes another word ("fraction" and "friction").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from cards.linking.words import form_of

_WORD = re.compile(r"[^\W_]+")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = {key: (row, at + row / 2) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
"""The row of a key and its place in it; each row stands half a key to the right of the one above."""
_LONG = 8
"""Letters from which a word with a slip is still the word."""


def speller(texts: Iterable[str]) -> Callable[[str], str]:
    """The form of a word; a long one with a slip is read as the word of these texts."""
    known = sorted({word.casefold() for text in texts for word in _WORD.findall(text) if len(word) >= _LONG})
    forms = {form_of(word) for word in known}
    meant: dict[str, list[str]] = {}
    for word in known:
        for shorter in (word, *_shorter(word)):
            meant.setdefault(shorter, []).append(word)

    @lru_cache(maxsize=16384)
    def form(word: str) -> str:
        return form_of(spelling(word.casefold()) if len(word) >= _LONG else word)

    def spelling(word: str) -> str:
        if not word.isalpha() or form_of(word) in forms:
            return word
        likely = (right for near in (word, *_shorter(word)) for right in meant.get(near, ()))
        return next((right for right in likely if is_slip(word, right)), word)

    return form


def _shorter(word: str) -> Iterator[str]:
    """The word without one of its letters, the first excepted."""
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def is_slip(typed: str, word: str) -> bool:
    """Whether one slip of the finger, not in the first letter, makes `typed` of a word."""
    same = next((at for at, (one, two) in enumerate(zip(typed, word, strict=False)) if one != two), None)
    at = min(len(typed), len(word)) if same is None else same
    one, two = typed[at:], word[at:]
    if at == 0 or abs(len(one) - len(two)) > 1:
        return False
    if len(one) != len(two):
        return one[1:] == two or one == two[1:]
    exchanged = one[:2] == two[:2][::-1] and one[2:] == two[2:]
    return exchanged or (one[1:] == two[1:] and _beside(one[:1], two[:1]))


def _beside(one: str, two: str) -> bool:
    if one not in _KEYS or two not in _KEYS:
        return one == two
    (row, at), (other_row, other) = _KEYS[one], _KEYS[two]
    return abs(row - other_row) <= 1 and abs(at - other) <= 1
