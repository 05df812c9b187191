"""Numeric exercises: draw a variant, solve it, read and judge an answer.

    import engine

    variant = engine.exercise("adam_step").variant(seed=7, level=2)
    print(variant.prompt)
    print(variant.check("0.3, -0.2", "0.09, 0.04", "-0.01, 0.01").correct)

Listing the catalogue loads no numpy; an exercise loads its own topic when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.registry import Entry, Place, entries, entry, load, names, resolve

if TYPE_CHECKING:
    from engine.model import Exercise

__all__ = ["Entry", "Place", "catalogue", "entry", "exercise", "names", "resolve"]


def catalogue() -> tuple[Entry, ...]:
    """All exercises with their titles, levels, parts, mistakes and other names."""
    return entries()


def exercise(name: str) -> Exercise:
    """The exercise behind an id or an alias.

    Raises:
      engine.errors.UsageError: there is none of that name; the nearest names are proposed.
    """
    return load(name)
