"""The lines of a text as the block rules of markdown-it work on them, measured and marked at less cost.

Says where lines begin and keeps what the rules find; which rules there are is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, repeat
from operator import add, sub
from typing import Literal, cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from cards.markdown.block import Block

_PARTS = " \t>|:-"
"""The signs of a line between the header of a table and its rows, be it in a quote."""


class Mark(Token):
    """A token of which a state sets what it must, and none of its many other fields before a rule does."""

    tag: str = ""
    level: int = 0
    map: list[int] | None = None
    content: str = ""
    info: str = ""
    attrs: dict[str, str | int | float] = {}  # noqa: RUF012  rules put another one in its place


class BlockLines(StateBlock):
    """The state of markdown-it's block parser at the beginning of a text."""

    def __init__(self, text: str, rows: Sequence[str], parser: MarkdownIt) -> None:
        """`rows` are the lines of the text."""
        tabled = enumerate(rows if "|" in text else ())
        parting = [at for at, row in tabled if "-" in row and not row.strip(_PARTS)]
        self.found: list[Block | Mark] = []
        """Blocks that are whole already, and marks around and for the others."""
        known = {"parting": frozenset(parting), "furthest_out": 0}
        """Lines that can part a table's header from its rows; the indent with which a paragraph goes on."""
        super().__init__("", parser, known, cast("list[Token]", self.found))
        self.src = text
        if not rows[-1].strip(" \t"):
            rows = rows[:-1]
        lengths = list(map(len, rows))
        begins = list(accumulate(map((1).__add__, lengths), initial=0))[: len(rows)]
        indents = list(map(sub, lengths, map(len, map(str.lstrip, rows, repeat(" \t")))))
        self.bMarks = [*begins, len(text)]
        self.eMarks = [*map(add, begins, lengths), len(text)]
        self.tShift = [*indents, 0]
        self.sCount = [*(_widths(rows, indents) if "\t" in text else indents), 0]
        self.bsCount = [0] * (len(rows) + 1)
        self.lineMax = len(rows)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Mark:
        self.level += nesting
        mark = object.__new__(Mark)
        mark.type, mark.nesting = ttype, nesting
        self.found.append(mark)
        return mark


def _widths(rows: Sequence[str], indents: Sequence[int]) -> list[int]:
    """How far the lines are indented, with tabs of four."""
    return [indent and len(row[:indent].expandtabs(4)) for row, indent in zip(rows, indents, strict=True)]


class Filled(dict[int, int]):
    """For each number of lines, the number without the blank ones at the end; looked for when it is asked."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = lines

    def __missing__(self, number: int) -> int:
        last = min(number, len(self.lines))
        while last and not self.lines[last - 1].strip(" \t>"):
            last -= 1
        self[number] = last
        return last
