"""Draws TeX for a terminal: in one line for running text, stacked for a display.

What has no sure drawing is shown as its source, never as something else; no formula, however damaged or
long, raises an error here. The text that comes back holds nothing that a terminal would obey.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cards.formula.breaking import fitted
from cards.formula.cells import cells, chunks, filled
from cards.formula.flat import flat
from cards.formula.parse import parse
from cards.formula.source import Undrawable, harmless
from cards.formula.symbols import kind_of
from cards.formula.tree import Node

__all__ = ["Undrawable", "cells", "display", "drawable", "fault", "inline"]


REMEMBERED = 4096
"""Formulas: a deck says few of them again and again."""


@lru_cache(maxsize=REMEMBERED)
def inline(tex: str) -> str:
    """The formula in one line of Unicode, or its source.

    Args:
        tex: the formula without its dollar signs.
    """
    drawn = _drawn(tex)
    return drawn[1] if drawn else " ".join(harmless(tex).split())


def display(tex: str, width: int) -> list[str]:
    """The formula in lines of at most `width` cells, without blanks at their ends.

    Stacked where that fits; broken at relations and operators, or in one line that is broken at its
    blanks, where it does not; its source, cut to the width, as the last resort.

    Args:
        tex: the formula without its dollar signs.
        width: cells of the terminal; less than 1 counts as 1.
    """
    return [*_displayed(tex, max(1, width))]


@lru_cache(maxsize=REMEMBERED)
def _displayed(tex: str, width: int) -> Sequence[str]:
    drawn = _drawn(tex)
    if drawn:
        tree, line = drawn
        try:
            box = fitted(tree, width)
        except RecursionError:
            box = None
        if box:
            return [line.rstrip() for line in box.lines]
        if lines := _wrapped(line, width):
            return lines
    return _cut(harmless(tex), width)


def drawable(tex: str) -> bool:
    """Whether the formula is drawn; otherwise it is shown as its source."""
    return fault(tex) is None


def fault(tex: str) -> str | None:
    """Why the formula is shown as its source, as the rest of a sentence, or None where it is drawn."""
    try:
        flat(parse(tex))
    except Undrawable as error:
        return str(error)
    except RecursionError:
        return "it is nested too deeply"
    return None


def _drawn(tex: str) -> tuple[Node, str] | None:
    try:
        tree = parse(tex)
        return tree, flat(tree).strip()
    except (Undrawable, RecursionError):
        return None


def _wrapped(line: str, width: int) -> list[str] | None:
    """The line broken at blanks, or None where one of its words is too wide."""
    words: list[str] = []
    for word in line.split():
        waits = words and kind_of(words[-1][-1:]) in ("rel", "bin") and words[-1][-2:-1] in ("", " ")
        if waits and cells(words[-1]) + 1 + cells(word) <= width:
            words[-1] += " " + word
        else:
            words.append(word)
    return filled(words, width) if all(cells(word) <= width for word in words) else None


def _cut(source: str, width: int) -> list[str]:
    """The source in lines of at most `width` cells, broken at blanks or, in a longer word, anywhere."""
    lines = (
        filled([part for word in line.split() for part in chunks(word, width)], width)
        for line in source.split("\n")
    )
    return [line for part in lines for line in part] or [""]
