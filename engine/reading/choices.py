"""Reads what is picked from a list: one of several options, or items in order or as a set."""

from __future__ import annotations

import re

from engine.reading.answer import Answer, Expected, Unreadable, quoted
from engine.reading.cells import read_cell
from engine.reading.text import inside, normalized

_LETTER = re.compile(r"\(?([a-z])[).:]?(?:\s+(.+))?")
_NOTHING = ("", "-", "∅", "ø", "none", "empty", "nothing")
_SEPARATORS = re.compile(r"\s*(?:[,;|&]|\band\b)\s*|\s+")
_WHOLE = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,8})")
_LEAST_PREFIX = 3


def read_choice(text: str, expected: Expected) -> Answer:
    """The position of an option typed as its letter, its number from 1, its text or a clear start of it."""
    options = [_folded(option) for option in expected.options]
    found = _picked(_folded(text), options)
    if len(found) == 1:
        (pick,) = found
        return Answer(pick, f"{_letter(pick)}) {expected.options[pick]}")
    listing = ", ".join(f"{_letter(n)}) {option}" for n, option in enumerate(expected.options))
    if found:
        raise Unreadable(
            f"{quoted(text)} fits more than one option: type its number, 1 for the first of {listing}"
        )
    raise Unreadable(f"{quoted(text)} is none of the options: type a letter of {listing}")


def _folded(text: str) -> str:
    return " ".join(normalized(text).casefold().split())


def _letter(position: int) -> str:
    return chr(ord("a") + position)


def _picked(text: str, options: list[str]) -> set[int]:
    """Positions that the text may mean; its own words count before numbers, a start of them last."""
    as_text = {n for n, option in enumerate(options) if option == text}
    as_letter = _by_letter(text, options)
    if as_text or as_letter:
        return as_text | as_letter
    if (value := _value(text)) is not None:
        equal = {n for n, option in enumerate(options) if _value(option) == value}
        return equal or _by_number(text, options) or _by_start(text, options)
    return _by_start(text, options)


def _by_letter(text: str, options: list[str]) -> set[int]:
    match = _LETTER.fullmatch(text)
    if match is None:
        return set()
    position = ord(match[1]) - ord("a")
    return {position} if position < len(options) and match[2] in (None, options[position]) else set()


def _by_number(text: str, options: list[str]) -> set[int]:
    """A position from 1; only where no option has a digit that could be meant."""
    if not text.isdecimal() or re.search("[0-9]", "".join(options)):
        return set()
    return {int(text[:4]) - 1} & set(range(len(options)))


def _by_start(text: str, options: list[str]) -> set[int]:
    """Options that begin with the text: at least three characters, or a whole word."""
    end = "" if len(text) >= _LEAST_PREFIX else r"(?!\w)"
    return {n for n, option in enumerate(options) if re.match(re.escape(text) + end, option)}


def _value(text: str) -> float | None:
    try:
        return read_cell(text).value
    except Unreadable:
        return None


def read_indices(text: str, expected: Expected) -> Answer:
    """Positions such as "{5, 0, 2}", or names of items where there are options; "none" is the empty set."""
    items = _items(text, expected.options)
    picked = [_index(item, expected) for item in items]
    if not expected.ordered:
        picked = sorted(set(picked))
    asked = expected.shape[0] if expected.shape else len(picked)
    if len(picked) != asked:
        raise Unreadable(f"{asked} items are asked for, {len(picked)} read: type every item once")
    shown = ", ".join(expected.options[n] if expected.options else str(n) for n in picked)
    brackets = "[]" if expected.ordered else "{}"
    layout = "the order" if expected.ordered else "the set"
    if not picked:
        return Answer((), "none")
    return Answer(tuple(picked), f"{brackets[0]}{shown}{brackets[1]}", (), layout)


def _items(text: str, names: tuple[str, ...]) -> list[str]:
    inner = inside(text)
    text = text if inner is None else inner
    if text.casefold() in _NOTHING:
        return []
    items = [item for item in _SEPARATORS.split(text) if item]
    if len(items) == 1 and items[0].isalpha() and names and all(len(name) == 1 for name in names):
        return list(items[0])
    return items


def _index(item: str, expected: Expected) -> int:
    if expected.options:
        names = [_folded(name) for name in expected.options]
        if _folded(item) not in names:
            raise Unreadable(
                f"{quoted(item)} is none of the items: type names of {', '.join(expected.options)}"
            )
        return names.index(_folded(item))
    if not _WHOLE.fullmatch(item):
        raise Unreadable(
            f"{quoted(item)} is no index: type whole numbers with commas, such as 5, 0, 2, or none"
        )
    return int(item)
