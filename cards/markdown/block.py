"""A piece of a note as data, for those who find it and those who read it."""

from __future__ import annotations

from typing import Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "list", "item", "quote", "code", "math", "table", "html", "rule"]


class Block(NamedTuple):
    """A piece of a note between two lines (from 1, both included).

    A tuple, as a note makes so many that what it costs to make one is felt.
    """

    kind: BlockKind
    start: int
    end: int
    text: str = ""
    children: tuple[Block, ...] = ()
    info: str = ""
    """The language of code, `1` or `-` of a list, the level of a heading."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table, its header first."""
    lines: tuple[tuple[int, int], ...] = ()
    """The first and the last line of each row of a table."""
    form: str = ""
    """Where the cells of each column of a table stand, of `-lcr`; the number that a list begins with, if
    that is not 1."""
