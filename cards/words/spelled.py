"""Patterns of a finite number of texts, written out: a table finds a text ten times as soon as a pattern."""

from __future__ import annotations


def spellings(pattern: str) -> list[str]:
    """Every text that a pattern matches, made of signs, sets, groups, bars and `?`: `tips?|advi[cs]e`.

    Raises:
        ValueError: something else stands in the pattern.
    """
    found, at = _alternatives(pattern, 0)
    if at < len(pattern):
        raise ValueError(f"{pattern!r} closes a group that it does not open")
    return found


def _alternatives(pattern: str, at: int) -> tuple[list[str], int]:
    """What stands between two brackets, and where it ends."""
    found, texts = [], [""]
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            found += texts
            texts, at = [""], at + 1
            continue
        pieces, at = _piece(pattern, at)
        if pattern.startswith("?", at):
            pieces, at = [*pieces, ""], at + 1
        texts = [text + piece for text in texts for piece in pieces]
    return found + texts, at


def _piece(pattern: str, at: int) -> tuple[list[str], int]:
    """What can stand for the sign, the set or the group that begins at a place."""
    if pattern.startswith("(?:", at):
        found, end = _alternatives(pattern, at + 3)
        return found, end + 1
    if pattern[at] == "[":
        end = pattern.index("]", at)
        return list(pattern[at + 1 : end]), end + 1
    if pattern[at] == "\\":
        return [pattern[at + 1]], at + 2
    if pattern[at] in "(*+{^$.?":
        raise ValueError(f"{pattern!r} matches texts without number")
    return [pattern[at]], at + 1
